"""The bot's own small web server: what Telegram posts to a webhook, and what is asked about the bot's health.

Written on tornado, which python-telegram-bot brings for its webhook; its own server answers before an update is
written down, and refuses an update that it cannot read, which Telegram then sends again and again.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
import socket
from collections.abc import Awaitable, Callable
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.settings import Listen
from bot.telegram.metrics import Metrics
from retrieval.errors import WortlautError

__all__ = ["Webhook", "served", "watched"]

_log = logging.getLogger("wortlaut.telegram")

_LARGEST = 1 << 20  # bytes; an update has some thousands
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105

Take = Callable[[object], Awaitable[None]]


class _Quiet(Application):
    def log_request(self, handler: RequestHandler) -> None:
        """Nothing: what is asked is nobody's business, and errors are told where they happen."""


class Webhook(RequestHandler):
    """Takes an update from whoever knows the secret. Telegram sends it again where the answer is not 200."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, secret: str, take: Take) -> None:
        self._secret = secret
        self._take = take

    async def post(self) -> None:
        if not hmac.compare_digest(self.request.headers.get(_SECRET_HEADER, "").encode(), self._secret.encode()):
            _log.warning("Somebody without the secret called the webhook")
            self.send_error(403)
            return
        try:
            update = json.loads(self.request.body)
        except ValueError:
            self.send_error(400)
            return
        try:
            await self._take(update)
        except WortlautError as error:
            _log.error("Updates cannot be written down, and wait at Telegram: %s", error)
            self.send_error(503)

    def write_error(self, status_code: int, **_: Any) -> None:
        self.finish({"ok": False, "error_code": status_code})


class _Health(RequestHandler):
    def initialize(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def get(self) -> None:
        try:
            trouble = await asyncio.to_thread(self._metrics.trouble)
        except WortlautError as error:
            trouble = str(error)
        self.set_status(503 if trouble else 200)
        self.finish({"status": "trouble", "reason": trouble} if trouble else {"status": "ok"})


class _Metrics(RequestHandler):
    def initialize(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def get(self) -> None:
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.finish(await asyncio.to_thread(self._metrics.exposition))


def served(at: Listen, path: str, secret: str, take: Take) -> HTTPServer:
    """Listens for updates on this path. Raises WortlautError where the port is not free."""
    return _listening(at, [(re.escape(path), Webhook, {"secret": secret, "take": take})], "WORTLAUT_TELEGRAM_LISTEN")


def watched(at: Listen, metrics: Metrics) -> HTTPServer:
    """Serves /health and /metrics. Raises WortlautError where the port is not free."""
    shared = {"metrics": metrics}
    return _listening(at, [("/health", _Health, shared), ("/metrics", _Metrics, shared)], "WORTLAUT_METRICS")


def _listening(at: Listen, routes: list[Any], setting: str) -> HTTPServer:
    host, port = at
    try:
        # (tornado leaves a socket open where the port is taken)
        listening = socket.create_server(at, family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise WortlautError(f"Cannot listen on {host}:{port} ({error.strerror or error}). Change {setting}.") from None
    listening.setblocking(False)
    server = HTTPServer(_Quiet(routes), max_buffer_size=_LARGEST)
    server.add_socket(listening)
    return server
