"""`wortlaut telegram`: answers until the process is told to stop."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.state import State
from bot.telegram.application import Telegram, build, token
from bot.telegram.ground import ground
from bot.telegram.handlers import Asks
from bot.telegram.logs import discreet
from bot.telegram.membership import first_link
from bot.telegram.menu import offer
from bot.telegram.receiving import Polling, Receiver, receiver
from bot.telegram.web import watched
from retrieval.errors import LibraryBusy, SettingsError, WortlautError

if TYPE_CHECKING:
    from bot.settings import Listen, Settings
    from bot.telegram.shelf import Shelf

__all__ = ["run", "serve"]

_log = logging.getLogger("wortlaut.telegram")

_GRACE = 60.0  # seconds that answers under way get after the signal to stop
_SWEEP = 3600.0  # seconds
_ROOT = "https://api.telegram.org"


def run(assistant: Asks, shelf: Shelf, settings: Settings, *, announce: Callable[[str], None] = _log.info) -> int:
    """Answers on Telegram until SIGTERM or SIGINT, then finishes what is under way; a second signal ends it at once.

    `announce` is told in a line when the bot is ready. Raises SettingsError for a token that is missing or refused,
    LibraryError where bot.db cannot be used, and WortlautError where the Bot API cannot be reached at the start; later
    losses of the network are ridden out.
    """
    refused = asyncio.Event()
    with discreet(token(settings)), State.open(settings.data) as state, _alone(settings):
        application = build(assistant, shelf, settings, state=state, refused=refused)
        try:
            asyncio.run(_until_signalled(application, settings, refused, announce))
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
    receive: Receiver | None = None,
    metrics: Listen | None = None,
    refused: asyncio.Event | None = None,
    announce: Callable[[str], None] = _log.info,
    grace: float = _GRACE,
) -> None:
    """Takes up what the last stop left over, then receives updates (by polling, unless `receive` does it otherwise)
    until `stop` is set, then gives the answers under way `grace` seconds.

    Raises InvalidToken when the token is refused, at the start or, where `refused` tells it, later on.
    """
    refused = refused or asyncio.Event()
    receive = receive or Polling()
    parts = ground(application)
    server = watched(metrics, parts.metrics) if metrics else None
    sweeping = asyncio.create_task(_swept(parts.state))
    try:
        async with application:
            await application.start()
            try:
                await _take_up(application)
                await receive.start(application)
                await offer(application.bot, [person.id for person in parts.access.people() if person.role == "owner"])
                username = application.bot.username
                code = await parts.access.owner_code() if parts.access.needs_owner() else None
                announce(f"Answering on Telegram as @{username}. Stop with Ctrl-C.")
                if code:
                    announce(first_link(username, code))
                await _first_of(stop, refused)
            finally:
                await _wind_up(application, receive, grace)
    finally:
        sweeping.cancel()
        if server:
            server.stop()
            await server.close_all_connections()
    if refused.is_set() and not stop.is_set():
        raise InvalidToken


async def _until_signalled(
    application: Telegram, settings: Settings, refused: asyncio.Event, announce: Callable[[str], None]
) -> None:
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
    receive = receiver(settings)
    await serve(application, stop, receive=receive, metrics=settings.metrics, refused=refused, announce=announce)


async def _take_up(application: Telegram) -> None:
    """Queues what the last stop left over, before anything new comes in, so that the order within a chat stays."""
    parts = ground(application)
    left = await parts.inbox.left_over(application.bot)
    for update, tries in left:
        parts.turns.again(update, tries)
        await application.update_queue.put(update)
    if left:
        _log.info("Taking up %d updates that were not done at the last stop", len(left))


async def _wind_up(application: Telegram, receive: Receiver, grace: float) -> None:
    """Receiving ends first, so that what arrives from now on waits at Telegram for the next start."""
    await receive.stop(application)
    try:
        await asyncio.wait_for(application.stop(), grace)
    except TimeoutError:
        _log.warning("Stopped in the middle of answers that took longer than %d seconds", grace)
        await ground(application).turns.break_off()


async def _swept(state: State) -> None:
    while True:
        await asyncio.sleep(_SWEEP)
        try:
            if left := await asyncio.to_thread(state.sweep):
                _log.warning("%d updates were a day old and are given up", left)
        except WortlautError as error:
            _log.warning("Old rows were not deleted: %s", error)


async def _first_of(*events: asyncio.Event) -> None:
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """One bot for each data directory: two would answer the same updates twice. Raises LibraryBusy."""
    lock = FileLock(settings.data / "telegram.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise LibraryBusy(
            f"Another bot runs on {settings.data}. Stop it first, or give this one a data directory of its own."
        ) from None
    try:
        yield
    finally:
        lock.release()


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
