"""Words with a capital letter in a text: names, and in German every noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.checking.vocabulary import word_list
from retrieval.articles import Span
from retrieval.text import sentences, words

__all__ = ["Run", "is_capital", "runs"]


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row. `begins`: they begin a sentence; `before` is the word before them."""

    text: str
    words: tuple[str, ...]
    begins: bool
    before: str


def runs(text: str, language: str) -> Iterator[Run]:
    starts = {0, *(s.start for s in sentences(text, language))}
    current: list[Span] = []
    previous = before = ""
    for token in words(text):
        word = token.of(text)
        glued = bool(current) and text[current[-1].end : token.start] in (" ", ". ", "-")
        if is_capital(word):
            if current and not glued:
                yield _run(text, current, starts, before)
                current = []
            before = before if current else previous
            current.append(token)
        elif current and not (glued and word in word_list("particles")):
            yield _run(text, current, starts, before)
            current = []
        previous = word
    if current:
        yield _run(text, current, starts, before)


def _run(text: str, spans: Sequence[Span], starts: set[int], before: str) -> Run:
    earlier = text[: spans[0].start].rstrip(" „“”\"»«‚‘’'(–—-")
    begins = spans[0].start in starts or not earlier or earlier[-1] in ".!?:…"
    return Run(text[spans[0].start : spans[-1].end], tuple(span.of(text) for span in spans), begins, before)


def is_capital(word: str) -> bool:
    """Whether a word may be a name: a capital letter somewhere, or letters and figures."""
    return any(c.isupper() for c in word) or (any(c.isdigit() for c in word) and any(c.isalpha() for c in word))
