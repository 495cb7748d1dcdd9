"""What is taken out of a question before its patterns are tried: publishers, dates, politeness."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from retrieval.dates import date_filter
from retrieval.language import function_words, language_of
from retrieval.phrasing import LONGEST_READ, edges, is_one_of, matches, patterns, plain_text

__all__ = ["LANGUAGES", "asked_in", "without_dates", "without_edges", "without_publisher"]

LANGUAGES = ("en", "de")
_LONGEST_OWN = 20
"""Characters of a greeting or thanks."""


def asked_in(text: str, default: str) -> str:
    """ "Was plant Trump?" and "Was will Trump?" are German, though "was" is English too. "Thanks" and "Hallo" are
    in a language of their own. A default that no patterns are in counts as English."""
    default = default if default in LANGUAGES else "en"
    short = plain_text(text) if len(text) <= _LONGEST_OWN else ""
    if own := next((code for code in LANGUAGES if is_one_of(short, "own", code)), None):
        return own
    german = re.match(r"\s*[Ww]as ([a-zäöüß]+)\b", text)
    if german and (german[1] == "will" or german[1] not in function_words("en")):
        return "de"
    found = language_of(text, default=default)
    return found if found in LANGUAGES else default


def without_publisher(text: str, publishers: Iterable[str], language: str) -> tuple[str, str | None]:
    """The text without the publisher that it asks for ("in the taz"), and that."""
    lead, lower = patterns(language)["dates"]["publisher"], text.lower()
    for name in sorted((one for one in publishers if one.lower() in lower), key=len, reverse=True):
        if found := re.search(rf"(?:^|\s){lead}{re.escape(name)}(?!\w)", text, re.I):
            return (text[: found.start()] + text[found.end() :]).strip(), name
    return text, None


def without_dates(plain: str, language: str, today: date | None) -> tuple[str, str | None, str | None]:
    """Dates in quotation marks, and those behind "who said that", are part of what was said."""
    if re.search(r"[\"„“”»«]", plain) or len(plain) > LONGEST_READ:
        return plain, None, None
    words = patterns(language)["dates"]
    asked, said = _asked_and_said(plain, language, today)
    rest, since, until = date_filter(asked, words, today)
    return f"{rest}{said}", since, until


def _asked_and_said(plain: str, language: str, today: date | None) -> tuple[str, str]:
    """A question for a speaker in two, before what was said; a date behind the last comma goes with what is asked."""
    words, clause = patterns(language)["dates"], patterns(language)["clause"]
    lead = edges(language)[0].match(plain)
    start = lead.end() if lead else 0
    if not (found := matches(clause["said"], plain[start:])):
        return plain, ""
    rest = date_filter(found["words"], words, today)[0]
    if len(rest.split()) < 2 or re.fullmatch(clause["beside"], rest, re.I):
        return plain, ""  # "Who said that in 2024?", "Who announced that plan in 2024?"
    asked, said = f"{plain[:start]}{found['asked']}", found["said"].rstrip(" ,")
    before, comma, last = said.rpartition(",")
    if comma and before.strip(" ,") and not date_filter(last.strip(), words, today)[0]:
        return f"{asked} {last.strip()}", before
    return asked, said


def without_edges(plain: str, language: str) -> str:
    """Without what is let go at the beginning and the end ("please tell me …", "… exactly")."""
    leading, trailing = edges(language)
    plain = leading.sub("", plain)
    if '"' in plain or len(plain) > LONGEST_READ:
        return plain
    return trailing.sub("", plain).strip(" ,")
