"""What the bot keeps about people: conversations, their language, and nothing any more after /forget."""

from __future__ import annotations

from pathlib import Path

import pytest
from bot_api import BotApi
from bot_api_chat import Chat, labels
from telegram_answers import echo
from telegram_fakes import FakeAssistant, Start

from bot.feedback import Feedback
from retrieval.question import Question

ADA, BOB = 42, 43


def remembering() -> FakeAssistant:
    return FakeAssistant(conversations=lambda question, before: before.after(Question(question, "en", "passages")))


def before(assistant: FakeAssistant) -> list[list[str]]:
    return [[question.text for question in conversation.questions] for _, conversation in assistant.asked]


async def test_a_conversation_goes_on_after_a_restart_until_it_is_ended(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(remembering()):
        await ada.say("one")
    async with start(remembering()) as bot:
        await ada.say("two")
        (line,) = await ada.say("/new")
        await ada.say("three")
    assert before(bot.assistant) == [["one"], []]
    assert line["text"].startswith("Starting anew")


async def test_a_language_is_chosen_by_word_or_by_button(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start():
        assert (await ada.say("/language de"))[0]["text"] == "Ich spreche jetzt Deutsch mit dir."
        (message,) = await ada.say("/language")
        assert message["text"].startswith("In welcher Sprache soll ich mit dir sprechen?")
        assert labels(message) == ["English", "Deutsch", "Automatisch"]
        await ada.press(message, "English")
        assert ada.now(message)["text"] == "I speak English with you now."
        (line,) = await ada.say("/language esperanto")
        assert line["text"].startswith("I speak German and English.")


async def test_a_chosen_language_lasts_and_frames_the_answers(api: BotApi, start: Start) -> None:
    ada = Chat(api, language="en")
    async with start():
        await ada.say("/language de")
    async with start():
        (answer,) = await ada.say("Who said what?")
        assert "Mark Rutte lächelte. (indirekt)" in answer["text"].replace("& ", "")
        assert labels(answer)[0] == "Ganzer Absatz"
        await ada.say("/language auto")
        (answer,) = await ada.say("Who said what?")
        assert "(indirectly)" in answer["text"]
        assert labels(answer)[0] == "Whole passage"


async def test_forget_deletes_what_is_kept_and_says_what_it_was(api: BotApi, start: Start, tmp_path: Path) -> None:
    ada, bob = Chat(api, ADA), Chat(api, BOB)
    async with start(remembering()) as bot:
        (answer,) = await ada.say("my secret question")
        await ada.press(answer, "\U0001f44d")
        await ada.say("another secret question")
        await ada.say("/language en")
        await bob.say("a question by somebody else")
        (line,) = await ada.say("/forget")
        assert line["text"].startswith("Deleted: 2 answers with buttons, 1 conversation, 1 rating, ")
        assert "the language that you chose" in line["text"]
        assert (await ada.press(answer, "Whole passage"))["text"] == "I no longer have this answer. Please ask again."
        await ada.say("a new question")
        assert before(bot.assistant)[-1] == []
        (line,) = await bob.say("/forget")
        assert line["text"].startswith("Deleted: 1 answer with buttons, 1 conversation")
        (line,) = await bob.say("/forget")
        assert "answer" not in line["text"].partition("\n")[0]
    assert not any(b"secret question" in file.read_bytes() for file in tmp_path.glob("bot.db*"))


async def test_forget_deletes_what_others_thought_of_an_answer_with_its_question(api: BotApi, start: Start) -> None:
    ada, bob = Chat(api, ADA, group=-100), Chat(api, BOB, group=-100)
    async with start(remembering()) as bot:
        for chat, question in ((ada, "/ask my secret question"), (bob, "/ask a question by somebody else")):
            (answer,) = await chat.say(question)
            await bob.press(answer, "\U0001f44e")
        (line,) = await ada.say("/forget")
        assert "1 rating" in line["text"]
        assert [rated.told.question for rated in Feedback(bot.state.database).all()] == ["a question by somebody else"]


async def test_forget_leaves_the_owner_the_owner(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(owner=ADA, allow=frozenset()) as bot:
        await ada.say("one")
        (line,) = await ada.say("/forget")
        assert line["text"].endswith("you may use this bot, with your Telegram id and name.")
        assert await ada.say("two")
        assert bot.state.people.of(ADA) is not None


@pytest.mark.parametrize(("most", "key"), [(2, "telegram_per_minute"), (2, "telegram_per_day")])
async def test_who_asks_too_much_is_told_when_to_go_on(api: BotApi, start: Start, most: int, key: str) -> None:
    ada = Chat(api)
    async with start(FakeAssistant(reply=echo), **{key: most}) as bot:
        await ada.say("one")
        await ada.say("two")
        (line,) = await ada.say("three")
        assert await Chat(api, BOB).say("one")
        assert await ada.say("/help")
    assert f"I answer {most} questions of yours" in line["text"]
    assert [question for question, _ in bot.assistant.asked] == ["one", "two", "one"]


async def test_the_owner_learns_how_a_long_text_becomes_an_article(api: BotApi, start: Start) -> None:
    async with start(owner=ADA, allow=None):
        (owner,) = await Chat(api, ADA).say("Und noch ein Satz. " * 40)
        (reader,) = await Chat(api, BOB).say("Und noch ein Satz. " * 40)
    assert owner["text"] == f"{reader['text']} To add it as an article, send it as a file, or forward it to me."


async def test_help_is_for_whom_it_is_for(api: BotApi, start: Start) -> None:
    async with start(owner=ADA, allow=None):
        (owner,) = await Chat(api, ADA).say("/help")
        (reader,) = await Chat(api, BOB).say("/help")
    assert "@wortlaut_bot and a name" in reader["text"]
    assert "Send me an article as a file (.jsonl" in owner["text"]
    assert "Send me an article" not in reader["text"]
