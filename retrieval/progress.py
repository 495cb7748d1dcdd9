"""How long work tells how far it is; whoever draws a bar passes its own function."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Progress", "quiet"]


class Progress(Protocol):
    """Called with what is being done, how much of it is done, and how much there is ("Embedding", 32, 250)."""

    def __call__(self, task: str, done: int, total: int) -> None: ...


def quiet(task: str, done: int, total: int) -> None:
    """Tells nobody."""
