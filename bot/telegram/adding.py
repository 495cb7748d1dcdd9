"""The owner sends a file or forwards a message, and it is an article of the library, with word of what was read."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from telegram import Document, InlineKeyboardMarkup, Message, Update
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest, TelegramError

from bot.ingest import Report
from bot.telegram.articles import counted
from bot.telegram.buttons import button, in_rows, keyboard, mark_of
from bot.telegram.incoming import FORMATS, Found, file_name, forwarded, read_file, web_address
from bot.telegram.marking import short
from bot.telegram.pages import Block, line, messages
from bot.telegram.pressed import edit
from bot.telegram.rich import BOLD, Rich, rich
from bot.telegram.room import Room, message_of, say, user_of
from bot.telegram.texts import words
from retrieval.errors import WortlautError
from retrieval.library import Change
from retrieval.speakers import Speaker

__all__ = ["Adding"]

_MEGABYTE = 1_000_000
_TELLS = 3.0  # seconds between one word of progress and the next
_SHOWN = 5  # articles, and files that could not be read
_NAMES, _WIDE = 10, 2


class Adding:
    def __init__(self, room: Room) -> None:
        self._room = room

    async def document(self, update: Update, _: Any) -> None:
        message, document = message_of(update), message_of(update).document
        if not self._room.access.owns(user_of(update).id) or document is None:
            await self._room.tell(update, "only_owner")
            return
        language = await self._room.language(user_of(update), update.effective_chat)
        name = file_name(document.file_name)
        content, refusal = await self._downloaded(document)
        if content is None:
            most = FileSizeLimit.FILESIZE_DOWNLOAD // _MEGABYTE
            await say(message, words(language, refusal, name=name, most=most))
            return
        with tempfile.TemporaryDirectory(prefix="wortlaut-") as folder:
            known, url = self._room.shelf.article, web_address(message.caption)
            await self._add(message, name, lambda: read_file(Path(folder), name, content, known, url), language)

    async def forwarded(self, update: Update, _: Any) -> None:
        message = message_of(update)
        language = await self._room.language(user_of(update), update.effective_chat)
        await self._add(message, words(language, "forwarded"), lambda: forwarded(message), language)

    # --------------------------------------------------------------------------------------------------------- details

    async def _downloaded(self, document: Document) -> tuple[bytes | None, str]:
        """The content, or None and the key of what to say."""
        if (document.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD:
            return None, "document_too_big"
        try:
            file = await document.get_file()
            content = bytes(await file.download_as_bytearray())
        except BadRequest as error:
            return None, "document_too_big" if "too big" in error.message else "document_lost"
        except TelegramError:
            return None, "document_lost"
        return content, ""

    async def _add(self, message: Message, name: str, found: Callable[[], Iterator[Found]], language: str) -> None:
        (status,) = await say(message, words(language, "reading", name=name))
        done: list[Change] = []

        def add() -> tuple[Report, list[tuple[Speaker, int]]]:
            report = self._room.shelf.add(found(), lambda so_far: done.append(so_far.changes[-1]))
            ids = {change.article for change in report.changes}
            return report, self._room.shelf.speaking_in(ids, wait=10.0) if ids else []

        working = asyncio.ensure_future(self._room.working(message, add))
        told = 0
        try:
            while not (await asyncio.wait([working], timeout=_TELLS))[0]:
                if len(done) > told:
                    told = len(done)
                    await edit(status, line(words(language, "reading_count", name=name, count=told)), None)
            report, quoted = await working
        except WortlautError as error:
            await edit(status, line(str(error)), None)
            return
        finally:
            working.cancel()
        await edit(status, *_summary(report, quoted, name, language))


def _summary(
    report: Report, quoted: list[tuple[Speaker, int]], name: str, language: str
) -> tuple[str, InlineKeyboardMarkup | None]:
    if not report.changes:
        key = "document_unreadable" if report.skipped else "document_nothing"
        reason = report.skipped[0].reason if report.skipped else ""
        return line(words(language, key, name=name, reason=short(reason, 300), formats=FORMATS)), None
    blocks = [Block(_change(change, language)) for change in report.changes[:_SHOWN]]
    if left := len(report.changes) - _SHOWN:
        blocks += [Block(rich(words(language, "change_many", count=left)))] if left > 0 else []
    for skipped in report.skipped[:_SHOWN]:
        source, reason = short(skipped.source, 100), short(skipped.reason, 300)
        blocks.append(Block(rich(words(language, "change_skipped", source=source, reason=reason))))
    names = ", ".join(f"{short(speaker.name, 100)} ({count})" for speaker, count in quoted[:_NAMES])
    blocks.append(Block(rich(words(language, "quoted", names=names) if names else words(language, "quoted_nobody"))))
    ask = (button(speaker.name, "said", mark_of(speaker.name)) for speaker, _ in quoted[:_NAMES])
    return messages(blocks)[0], keyboard(in_rows(ask, _WIDE))


def _change(change: Change, language: str) -> Rich:
    heading = words(language, f"change_{change.what}", title=short(change.title, 200))
    paragraphs = counted(language, "paragraphs", change.paragraphs)
    return (
        *rich(heading, BOLD),
        *rich(f"\n{paragraphs} · {counted(language, 'statements', change.statements)}"),
    )
