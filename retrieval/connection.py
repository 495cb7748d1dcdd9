"""One connection to a database, for several threads: what `Store` and the bot's `Database` have in common."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from retrieval.database import told

__all__ = ["Connection"]


class Connection:
    """Usable from several threads, one at a time. Every error of SQLite that a user can do something about comes out as
    a LibraryError.

    A statement outside of `transaction` is a transaction of its own.
    """

    without_backup = "ingest the articles again"
    """What to do where the database is damaged and there is no backup."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def all(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        with self._used() as connection:
            return connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """The first row, or None."""
        with self._used() as connection:
            return connection.execute(sql, parameters).fetchone()

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Writes, and returns the row that was inserted last."""
        with self._used() as connection:
            return connection.execute(sql, parameters).lastrowid or 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Not to be nested."""
        with self._used() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _used(self) -> Iterator[sqlite3.Connection]:
        with self._lock, told(self.path, self.without_backup):
            yield self._connection
