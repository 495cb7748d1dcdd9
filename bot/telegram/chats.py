"""What is kept apart by chat: whose turn it is, and what was talked about."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.conversation import Conversation

__all__ = ["Conversations", "InTurn"]

_AT_ONCE = 100_000
_CHATS = 10_000


class InTurn(BaseUpdateProcessor):
    """Updates of one chat one after another, those of different chats side by side.

    The bound on updates at once counts those that wait for their turn, too. It is so high because a lower one would let
    a chat with many waiting messages keep all others out; how many answers are worked on at once is bounded elsewhere.
    """

    def __init__(self) -> None:
        super().__init__(_AT_ONCE)
        # A lock lives as long as somebody holds it or waits for it, so that an idle chat leaves nothing behind.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        turn = self._turns.setdefault(chat.id, asyncio.Lock())
        async with turn:  # first come, first served
            await coroutine

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to free."""


class Conversations:
    """The conversation of each chat, in memory; beyond `most` chats the one that was quiet for longest is dropped."""

    def __init__(self, most: int = _CHATS) -> None:
        self._most = most
        self._by_chat: OrderedDict[int, Conversation] = OrderedDict()

    def of(self, chat: int) -> Conversation:
        return self._by_chat.get(chat, Conversation())

    def keep(self, chat: int, conversation: Conversation) -> None:
        self._by_chat[chat] = conversation
        self._by_chat.move_to_end(chat)
        if len(self._by_chat) > self._most:
            self._by_chat.popitem(last=False)
