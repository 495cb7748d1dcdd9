"""What a language model is given for an answer: the passages as it reads them, and what of its claims did not hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from bot.citations import Rejected, Source
from bot.extractive import Reply
from bot.texts import language_name
from bot.wellformed import visible
from retrieval.articles import Article, Paragraph
from retrieval.question import Question
from retrieval.said import Said
from retrieval.search import Found, View

__all__ = ["MOST_PASSAGES", "as_read", "between", "listed", "numbered", "sources_of"]

MOST_PASSAGES = 24
MOST_CHARACTERS = 24_000
"""Of passages in one request: some 8,000 tokens of German, which small local models take as well."""
NEAR = 5
"""Ranked passages that go with a question for passages, beside those that answer it without a model."""


def sources_of(question: Question, reply: Reply, found: Sequence[Found], view: View) -> tuple[list[Source], int]:
    """The passages that a model is given, numbered from 1, and how many claims of `reply` stand in none of them."""
    cited = [citation.paragraph for claim in reply.claims for citation in claim.citations]
    near = [one.passage.paragraph for one in found[:NEAR]] if question.intent == "passages" else []
    chosen: list[Paragraph] = []
    characters = 0
    for paragraph in dict.fromkeys([*cited, *near]):
        characters += len(paragraph.text)
        if chosen and (len(chosen) == MOST_PASSAGES or characters > MOST_CHARACTERS):
            break
        chosen.append(paragraph)
    articles = view.snapshot.articles(paragraph.article for paragraph in chosen)
    given = set(chosen)
    return numbered(chosen, articles, view), sum(
        all(c.paragraph not in given for c in claim.citations) for claim in reply.claims
    )


def numbered(paragraphs: Sequence[Paragraph], articles: Mapping[str, Article], view: View) -> list[Source]:
    """Paragraphs as passages, numbered from 1, with the statements in them. `articles` are theirs, by their ids."""
    statements = view.snapshot.statements_at((paragraph.article, paragraph.number) for paragraph in paragraphs)
    hidden = view.snapshot.hidden_in({one.article for one in paragraphs})
    return [
        Source(
            number,
            paragraph,
            articles[paragraph.article],
            tuple(
                Said(0, one, view.speakers.owner(paragraph.article, one.speaker or ""), articles[paragraph.article])
                for one in statements.get((paragraph.article, paragraph.number), ())
            ),
            tuple(hidden.get((paragraph.article, paragraph.text), ())),
        )
        for number, paragraph in enumerate(paragraphs, 1)
    ]


def as_read(source: Source) -> str:
    """A passage as the model reads it: where it is from, its text, and who says what in it."""
    article = source.article
    about = [article.title, article.publisher, (article.published or "")[:10], language_name(article.language)]
    lines = [f"Article: {' · '.join(visible(part) for part in about if part)}", "", visible(source.paragraph.text)]
    if source.statements:
        lines += ["", "Who says what in it:", *(f"- {_statement(said)}" for said in source.statements)]
    return "\n".join(lines)


_HOW = {"direct": "verbatim", "indirect": "indirectly", "reported": "reported"}


def _statement(said: Said) -> str:
    statement = said.statement
    who = said.name or "somebody who is not named"
    called = f" (here: {statement.mention})" if statement.mention not in (None, who) else ""
    return visible(f"{who}{called}, {_HOW[statement.kind]}: {statement.quote}")


def between(mark: str, passages: Iterable[str]) -> str:
    """Passages as they are read, numbered from 1, each between lines with the mark."""
    return "\n\n".join(
        f"{mark} passage {number}\n{text}\n{mark} end of passage {number}" for number, text in enumerate(passages, 1)
    )


def listed(rejected: Sequence[Rejected]) -> str:
    lines = []
    for number, one in enumerate(rejected, 1):
        lines.append(f"{number}. {visible(json.dumps(asdict(one.draft), ensure_ascii=False))}")
        lines += [f"   - {visible(reason)}" for reason in one.reasons]
    return "\n".join(lines)
