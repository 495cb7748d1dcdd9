"""The sentences of passages, compared with a question: which one answers it, and so which passage has the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.articles import Paragraph, Span, Statement
from retrieval.embedding import Embedder
from retrieval.relevance import fit, rank
from retrieval.text import quotations, sentences, words

__all__ = ["Cut", "Sentence", "closest", "cut"]

FRAME_WORDS = 6
"""Words around a quotation from which they are compared for themselves, too."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`fit` says how well it fits the question by itself, `score` puts it in order among those that were looked at.
    `text` is what was compared, with names in the place of "he" or "the Dutchman": never for showing."""

    span: Span
    text: str
    fit: float
    score: float


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage cut into sentences: where they stand, what of them is compared (see `Sentence.text`), its language."""

    spans: tuple[Span, ...]
    texts: tuple[str, ...]
    language: str


def cut(paragraph: Paragraph, statements: Sequence[Statement], language: str) -> Cut:
    spans = tuple(sentences(paragraph.text, language))
    return Cut(spans, tuple(_with_names(span, paragraph, statements) for span in spans), language)


def closest(question: str, language: str, passages: Sequence[Cut], embedder: Embedder) -> list[tuple[Sentence, ...]]:
    """The sentences of each passage, in the order of the text."""
    fits = _fits(question, language, passages, embedder)
    scores = iter(_scores(question, language, passages, fits, embedder))
    return [
        tuple(Sentence(*of_one, next(scores)) for of_one in zip(one.spans, one.texts, near, strict=True))
        for one, near in zip(passages, fits, strict=True)
    ]


def _fits(question: str, language: str, passages: Sequence[Cut], embedder: Embedder) -> list[list[float]]:
    """Of each sentence of each passage; all of a language are compared at once."""
    codes = dict.fromkeys(one.language for one in passages)
    fits = {
        code: iter(
            fit(question, language, [t for one in passages if one.language == code for t in one.texts], code, embedder)
        )
        for code in codes
    }
    return [[next(fits[one.language]) for _ in one.texts] for one in passages]


def _scores(
    question: str, language: str, passages: Sequence[Cut], fits: list[list[float]], embedder: Embedder
) -> list[float]:
    """A score for each sentence: of the whole, or of what it says around its quotations, whichever is better.

    In "„long quotation“, said Rutte, who replaced Stoltenberg" the quotation would hide the rest.
    """
    texts = [(text, one.language) for one in passages for text in one.texts]
    frames = [(n, (frame, code)) for n, (text, code) in enumerate(texts) if (frame := _frame(text)) is not None]
    ranked = rank(question, language, [*texts, *(frame for _, frame in frames)], embedder)
    if ranked is None:
        return [near for of_one in fits for near in of_one]
    scores = ranked[: len(texts)]
    for (n, _), score in zip(frames, ranked[len(texts) :], strict=True):
        scores[n] = max(scores[n], score)
    return scores


def _frame(text: str) -> str | None:
    """What a sentence says outside of its outer quotations, None without one or with next to nothing around it."""
    rest, end = "", 0
    for quotation in quotations(text):
        if quotation.outer.start >= end:
            rest += text[end : quotation.outer.start]
            end = quotation.outer.end
    rest += text[end:]
    return rest if end and len(words(rest)) >= FRAME_WORDS else None


def _with_names(span: Span, paragraph: Paragraph, statements: Sequence[Statement]) -> str:
    """A sentence with "Mark Rutte" for "der Niederländer"."""
    mentions = {
        (s.speaker_span, s.speaker)
        for s in statements
        if s.inferred and s.speaker and s.speaker_span and span.contains(s.speaker_span)
    }
    text, start = span.of(paragraph.text), span.start
    for mention, name in sorted(mentions, reverse=True):
        text = text[: mention.start - start] + name + text[mention.end - start :]
    return text
