"""Claims that are known to be true or false, for a judge to say which: how often is it right?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from gold import Gold, Quote, gold
from lies import LIES, WRITTEN
from wordings import Wording, by_hand

from bot.answer import Answer, Citation, Claim
from bot.evaluation.judging import Judge
from retrieval.articles import Span
from retrieval.language import language_of
from retrieval.question import Question
from retrieval.said import whole_sentence

ABOUT_WORDS = (
    "speaker invented", "speaker swapped", "somebody silent speaks", "number changed", "name changed", "date changed",
    "negated", "own words in quotation marks", "something added",
)  # fmt: skip
"""Lies that are in the sentence; what is cited is cited right, as it always is in an answer."""


@dataclass(frozen=True)
class Known:
    kind: str
    answer: Answer

    @property
    def is_true(self) -> bool:
        return self.kind == "true"


def known_claims() -> Iterator[Known]:
    """Each true claim, one lie of each kind about it where it can be told, and the lies by hand."""
    for reply in gold().replies:
        if reply.language or reply.held_out:
            continue
        for claim in reply.claims:
            true = Wording.of(claim)
            yield Known("true", answer_of(true))
            for kind in ABOUT_WORDS:
                if lie := LIES[kind](true, random.Random(f"{kind}{claim.text}")):
                    yield Known(kind, answer_of(lie))
    for table, kind in WRITTEN.items():
        for _, lie in by_hand(table):
            yield Known(kind, answer_of(lie))


def answer_of(claim: Wording) -> Answer:
    """An answer with this claim alone, as if a model had written it."""
    citations = tuple(_cited(one.quote, gold()) for one in claim.quotations)
    articles = tuple({one.quote.article: gold().by_id[one.quote.article] for one in claim.quotations}.values())
    question = Question("?", language_of(claim.text, default=articles[0].language), "passages")
    made = Claim(claim.text, citations, claim.speaker)
    return Answer(question, "answered", None, (made,), (), (), written_by="a model", articles=articles)


def _cited(quote: Quote, of: Gold) -> Citation:
    paragraph = of.paragraph(quote.article, quote.number)
    start = paragraph.text.index(quote.text)
    span = Span(start, start + len(quote.text))
    return Citation(paragraph, span, whole_sentence(paragraph, (span,), of.by_id[quote.article].language))


def agreement(judge: Judge, known: list[Known]) -> dict[str, tuple[int, int]]:
    """By kind how often the judge is right, of how many."""
    found: dict[str, tuple[int, int]] = {}
    for one in known:
        (claim,) = one.answer.claims
        paragraphs = list(dict.fromkeys(citation.paragraph for citation in claim.citations))
        right = judge.supports(claim, paragraphs, one.answer) is one.is_true
        before = found.get(one.kind, (0, 0))
        found[one.kind] = before[0] + right, before[1] + 1
    return found
