"""Telegram's pace for messages: about one a second in a chat, twenty a minute in a group, thirty a second overall.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from telegram.error import TelegramError

__all__ = ["NoRoom", "Pace"]

_PER_CHAT = 1.01
_OVERALL = 30
_SECOND = 1.01
_GROUP, _GROUP_SECONDS = 20, 61.0
_REMEMBERED = 4096
_DRAFTS = 10
"""That may go in a second, to all chats."""

Chat = int | str


class NoRoom(TelegramError):
    """A draft that was not sent, because messages go first."""


class Pace:
    """Lets messages go, those of a chat one after another: `per_chat` seconds between two, and `overall` of them in a
    second; 0 for no limit.

    Time counts from when Telegram has answered, because nobody knows how long a message was under way: so the limits
    hold where Telegram counts, too.
    """

    def __init__(self, per_chat: float = _PER_CHAT, overall: int = _OVERALL) -> None:
        self._per_chat = per_chat
        self._overall = overall
        self._permits = asyncio.Semaphore(overall) if overall else None
        self._taken = 0
        self._drafts: deque[float] = deque(maxlen=_DRAFTS)
        self._paused = 0.0
        self._free: dict[Chat, float] = {}
        self._flooded: dict[Chat, float] = {}
        self._groups: dict[Chat, deque[float]] = {}
        self._locks: WeakValueDictionary[Chat, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def alone(self, chat: Chat) -> AsyncIterator[None]:
        """While it lasts nobody else sends into this chat; first come, first served."""
        lock = self._locks.setdefault(chat, asyncio.Lock())
        async with lock:
            yield

    @asynccontextmanager
    async def slot(self, chat: Chat) -> AsyncIterator[None]:
        """Begins when a message may go into this chat, and ends when Telegram has answered. To be used in `alone`."""
        while True:
            await _until(max(self._chat_free(chat), self._paused))
            if self._permits:
                await self._permits.acquire()
                self._taken += 1
            if _now() >= max(self._chat_free(chat), self._paused):
                break
            self._release()  # Telegram asked for patience meanwhile
        try:
            yield
        finally:
            self._went(chat)

    def draft(self, chat: Chat) -> None:
        """A draft goes now. Raises NoRoom where a message into this chat waits or would have to, or where all that is
        sent is near to the limit. No message ever waits for a draft; whether Telegram counts them, it does not say.
        """
        now, lock = _now(), self._locks.get(chat)
        if lock is not None and lock.locked():
            raise NoRoom("a message goes first")
        recent = sum(sent > now - _SECOND for sent in self._drafts)
        full = self._overall and self._taken + recent >= self._overall
        if full or recent == _DRAFTS or now < max(self._chat_free(chat), self._paused):
            raise NoRoom("messages go first")
        self._drafts.append(now)

    def flooded(self, chat: Chat, seconds: float) -> None:
        """Telegram wants no message into this chat for so long.

        When it says so of two chats at once, it is the bot as a whole that sends too much, and everything waits.
        """
        now = _now()
        until = now + seconds
        others = [end for other, end in self._flooded.items() if other != chat and end > now]
        self._flooded[chat] = until
        if others:
            self._paused = max(self._paused, until)

    def _went(self, chat: Chat) -> None:
        now = _now()
        asyncio.get_running_loop().call_later(_SECOND, self._release)
        self._free[chat] = now + self._per_chat
        if isinstance(chat, str) or chat < 0:
            self._groups.setdefault(chat, deque(maxlen=_GROUP)).append(now)
        if len(self._free) > _REMEMBERED:
            self._free = {key: end for key, end in self._free.items() if end > now}
            self._flooded = {key: end for key, end in self._flooded.items() if end > now}
            self._groups = {key: sent for key, sent in self._groups.items() if sent[-1] > now - _GROUP_SECONDS}

    def _release(self) -> None:
        if self._permits:
            self._taken -= 1
            self._permits.release()

    def _chat_free(self, chat: Chat) -> float:
        sent = self._groups.get(chat)
        full = sent[0] + _GROUP_SECONDS if sent and len(sent) == _GROUP else 0.0
        return max(self._free.get(chat, 0.0), self._flooded.get(chat, 0.0), full)


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _until(at: float) -> None:
    while (rest := at - _now()) > 0:
        await asyncio.sleep(rest)
