"""Searcher: vector, lexical and speaker evidence, fused into ranked Passages."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from retrieval.articles import Paragraph, Statement
from retrieval.embedding import Embedder
from retrieval.library import Library
from retrieval.names import last_name, name_words, same_transliteration
from retrieval.question import Question
from retrieval.relevance import fused
from retrieval.snapshot import Snapshot
from retrieval.speakers import Speaker, Speakers
from retrieval.store import Rows

__all__ = ["Evidence", "Found", "Passage", "Searcher", "View", "filter_rows"]

DEPTH = 50
"""Candidates that vectors and words contribute each."""

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
    """What a passage's score is made of: cosine, BM25, whether the speaker asked for speaks there, languages alike."""

    score: float
    cosine: float
    bm25: float
    speaker: bool
    same_language: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A passage, and why."""

    row: int
    passage: Passage
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class View:
    """The library at one moment, and who is named in it: what one question is answered from."""

    snapshot: Snapshot
    speakers: Speakers
    publishers: frozenset[str]
    articles: int

    def spelled(self, text: str) -> str:
        """A question with names as the articles spell them: "Zelensky" is "Selenskyj" where they write that."""
        for word in dict.fromkeys(word for word in name_words(text) if word[:1].isupper()):
            if not self.speakers.with_word(word):
                names = [last_name(speaker.name) for speaker in self.speakers.find(word) if speaker.sort == "person"]
                if name := next((name for name in names if same_transliteration(name, word)), None):
                    text = re.sub(rf"\b{re.escape(word)}\b", name.replace("\\", r"\\"), text)
        return text


class Searcher:
    """Finds the passages of a library for a question. Thread-safe."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self._library = library
        self.embedder = embedder
        self._lock = threading.Lock()
        self._view: View | None = None
        self._building: Future[View] | None = None
        self._builder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="wortlaut-view")

    def view(self, wait: float = 0.3) -> View:
        """The library as it is now; see `Library.snapshot` for `wait` (seconds)."""
        snapshot = self._library.snapshot(wait)
        with self._lock:
            before = self._view
            if before is not None and before.snapshot.generation == snapshot.generation:
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

    def _renew(self, snapshot: Snapshot) -> View:
        listed = snapshot.article_list()
        publishers = frozenset(article.publisher for article in listed if article.publisher)
        view = View(snapshot, Speakers(snapshot.entities()), publishers, len(listed))
        with self._lock:
            self._view = view
        return view

    def search(self, question: Question, k: int = 10, view: View | None = None) -> list[Passage]:
        """The best `k` passages, best first; fewer where the library or the filters hold fewer."""
        return [found.passage for found in self.find(question, k, view or self.view())]

    def find(self, question: Question, k: int, view: View, speakers: Iterable[Speaker] = ()) -> list[Found]:
        """`search` with the evidence behind each score. Passages with statements by `speakers` come first."""
        snapshot = view.snapshot
        filters = filter_rows(snapshot, question)
        if filters is not None and len(filters) == 0:
            return []
        depth = max(DEPTH, k)
        words = view.spelled(question.text)
        vector = self.embedder.embed_query(words)
        cosines = {hit.row: hit.score for hit in snapshot.search_vectors(vector, depth, filters)}
        bm25 = {hit.row: hit.score for hit in snapshot.search_words(words, question.language, depth, filters)}
        said = {row for row, _ in snapshot.statements_by(name for s in speakers for name in s.names)}
        if filters is not None:
            said &= set(filters.tolist())
        rows = list({**cosines, **bm25, **dict.fromkeys(sorted(said)[:depth])})
        if missing := [row for row in rows if row not in cosines]:
            cosines |= dict(zip(missing, (snapshot.vectors_of(missing) @ vector).tolist(), strict=True))
        languages = snapshot.row_language(rows)
        evidence = {
            row: _evidence(cosines[row], bm25.get(row, 0.0), languages[row] == question.language, row in said, said)
            for row in rows
        }
        best = sorted(rows, key=lambda row: (-evidence[row].score, row))[:k]
        paragraphs, statements = snapshot.paragraphs(best), snapshot.statements_in(best)
        return [
            Found(row, Passage(paragraphs[row], evidence[row].score, statements[row]), evidence[row]) for row in best
        ]


def _evidence(cosine: float, bm25: float, same: bool, speaks: bool, anyone: set[int]) -> Evidence:
    score = fused(cosine, bm25 / (bm25 + HALF), same)
    if anyone:
        score = (score + SPEAKER_WEIGHT * speaks) / (1 + SPEAKER_WEIGHT)
    return Evidence(min(score, 1.0), cosine, bm25, speaks, same)


def filter_rows(snapshot: Snapshot, question: Question) -> Rows | None:
    """The rows that pass the question's filters; None where it has none."""
    return snapshot.rows(publisher=question.publisher, since=question.since, until=question.until)
