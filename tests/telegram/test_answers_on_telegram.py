"""A real application answers over HTTP: what people see in the chat."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from bot_api import BotApi, Fault
from bot_api_chat import Chat, parts
from telegram_answers import ARTICLE, echo
from telegram_fakes import FakeAssistant, Start

from bot.assistant import Assistant
from bot.telegram import html
from bot.telegram.handlers import MAX_QUESTION
from retrieval.errors import LibraryBusy
from retrieval.question import Question


async def test_a_question_is_answered_with_quotations_citations_and_passages(api: BotApi, start: Start) -> None:
    async with start():
        (message,) = await Chat(api).say("Who said what?")
    assert message["text"] == (
        "Mark Rutte\nEs gehe um <alles>, sagte Mark Rutte & lächelte. (indirectly) [1]\n\n"
        "Annalena Baerbock\n„Es braucht Sicherheitsgarantien“ […] „die auch wirklich tragen“ (die Grünen-Politikerin) "
        "[2] [3]\n\n"
        "Es gehe um <alles>, sagte Mark Rutte & lächelte. Er war in Brüssel.\n"
        "[1] taz, 2024-12-03, Debatte in der Nato, paragraph 1\n\n"
        "„Es braucht Sicherheitsgarantien“, erklärte die Grünen-Politikerin, „die auch wirklich tragen“. "
        "Am Dienstag.\n[2] [3] taz, 2024-12-03, Debatte in der Nato, paragraph 2"
    )
    assert parts(message, "underline") == ["Es gehe um <alles>"]
    assert parts(message, "expandable_blockquote") == [paragraph.text for paragraph in ARTICLE.paragraphs]
    assert parts(message, "text_link") == ["[1]", "[2]", "[3]"]
    assert parts(message, "bold") == [
        "Mark Rutte", "Annalena Baerbock",
        "Es gehe um <alles>", "Es braucht Sicherheitsgarantien", "die auch wirklich tragen",
    ]  # fmt: skip


async def test_the_answer_replies_to_its_question_after_typing(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start():
        question = await ada.post("Who said what?")
        await api.until(lambda: bool(ada.heard()))
    assert ada.heard()[0]["reply_to_message"]["message_id"] == question
    assert [call.method for call in api.calls if call.parameters.get("chat_id")] == ["sendChatAction", "sendMessage"]
    assert api.called("sendMessage")[0].parameters["link_preview_options"] == {"is_disabled": True}


async def test_typing_goes_on_while_the_answer_takes_its_time(
    api: BotApi, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.room._TYPING_SECONDS", 0.05)
    event = threading.Event()
    ada = Chat(api)
    async with start(FakeAssistant(hold={"slow": event})):
        await ada.post("slow")
        await api.until(lambda: len(api.called("sendChatAction")) >= 3)
        event.set()
        await api.until(lambda: bool(ada.heard()))


@pytest.mark.parametrize(
    ("language", "command", "expected"),
    [
        ("en", "/start", "What did Baerbock say?"),
        ("de-AT", "/start", "Was hat Baerbock gesagt?"),
        ("fr", "/help", "Quotation marks stand only"),
        ("de", "/help", "In Anführungszeichen steht nur"),
        ("en", "/nonsense", "I do not know that command."),
        ("de", "/articles", "Es gibt noch keine Artikel."),
        ("de", "/speakers", "In diesen Artikeln wird noch niemand zitiert."),
        ("en", "/quotes", "Whose words?"),
        ("de", "/new", "Von vorn:"),
        ("en", "/language", "Which language shall I speak with you?"),
        ("de", "/forget", "Ich behalte nichts über dich."),
        ("en", "/ask", "What would you like to know?"),
    ],
)
async def test_commands_speak_the_users_language(
    api: BotApi, start: Start, language: str, command: str, expected: str
) -> None:
    async with start(articles=()):
        (message,) = await Chat(api, language=language).say(command)
    assert expected in message["text"]


async def test_the_menu_of_commands_is_offered_in_both_languages(api: BotApi, start: Start) -> None:
    async with start(owner=7):
        await api.until(lambda: len(api.commands) == 6)
    menus = {key: [command["command"] for command in menu] for key, menu in api.commands.items()}
    assert menus[""] == ["articles", "speakers", "quotes", "new", "language", "forget", "help"]
    assert menus["all_group_chats"] == ["ask", *menus[""]]
    assert {"remove", "invite"} <= set(menus["chat 7"])
    assert all(menus[key] == menus[f"{key} de".strip()] for key in ("", "all_group_chats", "chat 7"))
    assert api.commands["de"][-1]["description"] == "Wie man fragt und die Antworten liest"
    assert api.descriptions["description de"].startswith("Frag, wer was gesagt hat.")
    assert api.descriptions["short"] == "Who said what in the news: word for word, with the passage."


async def test_a_long_question_is_not_asked(api: BotApi, start: Start) -> None:
    assistant = FakeAssistant()
    async with start(assistant):
        (message,) = await Chat(api).say("\U0001f600" * (MAX_QUESTION // 2 + 1))
    assert message["text"] == "That is a long message. Please ask in at most 500 characters."
    assert assistant.asked == []


async def test_what_is_not_text_gets_a_line_and_an_edit_none(api: BotApi, start: Start) -> None:
    ada = Chat(api, language="de")
    async with start() as bot:
        (message,) = await ada.say(sticker={"file_id": "x", "file_unique_id": "y", "type": "regular", "width": 1,
                                            "height": 1, "is_animated": False, "is_video": False})  # fmt: skip
        assert message["text"].startswith("Ich kann nur Text lesen.")
        await ada.edit(await ada.post("Who?"), "What?")
        await api.until(lambda: len(ada.heard()) == 2)
        await asyncio.sleep(0.2)
    assert [question for question, _ in bot.assistant.asked] == ["Who?"]


async def test_a_conversation_goes_on_in_its_chat_only(api: BotApi, start: Start) -> None:
    assistant = FakeAssistant(conversations=lambda question, before: before.after(Question(question, "en", "passages")))
    async with start(assistant):
        await Chat(api, 1).say("What did Baerbock say?")
        await Chat(api, 2).say("And Rutte?")
        await Chat(api, 1).say("And Rutte?")
    before = [[question.text for question in conversation.questions] for _, conversation in assistant.asked]
    assert before == [[], [], ["What did Baerbock say?"]]


async def test_questions_of_a_chat_are_answered_in_order(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    questions = [f"Question {number}" for number in range(12)]
    async with start(FakeAssistant(reply=echo)):
        for question in questions:
            await ada.post(question)
        await api.until(lambda: len(ada.heard()) == len(questions))
    assert [message["text"].splitlines()[1] for message in ada.heard()] == [f"{question} [1]" for question in questions]


async def test_a_slow_chat_keeps_nobody_waiting_but_itself(api: BotApi, start: Start) -> None:
    event = threading.Event()
    slow, quick = Chat(api, 1), Chat(api, 2)
    async with start(FakeAssistant(reply=echo, hold={"slow": event})):
        for question in ("slow", "second", "third"):
            await slow.post(question)
        assert (await quick.say("quick"))[0]["text"].startswith("In the articles\nquick [1]")
        assert slow.heard() == []
        event.set()
        await api.until(lambda: len(slow.heard()) == 3)
    assert [message["text"].splitlines()[1].split()[0] for message in slow.heard()] == ["slow", "second", "third"]


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_a_flood_wait_is_ridden_out(api: BotApi, start: Start) -> None:
    api.faults.append(Fault("sendMessage", status=429, retry_after=1))
    async with start():
        (message,) = await Chat(api).say("Who said what?")
    first, second = api.called("sendMessage")
    assert (first.status, second.status) == (429, 200)
    assert second.at - first.at >= 1
    assert message["text"].startswith("Mark Rutte")


@pytest.mark.parametrize(
    ("fault", "copies"),
    [
        (Fault("sendMessage", status=502), 1),
        (Fault("sendMessage", status=None), 1),
        (Fault("sendMessage", status=None, carried_out=True), 2),
    ],
    ids=["502", "cut before", "cut after"],
)
async def test_an_answer_that_the_network_lost_is_sent_again(
    api: BotApi, start: Start, fault: Fault, copies: int, caplog: pytest.LogCaptureFixture
) -> None:
    api.faults.append(fault)
    ada = Chat(api)
    async with start():
        await ada.post("Who said what?")
        await api.until(lambda: len(ada.heard()) == copies)
    assert "sending it again" in caplog.text


async def test_only_the_owner_in_private_is_shown_what_is_wrong_with_the_library(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    line = "/srv/wortlaut is being embedded again. Try again when that is done."

    def busy(question: str) -> Any:
        raise LibraryBusy(line)

    async with start(FakeAssistant(reply=busy), owner=42):
        (owner,) = await Chat(api, 42).say("Who?")
        (reader,) = await Chat(api, 7).say("Who?")
        (group,) = await Chat(api, 42, group=-100).say("/ask Who?")
    assert owner["text"] == line
    assert group["text"] == reader["text"]
    assert "/srv" not in reader["text"]
    assert [record.getMessage() for record in caplog.records].count(f"An update failed: {line}") == 3


async def test_a_library_without_articles_is_told_in_the_users_language(api: BotApi, start: Start) -> None:
    async with start(Assistant, articles=(), owner=7):
        (reader,) = await Chat(api, 8, language="de").say("Was sagte Rutte?")
        (owner,) = await Chat(api, 7).say("What did Rutte say?")
    assert reader["text"] == "Es gibt noch keine Artikel."
    assert owner["text"] == "There are no articles yet. Send me one as a file, or forward it to me."


async def test_another_error_is_a_line_for_the_user_and_a_place_for_the_log(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(question: str) -> Any:
        raise ValueError(f"cannot make sense of {question}")

    ada = Chat(api)
    async with start(FakeAssistant(reply=broken)) as bot:
        (message,) = await ada.say("my secret question")
        bot.assistant.reply = echo
        assert (await ada.say("still there?"))[0]["text"].startswith("In the articles\nstill there?")
    assert message["text"].startswith("Something went wrong here")
    assert "ValueError at " in caplog.text
    assert "broken" in caplog.text
    assert "secret question" not in caplog.text


async def test_somebody_who_blocked_the_bot_is_no_error(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    api.blocked_by.add(1)
    async with start():
        await Chat(api, 1).post("Who?")
        await Chat(api, 2).say("Who?")
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_long_answer_comes_in_several_messages_of_which_the_first_replies(api: BotApi, start: Start) -> None:
    def long(question: str) -> Any:
        return echo("Sie sagte, es werde lang. " * 300)

    async with start(FakeAssistant(reply=long)):
        messages = await Chat(api).say("Who?", replies=2)
    assert len(messages) == len(html.messages(long("")))
    assert ["reply_to_message" in message for message in messages] == [True] + [False] * (len(messages) - 1)


ODD: list[dict[str, Any]] = [
    {"text": "<b>&</i> *bold* \u05d0\u202e"},
    {"text": "\U0001f600"},
    {"text": " "},
    {"text": "/start@wortlaut_bot now"},
    {"text": "/"},
    {"dice": {"emoji": "\U0001f3b2", "value": 6}},
    {"contact": {"phone_number": "1", "first_name": "<X>"}},
    {"location": {"latitude": 50.8, "longitude": 4.4}},
    {"text": "What?", "entities": [{"type": "bold", "offset": 0, "length": 5}]},
    {"text": "What?", "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "<Y>"}},
    {"photo": [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}], "caption": "What did <b>he</b> say?"},
    {"something_new": {"that": "python-telegram-bot does not know"}},
]


async def test_whatever_is_sent_gets_a_reply_and_no_error(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    async with start(FakeAssistant(reply=echo)):
        for number, message in enumerate(ODD):
            assert await Chat(api, 1 + number).say(**message), message
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_service_messages_are_passed_over(api: BotApi, start: Start) -> None:
    pinned = {"message_id": 1, "date": 0, "chat": {"id": 42, "type": "private"}}
    async with start():
        assert await Chat(api).gets_no_reply(pinned_message=pinned)
