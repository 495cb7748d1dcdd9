"""The server of the tests when it is unkind."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from bot_api import BotApi, Fault
from bot_api_chat import Chat
from bot_api_floods import Floods


async def call(api: BotApi, method: str, **parameters: Any) -> dict[str, Any]:
    async with aiohttp.request("POST", f"{api.root}/bot{api.token}/{method}", json=parameters) as answer:
        found: dict[str, Any] = await answer.json()
        return found


async def test_what_comes_too_fast_is_refused_with_the_time_to_wait(api: BotApi) -> None:
    api.floods = Floods(overall=3, per_chat=1)
    for number in range(1, 5):
        await Chat(api, number).post("Hello")
    assert (await call(api, "sendMessage", chat_id=1, text="a"))["ok"]
    refused = await call(api, "sendMessage", chat_id=1, text="b")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 1})
    assert (await call(api, "sendChatAction", chat_id=1, action="typing"))["ok"]
    for number in (2, 3):
        assert (await call(api, "sendMessage", chat_id=number, text="a"))["ok"]
    assert (await call(api, "sendMessage", chat_id=4, text="a"))["error_code"] == 429
    await asyncio.sleep(1.01)
    assert (await call(api, "sendMessage", chat_id=4, text="a"))["ok"]
    assert api.floods.refused == 2


@pytest.mark.parametrize("carried_out", [False, True])
async def test_a_connection_that_hangs_is_cut_in_the_end(api: BotApi, carried_out: bool) -> None:
    ada = Chat(api)
    await ada.post("Hello")
    api.faults.append(Fault("sendMessage", hang=0.1, carried_out=carried_out))
    with pytest.raises(aiohttp.ClientError):
        await call(api, "sendMessage", chat_id=ada.id, text="a")
    assert len(ada.heard()) == carried_out
    assert api.called("sendMessage")[0].status is None


@pytest.mark.parametrize("url", ["http://example.org/hook", "https://example.org:8080/hook", "example.org"])
async def test_a_webhook_has_an_address_that_telegram_takes(api: BotApi, url: str) -> None:
    assert (await call(api, "setWebhook", url=url))["error_code"] == 400
    assert (await call(api, "setWebhook", url="https://example.org:8443/hook", secret_token="a b"))["error_code"] == 400
    assert (await call(api, "setWebhook", url="https://example.org:8443/hook", secret_token="a-b"))["ok"]


async def test_an_update_is_brought_until_it_is_taken(api: BotApi) -> None:
    brought: list[tuple[str, str, int]] = []

    async def post(url: str, secret: str, update: dict[str, Any]) -> int:
        brought.append((url, secret, update["update_id"]))
        return 503 if len(brought) == 1 else 200

    first, second = await api.receive(message=message(1)), await api.receive(message=message(2))
    await call(api, "setWebhook", url="https://example.org/hook", secret_token="s")
    bringing = asyncio.create_task(api.deliver(post))
    async with asyncio.timeout(5):
        while api.confirmed() != [first, second]:
            await asyncio.sleep(0.01)
        await api.repeat(first)
        while len(brought) < 4:
            await asyncio.sleep(0.01)
    bringing.cancel()
    assert brought == [("https://example.org/hook", "s", number) for number in (first, first, second, first)]


def message(number: int) -> dict[str, Any]:
    return {"message_id": number, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}
