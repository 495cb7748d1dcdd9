"""Numbers in another form: "25 percent" of "a quarter", "four out of five" as "80 percent", eighty years as decades."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.checking.figures import Number, numbers_in
from bot.checking.lists import any_of, data

__all__ = ["is_restated"]

_WHOLE = Decimal(10_000)
"""Hundredths of a percent in all of something."""
_OF = re.compile(r"\s+(?:out of(?: every)?|in(?: every)?|of every|von(?: je)?)\s+")
_ONE_OF = re.compile(r"\b(?:one (?:in|out of)(?: every)?|eine?[rsmn]? von|jede[rsmn]?) ([^\W_]+)", re.IGNORECASE)
_NEXT = re.compile(r"[\s\u00a0-]*(?:an? |of an? )?([^\W\d_]+)")
_ROUNDED = 60
"""Hundredths of a percent by which "a third" and "33 percent" differ at most."""


@dataclass(frozen=True, slots=True)
class _Amount:
    """How much a number with what stands behind it is, of `kind` "shares", "hours" or "months"."""

    written: str
    kind: str
    value: Decimal


def is_restated(number: Number, text: str, passages: tuple[str, ...]) -> bool:
    """Whether a number of a text stands in another form in a passage."""
    own = [amount for amount in _amounts(text) if number.written in amount.written]
    return any(_same(one, other) for one in own for passage in passages for other in _amounts(passage))


def _same(one: _Amount, other: _Amount) -> bool:
    slack = _ROUNDED if one.kind == "shares" else 0
    return one.kind == other.kind and abs(one.value - other.value) <= slack


@functools.lru_cache(maxsize=256)
def _amounts(text: str) -> tuple[_Amount, ...]:
    return (*_one_of(text), *_counted(text))


def _one_of(text: str) -> Iterator[_Amount]:
    """ "One in five": "one" alone is no number."""
    for match in _ONE_OF.finditer(text):
        for number in numbers_in(match.group(1)):
            if (value := _value(number)) and value > 1:
                yield _Amount(match.group(), "shares", _WHOLE / value)


def _counted(text: str) -> Iterator[_Amount]:
    before, value_before, ended, at = "", Decimal(0), 0, 0
    for number in numbers_in(text):
        start = text.find(number.written, at)
        if start < 0:
            continue
        at = start + len(number.written)
        value, word = _value(number), number.written.split("-")[-1].lower()
        following = _NEXT.match(text, at)
        behind = following.group(1).lower() if following else ""
        whole = text[ended - len(before) : at] if before else number.written
        if value is not None and number.unit == "percent":
            yield _Amount(number.written, "shares", value * _WHOLE / 100)
        if share := _value_of("shares", word):
            if length := _value_of("months", behind):
                yield _Amount(number.written, "months", share * length / _WHOLE)  # "half a year"
            several = bool(before) and not text[ended:start].strip()  # "three quarters"
            yield _Amount(whole if several else number.written, "shares", share * (value_before if several else 1))
        if before and value and value_before < value and _OF.fullmatch(text, ended, start):
            yield _Amount(whole, "shares", _WHOLE * value_before / value)
        for kind in ("hours", "months"):
            if value is not None and (length := _value_of(kind, word) or _value_of(kind, behind)):
                yield _Amount(number.written, kind, value * length)
        before, value_before, ended = (number.written, value, at) if value is not None else ("", Decimal(0), at)


def _value(number: Number) -> Decimal | None:
    return next((Decimal(v) for v in sorted(number.values) if re.fullmatch(r"\d+(?:\.\d+)?", v)), None)


@functools.lru_cache(maxsize=4096)
def _value_of(kind: str, word: str) -> Decimal | None:
    return next((Decimal(key) for key, words in data("figures")[kind].items() if any_of(words).fullmatch(word)), None)
