"""Quotation marks of a text, paired, as spans: pure functions, linear in the length of the text.

A blank line ends every quotation. Marks that pages hold by mistake count, too: a closing mark of the wrong kind, spaces
inside of the marks, and "&quot;".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.articles import Span

__all__ = ["Quotation", "quotations"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """`outer` holds the quotation marks, `inner` leaves them and spaces beside them out. Not `closed`: the closing mark
    is missing, both end where the paragraph does or where the quoted sentence ends before the next quotation."""

    outer: Span
    inner: Span
    closed: bool


_MARK = re.compile(r",,|''|``|’’|&quot;|[„“”\"»«‚‘’'‹›]|\n[ \t\r]*\n")
_CLOSED_BY = {
    "„": "“”„\"''’’", "“": "”\"", "”": "”", '"': "\"“”''", "»": "«", "«": "»", "‚": "‘’", "‘": "’", "'": "'",
    "‹": "›", "›": "‹", ",,": "''“”\"’’", "''": "''", "``": "''", "’’": "’’", "&quot;": "&quot;",
}  # fmt: skip
_CLOSERS = {opening: frozenset(re.findall(r"''|’’|&quot;|.", closing)) for opening, closing in _CLOSED_BY.items()}
_ONLY_OPENS = frozenset("„‚") | {",,", "``"}
_DEEPEST = 6  # levels of quotations inside of each other; deeper marks are not read, so that no input costs more
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")
_SPACED = {'"': '"', "«": "»", "»": "«", "&quot;": "&quot;"}
"""Marks that may have a space behind the opening and before the closing one: « Non »."""
_LONGEST_SPACED = 1000  # characters
_LAST_MARKS = frozenset('“”"«»')
_LONGEST_LAST = 2000  # characters before a closing mark that has no opening one in its paragraph


def quotations(text: str, *, continued: bool = False) -> list[Quotation]:
    """All quotations in order of their start, those inside of others included; apostrophes are none. `continued`: a
    paragraph may be the last one of a quotation, with its closing mark alone, which then has no opening one."""
    found: list[Quotation] = []
    open_marks: list[tuple[str, int, int]] = []  # mark, where it starts, where its quotation starts
    fresh: int | None = 0 if continued else None  # where the paragraph starts, as long as no quotation has
    for match in _MARK.finditer(text):
        mark, start, end = match.group(), *match.span()
        if mark[0] == "\n":
            found += _unclosed(text, open_marks, start)
            open_marks, fresh = [], end if continued else None
            continue
        level = _closes(text, mark, start, end, open_marks)
        if level is not None:
            found += _unclosed(text, open_marks[level + 1 :], start)
            _, outer, inner = open_marks[level]
            found += _closed(text, outer, inner, start, end)
            del open_marks[level:]
        elif _opens(text, mark, start, end):
            same = next((n for n, (other, _, _) in enumerate(open_marks) if other == mark), None)
            if same is not None and mark not in _ONLY_OPENS:  # straight marks do not nest: the first was never closed
                found += _unclosed(text, open_marks[same:], start)
                del open_marks[same:]
            if len(open_marks) < _DEEPEST:
                open_marks.append((mark, start, end))
            fresh = None
        elif fresh is not None and _ends_last(text, mark, fresh, start, end):
            found += _closed(text, fresh, fresh, start, end)
            fresh = None
    found += _unclosed(text, open_marks, len(text))
    return sorted(found, key=lambda q: (q.outer.start, -q.outer.end))


def _closed(text: str, outer: int, inner: int, start: int, end: int) -> list[Quotation]:
    """The quotation whose closing mark stands from `start` to `end`, if there is anything in it."""
    while inner < start and text[inner].isspace():
        inner += 1
    last = start
    while inner < last and text[last - 1].isspace():
        last -= 1
    return [Quotation(Span(outer, end), Span(inner, last), closed=True)] if inner < last else []


def _ends_last(text: str, mark: str, begin: int, start: int, end: int) -> bool:
    """Whether a mark that closes nothing ends a quotation that began in a paragraph before: "So ist es“, sagte X."."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if mark not in _LAST_MARKS or not 0 < start - begin < _LONGEST_LAST or not (before.isalpha() or before in ".!?…,"):
        return False
    return (after == "" or after.isspace() or after in ",.;:") and ":" not in text[begin:start]


def _closes(text: str, mark: str, start: int, end: int, open_marks: list[tuple[str, int, int]]) -> int | None:
    """The level of the open quotation that `mark` closes."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if not open_marks or (mark in _ONLY_OPENS and (mark != "„" or before.isspace() or after.isalnum())):
        return None
    if mark in "'’‘" and (after.isalnum() or before.isspace()):
        return None  # an apostrophe ("don't"), or an opening mark
    for level in range(len(open_marks) - 1, -1, -1):
        opening = open_marks[level][0]
        if mark in _CLOSERS[opening]:
            if mark in ('"', "''", "’’", "“", "&quot;") and _at_opening(before, text[end : end + 5]):
                return None  # `He said "A and "B"`: the second mark opens
            return level
    return None


def _opens(text: str, mark: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if mark == ",," and not (before == "" or before.isspace() or before == "("):
        return False
    if mark in _ONLY_OPENS:
        return bool(after) and (mark != "‚" or not after.isspace())
    if mark == "”":  # for want of another: "He said: ”It is late.”"
        return after.isalnum() and (before == "" or before.isspace())
    if mark in ("’", "’’"):
        return False
    if mark == "'" and not after.isalnum():
        return False
    if mark in "'‘" and text[end : end + 2].isdigit() and not text[end + 2 : end + 3].isdigit():
        return False  # "in '08"
    if mark in "'‘" and not _closing_apostrophe(text, end):
        return mark == "‘" and text[max(0, start - 2) : start] == ": " and after.isupper()  # goes on in the next one
    return _at_opening(before, text[end : end + 5]) or (mark in _SPACED and _opens_spaced(text, mark, start, end))


def _opens_spaced(text: str, mark: str, start: int, end: int) -> bool:
    """Whether a mark between spaces opens a quotation that ends with such a mark: `sagte: " Nein "`."""
    if not (start == 0 or text[start - 1].isspace()) or not text[end : end + 1].isspace():
        return False
    stop = text.find(_SPACED[mark], end, end + _LONGEST_SPACED)
    if stop < 0 or not text[stop - 1].isspace() or "\n" in text[end:stop] or not text[end:stop].strip():
        return False
    behind = stop + len(_SPACED[mark])
    after = text[behind : behind + 1]
    return after == "" or after.isspace() or after in ".,;:!?)"


def _at_opening(before: str, after: str) -> bool:
    """`after`: the next five characters: a dot opens no quotation, but "...and so on" and ".@name" do."""
    free = before == "" or before.isspace() or before in "([{–—-/„“\"»«‚‘'‹›:"
    dotted = after.startswith(("..", ".@")) and any(c.isalnum() for c in after)
    return free and after != "" and not after[0].isspace() and (after[0] not in ".,;:!?)]" or dotted)


_REACH = 400  # characters within which a single quotation mark must close
_APOSTROPHE_END = re.compile(r"(?<=[^\s])['’](?!\w)|\n[ \t\r]*\n")


def _closing_apostrophe(text: str, start: int) -> bool:
    """Whether a closing ' follows within reach: otherwise a leading ' is an apostrophe ("'tis")."""
    found = _APOSTROPHE_END.search(text, start + 1, min(len(text), start + _REACH))
    return found is not None and found.group()[0] != "\n"


def _unclosed(text: str, marks: list[tuple[str, int, int]], end: int) -> list[Quotation]:
    found = []
    limit = end
    for mark, outer, inner in reversed(marks):
        stop = limit
        if limit < len(text) and text[limit : limit + 1] != "\n" and mark in text[limit : limit + 2]:
            ends = _SENTENCE_END.search(text, inner, limit)
            stop = ends.end() if ends else limit
        while stop > inner and text[stop - 1].isspace():
            stop -= 1
        if stop > inner:
            found.append(Quotation(Span(outer, stop), Span(inner, stop), closed=False))
        limit = outer
    return found
