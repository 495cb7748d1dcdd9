"""German compounds: "Abkommen" finds "Sicherheitsabkommen", and the other way round.

Over the words that the library itself holds, at the time of the question: which words are parts of which then depends
neither on a dictionary nor on the order in which articles came.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from retrieval.analysis import fold, lexicon, stems

__all__ = ["related"]

_LIMIT = 200  # words of the library that are looked at for one word of the question
_SHORTEST = 4  # letters of a part
_SURE = 6  # letters of a part that hardly ever stands in another word by chance
_HEAD, _MODIFIER = 0.5, 0.3  # weight: a Sicherheitsabkommen is an Abkommen, but no Sicherheit


def related(searcher: Any, word: str, language: str) -> dict[str, float]:
    """Stems that contain `word` as a part, or that are a part of it, with weights below 1."""
    if language != "de":
        return {}
    (folded,) = fold(word)[:1] or [""]
    (stem,) = stems(word, language)[:1] or [""]
    if len(stem) < _SHORTEST or folded.isdigit():
        return {}
    found: dict[str, float] = {}
    for term, weight in _containing(searcher, folded, stem):
        found[term] = max(weight, found.get(term, 0.0))
    for term, weight in _contained(searcher, folded):
        found[term] = max(weight, found.get(term, 0.0))
    found.pop(stem, None)
    rarity = _rarity(searcher, stem)
    # A rare compound must not count for more than the word that was asked for.
    return {term: weight * min(1.0, rarity / _rarity(searcher, term)) for term, weight in found.items()}


def _containing(searcher: Any, folded: str, stem: str) -> Iterator[tuple[str, float]]:
    for tail, _ in searcher.terms_with_prefix("tails", stem[::-1], limit=_LIMIT):
        modifier = tail[len(stem) :][::-1]
        if len(modifier) >= 3 and _is_part(searcher, modifier, sure=len(stem) >= _SURE):
            yield tail[::-1], _HEAD
    for word, _ in searcher.terms_with_prefix("words", folded, limit=_LIMIT):
        head = word[len(folded) :]
        if any(head.startswith(link) and _is_word(searcher, head[len(link) :]) for link in lexicon("de").links):
            yield from ((term, _MODIFIER) for term in stems(word, "de"))


def _contained(searcher: Any, folded: str) -> Iterator[tuple[str, float]]:
    for cut in range(_SHORTEST - 1, len(folded) - _SHORTEST + 1):
        modifier, head = folded[:cut], folded[cut:]
        if _is_word(searcher, head) and _is_part(searcher, modifier, sure=False):
            yield from ((term, _HEAD) for term in stems(head, "de"))
            for link in lexicon("de").links:
                if modifier.endswith(link) and _is_word(searcher, part := modifier.removesuffix(link)):
                    yield from ((term, _MODIFIER) for term in stems(part, "de"))
            return  # the longest head is the likeliest


def _is_part(searcher: Any, modifier: str, *, sure: bool) -> bool:
    """Whether it can stand in front of a compound: a word of the library, with or without what links it."""
    if modifier in lexicon("de").prefixes:
        return False
    return sure or any(
        modifier.endswith(link) and _is_word(searcher, modifier.removesuffix(link)) for link in lexicon("de").links
    )


def _is_word(searcher: Any, word: str) -> bool:
    if len(word) < _SHORTEST or word in lexicon("de").stop or word in lexicon("de").prefixes:
        return False
    return bool(searcher.doc_freq("words", word)) or any(searcher.doc_freq("de", stem) for stem in stems(word, "de"))


def _rarity(searcher: Any, stem: str) -> float:
    """The inverse document frequency of BM25."""
    documents, with_it = searcher.num_docs, searcher.doc_freq("de", stem)
    return math.log(1 + max(documents - with_it + 0.5, 0.5) / (with_it + 0.5))
