"""What a language model keeps: secrets out of the logs, to the server that is set, and out of the way."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from chat_server import ChatServer, Reply, Request
from model_asking import PROMPT, REPLY, asked, failed, model
from places import ROOT

from bot.answer import Tokens
from bot.language_model import ChatModel, Spent
from bot.logs import redacted, without_words_of

PROVIDERS = Path(__file__).parent / "providers"

# ------------------------------------------------------------------------------------------------------------ secrets


def echo(request: Request) -> Reply:
    return Reply(status=401, error={"message": json.dumps([request.headers, request.body], ensure_ascii=False)})


def echo_escaped(request: Request) -> Reply:
    return Reply(status=400, error={"message": json.dumps(request.body), "code": "Baerbock"})


def echo_in_the_stream(request: Request) -> Reply:
    error = {"error": {"message": f"{request.headers} {request.material}", "type": "server_error"}}
    return Reply(raw=f"data: {json.dumps(error, ensure_ascii=False)}\n\n".encode(), content_type="text/event-stream")


@pytest.mark.parametrize("script", [echo, echo_escaped, echo_in_the_stream])
@pytest.mark.parametrize("key", ["test-key-123456", "sk-proj-Abc123_xyz"])
def test_the_log_names_no_key_and_nothing_of_the_question(
    chat: ChatServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, script: object, key: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", key)
    monkeypatch.setenv("SOME_TOKEN", "Sicherheitsgarantien-Token-9")
    chat.script = script  # type: ignore[assignment]

    with caplog.at_level(logging.DEBUG):
        _, failure = failed(model(chat))

    (record,) = (record for record in caplog.records if record.levelno >= logging.WARNING)
    assert (record.name, record.levelname) == ("wortlaut.model", "WARNING")
    assert str(failure) in record.getMessage()
    assert record.exc_info is None
    assert failure.__cause__ is None
    assert "\n" not in caplog.messages[-1]
    for secret in (key, "Baerbock", "Sicherheitsgarantien", "sagte"):
        assert secret.casefold() not in caplog.text.casefold()


@pytest.mark.parametrize("key", ["schlüssel-123456", "two\nlines-123456"])
def test_a_key_that_no_header_can_hold_is_not_named(
    chat: ChatServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, key: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", key)

    _, failure = failed(model(chat))

    assert failure.reason == "not_set_up"
    assert "123456" not in caplog.text
    assert chat.requests == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Wrong key: sk-abc***xyz", "Wrong key: ***"),
        ("{'Authorization': 'Bearer abc.def', 'x': 1}", "{'Authorization': '***', 'x': 1}"),
        ("sent bearer abc.def, was told no", "sent bearer ***, was told no"),
        ("x-api-key: 12345, more", "x-api-key: ***, more"),
        ("?key=AIzaSyD-1234567890abcdefghijklmnopqrstu", "?key=***"),
        ("http://ada:secret@127.0.0.1/v1", "http://***@127.0.0.1/v1"),
        ("the key is hunter2!", "the key is ***"),
        ("model claude-sonnet-4-5-20250929 not found", "model claude-sonnet-4-5-20250929 not found"),
    ],
)
def test_what_looks_like_a_secret_is_left_out(text: str, left: str) -> None:
    assert redacted(text, {"A_KEY": "hunter2!", "B_TOKEN": "the", "PATH": "model"}) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The model `gpt-9` does not exist", "The model `gpt-9` does not exist"),
        ("Cannot read 'Was sagte sie?': too long", "Cannot read '…?': too long"),
        ("at: sicherheitsgar", "at: …"),
        ("at: Sicherheit in Gr\\u00fcn", ""),
        ("q=Gr%C3%BCn", ""),
    ],
)
def test_words_of_what_was_sent_are_left_out(text: str, left: str) -> None:
    assert without_words_of(text, "Was sagte sie?\nSicherheitsgarantien, Grün") == left


def test_providers_chatter_stays_out_of_the_log(chat: ChatServer, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        asked(model(chat))

    assert "Baerbock" not in caplog.text
    assert chat.url not in caplog.text


# ------------------------------------------------------------------------------------------------- where requests go to

ASK = """
import json, sys, time
went = []
sys.addaudithook(lambda event, given: event == "socket.connect" and went.append(list(given[1][:2])))
from bot.language_model import ChatModel, Spent
from prompts import Prompt
made = ChatModel("openai:scripted", base_url=sys.argv[1])
before = sorted(name for name in sys.modules if name.startswith(("langchain", "langsmith", "openai", "httpx")))
text = "".join(made.stream(Prompt("Write.", "What?"), {"title": "a", "type": "object"}, Spent(), time.monotonic() + 60))
from langchain_core.tracers.langchain import wait_for_all_tracers
wait_for_all_tracers()
print(json.dumps({"before": before, "text": text, "went": went}))
"""


def alone(server: ChatServer, **environment: str) -> dict[str, Any]:
    """A request by a process of its own, with nothing in its environment but this."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", ASK, server.url],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found | {"stderr": done.stderr}


def test_nothing_is_imported_early_and_nobody_else_is_contacted(chat: ChatServer) -> None:
    found = alone(chat)

    assert (found["before"], found["text"], found["stderr"]) == ([], REPLY, "")
    assert found["went"] == [["127.0.0.1", int(chat.url.split(":")[2].split("/")[0])]]
    assert chat.requests[0].headers["Authorization"] == "Bearer no-key"


def test_tracing_is_there_for_who_switches_it_on(chat: ChatServer) -> None:
    with ChatServer() as tracing:
        found = alone(chat, LANGSMITH_TRACING="true", LANGSMITH_ENDPOINT=tracing.url, LANGSMITH_API_KEY="x")

        assert ["127.0.0.1", int(tracing.url.split(":")[2].split("/")[0])] in found["went"]


# ---------------------------------------------------------------------------------------------------- who asks, and how


def test_threads_share_a_model(chat: ChatServer) -> None:
    chat.refuses = {"response_format"}
    chat.script = Reply(REPLY, usage=(3, 2), pause=0.001)
    shared = model(chat)
    spent = [Spent() for _ in range(8)]

    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda one: "".join(asked(shared, one)), spent))

    assert replies == [REPLY] * 8
    assert [one.tokens for one in spent] == [Tokens(3, 2)] * 8
    assert sum(one.requests for one in spent) == len(chat.requests)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of its own")
def test_waiting_ends_with_ctrl_c(chat: ChatServer) -> None:
    def interrupted(_: Request) -> Reply:
        ident = threading.main_thread().ident
        assert ident is not None
        threading.Timer(0.2, signal.pthread_kill, (ident, signal.SIGINT)).start()
        return Reply(REPLY, hang_after=0)

    chat.script = interrupted

    with pytest.raises(KeyboardInterrupt):
        asked(model(chat))


def test_a_message_of_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PROVIDERS)
    spent = Spent()

    assert asked(ChatModel("cohere:blocks"), spent) == ['{"claims":', " []}"]
    assert spent == Spent(Tokens(9, 4), 1)

    pieces, failure = failed(ChatModel("cohere:unwilling"))
    assert ("".join(pieces), failure.reason) == ('{"claims": []}', "declined")


@pytest.mark.parametrize(
    ("name", "missing", "told"),
    [
        ("anthropic:claude", "langchain_anthropic", "pip install 'wortlaut[anthropic]'"),
        ("mistral:small", "langchain_mistralai", "pip install 'wortlaut[mistralai]'"),
        ("google-genai:gemini", "langchain_google_genai", "pip install 'wortlaut[google-genai]'"),
        ("ollama:qwen3:8b", "langchain_ollama", "pip install 'wortlaut[ollama]'"),
        ("groq:llama", "langchain_groq", "pip install langchain-groq"),
    ],
)
def test_a_missing_package_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, name: str, missing: str, told: str
) -> None:
    for module in (missing, "langchain_community"):
        monkeypatch.setitem(sys.modules, module, None)

    _, failure = failed(ChatModel(name))

    assert failure.reason == "not_installed"
    assert told in str(failure)


def test_the_key_of_the_environment_is_sent(chat: ChatServer) -> None:
    chat.key = "test-key-123456"
    assert "".join(asked(model(chat))) == REPLY

    chat.key = "another-key"
    assert failed(model(chat))[1].reason == "not_set_up"


def test_a_missing_key_is_named(chat: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY"):
        monkeypatch.delenv(name, raising=False)

    _, failure = failed(ChatModel("openai:scripted"))

    assert (failure.reason, str(failure)) == ("not_set_up", "no key: OPENAI_API_KEY is not set")


def test_an_unknown_provider(chat: ChatServer) -> None:
    _, failure = failed(ChatModel("nobody:scripted"))

    assert failure.reason == "not_set_up"
    assert "nobody" in str(failure)
    assert PROMPT.material not in str(failure)
