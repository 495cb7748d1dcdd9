"""How updates come: the bot asks for them (polling), or Telegram brings them (a webhook)."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError
from tornado.httpserver import HTTPServer

from bot.telegram.ground import ground
from bot.telegram.inbox import is_blank
from bot.telegram.web import served
from retrieval.errors import WortlautError

if TYPE_CHECKING:
    from bot.settings import Listen, Settings

__all__ = ["UPDATES", "Polling", "Receiver", "Webhook", "receiver"]

_log = logging.getLogger("wortlaut.telegram")

UPDATES = ["message", "callback_query", "inline_query", "message_reaction"]
"""The kinds that are asked for."""

_POLL = 30  # seconds that one request for updates may wait at Telegram
_POLLING_ENDS = 5.0  # seconds
_SAY_AGAIN = 600.0  # seconds before the same trouble is logged again
_CONNECTIONS = 40  # at once, from Telegram


class Receiver(Protocol):
    async def start(self, application: Any) -> None: ...

    async def stop(self, application: Any) -> None:
        """What arrives from now on waits at Telegram."""


def receiver(settings: Settings) -> Receiver:
    if settings.telegram_webhook_url is None:
        return Polling()
    return Webhook(settings.telegram_webhook_url, settings.telegram_listen)


class Polling:
    """Needs no open port. Takes away a webhook that was set before."""

    async def start(self, application: Any) -> None:
        await application.updater.start_polling(
            timeout=_POLL, allowed_updates=UPDATES, bootstrap_retries=3, error_callback=_Troubles().tell
        )

    async def stop(self, application: Any) -> None:
        updater = application.updater
        if updater is None or not updater.running:
            return
        # InvalidToken: the updater raises here once more what ended its polling. The time-out cuts the pause short that
        # polling makes while there is no network.
        with suppress(InvalidToken, TimeoutError):
            async with asyncio.timeout(_POLLING_ENDS):
                await updater.stop()


class Webhook:
    """Listens on `listen`, behind a proxy that takes what Telegram posts to `url` over TLS and hands it on, the path as
    it is. The secret by which Telegram is known is a new one at each start, and the path is kept out of the logs.
    """

    def __init__(self, url: str, listen: Listen) -> None:
        parts = urlsplit(url)
        self._path = parts.path if parts.path.strip("/") else "/telegram"
        self._url = parts._replace(path=self._path).geturl()
        self._listen = listen
        self._secret = secrets.token_urlsafe(32)
        self._server: HTTPServer | None = None

    async def start(self, application: Any) -> None:
        inbox, metrics = ground(application).inbox, ground(application).metrics
        metrics.waits_for_updates = False

        async def take(posted: object) -> None:
            metrics.heard()
            for kept in await inbox.take([posted]):
                update = Update.de_json(kept, application.bot)
                if not is_blank(update):
                    await application.update_queue.put(update)

        self._server = served(self._listen, self._path, self._secret, take)
        await application.bot.set_webhook(
            self._url, secret_token=self._secret, allowed_updates=UPDATES, max_connections=_CONNECTIONS
        )

    async def stop(self, _: Any) -> None:
        """The webhook stays set: Telegram keeps what it cannot deliver, and tries again."""
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()


class _Troubles:
    """Says what keeps updates from coming, in a line, and the same trouble again only after a while."""

    def __init__(self) -> None:
        self._said: dict[str, float] = {}

    def tell(self, error: TelegramError) -> None:
        cause = error.__cause__ or error
        unwritten = isinstance(cause, WortlautError)
        trouble, now = type(cause if unwritten else error).__name__, time.monotonic()
        if now - self._said.get(trouble, -_SAY_AGAIN) < _SAY_AGAIN:
            return
        self._said[trouble] = now
        if isinstance(error, Conflict):
            _log.error(
                "Another process answers with the same token, and Telegram serves only one at a time. "
                "Stop the other one, or give this one a bot of its own (from @BotFather)."
            )
        elif unwritten:
            _log.error("Updates cannot be written down, and wait at Telegram: %s", cause)
        else:
            _log.warning("No updates from Telegram at the moment (%s); trying on", type(cause).__name__)
