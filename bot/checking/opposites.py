"""Whether a claim says the opposite of what it cites: "victory" where the words are about a defeat."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from bot.checking.lists import any_of, data

__all__ = ["opposed"]

_PAIR = tuple[re.Pattern[str], re.Pattern[str]]
_OF_TWO = re.compile(r"\b(go|goes|going|went) (ahead)\b|\b(called) (off)\b", re.IGNORECASE)


def opposed(claim: str, told: Iterable[str]) -> tuple[str, str] | None:
    """The first word of a claim that stands against a word of what it cites, and that word; None where no pair of
    opposites is divided so between the two."""
    own, others = _plain(claim), _plain(" ".join(told))
    for one, other in _pairs():
        for mine, theirs in ((one, other), (other, one)):
            found, against = mine.search(own), theirs.search(others)
            if found and against and not theirs.search(own) and not mine.search(others):
                return found.group(), against.group()
    return None


@functools.cache
def _pairs() -> tuple[_PAIR, ...]:
    return tuple((any_of(pair["one"]), any_of(pair["other"])) for pair in data("opposites")["pairs"])


@functools.cache
def _idle() -> re.Pattern[str]:
    return re.compile("|".join(data("opposites")["idle"]), re.IGNORECASE)


def _plain(text: str) -> str:
    """Without what looks like one of the words, and with words of two parts as one."""
    return _OF_TWO.sub(lambda match: "-".join(part for part in match.groups() if part), _idle().sub(" ", text))
