"""/new, /language and /forget: what the bot keeps about somebody, and how it speaks with them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from telegram import Chat, Message, Update, User
from telegram.constants import ChatType

from bot.telegram.buttons import Press, button, keyboard
from bot.telegram.pages import line
from bot.telegram.pressed import edit
from bot.telegram.room import LANGUAGE, Room, message_of, say, topic_of, user_of
from bot.telegram.texts import LANGUAGES, words

__all__ = ["Personal"]

_CHOICES = (*LANGUAGES, "auto")
_TOLD = ("answers", "conversations", "feedback", "language", "questions")
"""What of it has a line of its own, by the tables of bot.db; the rest is bookkeeping about the same messages."""


class Personal:
    def __init__(self, room: Room) -> None:
        self._room = room
        self.actions = frozenset({LANGUAGE})

    async def new(self, update: Update, _: Any) -> None:
        message = message_of(update)
        end = self._room.state.conversations.end
        await asyncio.to_thread(end, message.chat.id, user_of(update).id, topic_of(message))
        await self._room.tell(update, "new")

    async def language(self, update: Update, context: Any) -> None:
        """/language, or /language de."""
        asked = context.args[0].lower() if context.args else ""
        if asked in _CHOICES:
            await self._choose(user_of(update), message_of(update).chat, asked)
            await self._room.tell(update, f"language_set_{asked}")
        elif asked:
            await self._room.tell(update, "language_unknown")
        else:
            language = await self._room.language(user_of(update), update.effective_chat)
            offered = [
                button(words(language, f"language_{choice}"), LANGUAGE, number)
                for number, choice in enumerate(_CHOICES)
            ]
            await say(message_of(update), words(language, "language_which"), keyboard([offered]))

    async def press(self, update: Update, message: Message, press: Press) -> str | None:
        """A language was chosen with a button."""
        if not press.arguments or press.arguments[0] >= len(_CHOICES):
            return ""
        choice = _CHOICES[press.arguments[0]]
        await self._choose(user_of(update), message.chat, choice)
        language = await self._room.language(user_of(update), message.chat)
        await edit(message, line(words(language, f"language_set_{choice}")), None)
        return ""

    async def forget(self, update: Update, _: Any) -> None:
        user = user_of(update)
        language = await self._room.language(user, update.effective_chat)
        found, stays = await asyncio.to_thread(self._forget, user.id)
        what = ", ".join(_told(found, language))
        lines = [words(language, "forgotten", what=what)] if what else [words(language, "forgotten_nothing")]
        lines += [words(language, "forgotten_note")] if what else []
        lines += [words(language, "forgotten_access")] if stays else []
        await say(message_of(update), "\n\n".join(lines))

    # --------------------------------------------------------------------------------------------------------- details

    async def _choose(self, user: User, chat: Chat, choice: str) -> None:
        """In a group for the group, in private for the person."""
        chosen = None if choice == "auto" else choice
        if chat.type != ChatType.PRIVATE:
            await asyncio.to_thread(self._room.state.choices.keep, chat.id, LANGUAGE, chosen)
        else:
            await asyncio.to_thread(self._room.state.people.speak, user.id, chosen, user.full_name)

    def _forget(self, person: int) -> tuple[dict[str, int], bool]:
        """What there was, by table, and whether something stays: that somebody was let in, and under what name."""
        state = self._room.state
        stays = state.people.of(person) is not None
        language = state.people.language(person)
        if language is not None:
            state.people.speak(person, None)
        found = state.forget(person, access=not stays)
        return {**found, LANGUAGE: int(language is not None)}, stays


def _told(found: Mapping[str, int], language: str) -> list[str]:
    """ "3 answers with buttons", "1 conversation": in words."""
    told = []
    for table in _TOLD:
        if count := found.get(table):
            amount = "one" if count == 1 else "many"
            told.append(words(language, f"forgot_{table}_{amount}", count=count))
    return told
