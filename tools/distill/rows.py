"""The rows that German word pieces begin with in the embedding: means of English rows, weighted by the alignment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tools.distill.alignment import Alignment
from tools.distill.vocabulary import CONTINUES

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["aligned_rows"]

Floats = npt.NDArray[np.float32]

BEST = 6
"""English pieces that a row is the mean of, at most; what comes after is chance."""

SHARED_SEEN = 30
SHARED_GERMAN = 0.9
"""A piece of the English vocabulary is a German word by accident ("und", "der", "hat") when it is seen so often in the
German sentences, and to such a share there and not in the English ones. Its row is set anew."""


def aligned_rows(
    rows: Floats, base: Tokenizer, tokenizer: Tokenizer, alignment: Alignment, shared: float = 0.8
) -> Floats:
    """The embedding of `tokenizer`, whose first pieces are those of `base` with their `rows`.

    `shared`: how far pieces that are in both languages' words but German by use move to what they are aligned with.
    """
    pieces = _in_order(tokenizer)
    words = [number for number, piece in enumerate(pieces[: len(rows)]) if not _special(piece)]
    found = np.zeros((len(pieces), rows.shape[1]), np.float32)
    found[: len(rows)] = rows
    for piece in words:
        if _german_by_use(alignment, piece) and (meant := _meaning(rows, alignment, piece)):
            row, certainty = meant
            found[piece] = _between(rows[piece], row, shared * certainty)
    anywhere = rows[words].mean(axis=0)
    for piece in range(len(rows), len(pieces)):
        spelt = base.encode(pieces[piece].removeprefix(CONTINUES), add_special_tokens=False).ids
        start = rows[spelt].mean(axis=0) if spelt else anywhere
        found[piece] = start
        if meant := _meaning(rows, alignment, piece):
            row, certainty = meant
            seen = int(alignment.seen[piece])
            found[piece] = _between(start, row, certainty * seen / (seen + 1))
    return found


def _meaning(rows: Floats, alignment: Alignment, piece: int) -> tuple[Floats, float] | None:
    """The mean of the English rows that a piece stands for, and how sure it is that it stands for any."""
    english, shares = alignment.shares(piece)
    certainty = 1 - float(shares[english == alignment.null].sum())
    real = english != alignment.null
    english, shares = english[real], shares[real]
    best = np.argsort(-shares, kind="stable")[:BEST]
    weights = shares[best]
    if weights.sum() < 1e-6:
        return None
    mean: Floats = (weights / weights.sum()) @ rows[english[best]]
    return mean, certainty


def _between(start: Floats, end: Floats, share: float) -> Floats:
    moved: Floats = (1 - share) * start + share * end
    return moved


def _german_by_use(alignment: Alignment, piece: int) -> bool:
    german, english = int(alignment.seen[piece]), int(alignment.seen_english[piece])
    return german >= SHARED_SEEN and german / (german + english) > SHARED_GERMAN


def _in_order(tokenizer: Tokenizer) -> Sequence[str]:
    vocabulary = tokenizer.get_vocab()
    return sorted(vocabulary, key=vocabulary.__getitem__)


def _special(piece: str) -> bool:
    """[CLS], [unused7]."""
    return piece.startswith("[") and piece.endswith("]") and len(piece) > 2
