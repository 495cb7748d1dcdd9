"""What the buttons below an answer do, today and after a restart. All of them change the message in place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import Message, ReactionType, ReactionTypeEmoji, Update
from telegram.constants import ChatType

from bot.answer import Answer
from bot.feedback import Rating
from bot.render import numbered
from bot.state import Shown
from bot.telegram.answering import Answering
from bot.telegram.buttons import Press, mark_of
from bot.telegram.correcting import Correcting
from bot.telegram.html import Page
from bot.telegram.keyboards import Sheet
from bot.telegram.pages import Block, messages
from bot.telegram.passage import whole_passage
from bot.telegram.pressed import Pressed, edit, outdated
from bot.telegram.ratings import THUMBS
from bot.telegram.rich import CODE, rich
from bot.telegram.room import Room, send, user_of
from bot.telegram.shown import ArticleChanged, shown_again
from bot.telegram.sourced import sourced
from bot.telegram.texts import words

__all__ = ["Presses"]


def _thumb(reactions: Sequence[ReactionType]) -> Rating | None:
    emoji = (one.emoji for one in reactions if isinstance(one, ReactionTypeEmoji))
    return next((THUMBS[one] for one in emoji if one in THUMBS), None)


class Presses:
    def __init__(self, room: Room, answering: Answering) -> None:
        self._room = room
        self._answering = answering
        self._actions: dict[str, Callable[[Pressed], Awaitable[str | None]]] = {
            "turn": self._turn,
            "whole": self._whole,
            "copy": self._copy,
            "else": self._else,
            "who": self._who,
            "good": self._rate,
            "bad": self._rate,
            "unrate": self._rate,
            "again": self._again,
        }
        correcting = Correcting(room)
        self._actions |= dict.fromkeys(correcting.actions, correcting.press)

    @property
    def actions(self) -> frozenset[str]:
        return frozenset(self._actions)

    async def reacted(self, update: Update, _: Any) -> None:
        """A thumb as a reaction to an answer counts as one of the buttons."""
        reaction, user = update.message_reaction, update.effective_user
        if reaction is None or user is None:
            return
        shown = await self._answering.shown(reaction.chat.id, reaction.message_id)
        before, rating = _thumb(reaction.old_reaction), _thumb(reaction.new_reaction)
        if shown is not None and rating != before:  # a heart takes back no thumb that was pressed
            with suppress(ArticleChanged):
                await self._room.ratings.keep(shown, user.id, rating)

    async def press(self, update: Update, message: Message, press: Press) -> str | None:
        """Does what the button says; returns a line to show for a moment, mostly an empty one, or None where the press
        was answered already."""
        language = await self._room.language(user_of(update), update.effective_chat)
        shown = await self._answering.shown(message.chat.id, message.message_id)
        if shown is None:
            return words(language, "gone")
        corrects = self._answering.corrects(message, user_of(update))
        try:
            answer, pages = await self._room.in_thread(lambda: self._found(shown, press.action, corrects))
        except ArticleChanged:
            if press.action == "again":
                await self._answering.asked_by_button(update, message, shown.question)
                return None
            return await outdated(message, shown, language)
        private = message.chat.type == ChatType.PRIVATE
        rating = await self._room.ratings.of(shown, user_of(update).id) if private else None
        at = press.arguments[0] if press.arguments and press.action != "who" else 0
        if at >= len(pages):
            return words(language, "changed")
        sheet = Sheet(answer, pages, at, language, rating, corrects)
        return await self._actions[press.action](Pressed(update, message, press, shown, sheet))

    # --------------------------------------------------------------------------------------------------------- actions

    async def _turn(self, pressed: Pressed) -> str:
        await edit(pressed.message, pressed.sheet.page.html, pressed.sheet.keyboard())
        return ""

    async def _whole(self, pressed: Pressed) -> str:
        sheet, arguments = pressed.sheet, pressed.press.arguments
        if len(arguments) < 4:
            await edit(pressed.message, None, sheet.passages())
            return ""
        _, number, back, on = arguments[:4]
        cited = {number: citation for citation, number in numbered(sheet.answer).items()}
        if number not in cited:
            return words(sheet.language, "changed")
        article = sheet.answer.article(cited[number].paragraph.article)
        paragraph = cited[number].paragraph.number + on - back
        there = {one.number for one in article.paragraphs}
        if paragraph not in there:
            return words(sheet.language, "changed")
        of_article = [citation for citation in cited.values() if citation.paragraph.article == article.id]
        first, *rest = whole_passage(article, paragraph, of_article, sheet.answer.question.language)
        around = sheet.around(number, on - back, paragraph - 1 in there, paragraph + 1 in there)
        await edit(pressed.message, first, around)
        await send(pressed.message, rest)  # of a paragraph that no message can hold
        return ""

    async def _copy(self, pressed: Pressed) -> str:
        sheet, arguments = pressed.sheet, pressed.press.arguments
        if len(arguments) < 2:
            await edit(pressed.message, None, sheet.copies())
            return ""
        claims = sheet.answer.claims
        if arguments[1] >= len(claims) or not claims[arguments[1]].citations:
            return words(sheet.language, "nothing_to_copy")
        text = sourced(sheet.answer, claims[arguments[1]])
        await send(pressed.message, messages([Block(rich(text, CODE))]))  # a tap on it copies it
        return ""

    async def _else(self, pressed: Pressed) -> str | None:
        sheet, arguments = pressed.sheet, pressed.press.arguments
        names = await self._room.in_thread(lambda: self._others(sheet.answer))
        if len(arguments) < 2:
            if not names:
                return words(sheet.language, "nobody_else")
            await edit(pressed.message, None, sheet.names(names))
            return ""
        name = next((name for name in names if mark_of(name) == arguments[1]), None)
        if name is None:
            return words(sheet.language, "changed")
        question = words(sheet.answer.question.language, "ask_said", name=name)
        await self._answering.asked_by_button(pressed.update, pressed.message, question)
        return None

    async def _who(self, pressed: Pressed) -> str | None:
        """The same question, of one of those whom the name fits."""
        answer, arguments = pressed.sheet.answer, pressed.press.arguments
        if not arguments or arguments[0] >= len(answer.candidates):
            return words(pressed.sheet.language, "changed")
        name, asked = answer.candidates[arguments[0]], answer.question
        if asked.speaker and asked.speaker in asked.text:
            question = asked.text.replace(asked.speaker, name, 1)
        elif asked.topic:
            question = words(asked.language, "ask_said_about", name=name, topic=asked.topic)
        else:
            question = words(asked.language, "ask_said", name=name)
        await self._answering.asked_by_button(pressed.update, pressed.message, question)
        return None

    async def _rate(self, pressed: Pressed) -> str:
        """In a group, where all see the same buttons, none is ticked."""
        sheet, person = pressed.sheet, user_of(pressed.update).id
        rating = next((rating for rating in THUMBS.values() if rating == pressed.press.action), None)
        await self._room.ratings.keep(pressed.shown, person, rating)
        if pressed.message.chat.type == ChatType.PRIVATE:
            await edit(pressed.message, None, replace(sheet, rating=rating).keyboard())
        return words(sheet.language, f"thanks_{rating}" if rating else "thanks_back")

    async def _again(self, pressed: Pressed) -> str | None:
        await self._answering.asked_by_button(pressed.update, pressed.message, pressed.shown.question)
        return None

    # --------------------------------------------------------------------------------------------------------- details

    def _found(self, shown: Shown, action: str, hints: bool) -> tuple[Answer, list[Page]]:
        """Taking back a correction must be possible while it keeps the answer from being shown."""
        shelf = self._room.shelf
        answer = shown_again(shown, shelf.article, shelf.standing if action != "undo" else None)
        return answer, self._answering.pages(answer, hints)

    def _others(self, answer: Answer) -> list[str]:
        """Who else is quoted in the articles that the answer cites."""
        cited = {citation.paragraph.article for claim in answer.claims for citation in claim.citations}
        known = {claim.speaker for claim in answer.claims}
        return [speaker.name for speaker, _ in self._room.shelf.speaking_in(cited) if speaker.name not in known]
