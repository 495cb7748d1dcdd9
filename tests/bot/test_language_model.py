"""Real HTTP and the real langchain-openai, against a server whose model is a script."""

from __future__ import annotations

import json

import pytest
from chat_server import ChatServer, Reply
from model_asking import PROMPT, REPLY, SCHEMA, asked, failed, model

from bot.answer import Tokens
from bot.language_model import Spent

# ------------------------------------------------------------------------------------------------------ what is asked


def test_a_reply_comes_in_pieces(chat: ChatServer) -> None:
    pieces = asked(model(chat))

    assert "".join(pieces) == REPLY
    assert len(pieces) > 3


def test_the_model_is_told_and_given_apart(chat: ChatServer) -> None:
    asked(model(chat))

    (request,) = chat.requests
    assert (request.instructions, request.material) == (PROMPT.instructions, PROMPT.material)
    assert request.body["temperature"] == 0
    assert request.body["stream"] is True


@pytest.mark.parametrize(
    ("refuses", "way", "requests"),
    [
        ((), "json_schema", 1),
        (("response_format",), "tools", 2),
        (("response_format", "tools"), "text", 3),
        (("temperature", "response_format", "stream_options", "tools"), "text", 5),
    ],
)
def test_the_way_that_a_model_knows_is_found_and_remembered(
    chat: ChatServer, refuses: tuple[str, ...], way: str, requests: int
) -> None:
    chat.refuses = set(refuses)
    asked_of, spent = model(chat), Spent()

    assert "".join(asked(asked_of, spent)) == REPLY
    assert (len(chat.requests), spent.requests, chat.requests[-1].way) == (requests, requests, way)

    assert "".join(asked(asked_of, spent)) == REPLY
    assert (len(chat.requests), spent.requests, chat.requests[-1].way) == (requests + 1, requests + 1, way)


def test_the_model_is_held_to_the_schema_strictly(chat: ChatServer) -> None:
    chat.refuses = {"response_format"}
    before = json.dumps(SCHEMA)
    asked(model(chat))

    for request, told in zip(chat.requests, ("json_schema", "function"), strict=True):
        where = request.body["response_format"] if told == "json_schema" else request.body["tools"][0]
        assert where[told]["strict"] is True
        assert request.schema is not None
        speaker = request.schema["properties"]["claims"]["items"]["properties"]["speaker"]
        assert speaker == {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert json.dumps(SCHEMA) == before


# ---------------------------------------------------------------------------------------------------- what comes back


@pytest.mark.parametrize("refuses", [(), ("response_format",), ("response_format", "tools")])
def test_tokens_are_counted(chat: ChatServer, refuses: tuple[str, ...]) -> None:
    chat.refuses = set(refuses)
    chat.script = Reply(REPLY, usage=(120, 30))
    asked_of, spent = model(chat), Spent(Tokens(1, 1))

    asked(asked_of, spent)
    asked(asked_of, spent)

    assert spent.tokens == Tokens(241, 61)


def test_tokens_that_are_told_with_every_piece_are_not_added_up(chat: ChatServer) -> None:
    chat.refuses = {"response_format", "tools"}
    chunks = [
        {
            "choices": [{"index": 0, "delta": {"content": piece}}],
            "usage": {"prompt_tokens": 100, "completion_tokens": n},
        }
        for n, piece in enumerate(REPLY, 1)
    ]
    stream = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks)
    chat.script = Reply(raw=stream.encode(), content_type="text/event-stream")
    spent = Spent()

    assert "".join(asked(model(chat), spent)) == REPLY
    assert spent.tokens == Tokens(100, len(REPLY))


def test_a_server_that_counts_nothing_is_fine(chat: ChatServer) -> None:
    chat.script = Reply(REPLY, usage=None)
    spent = Spent()

    assert "".join(asked(model(chat), spent)) == REPLY
    assert spent == Spent(Tokens(), 1)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(REPLY, way="text", piece=3),  # does not know tools, and does not say so
        Reply(REPLY, reasoning="First {I} think."),
        Reply(f"<think>Is it {{}}?\n</think>\n{REPLY}", way="text", piece=2),
    ],
)
@pytest.mark.parametrize("refuses", [(), ("response_format",)])
def test_only_the_reply_comes_out(chat: ChatServer, refuses: tuple[str, ...], reply: Reply) -> None:
    chat.refuses = set(refuses)
    chat.script = reply

    assert "".join(asked(model(chat))).strip() == REPLY


@pytest.mark.parametrize(
    "reply", [Reply(REPLY, beside="I will call the tool now."), Reply(REPLY, second='{"claims": []}')]
)
def test_of_a_tool_call_only_the_arguments_of_the_first_come_out(chat: ChatServer, reply: Reply) -> None:
    chat.refuses = {"response_format"}
    chat.script = reply

    assert "".join(asked(model(chat))) == REPLY


@pytest.mark.parametrize("text", ["I cannot answer that.", "  ```json\n{}\n```", "<thin", "<b>{}"])
def test_text_that_was_not_asked_for_comes_out_as_it_is(chat: ChatServer, text: str) -> None:
    chat.refuses = {"response_format"}
    chat.script = Reply(text, way="text", piece=1)

    assert "".join(asked(model(chat))) == text


@pytest.mark.parametrize("refuses", [(), ("response_format",), ("response_format", "tools")])
@pytest.mark.parametrize(("finish", "reason"), [("length", "unusable"), ("content_filter", "declined")])
def test_of_a_reply_that_ends_early_counts_what_came(
    chat: ChatServer, refuses: tuple[str, ...], finish: str, reason: str
) -> None:
    chat.refuses = set(refuses)
    chat.script = Reply(REPLY[:40], finish=finish, usage=(120, 30))
    spent = Spent()

    pieces, failure = failed(model(chat), spent)

    assert ("".join(pieces), failure.reason) == (REPLY[:40], reason)
    assert spent.tokens == Tokens(120, 30)


def test_a_refusal_is_no_reply(chat: ChatServer) -> None:
    chat.script = Reply(refusal="I will not talk about that.")

    pieces, failure = failed(model(chat))

    assert (pieces, failure.reason) == ([], "declined")


@pytest.mark.parametrize("text", ["", " \n", "<think>Hm.", "<think>Hm.</think> "])
def test_an_empty_reply_is_unusable(chat: ChatServer, text: str) -> None:
    chat.script = text

    assert failed(model(chat))[1].reason == "unusable"


def test_a_reply_without_end_is_left(chat: ChatServer) -> None:
    chat.script = Reply("x" * 300_000, piece=1000)

    pieces, failure = failed(model(chat))

    assert (len("".join(pieces)), failure.reason) == (201_000, "unusable")
