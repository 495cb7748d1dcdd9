"""The server and the bot under test.

This folder has no __init__.py on purpose: as a package it would be in the way of the real `telegram`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from bot_api import BotApi, serving
from telegram_fakes import Bot, FakeAssistant, Start, settings

from bot.telegram.application import build
from bot.telegram.run import serve
from retrieval.library import Summary


@pytest_asyncio.fixture
async def api() -> AsyncIterator[BotApi]:
    async with serving(BotApi()) as running:
        yield running


@pytest.fixture
def start(api: BotApi) -> Start:
    """`async with start(assistant, allow=…, articles=…) as bot`: a real application, polling the server."""

    @asynccontextmanager
    async def started(
        assistant: FakeAssistant | None = None,
        allow: frozenset[int] | None = None,
        articles: Sequence[Summary] = (),
        grace: float = 10.0,
    ) -> AsyncIterator[Bot]:
        assistant = assistant or FakeAssistant()
        application = build(assistant, lambda: articles, settings(api, allow))
        stop, ready = asyncio.Event(), asyncio.Event()
        serving_task = asyncio.create_task(serve(application, stop, announce=lambda _: ready.set(), grace=grace))
        await asyncio.wait({serving_task, asyncio.create_task(ready.wait())}, return_when=asyncio.FIRST_COMPLETED)
        try:
            yield Bot(api, assistant, stop)
        finally:
            stop.set()
            await serving_task

    return started
