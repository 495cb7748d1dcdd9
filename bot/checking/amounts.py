"""Numbers that stand in a passage but not for what a claim says: those of the sentence beside the cited one, and "by 18
percent" of what rose to 18 percent."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from bot.checking.figures import Number, numbers_in
from bot.checking.lists import any_of, data, keys_of_words
from bot.checking.reasons import reason
from bot.checking.restated import is_restated

__all__ = ["amounts_of_others"]

_SHARES = frozenset(("third", "quarter", "half"))
_BEFORE = 40
"""Characters before a number in which a preposition stands."""
_PER = re.compile(
    r"(?:\s[^\s\d.,;:!?]+){0,3}?\s(?:an?|per|each|every|pro|je|im|in der|am)\s(?P<period>[^\W\d_]+)"
    r"(?!\s(?:\d|ago|later|earlier|before|after|zuvor|später|danach|nach|vor|of|der|des)|[\w-])",
    re.IGNORECASE,
)
"""What stands between a number and the length of time that it is for."""
_BEHIND = re.compile(r"[^.;:!?]{0,40}?\b(?:auf|to) [^.;:!?]{0,12}?[\d£$€]")


def amounts_of_others(text: str, cited: Sequence[str], passages: Sequence[str]) -> list[str]:
    """`cited` are the sentences that a claim rests on, `passages` the paragraphs that these stand in."""
    return list(dict.fromkeys((*_beside(text, tuple(cited)), *_moved(text, passages), *_per(text, passages))))


def _beside(text: str, cited: tuple[str, ...]) -> Iterator[str]:
    """Amounts that the cited sentences do not have, where they have another one of the kind that the claim has not."""
    own = [number for number in numbers_in(text) if _kind(number)]
    if not own:
        return
    theirs = [number for sentence in cited for number in numbers_in(sentence)]
    for number in own:
        if any(number.values & other.values for other in theirs) or is_restated(number, text, cited):
            continue
        others = [other for other in theirs if _kind(other) == _kind(number)]
        if others and not any(other.values & mine.values for other in others for mine in own):
            yield reason("number_beside", words=number.written)


def _kind(number: Number) -> str:
    """What can be compared: shares with shares, money with money of the same currency."""
    return number.unit or ("percent" if number.values & _SHARES else "")


def _moved(text: str, passages: Sequence[str]) -> Iterator[str]:
    """ "By" a number that the passages have "to" before, everywhere that they have it."""
    if not any_of(data("figures")["change"]["verbs"]).search(text):
        return
    asked = [(number, role, written) for number, role, written in _roles(text) if role and "half" not in number.values]
    if not asked:
        return
    told = [found for passage in passages for found in _roles(passage)]
    for number, role, written in asked:
        same = [other for one, other, _ in told if one.values & number.values]
        if same and all(same) and role not in same:
            yield reason("number_moved", words=written)


def _roles(text: str) -> Iterator[tuple[Number, str, str]]:
    """Each number of a text with what it is in a change ("by", "to", "from"), or nothing, and how that is written."""
    for number, start, end in _placed(text):
        before = _change().search(text, max(0, start - _BEFORE), start)
        role = (before.lastgroup or "").removeprefix("of_") if before else ""
        if role == "from" and not _BEHIND.match(text, end):
            role = ""  # "ein Anteil von 18 Prozent"
        yield number, role, text[before.start() if before else start : end]


def _placed(text: str) -> Iterator[tuple[Number, int, int]]:
    """The numbers of a text with where each stands."""
    end = 0
    for number in numbers_in(text):
        start = text.find(number.written, end)
        if start >= 0:
            end = start + len(number.written)
            yield number, start, end


@functools.cache
def _change() -> re.Pattern[str]:
    words = data("figures")["change"]
    roles = "|".join(rf"(?P<of_{role}>{'|'.join(words[role].split())})" for role in ("by", "to", "from"))
    between = "|".join(words["between"].split())
    return re.compile(rf"(?<!\w)(?:{roles})(?:\s(?:{between}))*\s[£$€]?$", re.IGNORECASE)


def _per(text: str, passages: Sequence[str]) -> Iterator[str]:
    """ "6,000 cars an hour" of 6,000 cars a day."""
    asked = list(_periods(text))
    told = [found for passage in passages for found in _periods(passage)] if asked else []
    for number, period, written in asked:
        same = {other for one, other, _ in told if one.values & number.values}
        if same and period not in same:
            yield reason("number_period", words=written)


def _periods(text: str) -> Iterator[tuple[Number, str, str]]:
    for number, start, end in _placed(text):
        found = _PER.match(text, end)
        period = keys_of_words("figures", "periods").get(found["period"].lower()) if found else None
        if found and period:
            yield number, period, text[start : found.end()]
