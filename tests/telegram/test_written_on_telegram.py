"""Answers that a language model wrote, in a chat: what is shown, what its buttons do, and how long it is shown."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from bot_api import BotApi
from bot_api_chat import Chat, Json, buttons, labels, parts
from telegram_answers import ARTICLE, PARAGRAPHS, answered, cite
from telegram_fakes import FakeAssistant, Start

from bot.answer import Answer, Claim, Tokens
from retrieval.articles import Article, Paragraph

ADA, BEN = 42, 43
MODEL = "maker:model"
TEXT = (
    "„Wir bauen ein Haus“, sagte Paul Beispiel zu Erika Mustermann. „Es wird schön“, sagte Erika Mustermann. "
    "Das Haus steht am See."
)
HOUSE = Article("haus", "Ein Haus", False, (Paragraph("haus", 1, TEXT),), publisher="taz", language="de")
(PARAGRAPH,) = HOUSE.paragraphs
FIRST, SECOND, THIRD = (
    cite(PARAGRAPH, "Wir bauen ein Haus", "„Wir bauen ein Haus“, sagte Paul Beispiel zu Erika Mustermann."),
    cite(PARAGRAPH, "Es wird schön", "„Es wird schön“, sagte Erika Mustermann."),
    cite(PARAGRAPH, "Das Haus steht am See.", "Das Haus steht am See."),
)
BUILDING = Claim(
    "Beispiel is going to build a house.", (FIRST,), "Paul Beispiel", "Paul Beispiel", "direct", translation="We build"
)
SEE = Claim("The house is by a lake.", (THIRD,))


def written(*claims: Claim, **more: Any) -> FakeAssistant:
    answer = replace(answered(*claims, written_by=MODEL), articles=(HOUSE,), **more)
    return FakeAssistant(reply=lambda question: replace(answer, question=replace(answer.question, text=question)))


def kept(bot: Any) -> list[dict[str, Any]]:
    return [json.loads(details) for (details,) in bot.state.database.all("SELECT details FROM answers")]


async def test_the_sentence_the_words_who_said_them_and_the_translation(api: BotApi, start: Start) -> None:
    async with start(written(BUILDING, SEE), articles=(HOUSE,)):
        (message,) = await Chat(api).say("Who builds?")
    assert message["text"] == (
        "Beispiel is going to build a house. [1]\n„Wir bauen ein Haus“\nPaul Beispiel, verbatim\n"
        "Translation: We build\n\n"
        "The house is by a lake. [2]\nDas Haus steht am See.\n\n"
        f"{TEXT}\n[1] [2] taz, Ein Haus, paragraph 1\n\n"
        "The sentences and translations were written by a language model (maker:model); "
        "the quotations are the articles' own words."
    )
    assert parts(message, "blockquote") == ["„Wir bauen ein Haus“", "Das Haus steht am See."]
    assert parts(message, "expandable_blockquote") == [TEXT]


async def test_what_is_copied_is_what_the_article_says(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    both = Claim("Both are glad.", (FIRST, SECOND), kind="direct")
    async with start(written(both), articles=(HOUSE,)):
        (message,) = await ada.say("Who?")
    (copying,) = [button for button in buttons(message) if button["text"] == "Copy with source"]
    assert copying["copy_text"]["text"] == ("„Wir bauen ein Haus“ […] „Es wird schön“ (taz, Ein Haus, paragraph 1)")


async def test_a_claim_from_two_articles_is_copied_with_both_sources(api: BotApi, start: Start) -> None:
    other = cite(PARAGRAPHS[0], "Es gehe um <alles>", "Es gehe um <alles>, sagte Mark Rutte & lächelte.")
    two = Claim("They agree.", (SECOND, other))
    assistant = written(two)
    answer = assistant.reply
    assistant.reply = lambda question: replace(answer(question), articles=(HOUSE, ARTICLE))
    async with start(assistant, articles=(HOUSE, ARTICLE)):
        (message,) = await Chat(api).say("Who?")
    (copying,) = [button for button in buttons(message) if button["text"] == "Copy with source"]
    first, second = copying["copy_text"]["text"].split("\n\n")
    assert first == "„Es wird schön“, sagte Erika Mustermann. (taz, Ein Haus, paragraph 1)"
    assert second.startswith("Es gehe um <alles>, sagte Mark Rutte & lächelte. (taz, 2024-12-03, Debatte in der Nato,")


async def test_the_whole_passage_and_back_again_after_a_restart(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(written(BUILDING, SEE, unwritten="slow", left=3), articles=(HOUSE,)):
        (message,) = await ada.say("Who?")
    async with start(FakeAssistant(), articles=(HOUSE,)):
        await ada.press(message, "Whole passage")
        assert ada.now(message)["text"].startswith(TEXT)
        await ada.press(ada.now(message), "◂ Back")
    assert ada.now(message)["text"] == message["text"]
    assert message["text"].endswith(
        "3 more statements were left out: too many for the language model.\n\n"
        "The sentences and translations were written by a language model (maker:model); "
        "the quotations are the articles' own words.\n\n"
        "The language model did not answer in time; the answer may be incomplete."
    )


async def test_an_answer_kept_by_an_older_version_is_shown_again(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start() as bot:
        (message,) = await ada.say("Who said what?")
        (details,) = kept(bot)
        for new in ("unwritten", "left", "translatable", "standing"):
            del details[new]
        bot.state.database.run("UPDATE answers SET details = ?", (json.dumps(details),))
        await ada.press(message, "Whole passage")
        await ada.press(ada.now(message), "◂ Back")
    assert ada.now(message)["text"] == message["text"]


async def test_forget_deletes_what_a_model_wrote(api: BotApi, start: Start, tmp_path: Path) -> None:
    ada = Chat(api)
    async with start(written(BUILDING), articles=(HOUSE,)) as bot:
        (message,) = await ada.say("Who?")
        assert [claim["text"] for claim in kept(bot)[0]["claims"]] == [BUILDING.text]
        (forgotten,) = await ada.say("/forget")
        assert forgotten["text"].startswith("Deleted: 1 answer with buttons")
        assert kept(bot) == []
        shown = await ada.press(message, "Whole passage")
        assert shown["text"] == "I no longer have this answer. Please ask again."
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("bot.db*"))
    assert b"Ein Haus" not in stored
    assert BUILDING.text.encode() not in stored


async def test_of_an_answer_without_a_model_no_text_is_kept(api: BotApi, start: Start) -> None:
    async with start() as bot:
        await Chat(api).say("Who?")
        (details,) = kept(bot)
    assert [claim["text"] for claim in details["claims"]] == [None, None]


CHANGES: dict[str, tuple[Article, ...]] = {
    "changed": (replace(HOUSE, paragraphs=(replace(PARAGRAPH, text=f"Nein: {TEXT}"),)),),
    "removed": (),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_what_a_model_wrote_goes_when_its_article_does(api: BotApi, start: Start, change: str) -> None:
    ada = Chat(api)
    async with start(written(BUILDING), articles=(HOUSE,)) as bot:
        (message,) = await ada.say("Who?")
        bot.library.remove("haus")
        list(bot.library.add(CHANGES[change]))
        bot.library.catch_up()
        await ada.press(message, "Whole passage")
        assert_outdated(ada.now(message))
        await ada.press(ada.now(message), "Ask again")
        await api.until(lambda: len(ada.heard()) == 2)


@pytest.mark.parametrize("wrong", ["hide", "attribute"])
async def test_what_a_model_wrote_goes_when_a_statement_is_corrected(api: BotApi, start: Start, wrong: str) -> None:
    ada = Chat(api)
    async with start(written(BUILDING, SEE), articles=(HOUSE,)) as bot:
        (message,) = await ada.say("Who?")
        (other,) = await ada.say("Who else?")
        statement = bot.library.statement_at("haus", 1, *FIRST.span)
        done = bot.library.hide(statement) if wrong == "hide" else bot.library.attribute(statement, "Erika Mustermann")
        await ada.press(message, "Whole passage")
        assert_outdated(ada.now(message))
        bot.library.undo(done.number)
        await ada.press(other, "Whole passage")
        await ada.press(ada.now(other), "◂ Back")
        assert ada.now(other)["text"] == other["text"]


async def test_another_statement_that_is_corrected_changes_nothing(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(written(BUILDING), articles=(HOUSE,)) as bot:
        (message,) = await ada.say("Who?")
        bot.library.hide(bot.library.statement_at("haus", 1, *SECOND.span))
        await ada.press(message, "Whole passage")
        await ada.press(ada.now(message), "◂ Back")
    assert ada.now(message)["text"] == message["text"]


async def test_the_owner_hides_a_statement_and_takes_it_back(api: BotApi, start: Start) -> None:
    ada = Chat(api, ADA)
    both = Claim("Both are glad.", (FIRST, SECOND), kind="direct")
    async with start(written(both), articles=(HOUSE,), owner=ADA) as bot:
        (message,) = await ada.say("Who?")
        await ada.press(message, "Correct …")
        assert labels(ada.now(message)) == ["[1]", "[2]", "◂ Back to the answer"]
        await ada.press(ada.now(message), "[2]")
        shown = await ada.press(ada.now(message), "Not by")
        assert shown["text"] == ada.now(message)["text"] == "Hidden: this will not be shown again."
        assert labels(ada.now(message)) == ["Undo", "Ask again"]
        (correction,) = bot.library.corrections()
        assert correction.spans == (SECOND.span,)
        await ada.press(ada.now(message), "Undo")
        assert ada.now(message)["text"] == message["text"]
        assert bot.library.corrections() == []


async def test_taking_back_one_of_two_corrections_does_not_bring_the_answer_back(api: BotApi, start: Start) -> None:
    ada = Chat(api, ADA)
    both = Claim("Both are glad.", (FIRST, SECOND), kind="direct")
    async with start(written(both), articles=(HOUSE,), owner=ADA) as bot:
        (message,) = await ada.say("Who?")
        await ada.press(message, "Correct …")
        await ada.press(ada.now(message), "[2]")
        await ada.press(ada.now(message), "Not by")
        bot.library.hide(bot.library.statement_at("haus", 1, *FIRST.span))
        await ada.press(ada.now(message), "Undo")
        assert [correction.spans for correction in bot.library.corrections()] == [(FIRST.span,)]
        assert_outdated(ada.now(message))


async def test_in_any_chat_no_model_is_asked(api: BotApi, start: Start) -> None:
    async with start() as bot:
        await Chat(api).look_up("Who said what?")
    assert bot.assistant.written == [False]


# ------------------------------------------------------------------------------------------------- hints for the owner


@pytest.mark.parametrize(("who", "group", "hint"), [(ADA, None, True), (BEN, None, False), (ADA, -100, False)])
async def test_what_to_do_about_the_model_is_for_the_owner_in_private(
    api: BotApi, start: Start, who: int, group: int | None, hint: bool
) -> None:
    answers = {
        "translate": replace(answered(BUILDING), articles=(HOUSE,), translatable=True),
        "install": replace(answered(BUILDING), articles=(HOUSE,), unwritten="not_installed"),
    }
    chat = Chat(api, who, group=group)
    async with start(FakeAssistant(reply=lambda asked: answers[asked]), articles=(HOUSE,), owner=ADA):
        (translatable,) = await chat.say("/ask translate")
        (missing,) = await chat.say("/ask install")
        await chat.press(translatable, "Whole passage")
        await chat.press(chat.now(translatable), "◂ Back")
    assert ("A language model would add translations: set WORTLAUT_LLM." in translatable["text"]) == hint
    assert chat.now(translatable)["text"] == translatable["text"]
    assert "The language model is not installed; this is the answer without it." in missing["text"]
    assert ("wortlaut doctor" in missing["text"]) == hint


# ------------------------------------------------------------------------------------------------------------- metrics


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


async def test_tokens_and_outcomes_are_counted_once_a_question(api: BotApi, start: Start, port: int) -> None:
    ada = Chat(api)
    base = replace(answered(BUILDING), articles=(HOUSE,))
    answers: dict[str, Answer] = {
        "written": replace(base, written_by=MODEL, tokens=Tokens(1000, 50)),
        "slow": replace(base, unwritten="slow", tokens=Tokens(900, 0)),
        "cut": replace(base, written_by=MODEL, unwritten="slow", tokens=Tokens(10, 5)),
        "none": base,
        "missing": replace(base, unwritten="not_installed"),
    }

    def write(question: str, told: Any) -> None:
        for _ in range(3):
            told(answers[question])

    assistant = FakeAssistant(reply=lambda asked: answers[asked], writes=write)
    async with start(assistant, articles=(HOUSE,), metrics=("127.0.0.1", port)), aiohttp.ClientSession() as client:
        for question in answers:
            await ada.say(question)
        async with client.get(f"http://127.0.0.1:{port}/metrics") as answer:
            lines = (await answer.text()).splitlines()
    assert 'wortlaut_model_tokens_total{direction="input"} 1910.0' in lines
    assert 'wortlaut_model_tokens_total{direction="output"} 55.0' in lines
    assert 'wortlaut_model_answers_total{outcome="written"} 2.0' in lines
    assert 'wortlaut_model_answers_total{outcome="slow"} 1.0' in lines
    assert 'wortlaut_model_answers_total{outcome="not_installed"} 1.0' in lines


def assert_outdated(message: Json) -> None:
    assert message["text"] == (
        "This answer does not hold any more: an article was changed or corrected since. Ask again."
    )
    assert labels(message) == ["Ask again"]
