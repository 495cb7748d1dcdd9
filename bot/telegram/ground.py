"""What the handlers and the process around them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.state import State
from bot.telegram.access import Access
from bot.telegram.chats import InTurn
from bot.telegram.inbox import Inbox
from bot.telegram.metrics import Metrics

__all__ = ["Ground", "ground"]


@dataclass(frozen=True, slots=True)
class Ground:
    state: State
    access: Access
    metrics: Metrics
    inbox: Inbox
    turns: InTurn


def ground(application: Any) -> Ground:
    """Of an application that `build` made."""
    found: Ground = application.bot_data[Ground]
    return found
