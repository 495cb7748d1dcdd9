"""The bot as a process: starting, stopping, and what goes wrong with the Bot API in between."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bot_api import BotApi, Fault
from bot_api_chat import Chat
from telegram_fakes import FakeAssistant, Start

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@dataclass
class Process:
    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)

    async def until(self, words: str, wait: float = 20.0) -> str:
        """The first line on standard error that holds the words; all lines read are kept."""
        assert self.process.stderr is not None
        async with asyncio.timeout(wait):
            while line := (await self.process.stderr.readline()).decode():
                self.lines.append(line)
                if words in line:
                    return line
        raise AssertionError(f"{words!r} not in\n{''.join(self.lines)}")

    async def ends(self, wait: float = 20.0) -> int:
        async with asyncio.timeout(wait):
            _, rest = await self.process.communicate()
        self.lines += rest.decode().splitlines(keepends=True)
        assert self.process.returncode is not None
        return self.process.returncode

    @property
    def log(self) -> str:
        return "".join(self.lines)


@asynccontextmanager
async def process(api: BotApi, token: str | None = None, root: str | None = None) -> AsyncIterator[Process]:
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        str(HERE / "run_telegram.py"),
        api.token if token is None else token,
        root or api.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Process(started)
    finally:
        if started.returncode is None:
            started.kill()
            await started.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_lets_the_answer_under_way_finish(api: BotApi, number: signal.Signals) -> None:
    ada = Chat(api)
    async with process(api) as bot:
        await bot.until("Answering on Telegram as @wortlaut_bot")
        await ada.post("Take 1 second")
        await api.until(lambda: bool(api.called("sendChatAction")))
        bot.process.send_signal(number)
        assert await bot.ends() == 0
    assert [message["text"].splitlines()[1] for message in ada.heard()] == ["Take 1 second [1]"]
    assert api.waiting() == 0
    assert "Traceback" not in bot.log


async def test_a_second_signal_ends_it_at_once(api: BotApi) -> None:
    async with process(api) as bot:
        await bot.until("Answering on Telegram")
        await Chat(api).post("Take 30 seconds")
        await api.until(lambda: bool(api.called("sendChatAction")))
        bot.process.terminate()
        await bot.until("finishing the answers under way")
        bot.process.terminate()
        assert await bot.ends(5) == -signal.SIGTERM


async def test_neither_the_token_nor_what_was_written_is_logged(api: BotApi) -> None:
    async with process(api) as bot:
        await bot.until("Answering on Telegram")
        await Chat(api).say("my private question")
        bot.process.terminate()
        await bot.ends()
    assert api.token not in bot.log
    assert "private question" not in bot.log


@pytest.mark.parametrize(
    ("token", "root", "line"),
    [
        ("", None, "error: No Telegram token. Get one from @BotFather"),
        ("my token", None, "error: WORTLAUT_TELEGRAM_TOKEN is no token: one looks like 123456789:AAbb…"),
        ("123456789:wrong", None, "error: Telegram refuses the token. Copy it again from @BotFather"),
        (None, "http://127.0.0.1:9", "error: Cannot reach http://127.0.0.1:9 (ConnectError). Check that it runs"),
    ],
    ids=["no token", "no token at all", "wrong token", "no server"],
)
async def test_what_keeps_it_from_starting_is_said_in_a_line(
    api: BotApi, token: str | None, root: str | None, line: str
) -> None:
    async with process(api, token, root) as bot:
        assert await bot.ends() == 1
    (shown,) = [shown for shown in bot.lines if shown.startswith("error:")]
    assert shown.startswith(line)
    assert "Traceback" not in bot.log


async def test_a_token_that_is_withdrawn_ends_it_with_a_line(api: BotApi) -> None:
    async with process(api) as bot:
        await bot.until("Answering on Telegram")
        api.token = api.token + "new"
        await Chat(api).post("Hello")
        assert await bot.ends() == 1
    assert bot.lines[-1].startswith("error: Telegram refuses the token.")
    assert "Traceback" not in bot.log


async def test_two_instances_on_one_token_are_explained(api: BotApi) -> None:
    async with process(api) as first, process(api) as second:
        await first.until("Answering on Telegram")
        await second.until("Answering on Telegram")
        line = await first.until("Another process answers")
        assert "Telegram serves only one at a time" in line


async def test_a_webhook_from_before_is_removed(api: BotApi, start: Start) -> None:
    api.webhook = "https://example.org/hook"
    async with start():
        assert await Chat(api).say("Who?")
    assert api.webhook == ""


async def test_polling_goes_on_after_the_bot_api_failed(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    api.faults += [Fault("getUpdates", status=502), Fault("getUpdates", status=None)]
    async with start():
        assert await Chat(api).say("Who?")
    assert caplog.text.count("No updates from Telegram at the moment") == 1


async def test_what_takes_too_long_is_left_when_the_time_to_stop_is_over(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    event = threading.Event()
    async with start(FakeAssistant(hold={"slow": event}), grace=0.2):
        await Chat(api).post("slow")
        await api.until(lambda: bool(api.called("sendChatAction")))
    event.set()
    assert "Stopped in the middle of answers" in caplog.text
