"""Late interaction of a question with the passages of a library, whose token codes and statements are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from retrieval.articles import Statement
from retrieval.closest import Cut
from retrieval.embedding import Embedder, TokenEmbedder
from retrieval.names import name_words
from retrieval.shared_words import SharedWords
from retrieval.tokens import Asked, Nearness, signs

__all__ = ["interact", "meant"]


def interact(
    question: str,
    language: str,
    codes: Mapping[int, bytes],
    statements: Mapping[int, Sequence[Statement]],
    embedder: Embedder,
    cuts: Mapping[int, Cut] | None = None,
) -> dict[int, Nearness]:
    """By row, as all that is given; with `cuts` also by the words that question and passage share. Empty where the
    embedder gives no token vectors."""
    if not isinstance(embedder, TokenEmbedder):
        return {}
    there = meant(question, statements)
    names = list(dict.fromkeys(name for those in there.values() for name in those))
    asked, *named = embedder.embed_tokens([question, *names])
    coded = {name: signs(tokens.vectors) for name, tokens in zip(names, named, strict=True)}
    also = {
        place: np.concatenate([coded[name] for name in sorted(there[row])])
        for place, row in enumerate(codes)
        if row in there
    }
    least = []
    if cuts:
        shared = SharedWords.of(question, language, asked)
        least = [shared.likeness(cuts[row].texts, cuts[row].language) for row in codes]
    return dict(zip(codes, Asked.of(asked).nearness(list(codes.values()), also, least), strict=True))


def meant(question: str, statements: Mapping[int, Sequence[Statement]]) -> dict[int, set[str]]:
    """By row the speakers whom the question names and the paragraph does not: "he", "the Dutchman"."""
    asked = {word.casefold() for word in name_words(question) if word[:1].isupper()}
    found: dict[int, set[str]] = {}
    for row, those in statements.items():
        for one in those:
            if one.inferred and one.speaker:
                # Without "von der": a question may begin with "Der".
                names = {word.casefold() for word in name_words(one.speaker) if word[:1].isupper()}
                if asked & names:
                    found.setdefault(row, set()).add(one.speaker)
    return found
