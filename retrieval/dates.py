"""Date filters in a question: "since March", "im Dezember 2024", "vor dem 3. Dezember". Read by `dateparser`."""

from __future__ import annotations

import calendar
import functools
import re
from datetime import datetime, timedelta
from typing import Any

__all__ = ["date_filter"]


def date_filter(text: str, language: str, words: dict[str, str]) -> tuple[str, str | None, str | None]:
    """The text without its date filter, and the first and last day that it asks for, as ISO dates (inclusive).

    `words` are the "dates" section of the question patterns. Words that no date can be read from stay in the text.
    """
    dated = rf"(?:[\w.,\-]*\d{{4}}[\w.\-]*|\d+\.?|{words['words']})"
    bare = r"yesterday|today|gestern|heute|(?:last|letzte[nr]?|vorige[nr]?) (?:\w+)"
    fillers = rf"(?:(?:{words['fillers']}) )?"
    phrase = rf"{fillers}(?P<date>{dated}(?: {dated})*)"
    leads = "|".join(words[key] for key in ("since", "until", "within"))
    pattern = rf"(?:^|\s)(?:(?P<lead>{leads}) {phrase}|(?P<bare>{bare}))(?=$|\s|,)"
    for found in reversed(list(re.finditer(pattern, text, re.I))):
        written = (found["date"] or found["bare"]).strip(" ,")
        if not re.search(rf"\d{{4}}|\b(?:{words['words']})\b", written, re.I):
            continue  # "in 27 Ländern" is no date
        days = _days(written, language)
        if days is None:
            continue
        rest = re.sub(r"\s+", " ", text[: found.start()] + text[found.end() :]).strip(" ,")
        return rest, *_bounds((found["lead"] or "").lower(), *days, words)
    return text, None, None


def _bounds(lead: str, first: datetime, last: datetime, words: dict[str, str]) -> tuple[str | None, str | None]:
    if lead in words["since"].split("|"):
        return first.date().isoformat(), None
    if lead in words["until"].split("|"):
        exclusive = lead in ("before", "vor")
        return None, (first - timedelta(days=1) if exclusive else last).date().isoformat()
    return first.date().isoformat(), last.date().isoformat()


@functools.cache
def _parser(language: str) -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=[language],
        settings={"PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first", "PREFER_MONTH_OF_YEAR": "first"},
    )


def _days(written: str, language: str) -> tuple[datetime, datetime] | None:
    """First and last day of what is written: a day, a week, a month or a year."""
    usual = re.sub(r"\b(letzte|vorige)[nrs]\b", r"\1", written.lower()).replace("vorige", "letzte")
    found = _parser(language).get_date_data(usual)
    if found.date_obj is None:
        return None
    first: datetime = found.date_obj
    if found.period == "year":
        return first.replace(month=1, day=1), first.replace(month=12, day=31)
    if found.period == "month":
        return first.replace(day=1), first.replace(day=calendar.monthrange(first.year, first.month)[1])
    if found.period == "week":
        monday = first - timedelta(days=first.weekday())
        return monday, monday + timedelta(days=6)
    return first, first
