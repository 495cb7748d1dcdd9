"""Searcher: vector, lexical and speaker evidence, fused into ranked Passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from retrieval.articles import Paragraph, Statement
from retrieval.closest import Cut, Sentence, closest, cut
from retrieval.embedding import Embedder
from retrieval.interaction import interact
from retrieval.library import Library
from retrieval.newest import Newest
from retrieval.question import Question
from retrieval.relevance import fused, fused_late, late
from retrieval.snapshot import Snapshot
from retrieval.speakers import Speaker, Speakers
from retrieval.store import Rows, among
from retrieval.tokens import Nearness
from retrieval.view import View

__all__ = ["Evidence", "Found", "Passage", "Searcher", "View", "filter_rows"]

DEPTH = 50
"""Candidates that vectors and words contribute each."""

LOOKED_INTO = 5
"""Passages whose sentences are compared one by one for a question that asks for passages."""

READ_AGAIN = 10
"""Passages of which it is looked, before that, which words of the question stand in them."""

SENTENCE_WEIGHT = 0.5
"""Of the best of these sentences beside the passage's score, in the order of these passages: chosen on every second
question of the development half of XQuAD, see docs/retrieval.md."""

HALF = 10.0
"""The BM25 score that counts half: bm25 / (bm25 + HALF) is between 0 and 1 and, unlike a rank or a share of the best
hit, the same in every library and for every question."""

SPEAKER_WEIGHT = 1.0
"""Of a statement by the speaker whom the question names, beside what a passage says."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that was found, with the statements in it. `score` is between 0 and 1."""

    paragraph: Paragraph
    score: float
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a passage's score is made of: cosine, BM25, late interaction (None where a candidate has no token codes),
    whether the speaker asked for speaks there, languages alike; `again`: the score by late interaction and shared words
    of a passage that was read again."""

    score: float
    cosine: float
    bm25: float
    late: Nearness | None
    speaker: bool
    same_language: bool
    again: float | None = None

    @property
    def near(self) -> float:
        """What tells whether the question is answered here at all: across languages shared words help, within one
        nearly everything shares some."""
        return self.score if self.same_language or self.again is None else self.again


@dataclass(frozen=True, slots=True)
class Found:
    """A passage, and why. `sentences`: compared with the question, where it is one for passages and this is among the
    first."""

    row: int
    passage: Passage
    evidence: Evidence
    language: str
    sentences: tuple[Sentence, ...] = ()


class Searcher:
    """Finds the passages of a library for a question. Thread-safe."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self._library = library
        self.embedder = embedder
        self._newest = Newest[View]("wortlaut-view", "Who is named cannot be read anew, and answers are as before")

    @property
    def library(self) -> Library:
        return self._library

    def view(self, wait: float = 0.3) -> View:
        """The library as it is now; see `Library.snapshot` for `wait` (seconds)."""
        snapshot = self._library.snapshot(wait)
        return self._newest.get(lambda view: view.snapshot.state == snapshot.state, _viewed(snapshot), wait)

    def search(self, question: Question, k: int = 10, view: View | None = None) -> list[Passage]:
        """The best `k` passages, best first; fewer where the library or the filters hold fewer."""
        return [found.passage for found in self.find(question, k, view or self.view())]

    def find(
        self, question: Question, k: int, view: View, speakers: Iterable[Speaker] = (), within: Rows | None = None
    ) -> list[Found]:
        """`search` with the evidence behind each score. Passages with statements by `speakers` come first. `within`:
        rows, ascending, that the search is restricted to in place of the question's filters."""
        snapshot = view.snapshot
        filters = filter_rows(snapshot, question) if within is None else within
        if filters is not None and len(filters) == 0:
            return []
        depth = max(DEPTH, k)
        words = view.spelled(question.text)
        vector = self.embedder.embed_query(words)
        cosines = {hit.row: hit.score for hit in snapshot.search_vectors(vector, depth, filters)}
        bm25 = {hit.row: hit.score for hit in snapshot.search_words(words, question.language, depth, filters)}
        said = snapshot.statement_rows(name for s in speakers for name in s.names)
        if filters is not None:
            said = among(said, filters)
        rows = list({**cosines, **bm25, **dict.fromkeys(sorted(said)[:depth])})
        if missing := [row for row in rows if row not in cosines]:
            cosines |= dict(zip(missing, (snapshot.vectors_of(missing) @ vector).tolist(), strict=True))
        languages = snapshot.row_language(rows)
        codes = snapshot.codes_of(rows)
        near: dict[int, Nearness] = {}
        # None at all where a candidate has no token codes, because scores of two kinds do not compare.
        if len(codes) == len(rows):
            near = interact(words, question.language, codes, snapshot.statements_in(codes), self.embedder)
        evidence = {
            row: _evidence(
                cosines[row], bm25.get(row, 0.0), near.get(row), languages[row] == question.language, row in said, said
            )
            for row in rows
        }
        best = sorted(rows, key=lambda row: (-evidence[row].score, row))[: max(k, READ_AGAIN)]
        paragraphs, statements = snapshot.paragraphs(best), snapshot.statements_in(best)
        found = [
            Found(row, Passage(paragraphs[row], evidence[row].score, statements[row]), evidence[row], languages[row])
            for row in best
        ]
        return (self.look_into(found, question, view) if question.intent == "passages" else found)[:k]

    def look_into(self, found: list[Found], question: Question, view: View) -> list[Found]:
        """The first passages, in the order of what they and then their sentences say; the others follow."""
        words, language = view.spelled(question.text), question.language
        first, rest = found[:READ_AGAIN], found[READ_AGAIN:]
        cuts = {f.row: cut(f.passage.paragraph, f.passage.statements, f.language) for f in first}
        scores = self._read_again(first, cuts, question, view)
        if scores:
            first = [replace(f, evidence=replace(f.evidence, again=scores[f.row])) for f in first]
            first.sort(key=lambda f: (-scores[f.row], f.row))
        first, rest = first[:LOOKED_INTO], first[LOOKED_INTO:] + rest
        compared = closest(words, language, [cuts[f.row] for f in first], self.embedder)
        first = [replace(f, sentences=of_one) for f, of_one in zip(first, compared, strict=True)]
        if not scores:
            return [*first, *rest]
        for f in first:
            best = max((s.score for s in f.sentences), default=0.0)
            scores[f.row] = (scores[f.row] + SENTENCE_WEIGHT * best) / (1 + SENTENCE_WEIGHT)
        first.sort(key=lambda f: (-scores[f.row], f.row))
        return _descending([*first, *rest], scores)

    def _read_again(self, found: list[Found], cuts: dict[int, Cut], question: Question, view: View) -> dict[int, float]:
        """By row how near passages are by late interaction together with the words that they share with the question;
        empty where one of them was not found by late interaction."""
        if any(f.evidence.late is None for f in found):
            return {}
        statements = {f.row: f.passage.statements for f in found}
        codes = view.snapshot.codes_of(statements)
        words = view.spelled(question.text)
        near = interact(words, question.language, codes, statements, self.embedder, cuts)
        anyone = any(f.evidence.speaker for f in found)
        return {f.row: _with_speaker(late(near[f.row]), f.evidence.speaker, anyone) for f in found}


def _viewed(snapshot: Snapshot) -> Callable[[View | None], View]:
    """Makes the view of a snapshot, unless the one before shows a later state: a question that was slow must not bring
    back what was there before."""

    def view(before: View | None) -> View:
        if before is not None and before.snapshot.comes_after(snapshot):
            return before
        speakers = Speakers.of(snapshot.store, snapshot.layout, before.speakers if before else None)
        return View(snapshot, speakers, snapshot.publishers(), snapshot.store.article_count())

    return view


def _descending(found: list[Found], scores: dict[int, float]) -> list[Found]:
    """In the order given, with these scores where there are any, and none below one that follows."""
    least, given = 0.0, []
    for one in reversed(found):
        least = max(least, min(scores.get(one.row, one.passage.score), 1.0))
        given.append(replace(one, passage=replace(one.passage, score=least)))
    return given[::-1]


def _evidence(
    cosine: float, bm25: float, near: Nearness | None, same: bool, speaks: bool, anyone: set[int]
) -> Evidence:
    lexical = bm25 / (bm25 + HALF)
    score = fused(cosine, lexical, same) if near is None else fused_late(near, lexical, same)
    return Evidence(min(_with_speaker(score, speaks, bool(anyone)), 1.0), cosine, bm25, near, speaks, same)


def _with_speaker(score: float, speaks: bool, anyone: bool) -> float:
    """Where somebody whom the question names speaks in a passage at all, that this one is such a passage."""
    return (score + SPEAKER_WEIGHT * speaks) / (1 + SPEAKER_WEIGHT) if anyone else score


def filter_rows(snapshot: Snapshot, question: Question) -> Rows | None:
    """The rows that pass the question's filters; None where it has none."""
    return snapshot.rows(publisher=question.publisher, since=question.since, until=question.until)
