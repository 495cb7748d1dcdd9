"""The owner puts an answer right with its buttons."""

from __future__ import annotations

import pytest
from bot_api import BotApi
from bot_api_chat import Chat, Json, labels
from telegram_fakes import Start

from bot.assistant import Assistant
from retrieval.articles import Article, Paragraph

ADA, BOB = 42, 43
TEXT = "„Wir bauen ein Haus“, sagte Paul Beispiel zu Erika Mustermann. „Es wird schön“, sagte Erika Mustermann."
ARTICLE = Article("haus", "Ein Haus", False, (Paragraph("haus", 1, TEXT),))


async def again(ada: Chat, message: Json) -> Json:
    before = len(ada.heard())
    await ada.press(ada.now(message), "Ask again")
    await ada.api.until(lambda: len(ada.heard()) > before)
    return ada.heard()[-1]


async def test_a_statement_is_given_its_right_speaker_and_back(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(Assistant, articles=(ARTICLE,), owner=ADA):
        (message,) = await ada.say("What did Beispiel say?")
        assert "Correct …" in labels(message)
        await ada.press(message, "Correct …")
        assert labels(ada.now(message)) == [
            "Not by Paul Beispiel: hide it", "It was Erika Mustermann", "◂ Back to the answer",
        ]  # fmt: skip
        shown = await ada.press(ada.now(message), "It was Erika")
        assert shown["text"] == "Noted: said by Erika Mustermann."
        assert labels(ada.now(message)) == ["Undo", "Ask again", "◂ Back to the answer"]
        assert (await again(ada, message))[
            "text"
        ] == "Paul Beispiel is mentioned here, but nothing that Paul Beispiel said."
        (corrected,) = await ada.say("What did Mustermann say?")
        assert "„Wir bauen ein Haus“" in corrected["text"]
        await ada.press(ada.now(message), "Undo")
        (restored,) = await ada.say("What did Beispiel say?")
        assert "„Wir bauen ein Haus“" in restored["text"]


async def test_a_statement_is_hidden(api: BotApi, start: Start, seed_article: Article) -> None:
    ada = Chat(api)
    async with start(Assistant, articles=(seed_article,), owner=ADA):
        (message,) = await ada.say("What did Baerbock say?")
        quotation = "„Es braucht Sicherheitsgarantien, die auch wirklich tragen“"
        assert quotation in message["text"]
        number = message["text"].partition(quotation)[2].partition("[")[2][0]
        shown = await ada.press(message, "Correct …")
        assert shown["text"].startswith("Which statement is wrong?")
        await ada.press(ada.now(message), f"[{number}]")
        assert (await ada.press(ada.now(message), "Not by"))["text"] == "Hidden: this will not be shown again."
        assert quotation not in (await again(ada, message))["text"].partition("\n\n")[0]
        await ada.press(ada.now(message), "◂ Back")
        assert labels(ada.now(message))[-1] == "Correct …"


@pytest.mark.parametrize("data", ["correct:0", "wrong:0:0", "hide:0:0", "by:0:0:1", "undo:0:1", "hide", "by:0"])
async def test_nobody_else_corrects(api: BotApi, start: Start, data: str) -> None:
    bob, group = Chat(api, BOB), Chat(api, ADA, group=-100)
    async with start(Assistant, articles=(ARTICLE,), owner=ADA) as bot:
        for chat, question in ((bob, "What did Beispiel say?"), (group, "/ask What did Beispiel say?")):
            (message,) = await chat.say(question)
            assert "Correct …" not in labels(message)
            shown = await chat.press_data(message, data)
            assert shown["text"] == "Only whoever runs this bot can change its library."
        assert bot.library.corrections() == []


@pytest.mark.parametrize(
    "data", ["wrong:0:99", "wrong:0", "hide:0", "by:0:0:1", "undo:0:99", "undo:0", "undo:0:zzzzzzzzzzzzz"]
)
async def test_data_that_no_button_has_corrects_nothing(api: BotApi, start: Start, data: str) -> None:
    ada = Chat(api)
    async with start(Assistant, articles=(ARTICLE,), owner=ADA) as bot:
        (message,) = await ada.say("What did Beispiel say?")
        assert (await ada.press_data(message, data))["text"]
        assert bot.library.corrections() == []
