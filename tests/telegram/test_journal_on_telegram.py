"""Nothing is lost and nothing is said twice: over restarts, repeated updates, and a Bot API that fails."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from bot_api import BotApi, Fault
from bot_api_chat import Chat
from bot_api_floods import Floods
from telegram_answers import echo
from telegram_fakes import Bot, FakeAssistant, Start

from bot.telegram.pace import Pace
from retrieval.errors import LibraryError

WAIT = 30.0


def said(chat: Chat) -> list[str]:
    """What was answered, in order: the question is the one sentence of its answer."""
    return [message["text"].splitlines()[1].removesuffix(" [1]") for message in chat.heard()]


def long(question: str) -> Any:
    return echo(f"{question}. " * 500)


# ---------------------------------------------------------------------------------------------------------- restarts


async def test_what_was_not_answered_before_a_restart_is_answered_after_it_in_order(api: BotApi, start: Start) -> None:
    ada, event = Chat(api), threading.Event()
    async with start(FakeAssistant(reply=echo, hold={"1": event}), grace=0.1) as bot:
        for number in range(1, 6):
            await ada.post(f"Question {number}")
        await api.until(lambda: len(bot.assistant.asked) == 1)
        await api.until(lambda: api.waiting() == 0)  # Telegram has forgotten them: only the bot knows
    event.set()
    assert ada.heard() == []
    async with start(FakeAssistant(reply=echo)) as bot:
        await ada.post("Question 6")
        await api.until(lambda: len(ada.heard()) == 6, WAIT)
        assert bot.state.journal.tally("unknown") == 0
    assert said(ada) == [f"Question {number}" for number in range(1, 7)]


async def test_a_long_answer_goes_on_after_a_restart_where_it_was_broken_off(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(FakeAssistant(reply=long), pace=Pace(5, 0), grace=0.1):
        await ada.post("Who?")
        await api.until(lambda: len(ada.heard()) == 1)
    async with start(FakeAssistant(reply=long)) as bot:
        await settled(bot)
        bea = Chat(api, 7)
        await bea.say("Who?", replies=2)
        assert bot.state.journal.tally("unknown") == 0
    assert [message["text"] for message in ada.heard()] == [message["text"] for message in bea.heard()]


async def test_an_answer_that_has_changed_meanwhile_replaces_what_was_sent_of_it(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(FakeAssistant(reply=long), pace=Pace(5, 0), grace=0.1):
        await ada.post("Who?")
        await api.until(lambda: len(ada.heard()) == 1)
    async with start(FakeAssistant(reply=lambda _: echo("Otherwise"))) as bot:
        await settled(bot)
    assert said(ada) == ["Otherwise"]


async def test_what_was_done_is_not_done_again(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(FakeAssistant(reply=echo)):
        await ada.say("Who?")
    for _ in range(2):
        async with start(FakeAssistant(reply=echo)) as bot:
            await asyncio.sleep(0.1)
        assert bot.assistant.asked == []
    assert said(ada) == ["Who?"]


async def test_an_update_that_the_process_dies_of_is_given_up_with_a_line(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    ada, event = Chat(api), threading.Event()
    async with start(FakeAssistant(hold={"deadly": event}), grace=0.1) as bot:
        await ada.post("deadly")
        await api.until(lambda: len(bot.assistant.asked) == 1)
    async with start() as bot:
        pass
    event.set()
    async with start(FakeAssistant(hold={"deadly": event}), grace=0.1) as bot:
        (number,) = [
            call.parameters["offset"] - 1 for call in api.called("getUpdates") if call.parameters.get("offset")
        ][:1]
        bot.state.database.run("UPDATE updates SET body = ?, tries = 10 WHERE update_id = ?", (UPDATE % number, number))
        asked = len(ada.heard())
    async with start() as bot:
        await api.until(lambda: len(ada.heard()) == asked + 1, WAIT)
        assert bot.assistant.asked == []
    assert ada.heard()[-1]["text"].startswith("Something went wrong here")
    assert "is given up" in caplog.text


UPDATE = (
    '{"update_id": %d, "message": {"message_id": 1, "date": 1, "text": "deadly", "chat": {"id": 42, "type": "private",'
    ' "first_name": "Ada"}, "from": {"id": 42, "is_bot": false, "first_name": "Ada", "language_code": "en"}}}'
)


# ---------------------------------------------------------------------------------------------- updates that come again


async def test_an_update_that_comes_again_is_answered_once(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(FakeAssistant(reply=echo)) as bot:
        await ada.say("One")
        await ada.say("Two")
        for _ in range(3):
            await api.repeat(*api.confirmed())
        await ada.say("Three")
    assert said(ada) == ["One", "Two", "Three"]
    async with start(FakeAssistant(reply=echo)) as bot:
        await api.repeat(*api.confirmed())
        await ada.say("Four")
    assert said(ada) == ["One", "Two", "Three", "Four"]
    assert [question for question, _ in bot.assistant.asked] == ["Four"]


async def test_an_update_that_comes_again_while_it_is_worked_on_is_answered_once(api: BotApi, start: Start) -> None:
    ada, event = Chat(api), threading.Event()
    async with start(FakeAssistant(reply=echo, hold={"slow": event})):
        await ada.post("slow")
        await api.until(lambda: bool(api.confirmed()))
        await api.repeat(*api.confirmed())
        await ada.post("next")
        event.set()
        await api.until(lambda: len(ada.heard()) == 2)
    assert said(ada) == ["slow", "next"]


MALFORMED: list[dict[str, Any]] = [
    {"message": "text"},
    {"message": {}},
    {"message": {"message_id": 1}},
    {"message": {"message_id": "x", "date": "yesterday", "chat": 5}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": "abc", "type": "private"}}},
    {"message": {"message_id": 1, "date": 10**20, "chat": {"id": 1, "type": "private"}, "text": "x"}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 10**40, "type": "private"}, "text": "x"}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": 7}},
    {"message": []},
    {"callback_query": {"id": 5}},
    {"inline_query": None},
    {"something_new": {"a": [1, 2]}},
    {},
]


async def test_malformed_updates_stop_nothing(api: BotApi, start: Start, caplog: pytest.LogCaptureFixture) -> None:
    ada = Chat(api)
    async with start(FakeAssistant(reply=echo)):
        for update in MALFORMED:
            api.allowed_updates = []
            await api.receive_raw(update)
        await ada.say("Who?")
        assert api.waiting() == 0
    assert said(ada) == ["Who?"]
    assert "cannot be read and is passed over" in caplog.text


async def test_what_telegram_may_add_one_day_makes_no_update_unreadable(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    new = {"rich": {"text": ["a", {"text": 1}], "type": 5}, "another_id": "x", "effect": None}
    async with start(FakeAssistant(reply=echo)):
        await ada.say(
            "Who?", reply_markup={"inline_keyboard": []}, something_new=new, via_bot={**api.me, "id": 999, "title": {}}
        )
    assert said(ada) == ["Who?"]


async def test_one_number_twice_in_one_delivery_is_one_update(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(FakeAssistant(reply=echo)):
        await ada.say("One")
        await api.repeat(*api.confirmed(), *api.confirmed())
        number = await api.receive(message={**api.messages[42][1], "text": "Two", "message_id": api.next_message_id()})
        await api.receive_raw({"message": {**api.messages[42][1], "text": "Not two"}}, number)
        await api.until(lambda: api.waiting() == 0)
        await ada.say("Three")
    assert said(ada) == ["One", "Two", "Three"]


# ------------------------------------------------------------------------------------------------ a Bot API that fails


@pytest.mark.parametrize(
    ("fault", "copies", "unknown"),
    [
        (Fault("sendMessage", status=429, retry_after=1), 1, 0),
        (Fault("sendMessage", status=502), 1, 1),
        (Fault("sendMessage", status=500, times=3), 1, 3),
        (Fault("sendMessage", status=None), 1, 1),
        (Fault("sendMessage", status=None, carried_out=True), 2, 1),
        (Fault("sendMessage", status=None, hang=0.6), 1, 1),
    ],
    ids=["429", "502", "500 three times", "cut before", "cut after", "time-out"],
)
async def test_a_message_is_sent_again_and_counted_where_it_may_have_arrived(
    api: BotApi, start: Start, fault: Fault, copies: int, unknown: int
) -> None:
    api.faults.append(fault)
    ada = Chat(api)
    async with start(FakeAssistant(reply=echo), patience=0.3) as bot:
        await ada.post("Who?")
        await api.until(lambda: len(ada.heard()) == copies, WAIT)
        await ada.say("Next?")
        assert bot.state.journal.tally("unknown") == unknown
        assert bot.state.journal.waiting() == 0
    assert said(ada) == ["Who?"] * copies + ["Next?"]


async def test_a_flood_wait_of_one_chat_stops_no_other(api: BotApi, start: Start) -> None:
    api.faults.append(Fault("sendMessage", status=429, retry_after=3, chat=1))
    one, two = Chat(api, 1), Chat(api, 2)
    async with start(FakeAssistant(reply=echo)):
        await one.post("One")
        await api.until(lambda: len(api.called("sendMessage")) == 1)
        await two.say("Two")
        assert one.heard() == []
        await api.until(lambda: len(one.heard()) == 1, WAIT)
    first, _, last = api.called("sendMessage")
    assert last.at - first.at >= 3


async def test_a_flood_wait_of_two_chats_stops_all(api: BotApi, start: Start) -> None:
    api.faults += [Fault("sendMessage", status=429, retry_after=2, chat=chat) for chat in (1, 2)]
    chats = [Chat(api, number) for number in (1, 2, 3)]
    async with start(FakeAssistant(reply=echo)):
        for chat in chats[:2]:
            await chat.post("Who?")
        await api.until(lambda: [call.status for call in api.called("sendMessage")] == [429, 429])
        await asyncio.sleep(0.1)
        second = api.called("sendMessage")[1].at
        await chats[2].post("Who?")
        await api.until(lambda: all(chat.heard() for chat in chats), WAIT)
    assert min(call.at for call in api.called("sendMessage")[2:]) >= second + 2


async def test_messages_keep_telegrams_pace(api: BotApi, start: Start) -> None:
    api.floods = Floods(overall=5, per_chat=1)
    chats = [Chat(api, number) for number in range(1, 13)]
    async with start(FakeAssistant(reply=echo), pace=Pace(overall=5)):
        for chat in chats:
            await chat.post("First")
            await chat.post("Second")
        await api.until(lambda: all(len(chat.heard()) == 2 for chat in chats), WAIT)
    assert all(said(chat) == ["First", "Second"] for chat in chats)
    assert len(api.called("sendMessage")) == 24 + api.floods.refused


async def test_a_message_that_telegram_refuses_is_not_tried_again_and_its_update_is_done(
    api: BotApi, start: Start
) -> None:
    api.blocked_by.add(1)
    async with start(FakeAssistant(reply=echo)) as bot:
        await Chat(api, 1).post("Who?")
        await Chat(api, 2).say("Who?")
        await settled(bot)
    assert len([call for call in api.called("sendMessage") if call.status == 403]) == 1


async def test_a_refusal_that_no_patience_helps_against_is_told(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    api.faults.append(Fault("sendMessage", status=413))
    async with start(FakeAssistant(reply=echo)) as bot:
        (message,) = await Chat(api).say("Who?")
        await settled(bot)
    assert message["text"].startswith("Something went wrong here")
    assert [call.status for call in api.called("sendMessage")] == [413, 200]
    assert "sending it again" not in caplog.text


async def test_updates_that_cannot_be_written_down_wait_at_telegram(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    ada = Chat(api)
    async with start(FakeAssistant(reply=echo)) as bot:
        database = bot.state.database
        (pages,) = database.one("PRAGMA page_count")
        database.one(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LibraryError):
            fill(bot)
        await ada.post("Who?" + " why?" * 800)
        async with asyncio.timeout(WAIT):
            while "cannot be written down" not in caplog.text:
                await asyncio.sleep(0.05)
        assert (ada.heard(), api.waiting()) == ([], 1)
        database.one("PRAGMA max_page_count = 1000000")
        await api.until(lambda: len(ada.heard()) == 1, WAIT)
    assert "bot.db cannot be used (database or disk is full)" in caplog.text


async def test_an_outage_at_the_stop_leaves_the_answer_for_the_next_start(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    fault = Fault("sendMessage", status=503, times=10**6)
    api.faults.append(fault)
    async with start(FakeAssistant(reply=echo), grace=0.5):
        await ada.post("Who?")
        await api.until(lambda: len(api.called("sendMessage")) >= 2)
    assert ada.heard() == []
    fault.times = 0
    async with start(FakeAssistant(reply=echo)) as bot:
        await api.until(lambda: len(ada.heard()) == 1, WAIT)
        await settled(bot)
    assert said(ada) == ["Who?"]


def fill(bot: Bot) -> None:
    for number in range(1000):
        bot.state.choices.keep(number, "filler", "x" * 4000)


async def settled(bot: Bot) -> None:
    """Returns when every update is done."""
    async with asyncio.timeout(WAIT):
        while bot.state.journal.waiting():
            await asyncio.sleep(0.05)


async def test_forget_loses_no_question_that_is_still_to_be_answered(api: BotApi, start: Start) -> None:
    ada, bea, held = Chat(api), Chat(api, 7), threading.Event()
    async with start(FakeAssistant(reply=echo, hold={"slow": held}), grace=0.1) as bot:
        await Chat(api, group=-100).post("/ask A slow question")
        await api.until(lambda: bool(bot.assistant.asked))
        await ada.say("/forget")  # while the question in the group waits for its answer
    held.set()
    async with start(FakeAssistant(reply=echo)):
        await api.until(lambda: bool(Chat(api, group=-100).heard()))
        await bea.say("Next")
    assert said(Chat(api, group=-100)) == ["A slow question"]


async def test_an_update_that_comes_again_after_forget_is_not_answered_again(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(FakeAssistant(reply=echo)) as bot:
        await ada.say("One")
        await ada.say("/forget")
        await api.repeat(*api.confirmed())
        await ada.say("Two")
    assert [asked for asked, _ in bot.assistant.asked] == ["One", "Two"]
