"""Text with styles, measured and cut as Telegram measures it: in UTF-16 code units, after the markup is parsed.

Markup is made last, in `html`, so that whatever was cut comes out with its tags balanced.
https://core.telegram.org/bots/api#formatting-options
"""

from __future__ import annotations

import html as markup
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.console import UNSEEN

__all__ = [
    "BOLD",
    "CODE",
    "ITALIC",
    "MAX_BYTES",
    "MAX_ENTITIES",
    "MAX_UNITS",
    "PASSAGE",
    "QUOTE",
    "UNDERLINE",
    "Rich",
    "Run",
    "Size",
    "html",
    "link",
    "rich",
    "size",
    "split",
    "units",
]

MAX_UNITS = 4096
MAX_ENTITIES = 100
"""Telegram drops the entities that come after the hundredth, silently."""
MAX_BYTES = 30_000
"""Of markup, UTF-8. The Bot API refuses more than 2^15 bytes before it looks at the markup; links are long."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BREAKS = (re.compile(r"(?<=[.!?…:;])[\"'“”‘’»«)\]]*\s+"), re.compile(r"\s+"))


@dataclass(frozen=True, slots=True)
class Style:
    """One tag; `attributes` is markup already."""

    tag: str
    attributes: str = ""

    @property
    def opening(self) -> str:
        return f"<{self.tag}{self.attributes}>"

    @property
    def closing(self) -> str:
        return f"</{self.tag}>"


BOLD, CODE, ITALIC, UNDERLINE = Style("b"), Style("code"), Style("i"), Style("u")
QUOTE = Style("blockquote")
PASSAGE = Style("blockquote", " expandable")


def link(url: str) -> Style:
    return Style("a", f' href="{markup.escape(_encodable(url))}"')


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style; `styles` from the outermost to the innermost."""

    text: str
    styles: tuple[Style, ...] = ()


Rich = tuple[Run, ...]


class Size(NamedTuple):
    """What Telegram limits about a message."""

    units: int
    entities: int
    bytes: int

    def __add__(self, other: object) -> Size:
        if not isinstance(other, Size):
            return NotImplemented
        return Size(self.units + other.units, self.entities + other.entities, self.bytes + other.bytes)

    def within(self, limit: Size) -> bool:
        return self.units <= limit.units and self.entities <= limit.entities and self.bytes <= limit.bytes


def rich(text: str, *styles: Style) -> Rich:
    """One run, or none for an empty text. Half a surrogate pair, which no message can carry, becomes U+FFFD; control
    characters and what nobody sees that turns text round are left out."""
    text = _CONTROLS.sub("", UNSEEN.sub("", text))
    return (Run(_encodable(text), styles),) if text else ()


def units(text: str) -> int:
    """UTF-16 code units: an emoji counts two, where Python's `len` counts one."""
    return len(text) + sum(character > "\uffff" for character in text)


def size(text: Rich) -> Size:
    parts = list(_markup(text))
    return Size(
        units=sum(units(run.text) for run in text),
        entities=sum(part.startswith("<") and not part.startswith("</") for part in parts),
        bytes=sum(len(part.encode()) for part in parts),
    )


def html(text: Rich) -> str:
    """Telegram's HTML; every tag that is opened is closed, in order."""
    return "".join(_markup(text))


def split(text: Rich, limit: Size) -> list[Rich]:
    """Pieces that each keep to the limit, cut after a sentence, else after a word, else between two characters.

    Nothing is added or lost: the pieces' texts joined are the text.
    """
    pieces: list[Rich] = []
    while not _within(text, limit):
        at = _cut(text, _fitting(text, limit))
        head, text = _divide(text, at)
        pieces.append(head)
    return [*pieces, text] if text else pieces


def _within(text: Rich, limit: Size) -> bool:
    return _length(text) <= limit.units and size(text).within(limit)


def _length(text: Rich) -> int:
    return sum(len(run.text) for run in text)


def _fitting(text: Rich, limit: Size) -> int:
    """How many characters from the start keep to the limit, at least one."""
    low, high = 1, min(_length(text), limit.units)
    while low < high:
        middle = (low + high + 1) // 2
        if _within(_divide(text, middle)[0], limit):
            low = middle
        else:
            high = middle - 1
    return low


def _cut(text: Rich, most: int) -> int:
    plain = "".join(run.text for run in text)[: most + 1]
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(plain) if most // 2 < match.end() <= most]
        if ends:
            return ends[-1]
    return most


def _divide(text: Rich, at: int) -> tuple[Rich, Rich]:
    head: list[Run] = []
    for index, run in enumerate(text):
        if at < len(run.text):
            tail = (Run(run.text[at:], run.styles), *text[index + 1 :])
            return (*head, *rich(run.text[:at], *run.styles)), tail
        head.append(run)
        at -= len(run.text)
    return tuple(head), ()


def _markup(text: Sequence[Run]) -> Iterator[str]:
    """The pieces of the markup: a tag, or escaped characters."""
    still_open: tuple[Style, ...] = ()
    for run in (*text, Run("")):
        kept = _common(still_open, run.styles)
        for style in reversed(still_open[kept:]):
            yield style.closing
        for style in run.styles[kept:]:
            yield style.opening
        still_open = run.styles
        yield markup.escape(run.text, quote=False)


def _common(first: tuple[Style, ...], second: tuple[Style, ...]) -> int:
    pairs = enumerate(zip(first, second, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(first), len(second)))


def _encodable(text: str) -> str:
    return _SURROGATES.sub("\ufffd", text)
