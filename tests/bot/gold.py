"""The articles of tests/bot/answers, who says what in them, and what a faithful model would answer about them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from places import SEEDS

from retrieval.articles import Article, Paragraph
from retrieval.readers import read

ANSWERS = Path(__file__).parent / "answers"


@dataclass(frozen=True)
class Quote:
    """Words of paragraph `number` of an article. `translation` is into the language of the claim."""

    article: str
    number: int
    text: str
    translation: str | None = None


@dataclass(frozen=True)
class Said:
    """Who says what in an article, by hand."""

    article: str
    number: int
    speaker: str
    text: str


@dataclass(frozen=True)
class TrueClaim:
    text: str
    quotations: tuple[Quote, ...]
    speaker: str | None = None


@dataclass(frozen=True)
class TrueReply:
    article: str
    question: str
    claims: tuple[TrueClaim, ...]
    language: str | None = None
    """Of the claims, where it is not the one that the question is taken for: questions are German or English."""
    held_out: bool = False
    """Whether it is one of those that the checks were not made with."""


@dataclass(frozen=True)
class Gold:
    articles: tuple[Article, ...]
    said: tuple[Said, ...]
    replies: tuple[TrueReply, ...]
    by_id: dict[str, Article] = field(default_factory=dict)

    def paragraph(self, article: str, number: int) -> Paragraph:
        return next(p for p in self.by_id[article].paragraphs if p.number == number)

    def speakers(self, article: str) -> list[str]:
        """Everybody who speaks in it, in the order of the text."""
        return list(dict.fromkeys(one.speaker for one in self.said if one.article == article))


@cache
def gold() -> Gold:
    written = [*toml("articles.toml")["articles"], *toml("held_out_articles.toml")["articles"]]
    (seed,) = (one for one in read(SEEDS) if isinstance(one, Article))
    articles = tuple(article_of(one) for one in written if "text" in one)
    ids = {one["id"]: one["id"] if "text" in one else seed.id for one in written}
    said = tuple(Said(ids[one["id"]], *entry) for one in written for entry in one["said"])
    replies = [_reply(one, ids[one["article"]]) for one in toml("claims.toml")["replies"]]
    replies += [_reply(one, one["article"], held_out=True) for one in toml("held_out_claims.toml")["replies"]]
    return Gold((*articles, seed), said, tuple(replies), {one.id: one for one in (*articles, seed)})


def article_of(written: dict[str, Any]) -> Article:
    """An article as it is written in a TOML file, known by its id or else its name; a blank line ends a paragraph."""
    texts, heading = written["text"].strip().split("\n\n"), written.get("heading")
    id_ = written.get("id") or written["name"]
    return Article(
        id_,
        written["title"],
        False,
        tuple(Paragraph(id_, number, text, heading) for number, text in enumerate(texts, 1)),
        publisher=written.get("publisher"),
        url=written.get("url"),
        published=written.get("published"),
        language=written["language"],
        source=written.get("source", ""),
    )


def _reply(written: dict[str, Any], article: str, *, held_out: bool = False) -> TrueReply:
    claims = tuple(
        TrueClaim(one["text"], tuple(Quote(article, *quoted) for quoted in one["quotations"]), one.get("speaker"))
        for one in written["claims"]
    )
    return TrueReply(article, written["question"], claims, written.get("language"), held_out)


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((ANSWERS / name).read_text(encoding="utf-8"))
