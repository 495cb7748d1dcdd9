"""What a statement leans on: "Eine solche Entscheidung ist inakzeptabel" is about what stands before it.

Looked at where nobody said anything about a topic in so many words. In the statement's own paragraph every sentence
before it counts; in the two paragraphs before, only what is about the same as the statement's own.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval import analysis, lists
from retrieval.articles import Paragraph, Statement
from retrieval.relevance import fit
from retrieval.said import MOST_RANKED, Said, whole_sentence
from retrieval.search import Searcher, View
from retrieval.text import sentences

__all__ = ["leaning_on"]

SAME, ACROSS = 0.5, 0.45
"""Fit from which a sentence before a statement, with the one before that, counts as being about a topic."""

THEME, THEME_WORDS = 0.7, 5
"""How well one word of the topic has to fit the first words of that sentence: what it is about stands there, and not
all that it mentions."""

PARAGRAPHS = 2
"""Paragraphs before a statement's own that are looked at."""

SHARED = 2
"""Words that a sentence there has to share with the statement's own paragraph."""


def leaning_on(topic: str, language: str, said: list[Said], view: View, searcher: Searcher) -> list[Said]:
    """Those that lean on a sentence about the topic, in their order."""
    leaning = _near(topic, [one for one in said if _leans(one)], view, searcher)
    before = _all_before(leaning, view)
    found: set[int] = set()
    for code in dict.fromkeys(one.article.language for one in leaning):
        those = {n: before[n] for n, one in enumerate(leaning) if one.article.language == code}
        telling = _about(topic, language, {pair for pairs in those.values() for pair in pairs}, code, searcher)
        found.update(n for n, pairs in those.items() if telling.includes(pairs))
    return [one for n, one in enumerate(leaning) if n in found]


def _near(topic: str, leaning: list[Said], view: View, searcher: Searcher) -> list[Said]:
    """Of more than are looked at for one question those in or behind the paragraphs nearest to the topic, in their
    order."""
    if len(leaning) <= MOST_RANKED:
        return leaning
    snapshot = view.snapshot
    rows = snapshot.rows(articles={one.article.id for one in leaning})
    hits = snapshot.search_vectors(searcher.embedder.embed_query(topic), MOST_RANKED, rows)
    there = {(p.article, p.number) for p in snapshot.paragraphs([hit.row for hit in hits]).values()}
    places = ((one.article.id, one.statement.paragraph.number) for one in leaning)
    return [
        one
        for one, (id_, number) in zip(leaning, places, strict=True)
        if any((id_, near) in there for near in range(number - PARAGRAPHS, number + 1))
    ]


@dataclass(frozen=True, slots=True)
class _Telling:
    """Of the sentences that statements lean on: which fit the topic with the one before, and at their beginning."""

    whole: frozenset[tuple[str, str]]
    themes: frozenset[str]

    def includes(self, before: Iterable[tuple[str, str]]) -> bool:
        those = [pair for pair in before if pair in self.whole]
        return any(_theme(text) in self.themes for _, text in those)


def _about(topic: str, language: str, before: set[tuple[str, str]], code: str, searcher: Searcher) -> _Telling:
    least = SAME if code == language else ACROSS
    pairs = sorted(before)
    fits = fit(topic, language, [f"{context} {text}" for context, text in pairs], code, searcher.embedder)
    whole = [pair for pair, value in zip(pairs, fits, strict=True) if value >= least]
    themes = sorted({_theme(text) for _, text in whole})
    words = [word.text for word in analysis.query_words(topic, language)] if themes else []
    of_word = (zip(themes, fit(word, language, themes, code, searcher.embedder), strict=True) for word in words)
    return _Telling(frozenset(whole), frozenset(theme for fits in of_word for theme, value in fits if value >= THEME))


def _theme(text: str) -> str:
    return " ".join(text.split()[:THEME_WORDS])


def _leans(said: Said) -> bool:
    pattern = _patterns().get(said.article.language)
    text = said.statement.paragraph.text
    return pattern is not None and any(pattern.search(span.of(text)) for span in said.statement.spans)


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {code: re.compile(written, re.I) for code, written in lists.data("leaning").items()}


def _all_before(leaning: Sequence[Said], view: View) -> list[list[tuple[str, str]]]:
    """For each statement the sentences that it can lean on, without what only says who said them, each behind the one
    before."""
    earlier = [_earlier(one) for one in leaning]
    statements = view.snapshot.statements_at((p.article, p.number) for some in earlier for p in some)

    @functools.cache
    def contents(paragraph: Paragraph, code: str) -> list[str]:
        return _contents(paragraph, statements.get((paragraph.article, paragraph.number), ()), code)

    return [
        list(_before(one, [contents(paragraph, one.article.language) for paragraph in some]))
        for one, some in zip(leaning, earlier, strict=True)
    ]


def _earlier(said: Said) -> list[Paragraph]:
    number = said.statement.paragraph.number
    return [p for p in said.article.paragraphs if number - PARAGRAPHS <= p.number < number]


def _before(said: Said, earlier: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    """`earlier`: the contents of the paragraphs before its own."""
    paragraph, code = said.statement.paragraph, said.article.language
    start = whole_sentence(paragraph, said.statement.spans, code).start
    own = [s.of(paragraph.text) for s in sentences(paragraph.text, code) if s.end <= start]
    yield from zip(["", *own], own, strict=False)
    subject = _words(" ".join(own), code)
    for texts in earlier:
        for before, text in zip(["", *texts], texts, strict=False):
            if len(subject & _words(f"{before} {text}", code)) >= SHARED:
                yield before, text


def _contents(paragraph: Paragraph, statements: tuple[Statement, ...], code: str) -> list[str]:
    """The sentences of a paragraph; of one that gives what somebody said, that alone."""
    found = []
    for sentence in sentences(paragraph.text, code):
        spans = [span for one in statements for span in one.spans if sentence.overlaps(span)]
        found.append(" ".join(span.of(paragraph.text) for span in spans) if spans else sentence.of(paragraph.text))
    return found


def _words(text: str, code: str) -> frozenset[str]:
    return frozenset(stem for stem in analysis.stems(text, code) if len(stem) > 2)
