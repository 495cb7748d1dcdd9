"""Much at once, much that fails, and much nonsense: small versions of benchmarks/telegram_load.py."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest
from bot_api import BotApi, Fault
from bot_api_chat import Chat
from bot_api_floods import Floods
from bot_api_noise import disguises, malformed, noise
from telegram_answers import echo
from telegram_fakes import Bot, FakeAssistant, Start
from telegram_process import process

from bot.telegram.pace import Pace

WAIT = 120.0


def replies(chat: Chat) -> list[int]:
    """Which messages were answered, in order; an answer's first message replies to its question."""
    return [message["reply_to_message"]["message_id"] for message in chat.heard() if "reply_to_message" in message]


async def test_many_chats_at_once_are_each_answered_once_and_in_order(api: BotApi, start: Start) -> None:
    api.floods = Floods()
    chats = [Chat(api, number) for number in range(1, 61)]
    async with start(FakeAssistant(reply=echo), pace=Pace()):
        asked = {chat.id: [await chat.post("One"), await chat.post("Two")] for chat in chats}
        await api.until(lambda: sum(len(chat.heard()) for chat in chats) >= 120, WAIT)
    assert {chat.id: replies(chat) for chat in chats} == asked


async def test_questions_are_answered_through_faults_and_kills(api: BotApi, tmp_path: Path) -> None:
    faults = [
        Fault("sendMessage", status=429, retry_after=1, times=3, chance=0.2),
        Fault("sendMessage", status=502, times=3, chance=0.2),
        Fault("sendMessage", times=3, chance=0.2),
        Fault("sendMessage", carried_out=True, times=3, chance=0.2),
        Fault("getUpdates", status=502, times=1),
        Fault("getUpdates", carried_out=True, times=1),
    ]
    api.faults += faults
    chats = [Chat(api, number) for number in range(1, 13)]
    asked: dict[int, list[int]] = {chat.id: [] for chat in chats}
    for _ in range(2):
        async with process(api, tmp_path) as bot:
            await bot.until("Answering on Telegram")
            for chat in chats:
                asked[chat.id] += [await chat.post("Take 0.05 seconds"), await chat.post("Take 0 seconds")]
            heard = sum(len(chat.heard()) for chat in chats)
            await api.until(lambda heard=heard: sum(len(chat.heard()) for chat in chats) >= heard + 10, WAIT)  # type: ignore[misc]
            if confirmed := api.confirmed():
                await api.repeat(*confirmed[:5])
            bot.process.kill()
            await bot.ends()
    async with process(api, tmp_path) as bot:
        await bot.until("Answering on Telegram")
        await api.until(lambda: all(set(replies(chat)) == set(asked[chat.id]) for chat in chats), WAIT)
        await asyncio.sleep(0.5)
        bot.process.terminate()
        assert await bot.ends() == 0
    copies = Counter(number for chat in chats for number in replies(chat))
    twice = sum(count - 1 for count in copies.values())
    lost = next(3 - fault.times for fault in faults if fault.carried_out)
    assert lost <= twice <= lost + 2 * len(chats)  # at a kill, one message of each chat may be under way
    for chat in chats:
        assert list(dict.fromkeys(replies(chat))) == asked[chat.id]


@pytest.mark.parametrize("seed", [1, 2])
async def test_nonsense_stops_nothing_and_is_never_taken_for_markup(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    chance = random.Random(seed)
    last = Chat(api, 999_999)
    async with start(FakeAssistant(reply=echo)) as bot:
        for _, update in noise(api, 300, chance):
            await api.receive_raw(update)
        await last.say("One")
        await settled(bot)
        assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
        for _, update in malformed(api, 200, chance):
            await api.receive_raw(update)
        await last.say("Two")
        await settled(bot)
    said = [message for chat in api.messages.values() for message in chat.values() if message.get("from") == api.me]
    assert [message["text"] for message in said if disguises(message)] == []
    assert not any("can't parse entities" in call.refusal for call in api.calls)


async def settled(bot: Bot) -> None:
    """Returns when every update is done."""
    async with asyncio.timeout(WAIT):
        while bot.state.journal.waiting():
            await asyncio.sleep(0.05)
