"""What Telegram shows about the bot: the menu of commands, and what it says of itself before the first message."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from telegram import BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.telegram.texts import LANGUAGES, words

__all__ = ["offer", "offer_to_owner"]

_PRIVATE = ("articles", "speakers", "quotes", "new", "language", "forget", "help")
_GROUPS = ("ask", "articles", "speakers", "quotes", "new", "language", "forget", "help")
_OWNER = ("articles", "speakers", "quotes", "new", "remove", "invite", "people", "language", "forget", "help")

_log = logging.getLogger("wortlaut.telegram")


async def offer(bot: Any, owners: Sequence[int]) -> None:
    """Sets the menus and descriptions in every language. The bot works without them."""
    try:
        await _set(bot, _PRIVATE, None)
        await _set(bot, _GROUPS, BotCommandScopeAllGroupChats())
        for language, code in _codes():
            await bot.set_my_description(words(language, "description"), language_code=code)
            await bot.set_my_short_description(words(language, "short_description"), language_code=code)
    except TelegramError as error:
        _log.warning("The menu of commands was not set: %s", type(error).__name__)
    for owner in owners:
        await offer_to_owner(bot, owner)


async def offer_to_owner(bot: Any, owner: int) -> None:
    """The menu in the owner's own chat."""
    try:
        await _set(bot, _OWNER, BotCommandScopeChat(owner))
    except TelegramError as error:
        _log.info("The owner's menu of commands was not set: %s", type(error).__name__)


async def _set(bot: Any, commands: Sequence[str], scope: BotCommandScope | None) -> None:
    for language, code in _codes():
        menu = [BotCommand(command, words(language, f"command_{command}")) for command in commands]
        await bot.set_my_commands(menu, scope=scope, language_code=code)


def _codes() -> list[tuple[str, str | None]]:
    """Our languages with Telegram's codes; the first is for everybody whose language there is no menu for."""
    return [(language, None if language == LANGUAGES[0] else language) for language in LANGUAGES]
