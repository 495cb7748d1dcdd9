"""What the reading of an article needs of a language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from retrieval.statements.phrases import Found, Phrase
from retrieval.statements.roles import Roles
from retrieval.statements.tokens import Sentence

__all__ = ["Language", "ReadSentence"]


class ReadSentence(Protocol):
    def __call__(self, s: Sentence, *, follows: bool, starts: bool) -> list[Found]: ...


@dataclass(frozen=True, slots=True)
class Language:
    """A language's rules and word lists: `subject` finds that of a sentence's first main clause, `starters` are words
    that have a capital only because a sentence starts with them, `sources` nouns such as "Angaben"."""

    code: str
    read_sentence: ReadSentence
    subject: Callable[[Sentence], Phrase | None]
    roles: Roles
    starters: frozenset[str]
    sources: frozenset[str]
    determiners: frozenset[str]
