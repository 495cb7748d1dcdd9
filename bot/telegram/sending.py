"""Sending: in Telegram's pace, patiently, and each message once.

python-telegram-bot passes every request through its "rate limiter"; this one also keeps the journal. What a handler
sends is sent here, whichever method it uses.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterator
from datetime import timedelta
from typing import Any

import httpx
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.state import Journal
from bot.telegram.connection import ServerFailed
from bot.telegram.entries import Entry, NoEntry, Result, digest
from bot.telegram.metrics import Metrics
from bot.telegram.pace import Pace
from bot.telegram.turn import TURN, Turn

__all__ = ["Sender"]

_log = logging.getLogger("wortlaut.telegram")

_LONGEST_PAUSE = 30.0  # seconds between one try and the next
_PATIENCE = 24 * 60 * 60.0  # seconds that the network may be away
_PATIENCE_WITH_SERVER = 60 * 60.0  # seconds that the Bot API may fail over one message
_DRAFT = "sendMessageDraft"
_ANSWERS = ("answerCallbackQuery", "answerInlineQuery")
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

Call = Callable[..., Coroutine[Any, Any, Result]]


class Sender(BaseRateLimiter[None]):
    """Messages and edits wait for their turn (`pace`) and are tried until Telegram takes or refuses them.

    A message that may have arrived (the connection broke after it went out) is sent again all the same, because an
    answer that comes twice is better than none; that is counted. "Typing", drafts and the answers to buttons are sent
    at once or not at all; drafts only where no message waits.
    """

    def __init__(self, journal: Journal, pace: Pace, metrics: Metrics) -> None:
        self._journal = journal
        self._pace = pace
        self._metrics = metrics

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to free."""

    async def process_request(
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002
    ) -> Result:
        chat, turn = data.get("chat_id"), TURN.get()
        if endpoint in _ANSWERS:
            return await self._in_time(callback(*args, **kwargs))
        if endpoint == _DRAFT and chat is not None:
            self._pace.draft(chat)
        if chat is None or not (_makes(endpoint) or endpoint.startswith("edit")):
            return await callback(*args, **kwargs)
        async with self._pace.alone(chat):
            if turn is None or not isinstance(chat, int) or not _makes(endpoint):
                return await self._patiently(lambda: callback(*args, **kwargs), endpoint, chat, turn, NoEntry())
            turn.messages += 1
            entry = Entry(self._journal, turn, turn.messages, chat, digest(endpoint, data))
            if entry.number in turn.past and _stands_in(chat, turn.past[entry.number].result):
                return await self._again(entry, callback, kwargs, endpoint, data)
            return await self._patiently(lambda: callback(*args, **kwargs), endpoint, chat, turn, entry)

    async def _in_time(self, call: Coroutine[Any, Any, Result]) -> Result:
        """Nobody waits any more for an answer that Telegram finds too late: then all is well, too."""
        try:
            return await call
        except BadRequest as error:
            if "query is too old" not in error.message.casefold():
                raise
            self._metrics.late.inc()
            return True

    async def _again(
        self, entry: Entry, callback: Call, kwargs: dict[str, Any], endpoint: str, data: dict[str, Any]
    ) -> Result:
        """It was sent before a restart. Where it would be another message now, because the library has changed in
        between, the one that was sent is changed into it: what comes after it must fit."""
        before = entry.turn.past[entry.number]
        self._metrics.not_repeated.inc()
        if before.digest == entry.digest or endpoint != "sendMessage" or not isinstance(before.result, dict):
            return before.result  # type: ignore[no-any-return]
        kept = ("chat_id", "text", "parse_mode", "entities", "link_preview_options", "reply_markup")
        changed = {key: data[key] for key in kept if key in data} | {"message_id": before.result["message_id"]}
        edit = "editMessageText"
        try:
            await self._patiently(lambda: callback(edit, changed, **kwargs), edit, entry.chat, entry.turn, NoEntry())
        except BadRequest as error:
            _log.info("A message that was sent before the restart stays as it was: %s", error.message)
        return before.result

    async def _patiently(
        self,
        call: Callable[[], Coroutine[Any, Any, Result]],
        endpoint: str,
        chat: int | str,
        turn: Turn | None,
        entry: Entry | NoEntry,
    ) -> Result:
        pauses, started, tries = _pauses(), time.monotonic(), 0
        while True:
            tries += 1
            try:
                result = await self._once(call, chat, entry)
            except RetryAfter as error:
                await entry.not_sent()
                self._metrics.retries.labels("flood").inc()
                self._pace.flooded(chat, _seconds(error))
            except TelegramError as error:
                if not _may_have_arrived(error):
                    await entry.not_sent()
                if not _passes(error):
                    if tries > 1 and endpoint.startswith("edit") and "not modified" in error.message:
                        return True  # an earlier try had arrived
                    _lost(turn, isinstance(error, InvalidToken))
                    raise
                self._told(error)
                if time.monotonic() - started > _patience(error):
                    _lost(turn)
                    raise
                await asyncio.sleep(next(pauses))
            else:
                await entry.sent(result)
                self._metrics.sent.labels(endpoint).inc()
                return result

    async def _once(
        self, call: Callable[[], Coroutine[Any, Any, Result]], chat: int | str, entry: Entry | NoEntry
    ) -> Result:
        async with self._pace.slot(chat):
            if await entry.begin():
                self._metrics.retries.labels("unknown").inc()
            return await call()

    def _told(self, error: TelegramError) -> None:
        cause = error.__cause__
        if isinstance(error, ServerFailed):
            self._metrics.retries.labels("server").inc()
            _log.warning("The Bot API failed to take a message (%s); sending it again", error.message)
        else:
            self._metrics.retries.labels("network").inc()
            fate = "may or may not have arrived" if _may_have_arrived(error) else "was not sent"
            _log.warning("A message %s (%s); sending it again", fate, type(cause).__name__)


def _makes(endpoint: str) -> bool:
    """Whether this method of the Bot API makes a message."""
    return endpoint.startswith(("send", "copy", "forward")) and not endpoint.endswith(("Draft", "ChatAction"))


def _stands_in(chat: int, sent: Any) -> bool:
    """Whether a message that was sent before a restart is in this chat: the host of an invitation hears once only, so
    that what comes after it has another number the second time."""
    return not isinstance(sent, dict) or sent.get("chat", {"id": chat})["id"] == chat


def _passes(error: TelegramError) -> bool:
    """Whether it can be another time. (python-telegram-bot calls much else a network error, refused requests first.)"""
    return isinstance(error, ServerFailed) or isinstance(error.__cause__, httpx.HTTPError)


def _may_have_arrived(error: TelegramError) -> bool:
    return _passes(error) and not isinstance(error.__cause__, _NEVER_SENT)


def _patience(error: TelegramError) -> float:
    return _PATIENCE_WITH_SERVER if isinstance(error, ServerFailed) else _PATIENCE


def _lost(turn: Turn | None, lost: bool = True) -> None:
    if turn and lost:
        turn.lost = True


def _pauses() -> Iterator[float]:
    pause = 0.5
    while True:
        yield pause
        pause = min(pause * 2, _LONGEST_PAUSE)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
