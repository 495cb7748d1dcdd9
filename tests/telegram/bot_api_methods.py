"""What the methods of the Bot API do, to the little that this server keeps: chats, updates, commands."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count
from typing import Any

from bot_api_rules import Json, RefusedError, formatted, keyboard

ACTIONS = {"typing", "upload_photo", "upload_document", "choose_sticker", "find_location"}

_UPDATE_IDS = count(1000)
"""Of all servers: Telegram uses no number again, and a bot remembers those that it has seen."""


class Methods:
    """State of the server, and each method under its own name in snake case.

    `messages` holds what stands in each chat, by message id; `topics` the ids of each forum's topics; `drafts` what was
    shown while a message was being written, in order.
    """

    def __init__(self, number: int) -> None:
        self.me = {"id": number, "is_bot": True, "first_name": "Wortlaut", "username": "wortlaut_bot"}
        self.messages: dict[int, dict[int, Json]] = {}
        self.chats: dict[int, Json] = {}
        self.topics: dict[int, set[int]] = {}
        self.blocked_by: set[int] = set()
        self.drafts: list[Json] = []
        self.commands: dict[str, list[Json]] = {}
        self.webhook = ""
        self.secret = ""
        self.allowed_updates: list[str] = []
        self._updates: list[Json] = []
        self._confirmed: dict[int, Json] = {}
        self._again: list[Json] = []
        self._ids = _UPDATE_IDS
        self._message_ids = count(1)
        self._poll: object = None
        self._changed = asyncio.Condition()

    async def receive(self, **update: Json) -> int:
        """Queues an update for the bot and returns its id. A message in it stands in its chat from now on."""
        update_id = next(self._ids)
        for kind in ("message", "edited_message"):
            if message := update.get(kind):
                self.messages.setdefault(message["chat"]["id"], {})[message["message_id"]] = message
                self.chats[message["chat"]["id"]] = message["chat"]
        return await self.receive_raw(update, update_id)

    async def receive_raw(self, update: Json, update_id: int | None = None) -> int:
        """Queues whatever it is, of any kind, just so."""
        update_id = next(self._ids) if update_id is None else update_id
        self._updates.append({"update_id": update_id, **update})
        await self.changed()
        return update_id

    async def changed(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def until(self, holds: Callable[[], bool], wait: float = 30.0) -> None:
        """Returns when it holds; raises TimeoutError after `wait` seconds."""
        async with asyncio.timeout(wait), self._changed:
            await self._changed.wait_for(holds)

    async def repeat(self, *update_ids: int) -> None:
        """Delivers updates once more that the bot has confirmed, as Telegram does when the confirmation was lost."""
        self._again += [self._confirmed[update_id] for update_id in update_ids]
        await self.changed()

    def confirmed(self) -> list[int]:
        """The numbers of the updates that the bot has confirmed, in order."""
        return sorted(self._confirmed)

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
        self._confirm(offset)
        with suppress(TimeoutError):
            await self.until(lambda: bool(self._deliverable() or self._again) or self._poll is not mine, timeout)
        if self._poll is not mine:
            raise RefusedError(
                409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        self._poll = None
        again, self._again = self._again, []
        return [*again, *self._deliverable()][:limit]

    def _confirm(self, offset: int) -> None:
        self._confirmed |= {update["update_id"]: update for update in self._updates if update["update_id"] < offset}
        self._updates = [update for update in self._updates if update["update_id"] >= offset]

    def _deliverable(self) -> list[Json]:
        usual = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
        kinds = {"update_id", *(self.allowed_updates or usual)}
        return [update for update in self._updates if update.keys() <= kinds]

    async def _set_webhook(
        self,
        url: str,
        drop_pending_updates: bool = False,
        secret_token: str = "",
        allowed_updates: list[str] | None = None,
        **_: Any,
    ) -> bool:
        if url and not re.match(r"https://[^/:]+(?::(?:443|80|88|8443))?(?:/|$)", url):
            raise RefusedError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret_token):
            raise RefusedError(400, "Bad Request: secret token contains unallowed characters")
        self.webhook, self.secret = url, secret_token
        if allowed_updates is not None:
            self.allowed_updates = allowed_updates
        if drop_pending_updates:
            self._updates.clear()
        await self.changed()
        return True

    async def _delete_webhook(self, drop_pending_updates: bool = False) -> bool:
        return await self._set_webhook("", drop_pending_updates)

    async def deliver(self, post: Callable[[str, str, Json], Awaitable[int]]) -> None:
        """Brings updates to the webhook, in order, until it is cancelled. `post` is the way there (the address, the
        secret, the update) and returns the status; what is not taken is brought again."""
        while True:
            await self.until(lambda: bool(self.webhook and (self._again or self._deliverable())), 3600)
            update = [*self._again, *self._deliverable()][0]
            if await post(self.webhook, self.secret, update) != 200:
                await asyncio.sleep(0.05)
            elif self._again:
                self._again.pop(0)
            else:
                self._updates.remove(update)
                self._confirmed[update["update_id"]] = update

    async def _get_webhook_info(self) -> Json:
        return {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": len(self._updates)}

    async def _set_my_commands(self, commands: list[Json], scope: Json | None = None, language_code: str = "") -> bool:
        for command in commands:
            if not re.fullmatch("[a-z0-9_]{1,32}", command["command"]):
                raise RefusedError(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise RefusedError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        if len(commands) > 100:
            raise RefusedError(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
        self.commands[_menu(scope, language_code)] = commands
        return True

    async def _get_my_commands(self, scope: Json | None = None, language_code: str = "") -> list[Json]:
        return self.commands.get(_menu(scope, language_code), [])

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
            "chat": self.chats[chat_id],
            "date": int(time.time()),
            **formatted(text, parse_mode, more.get("entities")),
        }
        if topic := more.get("message_thread_id"):
            if topic not in self.topics.get(chat_id, ()):
                raise RefusedError(400, "Bad Request: message thread not found")
            message |= {"message_thread_id": topic, "is_topic_message": True}
        if reply_parameters is not None:
            original = chat.get(reply_parameters["message_id"])
            if original is not None:
                if reply_parameters.get("quote", "") not in original.get("text", ""):
                    raise RefusedError(400, "Bad Request: QUOTE_TEXT_INVALID")
                message["reply_to_message"] = {key: original[key] for key in original if key != "reply_to_message"}
            elif not reply_parameters.get("allow_sending_without_reply"):
                raise RefusedError(400, "Bad Request: message to be replied not found")
        if markup := more.get("reply_markup"):
            message["reply_markup"] = keyboard(markup)
        chat[message["message_id"]] = message
        return message

    async def _send_message_draft(
        self,
        chat_id: int,
        draft_id: int,
        text: str = "",
        parse_mode: str = "",
        entities: list[Json] | None = None,
        message_thread_id: int | None = None,
    ) -> bool:
        self._chat(chat_id)
        if self.chats[chat_id]["type"] != "private":
            raise RefusedError(400, "Bad Request: TEXTDRAFT_PEER_INVALID")
        if not draft_id:
            raise RefusedError(400, "Bad Request: draft_id must be non-zero")
        if message_thread_id and message_thread_id not in self.topics.get(chat_id, ()):
            raise RefusedError(400, "Bad Request: message thread not found")
        shown = formatted(text, parse_mode, entities) if text else {"text": ""}
        self.drafts.append({"chat": chat_id, "draft": draft_id, "thread": message_thread_id, **shown})
        return True

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
        return self._edited(message, changed, ("text", "entities", "reply_markup"))

    async def _edit_message_reply_markup(self, chat_id: int = 0, message_id: int = 0, **more: Any) -> Json:
        message = self._chat(chat_id).get(message_id)
        if message is None:
            raise RefusedError(400, "Bad Request: message to edit not found")
        if message["from"] != self.me:
            raise RefusedError(400, "Bad Request: message can't be edited")
        markup = more.get("reply_markup")
        return self._edited(message, {"reply_markup": keyboard(markup)} if markup else {}, ("reply_markup",))

    def _edited(self, message: Json, changed: Json, keys: tuple[str, ...]) -> Json:
        if all(message.get(key) == changed.get(key) for key in keys):
            raise RefusedError(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
                "same as a current content and reply markup of the message",
            )
        for key in keys:
            message.pop(key, None)
        message.update(changed, edit_date=int(time.time()))
        return message

    async def _delete_message(self, chat_id: int, message_id: int) -> bool:
        if self._chat(chat_id).pop(message_id, None) is None:
            raise RefusedError(400, "Bad Request: message to delete not found")
        return True

    def _chat(self, chat_id: int) -> dict[int, Json]:
        if chat_id not in self.messages:
            raise RefusedError(400, "Bad Request: chat not found")
        if chat_id in self.blocked_by:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        return self.messages[chat_id]


def _menu(scope: Json | None, language: str) -> str:
    """What a list of commands is kept under: the language, with the scope before it where it is not the default."""
    kind = (scope or {}).get("type", "default")
    if kind == "default":
        return language
    chat = f"{scope['chat_id']} " if scope and "chat_id" in scope else ""
    return f"{kind} {chat}{language}".strip()
