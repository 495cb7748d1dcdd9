"""What people think of an answer: the two thumbs below it, or a reaction to it."""

from __future__ import annotations

import asyncio

from bot.feedback import Feedback, Rating, Told
from bot.state import Shown
from bot.telegram.shelf import Shelf
from bot.telegram.shown import conversation_before, shown_again

__all__ = ["THUMBS", "Ratings"]

THUMBS: dict[str, Rating] = {"\N{THUMBS UP SIGN}": "good", "\N{THUMBS DOWN SIGN}": "bad"}


class Ratings:
    def __init__(self, feedback: Feedback, shelf: Shelf) -> None:
        self._feedback = feedback
        self._shelf = shelf

    async def of(self, shown: Shown, person: int) -> Rating | None:
        return await asyncio.to_thread(self._feedback.of, chat=shown.chat, message=shown.message, person=person)

    async def keep(self, shown: Shown, person: int, rating: Rating | None) -> None:
        """None takes it back. Raises ArticleChanged."""
        await asyncio.to_thread(self._keep, shown, person, rating)

    def _keep(self, shown: Shown, person: int, rating: Rating | None) -> None:
        if rating is None:
            self._feedback.take_back(chat=shown.chat, message=shown.message, person=person)
            return
        told = Told.of(shown_again(shown, self._shelf.article), conversation_before(shown))
        self._feedback.keep(told, rating, chat=shown.chat, message=shown.message, person=person)
