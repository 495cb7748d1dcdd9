"""SQLite: articles, paragraphs, statements, vectors. The truth, from which everything else in the folder is derived."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval import database
from retrieval.database import told
from retrieval.embedding import Vectors
from retrieval.layout import Generation, Layout
from retrieval.progress import Progress, quiet

__all__ = ["Changes", "Model", "Rows", "Store", "decode", "encode"]

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


class Store:
    """One connection to the database. Usable from several threads, one at a time.

    Every error of SQLite that a user can do something about comes out as a LibraryError.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()
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

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    # ------------------------------------------------------------------------------------------------------ reading

    def all(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        with self._lock, told(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """The first row, or None."""
        with self._lock, told(self.path):
            return self._connection.execute(sql, parameters).fetchone()

    def hold(self) -> Generation:
        """From now on this connection sees the database as it is at this moment, until it is closed."""
        with self._lock, told(self.path):
            self._connection.execute("BEGIN")
            return self.generation()

    def generation(self) -> Generation:
        number, mark = self.one("SELECT number, mark FROM generations ORDER BY number DESC LIMIT 1")
        return Generation(number, mark)

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

    def vectors(self, dimension: int, after: int = 0, progress: Progress = quiet) -> tuple[Rows, Vectors]:
        """All vectors of rows above `after`, in the order of rows."""
        (total,) = self.one("SELECT count(*) FROM vectors WHERE row > ?", (after,))
        rows = np.empty(total, dtype=np.int64)
        vectors = np.empty((total, dimension), dtype=np.float32)
        done = 0
        while done < total:
            batch = self.all(
                "SELECT row, vector FROM vectors WHERE row > ? ORDER BY row LIMIT ?", (after, min(_BATCH, total - done))
            )
            if not batch:
                break  # removed meanwhile by another connection
            rows[done : done + len(batch)] = [row for row, _ in batch]
            vectors[done : done + len(batch)] = decode([vector for _, vector in batch], dimension)
            after, done = batch[-1][0], done + len(batch)
            progress("Indexing vectors", done, total)
        return rows[:done], vectors[:done]

    # ------------------------------------------------------------------------------------------------------ writing

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        with self._lock, told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

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

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Writes, and returns the row that was inserted last."""
        with self._lock, told(self.path):
            return self._connection.execute(sql, parameters).lastrowid or 0

    def run_many(self, sql: str, parameters: Sequence[Sequence[object]]) -> None:
        with self._lock, told(self.path):
            self._connection.executemany(sql, parameters)


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
