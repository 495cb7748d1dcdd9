"""The update that is being handled, known to whatever is sent on its account."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.state import Sent

__all__ = ["TURN", "Turn"]


@dataclass(slots=True)
class Turn:
    """`messages` counts those that it led to so far; `past` holds those that were sent before a restart, by number.

    `lost` is set when one was given up because Telegram could not be reached: then the update is not done.
    """

    update_id: int
    person: int | None
    past: Mapping[int, Sent] = field(default_factory=dict)
    messages: int = 0
    lost: bool = False


TURN: ContextVar[Turn | None] = ContextVar("TURN", default=None)
