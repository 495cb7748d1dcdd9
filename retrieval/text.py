"""Sentences, words and quotation marks of a text, as spans: pure functions, linear in the length of the text.

Offsets count characters. A blank line ends every sentence and every quotation; a single line break is white space,
because plain text is often wrapped at a fixed width. The words are `data/sentences.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from retrieval import lists
from retrieval.articles import Span
from retrieval.quotations import Quotation, quotations

__all__ = ["Quotation", "quotations", "sentences", "words"]

_WORD = re.compile(r"[^\W_]+(?:[-‑'’.&/@_+][^\W_]+)*")


def words(text: str) -> list[Span]:
    """Words and numbers; hyphens, apostrophes and dots inside of a word belong to it ("Nato-Mitglied", "3.500")."""
    return [Span(*m.span()) for m in _WORD.finditer(text)]


# ---------------------------------------------------------------------------------------------------------- sentences

_GLUED = re.compile(r"(?<=[a-zäöüß]{3})\.(?=[A-ZÄÖÜ][a-zäöüß]+\s)")  # "sagte Merkel.Als": a missing space
_CANDIDATE = re.compile(r"[.!?…]+|\n[ \t\r]*\n\s*")
_LAST_WORD = re.compile(r"[\w.\-]*\Z")
_LONGEST_ASIDE = 300  # characters
_BRACKET = re.compile(r"\((?:[^()\n]|\n(?!\s*\n)){1,300}\)|\[(?:[^\[\]\n]|\n(?!\s*\n)){1,300}\]")
_NEXT_WORD = re.compile(r"[^\W\d_][\w\-]*\.?")


@dataclass(frozen=True, slots=True)
class _Endings:
    """What `data/sentences.toml` says of a language."""

    abbreviations: frozenset[str]
    may_end: frozenset[str]
    before_numbers: frozenset[str]
    months: frozenset[str]
    starters: frozenset[str]
    attribution: re.Pattern[str]


def sentences(text: str, language: str = "de") -> list[Span]:
    """Sentences without surrounding white space; together they cover all other characters.

    Sentences inside of a quotation count one by one; a closing quotation mark belongs to the sentence that it ends.
    `language` is "de" or "en"; any other is read as English.
    """
    closing = {q.inner.end: q.outer.end for q in quotations(text) if q.closed}
    brackets = [Span(*m.span()) for m in _BRACKET.finditer(text)]
    bounds: list[int] = []
    position = at = 0
    for match in _CANDIDATE.finditer(text):
        if match.start() < position:
            continue
        if match.group()[0] == "\n":
            bounds.append(match.start())
            continue
        end = match.end()
        while end in closing or text[end : end + 1] in (")", "]"):
            end = closing.get(end, end + 1)
        while at < len(brackets) and brackets[at].end <= match.start():
            at += 1
        aside = at < len(brackets) and _is_aside(text, bounds[-1] if bounds else 0, brackets[at].start, match.start())
        if aside and not (end >= brackets[at].end and _starter_follows(text, end, language)):
            position = end
            continue
        if _is_boundary(text, match.start(), match.group(), end, language):
            bounds.append(end)
        position = end
    found, start = [], 0
    for bound in [*bounds, len(text)]:
        piece = text[start:bound]
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            found.append(Span(begin, begin + len(stripped)))
        start = bound
    return found


def _is_aside(text: str, since: int, opening: int, dot: int) -> bool:
    """Whether `dot` stands in a bracket that opens within a sentence, which began at `since`: "(die Red.)", "[...]".
    It does not end the sentence around the bracket."""
    if not since < opening < dot:
        return False
    before = text[max(since, opening - _LONGEST_ASIDE) : opening].rstrip()
    return any(c.isalnum() for c in before) and before[-1] not in ".!?…"


def _starter_follows(text: str, position: int, language: str) -> bool:
    following = _NEXT_WORD.search(text, position, position + 40)
    between = text[position : following.start()] if following else ""
    return following is not None and not between.strip() and following.group() in _endings(language).starters


@cache
def _endings(language: str) -> _Endings:
    data = lists.data("sentences")
    own, both = data.get(language, data["en"]), data["both"]
    return _Endings(
        abbreviations=frozenset(own["abbreviations"].split()),
        may_end=frozenset(both["may_end"].split()),
        before_numbers=frozenset(both["before_numbers"].split()),
        months=frozenset(both["months"].split()),
        starters=frozenset(own["starters"].split()),
        attribution=re.compile(rf"(?:[A-Z][\w.'’\-]*\s+|{both['who']}){{1,5}}(?:{both['says']})\b"),
    )


def _is_boundary(text: str, dot: int, mark: str, end: int, language: str) -> bool:
    if end < len(text) and not text[end].isspace():
        return _GLUED.match(text, dot) is not None
    follow = end
    while follow < len(text) and text[follow].isspace():
        follow += 1
    after = text[follow : follow + 1]
    if after == "" or after.islower() or after in ",;:)]…":
        return after == ""
    if after in "–—-" and text[follow + 1 : follow + 2].isspace() and text[follow + 2 : follow + 3].islower():
        return False
    quoted = end > dot + len(mark)
    if quoted and mark[-1] in "?!" and _endings(language).attribution.match(text, follow, follow + 120):
        return False
    if mark != "." or quoted:
        return True
    return _dot_ends(text[max(0, dot - 24) : dot], _NEXT_WORD.match(text, follow), language)


def _dot_ends(before: str, following: re.Match[str] | None, language: str) -> bool:
    """Whether a dot after `before` ends a sentence, where `following` is the word after it, if there is one."""
    last = _LAST_WORD.search(before)
    word = last.group() if last else ""
    if last and before[: last.start()].endswith(("=", "/", "&", "#", "?", "%")):
        return True  # the end of a URL
    endings = _endings(language)
    starter = following is not None and following.group() in endings.starters
    if word.isdigit() and language == "de":
        if following is None or following.group() in endings.months:
            return following is None
        return len(word) > 2 or starter
    lower = word.lower().strip("-").rsplit("-", 1)[-1]
    if lower in endings.before_numbers:
        return following is not None
    if lower in endings.abbreviations:
        return lower in endings.may_end and starter
    if len(word) == 1 and word.isalpha():
        return starter and word.isupper()
    if re.fullmatch(r"(?:\w\.)+\w", word):
        return starter
    return True
