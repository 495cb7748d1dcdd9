"""Which rows of a library are near a query or a vector, and which pass a filter: what the vector store asks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from langchain_core.documents import Document

from retrieval import attached
from retrieval.attached import Scalar
from retrieval.embedding import Vectors, normalised
from retrieval.errors import DocumentRefused
from retrieval.langchain.documents import documents
from retrieval.question import Question
from retrieval.search import Searcher, View
from retrieval.store import Rows
from retrieval.trimming import asked_in

__all__ = ["Scored", "diverse", "filter_in", "near", "similar", "vector_of", "with_documents"]

Scored = list[tuple[int, float]]
"""Rows and their scores, the best first."""


def filter_in(kwargs: Mapping[str, Any]) -> dict[str, list[Scalar]]:
    """The filter among the keywords of a search: by name the values of which one is enough; empty without one.

    Raises DocumentRefused, and TypeError for any other keyword: a misspelled filter must not find more than it should.
    """
    if others := kwargs.keys() - {"filter"}:
        raise TypeError(f"unexpected keyword argument {min(others)!r}")
    wanted = kwargs.get("filter") or {}
    if not isinstance(wanted, Mapping):
        raise DocumentRefused('A filter says what metadata has to be: {"topic": "peace", "year": [2023, 2024]}.')
    values = {name: _several(value) for name, value in wanted.items()}
    for name, some in values.items():
        if not isinstance(name, str) or not all(map(_compares, some)):
            raise DocumentRefused(f"A filter compares with texts, numbers, True, False and None: not so {name!r}.")
    return values


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def _compares(value: Any) -> bool:
    return isinstance(value, Scalar) and not (isinstance(value, float) and not math.isfinite(value))


def similar(searcher: Searcher, query: str, k: int, view: View, wanted: Mapping[str, Sequence[Scalar]]) -> Scored:
    """By the library's own search, with scores from 0 to 1. What a question says of dates and publishers leaves nothing
    out here: `k` documents are asked for."""
    if k < 1:
        return []
    question = Question(query, asked_in(query, "en"), "passages")
    found = searcher.find(question, k, view, within=_rows(view, wanted))
    return [(one.row, one.passage.score) for one in found]


def near(vector: Vectors, k: int, view: View, wanted: Mapping[str, Sequence[Scalar]]) -> Scored:
    """By cosine."""
    return [(hit.row, hit.score) for hit in view.snapshot.search_vectors(vector, k, _rows(view, wanted))]


def diverse(vector: Vectors, found: Scored, k: int, lambda_mult: float, view: View) -> Scored:
    """`k` of those found by maximal marginal relevance (Carbonell and Goldstein 1998): near the query by `lambda_mult`,
    and unlike those before, by the rest."""
    if not found or k < 1:
        return []
    vectors = view.snapshot.vectors_of(row for row, _ in found)
    near_query = vectors @ vector
    chosen = [int(near_query.argmax())]
    alike = vectors @ vectors[chosen[0]]
    while len(chosen) < min(k, len(found)):
        worth = lambda_mult * near_query - (1 - lambda_mult) * alike
        worth[chosen] = -np.inf
        chosen.append(int(worth.argmax()))
        alike = np.maximum(alike, vectors @ vectors[chosen[-1]])
    return [found[index] for index in chosen]


def vector_of(embedding: Sequence[float], view: View) -> Vectors:
    """Of length 1. Raises DocumentRefused where the library has vectors of another size."""
    model = view.snapshot.model
    if model and len(embedding) != model.dimension:
        raise DocumentRefused(
            f"The vector has {len(embedding)} dimensions, those of the library {model.dimension}. Embed the query with"
            " the store's own `embeddings`."
        )
    row: Vectors = normalised([embedding], 1)[0]
    return row


def with_documents(view: View, found: Scored) -> list[tuple[Document, float]]:
    made = documents(view.snapshot, [row for row, _ in found])
    return [(made[row], score) for row, score in found]


def _rows(view: View, wanted: Mapping[str, Sequence[Scalar]]) -> Rows | None:
    return attached.filtered(view.snapshot.store, wanted) if wanted else None
