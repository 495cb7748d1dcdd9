"""What the Telegram application is given, made small."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot_api import BotApi
from telegram_answers import ARTICLE, LONG, answer_to, answered, cite

from bot.answer import Answer, Claim
from bot.conversation import Conversation
from bot.settings import Secret, Settings
from bot.state import State
from retrieval.articles import Article
from retrieval.library import Library

START = Conversation()
Told = Callable[[Answer], None]


@dataclass
class FakeAssistant:
    """Answers from `reply`; with `hold`, keeps questions that contain a word waiting until that word's event is set.

    `writes` is called with a question and what to tell the answer to while it is written.
    """

    reply: Callable[[str], Answer] = answer_to
    writes: Callable[[str, Told], None] | None = None
    written: list[bool] = field(default_factory=list)
    hold: dict[str, threading.Event] = field(default_factory=dict)
    asked: list[tuple[str, Conversation]] = field(default_factory=list)
    conversations: Callable[[str, Conversation], Conversation] = lambda _, conversation: conversation

    def ask(
        self,
        question: str,
        conversation: Conversation = START,
        told: Told | None = None,
        written: bool = True,
    ) -> tuple[Answer, Conversation]:
        self.asked.append((question, conversation))
        self.written.append(written)
        if self.writes is not None and written:
            self.writes(question, told or (lambda _: None))
        for word, event in self.hold.items():
            if word in question:
                assert event.wait(20)
        return self.reply(question), self.conversations(question, conversation)


def replying(*claims: Claim, articles: tuple[Article, ...] = (ARTICLE,)) -> FakeAssistant:
    """Answers everything with these claims."""
    return FakeAssistant(reply=lambda question: replace(answered(*claims, question=question), articles=articles))


def many(count: int = 30) -> FakeAssistant:
    """Answers everything with a long quotation from each of so many paragraphs."""
    claims = [
        Claim("", (cite(paragraph, paragraph.text[1:-14]),), "Kaja Kallas", "sie", "direct")
        for paragraph in LONG.paragraphs[:count]
    ]
    return replying(*claims, articles=(LONG,))


@dataclass
class Bot:
    """The bot under test, connected to the server; `stop` ends its polling, `lines` is what it announced."""

    api: BotApi
    assistant: Any
    stop: asyncio.Event
    state: State
    library: Library
    lines: list[str] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    def announce(self, line: str) -> None:
        self.lines.append(line)
        self.ready.set()


def settings(
    api: BotApi,
    allow: frozenset[int] | None = None,
    token: str | None = None,
    data: Path | None = None,
    **more: Any,
) -> Settings:
    """Without limits for how much is asked, unless `more` sets some."""
    return Settings(
        data or Path(),
        telegram_token=Secret(token or api.token),
        telegram_base_url=api.root,
        telegram_allow=allow,
        **({"telegram_per_minute": 0, "telegram_per_day": 0} | more),
    )


Start = Callable[..., Any]
