"""A message that is being sent, as the journal has it."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from telegram import TelegramObject

from bot.state import Journal
from bot.telegram.turn import Turn

__all__ = ["Entry", "NoEntry", "Result", "digest"]

Result = bool | dict[str, Any] | list[dict[str, Any]]
"""Of a request to the Bot API."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message in the journal."""

    journal: Journal
    turn: Turn
    number: int
    chat: int
    digest: bytes

    async def begin(self) -> bool:
        return await asyncio.to_thread(
            self.journal.begin, self.turn.update_id, self.number, self.chat, self.turn.person, self.digest
        )

    async def sent(self, result: Result) -> None:
        await asyncio.to_thread(self.journal.sent, self.turn.update_id, self.number, result)

    async def not_sent(self) -> None:
        await asyncio.to_thread(self.journal.not_sent, self.turn.update_id, self.number)


class NoEntry:
    """In its place where nothing is to be kept."""

    async def begin(self) -> bool:
        return False

    async def sent(self, result: Result) -> None: ...

    async def not_sent(self) -> None: ...


def digest(endpoint: str, data: dict[str, Any]) -> bytes:
    """Of what a message shows: the same question gives the same digest when it is answered once more."""
    shown = {key: value for key, value in data.items() if key != "reply_parameters"}
    text = json.dumps([endpoint, shown], default=_plain, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _plain(value: object) -> object:
    return value.to_dict() if isinstance(value, TelegramObject) else type(value).__name__
