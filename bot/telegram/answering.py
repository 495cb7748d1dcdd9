"""A question becomes an answer in the chat, with buttons below it that find it again."""

from __future__ import annotations

import asyncio
import math
import time
from contextlib import suppress
from dataclasses import replace

from telegram import Message, Update, User
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.answer import Answer
from bot.conversation import Conversation
from bot.state import Shown
from bot.telegram.html import Page, answer_pages
from bot.telegram.keyboards import Sheet, at_once
from bot.telegram.rich import units
from bot.telegram.room import Room, say, send, topic_of, user_of
from bot.telegram.shown import conversation_after, kept
from bot.telegram.texts import words
from retrieval.errors import LibraryEmpty

__all__ = ["MAX_QUESTION", "Answering"]

MAX_QUESTION = 500
"""Characters, as Telegram counts them."""


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
            answer, after, pages = await room.working(message, lambda: self._answered(question, before, chosen))
        except LibraryEmpty:
            lines = ["articles_none", *(["first_article"] if corrects else [])]
            await say(message, " ".join(words(language, line) for line in lines))
            return
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

    def pages(self, answer: Answer) -> list[Page]:
        """Called in a thread."""
        names = {claim.speaker for claim in answer.claims if claim.speaker}
        roles = self._room.shelf.roles(names, [article.id for article in answer.articles])
        return answer_pages(answer, roles)

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
        self, question: str, before: Conversation, language: str | None
    ) -> tuple[Answer, Conversation, list[Page]]:
        answer, after = self._room.assistant.ask(question, before)
        if language is not None:  # the words around the quotations; these stay as they are
            answer = replace(answer, question=replace(answer.question, language=language))
        return answer, after, self.pages(answer)

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
            for shown in kept(answer, after, chat, [message.message_id for message in sent], person.id):
                state.answers.keep(shown)
            state.conversations.keep(after, chat, person.id, topic_of(sent[0]))

        await asyncio.to_thread(keep)
