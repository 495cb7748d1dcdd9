"""Which English word pieces a German one stands for: IBM Model 1.

Brown et al., "The Mathematics of Statistical Machine Translation", 1993, section 4.1: each piece of a German sentence
comes from one piece of its English sentence, or from none (NULL), whatever the order. Expectation maximisation over
all links of all pairs at once, as arrays; 35 million links take 2 GB and about a minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Alignment", "align"]

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

ITERATIONS = 6


@dataclass(frozen=True, slots=True)
class Alignment:
    """How often each German piece was linked with each English one, as expected counts.

    Three arrays of one length, ordered by German piece. `null` is the English id that stands for no piece; `seen` and
    `seen_english` say how often each piece is in the German and in the English sentences.
    """

    german: Ids
    english: Ids
    counts: Floats
    null: int
    seen: Ids
    seen_english: Ids

    def shares(self, piece: int) -> tuple[Ids, Floats]:
        """The English pieces, NULL among them, that a German piece was linked with, and the share of each."""
        start, end = np.searchsorted(self.german, [piece, piece + 1])
        counts = self.counts[start:end]
        return self.english[start:end], counts / max(float(counts.sum()), 1e-30)


def align(
    german: Sequence[Sequence[int]],
    english: Sequence[Sequence[int]],
    german_size: int,
    english_size: int,
    iterations: int = ITERATIONS,
) -> Alignment:
    """Aligns sentences, given as the ids of their pieces; the sizes are those of the vocabularies. No sentence may be
    empty."""
    if not german or len(german) != len(english):
        raise ValueError(f"{len(german)} German and {len(english)} English sentences")
    null = english_size
    links, widths = _links(german, english, null)
    kinds, kind = np.unique(links, return_inverse=True)
    german_of, english_of = np.divmod(kinds, null + 1)
    starts = np.concatenate([[0], np.cumsum(widths)[:-1]])
    chance = np.ones(len(kinds), np.float32)  # of the German piece, given the English one
    counts: Doubles = np.ones(len(kinds))
    for _ in range(iterations):
        weights = chance[kind]
        weights /= np.repeat(np.add.reduceat(weights, starts), widths)
        counts = _sums(kind, weights, len(kinds))
        totals = _sums(english_of, counts, null + 1)
        chance = (counts / np.maximum(totals[english_of], 1e-9)).astype(np.float32)
    return Alignment(
        german_of, english_of, counts.astype(np.float32), null, _count(german, german_size), _count(english, null)
    )


def _sums(kinds: Ids, weights: Floats | Doubles, size: int) -> Doubles:
    """The sum of the weights of each kind."""
    return np.bincount(kinds, weights=weights, minlength=size).astype(np.float64, copy=False)


def _links(german: Sequence[Sequence[int]], english: Sequence[Sequence[int]], null: int) -> tuple[Ids, Ids]:
    """Every German piece with every English piece of its sentence and NULL, as one number each; and how many English
    pieces each German piece has."""
    links, widths = [], []
    for ours, theirs in zip(german, english, strict=True):
        candidates = np.array([*theirs, null], dtype=np.int64)
        links.append((np.array(ours, dtype=np.int64)[:, None] * (null + 1) + candidates).ravel())
        widths.append(np.full(len(ours), len(candidates), dtype=np.int64))
    return np.concatenate(links), np.concatenate(widths)


def _count(sentences: Sequence[Sequence[int]], size: int) -> Ids:
    counted: Ids = np.bincount(np.concatenate([np.array(ids, dtype=np.int64) for ids in sentences]), minlength=size)
    return counted
