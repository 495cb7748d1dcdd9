"""A person of an article, and where one is named; how names are written and compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from retrieval.articles import Span
from retrieval.statements.lexicon import load_names
from retrieval.statements.roles import Gender
from retrieval.text import quotations

__all__ = ["KNIGHTED", "MR", "Mention", "Person", "agree", "bare", "outermost", "titled", "written"]

_DOTTED = frozenset("Dr Prof Sen Rep Gov Gen Mr Mrs Ms Lt Col Jr Sr".split())
_ARTICLE = re.compile(r"^(?:al|el|as|ad|an|ar|ash|at|ul)[-‑](?=\w)")
MR = frozenset("Herr Herrn Mr".split())
KNIGHTED = frozenset("Sir Dame".split())
"""Titles that stand before a first name."""
_MRS = frozenset("Frau Mrs Ms Miss".split())


@dataclass(slots=True)
class Person:
    """A person by last name, and by first names as far as the article gives them."""

    last: str
    first: tuple[str, ...] = ()
    forms: set[str] = field(default_factory=set)
    roles: dict[str, None] = field(default_factory=dict)
    votes: Counter[str] = field(default_factory=Counter)
    party: str = ""

    @property
    def name(self) -> str:
        return written((*self.first, self.last))

    @property
    def particles(self) -> tuple[str, ...]:
        """What stands small before the last name: ("von", "der") of "Eva von der Heide"."""
        begin = len(self.first)
        while begin and self.first[begin - 1] in load_names().particles:
            begin -= 1
        return self.first[begin:]

    @property
    def gender(self) -> Gender | None:
        if self.votes["f"] == self.votes["m"]:
            return None
        return "f" if self.votes["f"] > self.votes["m"] else "m"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name at `start` to `end` of paragraph `paragraph` (an index). `genitive`: "Webers"; `quoted`: inside
    of quotation marks, where no pronoun outside of them refers to it."""

    paragraph: int
    start: int
    end: int
    person: Person
    genitive: bool
    quoted: bool


def bare(last: str) -> str:
    """A last name in small letters, without the article that Arabic names begin with: "khatib" of "al-Khatib"."""
    return _ARTICLE.sub("", last.lower())


def titled(words: list[str]) -> Gender | None:
    """The gender that the title right before a name shows: "Mr. Weaver", "Frau Lang"."""
    title = words[-1] if words else ""
    return "m" if title in MR else "f" if title in _MRS else None


def outermost(text: str) -> list[Span]:
    found: list[Span] = []
    for quotation in quotations(text, continued=True):
        if not found or quotation.outer.start >= found[-1].end:
            found.append(quotation.outer)
    return found


def written(words: Iterable[str]) -> str:
    """Words of a name, initials with their dot: "Hans R. Weber"."""
    return " ".join(f"{w}." if (len(w) == 1 and w.isupper()) or w in _DOTTED else w for w in words)


def agree(first: tuple[str, ...], other: tuple[str, ...]) -> bool:
    a, b = first[0], other[0]
    return a == b or (min(len(a), len(b)) <= 1 and a[0] == b[0]) or a in other or b in first
