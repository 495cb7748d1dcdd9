"""Spellings of names and meanings of roles (pure functions over word lists).

Three ways in which two written names can be one, from the surest to the least: the same spelling; the same folded
spelling (Söder, Soeder, Soder; Erdoğan, Erdogan); two transliterations of one name (Selenskyj, Zelensky, Zelenskyy).
"""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
import unicodedata
from importlib import resources
from typing import Any

__all__ = [
    "first_names",
    "folded",
    "last_name",
    "meanings",
    "name_words",
    "same_first_name",
    "same_spelling",
    "same_transliteration",
    "transliterated",
]

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "ł": "l", "đ": "d"}
)
_PARTICLES = frozenset("von vom van der den de del della di da dos du la le bin ben ibn al el ter zu zur of".split())
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?")
_MOST_READINGS = 64
"""Readings of one name that are looked at; a longer list would be no name."""


@functools.cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("retrieval") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def name_words(name: str) -> list[str]:
    """The words of a name, punctuation and the possessive 's left out: "Ursula von der Leyen's" has four."""
    return [re.sub(r"['’]s?$", "", word.rstrip(".")) for word in _WORD.findall(unicodedata.normalize("NFC", name))]


def last_name(name: str) -> str:
    """The last word of a name, with the particles before it: "von der Leyen", "bin Salman", "Baerbock"."""
    words = name_words(name)
    start = len(words) - 1
    while start > 0 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[max(start, 0) :])


def first_names(name: str) -> list[str]:
    """What stands before the last name, particles left out."""
    words = name_words(name)
    rest = words[: len(words) - len(last_name(name).split())]
    return [word for word in rest if word.lower() not in _PARTICLES]


@functools.lru_cache(maxsize=65536)
def folded(name: str) -> frozenset[str]:
    """Spellings without case, accents and hyphens; umlauts both as "oe" and as "o"."""
    text = unicodedata.normalize("NFC", name).casefold().replace("ß", "ss")
    text = re.sub(r"[\s\-’'.]+", " ", text).strip()
    return frozenset(_without_accents(variant) for variant in (text.translate(_UMLAUTS), text))


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i"})))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def same_spelling(a: str, b: str) -> bool:
    """Whether two names are spelled alike, case, accents, hyphens and ways of writing umlauts aside."""
    return bool(folded(a) & folded(b))


@functools.lru_cache(maxsize=65536)
def transliterated(name: str, endings: str = "endings") -> tuple[frozenset[str], frozenset[str]]:
    """The sounds of a name read as a German and as an English transliteration; empty for a name of under 4 letters."""
    spelled = re.sub(r"[^a-z]", "", min(folded(name), key=len))
    if len(spelled) < 4:
        return frozenset(), frozenset()
    return _readings(spelled, "german", endings), _readings(spelled, "english", endings)


def _readings(spelled: str, language: str, endings: str) -> frozenset[str]:
    data = _data("transliteration")
    ending = next((e for e in sorted(data[endings], key=len, reverse=True) if spelled.endswith(e)), "")
    parts: list[list[str]] = []
    position, end = 0, len(spelled) - len(ending)
    spellings = sorted(data[language], key=len, reverse=True)
    while position < end:
        found = next((s for s in spellings if spelled.startswith(s, position) and position + len(s) <= end), None)
        if found:
            parts.append(data[language][found])
            position += len(found)
            continue
        parts.append(_letter(spelled, position, language))
        position += 1
    if ending:
        parts.append(data[endings][ending])
    return frozenset("".join(p).upper() for p in itertools.islice(itertools.product(*parts), _MOST_READINGS))


def _letter(spelled: str, position: int, language: str) -> list[str]:
    letter, before = spelled[position], spelled[position - 1] if position else ""
    after = spelled[position + 1] if position + 1 < len(spelled) else ""
    if letter == "s" and language == "german" and after in "aeioumnl" and (not before or before in "aeiouy"):
        return ["S", "Z"]  # German s before a vowel stands for both
    if letter == "y" and after and after in "aeiou":
        return ["Y"]
    return [letter]


def same_transliteration(a: str, b: str, endings: str = "endings") -> bool:
    """Whether two names can be two transliterations of one."""
    (german_a, english_a), (german_b, english_b) = transliterated(a, endings), transliterated(b, endings)
    return bool(german_a & english_b or english_a & german_b or german_a & german_b or english_a & english_b)


def same_first_name(a: str, b: str) -> bool | None:
    """Whether the first names of two full names agree (initials count); None where one has none."""
    first_a, first_b = first_names(a), first_names(b)
    if not first_a or not first_b:
        return None
    one, other = first_a[0], first_b[0]
    if min(len(one), len(other)) == 1:
        return one[0].casefold() == other[0].casefold()
    return same_spelling(one, other) or same_transliteration(one, other, "first_name_endings")


@functools.lru_cache(maxsize=65536)
def meanings(role: str) -> frozenset[str]:
    """What a role in German or English means: "deutsche Außenministerin" and "the German foreign minister" both give
    germany, foreign, minister. Words that no list knows stand for themselves, folded."""
    text = re.sub(r"[\s\-–]+", " ", re.sub(r"['’]s\b", "", unicodedata.normalize("NFC", role).casefold())).strip(" .")
    let_go = frozenset(_data("roles")["let_go"]["words"])
    found: set[str] = set()
    for phrase, meaning in _phrases():
        if f" {phrase}" in f" {text}":
            found.add(meaning)
            text = f" {text}".replace(f" {phrase}", " ", 1).strip()
    for word in text.split():
        word = word.strip(".,;:()\"„“”'")
        if word and word not in let_go:
            found |= _word_meanings(word)
    return frozenset(found)


@functools.cache
def _phrases() -> list[tuple[str, str]]:
    stems = _data("roles")["meanings"].items()
    return sorted(((s, m) for m, words in stems for s in words if " " in s), key=lambda pair: -len(pair[0]))


@functools.cache
def _stems() -> tuple[dict[str, str], list[tuple[str, str]]]:
    whole, stems = {}, []
    for meaning, words in _data("roles")["meanings"].items():
        for word in words:
            if word.startswith("="):
                whole[word[1:]] = meaning
            elif " " not in word:
                stems.append((word.rstrip("-"), meaning))
    return whole, sorted(stems, key=lambda pair: -len(pair[0]))


def _word_meanings(word: str) -> frozenset[str]:
    whole, stems = _stems()
    if word in whole:
        return frozenset([whole[word]])
    found, rest = set(), word
    while rest:
        stem, meaning = next(((s, m) for s, m in stems if rest.startswith(s)), ("", ""))
        if not stem:
            break
        found.add(meaning)
        rest = rest[len(stem) :]
        if len(rest) <= 4 and not any(rest.startswith(s) for s, _ in stems):
            break  # an ending: -in, -s, -en, -isch
        rest = next((rest[len(link) :] for link in ("ungs", "ischen", "ische", "ischer", "isch", "s", "n", "en", "e", "")
                     if rest.startswith(link) and any(rest[len(link) :].startswith(s) for s, _ in stems)), "")  # fmt: skip
    return frozenset(found) if found else folded(re.sub(r"(innen|in|en|s)$", "", word) if len(word) > 5 else word)
