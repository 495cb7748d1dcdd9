"""The library's time beside its peers', in one run on one machine: compare the ratios, not the seconds.

    python benchmarks/library.py [PARAGRAPHS ...]        (default: 1000 10000 100000)

Synthetic articles of ten paragraphs of forty words, Zipf-distributed, vectors of 384 dimensions from a fixed seed, so
that only the library is measured and no model. The peers: SQLite's own full-text index (FTS5, porter stemmer) for
words, a product of one NumPy matrix for vectors.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.articles import Article, Paragraph
from retrieval.library import Library
from retrieval.progress import Progress, quiet
from retrieval.statements import Reading

Vectors = npt.NDArray[np.float32]

DIMENSION = 384
PARAGRAPHS_EACH = 10
WORDS_EACH = 40
QUERIES = 50


class RandomEmbedder:
    """Vectors that say nothing, at no cost."""

    name = fingerprint = "random"
    dimension = DIMENSION

    def __init__(self) -> None:
        self._random = np.random.default_rng(7)

    def embed_documents(self, texts: list[str], progress: Progress = quiet) -> Vectors:  # noqa: ARG002
        return _unit(self._random.normal(size=(len(texts), DIMENSION)))

    def embed_query(self, text: str) -> Vectors:  # noqa: ARG002
        return _unit(self._random.normal(size=(1, DIMENSION)))[0]


class NoReader:
    """Reads no statements, at no cost."""

    def read(self, article: Article) -> Reading:  # noqa: ARG002
        return Reading((), ())

    def fingerprint(self) -> str:
        return "none"


def _unit(vectors: npt.NDArray[np.float64]) -> Vectors:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def _texts(count: int) -> Iterator[str]:
    """German-looking: 2,000 simple words, and 40,000 compounds of two of them."""
    random = np.random.default_rng(11)
    syllables = np.array([a + b + c for a in "bdfgklmnrst" for b in "aeiou" for c in ["", "n", "r", "l", "st"]])
    simple = ["".join(pair) for pair in random.choice(syllables, size=(2_000, 2))]
    compounds = [f"{a}s{b}" for a, b in random.choice(np.array(simple), size=(40_000, 2))]
    vocabulary = np.array([*simple, *compounds])
    for _ in range(count):
        places = np.minimum(random.zipf(1.15, size=WORDS_EACH) - 1, len(vocabulary) - 1)
        yield " ".join(word.capitalize() for word in vocabulary[places])


def _articles(count: int) -> Iterator[Article]:
    texts = list(_texts(count))
    for start in range(0, count, PARAGRAPHS_EACH):
        id_ = f"article-{start}"
        paragraphs = [Paragraph(id_, n, text) for n, text in enumerate(texts[start : start + PARAGRAPHS_EACH], 1)]
        yield Article(id_, f"Titel {start}", False, tuple(paragraphs))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _median(work: Callable[[str], object], queries: list[str]) -> float:
    return statistics.median(_seconds(lambda query=query: work(query)) for query in queries)  # type: ignore[misc]


def _line(what: str, ours: float, peer: float | None = None, name: str = "") -> None:
    beside = f"{name} {peer * 1000:10.2f} ms   ours/peer {ours / peer:6.2f}" if peer else ""
    print(f"  {what:34} {ours * 1000:10.2f} ms   {beside}")


def measure(count: int, folder: Path) -> None:
    print(f"\n{count} paragraphs")
    articles = list(_articles(count))
    texts = [paragraph.text for article in articles for paragraph in article.paragraphs]
    queries = [" ".join(text.split()[:5]) for text in texts[:: max(1, count // QUERIES)]]
    embedder = RandomEmbedder()

    peer = sqlite3.connect(folder / "fts5.db", isolation_level=None)
    peer.execute("PRAGMA journal_mode = WAL")
    peer.execute("PRAGMA synchronous = FULL")
    peer.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'porter unicode61', detail = 'none')")

    def peer_ingest() -> None:
        for article in articles:  # a transaction an article, as ours
            peer.execute("BEGIN")
            peer.executemany("INSERT INTO words VALUES (?)", [(p.text,) for p in article.paragraphs])
            peer.execute("COMMIT")

    def peer_search(query: str) -> object:
        words = " OR ".join(f'"{word}"' for word in query.split())
        return peer.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10", (words,)).fetchall()

    peer_seconds = _seconds(peer_ingest)
    with Library.open(folder / "data", embedder, reader=NoReader()) as library:
        _line("ingest: store", _seconds(lambda: list(library.add(articles))), peer_seconds, "FTS5 ")
        _line("ingest: derived files", _seconds(library.catch_up))
        snapshot = library.snapshot()
        words = _median(lambda query: snapshot.search_words(query, "de", 10), queries)
        _line("words, five, top 10", words, _median(peer_search, queries), "FTS5 ")
        some = np.arange(1, count, 10)
        _line(
            "words, of a tenth of the rows",
            _median(lambda query: snapshot.search_words(query, "de", 10, some), queries),
        )
        matrix = snapshot.vectors_of(range(1, count + 1))
        vectors = {query: embedder.embed_query(query) for query in queries}
        ours = _median(lambda query: snapshot.search_vectors(vectors[query], 10), queries)
        theirs = _median(lambda query: np.argpartition(matrix @ vectors[query], -10)[-10:], queries)
        _line("vectors, exact, top 10", ours, theirs, "NumPy")
        _line(
            "vectors, of a tenth of the rows", _median(lambda q: snapshot.search_vectors(vectors[q], 10, some), queries)
        )
        _line("is a name there", _median(lambda query: snapshot.names_in(query.split()[-1]), queries))
        one = Article("new", "Neu", False, (Paragraph("new", 1, "Ein ganz neuer Absatz"),))
        _line("add one article", _seconds(lambda: list(library.add([one]))))
        _line("until a reader sees it", _seconds(lambda: library.snapshot(wait=60)))
    with Library.open(folder / "data", embedder, reader=NoReader()) as library:
        _line("open, first snapshot", _seconds(library.snapshot))
    peer.close()
    for name, pattern in (("database", "wortlaut.db"), ("vectors", "vectors-*"), ("words", "lexical/*/*")):
        size = sum(path.stat().st_size for path in (folder / "data").glob(pattern))
        print(f"  size of {name:26} {size / count:10.0f} bytes a paragraph")


if __name__ == "__main__":
    for size in [int(argument) for argument in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        with tempfile.TemporaryDirectory() as temporary:
            measure(size, Path(temporary))
