"""Date filters in a question: "since March", "im Dezember 2024", "vor dem 3. Dezember", "between March and May".

What is a date at all is decided here ("may" and "27 countries" are none), what it says by `dateparser`.
"""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

__all__ = ["date_filter"]

_YEAR = r"(?:19|20)\d\d"


@dataclass(frozen=True, slots=True)
class _Period:
    """First and last day, both inclusive."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Grammar:
    words: Mapping[str, str]
    between: re.Pattern[str]
    led: re.Pattern[str]
    alone: re.Pattern[str]


def date_filter(text: str, words: dict[str, str], today: date | None = None) -> tuple[str, str | None, str | None]:
    """The text without its date filters, and the first and last day that they ask for, as ISO dates (inclusive).

    `words` are the "dates" section of the question patterns. A month or day without a year is the last one up to
    `today` (by default the current day). What is no date stays in the text.
    """
    if not re.search(rf"\d|\b(?:{words['months']}|{words['weekdays']}|{words['days']}|{words['units']})\b", text, re.I):
        return text, None, None  # nearly every question: the expressions below take 30 ms to compile
    grammar = _grammar(tuple(words.items()))
    today = today or date.today()
    since: date | None = None
    until: date | None = None
    for _ in range(2):  # "since March until May"
        found = _first(text, grammar, today)
        if not found:
            break
        match, first, last = found
        since, until = first or since, last or until
        text = re.sub(r"\s+", " ", f"{text[: match.start()]} {text[match.end() :]}").strip(" ,")
    return text, since.isoformat() if since else None, until.isoformat() if until else None


_Found = tuple[re.Match[str], date | None, date | None]


def _first(text: str, grammar: _Grammar, today: date) -> _Found | None:
    for match in grammar.between.finditer(text):
        one, other = (_period(match[name], grammar, today) for name in ("one", "other"))
        if one and other:
            first = one.first
            while first > other.last and not re.search(_YEAR, match["one"]):
                first = _shifted_years(first, -1)
            return match, first, other.last
    for match in grammar.led.finditer(text):
        lead = " ".join(match["lead"].lower().split())
        period = _period(match["date"], grammar, today)
        if period and not (lead in ("from", "by") and not re.search(r"\d", match["date"])):  # "quotes from May"
            return match, *_bounds(lead, period, grammar.words)
    for match in grammar.alone.finditer(text):
        if period := _period(match["date"], grammar, today):
            return match, period.first, period.last
    return None


def _bounds(lead: str, period: _Period, words: Mapping[str, str]) -> tuple[date | None, date | None]:
    if lead in words["exclusive"].split("|"):
        return None, period.first - timedelta(days=1)
    if lead in words["after"].split("|"):
        return period.last + timedelta(days=1), None
    if lead in words["since"].split("|"):
        return period.first, None
    if lead in words["until"].split("|"):
        return None, period.last
    return period.first, period.last


@functools.cache
def _grammar(items: tuple[tuple[str, str], ...]) -> _Grammar:
    words = dict(items)
    month = rf"(?:{words['months']})\b\.?"
    parts = rf"(?:(?:{words['part']})[ -])"
    part = rf"{parts}?"
    day = r"\d{1,2}(?:\.|st|nd|rd|th)?"
    calendar_day = (
        rf"{words['the']}\d{{4}}-\d\d-\d\d|{words['the']}\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d\d)?"
        rf"|{words['the']}{day} (?:of )?{month}(?:,? {_YEAR})?|{month} {day}(?:,? {_YEAR})?(?!\d)"
    )
    period = rf"{part}{month}(?:,? {_YEAR})?|{part}{words['year']}{_YEAR}"
    relative = rf"{words['relative']}|{words['span']}|{words['ago']}|{words['days']}"
    unnamed = re.sub(r"\?P<\w+>", "?:", relative)
    weekday = rf"(?:{words['weekdays']})\b(?:,? (?:{words['the']})?(?:{calendar_day}))?"
    anything = rf"(?:{unnamed}|{weekday}|{calendar_day}|{period})(?!\w)"
    leads = "|".join(words[key] for key in ("since", "until", "within"))
    span = re.sub(r"\?P<\w+>", "?:", words["duration"])
    weekdays_alone = rf"(?:{words['weekdays']})$"
    end = r"(?=$|[\s,;])"
    one, other = (rf"(?P<{name}>{words['the']}{anything})" for name in ("one", "other"))
    return _Grammar(
        words,
        re.compile(rf"(?:^|\s)(?:{words['between']}) {one} (?:{words['and']}) {other}{end}", re.I),
        re.compile(rf"(?:^|\s)(?P<lead>{leads}) (?P<date>{anything}|(?<=seit ){span}){end}", re.I),
        re.compile(
            rf"(?:^|\s)(?P<date>{unnamed}|{calendar_day}|{month},? {_YEAR}|{parts}{month}|{weekdays_alone}){end}", re.I
        ),
    )


def _period(written: str, grammar: _Grammar, today: date) -> _Period | None:
    """The first and last day of what is written, read by `dateparser`; None where it reads no date."""
    text = _usual(written.lower(), grammar.words)
    if found := re.fullmatch(grammar.words["span"], text) or re.fullmatch(grammar.words["duration"], text):
        begun = _parser(grammar.words["code"], today, "current").get_date_data(
            grammar.words["back"].format(number=found["number"], unit=found["unit"])
        )
        return _Period(begun.date_obj.date(), today) if begun.date_obj else None
    part = re.match(rf"(?:{grammar.words['part']})[ -]", text)
    period = _read(text[part.end() :] if part else text, grammar, today)
    return _narrowed(period, part.group(), grammar.words) if period and part else period


def _usual(text: str, words: Mapping[str, str]) -> str:
    """Without articles and in the forms that `dateparser` knows: "letzten Dienstag" is a Tuesday, "voriger Monat" last
    month."""
    text = re.sub(rf"^{words['the']}", "", text).strip(" ,")
    for written, usual in _pairs(words["usual"]):
        text = re.sub(written, usual, text)
    return text


@functools.cache
def _pairs(written: str) -> list[tuple[str, str]]:
    return [(pair.partition(" -> ")[0], pair.partition(" -> ")[2]) for pair in written.split("; ")]


@functools.cache
def _parser(language: str, base: date, day: str = "first") -> Any:
    from dateparser.date import DateDataParser

    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "past",
        "PREFER_DAY_OF_MONTH": day,
        "PREFER_MONTH_OF_YEAR": "first",
        "RELATIVE_BASE": datetime(base.year, base.month, base.day, 12),
    }
    return DateDataParser(languages=[language], settings=settings)


def _read(text: str, grammar: _Grammar, today: date) -> _Period | None:
    if re.search(r"\b(?:3[2-9]|[4-9]\d)(?:\.|st|nd|rd|th)?(?!\d)", text):
        return None  # a day that there is not would be read as a year
    if numeric := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.", text):
        past = (int(numeric[2]), int(numeric[1])) <= (today.month, today.day)
        text += str(today.year if past else today.year - 1)
    found = _parser(grammar.words["code"], today).get_date_data(text)
    if found.date_obj is None:
        return None
    day: date = found.date_obj.date()
    if found.period == "year":
        return _Period(date(day.year, 1, 1), date(day.year, 12, 31))
    if found.period == "month":
        return _Period(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))
    if found.period == "week":
        monday = day - timedelta(days=day.weekday())
        return _Period(monday, monday + timedelta(days=6))
    return _Period(day, day)


def _narrowed(period: _Period, part: str, words: Mapping[str, str]) -> _Period:
    """The first, middle or last third: "early March", "Mitte 2023"."""
    third = (period.last - period.first + timedelta(days=1)) // 3
    if re.match(words["part_first"], part):
        return _Period(period.first, period.first + third)
    if re.match(words["part_middle"], part):
        return _Period(period.first + third, period.last - third)
    return _Period(period.last - third, period.last)


def _shifted_years(day: date, by: int) -> date:
    last = calendar.monthrange(day.year + by, day.month)[1]
    return day.replace(year=day.year + by, day=min(day.day, last))
