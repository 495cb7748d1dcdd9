"""FAISS index, derived from the store: exact cosine search over all paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from retrieval.embedding import Vectors
from retrieval.layout import Generation, Layout, checksum, publish
from retrieval.progress import Progress, quiet
from retrieval.store import Changes, Model, Rows, Store

__all__ = ["Hit", "VectorIndex"]


class Hit(NamedTuple):
    """A paragraph that was found; the higher the score, the better."""

    row: int
    score: float


@dataclass(frozen=True, slots=True)
class _Base:
    """An index as it lies on the disk. Never changed once made, so that several threads may search it."""

    generation: Generation
    index: Any


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """An immutable base, and what came since in memory: adding an article never rewrites a large file.

    `gone` are rows of the base that the store no longer has.
    """

    base: _Base | None = None
    gone: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    rest: Any = None

    @classmethod
    def of(
        cls, store: Store, layout: Layout, before: VectorIndex | None = None, progress: Progress = quiet
    ) -> VectorIndex:
        """The index for what `store` holds. Takes the base of `before` or the newest sound one from the disk; builds
        and publishes another where there is none, or where what came since passes a tenth of it."""
        model = store.model()
        if model is None:
            return cls()
        if before and before.base and (index := cls._upon(before.base, store, model)):
            return index
        if index := cls._from_disk(store, model, layout):
            return index
        with layout.publishing() as mine:
            if index := cls._from_disk(store, model, layout):
                return index  # another process was quicker
            rows, vectors = store.vectors(model.dimension, progress=progress)
            base = _Base(store.generation(), _index(rows, vectors, model.dimension))
            if mine:
                _publish(base, layout)
            return cls(base)

    @classmethod
    def _from_disk(cls, store: Store, model: Model, layout: Layout) -> VectorIndex | None:
        for generation, crc, path in layout.vector_files():
            if _changes(store, model, generation) is None:
                continue
            index = _load(path, crc)
            if index is not None and index.d == model.dimension:
                return cls._upon(_Base(generation, index), store, model)
        return None

    @classmethod
    def _upon(cls, base: _Base, store: Store, model: Model) -> VectorIndex | None:
        """None where `base` is not of this store's past, or too little of the whole."""
        changes = _changes(store, model, base.generation)
        if changes is None or 10 * (changes.added + len(changes.removed)) > base.index.ntotal:
            return None
        rows, vectors = store.vectors(model.dimension, after=changes.last_row)
        return cls(base, changes.removed, _index(rows, vectors, model.dimension) if len(rows) else None)

    def search(self, vector: Vectors, k: int, rows: Rows | None = None) -> list[Hit]:
        """At most `k` hits by cosine, best first; of equal ones the older row first. `rows` restricts the search."""
        hits = []
        if self.base is not None:
            hits += _search(self.base.index, vector, k, rows, self.gone)
        if self.rest is not None:
            hits += _search(self.rest, vector, k, rows)
        return sorted(hits, key=lambda hit: (-hit.score, hit.row))[: max(k, 0)]


def _changes(store: Store, model: Model, generation: Generation) -> Changes | None:
    """None where an index of that generation is of no use for this store."""
    return store.changes_since(generation) if generation.number >= model.since else None


def _load(path: Path, crc: str) -> Any:
    """None where the file is damaged or gone. FAISS notices a short file, but not a flipped bit: hence the checksum."""
    import faiss

    try:
        if checksum(path) != crc:
            return None
        # Mapped: at once there, and one copy in memory for all processes. Published files do not change.
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except (OSError, RuntimeError):
        return None


def _publish(base: _Base, layout: Layout) -> None:
    import faiss

    # A directory that cannot be written to, a full disk: the index in memory answers all the same.
    with suppress(OSError, RuntimeError):
        published = publish(
            layout.data_dir,
            write=lambda path: faiss.write_index(base.index, str(path)),
            name=lambda path: layout.vector_file(base.generation, checksum(path)).name,
        )
        for generation, _, path in layout.vector_files():
            if path != published and generation.number <= base.generation.number:
                path.unlink(missing_ok=True)


def _index(rows: Rows, vectors: Vectors, dimension: int) -> Any:
    import faiss

    index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
    index.add_with_ids(vectors, rows)
    return index


def _search(index: Any, vector: Vectors, k: int, rows: Rows | None, without: Iterable[int] = ()) -> list[Hit]:
    import faiss

    k = min(k, index.ntotal)
    if k <= 0 or (rows is not None and not len(rows)):
        return []
    gone = np.asarray(without, dtype=np.int64)
    selector: Any = None
    if rows is not None:
        selector = faiss.IDSelectorBatch(np.setdiff1d(rows, gone))
    elif len(gone):
        batch = faiss.IDSelectorBatch(gone)
        selector = faiss.IDSelectorNot(batch)
    faiss.omp_set_num_threads(1)  # of this thread; more of them only wait for each other over one question
    query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
    options: dict[str, Any] = {"sel": selector} if selector is not None else {}
    scores, found = index.search(query, k, params=faiss.SearchParameters(**options))
    # FAISS fills up with -1 where it finds fewer than k.
    return [Hit(int(row), float(score)) for row, score in zip(found[0], scores[0], strict=True) if row >= 0]
