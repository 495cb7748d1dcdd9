"""`@bot Baerbock Nato` in any chat: quotations to send, each with its source.

No language model is asked for them: a client asks anew with every few letters, and nobody waits for each.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import InlineQueryLimit, ParseMode
from telegram.error import BadRequest

from bot.answer import Answer
from bot.render import source_line
from bot.telegram.html import answer_pages
from bot.telegram.marking import short
from bot.telegram.room import Room, user_of
from bot.telegram.texts import user_language, words
from retrieval.errors import WortlautError
from retrieval.question import parse

__all__ = ["Inline"]

START = "inline"
"""The payload of /start for those who come from an inline query."""

_TITLE, _BELOW = 60, 150
_SECONDS = 30  # that Telegram may keep the results: the library may change


class Inline:
    def __init__(self, room: Room) -> None:
        self._room = room

    async def look_up(self, update: Update, _: Any) -> None:
        query, user = update.inline_query, user_of(update)
        if query is None:
            return
        language = await self._room.language(user)
        if not self._room.access.admits(user.id):
            await _offer(query, [], words(language, "inline_private"))
            return
        asked = query.query.strip()
        if not asked:
            await _offer(query, [], words(language, "inline_hint"))
            return
        if not self._room.lookups.take(user.id):
            await _offer(query, [], words(language, "inline_limit"))
            return
        chosen = await self._room.chosen_language(user, None)
        results = await self._room.in_thread(lambda: self._results(asked, chosen, language))
        await _offer(query, results, "" if results else words(language, "inline_nothing"))

    # --------------------------------------------------------------------------------------------------------- details

    def _results(self, asked: str, chosen: str | None, language: str) -> list[InlineQueryResultArticle]:
        try:
            answer, _ = self._room.assistant.ask(self._question(asked, chosen, language), written=False)
        except WortlautError:  # nothing to offer
            return []
        if chosen is not None:
            answer = replace(answer, question=replace(answer.question, language=chosen))
        found = (self._result(answer, number) for number in range(len(answer.claims)))
        return list(islice((result for result in found if result is not None), InlineQueryLimit.RESULTS))

    def _question(self, asked: str, chosen: str | None, language: str) -> str:
        """A name with or without a topic, in either order, as a question; a question as it is."""
        if parse(asked).intent != "passages" or asked.endswith("?"):
            return asked
        speaks = chosen or user_language(language)
        parts = asked.split()
        for length in range(len(parts), 0, -1):
            for name, rest in ((parts[:length], parts[length:]), (parts[-length:], parts[:-length])):
                if self._room.shelf.called(" ".join(name)):
                    key = "ask_said_about" if rest else "ask_said"
                    return words(speaks, key, name=" ".join(name), topic=" ".join(rest))
        return words(speaks, "ask_who_about", topic=asked)

    def _result(self, answer: Answer, number: int) -> InlineQueryResultArticle | None:
        """One claim, to be sent as a message of its own; None where no message can hold it."""
        claim = answer.claims[number]
        if not claim.citations:
            return None
        alone = replace(answer, claims=(claim,), candidates=(), undated=0, translatable=False)
        names = {claim.speaker} if claim.speaker else set()
        article = answer.article(claim.citations[0].paragraph.article)
        pages = answer_pages(alone, self._room.shelf.roles(names, [article.id]))
        if len(pages) != 1:
            return None
        title = short(claim.text or claim.citations[0].quote, _TITLE)
        below = " · ".join(part for part in (claim.speaker, source_line(article, answer.question.language)) if part)
        return InlineQueryResultArticle(
            id=str(number),
            title=" ".join(title.split()) or "…",
            description=short(below, _BELOW),
            input_message_content=InputTextMessageContent(
                pages[0].html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
            ),
        )


async def _offer(query: InlineQuery, results: list[InlineQueryResultArticle], button: str) -> None:
    """`button` leads to the private chat."""
    above = InlineQueryResultsButton(button, start_parameter=START) if button else None
    try:
        await query.answer(results, cache_time=_SECONDS, is_personal=True, button=above)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():  # whoever asked has typed on
            raise
