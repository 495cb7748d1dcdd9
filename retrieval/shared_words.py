"""Which words of a question stand in a text, in its own language or in another one, for late interaction.

Vectors of word pieces know what is alike, and are least sure of what is plain: of a word that both texts have, or of
one and its translation, above all where the pieces that a rare word falls into mean nothing by themselves.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval import analysis
from retrieval.embedding import Tokens, Vectors

__all__ = ["NAME", "SAME", "TRANSLATED", "SharedWords"]

SAME = 0.5
"""Cosine that the pieces of a word have at least to a text in the same language with the same word (by stem). Less than
across languages: vectors know words of one language better, and more would count the word over what it means there."""
NAME, TRANSLATED = 0.7, 0.6
"""The same to a text in another language that has a name or a number as it is spelled, and to one with a word that a
dictionary gives for it. All three chosen on every second question of the development half of XQuAD, see
docs/retrieval.md."""

_REMEMBERED = 1000  # sentences: those of the passages of one question are looked at twice


@dataclass(frozen=True, slots=True)
class SharedWords:
    """The words of a question, each with where its pieces are among the question's."""

    language: str
    pieces: int
    words: tuple[tuple[analysis.Word, slice], ...]

    @classmethod
    def of(cls, question: str, language: str, tokens: Tokens) -> SharedWords:
        """`tokens` are those of `question` as it is given here."""
        known = {word.text.lower(): word for word in analysis.query_words(question, language)}
        found = []
        for match in re.finditer(r"[^\W_]+", question):
            word = known.get(analysis.normal(match.group()).lower())
            if word:
                # The pieces come in the order of the text.
                first, end = np.searchsorted(tokens.starts, match.span())
                found.append((word, slice(first, end)))
        return cls(language, len(tokens.starts), tuple(found))

    def likeness(self, texts: Sequence[str], language: str) -> Vectors:
        """The cosine that each piece has at least to each of these texts in `language`, 0 where its word is not there;
        shape (pieces, texts)."""
        wanted = [(_wanted(word, self.language, language), places) for word, places in self.words]
        least = np.zeros((self.pieces, len(texts)), dtype=np.float32)
        for column, text in enumerate(texts):
            terms = _terms(text, language)
            spelled = _spelled(text) if language != self.language else frozenset()
            for (same, names, translations), places in wanted:
                if not same.isdisjoint(terms):
                    least[places, column] = SAME
                elif not names.isdisjoint(spelled):
                    least[places, column] = NAME
                elif not translations.isdisjoint(terms):
                    least[places, column] = TRANSLATED
        return least


@functools.lru_cache(maxsize=_REMEMBERED)
def _wanted(word: analysis.Word, asked: str, language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What shows that a word of a question in `asked` stands in a text in `language`: terms, spellings, terms of its
    translations."""
    if asked == language:
        return _terms(word.text, language), frozenset(), frozenset()
    names = frozenset(analysis.spellings(word.text)) if word.is_name else frozenset()
    return frozenset(), names, frozenset(analysis.translated(word.text, asked, language))


@functools.lru_cache(maxsize=_REMEMBERED)
def _terms(text: str, language: str) -> frozenset[str]:
    """Stems, in a language without a stemmer words."""
    text = analysis.normal(text)
    return frozenset(analysis.stems(text, language) if language in analysis.STEMMED else analysis.fold(text))


@functools.lru_cache(maxsize=_REMEMBERED)
def _spelled(text: str) -> frozenset[str]:
    return frozenset(analysis.analyzer("exact").analyze(analysis.normal(text)))
