"""The server of the tests refuses what Telegram refuses; otherwise the other tests would prove nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from bot_api import BotApi
from bot_api_chat import Chat
from bot_api_html import UnparsableError, parse_html, part
from bot_api_queries import LARGEST_FILE

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
        ({"text": "x", "message_thread_id": 7}, "message thread not found"),
        ({"text": "x", "reply_parameters": {"message_id": 1, "quote": "Goodbye"}}, "QUOTE_TEXT_INVALID"),
    ],
)
async def test_a_message_that_telegram_refuses_is_refused(
    api: BotApi, ada: Chat, parameters: dict[str, Any], expected: str
) -> None:
    line = await refusal(api, "sendMessage", **{"chat_id": ADA, **parameters})
    assert line.startswith("400 Bad Request: ")
    assert expected in line
    assert ada.heard() == []


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"draft_id": 0}, "draft_id must be non-zero"),
        ({"chat_id": -100}, "TEXTDRAFT_PEER_INVALID"),
        ({"chat_id": 4711}, "chat not found"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "a <b", "parse_mode": "HTML"}, "can't parse entities"),
        ({"reply_markup": {}}, "unknown parameters ['reply_markup']"),
        ({"message_thread_id": 7}, "message thread not found"),
    ],
)
async def test_a_draft_that_telegram_refuses_is_refused(
    api: BotApi, ada: Chat, parameters: dict[str, Any], expected: str
) -> None:
    await Chat(api, ADA, group=-100).post("Hello")
    assert expected in await refusal(
        api, "sendMessageDraft", **{"chat_id": ADA, "draft_id": 1, "text": "x", **parameters}
    )
    assert api.drafts == []


async def test_a_draft_is_no_message_and_its_text_may_be_empty(api: BotApi, ada: Chat) -> None:
    for text in ("", "<b>So</b> far", "So far &amp; on"):
        body = await call(api, "sendMessageDraft", chat_id=ADA, draft_id=5, text=text, parse_mode="HTML")
        assert body["result"] is True
    assert [draft["text"] for draft in api.drafts] == ["", "So far", "So far & on"]
    assert ada.heard() == []


def keys(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (keys({"text": "More", "callback_data": "x" * 65}), "BUTTON_DATA_INVALID"),
        (keys({"text": "More", "callback_data": "ü" * 33}), "BUTTON_DATA_INVALID"),
        (keys({"text": "More", "callback_data": ""}), "BUTTON_DATA_INVALID"),
        (keys({"text": "", "callback_data": "x"}), "button text is empty"),
        (keys({"text": "More"}), "exactly one action"),
        (keys({"text": "More", "callback_data": "x", "url": "https://example.org"}), "exactly one action"),
        (keys({"text": "Copy", "copy_text": {"text": ""}}), "BUTTON_COPY_TEXT_INVALID"),
        (keys({"text": "Copy", "copy_text": {"text": "x" * 257}}), "BUTTON_COPY_TEXT_INVALID"),
        (keys({"text": "Open", "url": "not an address"}), "BUTTON_URL_INVALID"),
        (keys(*[{"text": "x", "callback_data": "x"}] * 9), "REPLY_MARKUP_TOO_LONG"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}, "REPLY_MARKUP_TOO_LONG"),
        ({"keyboard": []}, "object expected as reply markup"),
    ],
)
async def test_buttons_that_telegram_refuses_are_refused(
    api: BotApi, ada: Chat, markup: dict[str, Any], expected: str
) -> None:
    assert expected in await refusal(api, "sendMessage", chat_id=ADA, text="x", reply_markup=markup)


async def test_the_longest_data_and_copied_text_are_taken(api: BotApi, ada: Chat) -> None:
    markup = keys({"text": "a", "callback_data": "x" * 64}, {"text": "b", "copy_text": {"text": "\U0001f600" * 128}})
    assert (await call(api, "sendMessage", chat_id=ADA, text="x", reply_markup=markup))["ok"]


async def test_buttons_are_edited_without_the_text(api: BotApi, ada: Chat) -> None:
    before, after = (keys({"text": label, "callback_data": "x"}) for label in "ab")
    sent = (await call(api, "sendMessage", chat_id=ADA, text="<b>x</b>", parse_mode="HTML", reply_markup=before))[
        "result"
    ]
    where = {"chat_id": ADA, "message_id": sent["message_id"]}
    assert "not modified" in await refusal(api, "editMessageReplyMarkup", **where, reply_markup=before)
    assert (await call(api, "editMessageReplyMarkup", **where, reply_markup=after))["ok"]
    (shown,) = ada.heard()
    assert (shown["reply_markup"], shown["entities"]) == (after, sent["entities"])
    assert (await call(api, "editMessageReplyMarkup", **where))["ok"]
    assert "reply_markup" not in ada.heard()[0]


def result(number: int = 1, **more: Any) -> dict[str, Any]:
    content = {"message_text": "<b>x</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": str(number), "title": "x", "input_message_content": content} | more


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"inline_query_id": "unknown", "results": []}, "query is too old"),
        ({"results": [result(number) for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [result(), result()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [result(id="x" * 65)]}, "RESULT_ID_INVALID"),
        ({"results": [result(title=" ")]}, '"title" must be non-empty'),
        ({"results": [result(input_message_content=None)]}, "input_message_content"),
        ({"results": [result(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})]}, "can't parse"),
        ({"results": [], "button": {"text": "x", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({"results": [], "button": {"text": "x" * 65, "start_parameter": "a"}}, "SWITCH_PM_TEXT_EMPTY"),
    ],
)
async def test_inline_results_that_telegram_refuses_are_refused(
    api: BotApi, parameters: dict[str, Any], expected: str
) -> None:
    api.inline_queries.add("known")
    assert expected in await refusal(api, "answerInlineQuery", **{"inline_query_id": "known", **parameters})
    assert api.offered == {}


async def test_a_query_is_answered_once(api: BotApi) -> None:
    api.callbacks.add("pressed")
    api.inline_queries.add("typed")
    for method, parameters in (
        ("answerCallbackQuery", {"callback_query_id": "pressed", "text": "x" * 200}),
        ("answerInlineQuery", {"inline_query_id": "typed", "results": [result()]}),
    ):
        assert (await call(api, method, **parameters))["ok"]
        assert "query is too old" in await refusal(api, method, **parameters)
    api.callbacks.add("again")
    assert "MESSAGE_TOO_LONG" in await refusal(api, "answerCallbackQuery", callback_query_id="again", text="x" * 201)


async def test_files_up_to_the_limit_are_handed_out(api: BotApi) -> None:
    api.files |= {"small": b"content", "large": bytes(LARGEST_FILE + 1)}
    assert "wrong file_id" in await refusal(api, "getFile", file_id="unknown")
    assert "file is too big" in await refusal(api, "getFile", file_id="large")
    path = (await call(api, "getFile", file_id="small"))["result"]["file_path"]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{api.root}/file/bot{api.token}/{path}") as response:
            assert await response.read() == b"content"
        async with session.get(f"{api.root}/file/bot123:wrong/{path}") as response:
            assert response.status == 401


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ([{"command": "Ask", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "ask", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "ask", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_commands_that_telegram_refuses_are_refused(api: BotApi, commands: Any, expected: str) -> None:
    assert expected in await refusal(api, "setMyCommands", commands=commands)


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
