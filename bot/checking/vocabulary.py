"""Which words are names, and which names are one in two spellings or languages."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator

from bot.checking.lists import data, word_set
from retrieval.analysis import known_words, lexicon, meanings
from retrieval.identity import is_known_organisation
from retrieval.language import function_words
from retrieval.names import name_words, plain_spelling, same_spelling, same_transliteration
from retrieval.places import place_in_role
from retrieval.roles import meanings as senses_of
from retrieval.roles import read_whole
from retrieval.transliteration import same_sound, skeleton

__all__ = [
    "READ",
    "alike",
    "american",
    "bare",
    "has_name",
    "is_common",
    "is_small_word",
    "parts",
    "word_list",
    "word_lists",
    "word_tables",
]

READ = ("de", "en")
"""Languages with a reader of statements, a dictionary and word lists."""

_SHORTEST = 4
"""Letters of a word whose ending may be left out."""
_LEAST_SKELETON, _LEAST_ALIKE = 4, 0.7
_LONGEST = 40
"""Letters of a German word that is taken apart."""
_MOST_MODIFIERS = 2
"""Words of a compound before its last one."""
_ALIKE_ELSEWHERE = 0.8
"""How alike two spellings must be: with the same skeleton of consonants; and without, in a language that nothing is
known of ("Poutine")."""


def word_list(table: str) -> frozenset[str]:
    return word_set("names", table)


@functools.cache
def word_lists(table: str) -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, data("names")[table]))


def word_tables(table: str) -> dict[str, str]:
    found: dict[str, str] = data("names")[table]
    return found


def bare(word: str) -> str:
    """Without a possessive."""
    return re.sub(r"['’]s?$", "", word)


def parts(word: str) -> Iterator[str]:
    """A word, and those that hyphens or an apostrophe join in it: "Nato-Staaten", "l'Ukraine"."""
    yield bare(word)
    if re.search(r"[-‑/'’]", bare(word)):
        yield from (part for part in re.split(r"[-‑/'’]", bare(word)) if part)


@functools.lru_cache(maxsize=1 << 16)
def alike(one: str, other: str, loosely: bool = False) -> bool:
    """Whether two words of names can be one: by spelling, or as two transliterations. `loosely`: in a language whose
    ways of writing names nobody here knows."""
    if same_spelling(one, other) or same_transliteration(one, other):
        return True
    a, b = plain_spelling(one), plain_spelling(other)
    if same_sound(a, b, first=True):
        return True
    ratio = difflib.SequenceMatcher(None, a, b).ratio()
    if loosely and min(len(a), len(b)) > 4 and ratio >= _ALIKE_ELSEWHERE:
        return True
    return len(skeleton(a)) >= _LEAST_SKELETON and skeleton(a) == skeleton(b) and ratio >= _LEAST_ALIKE


def is_small_word(word: str, language: str) -> bool:
    """Whether it is a function word, such as a sentence begins with."""
    lower = word.lower().replace("’", "'")
    known = language if language in READ else "en"
    return (word == word.capitalize() or len(word) == 1) and (
        lower in function_words(known) or lower in lexicon(language).stop or lower in word_list("openers")
    )


@functools.lru_cache(maxsize=1 << 14)
def is_common(word: str, language: str) -> bool:
    """Whether a dictionary has it as a word that is no name, or has its parts, or it ends as common nouns do."""
    if language not in READ:
        return False
    lower = word.lower()
    if _is_place(word) and word in meanings(word, language, "en" if language == "de" else "de"):
        return False  # "Hamburg", though the dictionary has "hamburger" beside it
    if _has(word, language) or read_whole(senses_of(word)):
        return True
    if language == "en":
        return any(_has(form, "en") for form in _base_forms(lower))
    if lower.endswith(tuple(word_list("place_endings"))):
        return False
    if _ends_as_a_noun(lower):
        return True
    return _is_compound(lower)


def _is_compound(word: str, most: int = _MOST_MODIFIERS) -> bool:
    """ "Hafenstadt", "Aufsichtsratsvorsitzende", "Ausstand"; `most` words before its last one."""
    return len(word) <= _LONGEST and any(
        _has(word[cut:], "de")
        and (_can_stand_before(word[:cut]) or (most > 1 and _are_modifiers(word[:cut], most - 1)))
        for cut in range(3, len(word) - 2)
    )


def _are_modifiers(words: str, most: int) -> bool:
    return _is_compound(words, most) or any(_is_compound(form, most) for form in _unlinked(words))


def _is_place(word: str) -> bool:
    return is_known_organisation(word) or place_in_role(word) is not None


@functools.lru_cache(maxsize=1 << 14)
def _has(word: str, language: str) -> bool:
    """Whether the dictionary translates it as it does no name: by another word, or in small letters; "hamburger" is no
    translation of "Hamburg"."""
    if len(word) < 3:
        return False
    if language == "en" and (other := american(word)) != word and _has(other, language):
        return True
    lower = word.lower()
    if any(form in known_words(language) for form in _forms(lower)):
        return True
    found = [m for m in meanings(word, language, "en" if language == "de" else "de") if not _derives(m.lower(), lower)]
    if language == "de":
        return any(other[:1].islower() for other in found)
    return any(other[:1].islower() or not same_spelling(other, word) for other in found)


def american(word: str) -> str:
    """ "Theater" of "Theatre", "labor" of "labour": dictionaries have one spelling of the two."""
    for pattern, other in data("names")["american"].items():
        word = re.sub(pattern, other, word)
    return word


def _forms(word: str) -> Iterator[str]:
    """The word, and what it may be a form of."""
    yield word
    for ending in word_list("forms"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield word.removesuffix(ending)


def _derives(longer: str, word: str) -> bool:
    return len(longer) > len(word) and longer.startswith(word)


def _can_stand_before(modifier: str) -> bool:
    """Whether a compound may begin so, with or without what links its parts."""
    return (
        modifier in word_list("noun_prefixes")
        or _has(modifier, "de")
        or any(_has(form, "de") or _ends_as_a_noun(form) for form in _unlinked(modifier))
    )


def _unlinked(modifier: str) -> Iterator[str]:
    """Without what links it to the word behind it."""
    return (modifier.removesuffix(link) for link in lexicon("de").links if link and modifier.endswith(link))


def _ends_as_a_noun(word: str) -> bool:
    return len(word) > 6 and word.endswith(tuple(word_list("noun_endings")))


def _base_forms(word: str) -> Iterator[str]:
    for ending in word_list("base_forms"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word.removesuffix(ending)
            yield word.removesuffix(ending) + "e"


def has_name(text: str, language: str) -> bool:
    """Whether some capitalised word of a mention is no common word."""
    return any(
        word[:1].isupper() and not is_small_word(word, language) and not is_common(word, language)
        for word in name_words(text)
    )
