"""What a statement leans on: "Eine solche Entscheidung ist inakzeptabel" is about what stands before it.

Looked at where nobody said anything about a topic in so many words. In the statement's own paragraph every sentence
before it counts; in the two paragraphs before, only what is about the same as the statement's own.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from retrieval import analysis, lists
from retrieval.articles import Paragraph, Statement
from retrieval.relevance import fit
from retrieval.said import Said, whole_sentence
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
    found = []
    for one in said:
        before = list(_before(one, view)) if _leans(one) else []
        if before and _is_about(topic, language, before, one.article.language, searcher):
            found.append(one)
    return found


def _is_about(topic: str, language: str, before: list[tuple[str, str]], code: str, searcher: Searcher) -> bool:
    least = SAME if code == language else ACROSS
    whole = fit(topic, language, [f"{context} {text}" for context, text in before], code, searcher.embedder)
    themes = [
        " ".join(text.split()[:THEME_WORDS]) for (_, text), value in zip(before, whole, strict=True) if value >= least
    ]
    words = [word.text for word in analysis.query_words(topic, language)] if themes else []
    return any(max(fit(word, language, themes, code, searcher.embedder)) >= THEME for word in words)


def _leans(said: Said) -> bool:
    pattern = _patterns().get(said.article.language)
    text = said.statement.paragraph.text
    return pattern is not None and any(pattern.search(span.of(text)) for span in said.statement.spans)


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {code: re.compile(written, re.I) for code, written in lists.data("leaning").items()}


def _before(said: Said, view: View) -> Iterator[tuple[str, str]]:
    """The sentences that a statement can lean on, without what only says who said them, each behind the one before."""
    paragraph, code = said.statement.paragraph, said.article.language
    start = whole_sentence(paragraph, said.statement.spans, code).start
    own = [s.of(paragraph.text) for s in sentences(paragraph.text, code) if s.end <= start]
    yield from zip(["", *own], own, strict=False)
    subject = _words(" ".join(own), code)
    earlier = [p for p in said.article.paragraphs if paragraph.number - PARAGRAPHS <= p.number < paragraph.number]
    statements = view.snapshot.statements_at((p.article, p.number) for p in earlier)
    for one in earlier:
        texts = _contents(one, statements.get((one.article, one.number), ()), code)
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
