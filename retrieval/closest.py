"""The sentences of passages, compared with a question: which one answers it, and so which passage has the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.articles import Paragraph, Span, Statement
from retrieval.embedding import Embedder
from retrieval.relevance import fit, rank
from retrieval.text import quotations, sentences, words

__all__ = ["Sentence", "closest"]

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


def closest(
    question: str,
    language: str,
    passages: Sequence[tuple[Paragraph, Sequence[Statement], str]],
    embedder: Embedder,
) -> list[tuple[Sentence, ...]]:
    """The sentences of each passage (given with its statements and its language), in the order of the text."""
    cut = [sentences(paragraph.text, code) for paragraph, _, code in passages]
    texts = [
        [_with_names(span, paragraph, statements) for span in spans]
        for spans, (paragraph, statements, _) in zip(cut, passages, strict=True)
    ]
    fits = [
        fit(question, language, of_one, code, embedder) for of_one, (_, _, code) in zip(texts, passages, strict=True)
    ]
    scores = iter(_scores(question, [text for of_one in texts for text in of_one], fits, embedder))
    return [
        tuple(Sentence(span, text, near, next(scores)) for span, text, near in zip(*of_one, strict=True))
        for of_one in zip(cut, texts, fits, strict=True)
    ]


def _scores(question: str, texts: list[str], fits: list[list[float]], embedder: Embedder) -> list[float]:
    """A score for each sentence: of the whole, or of what it says around its quotations, whichever is better.

    In "„long quotation“, said Rutte, who replaced Stoltenberg" the quotation would hide the rest.
    """
    frames = [(n, frame) for n, text in enumerate(texts) if (frame := _frame(text)) is not None]
    ranked = rank(question, [*texts, *(frame for _, frame in frames)], embedder)
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
    text, cut = span.of(paragraph.text), span.start
    for mention, name in sorted(mentions, reverse=True):
        text = text[: mention.start - cut] + name + text[mention.end - cut :]
    return text
