"""While a language model writes, a private chat sees a draft of the answer grow; the answer itself comes as ever."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from bot_api import BotApi, Fault
from bot_api_chat import Chat, labels
from bot_api_floods import Floods
from bot_api_html import parse_html
from telegram_answers import DIRECT, INDIRECT, answered
from telegram_fakes import FakeAssistant, Start, Told

from bot.answer import Answer, Claim
from bot.telegram.html import messages
from bot.telegram.pace import Pace

SENTENCES = (
    "Baerbock calls for security guarantees that hold.",
    "Rutte says that everything is at stake.",
    "Rutte said it smiling.",
)
CLAIMS = tuple(replace(claim, text=text) for claim, text in zip((DIRECT, INDIRECT, INDIRECT), SENTENCES, strict=True))
TRANSLATED = tuple(replace(claim, translation=f"In English {number}") for number, claim in enumerate(CLAIMS))


def written(*claims: Claim, question: str = "Who?") -> Answer:
    return answered(*claims, question=question, written_by="maker:model")


class Writer:
    """Writes the claims one by one; each but the first waits until the test lets it go on."""

    def __init__(self, *steps: Answer) -> None:
        self._steps = steps
        self.go_on = [threading.Event() for _ in steps]
        self.assistant = FakeAssistant(
            reply=lambda question: written(*TRANSLATED, question=question), writes=self.write
        )

    def write(self, question: str, told: Told) -> None:
        for step, event in zip(self._steps, self.go_on, strict=True):
            told(step)
            assert event.wait(20)


def growing() -> Writer:
    return Writer(*(written(*CLAIMS[:count]) for count in range(1, len(CLAIMS) + 1)))


def chats(api: BotApi) -> list[int]:
    return [draft["chat"] for draft in api.drafts]


async def test_a_draft_grows_and_the_answer_is_what_it_is_without(api: BotApi, start: Start) -> None:
    ada, writer = Chat(api), growing()
    async with start(writer.assistant):
        await ada.post("Who?")
        for count, event in enumerate(writer.go_on, 1):
            await api.until(lambda count=count: len(api.drafts) == count)  # type: ignore[misc]
            assert ada.heard() == []
            event.set()
        await api.until(lambda: bool(ada.heard()))
    for count, draft in enumerate(api.drafts, 1):
        assert [sentence in draft["text"] for sentence in SENTENCES] == [number < count for number in range(3)]
        assert "„Es braucht Sicherheitsgarantien“" in draft["text"]
    assert len({draft["draft"] for draft in api.drafts}) == 1
    (message,) = ada.heard()
    assert message["text"] == parse_html(messages(written(*TRANSLATED))[0])[0]
    assert labels(message)[0] == "Whole passage"
    assert "reply_to_message" in message
    assert [call.method for call in api.calls if call.method.startswith("sendMessage")][-1] == "sendMessage"


async def test_of_what_comes_fast_the_newest_is_shown(api: BotApi, start: Start) -> None:
    ada, done = Chat(api), threading.Event()

    def write(question: str, told: Told) -> None:
        for _ in range(50):
            for count in (1, 2, 3):
                told(written(*CLAIMS[:count]))
        assert done.wait(20)

    async with start(FakeAssistant(reply=lambda _: written(*CLAIMS), writes=write)):
        await ada.post("Who?")
        await api.until(lambda: any(SENTENCES[2] in draft["text"] for draft in api.drafts))
        assert len(api.drafts) <= 2
        done.set()
        await api.until(lambda: bool(ada.heard()))


async def test_a_long_draft_shows_its_end(api: BotApi, start: Start) -> None:
    ada, done = Chat(api), threading.Event()
    long = [replace(CLAIMS[1], text=f"Sentence {number}: {'and so on ' * 60}.") for number in range(20)]

    def write(question: str, told: Told) -> None:
        told(written(*long))
        assert done.wait(20)

    async with start(FakeAssistant(reply=lambda _: written(*long), writes=write)):
        await ada.post("Who?")
        await api.until(lambda: bool(api.drafts))
        done.set()
        await api.until(lambda: bool(ada.heard()))
    assert "Sentence 19" in api.drafts[0]["text"]
    assert "Sentence 0:" not in api.drafts[0]["text"]
    assert "Sentence 0:" in ada.heard()[0]["text"]


async def test_no_draft_of_an_answer_that_no_model_writes(api: BotApi, start: Start) -> None:
    async with start():
        await Chat(api).say("Who?")
    assert api.called("sendMessageDraft") == []


async def test_a_group_sees_that_the_bot_is_typing_and_then_the_answer(api: BotApi, start: Start) -> None:
    ada, writer = Chat(api, group=-100), growing()
    for event in writer.go_on:
        event.set()
    async with start(writer.assistant):
        (message,) = await ada.say("/ask Who?")
    assert SENTENCES[2] in message["text"]
    assert api.called("sendMessageDraft") == []
    assert api.called("editMessageText") == []
    assert api.called("sendChatAction") != []


FAULTS: dict[str, Callable[[], Fault]] = {
    "429": lambda: Fault("sendMessageDraft", status=429, retry_after=30, times=9),
    "refused": lambda: Fault("sendMessageDraft", status=400, times=9),
    "502": lambda: Fault("sendMessageDraft", status=502, times=9),
    "cut": lambda: Fault("sendMessageDraft", times=9),
}


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize("fault", FAULTS)
async def test_after_an_error_there_are_no_more_drafts_and_the_answer_comes(
    api: BotApi, start: Start, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    api.faults.append(FAULTS[fault]())
    ada, writer = Chat(api), growing()
    async with start(writer.assistant) as bot:
        await ada.post("Who?")
        await api.until(lambda: bool(api.called("sendMessageDraft")))
        for event in writer.go_on:
            event.set()
        await api.until(lambda: bool(ada.heard()))
        assert bot.state.journal.tally("unknown") == 0
    assert len(api.called("sendMessageDraft")) == 1
    assert ada.heard()[0]["text"] == parse_html(messages(written(*TRANSLATED))[0])[0]
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


async def test_a_draft_that_hangs_does_not_keep_the_answer(api: BotApi, start: Start) -> None:
    api.faults.append(Fault("sendMessageDraft", hang=60.0))
    ada, writer = Chat(api), growing()
    for event in writer.go_on[1:]:
        event.set()
    async with start(writer.assistant):
        await ada.post("Who?")
        await api.until(lambda: bool(api.called("sendMessageDraft")))
        writer.go_on[0].set()
        await api.until(lambda: bool(ada.heard()))
        (hanging,) = api.called("sendMessageDraft")
        assert hanging.status is None
    assert api.drafts == []


async def test_a_model_that_fails_at_the_end_leaves_the_answer_without_it(api: BotApi, start: Start) -> None:
    ada = Chat(api)

    def write(question: str, told: Told) -> None:
        told(written(*CLAIMS[:1]))

    plain = replace(answered(DIRECT), unwritten="slow")
    async with start(FakeAssistant(reply=lambda _: plain, writes=write)):
        (message,) = await ada.say("Who?")
    assert message["text"].startswith("Annalena Baerbock\n„Es braucht Sicherheitsgarantien“")
    assert message["text"].endswith("The language model did not answer in time; this is the answer without it.")


async def test_an_error_of_the_assistant_ends_the_draft_and_is_told(api: BotApi, start: Start) -> None:
    ada, go_on = Chat(api), threading.Event()

    def write(question: str, told: Told) -> None:
        told(written(*CLAIMS[:1]))
        assert go_on.wait(20)
        raise ValueError("broken")

    async with start(FakeAssistant(writes=write)):
        await ada.post("Who?")
        await api.until(lambda: bool(api.drafts))
        go_on.set()
        await api.until(lambda: bool(ada.heard()))
    assert ada.heard()[0]["text"].startswith("Something went wrong here")
    assert len(api.drafts) == 1


async def test_a_stop_while_a_model_writes_leaves_the_question_for_the_next_start(api: BotApi, start: Start) -> None:
    ada, writer = Chat(api), growing()
    async with start(writer.assistant, grace=0.1):
        await ada.post("Who?")
        await api.until(lambda: bool(api.drafts))
    for event in writer.go_on:
        event.set()
    assert ada.heard() == []
    again = growing()
    for event in again.go_on:
        event.set()
    async with start(again.assistant):
        await api.until(lambda: bool(ada.heard()))
    assert len(ada.heard()) == 1


async def test_of_an_answer_that_was_sent_in_part_before_a_restart_there_is_no_draft(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    long = [replace(CLAIMS[1], text=f"Sentence {number}: {'and so on ' * 60}.") for number in range(20)]
    async with start(FakeAssistant(reply=lambda _: written(*long)), pace=Pace(5, 0), grace=0.1):
        await ada.post("Who?")
        await api.until(lambda: len(ada.heard()) == 1)

    def write(question: str, told: Told) -> None:
        told(written(*long[:1]))

    async with start(FakeAssistant(reply=lambda _: written(*long), writes=write)) as bot:
        async with asyncio.timeout(30):
            while bot.state.journal.waiting():
                await asyncio.sleep(0.05)
    assert len(ada.heard()) == 3
    assert api.called("sendMessageDraft") == []


async def test_drafts_take_no_message_its_place(api: BotApi, start: Start) -> None:
    api.floods = Floods()
    answering = {number: Chat(api, number) for number in range(1, 41)}

    def write(question: str, told: Told) -> None:
        for count in (1, 2, 3):
            told(written(*CLAIMS[:count], question=question))
        time.sleep(0.3)

    assistant = FakeAssistant(reply=lambda question: written(*CLAIMS, question=question), writes=write)
    async with start(assistant, pace=Pace()):
        for chat in answering.values():
            await chat.post("One")
            await chat.post("Two")
        await api.until(lambda: all(len(chat.heard()) == 2 for chat in answering.values()), 120)
    assert api.floods.refused == 0
    assert api.drafts != []
    last = {chat: max(c.at for c in api.called("sendMessage") if c.parameters["chat_id"] == chat) for chat in answering}
    assert all(call.at < last[call.parameters["chat_id"]] for call in api.called("sendMessageDraft"))


async def test_words_around_a_draft_are_in_the_language_that_was_chosen(api: BotApi, start: Start) -> None:
    ada, writer = Chat(api), growing()
    async with start(writer.assistant):
        await ada.say("/language de")
        await ada.post("Who?")
        await api.until(lambda: bool(api.drafts))
        for event in writer.go_on:
            event.set()
        await api.until(lambda: len(ada.heard()) == 2)
    assert "wörtlich" in api.drafts[0]["text"]


async def test_a_draft_that_there_was_no_room_for_comes_later(api: BotApi, start: Start) -> None:
    ada, writer = Chat(api), growing()
    assistant = FakeAssistant(reply=lambda _: written(*CLAIMS))
    async with start(assistant, pace=Pace(1.5, 0)):
        await ada.say("Who?")
        assistant.writes = writer.write
        await ada.post("And then?")  # the chat takes no message yet, and no draft
        await api.until(lambda: bool(api.drafts))
        for event in writer.go_on:
            event.set()
        await api.until(lambda: len(ada.heard()) == 2)
    first, *_ = api.called("sendMessageDraft")
    assert first.at - api.called("sendMessage")[0].at >= 1.5
