"""What a question asks for (a time, a number, a place, a person), and whether a sentence holds one."""

from __future__ import annotations

import functools
import re

from retrieval import lists

__all__ = ["holds", "sought"]


def sought(question: str, language: str) -> str | None:
    """`person`, `time`, `number` or `place`; None where the first words ask for something else."""
    for kind, pattern in _patterns("asked", language).items():
        if pattern.match(question.strip()):
            return kind
    return None


def holds(text: str, kind: str, language: str) -> bool:
    """Whether a text holds what is sought, by its words; True for a language or a kind without words in the data.

    For a person it takes knowing who is one: see `Speakers.with_word`.
    """
    pattern = _patterns("held", language).get(kind)
    return pattern is None or pattern.search(text) is not None


@functools.cache
def _patterns(table: str, language: str) -> dict[str, re.Pattern[str]]:
    flags = re.IGNORECASE if table == "asked" else re.NOFLAG
    return {kind: re.compile(pattern, flags) for kind, pattern in lists.data("sought")[table].get(language, {}).items()}
