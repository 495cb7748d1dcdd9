"""SQLite: articles, paragraphs, statements, vectors. The truth, from which everything else in the folder is derived."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval import database
from retrieval.connection import Connection
from retrieval.database import told
from retrieval.embedding import Vectors
from retrieval.layout import Generation, Layout

__all__ = ["Changes", "Model", "Rows", "Store", "among", "decode", "encode"]

Rows = npt.NDArray[np.int64]
"""Row numbers of paragraphs."""

_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Model:
    """The embedding model of the vectors; `since` is the generation in which they last were all replaced."""

    name: str
    dimension: int
    fingerprint: str
    since: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What a derived file lacks: the rows above `last_row`, and without `removed`."""

    last_row: int
    removed: Rows
    added: int


class Store(Connection):
    """One connection to the database of the articles."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(connection, path)
        self._file = _identity(path)

    @classmethod
    def open(cls, layout: Layout) -> Store:
        """Opens the database, makes it where there is none, brings an older one up to date.

        Raises LibraryDamaged, LibraryTooNew, LibraryError.
        """
        if not layout.writable():
            return cls.open_reading(layout)
        with told(layout.database):
            return cls(database.open_writing(layout), layout.database)

    @classmethod
    def open_reading(cls, layout: Layout) -> Store:
        """For a directory that cannot be written to, and for snapshots."""
        with told(layout.database):
            return cls(database.open_reading(layout), layout.database)

    # ------------------------------------------------------------------------------------------------------ reading

    def hold(self) -> Generation:
        """From now on this connection sees the database as it is at this moment, until it is closed."""
        with self._used() as connection:
            connection.execute("BEGIN")
            return self.generation()

    def generation(self) -> Generation:
        number, mark = self.one("SELECT number, mark FROM generations ORDER BY number DESC LIMIT 1")
        return Generation(number, mark)

    def has_been(self, generation: Generation) -> bool:
        """Whether that is a state of this store, now or in its past."""
        asked = (generation.number, generation.mark)
        return self.one("SELECT 1 FROM generations WHERE number = ? AND mark = ?", asked) is not None

    def replaced(self) -> bool:
        """Whether another file now lies where this database was."""
        now = _identity(self.path)
        return now is not None and now != self._file

    def model(self) -> Model | None:
        row = self.one("SELECT name, dimension, fingerprint, since FROM model")
        return Model(*row) if row else None

    def changes_since(self, generation: Generation) -> Changes | None:
        """None where `generation` is not of this store's past."""
        row = self.one(
            "SELECT last_row FROM generations WHERE number = ? AND mark = ?", (generation.number, generation.mark)
        )
        if row is None:
            return None
        removed = self.all(
            "SELECT row FROM removed WHERE generation > ? AND row <= ? ORDER BY row", (generation.number, row[0])
        )
        (added,) = self.one("SELECT count(*) FROM paragraphs WHERE row > ?", row)
        return Changes(row[0], np.array([r for (r,) in removed], dtype=np.int64), added)

    def touched_since(self, generation: Generation) -> set[str] | None:
        """Ids of the articles that were written, read again or removed; None where `generation` is not of this store's
        past."""
        if self.one("SELECT 1 FROM generations WHERE number = ? AND mark = ?", (generation.number, generation.mark)):
            rows = self.all("SELECT article FROM touched WHERE generation > ?", (generation.number,))
            return {article for (article,) in rows}
        return None

    def removed_since(self, generation: Generation) -> list[int]:
        """Rows of paragraphs."""
        return [row for (row,) in self.all("SELECT row FROM removed WHERE generation > ?", (generation.number,))]

    def article_count(self) -> int:
        (count,) = self.one("SELECT count(*) FROM articles")
        return int(count)

    def vectors(self, dimension: int, after: int = 0) -> tuple[Rows, Vectors]:
        """All vectors of rows above `after`, in the order of rows."""
        batches = list(self.vector_batches(dimension, after))
        if not batches:
            return np.empty(0, dtype=np.int64), np.empty((0, dimension), dtype=np.float32)
        return np.concatenate([rows for rows, _ in batches]), np.concatenate([vectors for _, vectors in batches])

    def vector_batches(self, dimension: int, after: int = 0) -> Iterator[tuple[Rows, Vectors]]:
        """The same a piece at a time."""
        while batch := self.all("SELECT row, vector FROM vectors WHERE row > ? ORDER BY row LIMIT ?", (after, _BATCH)):
            after = batch[-1][0]
            yield (
                np.array([row for row, _ in batch], dtype=np.int64),
                decode([vector for _, vector in batch], dimension),
            )

    def vectors_of(self, rows: Iterable[int], dimension: int) -> Vectors:
        """In the order of `rows`. Raises KeyError for a row that is not there."""
        wanted = [int(row) for row in rows]
        found = dict(
            self.all(
                "SELECT v.row, v.vector FROM json_each(?) w JOIN vectors v ON v.row = w.value", (json.dumps(wanted),)
            )
        )
        return decode([found[row] for row in wanted], dimension)

    def vector_rows(self) -> Rows:
        """All rows, ascending."""
        # Every paragraph has a vector, and unlike those the rows of paragraphs stand in a small index.
        return np.sort(np.array([row for (row,) in self.all("SELECT row FROM paragraphs")], dtype=np.int64))

    # ------------------------------------------------------------------------------------------------------ writing

    @contextmanager
    def writing(self) -> Iterator[int]:
        """A transaction that makes a new generation; yields its number."""
        with self.transaction():
            number = self.generation().number + 1
            self.run("INSERT INTO generations VALUES (?, lower(hex(randomblob(6))), 0)", (number,))
            yield number
            self.run(
                "UPDATE generations SET last_row ="
                " coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'paragraphs'), 0) WHERE number = ?",
                (number,),
            )

    def checkpoint(self) -> None:
        """Takes what stands in the write-ahead log into the database file, as far as no reader needs it there."""
        self.one("PRAGMA wal_checkpoint(PASSIVE)")

    def run_many(self, sql: str, parameters: Sequence[Sequence[object]]) -> None:
        with self._used() as connection:
            connection.executemany(sql, parameters)


def among(some: Iterable[int], rows: Rows) -> set[int]:
    """Those of `some` that are in `rows`, which are ascending and can be very many."""
    wanted = np.array(sorted(set(some)), dtype=np.int64)
    if not len(rows):
        return set()
    places = np.minimum(np.searchsorted(rows, wanted), len(rows) - 1)
    return set(wanted[rows[places] == wanted].tolist())


def encode(vectors: Vectors) -> list[bytes]:
    return [row.tobytes() for row in vectors.astype("<f2")]


def decode(blobs: Sequence[bytes], dimension: int) -> Vectors:
    """Vectors of length 1 again: float16 rounds it by up to a thousandth."""
    vectors = np.frombuffer(b"".join(blobs), dtype="<f2").reshape(len(blobs), dimension).astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    return vectors


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
