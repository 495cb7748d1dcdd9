"""Opening `bot.db`, and bringing it up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from retrieval.connection import Connection
from retrieval.database import told
from retrieval.errors import LibraryBusy, LibraryError
from retrieval.schema import Schema

__all__ = ["Database", "storable"]

_SCHEMA = Schema("bot.state", ("schema.sql",), 0x576F7242)  # "WorB"
_BUSY_SECONDS = 10.0


class Database(Connection):
    """One connection to `bot.db`. What was written outlives the process being killed at any instant."""

    without_backup = "invite people again"

    @classmethod
    def open(cls, path: Path) -> Database:
        """Makes it where there is none. Raises LibraryDamaged, LibraryTooNew, LibraryBusy, LibraryError."""
        with told(path, cls.without_backup):
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

    def change(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Writes, and returns how many rows that changed."""
        with self._used() as connection:
            return connection.execute(sql, parameters).rowcount

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


def storable(text: str) -> str:
    """Half a surrogate pair, which any client may send, cannot be stored."""
    return text.encode("utf-8", "replace").decode("utf-8")
