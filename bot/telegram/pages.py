"""Blocks of styled text, packed into as few messages as Telegram's limits allow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.telegram.rich import MAX_BYTES, MAX_ENTITIES, MAX_UNITS, Rich, Size, html, rich, size, split

__all__ = ["Block", "fit", "line", "messages"]

_LIMIT = Size(MAX_UNITS, MAX_ENTITIES, MAX_BYTES)
_GAP, _LINE = rich("\n\n"), rich("\n")
_NOTHING = re.compile("[\\s\x00-\x20\u200b-\u200f\u2028-\u202e\ufeff\u2800\u3000]*")


@dataclass(frozen=True, slots=True)
class Block:
    """What stays together where there is room. `heading` stands above the first of several blocks that share it, and
    again wherever they go on in a new message."""

    body: Rich
    heading: Rich = ()


def messages(blocks: Iterable[Block]) -> list[str]:
    """Telegram HTML. A message ends between two blocks; only a block that no message can hold is cut."""
    pages: list[Rich] = []
    page: Rich = ()
    heading: Rich = ()
    for block in blocks:
        titled = (*block.heading, *_LINE) if block.heading else ()
        for piece in split(block.body, _room(titled)):
            more = (*_GAP, *(titled if block.heading != heading else ()), *piece)
            if page and (size(page) + size(more)).within(_LIMIT):
                page = (*page, *more)
            else:
                pages.append(page)
                page = (*titled, *piece)
            heading = block.heading
    return [html(page) for page in (*pages, page) if _shows(page)]


def fit(blocks: Iterable[Block]) -> bool:
    """Whether one message can hold them all."""
    taken = Size(0, 0, 0)
    heading: Rich = ()
    for block in blocks:
        titled = (*block.heading, *_LINE) if block.heading and block.heading != heading else ()
        taken, heading = taken + size((*_GAP, *titled, *block.body)), block.heading
        if not taken.within(_LIMIT):
            return False
    return True


def line(text: str) -> str:
    """A few words as one message."""
    return messages([Block(rich(text.strip()))])[0]


def _room(heading: Rich) -> Size:
    taken = size(heading)
    return Size(_LIMIT.units - taken.units, _LIMIT.entities - taken.entities, _LIMIT.bytes - taken.bytes)


def _shows(page: Rich) -> bool:
    """Telegram takes a message of nothing but white space and invisible characters for an empty one."""
    return _NOTHING.fullmatch("".join(run.text for run in page)) is None
