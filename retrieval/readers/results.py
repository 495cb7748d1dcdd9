"""What a reader yields beside Articles."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Note", "Skipped"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that should be an article and is none. `source` is a path, for a line "PATH line N"; shown as
    "source: reason"."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something in an article that could not be used ("a date that is none"); the article itself, yielded just before,
    was read. Shown as "source: what"."""

    source: str
    what: str
