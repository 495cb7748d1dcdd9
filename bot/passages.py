"""Answers to questions for passages, with no language model: sentences as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Citation, Claim
from bot.extractive import Reply
from retrieval.articles import Paragraph, Span
from retrieval.bearing import Bearing
from retrieval.closest import Sentence
from retrieval.embedding import Embedder
from retrieval.names import name_words
from retrieval.question import Question
from retrieval.relevance import FLOOR_ACROSS, FLOOR_SAME, floor, nearness
from retrieval.search import Found, View
from retrieval.sought import asks_age, counted, counts, holds, sought, tells_age

__all__ = ["answer_passages"]

NEAR_SENTENCE = 0.85
"""Part of the best score that a further sentence needs to be given beside the best one."""

WITHOUT = {"person": 0.75, "time": 0.7, "number": 0.7, "place": 0.9}
"""Factors for a sentence that holds none of what the question asks for; a person: nobody whom the question does not
name. A place is hardest to tell by its words."""

COUNTING = 1.2
"""Factor for a sentence with a number of what the question counts: "500 people" for "How many people …?"."""

PASSAGE_WEIGHT = 0.5
"""Of the passage's score beside that of the sentence. This and the factors: the right sentence first on every second
question of the development half of XQuAD."""

MOST_SENTENCES = 3

_SAYS = re.compile(r"\b[a-zäöüß]{2,}")
"""A sentence without a word in small letters is a heading or a dateline: "Norderburg, 3. Mai 2021."."""


def answer_passages(question: Question, found: Sequence[Found], view: View, embedder: Embedder) -> Reply:
    """One to three sentences as they stand, the best first."""
    candidates = _passing(question.language, [_Candidate(f, sentence) for f in found for sentence in f.sentences])
    candidates = [one for one in candidates if _SAYS.search(one.span.of(one.paragraph.text))]
    scored = [
        ((one.sentence.score + PASSAGE_WEIGHT * one.found.evidence.score) * factor, index)
        for index, (one, factor) in enumerate(zip(candidates, _factors(question, candidates, view), strict=True))
        if one.sentence.fit * factor >= one.least(question.language)
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    best = [candidates[index] for score, index in scored[:MOST_SENTENCES] if score >= NEAR_SENTENCE * scored[0][0]]
    best = _bearing(question, best, view, embedder)
    claims = tuple(
        Claim(one.span.of(one.paragraph.text), (Citation(one.paragraph, one.span, one.span),)) for one in best
    )
    return Reply("answered", claims=claims) if claims else Reply("not_found")


def _bearing(question: Question, best: list[_Candidate], view: View, embedder: Embedder) -> list[_Candidate]:
    """Those that bear on a short question; see `retrieval.bearing`."""
    bearing = Bearing(question.text, question.language, view, embedder)
    articles = view.snapshot.articles(one.paragraph.article for one in best)
    around = [f"{articles[one.paragraph.article].title}. {one.paragraph.text}" for one in best]
    return [one for one, text in zip(best, around, strict=True) if bearing.on(one.sentence.text, text, one.language)]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may answer, and the passage that it stands in."""

    found: Found
    sentence: Sentence

    @property
    def language(self) -> str:
        return self.found.language

    @property
    def paragraph(self) -> Paragraph:
        return self.found.passage.paragraph

    @property
    def span(self) -> Span:
        return self.sentence.span

    def least(self, asked: str) -> float:
        """The fit that it needs where passages cannot be judged as a whole."""
        if self.found.evidence.late is not None:
            return 0.0
        return FLOOR_SAME if self.language == asked else FLOOR_ACROSS


def _factors(question: Question, candidates: Sequence[_Candidate], view: View) -> list[float]:
    """Sentences that hold what the question asks for go before those that do not."""
    kind = sought(question.text, question.language)
    if kind is None:
        return [1.0] * len(candidates)
    texts = [one.sentence.text for one in candidates]
    pairs = list(zip(texts, candidates, strict=True))
    noun = counted(question.text, question.language) if kind == "number" else None
    counting = [bool(noun) and counts(text, noun or "", question.language, one.language) for text, one in pairs]
    if kind == "person":
        held = [_names_another(text, question.text, view) for text in texts]
    elif asks_age(question.text, question.language):
        held = counting = [tells_age(text, one.language) for text, one in pairs]
    else:
        held = [holds(text, kind, one.language) for text, one in pairs]
    factors = [1.0 if one else WITHOUT[kind] for one in held]
    return [factor * (COUNTING if one else 1.0) for factor, one in zip(factors, counting, strict=True)]


def _passing(asked: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """All, but for those in a language in which the passages are too far from the question."""
    near: dict[str, tuple[float, float]] = {}
    for one in candidates:
        if one.found.evidence.late is not None:
            score, best = near.get(one.language, (0.0, 0.0))
            near[one.language] = max(score, one.found.evidence.near), max(best, one.sentence.fit)
    far = {code for code, pair in near.items() if nearness(*pair) < floor(asked, code)}
    return [one for one in candidates if one.language not in far]


def _names_another(text: str, question: str, view: View) -> bool:
    """Whether a sentence names somebody whom the question does not: what a question with "who" asks for."""
    asked = {speaker for word in name_words(question) for speaker in view.speakers.with_word(word)}
    words = {word for word in name_words(text) if word[:1].isupper()}
    return any(found and not asked.intersection(found) for found in map(view.speakers.with_word, words))
