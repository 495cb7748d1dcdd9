"""What was talked about: conversations, answers that have buttons, choices of a chat, and who asked how much."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple

from bot.conversation import Conversation
from bot.state.database import Database, storable
from retrieval.articles import Paragraph, Span
from retrieval.question import Question

__all__ = ["Answers", "Choices", "Cited", "Conversations", "Limits", "Shown", "Wait", "fingerprint"]

_MINUTE, _DAY = 60.0, 24 * 60 * 60.0
_ANSWERS_KEPT = 30 * _DAY


def fingerprint(text: str) -> str:
    """Of a paragraph's text: tells whether spans of it still mean what they meant."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it is kept: where the words stand, not the words. `paragraph` is a number, from 1."""

    article: str
    paragraph: int
    span: Span
    sentence: Span
    fingerprint: str

    @classmethod
    def of(cls, paragraph: Paragraph, span: Span, sentence: Span) -> Cited:
        return cls(paragraph.article, paragraph.number, span, sentence, fingerprint(paragraph.text))

    def holds(self, paragraph: Paragraph) -> bool:
        """Whether this is the paragraph that was cited, word for word."""
        return (paragraph.article, paragraph.number) == (self.article, self.paragraph) and (
            fingerprint(paragraph.text) == self.fingerprint
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer that stands in a chat, so that its buttons work after a restart. `details` is whatever else the buttons
    need, as JSON values."""

    chat: int
    message: int
    person: int
    question: str
    citations: tuple[Cited, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


class Answers:
    """Kept for thirty days."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    def keep(self, shown: Shown) -> None:
        """Replaces what was kept for the same message."""
        citations = json.dumps([asdict(cited) for cited in shown.citations])
        details = json.dumps(dict(shown.details))
        self._database.run(
            "INSERT OR REPLACE INTO answers (chat, message, person, question, citations, details, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (shown.chat, shown.message, shown.person, storable(shown.question), citations, details, self._clock()),
        )

    def of(self, chat: int, message: int) -> Shown | None:
        """None where it was never kept, was forgotten, or is too old."""
        row = self._database.one(
            "SELECT person, question, citations, details FROM answers WHERE chat = ? AND message = ? AND at > ?",
            (chat, message, self._clock() - _ANSWERS_KEPT),
        )
        if row is None:
            return None
        person, question, citations, details = row
        cited = tuple(
            Cited(one["article"], one["paragraph"], Span(*one["span"]), Span(*one["sentence"]), one["fingerprint"])
            for one in json.loads(citations)
        )
        return Shown(chat, message, person, question, cited, json.loads(details))

    def sweep(self) -> None:
        self._database.run("DELETE FROM answers WHERE at <= ?", (self._clock() - _ANSWERS_KEPT,))


class Conversations:
    """The conversation of each person in each topic of each chat, for a day after its last question."""

    def __init__(self, database: Database, clock: Callable[[], float], lasting: float = _DAY) -> None:
        self._database = database
        self._clock = clock
        self._lasting = lasting

    def of(self, chat: int, person: int, topic: int | None = None) -> Conversation:
        """An empty one where there is none, or it has expired."""
        row = self._database.one(
            "SELECT questions FROM conversations WHERE chat = ? AND topic = ? AND person = ? AND at > ?",
            (chat, topic or 0, person, self._clock() - self._lasting),
        )
        return _conversation(row[0]) if row else Conversation()

    def keep(self, conversation: Conversation, chat: int, person: int, topic: int | None = None) -> None:
        """To be called after the answer was sent: an update that is taken up again after a restart then finds the
        conversation as it was when its question was asked."""
        questions = json.dumps([asdict(question) for question in conversation.questions])
        self._database.run(
            "INSERT OR REPLACE INTO conversations (chat, topic, person, questions, at) VALUES (?, ?, ?, ?, ?)",
            (chat, topic or 0, person, questions, self._clock()),
        )

    def end(self, chat: int, person: int, topic: int | None = None) -> None:
        """Starts anew."""
        self._database.run(
            "DELETE FROM conversations WHERE chat = ? AND topic = ? AND person = ?", (chat, topic or 0, person)
        )

    def sweep(self) -> None:
        self._database.run("DELETE FROM conversations WHERE at <= ?", (self._clock() - self._lasting,))


class Choices:
    """What was chosen for a chat (a group's language, say), by name, until it is chosen anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, chat: int, name: str) -> str | None:
        row = self._database.one("SELECT value FROM choices WHERE chat = ? AND name = ?", (chat, name))
        return row[0] if row else None

    def keep(self, chat: int, name: str, value: str | None) -> None:
        """None takes the choice back."""
        if value is None:
            self._database.run("DELETE FROM choices WHERE chat = ? AND name = ?", (chat, name))
        else:
            self._database.run("INSERT OR REPLACE INTO choices VALUES (?, ?, ?)", (chat, name, value))


class Wait(NamedTuple):
    """Too many questions: which limit it is, how many it allows, and when (seconds since 1970) to go on."""

    limit: Literal["minute", "day"]
    most: int
    until: float


class Limits:
    """How many questions a person may ask in any minute and in any 24 hours; 0 stands for no limit."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._carried: dict[int, list[float]] = {}

    def take(self, person: int, update_id: int, per_minute: int, per_day: int) -> Wait | None:
        """Counts a question and returns None, or counts nothing and says how long to wait.

        The same update is counted once, however often it is asked about.
        """
        now = self._clock()
        with self._database.transaction():
            if self._database.one("SELECT 1 FROM questions WHERE update_id = ?", (update_id,)):
                return None
            times = self._times(person)
            if wait := _full(times, "day", per_day, _DAY, now) or _full(times, "minute", per_minute, _MINUTE, now):
                return wait
            self._database.run("INSERT INTO questions VALUES (?, ?, ?)", (update_id, person, now))
        return None

    def carry(self, person: int) -> None:
        """Before a person is forgotten: their questions count on, in memory, or forgetting would lift the limit."""
        if times := self._times(person):
            self._carried[person] = times

    def sweep(self) -> None:
        since = self._clock() - _DAY
        self._database.run("DELETE FROM questions WHERE at <= ?", (since,))
        self._carried = {person: times for person, times in self._carried.items() if times[-1] > since}

    def _times(self, person: int) -> list[float]:
        rows = self._database.all("SELECT at FROM questions WHERE person = ?", (person,))
        return sorted([*self._carried.get(person, ()), *(at for (at,) in rows)])


def _full(times: list[float], limit: Literal["minute", "day"], most: int, lasting: float, now: float) -> Wait | None:
    """Whether there were as many as may be in the time up to now; then until the first of them has passed out of it."""
    counted = [at for at in times if at > now - lasting]
    return Wait(limit, most, counted[-most] + lasting) if most and len(counted) >= most else None


def _conversation(text: str) -> Conversation:
    try:
        return Conversation(tuple(Question(**question) for question in json.loads(text)))
    except TypeError:  # kept by a version whose questions have other fields
        return Conversation()
