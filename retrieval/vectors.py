"""FAISS index, derived from the store: cosine search over all paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from retrieval.embedding import Vectors
from retrieval.layout import Generation, Layout
from retrieval.progress import Progress, quiet
from retrieval.store import Changes, Model, Rows, Store
from retrieval.vector_files import GONE, LIMITS, Base, Limits, Mask, build, extend, in_memory, load, publish_base

__all__ = ["Hit", "VectorIndex"]

MOST_BESIDE = 50_000
"""Paragraphs that may have come or gone since the base was made: they are read from the store at every start."""

CANDIDATES = 4
"""Candidates for each hit that an index of bytes proposes; their order is that of the store's vectors."""

BREADTH = 256
"""Paragraphs that a search through the graph keeps in view (`efSearch`), where all of them may be found."""

FEW = 500
"""Paragraphs that a filter leaves, up to which it is quicker to compare with all of them than to search the index."""

WIDE = 0.2
"""The part of the paragraphs that a filter must leave for the graph to be searched: with fewer of them the way leads
mostly through others, and looking through the bytes is quicker, and sure."""


class Hit(NamedTuple):
    """A paragraph that was found; the higher the score, the better."""

    row: int
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class VectorIndex:
    """An immutable base, and what came since in memory: adding an article never rewrites a large file.

    `since` are small exact indexes, an older one always at least twice as large as the next, so that there are few of
    them and adding to them copies little. `gone` are rows of them all that the store no longer has.
    """

    store: Store | None = None
    model: Model | None = None
    generation: Generation | None = None
    base: Base | None = None
    since: tuple[Base, ...] = ()
    gone: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @classmethod
    def of(
        cls,
        store: Store,
        layout: Layout,
        before: VectorIndex | None = None,
        progress: Progress = quiet,
        limits: Limits = LIMITS,
    ) -> VectorIndex:
        """The index for what `store` holds. Goes on from `before` or from the newest sound base on the disk; builds and
        publishes another where there is none, or where what came since passes a tenth of it."""
        model = store.model()
        if model is None:
            return cls()
        if before and (index := before._caught_up(store, model)):
            return index
        known = before.base if before else None
        found = _newest(store, model, layout, known)
        if found and (index := cls._upon(found[0], store, model, found[2])):
            return index
        with layout.publishing() as mine:
            found = _newest(store, model, layout, found[0] if found else known)
            if found and (index := cls._upon(found[0], store, model, found[2])):
                return index  # another process was quicker
            base = extend(found[0], found[1], store, model, found[2], progress) if found else None
            base = base or build(store, model, limits, progress)
            if mine:
                publish_base(base, layout)
            return cls(store, model, base.generation, base)

    @classmethod
    def _upon(cls, base: Base, store: Store, model: Model, changes: Changes) -> VectorIndex | None:
        """None where `base` is too little of the whole."""
        if _is_much(changes.added + len(changes.removed), base):
            return None
        generation = store.generation()
        rows, vectors = store.vectors(model.dimension, after=changes.last_row)
        since = (in_memory(generation, rows, vectors),) if len(rows) else ()
        return cls(store, model, generation, base, since, changes.removed)

    def _caught_up(self, store: Store, model: Model) -> VectorIndex | None:
        """The same for a later generation; None where that is another library, or too much for the base."""
        changes = _changes(store, model, self.generation)
        if changes is None or self.base is None:
            return None
        gone = np.union1d(self.gone, changes.removed)
        if _is_much(changes.added + sum(len(part.rows) for part in self.since) + len(gone), self.base):
            return None
        since = self.since
        if changes.added:
            rows, vectors = store.vectors(model.dimension, after=changes.last_row)
            while since and len(since[-1].rows) < 2 * len(rows):
                rows = np.concatenate([since[-1].rows, rows])
                vectors = np.concatenate([_all_of(since[-1]), vectors])
                since = since[:-1]
            since = (*since, in_memory(store.generation(), rows, vectors))
        return replace(self, store=store, model=model, generation=store.generation(), since=since, gone=gone)

    def search(self, vector: Vectors, k: int, rows: Rows | None = None) -> list[Hit]:
        """At most `k` hits by cosine, best first; of equal ones the older row first. `rows` restricts the search."""
        if k <= 0 or (rows is not None and not len(rows)):
            return []
        query = np.ascontiguousarray(vector, dtype=np.float32)
        parts = () if self.base is None else (self.base, *self.since)
        hits = [hit for part in parts for hit in self._in(part, query, k, rows)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.row))[:k]

    def _in(self, part: Base, query: Vectors, k: int, rows: Rows | None) -> list[Hit]:
        allowed = None if rows is None else part.places(rows)
        if len(self.gone):
            there = ~part.places(self.gone)
            allowed = there if allowed is None else allowed & there
        if part.has_gone:
            there = part.rows != GONE
            allowed = there if allowed is None else allowed & there
        size = len(part.rows) if allowed is None else int(np.count_nonzero(allowed))
        if part.kind == "exact":
            return _searched(part, query, min(k, size), allowed)
        if size > FEW:
            found = _searched(part, query, min(CANDIDATES * k, size), allowed, size / len(part.rows))
            return self._exactly([hit.row for hit in found], query, k)
        return self._exactly((part.rows if allowed is None else part.rows[allowed]).tolist(), query, k)

    def _exactly(self, rows: list[int], query: Vectors, k: int) -> list[Hit]:
        """The best of these by the vectors of the store."""
        if self.store is None or self.model is None or not rows:
            return []
        scores = self.store.vectors_of(rows, self.model.dimension) @ query
        hits = [Hit(row, float(score)) for row, score in zip(rows, scores, strict=True)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.row))[:k]


def _changes(store: Store, model: Model, generation: Generation | None) -> Changes | None:
    """None where an index of that generation is of no use for this store."""
    return store.changes_since(generation) if generation and generation.number >= model.since else None


def _is_much(changed: int, base: Base) -> bool:
    return 10 * changed > len(base.rows) or changed > MOST_BESIDE


def _newest(store: Store, model: Model, layout: Layout, known: Base | None) -> tuple[Base, Path, Changes] | None:
    """The newest sound base of this store's past, and what it lacks. `known` is not read again."""
    for generation, crc, path in layout.vector_files():
        changes = _changes(store, model, generation)
        if changes is None:
            continue
        base = known if known and known.generation == generation else load(path, crc, generation)
        if base is not None and base.index.d == model.dimension:
            return base, path, changes
    return None


def _all_of(part: Base) -> Vectors:
    vectors: Vectors = part.index.reconstruct_n(0, part.index.ntotal)
    return vectors


def _searched(part: Base, query: Vectors, k: int, allowed: Mask | None, share: float = 1.0) -> list[Hit]:
    """`share`: how much of the index is allowed."""
    import faiss

    if k <= 0:
        return []
    make: Any = faiss  # its types know neither keywords nor arrays here
    options: dict[str, Any] = {}
    if allowed is not None:
        options["sel"] = make.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
    index = part.index
    if part.kind == "graph" and share >= WIDE:
        parameters = make.SearchParametersHNSW(efSearch=max(k, int(BREADTH / share)), **options)
    else:
        index = make.downcast_index(index.storage) if part.kind == "graph" else index
        parameters = make.SearchParameters(**options)
    faiss.omp_set_num_threads(1)  # of this thread; more of them only wait for each other over one question
    scores, places = index.search(query.reshape(1, -1), k, params=parameters)
    # FAISS fills up with -1 where it finds fewer than k.
    found = zip(places[0].tolist(), scores[0].tolist(), strict=True)
    return [Hit(int(part.rows[place]), score) for place, score in found if place >= 0]
