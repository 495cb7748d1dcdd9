"""/articles, /speakers, /quotes and /remove: what is in the library, and taking an article out of it."""

from __future__ import annotations

from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.telegram.answering import Answering
from bot.telegram.articles import ON_A_PAGE, article, article_page, on_page, page_count, speaker_page, with_words
from bot.telegram.buttons import Press, button, in_rows, keyboard, mark_of
from bot.telegram.pages import Block, line, messages
from bot.telegram.pressed import edit
from bot.telegram.rich import rich
from bot.telegram.room import Room, message_of, send, user_of
from bot.telegram.texts import words
from retrieval.errors import ArticleUnknown
from retrieval.library import Summary

__all__ = ["Catalogue"]

_SEARCHED = 40
"""Bytes of what is searched for: the buttons that turn the pages carry it."""

_NAMES_WIDE, _NUMBERS_WIDE = 2, 4


class Catalogue:
    def __init__(self, room: Room, answering: Answering) -> None:
        self._room = room
        self._answering = answering
        self.actions = frozenset({"articles", "speakers", "said", "remove", "sure", "drop", "keep"})

    # -------------------------------------------------------------------------------------------------------- commands

    async def articles(self, update: Update, context: Any) -> None:
        """/articles, or /articles WORDS."""
        await self._listed(update, "articles", " ".join(context.args))

    async def speakers(self, update: Update, _: Any) -> None:
        await send(message_of(update), *await self._speakers(update, 0))

    async def quotes(self, update: Update, context: Any) -> None:
        """/quotes NAME: what a question for all their statements would give."""
        name = " ".join(context.args)
        if not name:
            await self._room.tell(update, "quotes_who")
            return
        language = await self._room.language(user_of(update), update.effective_chat)
        await self._answering.question(message_of(update), words(language, "ask_said", name=name), user_of(update))

    async def remove(self, update: Update, context: Any) -> None:
        """/remove, or /remove WORDS."""
        if not self._room.access.owns(user_of(update).id):
            await self._room.tell(update, "only_owner")
            return
        await self._listed(update, "remove", " ".join(context.args))

    # --------------------------------------------------------------------------------------------------------- buttons

    async def press(self, update: Update, message: Message, press: Press) -> str | None:
        """Does what the button says; returns a line to show for a moment, mostly an empty one."""
        number = press.arguments[0] if press.arguments else 0
        language = await self._room.language(user_of(update), update.effective_chat)
        if press.action in ("remove", "sure", "drop", "keep") and not self._room.access.owns(user_of(update).id):
            return words(language, "only_owner")
        match press.action:
            case "articles" | "remove":
                (html,), (markup,) = await self._articles(update, press.action, number, press.words)
                await edit(message, html, markup)
            case "speakers":
                (html,), (markup,) = await self._speakers(update, number)
                await edit(message, html, markup)
            case "said":
                return await self._said(update, message, number, language)
            case _:
                return await self._taking_out(message, press.action, number, language)
        return ""

    # --------------------------------------------------------------------------------------------------------- details

    async def _listed(self, update: Update, action: str, searched: str) -> None:
        if len(searched.encode()) > _SEARCHED:
            await self._room.tell(update, "found_long")
            return
        await send(message_of(update), *await self._articles(update, action, 0, searched))

    async def _articles(
        self, update: Update, action: str, page: int, searched: str
    ) -> tuple[list[str], list[InlineKeyboardMarkup | None]]:
        language = await self._room.language(user_of(update), update.effective_chat)
        summaries = await self._room.in_thread(lambda: with_words(self._room.shelf.articles(), searched))
        html = article_page(summaries, page, language, searched)
        rows = [_turning(action, page, page_count(summaries), searched)]
        if action == "remove" and summaries:
            html = f"{line(words(language, 'remove_which'))}\n\n{html}"
            first = min(page, page_count(summaries) - 1) * ON_A_PAGE + 1
            listed = enumerate(on_page(summaries, page), first)
            numbers = (button(str(number), "sure", mark_of(summary.id)) for number, summary in listed)
            rows = [*map(list, in_rows(numbers, _NUMBERS_WIDE)), *rows]
        return [html], [keyboard(rows)]

    async def _speakers(self, update: Update, page: int) -> tuple[list[str], list[InlineKeyboardMarkup | None]]:
        language = await self._room.language(user_of(update), update.effective_chat)
        speakers = await self._room.in_thread(self._room.shelf.speakers)
        names = (button(speaker.name, "said", mark_of(speaker.name)) for speaker in on_page(speakers, page))
        rows = [*in_rows(names, _NAMES_WIDE), _turning("speakers", page, page_count(speakers))]
        return [speaker_page(speakers, page, language)], [keyboard(rows)]

    async def _said(self, update: Update, message: Message, mark: int, language: str) -> str | None:
        speakers = await self._room.in_thread(self._room.shelf.speakers)
        name = next((speaker.name for speaker in speakers if mark_of(speaker.name) == mark), None)
        if name is None:
            return words(language, "changed")
        await self._answering.asked_by_button(update, message, words(language, "ask_said", name=name))
        return None

    async def _taking_out(self, message: Message, action: str, mark: int, language: str) -> str:
        summary = await self._room.in_thread(lambda: self._marked(mark))
        if summary is None:
            await edit(message, line(words(language, "remove_gone")), None)
            return ""
        if action == "sure":
            sure = [Block(rich(words(language, "remove_sure"))), Block(article(summary, language))]
            answers = [
                button(words(language, "button_remove"), "drop", mark),
                button(words(language, "button_keep"), "keep", mark),
            ]
            await edit(message, messages(sure)[0], keyboard([answers]))
        elif action == "keep":
            await edit(message, line(words(language, "remove_kept", title=summary.title)), None)
        else:
            try:
                change = await self._room.in_thread(lambda: self._room.shelf.remove(summary.id))
                told = words(language, "removed", title=change.title)
            except ArticleUnknown:
                told = words(language, "remove_gone")
            await edit(message, line(told), None)
        return ""

    def _marked(self, mark: int) -> Summary | None:
        """None, too, where two articles have the same mark: then it is not certain which one is meant."""
        found = [summary for summary in self._room.shelf.articles() if mark_of(summary.id) == mark]
        return found[0] if len(found) == 1 else None


def _turning(action: str, page: int, pages: int, searched: str = "") -> list[InlineKeyboardButton]:
    page = min(page, pages - 1)
    turning = []
    if page > 0:
        turning.append(button("◂", action, page - 1, words=searched))
    if page < pages - 1:
        turning.append(button("▸", action, page + 1, words=searched))
    return turning
