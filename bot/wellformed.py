"""Texts on their way to a language model and back: without what nobody sees, between marks, without quotation marks."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable

from retrieval.names import name_words
from retrieval.text import quotations

__all__ = ["mark_for", "parts_of_words", "plain_words", "visible", "without_marks"]

_UNSEEN_LETTERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_MARKS = re.compile(r"[\"„“”‟»«‹›‚‘‛〝〞〟「」『』《》〈〉＂❛❜❝❞″‶]|,,|''|´´|``|''")
_APOSTROPHES = re.compile(r"['’´ʼ′＇]")


def visible(text: str) -> str:
    """On one line, without the characters that nobody sees: what a reader has not read, a model need not read."""
    text = _UNSEEN_LETTERS.sub("", text)
    shown = (c for c in text if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    return " ".join("".join(shown).split())


def mark_for(texts: Iterable[str]) -> str:
    """A word that begins and ends what is material; none of the texts has it."""
    whole = "\n".join(texts)
    while (mark := f"§{secrets.token_hex(8)}") in whole:
        pass
    return mark


def without_marks(text: str) -> str:
    """The text without any quotation mark, on one line; apostrophes stay, as '."""
    marks: set[int] = set()
    for quotation in quotations(text):  # finds single marks that look like apostrophes
        marks.update(range(quotation.outer.start, quotation.inner.start))
        marks.update(range(quotation.inner.end, quotation.outer.end))
    text = "".join(character for place, character in enumerate(text) if place not in marks)
    text = _MARKS.sub("", text)
    return " ".join(_APOSTROPHES.sub(_only_apostrophe, text).split())


def _only_apostrophe(mark: re.Match[str]) -> str:
    """Kept within a word, and behind the s of a genitive."""
    before, after = mark.string[: mark.start()][-1:], mark.string[mark.end() :][:1]
    return "'" if before.isalnum() and (after.isalnum() or before in "sSxXzZ") else ""


def plain_words(text: str) -> str:
    """The words alone, for comparing texts: case, punctuation and white space do not count."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def parts_of_words(text: str) -> list[str]:
    """Words without a possessive 's, those with hyphens in their parts: "US" and "Präsident"."""
    return [part for word in name_words(text) for part in re.split(r"[-‑]", word) if part]
