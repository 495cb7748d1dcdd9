"""The bot as a process: starting, stopping, and what goes wrong with the Bot API in between."""

from __future__ import annotations

import json
import signal
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from bot_api import BotApi, Fault
from bot_api_chat import Chat
from telegram_fakes import FakeAssistant, Start
from telegram_process import process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_lets_the_answer_under_way_finish(api: BotApi, tmp_path: Path, number: signal.Signals) -> None:
    ada = Chat(api)
    async with process(api, tmp_path) as bot:
        await bot.until("Answering on Telegram as @wortlaut_bot")
        await ada.post("Take 1 second")
        await api.until(lambda: bool(api.called("sendChatAction")))
        bot.process.send_signal(number)
        assert await bot.ends() == 0
    assert [message["text"].splitlines()[1] for message in ada.heard()] == ["Take 1 second [1]"]
    assert api.waiting() == 0
    assert "Traceback" not in bot.log


async def test_a_second_signal_ends_it_at_once(api: BotApi, tmp_path: Path) -> None:
    async with process(api, tmp_path) as bot:
        await bot.until("Answering on Telegram")
        await Chat(api).post("Take 30 seconds")
        await api.until(lambda: bool(api.called("sendChatAction")))
        bot.process.terminate()
        await bot.until("finishing the answers under way")
        bot.process.terminate()
        assert await bot.ends(5) == -signal.SIGTERM


async def test_neither_the_token_nor_what_was_written_is_logged(api: BotApi, tmp_path: Path) -> None:
    async with process(api, tmp_path) as bot:
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
    api: BotApi, tmp_path: Path, token: str | None, root: str | None, line: str
) -> None:
    async with process(api, tmp_path, token, root) as bot:
        assert await bot.ends() == 1
    (shown,) = [shown for shown in bot.lines if shown.startswith("error:")]
    assert shown.startswith(line)
    assert "Traceback" not in bot.log


async def test_a_token_that_is_withdrawn_ends_it_with_a_line(api: BotApi, tmp_path: Path) -> None:
    async with process(api, tmp_path) as bot:
        await bot.until("Answering on Telegram")
        api.token = api.token + "new"
        await Chat(api).post("Hello")
        assert await bot.ends() == 1
    assert bot.lines[-1].startswith("error: Telegram refuses the token.")
    assert "Traceback" not in bot.log


async def test_two_instances_on_one_token_are_explained(api: BotApi, tmp_path: Path) -> None:
    async with process(api, tmp_path / "1") as first, process(api, tmp_path / "2") as second:
        line = await first.until("Another process answers")  # before or after it says that it answers
        await second.until("Answering on Telegram")
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


async def test_a_second_bot_on_the_same_data_directory_does_not_start(api: BotApi, tmp_path: Path) -> None:
    async with process(api, tmp_path) as first:
        await first.until("Answering on Telegram")
        async with process(api, tmp_path) as second:
            assert await second.ends() == 1
    assert second.lines[-1].startswith(f"error: Another bot runs on {tmp_path}. Stop it first")


async def test_what_was_asked_before_it_was_killed_is_answered_once_after_the_next_start(
    api: BotApi, tmp_path: Path
) -> None:
    ada, bea = Chat(api, 1), Chat(api, 2)
    async with process(api, tmp_path) as bot:
        await bot.until("Answering on Telegram")
        await bea.say("Take 0 seconds")
        await ada.post("Take 2 seconds")
        await ada.post("Take 0.1 seconds")
        await api.until(lambda: api.waiting() == 0)
        bot.process.kill()
        await bot.ends()
    assert ada.heard() == []
    async with process(api, tmp_path) as bot:
        await bot.until("Answering on Telegram")
        await api.until(lambda: len(ada.heard()) == 2, 60)
        await bea.say("And 0 more")
        bot.process.terminate()
        assert await bot.ends() == 0
    assert [message["text"].splitlines()[1] for message in ada.heard()] == [
        "Take 2 seconds [1]",
        "Take 0.1 seconds [1]",
    ]
    assert [message["text"].splitlines()[1] for message in bea.heard()] == ["Take 0 seconds [1]", "And 0 more [1]"]


async def test_log_lines_are_json_when_asked_for(api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORTLAUT_LOG_FORMAT", "json")
    async with process(api, tmp_path) as bot:
        await bot.until("Answering on Telegram")
        await Chat(api).say("my private question")
        bot.process.terminate()
        assert await bot.ends() == 0
    lines = [json.loads(line) for line in bot.lines]
    (ready,) = [line for line in lines if line["message"].startswith("Answering on Telegram")]
    assert ready.keys() == {"time", "level", "logger", "message"}
    assert (ready["level"], ready["logger"]) == ("INFO", "wortlaut.telegram")
    assert datetime.fromisoformat(ready["time"]).utcoffset() == timedelta(0)
    assert api.token not in bot.log
    assert "private question" not in bot.log
