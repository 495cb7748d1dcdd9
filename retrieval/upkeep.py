"""Work over the whole library: embedding it, with another model too, and reading its statements again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from retrieval import corrections, records, tokens, writing
from retrieval.articles import Article, Statement
from retrieval.corrections import Correction, Sort
from retrieval.embedding import Embedder, TokenEmbedder, Tokens, Vectors
from retrieval.errors import ArticleUnknown, EmbeddingError, IndexMismatch, OtherModel, StatementUnknown
from retrieval.layout import Layout
from retrieval.progress import Progress, quiet
from retrieval.store import Model, Store, encode
from retrieval.text import sentences
from retrieval.writing import Embedded

if TYPE_CHECKING:
    from retrieval.statements import Reading

__all__ = [
    "Reader",
    "check",
    "check_model",
    "code",
    "correct",
    "embed",
    "embed_again",
    "read_again",
    "take_back",
    "uncoded",
    "unread",
]

_BATCH = 256  # paragraphs that an interrupted re-embedding loses at most


class Reader(Protocol):
    """Reads who said what, as the package `retrieval.statements` does."""

    def read(self, article: Article, /) -> Reading: ...

    def fingerprint(self) -> str:
        """Changes when the same article would be read in another way."""
        ...


def check_model(model: Model, embedder: Embedder, layout: Layout) -> None:
    """Raises OtherModel where the vectors of a library come from another model."""
    # The name first: fingerprint and dimension of another model may have to be loaded, or asked for.
    same = model.name == embedder.name
    if not same or (model.fingerprint, model.dimension) != (embedder.fingerprint, embedder.dimension):
        other = f"with {model.name}, not {embedder.name}. Set WORTLAUT_EMBEDDER={model.name}, or embed"
        if same:
            other = f"with another version of {model.name}. Embed"
        raise OtherModel(
            f"The articles in {layout.data_dir} were embedded {other} them again with:"
            f" wortlaut --data {layout.data_dir} ingest --reembed"
        )


def embed(
    embedder: Embedder, texts: Sequence[tuple[str, str]], with_tokens: bool, progress: Progress = quiet
) -> list[Embedded]:
    """Each text, given with its language, as vectors of the size that the model says. Raises IndexMismatch,
    EmbeddingError."""
    if not texts:
        return []
    if with_tokens and isinstance(embedder, TokenEmbedder):
        found = embedder.embed_paragraphs([text for text, _ in texts], progress)
        pairs = [
            (vector, _codes(text, language, pieces))
            for (text, language), (vector, pieces) in zip(texts, found, strict=True)
        ]
        vectors = _checked(embedder, np.stack([vector for vector, _ in pairs]), len(texts))
        return [Embedded(vector, codes) for vector, (_, codes) in zip(encode(vectors), pairs, strict=True)]
    given = embedder.embed_documents([text for text, _ in texts], progress)
    return [Embedded(vector) for vector in encode(_checked(embedder, given, len(texts)))]


def _codes(text: str, language: str, pieces: Tokens) -> bytes:
    return tokens.encode(pieces, [span.end for span in sentences(text, language)])


def _checked(embedder: Embedder, given: Vectors, count: int) -> Vectors:
    vectors = np.asarray(given, dtype=np.float32)
    expected = (count, embedder.dimension)
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


def embed_again(store: Store, embedder: Embedder, with_tokens: bool, progress: Progress) -> None:
    """Gives every paragraph a vector of another model. Interrupted, it goes on from where it was; until it is done the
    library keeps its old vectors. To be called with the lock of `Layout.writing`."""
    with store.transaction():
        store.run("DELETE FROM coming_vectors WHERE fingerprint <> ?", (embedder.fingerprint,))
    (total,) = store.one("SELECT count(*) FROM paragraphs")
    while missing := store.all(
        "SELECT p.row, p.text, a.language FROM paragraphs p JOIN articles a ON a.key = p.article"
        " WHERE p.row NOT IN (SELECT row FROM coming_vectors) ORDER BY p.row LIMIT ?",
        (_BATCH,),
    ):
        found = embed(embedder, [text for _, *text in missing], with_tokens)
        with store.transaction():
            store.run_many(
                "INSERT INTO coming_vectors VALUES (?, ?, ?, ?)",
                [(row, embedder.fingerprint, *one) for (row, *_), one in zip(missing, found, strict=True)],
            )
        (done,) = store.one("SELECT count(*) FROM coming_vectors")
        progress("Embedding", done, total)
    with store.writing() as generation:
        store.run("DELETE FROM vectors")
        store.run("INSERT INTO vectors SELECT row, vector FROM coming_vectors ORDER BY row")
        store.run("DELETE FROM tokens")
        store.run("INSERT INTO tokens SELECT row, codes FROM coming_vectors ORDER BY row")
        store.run("DELETE FROM coming_vectors")
        writing.save_model(store, embedder, generation)


def uncoded(store: Store) -> int:
    """How many paragraphs have no token codes."""
    (count,) = store.one("SELECT count(*) FROM tokens WHERE codes IS NULL")
    return int(count)


def code(store: Store, embedder: TokenEmbedder) -> int:
    """Gives token codes to some paragraphs that have none, and says to how many; 0 when all have them. `embedder` is
    the model of the vectors. To be called with the lock of `Layout.writing`."""
    missing = store.all(
        "SELECT t.row, p.text, a.language FROM tokens t JOIN paragraphs p USING (row)"
        " JOIN articles a ON a.key = p.article WHERE t.codes IS NULL ORDER BY t.row LIMIT ?",
        (_BATCH,),
    )
    found = embedder.embed_paragraphs([text for _, text, _ in missing])
    rows = [
        (_codes(text, language, pieces), row) for (row, text, language), (_, pieces) in zip(missing, found, strict=True)
    ]
    # No generation: that would have everybody who asks make a new snapshot after each batch.
    with store.transaction():
        store.run_many("UPDATE tokens SET codes = ? WHERE row = ?", rows)
    return len(rows)


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


def correct(store: Store, reader: Reader, statement: Statement, speaker: str | None, sort: Sort) -> Correction:
    """Gives a statement its speaker, or hides it where that is None. To be called with the lock of `Layout.writing`.

    Raises ArticleUnknown, StatementUnknown; nothing is changed then.
    """
    id_ = statement.paragraph.article
    reading = reader.read(records.article(store, id_))
    with store.writing():
        number = corrections.keep(store, statement, speaker, sort)
        _write(store, id_, reading, reader)
        correction = corrections.one(store, number)
        if correction.waiting:
            raise StatementUnknown(f"The article {id_!r} has no such statement any more. Ask again, and correct that.")
    return correction


def take_back(store: Store, reader: Reader, correction: Correction) -> None:
    """The statement is again what the reader finds. To be called with the lock of `Layout.writing`."""
    id_ = correction.article
    try:
        reading = reader.read(records.article(store, id_))
    except ArticleUnknown:
        reading = None
    with store.writing():
        corrections.forget(store, correction.number)
        if reading is not None:
            _write(store, id_, reading, reader)


def _write(store: Store, id_: str, reading: Reading, reader: Reader) -> None:
    (key,) = store.one("SELECT key FROM articles WHERE id = ?", (id_,))
    writing.save_reading(store, key, reading, reader.fingerprint())


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
