"""Token codes: the word pieces of a paragraph as signs, for late interaction with a question's.

Late interaction (Khattab and Zaharia, ColBERT, 2020) compares a question with a text piece by piece: each token of the
question takes its nearest token of the text, and their mean, weighted by inverse document frequency, is how well the
text fits. One vector for the whole text blurs which word was asked for; this does not. Of a token vector the sign of
each dimension is kept, 48 bytes for 384 of them instead of 1,536, and two tokens are as near as their signs agree: this
finds the right paragraph as often as the vectors themselves (docs/retrieval.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.embedding import Tokens, Vectors

__all__ = ["Asked", "Nearness", "Signs", "encode", "signs"]

_WORD = 8  # bytes; a code is padded to whole words of 64 bits, which are what is compared at once
_COUNT = np.dtype("<u4")

Signs = npt.NDArray[np.uint64]


class Nearness(NamedTuple):
    """How well a paragraph fits a question, as a whole and its best sentence alone; 1 at best, about 0 by chance."""

    paragraph: float
    sentence: float


def encode(tokens: Tokens, sentence_ends: Sequence[int]) -> bytes:
    """`sentence_ends` are characters of the text, ascending.

    A count of sentences and, for each, of the tokens up to its end (32 bits each, little-endian); then the signs of
    each token. Sentences without a token are left out.
    """
    ends = np.unique(
        np.append(np.searchsorted(tokens.starts, np.asarray(sentence_ends, dtype=np.int64)), len(tokens.starts))
    )
    ends = ends[ends > 0].astype(_COUNT)
    return _COUNT.type(len(ends)).tobytes() + ends.tobytes() + signs(tokens.vectors).tobytes()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to compare paragraphs with: signs of shape (tokens, words), weights of shape (tokens,)."""

    signs: Signs
    weights: Vectors
    dimension: int

    @classmethod
    def of(cls, tokens: Tokens) -> Asked:
        return cls(signs(tokens.vectors), tokens.weights, tokens.vectors.shape[1])

    def nearness(
        self,
        codes: Sequence[bytes],
        meant: Mapping[int, Signs] = MappingProxyType({}),
        least: Sequence[Vectors] = (),
    ) -> list[Nearness]:
        """To each paragraph, given as `encode` made it; a paragraph without a token is as near as chance has it, 0.

        `meant`: by the paragraph's place in `codes` the signs (see `signs`) of tokens that count as standing in each of
        its sentences: the names of those who are there as "he" or "the Dutchman". `least`: for each paragraph, where
        given, what each token of the question has at least to each of its sentences, shape (tokens, sentences).
        """
        found = [Nearness(0.0, 0.0)] * len(codes)
        parsed = [(place, *_decoded(code, self.signs.shape[1])) for place, code in enumerate(codes)]
        parsed = [(place, ends, signs) for place, ends, signs in parsed if len(ends)]
        total = float(self.weights.sum())
        if not parsed or total <= 0:
            return found
        firsts = np.cumsum([0, *(len(signs) for _, _, signs in parsed)])[:-1]
        sentences = np.concatenate(
            [first + np.append(0, ends[:-1]) for first, (_, ends, _) in zip(firsts, parsed, strict=True)]
        )
        paragraphs = np.cumsum([0, *(len(ends) for _, ends, _ in parsed)])[:-1]
        by_sentence = self._similarities(np.concatenate([signs for _, _, signs in parsed]), sentences)
        for first, (place, ends, _) in zip(paragraphs, parsed, strict=True):
            if place in meant:
                here = by_sentence[:, first : first + len(ends)]
                np.maximum(here, self._similarities(meant[place], np.zeros(1, dtype=np.int64)), out=here)
            if least:
                both = min(len(ends), least[place].shape[1])  # `encode` leaves sentences without a token out
                here = by_sentence[:, first : first + both]
                np.maximum(here, least[place][:, :both], out=here)
        whole = self.weights @ np.maximum.reduceat(by_sentence, paragraphs, axis=1) / total
        best = np.maximum.reduceat(self.weights @ by_sentence / total, paragraphs)
        for (place, _, _), near, sentence in zip(parsed, whole.tolist(), best.tolist(), strict=True):
            found[place] = Nearness(near, sentence)
        return found

    def _similarities(self, signs: Signs, sentences: npt.NDArray[np.int64]) -> Vectors:
        """For each token of the question the most that a token of each sentence agrees with it, from -1 to 1; shape
        (tokens, sentences). `sentences` are the places at which they begin in `signs`."""
        columns = np.ascontiguousarray(signs.T)
        disagree = np.empty((len(self.signs), len(sentences)), dtype=np.uint16)
        differing = np.empty(columns.shape[1], dtype=np.uint16)
        for row, code in enumerate(self.signs):
            differing[:] = 0
            for column, word in zip(columns, code, strict=True):
                differing += np.bitwise_count(column ^ word)
            disagree[row] = np.minimum.reduceat(differing, sentences)
        result: Vectors = 1 - disagree.astype(np.float32) * np.float32(2 / self.dimension)
        return result


def _decoded(code: bytes, words: int) -> tuple[npt.NDArray[np.int64], Signs]:
    """Where the sentences end, in tokens, and the signs, shape (tokens, words)."""
    count = int(np.frombuffer(code, _COUNT, count=1)[0])
    ends = np.frombuffer(code, _COUNT, count=count, offset=_COUNT.itemsize).astype(np.int64)
    return ends, np.frombuffer(code, "<u8", offset=(1 + count) * _COUNT.itemsize).reshape(-1, words)


def signs(vectors: Vectors) -> Signs:
    """One bit a dimension, set where it is positive; shape (tokens, words of 64 bits)."""
    bits = np.packbits(vectors > 0, axis=1)
    padded = np.zeros((len(bits), -(-bits.shape[1] // _WORD) * _WORD), dtype=np.uint8)
    padded[:, : bits.shape[1]] = bits
    result: Signs = padded.view("<u8")
    return result
