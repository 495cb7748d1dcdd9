"""Date filters in a question: "since March", "im Dezember 2024", "vor dem 3. Dezember", "between March and May".

Own code instead of a date library: a question needs periods, not points in time, must not take "may" or "27" for a
date, and has to be read in a millisecond.
"""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["date_filter"]

_NUMBERS = {
    word: number
    for number, words in enumerate(
        "a an one ein eine einer einem|two zwei|three drei|four vier|five fünf|six sechs|seven sieben|eight acht"
        "|nine neun|ten zehn".split("|"),
        start=1,
    )
    for word in words.split()
} | {"twelve": 12, "zwölf": 12}
_UNITS = {"d": 1, "t": 1, "w": 7, "m": 30, "y": 365, "j": 365}
"""Days of a unit by its first letter: day, Tag, week, Woche, month, Monat, year, Jahr."""

_YEAR = r"(?:19|20)\d\d"


@dataclass(frozen=True, slots=True)
class _Period:
    """First and last day, both inclusive."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Grammar:
    words: Mapping[str, str]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    between: re.Pattern[str]
    led: re.Pattern[str]
    alone: re.Pattern[str]
    date: re.Pattern[str]


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
    months, weekdays = tuple(words["months"].split("|")), tuple(words["weekdays"].split("|"))
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
    ago, duration = (words[key].replace("?P<", f"?P<{key}_") for key in ("ago", "duration"))
    return _Grammar(
        words,
        months,
        weekdays,
        re.compile(rf"(?:^|\s)(?:{words['between']}) {one} (?:{words['and']}) {other}{end}", re.I),
        re.compile(rf"(?:^|\s)(?P<lead>{leads}) (?P<date>{anything}|(?<=seit ){span}){end}", re.I),
        re.compile(
            rf"(?:^|\s)(?P<date>{unnamed}|{calendar_day}|{month},? {_YEAR}|{parts}{month}|{weekdays_alone}){end}", re.I
        ),
        re.compile(
            rf"(?P<relative>{words['relative']})|(?P<span>{words['span']})|(?P<ago>{ago})|(?P<days>{words['days']})"
            rf"|(?P<duration>{duration})",
            re.I,
        ),
    )


def _period(written: str, grammar: _Grammar, today: date) -> _Period | None:
    try:
        return _relative(written, grammar, today) or _absolute(written.lower(), grammar, today)
    except (ValueError, OverflowError):
        return None  # the 31st of February


def _relative(written: str, grammar: _Grammar, today: date) -> _Period | None:
    found = grammar.date.fullmatch(written.strip())
    if not found:
        return None
    text = written.lower()
    if found["relative"]:
        return _named_period(text, grammar, today)
    if found["span"]:
        return _Period(today - _duration(found["number"], found["unit"]), today)
    if found["duration"]:
        return _Period(today - _duration(found["duration_number"], found["duration_unit"]), today)
    if found["ago"]:
        unit = found["ago_unit"].lower()
        return _around(today - _duration(found["ago_number"], unit), unit)
    back = {"today": 0, "heute": 0, "yesterday": 1, "gestern": 1}.get(text, 2)
    return _Period(today - timedelta(days=back), today - timedelta(days=back))


def _duration(number: str, unit: str) -> timedelta:
    count = int(number) if number.isdecimal() else _NUMBERS[number.lower()]
    return timedelta(days=count * _UNITS[unit[0].lower()])


def _around(day: date, unit: str) -> _Period:
    """The day, week, month or year that a day is in."""
    if unit[0] == "w":
        monday = day - timedelta(days=day.weekday())
        return _Period(monday, monday + timedelta(days=6))
    if unit[0] == "m":
        return _month(day.year, day.month)
    if unit[0] in "yj":
        return _Period(date(day.year, 1, 1), date(day.year, 12, 31))
    return _Period(day, day)


def _named_period(text: str, grammar: _Grammar, today: date) -> _Period | None:
    """ "last week", "diesen Monat", "letzten Dienstag"."""
    unit, this = text.split()[-1], re.search(r"\b(?:this|diese[nrms]?)\b", text) is not None
    if unit in grammar.weekdays:
        day = _last_weekday(
            grammar.weekdays.index(unit), len(grammar.weekdays), today if this else today - timedelta(days=1)
        )
        return _Period(day, day)
    if unit in ("weekend", "wochenende"):
        saturday = today - timedelta(days=(today.weekday() - 5) % 7 or (0 if this else 7))
        return _Period(saturday, saturday + timedelta(days=1))
    if unit in ("month", "monat"):
        return _around(today if this else today.replace(day=1) - timedelta(days=1), "month")
    if unit in ("year", "jahr"):
        return _around(today if this else date(today.year - 1, 1, 1), "year")
    if "past" in text:
        return _Period(today - timedelta(days=7), today)
    return _around(today if this else today - timedelta(days=7), "week")


def _last_weekday(index: int, listed: int, today: date) -> date:
    """`index` in a list of weekdays; German has two words for Saturday, in a row."""
    weekday = index - 1 if listed == 8 and index > 5 else index
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _absolute(text: str, grammar: _Grammar, today: date) -> _Period | None:
    if iso := re.search(r"(\d{4})-(\d\d)-(\d\d)", text):
        day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        return _Period(day, day)
    if numeric := re.search(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)?", text):
        year = int(numeric[3]) + (2000 if len(numeric[3]) == 2 else 0) if numeric[3] else None
        return _day(year, int(numeric[2]), int(numeric[1]), today)
    found = re.search(_YEAR, text)
    year = int(found.group()) if found else None
    names = re.findall(r"[^\W\d_]+", text)
    month = next((_month_number(name) for name in names if name in grammar.months), None)
    if month is None:
        return _only_year(names, year, grammar, today)
    rest = text.replace(found.group(), "") if found else text
    number = re.search(r"\d{1,2}", rest)
    if number:
        return _day(year, month, int(number.group()), today)
    year = year or (today.year if month <= today.month else today.year - 1)
    return _narrowed(_month(year, month), names)


def _only_year(names: list[str], year: int | None, grammar: _Grammar, today: date) -> _Period | None:
    if year:
        return _narrowed(_Period(date(year, 1, 1), date(year, 12, 31)), names)
    weekday = next((grammar.weekdays.index(name) for name in names if name in grammar.weekdays), None)
    if weekday is None:
        return None
    day = _last_weekday(weekday, len(grammar.weekdays), today)
    return _Period(day, day)


def _month_number(name: str) -> int:
    """Long and short names start alike; "Jänner" is the second name of January."""
    starts = ("ja jä", "fe", "mar mär mrz", "ap", "may mai", "jun", "jul", "au", "se", "ok oc", "no", "de")
    return next(number for number, some in enumerate(starts, 1) if name.startswith(tuple(some.split())))


def _month(year: int, month: int) -> _Period:
    return _Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _day(year: int | None, month: int, number: int, today: date) -> _Period:
    if year is None:
        year = today.year if (month, number) <= (today.month, today.day) else today.year - 1
    day = date(year, month, number)
    return _Period(day, day)


def _narrowed(period: _Period, names: list[str]) -> _Period:
    """The first, middle or last third: "early March", "Mitte 2023"."""
    third = (period.last - period.first + timedelta(days=1)) // 3
    if any(name in ("early", "anfang", "beginn", "beginning", "start") for name in names):
        return _Period(period.first, period.first + third)
    if any(name in ("mid", "mitte") for name in names):
        return _Period(period.first + third, period.last - third)
    if any(name in ("late", "end", "ende") for name in names):
        return _Period(period.last - third, period.last)
    return period


def _shifted_years(day: date, by: int) -> date:
    last = calendar.monthrange(day.year + by, day.month)[1]
    return day.replace(year=day.year + by, day=min(day.day, last))
