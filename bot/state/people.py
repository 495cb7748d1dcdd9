"""Who may use the bot: people, invitations, and strangers who were told that it is private."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.state.database import Database, storable

__all__ = ["People", "Person", "Role"]

Role = Literal["owner", "member"]

DAY = 24 * 60 * 60.0
_PREFIX = "join-"  # tells a code from the other things that a link's payload can be


@dataclass(frozen=True, slots=True)
class Person:
    """`id` is Telegram's; `name` as they had it when they came, empty where they had none; `invited_by` is None where
    whoever runs the bot did it; `since` counts seconds since 1970."""

    id: int
    name: str
    role: Role
    invited_by: int | None
    since: float


class People:
    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    # ----------------------------------------------------------------------------------------------------- who is in

    def all(self) -> list[Person]:
        """Those who were let in, the first first."""
        rows = self._database.all(
            "SELECT person, name, role, invited_by, since FROM people WHERE role IS NOT NULL ORDER BY since, person"
        )
        return [Person(*row) for row in rows]

    def of(self, person: int) -> Person | None:
        row = self._database.one(
            "SELECT person, name, role, invited_by, since FROM people WHERE person = ? AND role IS NOT NULL", (person,)
        )
        return Person(*row) if row else None

    def has_owner(self) -> bool:
        return self._database.one("SELECT 1 FROM people WHERE role = 'owner'") is not None

    # --------------------------------------------------------------------------------------------------- invitations

    def invite(self, role: Role, by: int | None = None, lasting: float = DAY) -> str:
        """A code that lets in one person, once, for `lasting` seconds; only its hash is kept.

        A code that makes an owner replaces those that were made before.
        """
        code = _PREFIX + secrets.token_urlsafe(16)
        with self._database.transaction():
            if role == "owner":
                self._database.run("DELETE FROM invitations WHERE role = 'owner'")
            self._database.run(
                "INSERT INTO invitations (hash, role, person, expires) VALUES (?, ?, ?, ?)",
                (_hash(code), role, by, self._clock() + lasting),
            )
        return code

    @staticmethod
    def is_code(text: str) -> bool:
        """Whether a text has the form of a code, valid or not."""
        return text.startswith(_PREFIX)

    def redeem(self, code: str, person: int, name: str | None) -> Person | None:
        """Lets the person in, and the code is spent; None where it never was one, was spent, or has expired.

        Whoever is in already stays what they are, and the code stays good for somebody else, unless it makes a member
        the owner.
        """
        with self._database.transaction():
            found = self._database.one(
                "SELECT role, person FROM invitations WHERE hash = ? AND expires > ?", (_hash(code), self._clock())
            )
            if found is None:
                return None
            role, by = found
            known = self.of(person)
            if known is None or (role == "owner" and known.role != "owner"):
                self._database.run("DELETE FROM invitations WHERE hash = ?", (_hash(code),))
                self._database.run(
                    "INSERT INTO people (person, name, role, invited_by, since) VALUES (?, ?, ?, ?, ?)"
                    " ON CONFLICT (person) DO UPDATE SET name = excluded.name, role = excluded.role,"
                    " invited_by = excluded.invited_by, since = excluded.since",
                    (person, storable(name or ""), role, by, self._clock()),
                )
                self._database.run("DELETE FROM strangers WHERE person = ?", (person,))
        self._database.checkpoint()  # to the disk itself: a power cut must not close the door on somebody
        return self.of(person)

    # ----------------------------------------------------------------------------------------------------- languages

    def language(self, person: int) -> str | None:
        """The language that they chose ("de"); None where they leave it to their Telegram app."""
        row = self._database.one("SELECT language FROM people WHERE person = ?", (person,))
        return row[0] if row else None

    def speak(self, person: int, language: str | None, name: str | None = None) -> None:
        """Keeps the choice of a language; None leaves it to the app. Good for people without a role, too."""
        self._database.run(
            "INSERT INTO people (person, name, language, since) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (person) DO UPDATE SET language = excluded.language",
            (person, storable(name or ""), language, self._clock()),
        )

    # ----------------------------------------------------------------------------------------------------- strangers

    def tells(self, stranger: int) -> bool:
        """Whether this stranger is to be told now that the bot is private: at most once a day."""
        now = self._clock()
        changed = self._database.change(
            "INSERT INTO strangers (person, told) VALUES (?, ?)"
            " ON CONFLICT (person) DO UPDATE SET told = excluded.told WHERE told <= ?",
            (stranger, now, now - DAY),
        )
        return changed > 0

    def sweep(self) -> None:
        now = self._clock()
        self._database.run("DELETE FROM strangers WHERE told <= ?", (now - DAY,))
        self._database.run("DELETE FROM invitations WHERE expires <= ?", (now,))


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode("utf-8", "replace")).digest()
