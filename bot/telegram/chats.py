"""Whose turn it is: updates are kept apart by chat."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.state import Journal
from bot.telegram.inbox import is_blank
from bot.telegram.metrics import Metrics
from bot.telegram.turn import TURN, Turn

__all__ = ["InTurn"]

_log = logging.getLogger("wortlaut.telegram")

_AT_ONCE = 100_000
_MOST_TRIES = 10
"""An update that was begun so often after a restart is what the process dies of."""


class InTurn(BaseUpdateProcessor):
    """Updates of one chat one after another, those of different chats side by side; each until it is done.

    The bound on updates at once counts those that wait for their turn, too. It is so high because a lower one would let
    a chat with many waiting messages keep all others out; how many answers are worked on at once is bounded elsewhere.
    `sorry` tells the user that their question was given up.
    """

    def __init__(self, journal: Journal, metrics: Metrics, sorry: Callable[[Update], Awaitable[None]]) -> None:
        super().__init__(_AT_ONCE)
        self._journal = journal
        self._metrics = metrics
        self._sorry = sorry
        self._tries: dict[int, int] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        # A lock lives as long as somebody holds it or waits for it, so that an idle chat leaves nothing behind.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def again(self, update: Update, tries: int) -> None:
        """Before an update is queued that a restart has left over, after so many tries."""
        self._tries[update.update_id] = tries

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update) or is_blank(update):
            _drop(coroutine)
            return
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            chat = update.effective_chat
            if chat is None:
                await self._handle(update, coroutine)
                return
            turn = self._turns.setdefault(chat.id, asyncio.Lock())
            async with turn:  # first come, first served
                await self._handle(update, coroutine)
        finally:
            _drop(coroutine)  # where it was ended before its turn came

    async def break_off(self) -> None:
        """Ends what is being handled; the next start takes it up again."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _handle(self, update: Update, coroutine: Awaitable[Any]) -> None:
        number, started = update.update_id, time.monotonic()
        turn = Turn(number, update.effective_user.id if update.effective_user else None)
        tries = self._tries.pop(number, None)
        if tries is not None:
            self._metrics.resumed.inc()
            turn.past = await asyncio.to_thread(self._journal.sent_before, number)
            await asyncio.to_thread(self._journal.again, number)
        token = TURN.set(turn)
        try:
            if tries is not None and tries >= _MOST_TRIES:
                _drop(coroutine)
                self._metrics.failed.inc()
                _log.error("Update %d is given up: the bot was ended %d times while at it", number, tries)
                coroutine = self._sorry(update)
            await coroutine  # errors of handlers end in their error handler; only being stopped comes out here
        finally:
            TURN.reset(token)
        if turn.lost:
            _log.warning("Update %d is left for the next start: Telegram could not be reached", number)
            return
        await asyncio.to_thread(self._journal.done, number)
        self._metrics.seconds.observe(time.monotonic() - started)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to free."""


def _drop(coroutine: Awaitable[Any]) -> None:
    if isinstance(coroutine, Coroutine):
        coroutine.close()
