"""Who gets an answer."""

from __future__ import annotations

import pytest
from bot_api import BotApi
from bot_api_chat import Chat
from telegram_answers import echo
from telegram_fakes import FakeAssistant, Start

from bot.telegram.access import Access

ADA, EVE = 42, 666


async def test_a_stranger_is_told_their_id_once_and_gets_no_answer(api: BotApi, start: Start) -> None:
    eve = Chat(api, EVE, language="de")
    async with start(allow=frozenset({ADA})) as bot:
        (message,) = await eve.say("What did Baerbock say?")
        assert message["text"].startswith(f"Dieser Bot ist privat. Deine Telegram-Nummer ist {EVE}:")
        for text in ("Please?", "/start", "/articles"):
            assert await eve.gets_no_reply(text, seconds=0.2)
    assert bot.assistant.asked == []


async def test_those_on_the_list_are_answered(api: BotApi, start: Start) -> None:
    async with start(FakeAssistant(reply=echo), allow=frozenset({ADA})):
        (message,) = await Chat(api, ADA).say("Who?")
    assert message["text"].startswith("In the articles\nWho? [1]")


async def test_an_open_bot_answers_everybody(api: BotApi, start: Start) -> None:
    async with start(FakeAssistant(reply=echo), allow=None):
        assert await Chat(api, EVE).say("Who?")


async def test_an_empty_list_lets_nobody_in(api: BotApi, start: Start) -> None:
    async with start(allow=frozenset()) as bot:
        (message,) = await Chat(api, ADA).say("Who?")
    assert str(ADA) in message["text"]
    assert bot.assistant.asked == []


@pytest.mark.parametrize("user", [ADA, EVE])
async def test_the_bot_is_silent_in_groups(api: BotApi, start: Start, user: int) -> None:
    async with start(allow=frozenset({ADA})) as bot:
        assert await Chat(api, user, group=-100).gets_no_reply("What did Baerbock say?")
    assert bot.assistant.asked == []


def test_a_stranger_is_told_again_after_a_day() -> None:
    now = 0.0
    access = Access(frozenset(), clock=lambda: now)
    assert access.tells(EVE)
    now = 23 * 60 * 60
    assert not access.tells(EVE)
    now = 25 * 60 * 60
    assert access.tells(EVE)


def test_of_very_many_strangers_the_first_is_forgotten() -> None:
    access = Access(frozenset())
    assert all(access.tells(stranger) for stranger in range(10_001))
    assert not access.tells(10_000)
    assert access.tells(0)
