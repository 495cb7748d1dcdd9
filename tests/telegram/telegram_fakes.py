"""What the Telegram application is given, made small."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot_api import BotApi
from telegram_answers import answer_to

from bot.answer import Answer
from bot.conversation import Conversation
from bot.settings import Secret, Settings

START = Conversation()


@dataclass
class FakeAssistant:
    """Answers from `reply`; with `hold`, keeps questions that contain a word waiting until that word's event is set."""

    reply: Callable[[str], Answer] = answer_to
    hold: dict[str, threading.Event] = field(default_factory=dict)
    asked: list[tuple[str, Conversation]] = field(default_factory=list)
    conversations: Callable[[str, Conversation], Conversation] = lambda _, conversation: conversation

    def ask(self, question: str, conversation: Conversation = START) -> tuple[Answer, Conversation]:
        self.asked.append((question, conversation))
        for word, event in self.hold.items():
            if word in question:
                assert event.wait(20)
        return self.reply(question), self.conversations(question, conversation)


@dataclass
class Bot:
    """The bot under test, connected to the server; `stop` ends its polling."""

    api: BotApi
    assistant: FakeAssistant
    stop: asyncio.Event


def settings(api: BotApi, allow: frozenset[int] | None = None, token: str | None = None) -> Settings:
    return Settings(
        Path(),
        telegram_token=Secret(token or api.token),
        telegram_base_url=api.root,
        telegram_allow=allow,
    )


Start = Callable[..., Any]
