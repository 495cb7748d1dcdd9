"""Names of an English text that nothing in a German one corresponds to: one is a translation of the other.

German writes every noun like a name; so the English side is read, whose capitals tell more.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping

from bot.checking.capitals import Run, runs
from bot.checking.lists import any_of, data
from bot.checking.vocabulary import alike, is_common
from bot.wellformed import parts_of_words
from retrieval.analysis import meanings, stems, translated
from retrieval.identity import organisation_names
from retrieval.language import function_words
from retrieval.names import folded
from retrieval.places import place_names

__all__ = ["matches", "may_be_name", "missing_counterparts"]

_ALIKE = 4
"""Letters at their beginning that a name has in common with its form in another language: Kreml, Kremlin."""
_PART = 5
"""Letters from which on a word may stand as a part of another one: "debatt" in "Neiddebatten"."""
_OTHERS = 3
"""Other words that a dictionary gives, besides the same one, for what is no name: "Cup" is "Pokal", "Becher", …; but
"Macron" has two, too: "Längestrich", "Makron"."""


def matches(table: str) -> re.Pattern[str]:
    """Any word of a list."""
    return any_of(data("translations")[table])


def missing_counterparts(english: str, german: str) -> list[str]:
    """Capitalised words that no dictionary has as words, and to which nothing in the German text corresponds."""
    names = [name for run in runs(_without_called(english, german), "en") for name in _names(run)]
    if not names:
        return []
    others = parts_of_words(german)
    lower, stemmed = german.casefold(), frozenset(stems(german, "de"))
    places = {key for word in others for key in _places_by_word().get(word.casefold(), ())}
    return [
        name
        for name in dict.fromkeys(names)
        if not any(_are_alike(name, other) for other in others)
        and not any(_stands(stem, stemmed) for stem in translated(name, "en", "de"))
        and not any(len(word) >= _PART and word.casefold() in lower for word in (name, *meanings(name, "en", "de")))
        and not places.intersection(_places_by_word().get(name.casefold(), ()))
        and not any(other.casefold() in lower for other in organisation_names(name))
    ]


def _without_called(english: str, german: str) -> str:
    """Without names that the German text has in other words: "World Cup" where it has "WM"."""
    for name, words in data("translations")["called"].items():
        if name in english.lower() and any_of(words).search(german):
            english = re.sub(rf"\b{re.escape(name)}\b", " ", english, flags=re.IGNORECASE)
    return english


def _names(run: Run) -> list[str]:
    found = []
    for index, word in enumerate(run.words):
        opens = run.begins and index == 0
        found += [part for part in parts_of_words(word) if part[0].isupper() and may_be_name(part, opens)]
    return found


@functools.lru_cache(maxsize=10_000)
def may_be_name(word: str, opens: bool = False) -> bool:
    """Not where a dictionary translates it: "President", "Sunday"; but "Putin", which is the same in German. `opens`:
    it begins a sentence, where every word has a capital letter."""
    lower = re.sub("['’].*", "", word.lower())  # "They're"
    if lower in function_words("en") or matches("common").fullmatch(lower):
        return False
    if matches("people").fullmatch(lower):
        return True
    found = meanings(word, "en", "de")
    if not found:
        return not (opens and is_common(word, "en"))  # "Therefore"
    others = [meaning for meaning in found if not _begin_alike(word, meaning)]
    same = any(folded(word) & folded(meaning) for meaning in found)
    return len(others) < _OTHERS if same else not others


def _are_alike(word: str, other: str) -> bool:
    return _begin_alike(word, other) or (other[:1].isupper() and alike(word, other))


def _begin_alike(word: str, other: str) -> bool:
    return any(
        one == two or (len(one) >= _ALIKE and one[:_ALIKE] == two[:_ALIKE])
        for one in folded(word)
        for two in folded(other)
    )


def _stands(stem: str, stemmed: frozenset[str]) -> bool:
    return stem in stemmed or (len(stem) >= _PART and any(stem in other for other in stemmed))


@functools.cache
def _places_by_word() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, names in place_names().items():
        for name in names:
            for word in parts_of_words(name):
                found[word.casefold()].add(key)
    return {word: frozenset(keys) for word, keys in found.items()}
