"""Finding a quotation in a passage, letter for letter.

Only what no reader would call a change is levelled: which quotation marks, apostrophes, dashes and ellipsis signs are
used, white space, the Unicode form of accented letters, and characters that cannot be seen. Case counts, but for the
first letter. What is found is a span of the source text, at word boundaries.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.articles import Span
from retrieval.text import words

__all__ = ["LEAST_OF_PART", "Letters", "Occurrence", "bare", "find", "is_invisible", "letters", "parts"]

_MARKS = frozenset("„“”‟\"＂»«‚‘’‛'`´‹›〝〞「」『』《》❝❞❛❜ʼ″′")
_HYPHENS = frozenset("-‐‑−﹣－")
_DASHES = frozenset("–—―‒⸺⸻")
_CLOSE_UP = frozenset(",.;:!?)]%")
_TRAILING = ".,;:- "
_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:…|\.{2,})\s*\]|\(\s*(?:…|\.{2,})\s*\)|…|\.{3,}|(?:\. ){2}\.)\s*")
_CLOSED_UP = re.compile(r"(?<=[a-zäöüß][a-zäöüß])[.!?](?=[A-ZÄÖÜ][a-zäöüß])")
_MOST_PARTS = 6
LEAST_OF_PART = 3
"""Words of each part of a quotation with omissions."""
_MOST_PLACES = 12
"""Places of one passage where the same words are looked for: one that repeats them without end must not take long."""
_LONGEST = 4000  # characters of a quotation that are looked for

Occurrence = tuple[Span, ...]
"""Where the parts of one quotation stand in a text, in order."""


def is_invisible(character: str) -> bool:
    """Whether a character shows nothing: soft hyphens, zero-width and bidirectional signs, variation selectors.

    Letters without a shape count, though no model is given them (`bot.wellformed.visible`): an article may have some.
    """
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f" or character == "\u034f"


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a text that count, and where each of them stands in it. `inner` are the offsets of the text at
    which no quotation may begin or end, because they lie within a word."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    inner: frozenset[int]


@functools.lru_cache(maxsize=256)
def letters(text: str) -> Letters:
    visible = list(_visible(text))
    plain = "".join(sign for sign, _, _ in visible)
    found: list[tuple[str, int, int]] = []
    for index, (sign, start, end) in enumerate(visible):
        before = plain[index - 1] if index else ""
        after = plain[index + 1] if index + 1 < len(plain) else ""
        for level in _levelled(sign, before, after):
            _append(found, level, start, end)
    if found and found[-1][0] == " ":
        found.pop()
    inner = {visible[at][1] for word in words(plain) for at in range(word.start + 1, word.end)}
    inner |= {visible[at][1] for m in re.finditer(r"(?<=\d),(?=\d)", plain) for at in (m.start(), m.end())}
    for stop in _CLOSED_UP.finditer(plain):  # "Papst.Der": the blank is missing in the article
        inner -= {visible[stop.start()][1], visible[stop.end()][1]}
    return Letters(
        "".join(sign for sign, _, _ in found),
        tuple(start for _, start, _ in found),
        tuple(end for _, _, end in found),
        frozenset(inner),
    )


def _visible(text: str) -> Iterator[tuple[str, int, int]]:
    """The characters that show, composed with the accents that follow them, and where they stand."""
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        if not is_invisible(text[at]):
            whole = text[at:end]
            for sign in whole if whole.isascii() else unicodedata.normalize("NFC", whole):
                yield sign, at, end
        at = end


def _levelled(sign: str, before: str, after: str) -> str:
    if sign in _MARKS:
        # Between letters it is an apostrophe; elsewhere which marks are used, and whether, tells no words apart.
        return "'" if before.isalnum() and after.isalnum() else ""
    if sign in _HYPHENS or sign in _DASHES:
        return "-"
    if sign == "…":
        return "..."
    return " " if sign.isspace() else sign


def _append(found: list[tuple[str, int, int]], sign: str, start: int, end: int) -> None:
    """Without white space that says nothing: beside other white space and dashes, before a comma."""
    last = found[-1][0] if found else " "
    if sign == " " and (last in " -("):
        return
    if last == " " and found and (sign == "-" or sign in _CLOSE_UP):
        found.pop()
    found.append((sign, start, end))


def bare(quotation: str) -> str:
    """A quotation in the letters that count, without the marks and the punctuation around it."""
    return letters(quotation[:_LONGEST]).text.lstrip(_TRAILING).rstrip(_TRAILING)


def parts(quotation: str) -> list[str]:
    """What stands between signs of omission."""
    return [part for part in _ELLIPSIS.split(quotation[:_LONGEST]) if bare(part)]


def find(quotation: str, text: str) -> list[Occurrence]:
    """Everywhere that a quotation stands in a text; of one with omissions, one span for each part."""
    needle = bare(quotation)
    if not any(character.isalnum() for character in needle):
        return []
    whole: list[Occurrence] = [(span,) for span in _occurrences(needle, text)]
    if whole:
        return whole
    split = parts(quotation)
    if len(split) > 1 and any(len(words(part)) < LEAST_OF_PART for part in split):
        return []  # "Wir … kommen" is no quotation of "Wir werden nicht kommen"
    if len(split) == 1 and bare(split[0]) != needle:  # omissions at its ends only
        return [(span,) for span in _occurrences(bare(split[0]), text)]
    return _in_order(split, text) if 1 < len(split) <= _MOST_PARTS else []


def _occurrences(needle: str, text: str) -> list[Span]:
    hay = letters(text)
    found: list[Span] = []
    for first in dict.fromkeys((needle[0], needle[0].lower(), needle[0].upper())):
        at = hay.text.find(first + needle[1:])
        while at >= 0:
            last = at + len(first) + len(needle) - 2
            span = Span(hay.starts[at], hay.ends[last])
            if span.start not in hay.inner and span.end not in hay.inner:
                found.append(span)
            if len(found) == _MOST_PLACES:
                break
            at = hay.text.find(first + needle[1:], at + 1)
    return sorted(set(found))


def _in_order(split: Sequence[str], text: str) -> list[Occurrence]:
    """The parts one after the other, from each place where the first one stands."""
    places = [_occurrences(bare(part), text) for part in split]
    found: list[Occurrence] = []
    for first in places[0]:
        spans = [first]
        for options in places[1:]:
            following = next((span for span in options if span.start >= spans[-1].end), None)
            if following is None:
                break
            spans.append(following)
        if len(spans) == len(split):
            found.append(tuple(spans))
    return found
