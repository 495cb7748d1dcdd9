"""A person who writes to the bot, as the server of the tests sees them."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from bot_api import BotApi
from bot_api_html import part

Json = dict[str, Any]


class Chat:
    """One chat and the person who writes in it; in a private chat both have the same id."""

    def __init__(self, api: BotApi, user: int = 42, language: str = "en", group: int | None = None) -> None:
        self.api = api
        self.id = user if group is None else group
        self.user = {"id": user, "is_bot": False, "first_name": "Ada <b>&", "language_code": language}
        self.kind: Json = (
            {"id": user, "type": "private", "first_name": "Ada <b>&"}
            if group is None
            else {"id": group, "type": "group", "title": "Readers"}
        )

    async def post(self, text: str | None = None, **more: Any) -> int:
        """Sends a message, or another kind of update of this chat, without waiting; returns the message's id."""
        message: Json = {
            "message_id": self.api.next_message_id(),
            "from": self.user,
            "chat": self.kind,
            "date": int(time.time()),
            **more,
        }
        if text is not None:
            message["text"] = text
            if text.startswith("/"):
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        await self.api.receive(message=message)
        return message["message_id"]

    async def edit(self, message_id: int, text: str) -> None:
        message = {**self.api.messages[self.id][message_id], "text": text, "edit_date": int(time.time())}
        await self.api.receive(edited_message=message)

    async def say(self, text: str | None = None, replies: int = 1, **more: Any) -> list[Json]:
        """Sends a message and returns what the bot says to it: as soon as there are `replies`, and it fell silent."""
        before = len(self.heard())
        await self.post(text, **more)
        await self.api.until(lambda: len(self.heard()) >= before + replies)
        count = -1
        while count != (count := len(self.heard())):
            await asyncio.sleep(0.15)
        return self.heard()[before:]

    async def gets_no_reply(self, text: str | None = None, seconds: float = 0.4, **more: Any) -> bool:
        before = len(self.heard())
        await self.post(text, **more)
        await asyncio.sleep(seconds)
        return len(self.heard()) == before

    def heard(self) -> list[Json]:
        """What the bot said here so far."""
        return [message for message in self.api.messages.get(self.id, {}).values() if message["from"] == self.api.me]


def parts(message: Json, kind: str) -> list[str]:
    """The texts of the message's entities of one kind."""
    return [part(message["text"], entity) for entity in message.get("entities", ()) if entity["type"] == kind]
