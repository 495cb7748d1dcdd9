"""Updates as they come in: written down before Telegram hears that they arrived, each handed on once."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Sequence
from typing import Any

from telegram import Bot, Update

from bot.state import Journal, Received
from bot.telegram.metrics import Metrics

__all__ = ["Inbox", "is_blank"]

_log = logging.getLogger("wortlaut.telegram")

_BOUND = 1 << 63
_HALVES = re.compile("[\ud800-\udfff]")  # of surrogate pairs, which can be written in JSON alone
# What handlers rely on, and python-telegram-bot takes as it comes. Deeper down nothing is looked at: what Telegram adds
# there one day must not make an update unreadable.
_TEXTS = frozenset(
    "caption data file_id file_name first_name inline_message_id language_code last_name".split()
    + "query text title type username".split()
)
_NUMBERS = frozenset("date file_size message_id message_thread_id".split())
_PARTS = frozenset("chat document from message user".split())
_MARKS = ("entities", "caption_entities")

Json = dict[str, Any]


class Inbox:
    def __init__(self, journal: Journal, metrics: Metrics) -> None:
        self._journal = journal
        self._metrics = metrics

    async def take(self, updates: Sequence[Any]) -> list[Json]:
        """Writes down what is new and readable. In the place of every other update stands a blank one of its number:
        python-telegram-bot has to see the number, so as to confirm it.

        Raises LibraryError where they cannot be written down; then they must not be confirmed.
        """
        numbered = [update for update in updates if isinstance(update, dict) and _is_number(update.get("update_id"))]
        readable: dict[int, Received] = {}
        for received in filter(None, map(_received, numbered)):
            readable.setdefault(received.update_id, received)
        new = await asyncio.to_thread(self._journal.receive, readable.values()) if readable else set()
        taken = []
        for update in numbered:
            number = update["update_id"]
            if number in new:
                new.remove(number)
                self._metrics.received.labels(_kind(update)).inc()
                taken.append(json.loads(readable[number].body))
                continue
            taken.append({"update_id": number})
            if number in readable:
                self._metrics.repeated.inc()
            else:
                self._metrics.unreadable.inc()
                _log.warning("Update %d cannot be read and is passed over", number)
        return taken

    async def left_over(self, bot: Bot) -> list[tuple[Update, int]]:
        """The updates that were not done when the bot was last stopped, in order, with how often they were already
        taken up again."""
        found = []
        for unfinished in await asyncio.to_thread(self._journal.unfinished):
            update = _read(json.loads(unfinished.body), bot)
            if update is None or update.inline_query or update.chosen_inline_result:  # which nobody waits for any more
                await asyncio.to_thread(self._journal.done, unfinished.update_id)
            else:
                found.append((update, unfinished.tries))
        return found


def is_blank(update: Update) -> bool:
    return update.to_dict().keys() == {"update_id"}


def _read(update: Json, bot: Bot | None) -> Update | None:
    try:
        sound = _unicode(update) and all(_sound(body) for kind, body in update.items() if kind != "update_id")
        return Update.de_json(update, bot) if sound else None
    except Exception:  # python-telegram-bot says nowhere what it raises for what it does not understand
        return None


def _received(update: Json) -> Received | None:
    read = _read(update, None)
    if read is None or is_blank(read):
        return None
    chat = read.effective_chat.id if read.effective_chat else None
    person = read.effective_user.id if read.effective_user else None
    if not all(number is None or _is_number(number) for number in (chat, person)):
        return None
    return Received(read.update_id, chat, person, json.dumps(update))


def _sound(part: Json) -> bool:
    """Whether the fields that handlers rely on hold what they should. Raises what it likes where they do not."""
    marks = [mark for key in _MARKS for mark in part.get(key, ())]
    return all(_is_number(mark["offset"]) and _is_number(mark["length"]) for mark in marks) and all(
        (key not in _TEXTS or isinstance(held, str))
        and (key not in _NUMBERS or _is_number(held))
        and (key not in _PARTS or _sound(held))
        for key, held in part.items()
    )


def _unicode(value: object) -> bool:
    if isinstance(value, str):
        return _HALVES.search(value) is None
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(map(_unicode, held))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -_BOUND <= value < _BOUND


def _kind(update: Json) -> str:
    """One of Telegram's kinds, or "other": the names of a metric must not be up to whoever sends."""
    known = [key for key in update if key in Update.ALL_TYPES]
    return known[0] if known else "other"
