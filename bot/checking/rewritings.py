"""Whether a question that a language model completed can be the one that was asked."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Iterable

from bot.checking.counterparts import may_be_name
from bot.checking.form import strange, tidy
from bot.checking.vocabulary import is_common, word_list
from bot.harmless import harmless
from bot.wellformed import parts_of_words
from bot.worded import question_words
from retrieval.language import function_words
from retrieval.names import folded
from retrieval.trimming import asked_in

__all__ = ["LONGEST", "sound_question"]

LONGEST = 500
"""Characters of a question."""
_INFLECTED = ("e", "en", "em", "er", "es", "t", "s")
"""Endings of German words in small letters that stand before a noun, or are verbs."""
_STEM = 3
"""Letters that two forms of one word have in common at least."""


def sound_question(text: str, asked: str, earlier: Iterable[str], languages: Collection[str]) -> str | None:
    """The completed question, on one line; None where it is none, or asks for somebody or something that stands
    neither in what was `asked` nor in `earlier` questions. `languages` are those that it may be in."""
    text = tidy(text)
    language = asked_in(text, next(iter(languages)))
    holds = (
        0 < len(text) <= LONGEST
        and not strange(text)
        and harmless(text) == text
        and language in languages
        and _asks(text, language)
        and _brings_nothing(text, " ".join([asked, *earlier]), language)
    )
    return text if holds else None


def _asks(text: str, language: str) -> bool:
    """Whether it ends as a question, or begins as a request."""
    requests = rf"(?:please |bitte )?(?:{question_words(language)['imperatives']})\b"
    return text.endswith("?") or re.match(requests, text, re.I) is not None


def _brings_nothing(text: str, material: str, language: str) -> bool:
    """Whether all its numbers and names stand in the material, names in any form of theirs."""
    given = set(re.findall(r"\d+", material))
    if any(number not in given for number in re.findall(r"\d+", text)):
        return False
    known = frozenset(form for word in parts_of_words(material) for form in folded(word))
    words = parts_of_words(text)
    asked = [word for before, word in itertools.pairwise(["", *words]) if _may_name(word, before, language)]
    return all(_is_known(word, known, language) for word in asked)


def _may_name(word: str, before: str, language: str) -> bool:
    """Whether a word can be a name, in small letters, too: "what did stone say about macron"."""
    if word[0].isupper() or before.lower() in word_list("before_speakers"):
        return True
    behind = before.lower() in word_list("before_names") and word.lower() not in function_words(language)
    if behind and (may_be_name(word.capitalize()) if language == "en" else not word.endswith(_INFLECTED)):
        return True
    if is_common(word, language):
        return False
    verbal = word.endswith(("t", "te", "ten", "en", "ed", "ing", "s"))  # dictionaries lack many forms of verbs
    return not verbal or behind


def _is_known(word: str, known: frozenset[str], language: str) -> bool:
    words = question_words(language)
    lower = word.lower()
    if lower in function_words(language) or word in words["free"].split() or lower in words["imperatives"].split("|"):
        return True
    endings = _endings(language)
    return any(
        form in known or any(_are_forms_of_one(form, other, endings) for other in known) for form in folded(word)
    )


@functools.cache
def _endings(language: str) -> frozenset[str]:
    return frozenset(question_words(language)["endings"])


def _are_forms_of_one(one: str, other: str, endings: frozenset[str]) -> bool:
    """ "Zölle" and "Zöllen", "Kanzler" and "Kanzlerin"; but not "Iran" and "Irak"."""
    return any(
        one[:at] == other[:at] and one[at:] in endings and other[at:] in endings
        for at in range(_STEM, min(len(one), len(other)) + 1)
    )
