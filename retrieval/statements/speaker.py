"""Who speaks, once it is known whom a phrase stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrieval.articles import Span
from retrieval.statements.mentions import Person

__all__ = ["Speaker"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """`name` as in the article's entities; `span` where it is mentioned; `inferred`: concluded, not named there;
    `companions`: who says the same together with them."""

    name: str | None
    span: Span | None
    inferred: bool
    person: Person | None = None
    sort: Literal["person", "organisation"] = "person"
    companions: tuple[Speaker, ...] = ()
