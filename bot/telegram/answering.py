"""A question becomes an answer in the chat, with buttons below it that find it again."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from telegram import Message, Update, User
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.answer import Answer
from bot.conversation import Conversation
from bot.state import Shown
from bot.telegram.html import Page, answer_pages, draft
from bot.telegram.keyboards import Sheet, at_once
from bot.telegram.preview import Preview
from bot.telegram.rich import units
from bot.telegram.room import Room, say, send, topic_of, user_of
from bot.telegram.shown import conversation_after, kept
from bot.telegram.texts import words
from bot.telegram.turn import TURN
from retrieval.errors import LibraryEmpty

__all__ = ["MAX_QUESTION", "Answering"]

MAX_QUESTION = 500
"""Characters, as Telegram counts them."""

Told = Callable[[Answer], None] | None


class Answering:
    def __init__(self, room: Room) -> None:
        self._room = room

    async def question(self, message: Message, question: str, person: User) -> None:
        """Answers, as a reply to `message`, what somebody asks there."""
        room = self._room
        if refusal := await self._refusal(question, person, message):
            await say(message, refusal)
            return
        before = await self._before(message, person)
        chosen = await room.chosen_language(person, message.chat)
        language = await room.language(person, message.chat)
        corrects = self.corrects(message, person)
        try:
            async with self._preview(message, chosen) as told:
                answer, after, pages = await room.working(
                    message, lambda: self._answered(question, before, chosen, corrects, told)
                )
        except LibraryEmpty:
            lines = ["articles_none", *(["first_article"] if corrects else [])]
            await say(message, " ".join(words(language, line) for line in lines))
            return
        room.metrics.answered(answer)
        sheets = [Sheet(answer, pages, at, language, corrects=corrects) for at in range(at_once(pages))]
        sent = await send(message, [sheet.page.html for sheet in sheets], [sheet.keyboard() for sheet in sheets])
        await self._keep(sent, answer, after, person)

    async def asked_by_button(self, update: Update, message: Message, question: str) -> None:
        """What somebody asked by pressing a button. The press is answered first: the answer may take its time."""
        if update.callback_query is not None:
            with suppress(BadRequest):  # too old
                await update.callback_query.answer()
        await self.question(message, question, user_of(update))

    async def shown(self, chat: int, message: int) -> Shown | None:
        """The answer that a message of the bot is part of."""
        found = await asyncio.to_thread(self._room.state.answers.of, chat, message)
        if found is not None and "first" in found.details:
            return await asyncio.to_thread(self._room.state.answers.of, chat, found.details["first"])
        return found

    def corrects(self, message: Message, person: User) -> bool:
        """Whether this is the private chat with the owner, where the library can be changed."""
        return message.chat.type == ChatType.PRIVATE and self._room.access.owns(person.id)

    def pages(self, answer: Answer, hints: bool) -> list[Page]:
        """Called in a thread. `hints`: with what whoever runs the bot could do."""
        return answer_pages(answer, self._roles(answer), hints)

    # --------------------------------------------------------------------------------------------------------- details

    async def _refusal(self, question: str, person: User, message: Message) -> str:
        """Why a question is not even asked; empty where it is."""
        language = await self._room.language(person, message.chat)
        if units(question) > MAX_QUESTION:
            line = words(language, "too_long", most=MAX_QUESTION)
            return f"{line} {words(language, 'too_long_owner')}" if self.corrects(message, person) else line
        wait = await self._room.limited(person)
        if wait is None:
            return ""
        seconds = max(1, math.ceil(wait.until - time.time()))
        until = time.strftime("%H:%M", time.gmtime(wait.until + 60))
        return words(language, f"limit_{wait.limit}", most=wait.most, seconds=seconds, time=until)

    def _answered(
        self, question: str, before: Conversation, language: str | None, hints: bool, told: Told
    ) -> tuple[Answer, Conversation, list[Page]]:
        answer, after = self._room.assistant.ask(question, before, told)
        answer = _worded(answer, language)
        return answer, after, self.pages(answer, hints)

    @asynccontextmanager
    async def _preview(self, message: Message, language: str | None) -> AsyncIterator[Told]:
        """What to tell the answer while it is written. In a private chat a draft shows it there; none where a part of
        the answer was sent before a restart."""
        turn = TURN.get()
        if message.chat.type != ChatType.PRIVATE or turn is None or turn.past:
            yield None
            return
        async with Preview(message, turn.update_id, lambda answer: self._draft(_worded(answer, language))) as preview:
            yield preview.told

    def _draft(self, answer: Answer) -> str:
        return draft(answer, self._roles(answer))

    def _roles(self, answer: Answer) -> Mapping[str, str]:
        names = {claim.speaker for claim in answer.claims if claim.speaker}
        return self._room.shelf.roles(names, [article.id for article in answer.articles])

    async def _before(self, message: Message, person: User) -> Conversation:
        """What a question goes on from: the answer that it replies to, else what the person asked last there."""
        replied = message.reply_to_message
        if replied is not None and (shown := await self.shown(message.chat.id, replied.message_id)) is not None:
            return conversation_after(shown)
        return await asyncio.to_thread(self._room.state.conversations.of, message.chat.id, person.id, topic_of(message))

    async def _keep(self, sent: list[Message], answer: Answer, after: Conversation, person: User) -> None:
        """Last, because only what was sent can be pressed; an update that is taken up again finds things as before."""
        state, chat = self._room.state, sent[0].chat.id

        def keep() -> None:
            messages = [message.message_id for message in sent]
            for shown in kept(answer, after, chat, messages, person.id, self._room.shelf.standing):
                state.answers.keep(shown)
            state.conversations.keep(after, chat, person.id, topic_of(sent[0]))

        await asyncio.to_thread(keep)


def _worded(answer: Answer, language: str | None) -> Answer:
    """With the words around the quotations in the language that was chosen; what is quoted stays as it is."""
    return replace(answer, question=replace(answer.question, language=language)) if language is not None else answer
