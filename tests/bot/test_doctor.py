"""`wortlaut doctor` says what is wrong with the settings and the models, all of it, in a line each."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from chat_server import ChatServer, Reply
from model_asking import SECONDS
from places import ROOT

from bot.cli import main
from bot.doctor import examine
from bot.settings import Secret, Settings
from bot.state import State


def told(tmp_path: Path, about: str, **settings: Any) -> list[str]:
    """The lines about something."""
    lines: list[str] = []
    examine(Settings(**{"data": tmp_path / "data", "llm_timeout": SECONDS} | settings), lines.append)
    assert all("\n" not in line for line in lines)
    return [line for line in lines if line[8:].startswith(about)]


def test_without_a_model_nothing_is_wrong(tmp_path: Path) -> None:
    (line,) = told(tmp_path, "language model")
    assert line.startswith("ok      language model: none is set")


@pytest.mark.parametrize(
    ("refuses", "structure"),
    [
        ((), "held to a JSON Schema"),
        (("response_format",), "by a tool call"),
        (("response_format", "tools"), "plain text"),
    ],
)
def test_a_model_that_answers(tmp_path: Path, chat: ChatServer, refuses: tuple[str, ...], structure: str) -> None:
    chat.refuses = set(refuses)
    chat.script = Reply('{"ready": true}', usage=(45, 12))

    (line,) = told(tmp_path, "language model", llm="openai:scripted", llm_base_url=chat.url)

    assert line.startswith(f"ok      language model openai:scripted at {chat.url} replied in ")
    assert "(45 tokens read, 12 written)" in line
    assert structure in line


@pytest.mark.parametrize(
    ("reply", "remedy"),
    [
        (Reply(status=401, error={"message": "Wrong key: test-key-123456"}), "Check WORTLAUT_LLM, OPENAI_API_KEY and WORTLAUT_LLM_BASE_URL."),
        (Reply(status=404), "Check WORTLAUT_LLM, OPENAI_API_KEY and WORTLAUT_LLM_BASE_URL."),
        (Reply(status=429, retry_after=3600), "Ask again later"),
        (Reply(cut_after=0, text="x"), "Check the network, that the server runs, and WORTLAUT_LLM, OPENAI_API_KEY and WORTLAUT_LLM_BASE_URL."),
        (Reply(""), "or set another model."),
        (Reply(refusal="No."), "Set another model with WORTLAUT_LLM"),
        (Reply(raw=b"<html>Welcome</html>", content_type="text/html"), ": what came was no reply of a model, but a web page, or nothing"),
        (Reply("Yes, I am."), "but not with the JSON that it was asked for. Set another model with WORTLAUT_LLM."),
    ],
)  # fmt: skip
def test_a_model_that_does_not_answer(
    tmp_path: Path, chat: ChatServer, caplog: pytest.LogCaptureFixture, reply: Reply, remedy: str
) -> None:
    chat.script = reply

    (line,) = told(tmp_path, "language model", llm="openai:scripted", llm_base_url=chat.url)

    assert line.startswith("PROBLEM language model openai:scripted at http://127.0.0.1")
    assert remedy in line
    assert "test-key" not in line
    assert caplog.text == ""


def test_an_address_without_its_v1(tmp_path: Path, chat: ChatServer) -> None:
    url = chat.url.removesuffix("/v1")

    (line,) = told(tmp_path, "language model", llm="openai:scripted", llm_base_url=url)

    assert line.startswith(f"PROBLEM language model openai:scripted at {url}: HTTP 404")
    assert line.endswith("mostly ends with /v1.")


def test_a_slow_model(tmp_path: Path, chat: ChatServer) -> None:
    chat.script = Reply("{}", hang_after=0)

    (line,) = told(tmp_path, "language model", llm="openai:scripted", llm_base_url=chat.url, llm_timeout=0.5)

    assert "set WORTLAUT_LLM_TIMEOUT (seconds)" in line


def test_a_missing_key_and_a_missing_package(tmp_path: Path, chat: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    (line,) = told(tmp_path, "language model", llm="openai:scripted")
    assert "OPENAI_API_KEY is not set. Check WORTLAUT_LLM and OPENAI_API_KEY." in line

    monkeypatch.setitem(sys.modules, "langchain_anthropic", None)
    (line,) = told(tmp_path, "language model", llm="anthropic:claude")
    assert line.endswith("is not installed. pip install 'wortlaut[anthropic]'")


def test_a_server_without_a_model(tmp_path: Path) -> None:
    (line,) = told(tmp_path, "language model", llm_base_url="http://ada:secret@127.0.0.1:1/v1")
    assert line.startswith("PROBLEM")
    assert "secret" not in line


def test_prompts_of_the_users_own(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    assert told(tmp_path, "prompts", prompts=own)[0].startswith("PROBLEM prompts: WORTLAUT_PROMPTS is")

    (own / "answer.md").write_text("${nothing}\n---\nHere", encoding="utf-8")
    (own / "repair.md").write_bytes(b"\xff")
    (own / "rewrite.md").write_text("Rewrite.\n---\nThe question.", encoding="utf-8")
    (own / "answers.md").write_text("a", encoding="utf-8")
    (own / "README.md").write_text("mine", encoding="utf-8")
    answer, answers, repair, rewrite = told(tmp_path, "prompts", prompts=own)

    assert answer.startswith("PROBLEM")
    assert "${nothing}" in answer
    assert "answers.md" in answers
    assert answers.startswith("PROBLEM")
    assert "UTF-8" in repair
    assert rewrite.startswith("ok      prompts: your own rewrite.md, without ")


def test_tracing_that_is_on_is_said(tmp_path: Path, chat: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"llm": "openai:scripted", "llm_base_url": chat.url}
    assert told(tmp_path, "tracing", **settings) == []

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", chat.url)
    assert len(told(tmp_path, "tracing", **settings)) == 1


@pytest.mark.parametrize(
    ("token", "well"), [("123456789:AAbb_cc-dd", True), ("987654321", False), ("https://t.me/wortlaut_bot", False)]
)
def test_the_telegram_token_looks_like_one(tmp_path: Path, token: str, well: bool) -> None:
    (line,) = told(tmp_path, "Telegram", telegram_token=Secret(token))

    assert line.startswith("ok" if well else "PROBLEM")
    assert token not in line


def test_who_may_ask_the_bot_is_told(tmp_path: Path) -> None:
    def line(**settings: Any) -> str:
        (found,) = told(tmp_path, "Telegram", telegram_token=Secret("123456789:AAbb_cc-dd"), **settings)
        return found

    to_be_owned = "ok      Telegram: a token is set; wortlaut telegram prints a link that makes you the bot's owner"
    assert line() == to_be_owned
    with State.open(tmp_path / "data") as state:
        code = state.people.invite("owner")
    assert line() == to_be_owned
    with State.open(tmp_path / "data") as state:
        state.people.redeem(code, 4242, "Ada")
        state.people.redeem(state.people.invite("member", by=4242), 4343, None)

    assert line() == "ok      Telegram: a token is set; 2 may ask"
    assert line(telegram_allow=frozenset({1, 2, 3})).endswith("; 3 may ask without an invitation")
    assert "open to everybody" in line(telegram_allow=None)


def test_a_database_of_people_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bot.db").write_bytes(b"no database at all, but long enough to look like one" * 100)

    (line,) = told(tmp_path, "Telegram", telegram_token=Secret("123456789:AAbb_cc-dd"))

    assert line.startswith("PROBLEM Telegram: ")
    assert "invite people again" in line


def test_a_data_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in its place", encoding="utf-8")

    (line,) = told(tmp_path, "data directory")

    assert line.startswith(f"PROBLEM data directory {tmp_path / 'data'} cannot be written to (")
    assert line.endswith("Set another one with WORTLAUT_DATA.")


def test_the_doctor_needs_no_telegram_and_no_langchain() -> None:
    code = "import sys, bot.doctor; print({'telegram', 'langchain', 'langchain_core'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_an_embedding_model_that_cannot_be_had_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    lines: list[str] = []
    with caplog.at_level(logging.DEBUG):
        examine(Settings(data=tmp_path / "data", embedder=str(tmp_path / "none")), lines.append)

    assert len([line for line in lines if str(tmp_path / "none") in line]) == 1
    assert any("library: no articles" in line for line in lines)
    assert (caplog.text, capfd.readouterr().err) == ("", "")
    logging.getLogger("wortlaut.model").error("heard")
    assert "heard" in caplog.text


def test_every_wrong_setting_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes("WORTLAUT_LOG=über".encode("cp1252"))
    monkeypatch.setenv("WORTLAUT_DATA", str(tmp_path / "data"))
    wrong = {
        "LLM": "gpt",
        "LLM_BASE_URL": "here",
        "LLM_TIMEOUT": "long",
        "PROMPTS": "nowhere",
        "METRICS": "x",
        "LOG_FORMAT": "x",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(f"WORTLAUT_{name}", value)

    status = main(["doctor"])

    lines = capsys.readouterr().out.splitlines()
    assert status == 1
    for name in wrong:
        assert len([line for line in lines if line.startswith(f"PROBLEM WORTLAUT_{name} ")]) == 1
    assert any(line.startswith("PROBLEM") and ".env" in line for line in lines)
    assert any(line.startswith("ok      embedding model") for line in lines)

    assert main(["articles"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
