"""What is taken out of a question before its patterns are tried: publishers, dates, politeness."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from retrieval.dates import date_filter
from retrieval.language import function_words, language_of
from retrieval.phrasing import LONGEST_READ, edges, patterns

__all__ = ["LANGUAGES", "asked_in", "without_dates", "without_edges", "without_publisher"]

LANGUAGES = ("en", "de")


def asked_in(text: str, default: str) -> str:
    """ "Was plant Trump?" and "Was will Trump?" are German, though "was" is English too."""
    german = re.match(r"\s*[Ww]as ([a-zäöüß]+)\b", text)
    if german and (german[1] == "will" or german[1] not in function_words("en")):
        return "de"
    found = language_of(text, default=default)
    return found if found in LANGUAGES else default


def without_publisher(text: str, publishers: Iterable[str], language: str) -> tuple[str, str | None]:
    """The text without the publisher that it asks for ("in the taz"), and that."""
    lead = patterns(language)["dates"]["publisher"]
    for name in sorted(publishers, key=len, reverse=True):
        if found := re.search(rf"(?:^|\s){lead}{re.escape(name)}(?!\w)", text, re.I):
            return (text[: found.start()] + text[found.end() :]).strip(), name
    return text, None


def without_dates(plain: str, language: str, today: date | None) -> tuple[str, str | None, str | None]:
    """Dates that stand in quotation marks are part of what was said."""
    if re.search(r"[\"„“”»«]", plain) or len(plain) > LONGEST_READ:
        return plain, None, None
    return date_filter(plain, patterns(language)["dates"], today)


def without_edges(plain: str, language: str) -> str:
    """Without what is let go at the beginning and the end ("please tell me …", "… exactly")."""
    leading, trailing = edges(language)
    plain = leading.sub("", plain)
    if '"' in plain or len(plain) > LONGEST_READ:
        return plain
    return trailing.sub("", plain).strip(" ,")
