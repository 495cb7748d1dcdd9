"""Whether a translation can be one: nothing in it that its original does not have, nothing missing that can be told.

Whether it is a good one nobody here can tell. It is shown beside its original, as a translation.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from bot.checking.counterparts import matches, missing_counterparts
from bot.checking.facts import facts_of
from bot.checking.form import is_of_script, strange, talks_of_itself, tidy
from bot.checking.lists import data
from bot.checking.numbers import numbers
from bot.checking.relatedness import Fit
from bot.harmless import harmless
from bot.wellformed import plain_words, without_marks
from retrieval.analysis import STEMMED, query_words
from retrieval.language import language_of
from retrieval.text import words

__all__ = ["sound"]

_SHORTER, _LONGER, _SLACK = 0.5, 2.0, 12
"""How much shorter or longer than its original a translation may be, and how many characters more or less."""
NEAR = ((8, 0.42), (4, 0.22))
"""Fit with the original under which a translation is one of something else, by the words with a meaning that the
original has at least; of fewer nothing can be told ("Das Alter drückt"). Of 736 professional ones (sentences of XQuAD)
1 % have less, of sentences put together at random 99 %, of neighbouring ones in a text 75 %."""
_LANGUAGE_SHOWS = 6
"""Words from which on the language of a text can be told."""
_RELATIVE = frozenset({"today", "yesterday", "tomorrow"})
_ADDED = re.compile(r"\[((?=[^\]]*[^\W\d_])[^\W_](?:[\w .,'’-]*[\w.])?)\](?!\s*[(:\[])")
"""A word or several in brackets, and no link or label behind it."""


def sound(text: str, original: str, source: str, target: str, fit: Fit | None = None) -> str | None:
    """A translation from the language `source` as it can be shown: on one line, without quotation marks; None where it
    does not hold. `original` is the words that are translated; `fit` tells whether both are about the same."""
    text = tidy(text)
    if strange(_without_added(text, original), original) or harmless(text) != text:
        return None
    text = without_marks(text)
    holds = (
        _has_a_fitting_length(text, original)
        and plain_words(text) != plain_words(original)
        and _is_in(text, target)
        and (is_of_script(text, target) or not is_of_script(original, source))
        and (talks_of_itself(original) or not _talks(text, original))  # "I cannot translate that"
        and _has_the_same_numbers(text, original, source, target)
        and (not _are_known(source, target) or _days(text) == _days(original))
        and _has_the_same_names(text, original, source, target)
        and (not _are_known(source, target) or _deny_alike(text, original))
        and (fit is None or not _are_known(source, target) or _is_near(text, original, source, target, fit))
    )
    return text if holds else None


def _without_added(text: str, original: str) -> str:
    """Without the brackets of words that an article adds to a quotation, "[or]": they are no markup if the original has
    as many."""
    if len(_ADDED.findall(text)) > len(_ADDED.findall(original)):
        return text
    return _ADDED.sub(r"\1", text)


def _talks(text: str, original: str) -> bool:
    """Whether it is about the task. "I cannot understand that" is not, where the original says "I", too."""
    if not talks_of_itself(text):
        return False
    own = matches("first_person")
    if not own.search(original) or matches("task").search(text):
        return True
    return talks_of_itself(own.sub("", text))


def _is_near(text: str, original: str, source: str, target: str, fit: Fit) -> bool:
    count = len(query_words(original, source))
    floor = next((floor for least, floor in NEAR if count >= least), None)
    return floor is None or fit(text, target, [original], source)[0] >= floor


def _deny_alike(text: str, original: str) -> bool:
    """Whether both deny something, or neither does, as far as words show."""
    one, other = _denials(text), _denials(original)
    if bool(one) == bool(other):
        return True
    bare = original if one else text
    return any(expression.search(bare) for expression in (matches("otherwise"), _idle()))


def _denials(text: str) -> list[str]:
    """The words that deny something, without "not only" and "No 10"."""
    plain = _idle().sub(" ", text.replace("’", "'"))
    endings = "|".join(map(re.escape, data("translations")["denial_endings"]))
    return [*matches("denials").findall(plain), *re.findall(rf"\w(?:{endings})\b", plain, re.IGNORECASE)]


@functools.cache
def _idle() -> re.Pattern[str]:
    phrases = "|".join([*map(re.escape, data("translations")["idle"]), r"no\.? ?(?=\d)"])
    return re.compile(rf"\b(?:{phrases})", re.IGNORECASE)


def _has_a_fitting_length(text: str, original: str) -> bool:
    wide, narrow = _width(original), _width(text)
    return bool(text) and wide * _SHORTER - _SLACK <= narrow <= wide * _LONGER + _SLACK


def _width(text: str) -> int:
    """Characters; a Chinese one counts three times."""
    return sum(3 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _is_in(text: str, language: str) -> bool:
    return len(words(text)) < _LANGUAGE_SHOWS or language_of(text, default=language) == language


def _has_the_same_numbers(text: str, original: str, source: str, target: str) -> bool:
    one, other = numbers(text, target), numbers(original, source)
    return not one.missing_in(other) and not other.missing_in(one)


def _are_known(*languages: str) -> bool:
    """Whether there are word lists and a dictionary of them: of German and English."""
    return set(languages) == set(STEMMED)


def _days(text: str) -> set[str]:
    """Weekdays and months; "heutig" need not become "today"."""
    return {day for _, day in facts_of(text).days} - _RELATIVE


def _has_the_same_names(text: str, original: str, source: str, target: str) -> bool:
    """Compares English with German; other pairs are not looked at."""
    if not _are_known(source, target):
        return True
    english, german = (text, original) if target == "en" else (original, text)
    return not missing_counterparts(english, german)
