"""`bot.db`: what the bot knows about people. Who may use it, what they talked about, what is being sent.

From a coroutine, call a method in a thread (`await asyncio.to_thread(state.conversations.keep, …)`): each takes a
fraction of a millisecond, but may wait while another process writes.

A handler is written as if nothing could go wrong; this is what it can count on:

- After a restart an update whose handling had not come to its end is handled once more from the start. What was sent
  the first time is not sent again: the call returns the message that it returned then. Messages are told apart by their
  order, so send them one after another. And do everything that is to be kept *after* they were sent
  (`conversations.keep`, `answers.keep`): then it is kept once and for certain.
- Counting a question (`limits.take`) goes by the update, so that handling it twice counts once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from bot.state.database import Database
from bot.state.journal import Journal, Received, Sent, Unfinished
from bot.state.people import People, Person, Role
from bot.state.talk import Answers, Choices, Cited, Conversations, Limits, Shown, Wait, fingerprint

__all__ = [
    "Answers",
    "Choices",
    "Cited",
    "Conversations",
    "Database",
    "Journal",
    "Limits",
    "People",
    "Person",
    "Received",
    "Role",
    "Sent",
    "Shown",
    "State",
    "Unfinished",
    "Wait",
    "fingerprint",
]

_BY_BOT = ("updates", "outgoing", "questions", "answers", "conversations", "choices")


class State:
    """The parts of `bot.db` in a data directory. Usable from several threads; safe against being killed.

    `database` is for what has a table of its own elsewhere. A table that holds something about a person has a column
    `person` or `chat`, by which `forget` finds it.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self.database = database
        self.people = People(database, clock)
        self.limits = Limits(database, clock)
        self.conversations = Conversations(database, clock)
        self.answers = Answers(database, clock)
        self.choices = Choices(database)
        self.journal = Journal(database, clock)

    @classmethod
    def open(cls, data: Path, clock: Callable[[], float] = time.time) -> State:
        """Makes `bot.db` in the data directory where there is none, brings an older one up to date.

        `clock` counts seconds since 1970. Raises LibraryDamaged, LibraryTooNew, LibraryBusy, LibraryError.
        """
        state = cls(Database.open(data / "bot.db"), clock)
        state.sweep()
        return state

    def close(self) -> None:
        self.database.close()

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def serves(self, bot: int) -> bool:
        """Says which bot this is, by Telegram's number for it. False where it was another one before: the numbers of
        updates, chats and messages meant something else then, and what was kept by them is dropped. People stay."""
        with self.database.transaction():
            before = self.database.one("SELECT number FROM bot")
            if before == (bot,):
                return True
            for table in _BY_BOT if before else ():
                self.database.run(f"DELETE FROM {table}")  # noqa: S608
            self.database.run("DELETE FROM bot")
            self.database.run("INSERT INTO bot VALUES (?)", (bot,))
        return before is None

    def forget(self, person: int, *, access: bool = False) -> dict[str, int]:
        """Deletes what is kept about a person, and returns how much it was, by table.

        Whether they may use the bot stays, unless `access`: then that goes, too, and with it their language and the
        invitations that they made and nobody used. Nothing of it is left in the file. What is not answered yet stays
        until it is: an update that is forgotten while it waits would be lost, and answered twice where it comes again.
        """
        self.limits.carry(person)
        kept = {"updates", "outgoing"} | (set() if access else {"people", "invitations"})
        found: dict[str, int] = {}
        with self.database.transaction():
            if answered := self._ratings_of_answers_to(person):
                found["feedback"] = answered
            for column in ("person", "chat"):
                for table in self.database.tables_with(column):
                    if table not in kept:
                        gone = self.database.change(f"DELETE FROM {table} WHERE {column} = ?", (person,))  # noqa: S608
                        found[table] = found.get(table, 0) + gone
            if access:
                self.database.run("UPDATE people SET invited_by = NULL WHERE invited_by = ?", (person,))
        self.database.checkpoint()
        return {table: count for table, count in sorted(found.items()) if count}

    def _ratings_of_answers_to(self, person: int) -> int:
        """Deletes what others thought of the answers to this person: a rating holds the question, too."""
        if "feedback" not in self.database.tables_with("told"):
            return 0
        return self.database.change(
            "DELETE FROM feedback WHERE (chat, message) IN (SELECT chat, message FROM answers WHERE person = ?)",
            (person,),
        )

    def sweep(self) -> int:
        """Deletes what is older than it is needed; returns how many updates it gave up that were never answered."""
        for part in (self.people, self.limits, self.conversations, self.answers):
            part.sweep()
        left = self.journal.sweep()
        self.database.checkpoint()
        return left
