"""Days and months in a text, in German and English, written out or in figures."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from bot.checking.lists import keys_of_words, word_set

__all__ = ["DATE", "days_in", "is_day"]

DATE = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2,4})?|\b(\d{4})-(\d{2})-(\d{2})")
"""A date in figures: day, month, year; or year, month, day."""
_WORD = re.compile(r"[^\W\d_]+")

_of_words = functools.partial(keys_of_words, "days")


_words = functools.partial(word_set, "days")


def days_in(text: str) -> Iterator[tuple[str, str]]:
    """As written, and which day or month that is."""
    for match in _WORD.finditer(text):
        word = match.group()
        lower = word.lower()
        if word == "morgen" and not re.search(r"(?:[Hh]eute|[Gg]estern|tag|woch) $", text[: match.start()]):
            yield word, "tomorrow"
        elif day := _of_words("days").get(lower):
            yield word, day
        elif (month := _of_words("months").get(lower)) and word[0].isupper() and _is_month(match, text):
            yield word, f"month {month}"
    for match in DATE.finditer(text):
        month = match.group(2) or match.group(5)
        if 1 <= int(month) <= 12:
            yield match.group(), f"month {int(month)}"


def _is_month(match: re.Match[str], text: str) -> bool:
    word = match.group().lower()
    if word not in _words("unsure_months") and len(word) > 4:
        return True
    before = text[: match.start()].split()[-1:]
    beside = re.search(r"\d\D{0,6}$", text[: match.start()]) or re.match(r"\D{0,3}\d", text[match.end() :])
    return (
        beside is not None
        or bool(before and before[0].lower() in _words("before_months"))
        or word in _words("sure_months")
    )


def is_day(word: str) -> bool:
    """Whether a word is a weekday or a month, which are no names."""
    return word.lower() in _of_words("days") or word.lower() in _of_words("months")
