"""Quotation marks of a text, paired, as spans: pure functions, linear in the length of the text.

A blank line ends every quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.articles import Span

__all__ = ["Quotation", "quotations"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """`outer` holds the quotation marks, `inner` leaves them out. Not `closed`: the closing mark is missing, both end
    where the paragraph does or where the quoted sentence ends before the next quotation."""

    outer: Span
    inner: Span
    closed: bool


_MARK = re.compile(r",,|''|``|’’|[„“”\"»«‚‘’'‹›]|\n[ \t\r]*\n")
_CLOSED_BY = {
    "„": "“”\"''’’", "“": "”\"", "”": "”", '"': '"”', "»": "«", "«": "»", "‚": "‘’", "‘": "’", "'": "'",
    "‹": "›", "›": "‹", ",,": "''“”\"’’", "''": "''", "``": "''", "’’": "’’",
}  # fmt: skip
_CLOSERS = {opening: frozenset(re.findall(r"''|’’|.", closing)) for opening, closing in _CLOSED_BY.items()}
_ONLY_OPENS = frozenset("„‚") | {",,", "``"}
_DEEPEST = 6  # levels of quotations inside of each other; deeper marks are not read, so that no input costs more
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")


def quotations(text: str) -> list[Quotation]:
    """All quotations in order of their start, those inside of others included; apostrophes are none."""
    found: list[Quotation] = []
    open_marks: list[tuple[str, int, int]] = []  # mark, where it starts, where its quotation starts
    for match in _MARK.finditer(text):
        mark, start, end = match.group(), *match.span()
        if mark[0] == "\n":
            found += _unclosed(text, open_marks, start)
            open_marks = []
            continue
        level = _closes(text, mark, start, end, open_marks)
        if level is not None:
            found += _unclosed(text, open_marks[level + 1 :], start)
            _, outer, inner = open_marks[level]
            if inner < start:
                found.append(Quotation(Span(outer, end), Span(inner, start), closed=True))
            del open_marks[level:]
        elif _opens(text, mark, start, end):
            same = next((n for n, (other, _, _) in enumerate(open_marks) if other == mark), None)
            if same is not None and mark not in _ONLY_OPENS:  # straight marks do not nest: the first was never closed
                found += _unclosed(text, open_marks[same:], start)
                del open_marks[same:]
            if len(open_marks) < _DEEPEST:
                open_marks.append((mark, start, end))
    found += _unclosed(text, open_marks, len(text))
    return sorted(found, key=lambda q: (q.outer.start, -q.outer.end))


def _closes(text: str, mark: str, start: int, end: int, open_marks: list[tuple[str, int, int]]) -> int | None:
    """The level of the open quotation that `mark` closes."""
    if mark in _ONLY_OPENS or not open_marks:
        return None
    before, after = text[start - 1 : start], text[end : end + 1]
    if mark in "'’‘" and (after.isalnum() or before.isspace()):
        return None  # an apostrophe ("don't"), or an opening mark
    for level in range(len(open_marks) - 1, -1, -1):
        opening = open_marks[level][0]
        if mark in _CLOSERS[opening]:
            if mark in ('"', "''", "’’", "“") and _at_opening(before, text[end : end + 5]):
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
        return False
    return _at_opening(before, text[end : end + 5])


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
