"""Case: a question, and what is known about its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from retrieval.articles import Paragraph

__all__ = ["Case", "Gold"]

_PART = 0.5
"""Of a text that a shorter paragraph has to make up to count as that text, read with other paragraph breaks."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A place where the answer stands: paragraph `number` of an article (its id), or the paragraph that has `text` in
    it, which it keeps when paragraphs before it come and go. None and "" stand for any."""

    article: str | None = None
    number: int | None = None
    text: str = ""

    def matches(self, paragraph: Paragraph) -> bool:
        if self.article not in (None, paragraph.article):
            return False
        if self.text:
            wanted, there = " ".join(self.text.split()), " ".join(paragraph.text.split())
            return wanted in there or (there in wanted and len(there) >= _PART * len(wanted))
        return self.number in (None, paragraph.number)


@dataclass(frozen=True, slots=True)
class Case:
    """`gold` is where the answer stands, empty where that is not known; `answerable` is None where it is not known
    whether there is an answer; `answers` are reference answers as the paragraph words them.

    `before` are questions asked first in the same conversation. `expected` is what the whole answer is held against
    (see `differences`), empty where nothing is.
    """

    id: str
    question: str
    gold: tuple[Gold, ...] = ()
    answerable: bool | None = None
    answers: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    expected: Mapping[str, Any] = field(default_factory=dict)
