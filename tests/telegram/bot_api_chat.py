"""A person who writes to the bot, as the server of the tests sees them."""

from __future__ import annotations

import asyncio
import re
import time
from copy import deepcopy
from typing import Any

from bot_api import BotApi
from bot_api_html import part, utf16

Json = dict[str, Any]


class Chat:
    """One chat and the person who writes in it; in a private chat both have the same id.

    `topic` is the topic of a forum that the person writes in.
    """

    def __init__(
        self,
        api: BotApi,
        user: int = 42,
        language: str = "en",
        group: int | None = None,
        topic: int | None = None,
        name: str = "Ada <b>&",
    ) -> None:
        self.api = api
        self.id = user if group is None else group
        self.topic = topic
        self.user = {"id": user, "is_bot": False, "first_name": name, "language_code": language}
        self.kind: Json = (
            {"id": user, "type": "private", "first_name": name}
            if group is None
            else {"id": group, "type": "supergroup", "title": "Readers", "is_forum": topic is not None}
        )
        self._reactions: dict[int, tuple[str, ...]] = {}
        if topic is not None:
            api.topics.setdefault(self.id, set()).add(topic)

    async def post(self, text: str | None = None, **more: Any) -> int:
        """Sends a message, or another kind of update of this chat, without waiting; returns the message's id."""
        message: Json = {
            "message_id": self.api.next_message_id(),
            "from": self.user,
            "chat": self.kind,
            "date": int(time.time()),
            **({"message_thread_id": self.topic, "is_topic_message": True} if self.topic is not None else {}),
        }
        if text is not None:
            message["text"] = text
            if found := entities(text):
                message["entities"] = found
        message |= more
        await self.api.receive(message=message)
        return message["message_id"]

    async def press(self, message: Json, label: str) -> Json:
        """Presses the button of a message whose label begins so; returns how the bot answered the press."""
        (button,) = [button for button in buttons(message) if button["text"].startswith(label)]
        return await self.press_data(message, button["callback_data"])

    async def press_data(self, message: Json, data: str) -> Json:
        query = self.api.next_query_id()
        self.api.callbacks.add(query)
        standing = self.api.messages[self.id].get(message["message_id"], {**message, "date": 0})
        await self.api.receive(
            callback_query={
                "id": query,
                "from": self.user,
                "chat_instance": str(self.id),
                "message": {key: value for key, value in standing.items() if key != "reply_to_message"},
                "data": data,
            }
        )
        await self.api.until(lambda: query in self.api.pressed)
        return self.api.pressed[query]

    async def look_up(self, query: str) -> Json:
        """Types `@bot query` in some chat; returns what the bot offers."""
        number = self.api.next_query_id()
        self.api.inline_queries.add(number)
        await self.api.receive(inline_query={"id": number, "from": self.user, "query": query, "offset": ""})
        await self.api.until(lambda: number in self.api.offered)
        return self.api.offered[number]

    async def send_file(self, name: str | None, content: bytes, replies: int = 1, **more: Any) -> list[Json]:
        """Sends a document and returns what the bot says to it."""
        file_id = f"file{self.api.next_message_id()}"
        self.api.files[file_id] = content
        document: Json = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(content)}
        if name is not None:
            document["file_name"] = name
        return await self.say(replies=replies, **{"document": document, **more})

    async def react(self, message: Json, *emoji: str) -> None:
        """Sets this person's reactions to a message, in place of those before."""
        before = self._reactions.get(message["message_id"], ())
        self._reactions[message["message_id"]] = emoji
        await self.api.receive(
            message_reaction={
                "chat": self.kind,
                "message_id": message["message_id"],
                "user": self.user,
                "date": int(time.time()),
                "old_reaction": [{"type": "emoji", "emoji": one} for one in before],
                "new_reaction": [{"type": "emoji", "emoji": one} for one in emoji],
            }
        )

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

    def now(self, message: Json) -> Json:
        """A message of this chat as it stands now."""
        return deepcopy(self.api.messages[self.id][message["message_id"]])

    def heard(self) -> list[Json]:
        """What the bot said here so far, as it stands now."""
        said = [message for message in self.api.messages.get(self.id, {}).values() if message["from"] == self.api.me]
        return deepcopy(said)


def parts(message: Json, kind: str) -> list[str]:
    """The texts of the message's entities of one kind."""
    return [part(message["text"], entity) for entity in message.get("entities", ()) if entity["type"] == kind]


def buttons(message: Json) -> list[Json]:
    """The buttons below a message, row by row."""
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def labels(message: Json) -> list[str]:
    return [button["text"] for button in buttons(message)]


def entities(text: str) -> list[Json]:
    """What a client marks in a text that is typed: a command at its beginning, and mentions."""
    found: list[Json] = []
    if command := re.match(r"/\w{1,64}(?:@\w+)?", text, re.ASCII):
        found.append({"type": "bot_command", "offset": 0, "length": command.end()})
    found.extend(
        {"type": "mention", "offset": utf16(text[: mention.start()]), "length": utf16(mention.group())}
        for mention in re.finditer(r"(?<!\S)@\w+", text)
    )
    return found
