"""Random updates: every kind that Telegram has, texts and names that look like markup, and things that are no updates.

The same seed gives the same updates.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from bot_api import BotApi
from bot_api_chat import entities
from bot_api_html import part

Json = dict[str, Any]

MARK = "Evil"
"""Stands in whatever looks like markup, so that it can be told whether it was taken for some."""

MARKUP = (
    f"<b>{MARK}</b>", f"</b>{MARK}", f"<a href='https://evil.example'>{MARK}</a>", f"*{MARK}*", f"_{MARK}_",
    f"[{MARK}](https://evil.example)", f"`{MARK}`", f"&lt;b&gt;{MARK}", f"<tg-spoiler>{MARK}", f"||{MARK}||",
    f"<blockquote>{MARK}", f"<!-- {MARK}", f"&{MARK};", f"{{{MARK}}}", f"%s{MARK}%d",
)  # fmt: skip
TEXTS = (
    "What did Baerbock say?", "Was sagte Rutte?", "And Trump?", "Who said that the front moves westwards?", "/start", "/help",
    "/articles", "/speakers", "/quotes Baerbock", "/quotes", "/new", "/language", "/language de", "/language xx", "/forget",
    "/invite", "/people", "/dismiss 5", "/remove x", "/ask", "/ask Was sagte Rutte?", "/start join-abcdefgh", "/start x",
    "/nonsense", "/", "@wortlaut_bot What did Baerbock say?", "", " ", "?", "\u200b", "\u202eabc\u202c", "مرحبا، ماذا قال؟",
    "שלום", "\U0001f600" * 7, "\U0001f468‍\U0001f469‍\U0001f467", "a\u0300" * 50, "\x00\x01", "x" * 4096, "\U0001f600" * 2048,
    "Was sagte " + "Müller-" * 200 + "?", "\n" * 20, "What did {name} say?", "%s %d {0} {x}",
)  # fmt: skip
NAMES = (
    "Ada",
    "",
    "<b>Evil</b>",
    "*Evil*",
    "\u202eavE",
    "\U0001f600",
    "x" * 64,
    "O'Neil & Sons",
    "[Evil](tg://user?id=1)",
)
PRESSES = ("", "x", "dismiss:5", "m:0", "more:1:2", "language:0", "language:zz", ":::", "p:" + "z" * 60, "\u00e4", "0")
KINDS = (
    "edited_message", "channel_post", "edited_channel_post", "my_chat_member", "chat_member", "poll", "poll_answer",
    "chosen_inline_result", "message_reaction", "pre_checkout_query", "business_message", "something_new",
)  # fmt: skip


def noise(api: BotApi, count: int, chance: random.Random) -> Iterator[tuple[str, Json]]:
    """Updates without their numbers, each with what kind of noise it is; chats and queries are made known to `api`."""
    for _ in range(count):
        _, kind, make = chance.choices(MAKERS, [weight for weight, _, _ in MAKERS])[0]
        yield kind, make(api, chance)


def malformed(api: BotApi, count: int, chance: random.Random) -> Iterator[tuple[str, Json]]:
    """Updates of which something is missing, or is something else."""
    for _ in range(count):
        _, kind, make = chance.choices(MAKERS, [weight for weight, _, _ in MAKERS])[0]
        yield f"malformed {kind}", _broken(_copied(make(api, chance)), chance)


def disguises(message: Json) -> bool:
    """Whether what somebody wrote was taken for markup in a message of the bot."""
    text = message.get("text", "")
    styled = [part(text, entity) for entity in message.get("entities", ())]
    urls = [entity.get("url", "") for entity in message.get("entities", ())]
    bare = re.search(rf"(?<![>*_\[`;| &{{s]){MARK}", text)
    return bool(bare) or any(piece == MARK for piece in styled) or any("evil.example" in url for url in urls)


def _user(chance: random.Random) -> Json:
    return {
        "id": chance.randint(1, 300),
        "is_bot": chance.random() < 0.02,
        "first_name": chance.choice(NAMES),
        "last_name": chance.choice(NAMES),
        "language_code": chance.choice(("de", "en", "fr", "de-AT", "xx", "")),
    }


def _message(api: BotApi, chance: random.Random) -> Json:
    user = _user(chance)
    if chance.random() < 0.8:
        chat: Json = {"id": user["id"], "type": "private", "first_name": user["first_name"]}
    else:
        kind = chance.choice(("group", "supergroup"))
        chat = {"id": -chance.randint(1, 20) - 1000, "type": kind, "title": chance.choice(NAMES)}
    message = {"message_id": api.next_message_id(), "date": int(time.time()), "chat": chat, "from": user}
    api.messages.setdefault(chat["id"], {})[message["message_id"]] = message
    api.chats[chat["id"]] = chat
    return message


def _words(chance: random.Random) -> str:
    text = chance.choice(TEXTS)
    if chance.random() < 0.4:
        text = f"What did {chance.choice(MARKUP)} say?" if chance.random() < 0.5 else f"{text} {chance.choice(MARKUP)}"
    return text[:4096]


def _text(api: BotApi, chance: random.Random) -> Json:
    message = _message(api, chance)
    message["text"] = _words(chance)
    if found := entities(message["text"]) if message["text"].split() else []:
        message["entities"] = found
    return {"message": message}


def _other(api: BotApi, chance: random.Random) -> Json:
    file = {"file_id": "x", "file_unique_id": "y"}
    more = chance.choice(
        (
            {"photo": [{**file, "width": 1, "height": 1}], "caption": _words(chance)},
            {"document": {**file, "file_name": chance.choice((*MARKUP, "a.txt", "b.pdf")), "file_size": 10}},
            {"sticker": {**file, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}},
            {"dice": {"emoji": "\U0001f3b2", "value": 6}},
            {"contact": {"phone_number": "1", "first_name": chance.choice(NAMES)}},
            {"location": {"latitude": 50.8, "longitude": 4.4}},
            {"voice": {**file, "duration": 1}},
            {"new_chat_members": [_user(chance)]},
            {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
            {"text": _words(chance), "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "<Y>"}},
            {"text": _words(chance), "quote": {"text": chance.choice(MARKUP), "position": 0}},
            {"something_new": {"that": ["nobody", "knows"]}},
        )
    )
    return {"message": _message(api, chance) | more}


def _press(api: BotApi, chance: random.Random) -> Json:
    query = api.next_query_id()
    api.callbacks.add(query)
    message = _message(api, chance) | {"from": api.me, "text": "x"}
    api.messages[message["chat"]["id"]][message["message_id"]] = message
    pressed: Json = {"id": query, "from": _user(chance), "chat_instance": "1", "data": chance.choice(PRESSES)}
    pressed |= chance.choice(
        (
            {"message": dict(message)},
            {"message": {**message, "message_id": 10**9}},
            {"message": {"message_id": 5, "date": 0, "chat": message["chat"]}},
            {"inline_message_id": "x"},
        )
    )
    return {"callback_query": pressed}


def _inline(api: BotApi, chance: random.Random) -> Json:
    query = api.next_query_id()
    api.inline_queries.add(query)
    offset = chance.choice(("", "", "1", "x", "-5"))
    return {"inline_query": {"id": query, "from": _user(chance), "query": _words(chance)[:256], "offset": offset}}


def _kind(api: BotApi, chance: random.Random) -> Json:
    kind, message = chance.choice(KINDS), _message(api, chance) | {"text": _words(chance)}
    bodies: dict[str, Json] = {
        "my_chat_member": _member(message, chance),
        "chat_member": _member(message, chance),
        "message_reaction": {
            "chat": message["chat"], "message_id": 1, "date": 1, "user": message["from"], "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": chance.choice("\U0001f44d\U0001f44e\U0001f914")}],
        },
        "chosen_inline_result": {"result_id": "1", "from": message["from"], "query": "x"},
        "poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                 "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False},
        "poll_answer": {"poll_id": "1", "option_ids": [], "option_persistent_ids": [], "user": message["from"]},
        "channel_post": {**message, "chat": {"id": -5000, "type": "channel", "title": "C"}},
    }  # fmt: skip
    return {kind: bodies.get(kind, message)}


def _member(message: Json, chance: random.Random) -> Json:
    states = [{"user": message["from"], "status": status} for status in chance.sample(("member", "left"), 2)]
    return {
        "chat": message["chat"],
        "from": message["from"],
        "date": 1,
        "old_chat_member": states[0],
        "new_chat_member": states[1],
    }


def _broken(update: Json, chance: random.Random) -> Json:
    for _ in range(chance.randint(1, 3)):
        held: Any = update
        while keys := list(held) if isinstance(held, dict) else list(range(len(held))):
            key = chance.choice(keys)
            if isinstance(held[key], (dict, list)) and held[key] and chance.random() < 0.7:
                held = held[key]
                continue
            if chance.random() < 0.4:
                del held[key]
            else:
                held[key] = chance.choice(
                    (None, "", "x", 0, -1, 10**30, 1.5, True, [], {}, [None], {"id": "x"}, "\ud800")
                )
            break
    return update


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(held) for key, held in value.items()}
    return [_copied(held) for held in value] if isinstance(value, list) else value


MAKERS: tuple[tuple[int, str, Callable[[BotApi, random.Random], Json]], ...] = (
    (40, "text", _text),
    (15, "other message", _other),
    (15, "button", _press),
    (15, "inline query", _inline),
    (15, "other kind", _kind),
)
