"""How well a short text (a sentence, a statement) fits a topic: the embedding and the words, without an index."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval import analysis
from retrieval.embedding import Embedder, TokenEmbedder, Tokens, Vectors
from retrieval.names import same_spelling, same_transliteration
from retrieval.shared_words import SharedWords
from retrieval.tokens import Nearness

__all__ = [
    "ACROSS_WEIGHT",
    "FLOOR_ACROSS",
    "FLOOR_SAME",
    "SAME_WEIGHT",
    "fit",
    "floor",
    "fused",
    "fused_late",
    "late",
    "nearness",
    "rank",
    "word_overlap",
]

SAME_WEIGHT = 0.6
"""Of lexical evidence beside the cosine (weight 1) where question and text are in one language; chosen on the
development half of XQuAD, see docs/retrieval.md."""
ACROSS_WEIGHT = 0.3
"""The same across languages, where names and numbers count, and translations."""


FLOORS = {("de", "de"): 0.417, ("en", "en"): 0.443, ("en", "de"): 0.415, ("de", "en"): 0.375}
"""Nearness (see `nearness`) under which passages answer nothing, by the languages of question and article: set so that
one answerable question in twenty is refused wrongly within a language and one in ten across, on every second question
of the development half of XQuAD."""
OTHER_FLOOR_SAME, OTHER_FLOOR_ACROSS = 0.43, 0.395
"""The same for other languages: between those that were measured."""

FIT_WEIGHT = 0.5
"""Of the best sentence's fit beside the best passage's score, in `nearness`."""

FLOOR_SAME, FLOOR_ACROSS = 0.49, 0.42
"""Where there are no token codes: fits under which the best sentence of the best five passages answers nothing, in the
question's language and in another one."""


LATE_SAME, LATE_ACROSS = 0.1, 0.2
"""Of lexical evidence beside late interaction, which knows words by itself."""

ALIKE = 0.5
"""Cosine of two tokens from which one counts as being like the other."""


def fused(cosine: float, lexical: float, same_language: bool) -> float:
    """One score between 0 and 1 of a cosine and a lexical score between 0 and 1."""
    weight = SAME_WEIGHT if same_language else ACROSS_WEIGHT
    return (max(cosine, 0.0) + weight * lexical) / (1 + weight)


def fused_late(near: Nearness, lexical: float, same_language: bool) -> float:
    """The same of late interaction, with the paragraph and with its best sentence, and a lexical score."""
    weight = LATE_SAME if same_language else LATE_ACROSS
    return (late(near) + weight * lexical) / (1 + weight)


def late(near: Nearness) -> float:
    """The score of late interaction with a paragraph and with its best sentence."""
    return (max(near.paragraph, 0.0) + max(near.sentence, 0.0)) / 2


def nearness(score: float, best_fit: float) -> float:
    """How near passages are to a question, of the best score with late interaction and the best fit of a sentence among
    them. The score alone refuses as well on the whole, but too much where a sentence answers in a paragraph about
    something else."""
    return (score + FIT_WEIGHT * best_fit) / (1 + FIT_WEIGHT)


def floor(language: str, text_language: str) -> float:
    """The nearness that passages need for answering a question."""
    other = OTHER_FLOOR_SAME if language == text_language else OTHER_FLOOR_ACROSS
    return FLOORS.get((language, text_language), other)


def fit(topic: str, language: str, texts: Sequence[str], text_language: str, embedder: Embedder) -> list[float]:
    """How well each text fits a topic, 1 at best. Embeds the texts at once: meant for tens of them, not thousands.

    Late interaction (Khattab and Zaharia, ColBERT, 2020) where the embedder gives token vectors: the mean, weighted by
    inverse document frequency, of each question token's best cosine. docs/retrieval.md says how much better it finds
    the sentence with the answer than cosine and words together, which is what other embedders give.
    """
    if not texts:
        return []
    if isinstance(embedder, TokenEmbedder):
        asked, *found = embedder.embed_tokens([topic, *texts])
        total = float(asked.weights.sum()) or 1.0
        fits: list[float] = (_best_cosines(asked, found) @ asked.weights / total).tolist()
        return fits
    vectors: Vectors = embedder.embed_documents(list(texts)) @ embedder.embed_query(topic)
    same = language == text_language
    return [
        fused(float(cosine), word_overlap(topic, language, text, text_language), same)
        for cosine, text in zip(np.asarray(vectors), texts, strict=True)
    ]


def rank(topic: str, language: str, texts: Sequence[tuple[str, str]], embedder: Embedder) -> list[float] | None:
    """Scores for putting texts, each given with its language, in order among themselves; None where the embedder gives
    no token vectors.

    Late interaction and shared words, each question token weighted besides by how few of the texts have something like
    it: a name that is everywhere in them tells nothing.
    """
    if not isinstance(embedder, TokenEmbedder):
        return None
    asked, *found = embedder.embed_tokens([topic, *(text for text, _ in texts)])
    if not len(asked.vectors) or not texts:
        return [0.0] * len(texts)
    shared = SharedWords.of(topic, language, asked)
    least = np.concatenate([shared.likeness([text], code) for text, code in texts], axis=1)
    best = np.maximum(_best_cosines(asked, found), least.T)
    having = (best > ALIKE).sum(axis=0)
    weights = asked.weights * np.log((len(texts) + 1) / (having + 0.5))
    scores: list[float] = (best @ weights / max(float(weights.sum()), 1e-9)).tolist()
    return scores


def _best_cosines(asked: Tokens, texts: Sequence[Tokens]) -> Vectors:
    """For each token of the question the best cosine to a token of each text, shape (texts, tokens)."""
    best = np.zeros((len(texts), len(asked.vectors)), dtype=np.float32)
    vectors = asked.vectors.astype(np.float32)
    # One by one: numpy's threads, which a product of all at once would wake, cost more than they bring.
    for row, text in zip(best, texts, strict=True):
        if len(text.vectors):
            (vectors @ text.vectors.astype(np.float32).T).max(axis=1, out=row)
    return best


def word_overlap(topic: str, language: str, text: str, text_language: str) -> float:
    """Which part of the topic's words (by stem; across languages its names and numbers, in any spelling) a text has."""
    words = analysis.query_words(topic, language)
    if language == text_language:
        stems = set(analysis.stems(text, text_language))
        hits = [
            _has_stem(word.text, language, stems) or (word.is_name and _has_name(word.text, text)) for word in words
        ]
    else:
        hits = [_has_name(word.text, text) for word in words if word.is_name]
    return sum(hits) / len(hits) if hits else 0.0


def _has_stem(word: str, language: str, stems: set[str]) -> bool:
    """A stem of the text is the word's, or a compound that begins or ends with it ("Nato": "Nato-Beitritt")."""
    wanted = analysis.stems(word, language) or [word.lower()]
    return any(stem in stems or (len(stem) > 4 and any(stem in other for other in stems)) for stem in wanted)


def _has_name(word: str, text: str) -> bool:
    return any(
        same_spelling(word, other.text) or same_transliteration(word, other.text)
        for other in analysis.query_words(text, "")
        if other.is_name
    )
