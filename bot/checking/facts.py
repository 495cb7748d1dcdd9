"""Numbers and dates: what a claim says must stand in the passages that it cites, in figures or in words."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.checking.days import days_in
from bot.checking.figures import Number, is_quantity, is_vague, numbers_in, units_in, values_of
from bot.checking.reasons import reason
from bot.checking.restated import is_restated

__all__ = ["Facts", "facts_of", "missing_facts"]

_DECADE = re.compile(r"\b(?:decade(?!s)|jahrzehnt(?:elang\w*)?(?!\w))", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


_TEN = Number("decade", frozenset(("10",)), None)
"""What a passage with a decade has, too: "zehnjährig" of "decade-long"."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The numbers of a text, its days and months, and the units that it names."""

    numbers: tuple[Number, ...]
    days: tuple[tuple[str, str], ...]
    units: frozenset[str]


@functools.lru_cache(maxsize=256)
def facts_of(text: str) -> Facts:
    return Facts(tuple(numbers_in(text)), tuple(days_in(text)), frozenset(units_in(text)))


def missing_facts(text: str, passages: Sequence[str], dates: Sequence[str] = ()) -> list[str]:
    """What a claim's text has and no passage: reasons, one for each. `dates` are those that the articles bear; they
    count where the passages name no month or year themselves."""
    asked, given = facts_of(text), [facts_of(passage) for passage in passages]
    given += _counting(dates, given)
    given += [Facts((_TEN,), (), frozenset()) for passage in passages if _DECADE.search(passage)]
    given = [_also_raw(facts, text) for facts in given]
    numbers = [number for facts in given for number in facts.numbers]
    units = frozenset[str]().union(*(facts.units for facts in given))
    days = {day for facts in given for _, day in facts.days}
    held = frozenset[str]().union(*(number.values for number in numbers))
    found = []
    for number in asked.numbers:
        if is_vague(number):
            continue
        same = [other for other in numbers if not number.values.isdisjoint(other.values)]
        stands = not number.values.isdisjoint(held) and _unit_fits(number, same, units)
        if not stands and not is_restated(number, text, tuple(passages)):
            found.append(reason("number", words=number.written))
    found += [reason("date", words=written) for written, day in asked.days if day not in days and day != "today"]
    return list(dict.fromkeys(found))


def _counting(dates: Sequence[str], given: Sequence[Facts]) -> list[Facts]:
    has_month = any(day.startswith("month") for facts in given for _, day in facts.days)
    has_year = any(
        re.fullmatch(r"(?:1[5-9]|20)\d\d", value) for facts in given for n in facts.numbers for value in n.values
    )
    found = []
    for date in dates:
        facts = facts_of(date[:10])
        numbers = () if has_month else facts.numbers
        if has_year:
            numbers = tuple(number for number in numbers if not any(len(value) == 4 for value in number.values))
        found.append(Facts(numbers, () if has_month else facts.days, frozenset()))
    return found


def _also_raw(facts: Facts, text: str) -> Facts:
    """With "340" of "340 Millionen", where the claim has millions, too: "415 statt 340 Millionen"."""
    raw = []
    if not any(map(is_quantity, _WORD.findall(text))):
        return facts
    for number in facts.numbers:
        pieces = number.written.split()
        if len(pieces) > 1:
            values = values_of(pieces[0]) if pieces[0][0].isdigit() else ()
            raw.append(Number(pieces[0], frozenset(values), number.unit))
    return Facts((*facts.numbers, *raw), facts.days, facts.units) if raw else facts


def _unit_fits(number: Number, same: Sequence[Number], units: frozenset[str]) -> bool:
    if number.unit is None or any(other.unit == number.unit for other in same):
        return True
    return any(other.unit is None for other in same) and number.unit in units
