"""Buttons of old answers: after a restart, after the article has changed, and pressed by the wrong people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bot_api import BotApi
from bot_api_chat import Chat, labels
from telegram_answers import ARTICLE, INDIRECT, LONG, PARAGRAPHS
from telegram_fakes import Start, many, replying

from retrieval.articles import Article, Paragraph

ADA, EVE = 42, 666


async def test_buttons_work_after_a_restart(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(many(), articles=(LONG,)):
        *_, last = await ada.say("Who?", replies=3)
    async with start(many(), articles=(LONG,)):
        await ada.press(last, "More")
        assert ada.now(last)["text"] != last["text"]
        await ada.press(ada.now(last), "Whole passage")
        assert labels(ada.now(last))[-1] == "◂ Back to the answer"


CHANGES: dict[str, tuple[Article, ...]] = {
    "changed": (replace(ARTICLE, paragraphs=(replace(PARAGRAPHS[0], text="Ganz anders."), PARAGRAPHS[1])),),
    "removed": (),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_an_answer_whose_article_changed_says_so(api: BotApi, start: Start, change: str) -> None:
    ada = Chat(api)
    async with start() as bot:
        (message,) = await ada.say("Who said what?")
        bot.library.remove("nato")
        list(bot.library.add(CHANGES[change]))
        bot.library.catch_up()
        shown = await ada.press(message, "Whole passage")
        assert shown["text"] == "The article has changed since this answer. Ask again."
        assert ada.now(message)["text"] == message["text"]
        assert labels(ada.now(message)) == ["Ask again"]
        await ada.press(ada.now(message), "Ask again")
        await api.until(lambda: len(ada.heard()) == 2)
    assert [question for question, _ in bot.assistant.asked] == ["Who said what?"] * 2


async def test_a_passage_that_only_moved_is_found(api: BotApi, start: Start) -> None:
    added = [Paragraph("nato", 1, "Ein neuer erster Absatz.")]
    moved = [replace(paragraph, number=paragraph.number + 1) for paragraph in PARAGRAPHS]
    ada = Chat(api)
    async with start(replying(INDIRECT)) as bot:
        (message,) = await ada.say("Who?")
        list(bot.library.add([replace(ARTICLE, paragraphs=tuple(added + moved))]))
        bot.library.catch_up()
        await ada.press(message, "Whole passage")
    assert ada.now(message)["text"].endswith("Debatte in der Nato, paragraph 2")


@pytest.mark.parametrize(
    "data",
    [
        "turn", "turn:99", "turn:-1", "turn:0:0:0:0", "whole:0:9:0:0", "whole:0:1:0:99", "whole:0:1:99:0", "whole:0:1", "copy:0:99", "else:0:1", "who:5",
        "again", "unrate", "good:9", "nonsense", "turn:ü", ":", "|", "sure:1", "said:1", "language:9", "articles:9|x", "dismiss:1",
    ],
)  # fmt: skip
async def test_data_that_no_button_has_does_no_harm(
    api: BotApi, start: Start, data: str, caplog: pytest.LogCaptureFixture
) -> None:
    ada = Chat(api)
    async with start():
        (message,) = await ada.say("Who?")
        await ada.press_data(message, data)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_stranger_who_presses_a_button_is_told(api: BotApi, start: Start) -> None:
    ada, eve = Chat(api, ADA, group=-100), Chat(api, EVE, group=-100, language="de")
    async with start(allow=frozenset({ADA})):
        (message,) = await ada.say("/ask Who?")
        shown = await eve.press(message, "Whole passage")
        assert shown["text"].startswith(f"Dieser Bot ist privat. Deine Telegram-Nummer ist {EVE}")
    assert ada.now(message) == message


async def test_an_answer_is_found_by_its_own_chat_only(api: BotApi, start: Start) -> None:
    ada, eve = Chat(api, ADA), Chat(api, EVE)
    async with start():
        (message,) = await ada.say("Who?")
        await eve.post("hello")
        forged = {**message, "chat": eve.kind}
        assert (await eve.press_data(forged, "turn:0"))["text"] == "I no longer have this answer. Please ask again."


async def test_a_button_of_a_message_that_is_gone_is_answered(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start():
        (message,) = await ada.say("Who?")
        del api.messages[ada.id][message["message_id"]]
        assert (await ada.press(message, "Whole passage"))["text"].startswith("I no longer have this answer.")


async def test_a_message_that_is_deleted_after_its_button_was_pressed_is_no_error(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    ada = Chat(api)
    async with start():
        (message,) = await ada.say("Who?")
        del api.messages[ada.id][message["message_id"]]
        api.callbacks.add("pressed")
        pressed = {"id": "pressed", "from": ada.user, "chat_instance": "1", "message": message, "data": "whole:0"}
        await api.receive(callback_query=pressed)
        await api.until(lambda: "pressed" in api.pressed)
    assert api.pressed["pressed"]["text"].startswith("I no longer have this answer.")
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
