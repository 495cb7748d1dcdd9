"""Words of German and English by what they mean in both."""

from __future__ import annotations

import functools
import re

from bot.checking.vocabulary import american
from retrieval.analysis import stems, translated

__all__ = ["WORD", "head_in_both", "in_both"]

_SHORTEST, _LONGEST = 4, 40
"""Letters of a part of a compound; of a word that is taken apart."""
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


@functools.lru_cache(maxsize=1 << 14)
def in_both(word: str) -> frozenset[str]:
    """The stems of a word in German and English, and of what it means in the other one."""
    if not word:
        return frozenset()
    forms = dict.fromkeys((word, american(word)))
    own = [stem for form in forms for stem in (*stems(form, "de"), *stems(form, "en"))]
    others = [stem for form in forms for stem in (*translated(form, "de", "en"), *translated(form, "en", "de"))]
    return frozenset((*own, *others))


@functools.lru_cache(maxsize=1 << 12)
def head_in_both(word: str) -> frozenset[str]:
    """The same for the last part of a German compound that no dictionary has: "Meisterin" of "Hafenmeisterin"."""
    if translated(word, "de", "en") or translated(word, "en", "de"):
        return in_both(word)
    lower = word.lower()[:_LONGEST]
    parts = (lower[cut:] for cut in range(_SHORTEST, len(lower) - _SHORTEST + 1))
    return in_both(word) | next((in_both(part) for part in parts if translated(part, "de", "en")), frozenset())
