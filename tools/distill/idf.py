"""How rare each word piece is, by which late interaction weights the pieces of a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tools.distill.vocabulary import ids

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["inverse_document_frequencies"]


def inverse_document_frequencies(tokenizer: Tokenizer, texts: Sequence[str]) -> npt.NDArray[np.float16]:
    """log((n + 1) / (df + 1)) for each piece, shape (pieces,): n texts, df of which have it."""
    frequencies = np.zeros(tokenizer.get_vocab_size(), np.int64)
    for found in ids(tokenizer, texts):
        frequencies[list(set(found))] += 1
    return np.log((len(texts) + 1) / (frequencies + 1)).astype(np.float16)
