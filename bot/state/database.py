"""Opening `bot.db`, bringing it up to date, and reading and writing it from several threads."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from retrieval.database import told
from retrieval.errors import LibraryBusy, LibraryError
from retrieval.schema import Schema

__all__ = ["Database", "storable"]

_SCHEMA = Schema("bot.state", ("schema.sql",), 0x576F7242)  # "WorB"
_BUSY_SECONDS = 10.0


class Database:
    """One connection. Usable from several threads, one at a time; errors of SQLite come out as LibraryErrors.

    A statement outside of `transaction` is a transaction of its own. What was written outlives the process being killed
    at any instant.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()

    @classmethod
    def open(cls, path: Path) -> Database:
        """Makes it where there is none. Raises LibraryDamaged, LibraryTooNew, LibraryBusy, LibraryError."""
        with _told(path):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch(mode=0o600)  # what is in it concerns nobody else; SQLite's other files follow it
            except OSError as error:
                raise LibraryError(f"{path} cannot be made ({error.strerror}). Check who owns the folder.") from None
            connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            try:
                if _SCHEMA.version(connection, path) < _SCHEMA.newest:
                    with _migrating(path):
                        _SCHEMA.migrate(connection, _SCHEMA.version(connection, path))
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA secure_delete = ON")  # what was forgotten is gone from the file, too
                connection.execute("PRAGMA journal_size_limit = 16777216")
            except BaseException:
                connection.close()
                raise
        return cls(connection, path)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def all(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        with self._lock, _told(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """The first row, or None."""
        with self._lock, _told(self.path):
            return self._connection.execute(sql, parameters).fetchone()

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Writes, and returns the row that was inserted last."""
        with self._lock, _told(self.path):
            return self._connection.execute(sql, parameters).lastrowid or 0

    def change(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Writes, and returns how many rows that changed."""
        with self._lock, _told(self.path):
            return self._connection.execute(sql, parameters).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Not to be nested."""
        with self._lock, _told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def tables_with(self, column: str) -> list[str]:
        """The tables that have a column of that name."""
        rows = self.all(
            "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c"
            " WHERE t.type = 'table' AND c.name = ? ORDER BY t.name",
            (column,),
        )
        return [name for (name,) in rows]

    def checkpoint(self) -> None:
        """Takes the write-ahead log into the file and empties it, so that nothing deleted is left in it."""
        self.one("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _migrating(path: Path) -> Iterator[None]:
    try:
        with FileLock(path.with_name("bot.lock"), timeout=_BUSY_SECONDS):
            yield
    except Timeout:
        raise LibraryBusy(f"Another process is setting up {path}. Try again when it is done.") from None
    except OSError as error:
        raise LibraryError(f"{path.parent} cannot be written to ({error.strerror}). Check who owns it.") from None


def _told(path: Path) -> AbstractContextManager[None]:
    return told(path, instead="invite people again")


def storable(text: str) -> str:
    """Half a surrogate pair, which any client may send, cannot be stored."""
    return text.encode("utf-8", "replace").decode("utf-8")
