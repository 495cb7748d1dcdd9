"""Conversation: what "And Rutte?" refers to."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.question import Question

__all__ = ["Conversation"]

KEPT = 5
"""Questions that are remembered."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last resolved questions, oldest first; nothing else. Frozen: each question gives a new one."""

    questions: tuple[Question, ...] = ()

    @property
    def last(self) -> Question | None:
        return self.questions[-1] if self.questions else None

    @property
    def about(self) -> Question | None:
        """The last question that is about something, which the next one can lean on: "Thanks" is not."""
        return next((one for one in reversed(self.questions) if one.intent != "passages" or one.topic), None)

    def after(self, question: Question) -> Conversation:
        return Conversation((*self.questions, question)[-KEPT:])
