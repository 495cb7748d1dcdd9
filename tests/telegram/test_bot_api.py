"""The server of the tests refuses what Telegram refuses; otherwise the other tests would prove nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from bot_api import BotApi
from bot_api_chat import Chat
from bot_api_html import UnparsableError, parse_html, part

ADA = 42


async def call(api: BotApi, method: str, token: str | None = None, **parameters: Any) -> dict[str, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{api.root}/bot{token or api.token}/{method}", json=parameters) as response,
    ):
        body: dict[str, Any] = await response.json()
        assert body.get("error_code", 200) == response.status
        return body


async def refusal(api: BotApi, method: str, **parameters: Any) -> str:
    body = await call(api, method, **parameters)
    assert not body["ok"], body
    return f"{body['error_code']} {body['description']}"


@pytest.fixture
async def ada(api: BotApi) -> Chat:
    chat = Chat(api, ADA)
    await chat.post("Hello")
    return chat


@pytest.mark.parametrize(
    ("token", "method", "expected"),
    [
        ("123456789:wrong", "getMe", "401 Unauthorized"),
        ("no-token", "getMe", "404 Not Found"),
        (None, "sendMassage", "404 Not Found"),
    ],
)
async def test_unknown_tokens_and_methods_are_refused(api: BotApi, token: str, method: str, expected: str) -> None:
    body = await call(api, method, token)
    assert f"{body['error_code']} {body['description']}" == expected


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n\u200b"}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "\U0001f600" * 2049}, "message is too long"),
        ({"text": "x" * 40_000}, "text is too long"),
        ({"text": "<b>x</b> " * 101, "parse_mode": "HTML"}, "more than 100 entities"),
        ({"text": "x", "parse_mode": "Esperanto"}, "unsupported parse_mode"),
        ({"text": "x", "shout": True}, "unknown parameters ['shout']"),
        ({"text": "x", "chat_id": 4711}, "chat not found"),
        ({"text": "x", "reply_parameters": {"message_id": 4711}}, "message to be replied not found"),
        ({"text": "a < b", "parse_mode": "HTML"}, "can't parse entities"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "More", "callback_data": "x" * 65}]]}},
            "BUTTON_DATA_INVALID",
        ),
    ],
)
async def test_a_message_that_telegram_refuses_is_refused(
    api: BotApi, ada: Chat, parameters: dict[str, Any], expected: str
) -> None:
    line = await refusal(api, "sendMessage", **{"chat_id": ADA, **parameters})
    assert line.startswith("400 Bad Request: ")
    assert expected in line
    assert ada.heard() == []


async def test_a_message_of_exactly_the_limit_is_taken(api: BotApi, ada: Chat) -> None:
    assert (await call(api, "sendMessage", chat_id=ADA, text="<b>" + "\U0001f600" * 2048 + "</b>", parse_mode="HTML"))[
        "ok"
    ]
    assert len(ada.heard()) == 1


async def test_a_missing_original_may_be_allowed(api: BotApi, ada: Chat) -> None:
    reply = {"message_id": 4711, "allow_sending_without_reply": True}
    assert (await call(api, "sendMessage", chat_id=ADA, text="x", reply_parameters=reply))["ok"]


async def test_edits_must_change_something_of_the_bots_own(api: BotApi, ada: Chat) -> None:
    sent = (await call(api, "sendMessage", chat_id=ADA, text="one"))["result"]["message_id"]
    assert "message is not modified" in await refusal(api, "editMessageText", chat_id=ADA, message_id=sent, text="one")
    assert "message to edit not found" in await refusal(api, "editMessageText", chat_id=ADA, message_id=99, text="two")
    assert "can't be edited" in await refusal(api, "editMessageText", chat_id=ADA, message_id=1, text="two")
    assert (await call(api, "editMessageText", chat_id=ADA, message_id=sent, text="two"))["ok"]
    assert ada.heard()[0]["text"] == "two"


async def test_an_unknown_callback_query_is_refused(api: BotApi) -> None:
    assert "query is too old" in await refusal(api, "answerCallbackQuery", callback_query_id="77")


async def test_a_blocked_bot_is_told_so(api: BotApi, ada: Chat) -> None:
    api.blocked_by.add(ADA)
    assert (await refusal(api, "sendMessage", chat_id=ADA, text="x")).startswith("403 Forbidden")


async def test_updates_wait_for_a_long_poll_and_leave_when_confirmed(api: BotApi) -> None:
    polling = asyncio.create_task(call(api, "getUpdates", timeout=10))
    await api.until(lambda: bool(api.called("getUpdates")))
    await Chat(api).post("Hello")
    (update,) = (await polling)["result"]
    assert update["message"]["text"] == "Hello"
    assert (await call(api, "getUpdates"))["result"] == [update]
    assert (await call(api, "getUpdates", offset=update["update_id"] + 1))["result"] == []
    assert api.waiting() == 0


async def test_the_older_of_two_polls_is_ended_with_a_conflict(api: BotApi) -> None:
    older = asyncio.create_task(call(api, "getUpdates", timeout=10))
    await api.until(lambda: bool(api.called("getUpdates")))
    newer = asyncio.create_task(call(api, "getUpdates", timeout=10))
    body = await older
    assert body["error_code"] == 409
    assert "terminated by other getUpdates request" in body["description"]
    await Chat(api).post("Hello")
    assert len((await newer)["result"]) == 1


async def test_polling_with_a_webhook_set_is_a_conflict(api: BotApi) -> None:
    await call(api, "setWebhook", url="https://example.org/hook")
    assert "409 Conflict: can't use getUpdates method while webhook is active" in await refusal(api, "getUpdates")
    await call(api, "deleteWebhook")
    assert (await call(api, "getUpdates"))["ok"]


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("ä<b>x</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a < b", "Unsupported start tag"),
        ("a <b", "Unclosed start tag"),
        ("<a href>x</a>", "Expected equal sign"),
        ("<span>x</span>", 'must have class "tg-spoiler"'),
        ("<blockquote><blockquote>x</blockquote></blockquote>", "Nested blockquote"),
        ("&#xd83d;", "invalid Unicode"),
    ],
)
def test_bad_markup_is_refused(markup: str, complaint: str) -> None:
    with pytest.raises(UnparsableError) as refused:
        parse_html(markup)
    assert complaint in str(refused.value)


def test_markup_becomes_text_and_entities_in_utf16_units() -> None:
    text, entities = parse_html(
        '\U0001f600 <b>bold <u>both</u></b> <a href="https://example.org/?a=1&amp;b=2">&lt;here&gt;</a>\n'
        "<blockquote expandable>a &amp; b &copy; &#8222;x&#x201c;</blockquote> "
    )
    assert text == "\U0001f600 bold both <here>\na & b &copy; „x“"
    assert [(entity["type"], part(text, entity)) for entity in entities] == [
        ("bold", "bold both"),
        ("underline", "both"),
        ("text_link", "<here>"),
        ("expandable_blockquote", "a & b &copy; „x“"),
    ]
    assert entities[0]["offset"] == 3
    assert entities[2]["url"] == "https://example.org/?a=1&b=2"


def test_characters_that_telegram_takes_out_move_the_entities() -> None:
    text, entities = parse_html("\r\n a\u202e\tb <i>c</i>")
    assert text == "a b c"
    assert [part(text, entity) for entity in entities] == ["c"]
