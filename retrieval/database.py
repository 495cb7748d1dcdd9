"""Opening `wortlaut.db`: directories that cannot be written to, and SQLite's errors in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retrieval.errors import LibraryBusy, LibraryDamaged, LibraryError
from retrieval.layout import Layout
from retrieval.schema import Schema

__all__ = ["open_reading", "open_writing", "told"]

_SCRIPTS = ("schema.sql", "schema_2.sql", "schema_3.sql", "schema_4.sql", "schema_5.sql")
_SCHEMA = Schema("retrieval", _SCRIPTS, 0x576F7274)  # "Wort"
_BUSY_SECONDS = 10.0


def open_writing(layout: Layout) -> sqlite3.Connection:
    """Makes the database where there is none, brings an older one up to date.

    Raises sqlite3.Error, LibraryDamaged, LibraryTooNew, LibraryBusy.
    """
    connection = _connect(layout.database)
    try:
        if _SCHEMA.version(connection, layout.database) < _SCHEMA.newest:
            with layout.writing(timeout=_BUSY_SECONDS):
                _SCHEMA.migrate(connection, _SCHEMA.version(connection, layout.database))
        connection.execute("PRAGMA foreign_keys = ON")
        # FULL: a generation that a derived file was made from must not vanish in a power cut. Beside embedding an
        # article, one fsync costs nothing.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_size_limit = 67108864")
    except BaseException:
        connection.close()
        raise
    return connection


def open_reading(layout: Layout) -> sqlite3.Connection:
    """Raises sqlite3.Error, LibraryDamaged, LibraryTooNew, and LibraryError for an older one that cannot be changed."""
    path = layout.database
    if layout.writable():
        connection = _connect(path)
    else:
        connection = _connect(f"{path.absolute().as_uri()}?mode=ro")
        if not _readable(connection) and not _has_log(path):
            # Nobody has it open for writing, and the files that readers share cannot be made here. Without them
            # SQLite reads it as a file that does not change.
            connection.close()
            connection = _connect(f"{path.absolute().as_uri()}?immutable=1")
    try:
        connection.execute("PRAGMA query_only = ON")
        if 0 < _SCHEMA.version(connection, path) < _SCHEMA.newest and not layout.writable():
            raise LibraryError(
                f"{path} was written by an earlier version of Wortlaut and has to be brought up to date."
                f" Make {layout.data_dir} writable, and run: wortlaut doctor"
            )
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def told(path: Path, instead: str = "ingest the articles again") -> Iterator[None]:
    """Turns SQLite's errors into ours, where a user can do something about them. `instead` is what to do where there is
    no backup."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise LibraryDamaged(
                f"{path} is damaged ({error}). Put it back from a backup, or delete it and {instead}."
            ) from error
        if code == sqlite3.SQLITE_BUSY:
            raise LibraryBusy(f"Another process is writing to {path}. Try again when it is done.") from error
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY):
            raise LibraryError(f"{path} cannot be used ({error}). Check the disk and who owns the file.") from error
        raise


def _connect(database: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        database, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=isinstance(database, str)
    )
    connection.create_function("casefold", 1, lambda text: text and text.casefold(), deterministic=True)
    return connection


def _readable(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.OperationalError:
        return False
    return True


def _has_log(path: Path) -> bool:
    """Whether there is work that is not yet in the database file itself."""
    with suppress(OSError):
        return path.with_name(path.name + "-wal").stat().st_size > 0
    return False
