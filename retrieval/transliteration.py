"""One name in two transliterations: Selenskyj and Zelensky, Lawrow and Lavrov. By rules, never by a list of people.

A name is read as a German and as an English way of writing sounds; see `data/transliteration.toml`.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import Literal

from retrieval import lists

__all__ = ["Strength", "readings", "same_sound", "skeleton", "strength"]

Strength = Literal["none", "weak", "strong", "first"]
"""How sure it is that a name is a transliteration; "first" for first names, which stand beside a last name."""

_LANGUAGES = ("german", "english")
_LEAST, _LEAST_OF_BOTH = 4, 5
"""Letters of each name, and of the longer one: short ones are alike by chance (Chan, Khan)."""
_MOST_READINGS = 64
"""Readings of one name that are looked at; a longer list would be no name."""
_BETWEEN_VOWELS = re.compile(r"(?<=[aeiouAEIOU])Y(?=[aeiouAEIOU])|^Y(?=[eE])")
"""Where "y" comes and goes: Aliyev and Aliev, Yeltsin and Eltsin."""


@functools.cache
def _signs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    signs = lists.data("transliteration")["signs"]
    return re.compile("|".join(signs["strong"])), re.compile("|".join(signs["weak"]))


_UNSTABLE = str.maketrans("wf", "vv", "cdehijkoqstxyz ")


def skeleton(spelled: str) -> str:
    """The letters that every transliteration leaves: two names without one skeleton are not the same. Quick."""
    bare = _article().sub("", spelled).replace("ou", "u").replace("oo", "u").replace("ff", "f")
    return bare.translate(_UNSTABLE)


def strength(spelled: str) -> Strength:
    """What signs of a transliteration a name in small letters, without accents and hyphens, shows."""
    strong, weak = _signs()
    if strong.search(spelled):
        return "strong"
    return "weak" if weak.search(spelled) else "none"


def same_sound(one: str, other: str, first: bool = False) -> bool:
    """Whether two names can be two transliterations of one. As `strength` takes them."""
    if first:
        return _agree(one, other, "first") or any(
            {one, other} <= set(group) for group in lists.data("transliteration")["first_names"]["groups"]
        )
    if max(len(one), len(other)) < _LEAST_OF_BOTH:
        return False
    shown = {strength(one), strength(other)}
    if "strong" in shown:
        return _agree(one, other, "strong")
    return "weak" in shown and _agree(one, other, "weak")


def _agree(one: str, other: str, licensed: Strength) -> bool:
    return not readings(one, licensed).isdisjoint(readings(other, licensed))


@functools.lru_cache(maxsize=1 << 18)
def readings(spelled: str, licensed: Strength) -> frozenset[str]:
    """All sounds that a name can stand for in either language; none for one of under 4 letters."""
    if licensed != "first":
        spelled = _article().sub("", spelled)
    spelled = re.sub(r"[^a-z]", "", spelled)
    if len(spelled) < (3 if licensed == "first" else _LEAST):
        return frozenset()
    found = (_sounds(spelled, language, licensed) for language in _LANGUAGES)
    return frozenset(_BETWEEN_VOWELS.sub("", sound).upper() for sounds in found for sound in sounds)


@functools.cache
def _article() -> re.Pattern[str]:
    return re.compile(lists.data("transliteration")["article"]["pattern"])


def _sounds(spelled: str, language: str, licensed: Strength) -> list[str]:
    endings, ends, spellings, table = _tables(language, licensed)
    ending = ends.search(spelled)
    end = ending.start() if ending else len(spelled)
    parts = [
        table.get(found.group()) or _letter(spelled, found.start(), found.group(), language, licensed)
        for found in spellings.finditer(spelled, 0, end)
    ]
    if ending:
        parts.append(endings[ending.group()])
    return ["".join(choice) for choice in itertools.islice(itertools.product(*parts), _MOST_READINGS)]


@functools.cache
def _tables(
    language: str, licensed: Strength
) -> tuple[dict[str, list[str]], re.Pattern[str], re.Pattern[str], dict[str, list[str]]]:
    """Endings, the expression that finds one, the expression that cuts a name into spellings, and their sounds."""
    data = lists.data("transliteration")
    first = licensed == "first"
    endings: dict[str, list[str]] = data["endings"]["first" if first else language]
    left_out = data["only_strong"][language] if licensed == "weak" else []
    table = {spelling: sounds for spelling, sounds in data[language].items() if spelling not in left_out}
    longest = sorted(table, key=len, reverse=True)
    ends = "|".join(sorted(endings, key=len, reverse=True))
    return endings, re.compile(rf"(?:{ends})$"), re.compile("|".join((*longest, "ss", "."))), table


def _letter(spelled: str, at: int, piece: str, language: str, licensed: Strength) -> list[str]:
    before, after = spelled[at - 1 : at], spelled[at + len(piece) : at + len(piece) + 1]
    free = licensed in ("strong", "first")
    if piece == "ss":
        between = free and bool(before) and before in "aeiouy" and bool(after) and after in "aeiouy"
        return ["s"] if between and language == "german" else ["ss"]
    if piece == "s" and language == "german" and free and after and after in "aeiouyjmnl":
        return ["s", "Z"] if not before or before in "aeiouyrnml" else ["s"]  # German s before a vowel stands for both
    if piece == "y":
        return ["Y"] if after and after in "aeiou" else ["i"]
    return [piece]
