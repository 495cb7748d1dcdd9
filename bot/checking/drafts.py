"""What a language model wrote, and what it was given: the values that every check takes."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.articles import Article, Paragraph, Span
from retrieval.said import Said

__all__ = ["Draft", "Quoted", "Rejected", "Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as a language model is given it, under a number, with the statements in it. `hidden` are words that
    the owner of the library took out of its statements: no claim may rest on them."""

    number: int
    paragraph: Paragraph
    article: Article
    statements: tuple[Said, ...] = ()
    hidden: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that a draft says stand in a passage. `translation` is into the draft's language, where they are in another
    one; nothing of it is checked here."""

    passage: int
    text: str
    translation: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as a language model wrote it; nothing of it is checked."""

    text: str
    quotations: tuple[Quoted, ...] = ()
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A draft that does not hold. `reasons` are whole sentences in English, for the model that is to mend it."""

    draft: Draft
    reasons: tuple[str, ...]
