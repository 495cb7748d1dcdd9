"""`wortlaut telegram` over the article that ships: the same answers as `wortlaut ask`."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from bot_api import BotApi
from bot_api_chat import Chat, parts

ROOT = Path(__file__).parent.parent.parent
WORTLAUT = Path(sys.executable).with_name("wortlaut")
ADA, EVE = 42, 666


def environment(data: Path, **more: str) -> dict[str, str]:
    dropped = ("WORTLAUT_", "PYTHONUNBUFFERED")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**kept, "WORTLAUT_DATA": str(data), **more}


def wortlaut(data: Path, *arguments: str | Path) -> str:
    command = [WORTLAUT, *arguments]
    done = subprocess.run(command, env=environment(data), cwd=data, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    wortlaut(data, "ingest", ROOT / "seeds")
    return data


@asynccontextmanager
async def telegram(api: BotApi, data: Path, allow: str) -> AsyncIterator[asyncio.subprocess.Process]:
    settings = {"TOKEN": api.token, "BASE_URL": api.root, "ALLOW": allow, "PER_MINUTE": "0", "PER_DAY": "0"}
    process = await asyncio.create_subprocess_exec(
        WORTLAUT,
        "telegram",
        env=environment(data, **{f"WORTLAUT_TELEGRAM_{name}": value for name, value in settings.items()}),
        cwd=data,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def asked(api: BotApi, question: str, user: int = ADA) -> tuple[str, list[str]]:
    """The text of the answer and the passages in it, all messages of it joined."""
    chat = Chat(api, user)
    heard = len(chat.heard())
    await chat.post(question)
    await api.until(lambda: len(chat.heard()) > heard, wait=60)
    await asyncio.sleep(0.3)
    messages = chat.heard()[heard:]
    passages = [passage for message in messages for passage in parts(message, "expandable_blockquote")]
    return "\n\n".join(message["text"] for message in messages), passages


QUESTIONS = (
    "What did Baerbock say?",
    "Was sagte Rutte?",
    "Who said that the front moves westwards?",
    "Was sagte der Kreml-Sprecher?",
    "What did Trump say?",
    "What did Merkel say?",
    "Wie backt man Brot?",
)


async def test_the_bot_answers_what_the_command_answers(api: BotApi, library: Path) -> None:
    async with telegram(api, library, allow=str(ADA)) as process:
        for question in QUESTIONS:
            expected: dict[str, Any] = json.loads(wortlaut(library, "ask", question, "--json"))
            text, passages = await asked(api, question)
            for citation in expected["citations"]:
                assert citation["quote"] in text
                assert any(citation["quote"] in passage for passage in passages)
            shown = {int(number) for number in re.findall(r"\[(\d+)\]", text)}
            assert shown == {citation["number"] for citation in expected["citations"]}
            for claim in expected["claims"]:
                assert claim["speaker"] is None or re.search(rf"^{claim['speaker']}(?:, .+)?$", text, re.M)
            if expected["outcome"] != "answered":
                assert text == expected["text"]
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()
    assert api.token not in errors.decode()
    assert "Traceback" not in errors.decode()


async def test_a_follow_up_goes_on_from_the_question_before(api: BotApi, library: Path) -> None:
    async with telegram(api, library, allow="*"):
        await asked(api, "What did Baerbock say?")
        text, _ = await asked(api, "And Rutte?")
        alone, _ = await asked(api, "What did Rutte say?", user=EVE)
    assert "Mark Rutte, Nato-Generalsekretär\n" in text
    assert text == alone


async def test_a_running_bot_answers_from_an_article_that_is_added(api: BotApi, library: Path, tmp_path: Path) -> None:
    article = tmp_path / "neu.txt"
    article.write_text("Berlin dpa | „Das Boot ist voll Wasser“, sagte Erika Mustermann am Montag in Kiel.\n", "utf-8")
    async with telegram(api, library, allow=str(ADA)):
        before, _ = await asked(api, "Was sagte Mustermann?")
        await asyncio.to_thread(wortlaut, library, "ingest", article)
        for _ in range(20):
            after, passages = await asked(api, "Was sagte Mustermann?")
            if passages:
                break
        listed, _ = await asked(api, "/articles")
    assert "„" not in before
    assert "„Das Boot ist voll Wasser“" in after
    assert "2 articles:" in listed


async def test_a_stranger_is_turned_away(api: BotApi, library: Path) -> None:
    async with telegram(api, library, allow=str(ADA)):
        text, passages = await asked(api, "What did Baerbock say?", user=EVE)
        assert str(EVE) in text
        assert passages == []
        assert await Chat(api, EVE).gets_no_reply("What did Baerbock say?")


async def test_the_link_for_the_owner_is_there_while_the_bot_runs(api: BotApi, tmp_path: Path) -> None:
    async with telegram(api, tmp_path, allow="") as process, asyncio.timeout(60):
        assert process.stdout is not None
        assert b"Answering on Telegram" in await process.stdout.readline()  # into a pipe, as a service writes
        assert b"?start=join-" in await process.stdout.readline()
        assert process.returncode is None


def test_without_a_token_the_command_says_what_to_do(library: Path) -> None:
    done = subprocess.run(
        [WORTLAUT, "telegram"], env=environment(library), cwd=library, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "No Telegram token." in done.stderr
    assert "@BotFather" in done.stderr
    assert "Traceback" not in done.stderr
