"""Speakers by the keys that a roster holds them under: words of their names, meanings of their roles."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable

from retrieval.names import folded, name_words
from retrieval.roles import Meaning
from retrieval.roster import Roster, Speaker

__all__ = ["MOST", "MOST_LOOKED_AT", "Lookup", "in_order"]

MOST = 100
"""Speakers that one mention can stand for: those with most statements. "The minister" fits thousands in a large
library, and an answer for each of them is none."""

MOST_LOOKED_AT = 2_000
"""Speakers of whom it is looked at whether they fit: those with most statements, again."""


def in_order(speakers: Iterable[Speaker]) -> list[Speaker]:
    """Each of them once, those with most statements first."""
    return sorted(set(speakers), key=lambda s: s.order)


class Lookup:
    """In a roster; what is found are the roster's numbers, until `those` makes them speakers."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def under(self, *keys: str) -> set[int]:
        """Whoever has one of these keys."""
        return {number for key in keys for number in self._roster.under(key)}

    def those(self, numbers: Collection[int], fits: Callable[[Speaker], bool] = lambda _: True) -> list[Speaker]:
        """Those who fit, in order; only the most quoted, where there are very many."""
        if len(numbers) > MOST:
            numbers = self._roster.most_quoted(numbers)[:MOST_LOOKED_AT]
        fitting = (speaker for speaker in map(self._roster.speaker, numbers) if fits(speaker))
        return in_order(itertools.islice(fitting, MOST))

    def with_words(self, name: str) -> set[int]:
        """Those who have every word of this name in theirs, in any spelling."""
        return set.intersection(*(self.under(*(f"word {key}" for key in folded(word))) for word in name_words(name)))

    def having(self, senses: Meaning) -> set[int]:
        """Those with every one of these meanings in their roles."""
        lists = sorted((self.under(f"sense {sense}") for sense in senses), key=len)
        return lists[0].intersection(*lists[1:])
