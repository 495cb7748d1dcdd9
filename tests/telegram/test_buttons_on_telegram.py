"""The buttons below an answer."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from bot_api import BotApi
from bot_api_chat import Chat, buttons, labels, parts
from telegram_answers import ARTICLE, DIRECT, INDIRECT, LONG, TEXTS, answered, cite
from telegram_fakes import FakeAssistant, Start, many, replying

from bot.answer import Answer, Claim
from bot.assistant import Assistant
from bot.feedback import Feedback
from retrieval.articles import Article, Paragraph
from retrieval.question import Question

ADA, EVE = 42, 666
ODD_NAME = "<b>Ada</b> & \u05e9\u05dc\u05d5\u05dd \U0001f600 „X“"


async def test_below_an_answer_stand_its_buttons(api: BotApi, start: Start) -> None:
    async with start():
        (message,) = await Chat(api).say("Who said what?")
        (german,) = await Chat(api, 7, language="de").say("Wer?")
    assert labels(message) == ["Whole passage", "Copy with source", "Who else?", "\U0001f44d", "\U0001f44e"]
    assert labels(german)[:3] == ["Ganzer Absatz", "Mit Quelle kopieren", "Wer noch?"]


async def test_a_refusal_can_be_rated_and_nothing_else(api: BotApi, start: Start) -> None:
    question = Question("What did Trump say?", "en", "statements", speaker="Trump")
    async with start(FakeAssistant(reply=lambda _: Answer(question, "not_found", None, (), (), ()))):
        (message,) = await Chat(api).say("What did Trump say?")
    assert labels(message) == ["\U0001f44d", "\U0001f44e"]


async def test_the_whole_passage_is_shown_in_place_with_the_ones_around_it(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(replying(INDIRECT)):
        (message,) = await ada.say("Who?")
        await ada.press(message, "Whole passage")
        passage = ada.now(message)
        assert passage["text"] == f"{TEXTS[0]}\ntaz, 2024-12-03, Debatte in der Nato, paragraph 1"
        assert parts(passage, "blockquote") == [TEXTS[0]]
        assert parts(passage, "bold") == ["Es gehe um <alles>"]
        assert passage["entities"][-1]["url"].startswith("https://example.org/nato#:~:text=Es%20gehe")
        assert labels(passage) == ["Paragraph after ▸", "◂ Back to the answer"]
        await ada.press(passage, "Paragraph after")
        assert ada.now(message)["text"].startswith(TEXTS[1])
        assert labels(ada.now(message)) == ["◂ Paragraph before", "◂ Back to the answer"]
        await ada.press(ada.now(message), "◂ Back")
        assert ada.now(message)["text"] == message["text"]
    assert len(ada.heard()) == 1


async def test_of_several_passages_one_is_chosen(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start():
        (message,) = await ada.say("Who?")
        await ada.press(message, "Whole passage")
        assert labels(ada.now(message)) == ["[1]", "[2] [3]", "◂ Back to the answer"]
        assert ada.now(message)["text"] == message["text"]
        await ada.press(ada.now(message), "[2] [3]")
        assert ada.now(message)["text"].startswith(TEXTS[1])
        assert parts(ada.now(message), "bold") == ["Es braucht Sicherheitsgarantien", "die auch wirklich tragen"]


async def test_a_passage_longer_than_a_message_is_shown_whole(api: BotApi, start: Start) -> None:
    paragraph = Paragraph("nato", 1, "Es gehe um alles, sagte Rutte. " + "Noch ein Satz. " * 500)
    article = replace(ARTICLE, paragraphs=(paragraph,))
    claim = replace(INDIRECT, citations=(cite(paragraph, "Es gehe um alles", "Es gehe um alles, sagte Rutte."),))
    ada = Chat(api)
    async with start(replying(claim, articles=(article,)), articles=(article,)):
        (message,) = await ada.say("Who?")
        await ada.press(message, "Whole passage")
    first, second = ada.heard()
    assert first["text"].startswith("Es gehe um alles")
    assert (first["text"] + second["text"]).count("Noch ein Satz.") == 500


async def test_a_short_statement_is_copied_on_the_telephone(api: BotApi, start: Start) -> None:
    article = replace(ARTICLE, url="https://example.org/n")
    async with start(replying(DIRECT, articles=(article,)), articles=(article,)):
        (message,) = await Chat(api).say("Who?")
    (copying,) = [button for button in buttons(message) if button["text"] == "Copy with source"]
    assert copying["copy_text"]["text"] == (
        "„Es braucht Sicherheitsgarantien“ […] „die auch wirklich tragen“ "
        "(Annalena Baerbock, taz, 2024-12-03, Debatte in der Nato, paragraph 2)\nhttps://example.org/n"
    )


async def test_a_long_statement_is_sent_to_be_copied(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(many(1), articles=(LONG,)):
        (message,) = await ada.say("Who?")
        await ada.press(message, "Copy with source")
    _, copied = ada.heard()
    quote = LONG.paragraphs[0].text[1:-14]
    assert " ".join(copied["text"].split()).startswith(f"„{' '.join(quote.split())}")
    assert copied["text"].endswith(
        "paragraph 1)\nhttps://example.org/nato#:~:text=" + copied["text"].rpartition("=")[2]
    )
    assert parts(copied, "code") == [copied["text"]]


async def test_of_several_statements_one_is_chosen_to_copy(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start():
        (message,) = await ada.say("Who?")
        await ada.press(message, "Copy with source")
    assert labels(ada.now(message)) == ["[1]", "[2] [3]", "◂ Back to the answer"]
    assert buttons(ada.now(message))[0]["copy_text"]["text"].startswith("Es gehe um <alles>, sagte Mark Rutte")


async def test_who_else_is_quoted_there_can_be_asked(api: BotApi, start: Start, seed_article: Article) -> None:
    ada = Chat(api)
    async with start(Assistant, articles=(seed_article,)):
        (message,) = await ada.say("What did Peskow say?")
        assert message["text"].startswith("Dmitri Peskow, Kreml-Sprecher\n")
        await ada.press(message, "Who else?")
        assert labels(ada.now(message))[:2] == ["Mark Rutte", "Annalena Baerbock"]
        assert "Dmitri Peskow" not in labels(ada.now(message))
        await ada.press(ada.now(message), "Annalena Baerbock")
        await api.until(lambda: len(ada.heard()) == 2)
    answer = ada.heard()[1]
    assert answer["text"].startswith("Annalena Baerbock, deutsche Außenministerin\n")
    assert answer["reply_to_message"]["message_id"] == message["message_id"]


async def test_nobody_else_is_said_for_a_moment(api: BotApi, start: Start) -> None:
    paragraph = Paragraph("nato", 1, "„Es geht um alles“, sagte Mark Rutte.")
    article = replace(ARTICLE, paragraphs=(paragraph,))
    claim = Claim("", (cite(paragraph, "Es geht um alles"),), "Mark Rutte", "Mark Rutte", "direct")
    ada = Chat(api)
    async with start(replying(claim, articles=(article,)), articles=(article,)):
        (message,) = await ada.say("Who?")
        shown = await ada.press(message, "Who else?")
    assert shown["text"] == "Nobody else is quoted there."
    assert ada.now(message) == message


async def test_two_people_of_one_name_are_offered(api: BotApi, start: Start) -> None:
    question = Question("What did Müller say about Rome?", "en", "statements", speaker="Müller", topic="Rome")
    answer = replace(answered(INDIRECT), question=question, candidates=("Anna Müller", ODD_NAME))
    assistant = FakeAssistant(reply=lambda _: answer)
    ada = Chat(api)
    async with start(assistant):
        (message,) = await ada.say("What did Müller say about Rome?")
        assert labels(message)[:2] == ["Anna Müller", ODD_NAME]
        await ada.press(message, "Anna")
        await ada.press(message, "<b>Ada")
        await api.until(lambda: len(ada.heard()) == 3)
    assert [asked for asked, _ in assistant.asked[1:]] == [
        "What did Anna Müller say about Rome?",
        f"What did {ODD_NAME} say about Rome?",
    ]


async def test_a_very_long_answer_is_turned_in_place(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(many(), articles=(LONG,)):
        first, second, third = await ada.say("Who?", replies=3)
        assert labels(first) == labels(second) == ["Whole passage", "Copy with source"]
        assert labels(third)[0].startswith("More (")
        seen = [first["text"], second["text"]]
        while (more := labels(ada.now(third))) and any(label.startswith("More") for label in more):
            seen.append(ada.now(third)["text"])
            await ada.press(ada.now(third), "More")
        seen.append(ada.now(third)["text"])
        await ada.press(ada.now(third), "◂ Back")
        assert ada.now(third)["text"] == seen[-2]
    assert len(ada.heard()) == 3
    assert [number for number in range(1, 31) if f"„Satz {number} " not in "".join(seen)] == []


async def test_thumbs_are_kept_changed_and_taken_back(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start() as bot:
        feedback = Feedback(bot.state.database)
        (message,) = await ada.say("Who said what?")
        assert (await ada.press(message, "\U0001f44d"))["text"] == "Thank you: noted as right."
        assert "✅ \U0001f44d" in labels(ada.now(message))
        (rated,) = feedback.all()
        assert (rated.rating, rated.told.question, len(rated.told.citations)) == ("good", "Who said what?", 3)
        await ada.press(message, "\U0001f44e")
        assert [rated.rating for rated in feedback.all()] == ["bad"]
        assert "✅ \U0001f44e" in labels(ada.now(message))
        assert (await ada.press(ada.now(message), "✅ \U0001f44e"))["text"] == "Taken back."
        assert feedback.all() == []
        assert labels(ada.now(message)) == labels(message)


async def test_in_a_group_everybody_rates_for_themselves(api: BotApi, start: Start) -> None:
    ada, eve = Chat(api, ADA, group=-100), Chat(api, EVE, group=-100)
    async with start() as bot:
        (message,) = await ada.say("/ask Who?")
        await ada.press(message, "\U0001f44d")
        await eve.press(message, "\U0001f44e")
        await eve.press(message, "\U0001f44e")
        assert ada.now(message) == message
        assert sorted(rated.rating for rated in Feedback(bot.state.database).all()) == ["bad", "good"]


async def test_a_thumb_as_a_reaction_counts_too(api: BotApi, start: Start) -> None:
    ada = Chat(api)

    def ratings() -> list[str]:
        return [rated.rating for rated in feedback.all()]

    async with start() as bot:
        feedback = Feedback(bot.state.database)
        (message,) = await ada.say("Who?")
        for emoji, expected in ((("\U0001f44e",), ["bad"]), (("\U0001f525", "\U0001f44d"), ["good"]), ((), [])):
            await ada.react(message, *emoji)
            async with asyncio.timeout(10):
                while ratings() != expected:
                    await asyncio.sleep(0.02)


async def test_a_reaction_without_a_thumb_takes_back_no_thumb_that_was_pressed(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start() as bot:
        (message,) = await ada.say("Who?")
        await ada.press(message, "\U0001f44d")
        await ada.react(message, "\u2764")
        await ada.react(message)
        await ada.say("Who else?")  # answered after them
        assert [rated.rating for rated in Feedback(bot.state.database).all()] == ["good"]


async def test_a_button_with_more_numbers_than_it_needs_is_no_error(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    ada = Chat(api)
    async with start():
        (message,) = await ada.say("Who?")
        await ada.press_data(message, "whole:0:1:0:0:0")
    assert ada.now(message) != message
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
