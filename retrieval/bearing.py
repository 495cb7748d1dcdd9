"""Whether a sentence bears on a short question: "Who invited Weaver?" is not answered by whatever else names Weaver.

Nearness alone is hard to judge where a question has hardly a word but a name. So of one that asks who did something,
or whether somebody did, with one or two words beside names, the sentence has to have one of these, or something like
it; and whether one did something with another is told only where both are named.
"""

from __future__ import annotations

import re

from retrieval.analysis import Word, known_words, query_words
from retrieval.covering import covers
from retrieval.embedding import Embedder
from retrieval.places import is_known_place
from retrieval.relevance import word_overlap
from retrieval.sought import is_yes_no, sought
from retrieval.view import View

__all__ = ["Bearing"]

MOST_WORDS = 2
"""Words beside names, from which on nearness tells enough."""
NEAR = 0.3
"""Fit from which a sentence may have something to do with a word: one that says the same in other words has more."""

_BARE = "mit|von|gegen|zu|bei|für|über|an|neben|ohne|[A-ZÄÖÜ][\\w-]+"
"""What can stand before a bare name in German: a preposition, or another name."""


class Bearing:
    """A question, against which sentences are held."""

    def __init__(self, question: str, language: str, view: View, embedder: Embedder) -> None:
        self._language, self._embedder = language, embedder
        whether = is_yes_no(question, language)
        spelled = view.spelled(question)
        words = query_words(spelled, language)
        names = [word for word in words if _is_name(word, spelled, language, view)]
        others = [word for word in words if word not in names]
        asks = whether or sought(question, language) == "person"
        self._words = others if asks and len(others) <= MOST_WORDS else []
        self._names = names if whether and len(names) > 1 else []

    def on(self, sentence: str, around: str, language: str) -> bool:
        """`around`: the paragraph of the sentence, with the title of its article. `language`: that of the article."""
        for name in self._names:
            elsewhere = language != self._language and is_known_place(name.text)  # "Warschau", "Warsaw"
            if not elsewhere and not word_overlap(name.text, self._language, around, language):
                return False
        return not self._words or any(
            covers(word.text, self._language, [sentence], language, self._embedder, NEAR) for word in self._words
        )


def _is_name(word: Word, question: str, language: str, view: View) -> bool:
    """In German every noun has a capital: there whom the library knows, or what no article or adjective leads and no
    dictionary has ("mit Zander verhandelt")."""
    if not word.is_name:
        return False
    if view.speakers.with_word(word.text):
        return True
    if word.text[0].isdigit() or word.text.lower() in known_words(language):
        return False
    return language == "en" or re.search(rf"\b(?:{_BARE}) {re.escape(word.text)}\b", question) is not None
