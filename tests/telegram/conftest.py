"""The server and the bot under test.

This folder has no __init__.py on purpose: as a package it would be in the way of the real `telegram`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from bot_api import BotApi, serving
from fakes import WordEmbedder
from telegram_answers import ARTICLE
from telegram_fakes import Bot, FakeAssistant, Start, settings

from bot.state import State
from bot.telegram.application import build
from bot.telegram.pace import Pace
from bot.telegram.receiving import receiver
from bot.telegram.run import serve
from bot.telegram.shelf import Shelf
from retrieval.articles import Article
from retrieval.library import Library
from retrieval.search import Searcher


@pytest_asyncio.fixture
async def api() -> AsyncIterator[BotApi]:
    async with serving(BotApi()) as running:
        yield running


@pytest.fixture
def start(api: BotApi, tmp_path: Path) -> Start:
    """`async with start(assistant, allow=…, articles=…) as bot`: a real application, polling the server, over `bot.db`
    and a library in tmp_path; started again it finds what the first left. `assistant` can be made of a Searcher;
    `owner` is made the owner; `more` are further settings."""

    @asynccontextmanager
    async def started(
        assistant: FakeAssistant | Callable[[Searcher], Any] | None = None,
        allow: frozenset[int] | None = None,
        articles: Sequence[Article] = (ARTICLE,),
        grace: float = 10.0,
        pace: Pace | None = None,
        owner: int | None = None,
        patience: float = 20.0,
        **more: Any,
    ) -> AsyncIterator[Bot]:
        chosen = settings(api, allow, data=tmp_path, **more)
        embedder = WordEmbedder()
        with State.open(tmp_path) as state, Library.open(tmp_path, embedder) as library:
            if owner is not None:
                state.people.redeem(state.people.invite("owner"), owner, "Ada <b>&")
            list(library.add(articles))
            searcher = Searcher(library, embedder)
            assistant = assistant(searcher) if callable(assistant) else assistant or FakeAssistant()
            application = build(
                assistant, Shelf(library, searcher), chosen, state=state, pace=pace or Pace(0, 0), patience=patience
            )
            bot = Bot(api, assistant, asyncio.Event(), state, library)
            serving_task = asyncio.create_task(
                serve(
                    application,
                    bot.stop,
                    receive=receiver(chosen),
                    metrics=chosen.metrics,
                    announce=bot.announce,
                    grace=grace,
                )
            )
            ready = asyncio.create_task(bot.ready.wait())
            await asyncio.wait({serving_task, ready}, return_when=asyncio.FIRST_COMPLETED)
            try:
                yield bot
            finally:
                ready.cancel()
                bot.stop.set()
                await serving_task

    return started
