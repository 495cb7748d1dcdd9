"""What a question asks for (a time, a number, a place, a person), and whether a sentence holds one."""

from __future__ import annotations

import functools
import re

from retrieval import analysis, lists

__all__ = ["asks_age", "counted", "counts", "holds", "is_yes_no", "sought", "tells_age"]

BEHIND = 3
"""Words behind a number among which what it counts stands: "73 von 90 Stellen", "500 angry people"."""
_SHORTEST = 4


def sought(question: str, language: str) -> str | None:
    """`person`, `time`, `number` or `place`; None where the first words ask for something else."""
    for kind, pattern in _patterns("asked", language).items():
        if pattern.match(question.strip()):
            return kind
    return None


def is_yes_no(question: str, language: str) -> bool:
    """Whether a question asks if something is so: "Did Weaver leave?"."""
    pattern = lists.data("sought")["whether"].get(language)
    return bool(pattern) and re.match(pattern, question.strip(), re.IGNORECASE) is not None


def holds(text: str, kind: str, language: str) -> bool:
    """Whether a text holds what is sought, by its words; True for a language or a kind without words in the data.

    For a person it takes knowing who is one: see `Speakers.with_word`.
    """
    pattern = _patterns("held", language).get(kind)
    return pattern is None or pattern.search(text) is not None


def counted(question: str, language: str) -> str | None:
    """ "jobs" of "How many jobs were lost?"."""
    pattern = lists.data("sought")["counted"].get(language)
    found = re.search(rf"\b{pattern}", question[:1].lower() + question[1:]) if pattern else None
    return found["noun"] if found else None


def counts(text: str, noun: str, language: str, text_language: str) -> bool:
    """Whether a text has a number of these, by their stem or a translation, also in a compound: "73 Musikerstellen"."""
    same = language == text_language
    wanted = analysis.stems(noun, language) if same else analysis.translated(noun, language, text_language)
    words = re.findall(r"\w+(?:[.,-]\w+)*", text)
    return any(
        holds(word, "number", text_language)
        and any(_is_one(wanted, other, text_language) for other in words[index + 1 : index + 1 + BEHIND])
        for index, word in enumerate(words)
    )


def asks_age(question: str, language: str) -> bool:
    pattern = lists.data("sought")["aged"].get(language)
    return bool(pattern) and re.match(pattern, question.strip()) is not None


def tells_age(text: str, language: str) -> bool:
    """ "Der 54-jährige Fahrer", "Weaver, 71, said"."""
    pattern = lists.data("sought")["ages"].get(language)
    return bool(pattern) and re.search(pattern, text) is not None


def _is_one(wanted: list[str], word: str, language: str) -> bool:
    return any(
        stem == other or (len(other) >= _SHORTEST and other in stem)
        for stem in analysis.stems(word, language)
        for other in wanted
    )


@functools.cache
def _patterns(table: str, language: str) -> dict[str, re.Pattern[str]]:
    flags = re.IGNORECASE if table == "asked" else re.NOFLAG
    return {kind: re.compile(pattern, flags) for kind, pattern in lists.data("sought")[table].get(language, {}).items()}
