"""Whether a claim says what its passages are about, clause by clause: by the embedding, across German and English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.checking.layout import sentences
from bot.checking.places import Place
from bot.checking.reasons import reason
from bot.checking.vocabulary import READ
from bot.checking.voices import tells_who
from bot.checking.words import WORD, in_both
from retrieval.analysis import query_words
from retrieval.articles import Span
from retrieval.embedding import Embedder
from retrieval.relevance import fit

__all__ = ["Fit", "fit_by", "unrelated"]

Fit = Callable[[str, str, Sequence[str], str], list[float]]
"""How well texts in a language fit a topic in a language, 1 at best: topic, its language, texts, their language."""

FLOOR_SAME, FLOOR_ACROSS = 0.34, 0.30
"""Fit under which nothing in a passage has to do with a clause, in its own language and across languages:
docs/citations.md."""

_SPLIT = re.compile(r"[,;:]\s+|\s+[–—-]\s+|\s+(?:und|and|but|aber|sowie|while|während)\s+")
_JOINS = re.compile(
    r"\b(?:und|and|sowie|which|was|weil|because|wodurch|woraufhin|weshalb|wofür|wobei)\b", re.IGNORECASE
)
JOINED_SAME, JOINED_ACROSS = 0.40, 0.34
"""The same for clauses that are joined to others by these words, beside the cited sentences and those before them."""
FLOOR_OF_ONE = 0.25
"""The same for a clause of one word with a meaning."""

_ALIKE = 2
"""Words that a clause shares with what is cited, so that no fit is asked for."""
_LEAST, _LEAST_BEHIND, _LEAST_FRAMED = 1, 2, 2
"""Words with a meaning that a clause needs to be looked at; one behind another; and besides those that only tell who
says it."""


def fit_by(embedder: Embedder) -> Fit:
    def fits(topic: str, language: str, texts: Sequence[str], text_language: str) -> list[float]:
        return fit(topic, language, texts, text_language, embedder)

    return fits


def unrelated(text: str, language: str, places: Sequence[Place], frames: Sequence[Span], fit: Fit) -> list[str]:
    """The clauses of a claim that nothing in the cited paragraphs has to do with. `frames` are words of the claim that
    only tell who says something. Languages that the embedded model does not know are not looked at."""
    languages = {place.source.article.language for place in places}
    if not {language, *languages} <= set(READ):
        return []
    across = language not in languages
    found = []
    for clause, joins in _clauses(text, language, frames):
        floor = (JOINED_ACROSS if across else JOINED_SAME) if joins else (FLOOR_ACROSS if across else FLOOR_SAME)
        look = _near if joins else _texts
        best = max(max(fit(clause, language, look(places, code), code)) for code in languages)
        if not joins and _is_worded_alike(clause, language, places):
            continue
        if best < (floor if joins or len(query_words(clause, language)) > 1 else FLOOR_OF_ONE):
            found.append(reason("unrelated", words=clause))
    return found


def _is_worded_alike(clause: str, language: str, places: Sequence[Place]) -> bool:
    """Whether half of the words of a clause, at least two, stand in the cited words, in either language."""
    there = {stem for place in places for word in WORD.findall(place.around) for stem in in_both(word)}
    own = [in_both(word.text) for word in query_words(clause, language)]
    same = sum(not stems.isdisjoint(there) for stems in own)
    return same >= _ALIKE and 2 * same >= len(own)


def _near(places: Sequence[Place], language: str) -> list[str]:
    """The cited sentences in a language, and those before them."""
    found: list[str] = []
    for place in places:
        if place.source.article.language == language:
            text, cited = place.source.paragraph.text, place.sentence
            found.append(text[min(place.hull.start, cited.start) : max(place.hull.end, cited.end)])
            found += [span.of(text) for span in sentences(text, language) if span.end <= cited.start][-1:]
    return list(dict.fromkeys(found))


def _texts(places: Sequence[Place], language: str) -> list[str]:
    """The cited paragraphs in a language, and their sentences."""
    texts = [p.source.paragraph.text for p in places if p.source.article.language == language]
    return list(dict.fromkeys([*texts, *(s.of(text) for text in texts for s in sentences(text, language))]))


def _clauses(text: str, language: str, frames: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Each clause that says something, and whether it is joined to one before as what is added is: "…, which …"."""
    start, joins = 0, False
    for end, after in [*(match.span() for match in _SPLIT.finditer(text)), (len(text), len(text))]:
        clause, start, joined = Span(start, end), after, joins
        joins = _JOINS.search(text, end, after) is not None
        joined = joined or (clause.start > 0 and _JOINS.match(text, clause.start) is not None)
        within = [frame for frame in frames if frame.overlaps(clause)]
        rest = "".join(" " if any(f.start <= at < f.end for f in within) else text[at] for at in range(*clause))
        if tells_who(clause.of(text)):
            continue
        least = _LEAST if clause.start == 0 or joined else _LEAST_BEHIND
        if len(query_words(rest, language)) >= (_LEAST_FRAMED if within else least):
            yield clause.of(text), joined
