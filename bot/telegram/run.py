"""`wortlaut telegram`: long polling until the process is told to stop."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram import BotCommand
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.telegram.application import Telegram, build, token
from bot.telegram.handlers import Asks
from bot.telegram.logs import discreet
from bot.telegram.texts import LANGUAGES, words
from retrieval.errors import SettingsError, WortlautError

if TYPE_CHECKING:
    from bot.settings import Settings
    from retrieval.library import Library

__all__ = ["run", "serve"]

_log = logging.getLogger("wortlaut.telegram")

_UPDATES = ["message"]
_POLL = 30  # seconds that one request for updates may wait at Telegram
_POLLING_ENDS = 5.0  # seconds
_COMMANDS = ("start", "help", "articles")
_GRACE = 60.0  # seconds that answers under way get after the signal to stop
_SAY_AGAIN = 600.0  # seconds before the same trouble with polling is logged again
_ROOT = "https://api.telegram.org"


def run(assistant: Asks, library: Library, settings: Settings, *, announce: Callable[[str], None] = _log.info) -> int:
    """Answers on Telegram until SIGTERM or SIGINT, then finishes what is under way; a second signal ends it at once.

    `announce` is told in a line when the bot is ready. Raises SettingsError for a token that is missing or refused, and
    WortlautError where the Bot API cannot be reached at the start; later losses of the network are ridden out.
    """
    refused = asyncio.Event()
    with discreet(token(settings)):
        _warn_if_closed_to_all(settings)
        application = build(assistant, lambda: library.snapshot().article_list(), settings, refused=refused)
        try:
            asyncio.run(_until_signalled(application, refused, announce))
        except InvalidToken:
            raise SettingsError(_refused(settings)) from None
        except NetworkError as error:
            raise WortlautError(_unreachable(settings, error)) from None
        except TelegramError as error:
            raise WortlautError(f"Telegram does not let the bot start: {error.message}") from None
    return 0


async def serve(
    application: Telegram,
    stop: asyncio.Event,
    *,
    refused: asyncio.Event | None = None,
    announce: Callable[[str], None] = _log.info,
    grace: float = _GRACE,
) -> None:
    """Polls until `stop` is set, then gives the answers under way `grace` seconds.

    Raises InvalidToken when the token is refused, at the start or, where `refused` tells it, later on.
    """
    refused = refused or asyncio.Event()
    updater = application.updater
    if updater is None:
        raise TypeError("the application was built without an updater")
    async with application:
        await application.start()
        try:
            await updater.start_polling(
                timeout=_POLL, allowed_updates=_UPDATES, bootstrap_retries=3, error_callback=_Troubles().tell
            )
            await _offer_commands(application)
            announce(f"Answering on Telegram as @{application.bot.username}. Stop with Ctrl-C.")
            await _first_of(stop, refused)
        finally:
            await _wind_up(application, grace)
    if refused.is_set() and not stop.is_set():
        raise InvalidToken


async def _until_signalled(application: Telegram, refused: asyncio.Event, announce: Callable[[str], None]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def signalled() -> None:
        stop.set()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)
        _log.info("Stopping; finishing the answers under way")

    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # on Windows Ctrl-C ends it at once
            loop.add_signal_handler(number, signalled)
    await serve(application, stop, refused=refused, announce=announce)


async def _wind_up(application: Telegram, grace: float) -> None:
    """Polling ends first, so that what arrives from now on waits at Telegram for the next start."""
    updater = application.updater
    if updater is not None and updater.running:
        # InvalidToken: the updater raises here once more what ended its polling. The time-out cuts the pause short that
        # polling makes while there is no network.
        with suppress(InvalidToken, TimeoutError):
            async with asyncio.timeout(_POLLING_ENDS):
                await updater.stop()
    try:
        await asyncio.wait_for(application.stop(), grace)
    except TimeoutError:
        _log.warning("Stopped in the middle of answers that took longer than %d seconds", grace)


async def _offer_commands(application: Telegram) -> None:
    """The menu beside the message field. The bot works without it."""
    try:
        for language in LANGUAGES:
            menu = [BotCommand(command, words(language, f"command_{command}")) for command in _COMMANDS]
            await application.bot.set_my_commands(menu, language_code=None if language == LANGUAGES[0] else language)
    except TelegramError as error:
        _log.warning("The menu of commands was not set: %s", type(error).__name__)


async def _first_of(*events: asyncio.Event) -> None:
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()


class _Troubles:
    """Says what keeps updates from coming, in a line, and the same trouble again only after a while."""

    def __init__(self) -> None:
        self._said: dict[str, float] = {}

    def tell(self, error: TelegramError) -> None:
        trouble, now = type(error).__name__, time.monotonic()
        if now - self._said.get(trouble, -_SAY_AGAIN) < _SAY_AGAIN:
            return
        self._said[trouble] = now
        if isinstance(error, Conflict):
            _log.error(
                "Another process answers with the same token, and Telegram serves only one at a time. "
                "Stop the other one, or give this one a bot of its own (from @BotFather)."
            )
        else:
            cause = type(error.__cause__ or error).__name__
            _log.warning("No updates from Telegram at the moment (%s); trying on", cause)


def _warn_if_closed_to_all(settings: Settings) -> None:
    if settings.telegram_allow is not None and not settings.telegram_allow:
        _log.warning(
            "Nobody may use the bot yet. Write to it: it tells you your numeric id; set WORTLAUT_TELEGRAM_ALLOW to it."
        )


def _refused(settings: Settings) -> str:
    line = "Telegram refuses the token. Copy it again from @BotFather (/mybots, API Token) into WORTLAUT_TELEGRAM_TOKEN"
    if settings.telegram_base_url is None:
        return f"{line}."
    return f"{line}, or check WORTLAUT_TELEGRAM_BASE_URL: is {_shown(settings)} the root of a Bot API server?"


def _unreachable(settings: Settings, error: NetworkError) -> str:
    cause = type(error.__cause__ or error).__name__
    if settings.telegram_base_url is None:
        return f"Cannot reach {_ROOT} ({cause}). Check the network, and HTTPS_PROXY if you are behind a proxy."
    return f"Cannot reach {_shown(settings)} ({cause}). Check that it runs, or WORTLAUT_TELEGRAM_BASE_URL."


def _shown(settings: Settings) -> str:
    """The address without a name and password that may stand in it."""
    return re.sub(r"//[^/@]*@", "//", settings.telegram_base_url or _ROOT)
