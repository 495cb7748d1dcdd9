"""Feedback: which answers people found right (👍) and which wrong (👎), with the question and what was cited.

It is kept in `bot.db`, and leaves it in the form that `wortlaut eval` reads: what was right once shall stay so.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol

from bot.answer import Answer, Outcome
from bot.conversation import Conversation
from retrieval.question import follow_up

__all__ = ["Database", "Feedback", "Place", "Rated", "Rating", "Told", "exported"]

Rating = Literal["good", "bad"]
"""👍 or 👎."""

# What was told belongs to the key because another bot counts its messages from 1 again.
_TABLE = """
CREATE TABLE IF NOT EXISTS feedback (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  chat INTEGER NOT NULL,
  message INTEGER NOT NULL,
  person INTEGER NOT NULL,
  rating TEXT NOT NULL CHECK (rating IN ('good', 'bad')),
  told TEXT NOT NULL,  -- JSON
  at REAL NOT NULL,
  UNIQUE (chat, message, person, told)
) STRICT
"""


class Database(Protocol):
    """What is needed of `bot.db`, such as `State.database`. What was run is kept when `run` returns."""

    def all(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]: ...

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int: ...


@dataclass(frozen=True, slots=True)
class Place:
    """What a citation points at: the words `quote` in paragraph number `paragraph` of an article (its id)."""

    article: str
    paragraph: int
    quote: str


@dataclass(frozen=True, slots=True)
class Told:
    """What of an answer is kept: enough to ask the question again and compare. `as_json` and `from_json` carry it in
    what is kept for a message with buttons, so that it can still be rated after a restart.

    `before` are the questions that this one leans on, oldest first; empty where it stands alone.
    """

    question: str
    outcome: Outcome
    citations: tuple[Place, ...]
    before: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer: Answer, before: Conversation = Conversation()) -> Told:  # noqa: B008
        """`before` is the conversation in which the question was asked, as it was before it."""
        citations = dict.fromkeys(
            Place(citation.paragraph.article, citation.paragraph.number, citation.quote)
            for claim in answer.claims
            for citation in claim.citations
        )
        leans_on = _leans_on(answer.question.text, before)
        question = answer.question if leans_on else answer.resolved
        return cls(question.text, answer.outcome, tuple(citations), leans_on)

    def as_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {**asdict(self), "citations": [asdict(place) for place in self.citations], "before": list(self.before)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Told:
        places = tuple(Place(**place) for place in values["citations"])
        return cls(values["question"], values["outcome"], places, tuple(values["before"]))


def _leans_on(text: str, conversation: Conversation) -> tuple[str, ...]:
    """Those of the questions before that a question cannot be understood without."""
    publishers = {question.publisher for question in conversation.questions if question.publisher}
    needed: list[str] = []
    for before in reversed(conversation.questions):
        if follow_up(text, before, publishers) is None:
            break
        text = before.text
        needed.append(text)
    return tuple(reversed(needed))


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating as it is kept; `at` in seconds since 1970."""

    number: int
    rating: Rating
    told: Told
    at: float


class Feedback:
    """The ratings in `bot.db`. As usable from several threads as the database is."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        database.run(_TABLE)

    def keep(self, told: Told | Answer, rating: Rating, *, chat: int, message: int, person: int) -> None:
        """Keeps what somebody thinks of the answer in a message. Of two ratings by one person the later counts.

        Give `Told.of(answer, conversation)` for a question that may lean on those before it; an Answer is taken for one
        that stands alone.
        """
        told = Told.of(told) if isinstance(told, Answer) else told
        self._database.run(
            "INSERT INTO feedback (chat, message, person, rating, told, at) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (chat, message, person, told) DO UPDATE SET rating = excluded.rating, at = excluded.at",
            (chat, message, person, rating, json.dumps(told.as_json()), self._clock()),
        )

    def of(self, *, chat: int, message: int, person: int) -> Rating | None:
        """How somebody rated a message; None where they did not."""
        found = self._database.all(
            "SELECT rating FROM feedback WHERE chat = ? AND message = ? AND person = ? ORDER BY at DESC LIMIT 1",
            (chat, message, person),
        )
        return found[0][0] if found else None

    def take_back(self, *, chat: int, message: int, person: int) -> None:
        """Forgets how somebody rated a message, if they did."""
        self._database.run(
            "DELETE FROM feedback WHERE chat = ? AND message = ? AND person = ?", (chat, message, person)
        )

    def all(self) -> list[Rated]:
        """In the order in which they were given. Nothing in them tells by whom."""
        rows = self._database.all("SELECT number, rating, told, at FROM feedback ORDER BY number")
        return [Rated(number, rating, Told.from_json(json.loads(told)), at) for number, rating, told, at in rows]


def exported(ratings: Iterable[Rated]) -> Iterator[dict[str, Any]]:
    """Each as a question for `wortlaut eval`: one rated good with the outcome and the citations that are expected, one
    rated bad without them. "feedback" marks both."""
    for one in ratings:
        told = one.told
        question: dict[str, Any] = {"id": f"feedback-{one.number}", "question": told.question, "feedback": one.rating}
        if told.before:
            question["before"] = list(told.before)
        if one.rating == "good":
            question |= {"outcome": told.outcome, "citations": [asdict(place) for place in told.citations]}
        yield question
