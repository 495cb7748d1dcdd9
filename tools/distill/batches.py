"""What the student reads, batch by batch: sentences, words of the dictionary, and sentences joined to paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from tools.distill.pairs import Pair
from tools.distill.vocabulary import ids

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["Item", "Reading", "batches"]

LONGEST = 80
"""Pieces of a sentence; longer ones are left out, being mostly misaligned."""
PARAGRAPH = 192
"""Pieces of a paragraph; it is cut there."""
FULL = 150
"""Pieces from which on a paragraph gets no further sentence."""
JOINED = 0.09
"""Of the items that are drawn, so many are begun as paragraphs, of two to six sentences."""
POOL = 16_000
"""Items that are drawn at a time, and sorted by length into batches."""
TOKENS = 3300
"""Pieces of a batch, padding counted."""
LARGEST = 176
"""Items of a batch."""


class Item(NamedTuple):
    """One text as ids, [CLS] and [SEP] with them: its English side as the teacher and as the student reads it, and its
    German side."""

    taught: list[int]
    english: list[int]
    german: list[int]

    def joined(self, other: Item) -> Item:
        return Item(*(ours[:-1] + theirs[1:] for ours, theirs in zip(self, other, strict=True)))

    def cut(self, length: int) -> Item:
        return Item(*(side if len(side) <= length else [*side[: length - 1], side[-1]] for side in self))


class Reading:
    """All pairs as items, and which item follows on which."""

    def __init__(self, pairs: Sequence[Pair], teacher: Tokenizer, student: Tokenizer) -> None:
        english = [pair.english for pair in pairs]
        german = [pair.german for pair in pairs]
        sides = (ids(teacher, english, True), ids(student, english, True), ids(student, german, True))
        self.items = [Item(*item) for item in zip(*sides, strict=True)]
        self._followed = [two.follows(one) for one, two in pairwise(pairs)] + [False]

    def drawn(self, random: Random) -> Iterator[Item]:
        """Every item once, in random order; some of them with what follows."""
        order = list(range(len(self.items)))
        random.shuffle(order)
        for number in order:
            item = self.items[number]
            if max(len(item.taught), len(item.german)) > LONGEST:
                continue
            yield self._paragraph(number, random.randint(1, 5)) if random.random() < JOINED else item

    def _paragraph(self, number: int, more: int) -> Item:
        item = self.items[number]
        while more and self._followed[number] and max(len(item.taught), len(item.german)) < FULL:
            number, more = number + 1, more - 1
            item = item.joined(self.items[number])
        return item.cut(PARAGRAPH)


def batches(reading: Reading, random: Random) -> Iterator[list[Item]]:
    """Batches of items of about one length, at least two in each (a single one has nothing to be told from). Without
    end, unless no batch can be made."""
    some = True
    while some:
        some = False
        drawn = reading.drawn(random)
        while pool := list(islice(drawn, POOL)):
            for batch in _batched(pool, random):
                some = True
                yield batch


def _batched(pool: list[Item], random: Random) -> list[list[Item]]:
    pool = sorted(pool, key=lambda item: (len(item.german) // 3, len(item.taught) + random.random()))
    found: list[list[Item]] = []
    batch: list[Item] = []
    longest = 0
    for item in pool:
        longest = max(longest, len(item.german))
        if batch and (longest * (len(batch) + 1) > TOKENS or len(batch) == LARGEST):
            found.append(batch)
            batch, longest = [], len(item.german)
        batch.append(item)
    found.append(batch)
    random.shuffle(found)
    return [batch for batch in found if len(batch) > 1]
