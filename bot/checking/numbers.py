"""The numbers in a text, by their values: "1,5 Milliarden" in German is "1.5 billion" in English.

A translation must have the same ones. The language decides what "1.500" and "billion" are; `bot.checking.figures`, for
which a claim and its passage may be in any language, takes either reading.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.checking import lists

__all__ = ["Numbers", "numbers"]

_FALLBACK = "de"
"""Most languages of the continent write numbers as German does."""

_SPACES = " \u00a0\u2009\u202f"
_WRITTEN = rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}}(?!\d))+|\d+(?:[.,'’]\d+)*"
_TOKEN = re.compile(rf"(?P<digits>{_WRITTEN})|(?P<word>[^\W\d_]+)")
_LONGEST = 30
"""Digits of a number."""
_TIME = re.compile(
    r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d))?"
    r"(?:[ \u00a0\u202f]?(?:(?P<half>[ap])(?:m\b|\. ?m\b\.?)|(?P<clock>Uhr)\b)|(?<=:\d\d)(?!\d|[.,:]\d))",
    re.IGNORECASE,
)
_TYPO = 0.9
"""How alike a word of scale and its misspelling are, at least: "Millonen"; "Million" and "Billion" are less."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """`digits` are the values written in digits, `words` those written in letters, small ones and round ones only."""

    digits: frozenset[Decimal]
    words: frozenset[Decimal]

    def missing_in(self, other: Numbers) -> frozenset[Decimal]:
        """Those written in digits here that stand there neither in digits nor in letters."""
        return self.digits - other.digits - other.words


def numbers(text: str, language: str) -> Numbers:
    """`language` decides what a dot and a comma in a number mean."""
    data = lists.data("numbers").get(language) or lists.data("numbers")[_FALLBACK]
    times = [match for match in _TIME.finditer(text) if language == "en" or not match["half"]]  # "10 am Abend"
    found: list[tuple[str, Decimal]] = [part for match in times for part in _time(match)]
    found += [("words", Decimal(12)) for _ in lists.any_of(lists.data("numbers")["clock"]["noon"]).findall(text)]
    for match in times:
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    scalable = -1  # where a number ends that a word of scale can multiply
    for token in _TOKEN.finditer(text):
        word = (token["word"] or "").casefold()
        beside = scalable >= 0 and re.fullmatch(rf"[{_SPACES}-]?", text[scalable : token.start()])
        scalable = -1
        if beside and (scale := _scale(word, data)):
            kind, value = found[-1]
            found[-1] = kind, value.scaleb(scale).normalize()
        elif token["digits"]:
            values = _values(token["digits"], data)
            found += [("digits", value) for value in values]
            scalable = token.end() if len(values) == 1 else -1
        elif word in data["words"]:
            found.append(("words", Decimal(data["words"][word]).normalize()))
            scalable = token.end()
    return Numbers(*(frozenset(value for kind, value in found if kind == wanted) for wanted in ("digits", "words")))


def _time(match: re.Match[str]) -> list[tuple[str, Decimal]]:
    """Hour and minute: "20.00 Uhr" is "8 p.m."; and so is "8 Uhr abends", whose 8 may be 20 there."""
    hour = int(match["hour"])
    found = [("digits", Decimal(int(match["minute"])))] if int(match["minute"] or 0) else []
    if match["half"]:  # of English
        found.append(("words", Decimal(hour)))
        return [*found, ("digits", Decimal(hour % 12 + 12 * (match["half"].lower() == "p")))]
    if match["clock"] and hour <= 12 and lists.any_of(lists.data("numbers")["clock"]["later"]).search(match.string):
        found.append(("words", Decimal((hour + 12) % 24)))
    return [*found, ("digits", Decimal(hour))]


def _scale(word: str, data: dict[str, Any]) -> int | None:
    """The power of ten that a word stands for; misspelled by a letter, too."""
    known: dict[str, int] = data["scales"]
    if word not in known:
        word = next(iter(difflib.get_close_matches(word, known, 1, _TYPO)), "")
    return known.get(word)


def _values(written: str, data: dict[str, Any]) -> list[Decimal]:
    """The value of a number; of a date, a time or a version ("24.12.2024") those of its parts."""
    group, decimal = re.escape(data["grouping"]), re.escape(data["decimal"])
    plain = written[:_LONGEST]
    if re.fullmatch(rf"\d{{1,3}}(?:[{group}{_SPACES}'’]\d{{3}})+(?:{decimal}\d+)?", plain):
        plain = re.sub(rf"[{group}{_SPACES}'’]", "", plain)
    if found := re.fullmatch(rf"(\d+)(?:{decimal}(\d+))?", plain):
        return [Decimal(f"{found[1]}.{found[2] or 0}").normalize()]
    if found := re.fullmatch(rf"(\d+){group}(\d)", plain):  # "das 1.5-Grad-Ziel"
        return [Decimal(f"{found[1]}.{found[2]}").normalize()]
    return [Decimal(part).normalize() for part in re.findall(r"\d+", plain)]
