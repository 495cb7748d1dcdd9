"""Whether a sentence tells that somebody does what a verb says, by the order of its words: "Brandt lehnte den Antrag
ab" tells it of Brandt, "Den Antrag von Brandt lehnte Vogt ab" does not. In doubt it does not. The words are
`data/deeds.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrieval import lists
from retrieval.articles import Span
from retrieval.senses import verbs_of
from retrieval.text import quotations

__all__ = ["begins_with", "tells"]

_LONGEST = 1000
"""Characters of a sentence that is looked at: what has no end is a list, or no sentence."""
_LONGEST_BETWEEN = 12
"""Words between a subject and its verb."""
_FRONT = 4
"""Words before a subject that a sentence begins with: "Die frühere Ministerin Anna"."""
_CAPITAL = re.compile(r"(?<!^)\b[A-ZÄÖÜ][\w’'-]*")
_IN_APPOSITION = re.compile(r", (?:[A-ZÄÖÜ][\w.'’-]* )*$")
_APPOSED = re.compile(r"^,[^,]{1,120},")


def begins_with(name: str, text: str, code: str) -> bool:
    """Whether somebody of this name is what a sentence begins with, so that "he" in the next one may mean him."""
    found = _mention(name).search(text)
    front = text[: found.start()] if found else ""
    return found is not None and not _is_governed(front, code) and len(front.split()) <= _FRONT


def tells(text: str, names: Iterable[str], wanted: frozenset[str], code: str, pronoun: bool = False) -> bool:
    """Whether a sentence tells that somebody of these names does one of these things."""
    if len(text) > _LONGEST:
        return False
    plain = _unquoted(text)
    verbs = list(verbs_of(wanted, plain, code))
    return any(
        _is_subject(plain, Span(*found.span()), verb, code, pronoun)
        for verb in verbs
        for name in names
        for found in _mention(name, exact=not pronoun).finditer(plain)
    )


def _mention(name: str, exact: bool = True) -> re.Pattern[str]:
    """A name as it stands in the nominative: no genitive ("Webers", "Weaver's") and no part of a compound."""
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-]|['’]s?\b)", re.NOFLAG if exact else re.I)


def _unquoted(text: str) -> str:
    """With blanks in the place of what is quoted."""
    for quotation in quotations(text):
        text = text[: quotation.outer.start] + " " * len(quotation.outer.of(text)) + text[quotation.outer.end :]
    return text


def _is_subject(text: str, name: Span, verb: Span, code: str, pronoun: bool) -> bool:
    if not pronoun and _is_governed(text[: name.start], code):
        return False
    data = _order(code)
    if name.end <= verb.start:
        between = _APPOSED.sub(" ", text[name.end : verb.start])
        if re.search(rf"\b(?:{data['passive']})\b", between, re.I):
            return False
        if between.strip() == "," and _IN_APPOSITION.search(text[: name.start]):
            return True  # "Nordvik's chairman, Per Sandvik, denied"
        if code == "de":
            helped = re.search(rf"\b(?:{data['auxiliary']})\b", between, re.I) or re.search(
                rf"\b(?:{data['auxiliary']})(?: (?:{data['articles']}))?(?: [A-ZÄÖÜ][\w-]*)* $", text[: name.start]
            )
            return _goes_on_to(between, data) or (helped is not None and not re.search(r"[,;:]", between))
        return _goes_on_to(between, data) and not re.search(r"[.;:]", between)
    if code == "de":  # "Den Antrag lehnte Brandt ab"
        front, between = text[: verb.start], text[verb.end : name.start]
        near = re.fullmatch(rf"\s*(?:(?:{data['articles']})\s+)?(?:[A-ZÄÖÜ][\w-]*\s+){{0,2}}", between)
        return near is not None and not _names_subject(front, data)
    return False


def _goes_on_to(between: str, data: dict[str, str]) -> bool:
    """Whether nothing stands between a subject and its verb that could be another subject."""
    words = between.split()
    if len(words) > _LONGEST_BETWEEN or re.search(rf"\b(?:{data['clause']})\b", between, re.I):
        return False
    loose = re.sub(rf"\b(?:{data['prepositions']}) (?:\w+ ){{0,2}}?[A-ZÄÖÜ][\w-]*", " ", f" {between}")
    return "," not in loose and not _CAPITAL.search(loose.strip() and f" {loose}")


def _names_subject(front: str, data: dict[str, str]) -> bool:
    """ "Trump lehnte Merz ab", "Der Ausschuss wies Brandt zurück": who stands before the verb did it."""
    words = front.split()
    if not words:
        return True
    first = words[0].lower()
    return re.fullmatch(data["objects"], first) is None and re.fullmatch(data["prepositions"], first) is None


def _is_governed(front: str, code: str) -> bool:
    """Whether what stands before a name makes it an object, or somebody's: "von Brandt", "des Ministers Brandt"."""
    data = _order(code)
    words = front.split()
    while words and words[-1][0].isupper() and words[-1][-1].isalnum() and len(words) > 1 and not _ends(words[-1]):
        words = words[:-1]  # "Ministerin Anna" of "der Ministerin Anna Brandt"
    small = "|".join(data[key] for key in ("prepositions", "oblique", "articles"))
    while len(words) > 1 and re.fullmatch(data["adjective"], words[-1]) and not re.fullmatch(small, words[-1]):
        words = words[:-1]
    if not words:
        return False
    last = words[-1].lower()
    if re.fullmatch(rf"{data['prepositions']}|{data['oblique']}", last):
        return True
    if re.fullmatch(data["articles"], last) and len(words) > 1:
        before = words[-2]
        genitive = code == "de" and len(words) > 2 and before[0].isupper() and before[-1].isalnum()
        return genitive or re.fullmatch(data["prepositions"], before.lower()) is not None
    return last.endswith(("'s", "’s"))


def _ends(word: str) -> bool:
    return word.endswith(("'s", "’s"))


def _order(code: str) -> dict[str, str]:
    found: dict[str, str] = lists.data("deeds")[code]
    return found
