"""What was received and what was sent, so that nothing is lost or sent twice over a restart.

An update is *received* before Telegram hears that it was, and *done* when everything that it leads to was sent. A
message is *begun* right before it goes out, and *sent* when Telegram has confirmed it. After a restart the updates that
are not done are handled again from the start; their n-th message is sent only if it was not sent before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.state.database import Database

__all__ = ["Journal", "Received", "Sent", "Unfinished"]

_DAY = 24 * 60 * 60.0
_REMEMBERED = 2 * _DAY  # Telegram repeats an update for a day at most
_ANSWERABLE = _DAY  # an answer that comes later helps nobody; Telegram drops what waits longer, too


class Received(NamedTuple):
    """An update as it came in: its number, chat and person where it has them, and the whole of it as JSON."""

    update_id: int
    chat: int | None
    person: int | None
    body: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An update that was received before the last restart. `tries`: how often it was begun again since."""

    update_id: int
    body: str
    tries: int


class Sent(NamedTuple):
    """A message that was sent before a restart: Telegram's reply to it, and the digest of what was sent."""

    result: Any
    digest: bytes


class Journal:
    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    # ------------------------------------------------------------------------------------------------------- updates

    def receive(self, updates: Iterable[Received]) -> set[int]:
        """Keeps them, all or none, and returns the numbers of those that were not received before."""
        new = set()
        with self._database.transaction():
            for update in updates:
                changed = self._database.change(
                    "INSERT OR IGNORE INTO updates (update_id, chat, person, received, body) VALUES (?, ?, ?, ?, ?)",
                    (update.update_id, update.chat, update.person, self._clock(), update.body),
                )
                if changed:
                    new.add(update.update_id)
        return new

    def unfinished(self) -> list[Unfinished]:
        """In the order in which they came, without those that are too old for an answer."""
        rows = self._database.all(
            "SELECT update_id, body, tries FROM updates WHERE body IS NOT NULL AND received > ?"
            " ORDER BY received, update_id",
            (self._clock() - _ANSWERABLE,),
        )
        return [Unfinished(*row) for row in rows]

    def again(self, update_id: int) -> None:
        """To be called before an update that a restart has left over is handled."""
        self._database.run("UPDATE updates SET tries = tries + 1 WHERE update_id = ?", (update_id,))

    def done(self, update_id: int) -> None:
        """Everything was sent. Of the update only its number is kept from now on, to know it again."""
        with self._database.transaction():
            self._database.run(
                "UPDATE updates SET body = NULL, chat = NULL, person = NULL WHERE update_id = ?", (update_id,)
            )
            self._database.run("DELETE FROM outgoing WHERE update_id = ?", (update_id,))

    # ------------------------------------------------------------------------------------------------------ messages

    def sent_before(self, update_id: int) -> dict[int, Sent]:
        """The messages, by number, that an update had led to before it was taken up again."""
        rows = self._database.all(
            "SELECT number, result, digest FROM outgoing WHERE update_id = ? AND result IS NOT NULL", (update_id,)
        )
        return {number: Sent(json.loads(result), digest) for number, result, digest in rows}

    def begin(self, update_id: int, number: int, chat: int, person: int | None, digest: bytes) -> bool:
        """The `number`-th message (from 1) that an update leads to goes out now.

        True where it went out before and nobody knows whether it arrived, so that it may come twice; counted.
        """
        with self._database.transaction():
            known = self._database.one("SELECT 1 FROM outgoing WHERE update_id = ? AND number = ?", (update_id, number))
            self._database.run(
                "INSERT OR REPLACE INTO outgoing (update_id, number, chat, person, digest, at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (update_id, number, chat, person, digest, self._clock()),
            )
            if known:
                self._count("unknown", 1)
        return known is not None

    def sent(self, update_id: int, number: int, result: Any) -> None:
        """Telegram has confirmed it with this result."""
        self._database.run(
            "UPDATE outgoing SET result = ? WHERE update_id = ? AND number = ?",
            (json.dumps(result), update_id, number),
        )

    def not_sent(self, update_id: int, number: int) -> None:
        """It certainly did not arrive: to be sent again is not to be sent twice."""
        self._database.run(
            "DELETE FROM outgoing WHERE update_id = ? AND number = ? AND result IS NULL", (update_id, number)
        )

    # ------------------------------------------------------------------------------------------------------- tallies

    def count(self, name: str, by: int = 1) -> None:
        with self._database.transaction():
            self._count(name, by)

    def tally(self, name: str) -> int:
        """How often that was counted since the database was made."""
        row = self._database.one("SELECT count FROM tallies WHERE name = ?", (name,))
        return row[0] if row else 0

    def waiting(self) -> int:
        """Updates that are not done."""
        (count,) = self._database.one("SELECT count(*) FROM updates WHERE body IS NOT NULL")
        return int(count)

    def sweep(self) -> int:
        """Forgets old updates; returns how many of them were never done."""
        now = self._clock()
        with self._database.transaction():
            left = self._database.change(
                "UPDATE updates SET body = NULL, chat = NULL, person = NULL WHERE body IS NOT NULL AND received <= ?",
                (now - _ANSWERABLE,),
            )
            self._database.run("DELETE FROM updates WHERE received <= ?", (now - _REMEMBERED,))
            self._database.run("DELETE FROM outgoing WHERE at <= ?", (now - _ANSWERABLE,))
        return left

    def _count(self, name: str, by: int) -> None:
        self._database.run(
            "INSERT INTO tallies VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET count = count + excluded.count",
            (name, by),
        )
