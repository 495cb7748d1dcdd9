"""The date of an article, as sources write it, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime

from retrieval.readers.words import month

__all__ = ["iso_date"]

_WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,\s+)?"
_TIME = r"(?:,?\s+(?:um\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:\s*Uhr)?)?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form + _TIME)
    for form in (
        r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?\s*(?P<name>[^\W\d_]{3,9})\.?,?\s+(?P<year>\d{4})",  # 3. Dezember 2024
        r"(?P<name>[^\W\d_]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",  # December 3, 2024
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",  # 03.12.2024
    )
)


def iso_date(text: str) -> str | None:
    """A date ("2024-12-03") or a date and time ("2024-12-03T14:00:00+00:00"), None where the text is none.

    Reads ISO 8601, RFC 2822 and the German and English ways to write a day. "12/3/2024" is read by nobody: it is
    another day on each side of the ocean.
    """
    text = text.strip()
    return _iso(text) or _written_out(text) or _rfc2822(text)


def _iso(text: str) -> str | None:
    for kind in (date, datetime):
        try:
            return kind.fromisoformat(text).isoformat()
        except ValueError:
            continue
    return None


def _written_out(text: str) -> str | None:
    for form in _FORMS:
        match = form.fullmatch(text)
        if not match:
            continue
        parts = match.groupdict()
        number = int(parts["month"]) if parts.get("month") else month(parts["name"])
        try:
            day = date(int(parts["year"]), number or 0, int(parts["day"]))
            if parts["hour"] is None:
                return day.isoformat()
            return datetime.combine(day, time(int(parts["hour"]), int(parts["minute"]))).isoformat()
        except ValueError:
            return None
    return None


def _rfc2822(text: str) -> str | None:
    if ":" not in text:  # the parser makes a date of nearly any three words
        return None
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
