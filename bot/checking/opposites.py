"""Whether a claim says the opposite of what it cites: "victory" where the words are about a defeat."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from bot.checking.lists import any_of, data
from bot.checking.words import in_both

__all__ = ["opposed"]

_PAIR = tuple[re.Pattern[str], re.Pattern[str]]
_BEHIND = re.compile(
    r"\s(?:(?:the|a|an|his|her|their|its|de[rmns]|die|das|[sd]?eine[mr]|ihre[mr])\s)?([^\W\d_]{3,})", re.IGNORECASE
)
_OF_TWO = re.compile(r"\b(go|goes|going|went) (ahead)\b|\b(called) (off)\b", re.IGNORECASE)


def opposed(claim: str, told: Iterable[str]) -> tuple[str, str] | None:
    """The first word of a claim that stands against a word of what it cites, and that word; None where no pair of
    opposites is divided so between the two."""
    own, others = _plain(claim), _plain(" ".join(told))
    if beside := _turned_beside(own, others):
        return beside
    for one, other in _pairs():
        for mine, theirs in ((one, other), (other, one)):
            found, against = mine.search(own), theirs.search(others)
            if found and against and not theirs.search(own) and not mine.search(others):
                return found.group(), against.group()
    return None


def _turned_beside(claim: str, told: str) -> tuple[str, str] | None:
    """ "After the war" where the words have "before the war" alone."""
    for one, other in _beside():
        for mine, theirs in ((one, other), (other, one)):
            own, others = _nouns(mine, claim), _nouns(theirs, told)
            for noun in own.keys() & others.keys():
                if noun not in _nouns(theirs, claim) and noun not in _nouns(mine, told):
                    return own[noun], others[noun]
    return None


def _nouns(words: re.Pattern[str], text: str) -> dict[str, str]:
    """What stands behind one of these words in a text, by its stems in both languages, and the two together."""
    found: dict[str, str] = {}
    for match in words.finditer(text):
        if behind := _BEHIND.match(text, match.end()):
            found |= {stem: f"{match.group()} {behind.group(1)}" for stem in in_both(behind.group(1))}
    return found


@functools.cache
def _beside() -> tuple[_PAIR, ...]:
    return tuple((any_of(pair["one"]), any_of(pair["other"])) for pair in data("opposites")["beside"])


@functools.cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(p, re.IGNORECASE), word) for p, word in data("opposites")["phrases"].items())


@functools.cache
def _pairs() -> tuple[_PAIR, ...]:
    return tuple((any_of(pair["one"]), any_of(pair["other"])) for pair in data("opposites")["pairs"])


@functools.cache
def _idle() -> re.Pattern[str]:
    return re.compile("|".join(data("opposites")["idle"]), re.IGNORECASE)


def _plain(text: str) -> str:
    """Without what looks like one of the words, and with words of two parts as one."""
    for phrase, word in _phrases():
        text = phrase.sub(word, text)
    return _OF_TWO.sub(lambda match: "-".join(part for part in match.groups() if part), _idle().sub(" ", text))
