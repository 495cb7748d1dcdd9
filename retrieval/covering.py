"""Whether texts have a word of a question: by its stem, in a compound, by a translation, or by something alike."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import analysis
from retrieval.embedding import Embedder
from retrieval.relevance import fit

__all__ = ["covers"]

LEAST = 0.45
"""Fit from which a text has something like one word: texts about something else have 0.2 to 0.4."""
_SHORTEST = 5
"""Letters of a stem that can be a part of a compound."""


def covers(
    word: str, language: str, texts: Sequence[str], text_language: str, embedder: Embedder, least: float = LEAST
) -> bool:
    """Whether one of `texts` has the word, or one that means the same: something as near to it as `least`."""
    same = text_language == language
    wanted = analysis.stems(word, language) if same else analysis.translated(word, language, text_language)
    stems = {stem for text in texts for stem in analysis.stems(text, text_language)}
    if any(one in stems or (len(one) >= _SHORTEST and any(one in stem for stem in stems)) for one in wanted):
        return True
    return max(fit(word, language, texts, text_language, embedder), default=0.0) >= least
