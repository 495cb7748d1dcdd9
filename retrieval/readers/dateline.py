"""The dateline that agency reports begin with: "Brüssel taz | ", "BERLIN (dpa) – ", "LONDON, Dec 3 (Reuters) - "."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.language import function_words
from retrieval.readers.words import name_of, word_list

__all__ = ["Dateline", "dateline_of"]

_MARK = r"(?:[-–—|:.]|--)(?=\s)"
_PLACE = r"(?P<place>[^\W\d_][\w.’'/, -]{1,60}?)"
_SOURCE = r"(?P<source>[^\W\d_][\w./, -]{1,30}?)"
_IN_BRACKETS = re.compile(rf"\s*(?:{_PLACE}\.?\s*)?\({_SOURCE}\)(?P<mark>\s*{_MARK})?\s*")
_BARE = re.compile(rf"\s*{_PLACE}(?:,\s*|/|\s+)(?P<source>[^\W\d_][\w./-]{{1,20}})(?P<mark>\s*\||\s+{_MARK})\s*")
_CAPITAL = r"(?:(?![a-zà-ÿ\d_])\w)"
_PLACE_ALONE = re.compile(rf"\s*(?P<place>{_CAPITAL}(?:{_CAPITAL}|[. -]){{3,40}}?(?:, [^\W\d_][\w. ]{{1,20}}?)?) ?— ")


@dataclass(frozen=True, slots=True)
class Dateline:
    """`end` is where the text after it starts. One of place and publisher may be missing."""

    place: str | None
    publisher: str | None
    end: int


def dateline_of(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with."""
    return _with_source(_IN_BRACKETS.match(text), "-–—|:.") or _with_source(_BARE.match(text), "|") or _alone(text)


def _with_source(match: re.Match[str] | None, paper_marks: str) -> Dateline | None:
    if not match:
        return None
    publisher = _publisher(match["source"], papers=(match["mark"] or " ").strip()[:1] in tuple(paper_marks))
    if publisher is None or (match["place"] and not _is_place(match["place"])):
        return None
    return Dateline(_place(match["place"]) if match["place"] else None, publisher, match.end())


def _alone(text: str) -> Dateline | None:
    """American papers: "WASHINGTON — ", "DES MOINES, Iowa — "."""
    match = _PLACE_ALONE.match(text)
    if not match or len(match["place"].split()) > 3 or not _is_place(match["place"]):
        return None
    if not word_list("not_places").isdisjoint(match["place"].split()):
        return None
    return Dateline(_place(match["place"]), None, match.end())


def _publisher(source: str, *, papers: bool) -> str | None:
    """Both of "dpa/AFP", "dpa" of "dpa/lhe". Without `papers`, agencies only."""
    parts = [source] if name_of(source) else re.split(r"\s*[/,]\s*", source)
    known = [part for part in parts if name_of(part) and (papers or part.casefold() in word_list("agencies"))]
    return "/".join(dict.fromkeys(name_of(part) or "" for part in known)) or None


def _is_place(place: str) -> bool:
    names = re.findall(r"[^\W\d_][\w.’'-]*", place)
    if not names:
        return False
    if not names[0].isupper() and names[0].casefold() in function_words("de") | function_words("en"):
        return False  # "Die Nachrichtenagentur Reuters - "; but DES MOINES
    return all(name[0].isupper() or name in word_list("place_particles") for name in names)


def _place(place: str) -> str:
    """Without a date ("LONDON, Dec 3"), and not in capitals."""
    parts = [part for part in re.split(r",\s*", place) if not re.search(r"\d", part)]
    return ", ".join(_in_small_letters(part) for part in parts) or place


def _in_small_letters(place: str) -> str:
    if not place.isupper() or len(place) <= 3 or re.search(r"\.\w", place):  # "USA", "N.Y."
        return place
    words = re.split(r"([ /-])", place.lower())
    return "".join(word if word in word_list("place_particles") else word[:1].upper() + word[1:] for word in words)
