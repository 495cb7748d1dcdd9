"""The ways to the Bot API: one connection that sends, one that waits for updates, and the pace of sending."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
from telegram.error import NetworkError
from telegram.ext import AIORateLimiter
from telegram.request import HTTPXRequest

__all__ = ["Pace", "PollingRequest", "SendingRequest"]

_log = logging.getLogger("wortlaut.telegram")

_PAUSES = (0.5, 1.0, 2.0, 4.0)  # seconds between one try and the next
_FLOOD_WAITS = 5  # how often one message waits out a 429 before it is given up
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

Result = bool | dict[str, Any] | list[dict[str, Any]]


class _Request(HTTPXRequest):
    def __init__(self, connections: int) -> None:
        super().__init__(connections, connect_timeout=10, read_timeout=20, write_timeout=20, pool_timeout=60)


class SendingRequest(_Request):
    """Sends messages again that the network or the server dropped.

    Only messages: a lost "typing" is not worth it. Where a message may have arrived and only the reply to it was lost,
    it is sent again all the same, because an answer that comes twice is better than none; the log says so.
    """

    def __init__(self) -> None:
        super().__init__(connections=256)

    async def do_request(self, url: str, *args: Any, **options: Any) -> tuple[int, bytes]:
        for pause in _PAUSES if url.endswith("/sendMessage") else ():
            try:
                status, payload = await super().do_request(url, *args, **options)
            except NetworkError as error:
                cause = error.__cause__ or error
                fate = "was not sent" if isinstance(cause, _NEVER_SENT) else "may or may not have arrived"
                _log.warning("A message %s (%s); sending it again", fate, type(cause).__name__)
            else:
                if status < 500:
                    return status, payload
                _log.warning("The Bot API failed to take a message (%s); sending it again", status)
            await asyncio.sleep(pause)
        return await super().do_request(url, *args, **options)


class PollingRequest(_Request):
    """Sets an event when the token is refused: python-telegram-bot ends its polling then, and tells nobody."""

    def __init__(self, refused: asyncio.Event) -> None:
        super().__init__(connections=1)
        self._refused = refused

    async def do_request(self, url: str, *args: Any, **options: Any) -> tuple[int, bytes]:
        status, payload = await super().do_request(url, *args, **options)
        if status in (401, 404):
            self._refused.set()
        return status, payload


class Pace(AIORateLimiter):
    """Telegram's pace for messages, and patience with its flood waits (429).

    "Typing" is shown at once or not at all: counted as a message, it would halve the number of answers in a second.
    """

    def __init__(self) -> None:
        super().__init__(max_retries=_FLOOD_WAITS)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        if endpoint == "sendChatAction":
            return await callback(*args, **kwargs)
        return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
