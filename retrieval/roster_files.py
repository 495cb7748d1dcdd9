"""A roster in a file (SQLite): read without loading it, written whole, or copied with changes. Never changed then."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import closing, suppress
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from retrieval.roster import Layers, Memory, Role, Speaker, keys_of, spellings_of

__all__ = ["RosterFile", "fingerprint", "write"]

_REMEMBERED = 20_000
_SCHEMA = """
CREATE TABLE made (fingerprint TEXT NOT NULL);
CREATE TABLE speakers (number INTEGER PRIMARY KEY, statements INTEGER NOT NULL, value TEXT NOT NULL);
CREATE TABLE keys (key TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE TABLE lasts (skeleton TEXT NOT NULL, last TEXT NOT NULL, PRIMARY KEY (skeleton, last)) WITHOUT ROWID;
"""


class RosterFile:
    """A roster in a published file. Thread-safe."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        uri = f"{path.absolute().as_uri()}?immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        (self.fingerprint,) = self._connection.execute("SELECT fingerprint FROM made").fetchone()
        (self._count,) = self._connection.execute("SELECT count(*) FROM speakers").fetchone()
        self.speaker = lru_cache(_REMEMBERED)(self._speaker)

    def __del__(self) -> None:
        with suppress(AttributeError, sqlite3.Error):
            self._connection.close()

    def __len__(self) -> int:
        return int(self._count)

    def numbers(self) -> list[int]:
        return self._column("SELECT number FROM speakers ORDER BY number")

    def _speaker(self, number: int) -> Speaker:
        (value,) = self._column("SELECT value FROM speakers WHERE number = ?", number)
        return _decoded(str(value))

    def under(self, key: str) -> list[int]:
        return self._column("SELECT number FROM keys WHERE key = ?", key)

    def beginning(self, key: str) -> list[int]:
        return self._column("SELECT DISTINCT number FROM keys WHERE key >= ? AND key < ?", key, f"{key}\U0010ffff")

    def spelled(self, skeleton: str) -> set[str]:
        return set(map(str, self._column("SELECT last FROM lasts WHERE skeleton = ?", skeleton)))

    def most_quoted(self, numbers: Iterable[int]) -> list[int]:
        return self._column(
            "SELECT number FROM json_each(?) w JOIN speakers ON number = w.value ORDER BY statements DESC, number",
            json.dumps(list(numbers)),
        )

    def _column(self, sql: str, *parameters: object) -> list[int]:
        with self._lock:
            return [value for (value,) in self._connection.execute(sql, parameters)]


@cache
def fingerprint() -> str:
    """Changes when the same entities could be grouped in another way, or found under other keys."""
    package = resources.files("retrieval")
    modules = (
        "identity",
        "names",
        "offices",
        "places",
        "roles",
        "roster",
        "roster_files",
        "known_speakers",
        "transliteration",
    )
    lists = ("names", "organisations", "places", "roles", "transliteration")
    files = [*(package / f"{name}.py" for name in modules), *(package / "data" / f"{name}.toml" for name in lists)]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]


def write(roster: Memory | Layers, path: Path) -> None:
    base = roster.base if isinstance(roster, Layers) else None
    top = roster.top if isinstance(roster, Layers) else roster
    if isinstance(base, RosterFile):
        shutil.copyfile(base.path, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as new:
        new.execute("PRAGMA journal_mode = OFF")  # a file that is not whole is never published
        new.execute("PRAGMA synchronous = OFF")
        new.execute("BEGIN")
        if base is None:
            for statement in _SCHEMA.split(";\n"):
                new.execute(statement)
            new.execute("INSERT INTO made VALUES (?)", (fingerprint(),))
        if isinstance(base, RosterFile) and isinstance(roster, Layers):
            for number in roster.hidden:
                new.executemany("DELETE FROM keys WHERE key = ? AND number = ?", _keys(number, base.speaker(number)))
            new.executemany("DELETE FROM speakers WHERE number = ?", [(number,) for number in roster.hidden])
        (first,) = new.execute("SELECT coalesce(max(number), 0) + 1 FROM speakers").fetchone()
        numbered = list(enumerate(sorted(top.speakers.values(), key=lambda speaker: speaker.order), start=first))
        new.executemany(
            "INSERT INTO speakers VALUES (?, ?, ?)",
            [(n, speaker.statements, _encoded(speaker)) for n, speaker in numbered],
        )
        new.executemany(
            "INSERT INTO keys VALUES (?, ?)", sorted(key for n, speaker in numbered for key in _keys(n, speaker))
        )
        lasts = {pair for speaker in top.speakers.values() for pair in spellings_of(speaker)}
        new.executemany("INSERT OR IGNORE INTO lasts VALUES (?, ?)", sorted(lasts))
        new.execute("COMMIT")


def _keys(number: int, speaker: Speaker) -> list[tuple[str, int]]:
    return [(key, number) for key in keys_of(speaker)]


def _encoded(speaker: Speaker) -> str:
    roles = [(role.text, role.article) for role in speaker.roles]
    fields = (speaker.name, speaker.sort, speaker.names, sorted(speaker.forms), roles)
    return json.dumps([*fields, speaker.statements, speaker.gender], ensure_ascii=False)


def _decoded(value: str) -> Speaker:
    name, sort, names, forms, roles, statements, gender = json.loads(value)
    return Speaker(
        name,
        sort,
        tuple((article, name) for article, name in names),
        frozenset(forms),
        tuple(Role(text, article) for text, article in roles),
        statements,
        gender,
    )
