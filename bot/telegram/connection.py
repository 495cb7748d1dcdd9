"""The ways to the Bot API: the connections that send, and the one that waits for updates."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from telegram.error import NetworkError
from telegram.request import HTTPXRequest

from bot.telegram.inbox import Inbox
from bot.telegram.metrics import Metrics

__all__ = ["PATIENCE", "PollingRequest", "SendingRequest", "ServerFailed"]


PATIENCE = 20.0
"""Seconds that the Bot API may take to answer."""


class _Request(HTTPXRequest):
    def __init__(self, connections: int, patience: float = PATIENCE) -> None:
        super().__init__(
            connections, connect_timeout=10, read_timeout=patience, write_timeout=patience, pool_timeout=60
        )


class ServerFailed(NetworkError):
    """The Bot API could not do what it was asked (a status from 500 on), or did it and could not say so."""


class SendingRequest(_Request):
    """Raises ServerFailed, which python-telegram-bot does not tell from other refusals."""

    def __init__(self, patience: float = PATIENCE) -> None:
        super().__init__(256, patience)

    async def do_request(self, url: str, *args: Any, **options: Any) -> tuple[int, bytes]:
        status, payload = await super().do_request(url, *args, **options)
        if status >= 500:
            raise ServerFailed(f"status {status}")
        return status, payload


class PollingRequest(_Request):
    """Puts what comes into the inbox, before python-telegram-bot sees it and confirms it.

    Sets an event when the token is refused: python-telegram-bot ends its polling then, and tells nobody.
    """

    def __init__(self, inbox: Inbox, metrics: Metrics, refused: asyncio.Event) -> None:
        super().__init__(1)
        self._inbox = inbox
        self._metrics = metrics
        self._refused = refused

    async def do_request(self, url: str, *args: Any, **options: Any) -> tuple[int, bytes]:
        status, payload = await super().do_request(url, *args, **options)
        if status in (401, 404):
            self._refused.set()
        if status != 200:
            return status, payload
        self._metrics.heard()
        answer = json.loads(payload)
        return status, json.dumps({**answer, "result": await self._inbox.take(answer["result"])}).encode()
