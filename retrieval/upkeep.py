"""Work over the whole library: embedding it with another model, reading its statements again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from retrieval import records, writing
from retrieval.articles import Article
from retrieval.embedding import Embedder, Vectors
from retrieval.errors import EmbeddingError, IndexMismatch
from retrieval.progress import Progress, quiet
from retrieval.store import Store, encode

if TYPE_CHECKING:
    from retrieval.statements import Reading

__all__ = ["Reader", "check", "embed", "embed_again", "read_again", "unread"]

_BATCH = 256  # paragraphs that an interrupted re-embedding loses at most


class Reader(Protocol):
    """Reads who said what, as the package `retrieval.statements` does."""

    def read(self, article: Article, /) -> Reading: ...

    def fingerprint(self) -> str:
        """Changes when the same article would be read in another way."""
        ...


def embed(embedder: Embedder, texts: list[str], progress: Progress = quiet) -> Vectors:
    """Vectors of the texts, one for each, of the size that the model says. Raises IndexMismatch, EmbeddingError."""
    if not texts:
        return np.empty((0, embedder.dimension), dtype=np.float32)
    vectors = np.asarray(embedder.embed_documents(texts, progress), dtype=np.float32)
    expected = (len(texts), embedder.dimension)
    if vectors.shape != expected:
        raise IndexMismatch(
            f"The model {embedder.name} gave vectors of shape {vectors.shape} where {expected} was expected."
            " Nothing was written. Set another model with WORTLAUT_EMBEDDER."
        )
    if not np.isfinite(vectors).all():
        raise EmbeddingError(
            f"The model {embedder.name} gave a vector with values that are no numbers. Nothing was written."
            " Set another model with WORTLAUT_EMBEDDER."
        )
    return vectors


def embed_again(store: Store, embedder: Embedder, progress: Progress) -> None:
    """Gives every paragraph a vector of another model. Interrupted, it goes on from where it was; until it is done the
    library keeps its old vectors. To be called with the lock of `Layout.writing`."""
    with store.transaction():
        store.run("DELETE FROM coming_vectors WHERE fingerprint <> ?", (embedder.fingerprint,))
    (total,) = store.one("SELECT count(*) FROM paragraphs")
    while missing := store.all(
        "SELECT row, text FROM paragraphs WHERE row NOT IN (SELECT row FROM coming_vectors) ORDER BY row LIMIT ?",
        (_BATCH,),
    ):
        vectors = encode(embed(embedder, [text for _, text in missing]))
        with store.transaction():
            store.run_many(
                "INSERT INTO coming_vectors VALUES (?, ?, ?)",
                [(row, embedder.fingerprint, vector) for (row, _), vector in zip(missing, vectors, strict=True)],
            )
        (done,) = store.one("SELECT count(*) FROM coming_vectors")
        progress("Embedding", done, total)
    with store.writing() as generation:
        store.run("DELETE FROM vectors")
        store.run("INSERT INTO vectors SELECT row, vector FROM coming_vectors ORDER BY row")
        store.run("DELETE FROM coming_vectors")
        writing.save_model(store, embedder, generation)


def unread(store: Store, reader: Reader) -> list[str]:
    """Ids of the articles that another statement reader has read."""
    return [
        id_ for (id_,) in store.all("SELECT id FROM articles WHERE reader <> ? ORDER BY key", (reader.fingerprint(),))
    ]


def read_again(store: Store, reader: Reader, ids: list[str], progress: Progress) -> None:
    """Reads their statements again, an article at a time. To be called with the lock of `Layout.writing`."""
    fingerprint = reader.fingerprint()
    for done, id_ in enumerate(ids, start=1):
        reading = reader.read(records.article(store, id_))
        (key,) = store.one("SELECT key FROM articles WHERE id = ?", (id_,))
        with store.writing():
            writing.save_reading(store, key, reading, fingerprint)
        progress("Reading statements", done, len(ids))


def check(store: Store) -> list[str]:
    """What is wrong in the database, a line each; reads the whole of it."""
    found = [line for (line,) in store.all("PRAGMA quick_check") if line != "ok"]
    found += [f"A row of {table} points to nothing." for table, *_ in store.all("PRAGMA foreign_key_check")]
    for (id_,) in store.all(
        "SELECT DISTINCT a.id FROM paragraphs p JOIN articles a ON a.key = p.article"
        " WHERE p.row NOT IN (SELECT row FROM vectors)"
    ):
        found.append(f"Article {id_!r} has a paragraph without a vector.")
    return found
