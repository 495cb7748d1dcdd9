"""What the methods of the Bot API do, to the little that this server keeps: chats, updates, commands."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

from bot_api_rules import Json, RefusedError, formatted, keyboard

ACTIONS = {"typing", "upload_photo", "upload_document", "choose_sticker", "find_location"}


class Methods:
    """State of the server, and each method under its own name in snake case.

    `messages` holds what stands in each chat, by message id.
    """

    def __init__(self, number: int) -> None:
        self.me = {"id": number, "is_bot": True, "first_name": "Wortlaut", "username": "wortlaut_bot"}
        self.messages: dict[int, dict[int, Json]] = {}
        self.blocked_by: set[int] = set()
        self.commands: dict[str, list[Json]] = {}
        self.callbacks: set[str] = set()
        self.webhook = ""
        self.allowed_updates: list[str] = []
        self._updates: list[Json] = []
        self._ids = count(1000)
        self._message_ids = count(1)
        self._poll: object = None
        self._changed = asyncio.Condition()

    async def receive(self, **update: Json) -> int:
        """Queues an update for the bot and returns its id. A message in it stands in its chat from now on."""
        update_id = next(self._ids)
        for kind in ("message", "edited_message"):
            if message := update.get(kind):
                self.messages.setdefault(message["chat"]["id"], {})[message["message_id"]] = message
        self._updates.append({"update_id": update_id, **update})
        await self.changed()
        return update_id

    async def changed(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def until(self, holds: Callable[[], bool], wait: float = 10.0) -> None:
        """Returns when it holds; raises TimeoutError after `wait` seconds."""
        async with asyncio.timeout(wait), self._changed:
            await self._changed.wait_for(holds)

    def next_message_id(self) -> int:
        return next(self._message_ids)

    def waiting(self) -> int:
        """Updates that the bot has not confirmed yet."""
        return len(self._updates)

    async def _get_me(self) -> Json:
        return self.me

    async def _get_updates(
        self, offset: int = 0, limit: int = 100, timeout: int = 0, allowed_updates: list[str] | None = None
    ) -> list[Json]:
        if self.webhook:
            raise RefusedError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first",
            )
        if allowed_updates is not None:
            self.allowed_updates = allowed_updates
        mine = self._poll = object()
        await self.changed()  # an older request that still waits sees that it was overtaken
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        with suppress(TimeoutError):
            await self.until(lambda: bool(self._deliverable()) or self._poll is not mine, timeout)
        if self._poll is not mine:
            raise RefusedError(
                409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        self._poll = None
        return self._deliverable()[:limit]

    def _deliverable(self) -> list[Json]:
        kinds = {"update_id", *(self.allowed_updates or ("message", "edited_message", "callback_query"))}
        return [update for update in self._updates if update.keys() <= kinds]

    async def _set_webhook(self, url: str, drop_pending_updates: bool = False, **_: Any) -> bool:
        self.webhook = url
        if drop_pending_updates:
            self._updates.clear()
        return True

    async def _delete_webhook(self, drop_pending_updates: bool = False) -> bool:
        return await self._set_webhook("", drop_pending_updates)

    async def _get_webhook_info(self) -> Json:
        return {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": len(self._updates)}

    async def _set_my_commands(self, commands: list[Json], scope: Json | None = None, language_code: str = "") -> bool:
        for command in commands:
            if not 1 <= len(command["command"]) <= 32 or not 1 <= len(command["description"]) <= 256:
                raise RefusedError(400, "Bad Request: BOT_COMMAND_INVALID")
        self.commands[language_code] = commands
        return True

    async def _get_my_commands(self, scope: Json | None = None, language_code: str = "") -> list[Json]:
        return self.commands.get(language_code, [])

    async def _send_chat_action(self, chat_id: int, action: str, **_: Any) -> bool:
        self._chat(chat_id)
        if action not in ACTIONS:
            raise RefusedError(400, "Bad Request: wrong parameter action in request")
        return True

    async def _send_message(
        self, chat_id: int, text: str, parse_mode: str = "", reply_parameters: Json | None = None, **more: Any
    ) -> Json:
        chat = self._chat(chat_id)
        message = {
            "message_id": self.next_message_id(),
            "from": self.me,
            "chat": {"id": chat_id, "type": "private" if chat_id > 0 else "group"},
            "date": int(time.time()),
            **formatted(text, parse_mode, more.get("entities")),
        }
        if reply_parameters is not None:
            original = chat.get(reply_parameters["message_id"])
            if original is not None:
                message["reply_to_message"] = {key: original[key] for key in original if key != "reply_to_message"}
            elif not reply_parameters.get("allow_sending_without_reply"):
                raise RefusedError(400, "Bad Request: message to be replied not found")
        if markup := more.get("reply_markup"):
            message["reply_markup"] = keyboard(markup)
        chat[message["message_id"]] = message
        return message

    async def _edit_message_text(
        self, text: str, chat_id: int = 0, message_id: int = 0, parse_mode: str = "", **more: Any
    ) -> Json:
        message = self._chat(chat_id).get(message_id)
        if message is None:
            raise RefusedError(400, "Bad Request: message to edit not found")
        if message["from"] != self.me:
            raise RefusedError(400, "Bad Request: message can't be edited")
        changed = formatted(text, parse_mode, more.get("entities"))
        if markup := more.get("reply_markup"):
            changed["reply_markup"] = keyboard(markup)
        if all(message.get(key) == changed.get(key) for key in ("text", "entities", "reply_markup")):
            raise RefusedError(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
                "same as a current content and reply markup of the message",
            )
        message.pop("reply_markup", None)
        message.update(changed, edit_date=int(time.time()))
        return message

    async def _delete_message(self, chat_id: int, message_id: int) -> bool:
        if self._chat(chat_id).pop(message_id, None) is None:
            raise RefusedError(400, "Bad Request: message to delete not found")
        return True

    async def _answer_callback_query(self, callback_query_id: str, text: str = "", **_: Any) -> bool:
        if callback_query_id not in self.callbacks:
            raise RefusedError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(text) > 200:
            raise RefusedError(400, "Bad Request: MESSAGE_TOO_LONG")
        self.callbacks.remove(callback_query_id)
        return True

    def _chat(self, chat_id: int) -> dict[int, Json]:
        if chat_id not in self.messages:
            raise RefusedError(400, "Bad Request: chat not found")
        if chat_id in self.blocked_by:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        return self.messages[chat_id]
