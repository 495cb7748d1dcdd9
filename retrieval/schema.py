"""Schema versions: which one a database has, and the scripts that bring it up to date."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from retrieval.errors import LibraryDamaged, LibraryTooNew

__all__ = ["Schema"]


@dataclass(frozen=True, slots=True)
class Schema:
    """`scripts`, files of `package`: the one at place n brings version n to version n+1. `application` is what SQLite
    keeps as `application_id`, which tells our databases from those of other programs, and from each other."""

    package: str
    scripts: tuple[str, ...]
    application: int

    @property
    def newest(self) -> int:
        return len(self.scripts)

    def version(self, connection: sqlite3.Connection, path: Path) -> int:
        """Of the database; 0 for a new file. Raises LibraryDamaged for another program's, LibraryTooNew."""
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if application != self.application and (tables or application):
            raise LibraryDamaged(f"{path} is the database of another program. Choose another data directory.")
        if version > self.newest:
            raise LibraryTooNew(
                f"{path} was written by a later version of Wortlaut (schema {version}, this one knows {self.newest})."
                " Update Wortlaut."
            )
        return version

    def migrate(self, connection: sqlite3.Connection, version: int) -> None:
        """From `version` on, each step wholly or not at all. To be called by one process at a time."""
        connection.execute("PRAGMA journal_mode = WAL")
        for number, name in enumerate(self.scripts[version:], start=version + 1):
            script = resources.files(self.package).joinpath(name).read_text(encoding="utf-8")
            try:
                connection.executescript(
                    f"BEGIN IMMEDIATE; {script}; PRAGMA application_id = {self.application};"
                    f"PRAGMA user_version = {number}; COMMIT;"
                )
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
