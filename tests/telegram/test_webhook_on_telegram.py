"""Updates that Telegram brings, and what the bot says about its health."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from bot_api import BotApi
from bot_api_chat import Chat
from telegram_answers import echo
from telegram_fakes import FakeAssistant, Start
from telegram_process import process

from bot.telegram.metrics import Metrics
from retrieval.errors import WortlautError

URL = "https://bot.example.org/wortlaut/hook"
HOST = "127.0.0.1"
SECRET = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        number: int = probe.getsockname()[1]
    return number


@asynccontextmanager
async def proxied(api: BotApi, port: int) -> AsyncIterator[list[int]]:
    """Telegram's side and the proxy: brings updates to where the bot listens, under the path of the address."""
    statuses: list[int] = []
    async with aiohttp.ClientSession() as client:

        async def post(url: str, secret: str, update: Any) -> int:
            path = url.removeprefix("https://bot.example.org")
            try:
                async with client.post(f"http://{HOST}:{port}{path}", json=update, headers={SECRET: secret}) as answer:
                    statuses.append(answer.status)
            except aiohttp.ClientError:
                statuses.append(0)
            return statuses[-1]

        delivering = asyncio.create_task(api.deliver(post))
        try:
            yield statuses
        finally:
            delivering.cancel()


async def status_in(statuses: list[int], status: int) -> None:
    async with asyncio.timeout(10):
        while status not in statuses:
            await asyncio.sleep(0.02)


async def test_questions_that_are_brought_are_answered_once_and_in_order(api: BotApi, start: Start, port: int) -> None:
    ada = Chat(api)
    async with (
        start(FakeAssistant(reply=echo), telegram_webhook_url=URL, telegram_listen=(HOST, port)),
        proxied(api, port) as statuses,
    ):
        for number in range(5):
            await ada.post(f"Question {number}")
        await api.until(lambda: len(ada.heard()) == 5)
        await api.repeat(*api.confirmed())
        await ada.say("Last")
    assert [message["text"].splitlines()[1] for message in ada.heard()] == [
        *(f"Question {number} [1]" for number in range(5)),
        "Last [1]",
    ]
    assert set(statuses) == {200}
    assert (api.webhook, api.called("getUpdates")) == (URL, [])
    assert api.called("setWebhook")[0].parameters["allowed_updates"]


async def test_an_update_that_was_brought_before_a_kill_is_answered_after_it(
    api: BotApi, tmp_path: Path, port: int
) -> None:
    ada = Chat(api)
    settings = {"WORTLAUT_TELEGRAM_WEBHOOK_URL": URL, "WORTLAUT_TELEGRAM_LISTEN": f"{HOST}:{port}"}
    async with process(api, tmp_path, **settings) as bot, proxied(api, port) as statuses:
        await bot.until("Answering on Telegram")
        await ada.post("Take 2 seconds")
        await status_in(statuses, 200)  # Telegram will not bring it again
        bot.process.kill()
        await bot.ends()
    assert ada.heard() == []
    async with process(api, tmp_path, **settings) as bot:
        await bot.until("Answering on Telegram")
        await api.until(lambda: bool(ada.heard()), 60)
        bot.process.terminate()
        assert await bot.ends() == 0
    assert [message["text"].splitlines()[1] for message in ada.heard()] == ["Take 2 seconds [1]"]


async def test_what_was_written_while_it_was_down_is_brought_until_it_is_taken(
    api: BotApi, start: Start, port: int
) -> None:
    ada = Chat(api)
    more = {"telegram_webhook_url": URL, "telegram_listen": (HOST, port)}
    async with start(**more):
        await api.until(lambda: bool(api.webhook))
    await ada.post("Who?")
    async with proxied(api, port) as statuses:
        await status_in(statuses, 0)
        async with start(FakeAssistant(reply=echo), **more):
            await api.until(lambda: len(ada.heard()) == 1)


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, "{}", 403),
        ({SECRET: ""}, "{}", 403),
        ({SECRET: "wrong"}, "{}", 403),
        ({SECRET: "wr\u00f6ng"}, "{}", 403),
        (None, "no json", 400),
        (None, "", 400),
        (None, "[]", 200),
        (None, "7", 200),
        (None, '{"update_id": 5, "message": {}}', 200),
    ],
)
async def test_only_telegram_is_let_in_and_what_cannot_be_read_is_not_asked_for_again(
    api: BotApi, start: Start, port: int, headers: dict[str, str] | None, body: str, status: int
) -> None:
    async with (
        start(telegram_webhook_url=URL, telegram_listen=(HOST, port)) as bot,
        aiohttp.ClientSession() as client,
    ):
        sent = {SECRET: api.secret} if headers is None else headers
        async with client.post(f"http://{HOST}:{port}/wortlaut/hook", data=body, headers=sent) as answer:
            assert answer.status == status
            assert api.secret not in await answer.text()
        assert bot.state.journal.waiting() == 0


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/wortlaut/hook", 405), ("POST", "/", 404)])
async def test_there_is_nothing_else_to_be_had(
    api: BotApi, start: Start, port: int, method: str, path: str, status: int
) -> None:
    url = f"http://{HOST}:{port}{path}"
    async with (
        start(telegram_webhook_url=URL, telegram_listen=(HOST, port)),
        aiohttp.request(method, url, headers={SECRET: api.secret}) as answer,
    ):
        assert answer.status == status


async def test_a_port_that_is_taken_is_told_in_a_line(start: Start, port: int) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, port))
        taken.listen()
        with pytest.raises(WortlautError, match=rf"Cannot listen on {HOST}:{port} .* Change WORTLAUT_TELEGRAM_LISTEN"):
            async with start(telegram_webhook_url=URL, telegram_listen=(HOST, port)):
                pass
        with pytest.raises(WortlautError, match="Change WORTLAUT_METRICS"):
            async with start(metrics=(HOST, port)):
                pass


async def test_health_and_metrics(api: BotApi, start: Start, port: int) -> None:
    ada = Chat(api)
    async with start(FakeAssistant(reply=echo), metrics=(HOST, port)), aiohttp.ClientSession() as client:
        await ada.say("What did my aunt say?")
        await api.repeat(*api.confirmed())
        await ada.say("Next?")
        async with client.get(f"http://{HOST}:{port}/health") as answer:
            assert (answer.status, await answer.json()) == (200, {"status": "ok"})
        async with client.get(f"http://{HOST}:{port}/metrics") as answer:
            assert answer.headers["Content-Type"].startswith("text/plain")
            lines = (await answer.text()).splitlines()
    assert 'wortlaut_updates_total{kind="message"} 2.0' in lines
    assert "wortlaut_updates_repeated_total 1.0" in lines
    assert 'wortlaut_messages_sent_total{method="sendMessage"} 2.0' in lines
    assert "wortlaut_messages_unknown_total 0.0" in lines
    assert "wortlaut_updates_waiting 0.0" in lines
    assert "aunt" not in "".join(lines)


async def test_a_bot_that_hears_nothing_is_not_well(api: BotApi, start: Start) -> None:
    now = 1000.0
    async with start() as bot:
        metrics = Metrics(bot.state.journal, clock=lambda: now)
        assert metrics.trouble() is None
        now += 200
        assert metrics.trouble() == "no word from Telegram for 200 seconds"
        metrics.waits_for_updates = False
        assert metrics.trouble() is None
