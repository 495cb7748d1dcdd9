"""Searcher: vector, lexical and speaker evidence, fused into ranked Passages."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from retrieval.articles import Paragraph, Statement
from retrieval.closest import Sentence, closest
from retrieval.embedding import Embedder, TokenEmbedder
from retrieval.errors import WortlautError
from retrieval.library import Library
from retrieval.names import name_words
from retrieval.question import Question
from retrieval.relevance import fused, fused_late
from retrieval.snapshot import Snapshot
from retrieval.speakers import Speaker, Speakers
from retrieval.store import Rows, among
from retrieval.tokens import Asked, Nearness, signs
from retrieval.view import View

__all__ = ["Evidence", "Found", "Passage", "Searcher", "View", "filter_rows"]

_log = logging.getLogger(__name__)

DEPTH = 50
"""Candidates that vectors and words contribute each."""

LOOKED_INTO = 5
"""Passages whose sentences are compared one by one for a question that asks for passages."""

SENTENCE_SAME, SENTENCE_ACROSS = 0.8, 0.4
"""Weights of the best of these sentences beside the passage's score, in the order of these passages, in the question's
language and in another one: chosen on the development half of XQuAD, see docs/retrieval.md."""

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
    whether the speaker asked for speaks there, languages alike."""

    score: float
    cosine: float
    bm25: float
    late: Nearness | None
    speaker: bool
    same_language: bool


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
        self._lock = threading.Lock()
        self._view: View | None = None
        self._building: Future[View] | None = None
        self._builder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="wortlaut-view")

    @property
    def library(self) -> Library:
        return self._library

    def view(self, wait: float = 0.3) -> View:
        """The library as it is now; see `Library.snapshot` for `wait` (seconds)."""
        snapshot = self._library.snapshot(wait)
        with self._lock:
            before = self._view
            if before is not None and before.snapshot.state == snapshot.state:
                return before
            if self._building is None or self._building.done():
                self._building = self._builder.submit(self._renew, snapshot)
            building = self._building
        try:
            return building.result(timeout=None if before is None else wait)
        except TimeoutError:
            if before is None:
                raise
            return before  # complete in itself, and a moment old
        except WortlautError as error:
            if before is None:
                raise
            _log.warning("Who is named cannot be read anew; answering as before: %s", error)
            return before

    def _renew(self, snapshot: Snapshot) -> View:
        speakers = Speakers.of(snapshot.store, snapshot.layout, self._view.speakers if self._view else None)
        view = View(snapshot, speakers, snapshot.publishers(), snapshot.store.article_count())
        with self._lock:
            if self._view is None or not self._view.snapshot.comes_after(snapshot):
                self._view = view  # a question that was slow must not bring back what was there before
        return view

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
        late = self._late(words, rows, snapshot)
        evidence = {
            row: _evidence(
                cosines[row], bm25.get(row, 0.0), late.get(row), languages[row] == question.language, row in said, said
            )
            for row in rows
        }
        best = sorted(rows, key=lambda row: (-evidence[row].score, row))[: max(k, LOOKED_INTO)]
        paragraphs, statements = snapshot.paragraphs(best), snapshot.statements_in(best)
        found = [
            Found(row, Passage(paragraphs[row], evidence[row].score, statements[row]), evidence[row], languages[row])
            for row in best
        ]
        return (self.look_into(found, question, view) if question.intent == "passages" else found)[:k]

    def look_into(self, found: list[Found], question: Question, view: View) -> list[Found]:
        """The first passages with their sentences, in the order of what both say; the others follow."""
        first, rest = found[:LOOKED_INTO], found[LOOKED_INTO:]
        passages = [(f.passage.paragraph, f.passage.statements, f.language) for f in first]
        compared = closest(view.spelled(question.text), question.language, passages, self.embedder)
        first = [replace(f, sentences=of_one) for f, of_one in zip(first, compared, strict=True)]
        if any(f.evidence.late is None for f in first):
            return [*first, *rest]
        least = rest[0].passage.score if rest else 0.0
        best = [max((s.score for s in f.sentences), default=0.0) for f in first]
        weights = [SENTENCE_SAME if f.language == question.language else SENTENCE_ACROSS for f in first]
        scores = [
            (f.evidence.score + weight * score) / (1 + weight)
            for f, score, weight in zip(first, best, weights, strict=True)
        ]
        first = [
            replace(f, passage=replace(f.passage, score=min(max(score, least), 1.0)))
            for f, score in zip(first, scores, strict=True)
        ]
        return [*sorted(first, key=lambda f: (-f.passage.score, f.row)), *rest]

    def _late(self, words: str, rows: list[int], snapshot: Snapshot) -> dict[int, Nearness]:
        """Late interaction of the question with each candidate; none at all where one of them has no token codes,
        because scores of two kinds do not compare."""
        if not isinstance(self.embedder, TokenEmbedder):
            return {}
        codes = snapshot.codes_of(rows)
        if len(codes) < len(rows):
            return {}
        meant = _meant(words, snapshot.statements_in(codes))
        names = list(dict.fromkeys(name for those in meant.values() for name in those))
        asked, *named = self.embedder.embed_tokens([words, *names])
        coded = {name: signs(tokens.vectors) for name, tokens in zip(names, named, strict=True)}
        also = {
            place: np.concatenate([coded[name] for name in sorted(meant[row])])
            for place, row in enumerate(codes)
            if row in meant
        }
        return dict(zip(codes, Asked.of(asked).nearness(list(codes.values()), also), strict=True))


def _meant(question: str, statements: dict[int, tuple[Statement, ...]]) -> dict[int, set[str]]:
    """By row the speakers whom the question names and the paragraph does not: "he", "the Dutchman"."""
    asked = {word.casefold() for word in name_words(question) if word[:1].isupper()}
    found: dict[int, set[str]] = {}
    for row, those in statements.items():
        for one in those:
            if one.inferred and one.speaker:
                # Without "von der": a question may begin with "Der".
                names = {word.casefold() for word in name_words(one.speaker) if word[:1].isupper()}
                if asked & names:
                    found.setdefault(row, set()).add(one.speaker)
    return found


def _evidence(
    cosine: float, bm25: float, late: Nearness | None, same: bool, speaks: bool, anyone: set[int]
) -> Evidence:
    lexical = bm25 / (bm25 + HALF)
    score = fused(cosine, lexical, same) if late is None else fused_late(late, lexical, same)
    if anyone:
        score = (score + SPEAKER_WEIGHT * speaks) / (1 + SPEAKER_WEIGHT)
    return Evidence(min(score, 1.0), cosine, bm25, late, speaks, same)


def filter_rows(snapshot: Snapshot, question: Question) -> Rows | None:
    """The rows that pass the question's filters; None where it has none."""
    return snapshot.rows(publisher=question.publisher, since=question.since, until=question.until)
