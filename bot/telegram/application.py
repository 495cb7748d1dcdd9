"""The application: python-telegram-bot, put together with the handlers of this bot."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CommandHandler,
    Defaults,
    ExtBot,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.telegram.access import Access
from bot.telegram.chats import Conversations, InTurn
from bot.telegram.connection import Pace, PollingRequest, SendingRequest
from bot.telegram.handlers import Asks, Handlers
from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings
    from retrieval.library import Summary

__all__ = ["Telegram", "build", "token"]

Telegram = Application[ExtBot[Any], Any, Any, Any, Any, Any]

_GATE, _TALK = 0, 1


def build(
    assistant: Asks,
    articles: Callable[[], Sequence[Summary]],
    settings: Settings,
    *,
    refused: asyncio.Event | None = None,
) -> Telegram:
    """`articles` is called in a thread whenever somebody asks for the list; `refused` is set when Telegram refuses the
    token while the bot polls. Raises SettingsError where there is no token that could be one.
    """
    builder = (
        ApplicationBuilder()
        .token(token(settings))
        .request(SendingRequest())
        .get_updates_request(PollingRequest(refused or asyncio.Event()))
        .rate_limiter(Pace())
        .concurrent_updates(InTurn())
        .job_queue(None)
        .defaults(
            Defaults(
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                allow_sending_without_reply=True,
            )
        )
    )
    if settings.telegram_base_url is not None:
        root = settings.telegram_base_url.rstrip("/")
        builder = builder.base_url(f"{root}/bot").base_file_url(f"{root}/file/bot")
    application: Telegram = builder.build()
    _connect(application, Handlers(assistant, articles, Access(settings.telegram_allow), Conversations()))
    return application


def token(settings: Settings) -> str:
    """Raises SettingsError where it is missing or does not look like one."""
    if settings.telegram_token is None:
        raise SettingsError(
            "No Telegram token. Get one from @BotFather in Telegram and set WORTLAUT_TELEGRAM_TOKEN (.env will do)."
        )
    revealed = settings.telegram_token.reveal()
    if not re.fullmatch(r"\d+:[\w-]+", revealed, re.ASCII):
        raise SettingsError(
            "WORTLAUT_TELEGRAM_TOKEN is no token: one looks like 123456789:AAbb…, as @BotFather shows it in Telegram."
        )
    return revealed


def _connect(application: Telegram, handlers: Handlers) -> None:
    new = filters.UpdateType.MESSAGE  # an edited question was answered already
    application.add_handler(TypeHandler(Update, handlers.gate), _GATE)
    for command, handler in (("start", handlers.start), ("help", handlers.help), ("articles", handlers.articles)):
        application.add_handler(CommandHandler(command, handler, new), _TALK)
    application.add_handler(MessageHandler(new & filters.COMMAND, handlers.unknown_command), _TALK)
    application.add_handler(MessageHandler(new & filters.TEXT, handlers.question), _TALK)
    application.add_handler(MessageHandler(new & ~filters.StatusUpdate.ALL, handlers.not_text), _TALK)
    application.add_error_handler(handlers.failed)
