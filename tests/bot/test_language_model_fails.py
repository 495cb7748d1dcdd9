"""What goes wrong with a language model: told in one word to the user, in one line to the log, and in time."""

from __future__ import annotations

import time

import pytest
from chat_server import ChatServer, Reply
from model_asking import PROMPT, REPLY, SCHEMA, SECONDS, asked, failed, model

from bot.language_model import ChatModel, Spent


@pytest.mark.parametrize(
    ("reply", "reason", "requests"),
    [
        (Reply(status=401, error={"message": "Incorrect API key provided.", "code": "invalid_api_key"}), "not_set_up", 1),
        (Reply(status=400, error={"message": "API key not valid.", "code": "invalid_api_key"}), "not_set_up", 1),
        (Reply(status=403), "not_set_up", 1),
        (Reply(status=404, error={"message": "The model does not exist.", "code": "model_not_found"}), "not_set_up", 1),
        (Reply(status=400, error={"message": "No."}), "not_set_up", 3),
        (Reply(status=422), "not_set_up", 3),
        (Reply(status=400, error={"message": "maximum context length", "code": "context_length_exceeded"}), "unusable", 1),
        (Reply(status=400, error={"message": "filtered", "code": "content_filter"}), "declined", 1),
        (Reply(status=413), "unusable", 1),
        (Reply(status=429, retry_after=3600), "busy", 1),
        (Reply(status=429), "busy", 2),
        (Reply(status=429, error={"message": "No credit.", "code": "insufficient_quota"}), "not_set_up", 1),
        (Reply(status=500), "busy", 2),
        (Reply(status=500, error={"message": "failed to parse grammar"}), "busy", 4),
        (Reply(status=503), "busy", 2),
        (Reply(status=529), "busy", 2),
        (Reply(status=502), "unreachable", 2),
        (Reply(status=504), "slow", 1),
        (Reply(raw=b"<html>Welcome</html>", content_type="text/html"), "unusable", 1),
        (Reply(raw=b"data: {broken\n\n", content_type="text/event-stream"), "unusable", 1),
        (Reply(raw=b'data: {"error": {"message": "Overloaded", "code": 503}}\n\n', content_type="text/event-stream"), "busy", 2),
        (Reply(REPLY, whole=True), "unusable", 1),
        (Reply(REPLY, cut_after=0), "unreachable", 2),
    ],
)  # fmt: skip
def test_a_request_that_fails_says_why(chat: ChatServer, reply: Reply, reason: str, requests: int) -> None:
    chat.script = reply
    spent = Spent()

    pieces, failure = failed(model(chat), spent)

    assert (pieces, failure.reason) == ([], reason)
    assert len(chat.requests) == spent.requests == requests


def test_what_came_before_the_connection_was_cut_counts(chat: ChatServer) -> None:
    chat.script = Reply(REPLY, cut_after=2)

    pieces, failure = failed(model(chat))

    assert ("".join(pieces), failure.reason, len(chat.requests)) == (REPLY[:32], "unreachable", 1)


def test_a_busy_server_is_asked_once_more(chat: ChatServer) -> None:
    chat.replies = [Reply(status=503)]

    assert "".join(asked(model(chat))) == REPLY


def test_a_server_that_is_not_there() -> None:
    with ChatServer() as gone:
        asked_of = model(gone)

    assert failed(asked_of)[1].reason == "unreachable"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(REPLY, delay=SECONDS),  # nothing comes
        Reply(REPLY, hang_after=1),  # it stops
        Reply(REPLY, piece=1, pause=0.1),  # it drips: no client's time-out ever passes
    ],
)
def test_a_slow_server_is_left_in_time(chat: ChatServer, reply: Reply) -> None:
    chat.script = reply

    pieces, failure = failed(model(chat), seconds=0.5)

    assert REPLY.startswith("".join(pieces))
    assert failure.reason == "slow"


def test_a_server_that_was_left_is_told(chat: ChatServer) -> None:
    chat.script = Reply("x" * 10_000, piece=1, pause=0.01)

    failed(model(chat), seconds=0.5)

    assert chat.requests[0].left.wait(SECONDS)


def test_a_reader_that_leaves_ends_the_request(chat: ChatServer) -> None:
    chat.script = Reply("x" * 10_000, piece=1, pause=0.01)
    pieces = model(chat).stream(PROMPT, SCHEMA, Spent(), time.monotonic() + SECONDS)
    next(iter(pieces))

    pieces.close()  # type: ignore[attr-defined]

    assert chat.requests[0].left.wait(SECONDS)


def test_no_request_is_made_when_the_time_is_up(chat: ChatServer) -> None:
    pieces, failure = failed(model(chat), seconds=-1)

    assert (pieces, failure.reason, chat.requests) == ([], "slow", [])


def test_what_took_too_long_is_said_in_words(chat: ChatServer) -> None:
    asked_of = model(chat)
    asked(asked_of)  # which loads the provider's package
    chat.script = Reply(REPLY, hang_after=1)

    assert str(failed(asked_of, seconds=2)[1]) == "no whole reply in time"
    assert str(failed(asked_of, seconds=-1)[1]) == "no time was left to ask"


@pytest.mark.parametrize("key", ["sk-test-123456\n", "sk-tüst-123456"])
def test_a_key_that_cannot_be_sent_is_said_in_words(
    chat: ChatServer, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", key)

    _, failure = failed(model(chat))

    assert (failure.reason, chat.requests) == ("not_set_up", [])
    assert str(failure).startswith("the key holds what cannot be sent, such as a line break or an umlaut")
    assert "123456" not in str(failure)


def test_a_provider_that_there_is_not_is_named() -> None:
    _, failure = failed(ChatModel("opnai:scripted"))

    assert (failure.reason, str(failure)) == ("not_set_up", "LangChain knows no provider 'opnai'")
