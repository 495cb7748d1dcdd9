"""The base of the vector index: which kind of FAISS index for how many paragraphs, built, checked, published.

A published file never changes. Its FAISS index is an `IndexIDMap` over one of three kinds (docs/library.md has the
figures that the limits come from):

- exact (`IndexFlatIP`), 1.5 KB a paragraph at 384 dimensions, as long as looking at everything is quick;
- `IndexScalarQuantizer`, a byte a dimension: still looks at everything, but at a quarter of the memory;
- `IndexHNSWSQ`, the same bytes and a graph over them: looks at some hundred paragraphs, whatever the library's size.

The last two only propose candidates; `retrieval.vectors` puts them in order by the vectors of the store.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from retrieval.embedding import Vectors
from retrieval.layout import Generation, Layout, checksum, publish
from retrieval.progress import Progress
from retrieval.store import Changes, Model, Rows, Store

__all__ = ["GONE", "LIMITS", "Base", "Limits", "Mask", "build", "extend", "in_memory", "load", "publish_base"]

Mask = npt.NDArray[np.bool_]
"""For each place of an index, yes or no."""

LINKS, BUILD_DEPTH = 32, 100
"""Of the graph (Malkov and Yashunin, 2018): links of a paragraph, and candidates for them."""

GONE = -1
"""In the place of a row that the store no longer has: a graph cannot let go of what it was built with."""

_SAMPLE = 50_000  # vectors that the bytes' ranges are taken from


@dataclass(frozen=True, slots=True)
class Limits:
    """Paragraphs up to which the index is exact, and up to which its bytes are looked through one by one."""

    exact: int = 200_000
    bytes: int = 1_000_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """An index as it lies on the disk. Never changed once made, so that several threads may search it.

    `index` knows places, from 0; `rows` has the row at each place; `named`, which is what is written, has both.
    """

    generation: Generation
    kind: Literal["exact", "bytes", "graph"]
    named: Any
    index: Any
    rows: Rows
    has_gone: bool

    @classmethod
    def of(cls, generation: Generation, named: Any) -> Base:
        import faiss

        rows = faiss.vector_to_array(named.id_map).astype(np.int64)
        index = faiss.downcast_index(named.index)
        kind: Literal["exact", "bytes", "graph"] = "exact" if isinstance(index, faiss.IndexFlat) else "bytes"
        if isinstance(index, faiss.IndexHNSW):
            kind = "graph"
        return cls(generation, kind, named, index, rows, bool((rows == GONE).any()))

    def places(self, rows: Rows) -> Mask:
        """At which places these rows are."""
        # A table is quicker than np.isin, which sorts. Its last entry stays False: that is where GONE looks.
        table = np.zeros(max(int(self.rows.max(initial=0)), int(rows.max(initial=0))) + 2, dtype=np.bool_)
        table[rows] = True
        found: Mask = table[self.rows]
        return found


def in_memory(generation: Generation, rows: Rows, vectors: Vectors) -> Base:
    """An exact index without a file."""
    import faiss

    named = faiss.IndexIDMap(faiss.IndexFlatIP(vectors.shape[1]))
    named.add_with_ids(vectors, rows)
    return Base.of(generation, named)


def build(store: Store, model: Model, limits: Limits, progress: Progress) -> Base:
    """Over all vectors of the store, a batch after the other, so that memory holds the index alone."""
    import faiss

    rows = store.vector_rows()
    index = _empty(len(rows), model.dimension, limits)
    if not index.is_trained:
        index.train(store.vectors_of(_some(rows), model.dimension))
    named = faiss.IndexIDMap(index)
    _add(named, store, model.dimension, 0, len(rows), progress)
    return Base.of(store.generation(), named)


def extend(base: Base, path: Path, store: Store, model: Model, changes: Changes, progress: Progress) -> Base | None:
    """The graph in a sound file, with what the store has got since: building it anew takes ten times as long.

    None where more than a tenth of it is gone, or where it is no graph: the others are built quickly.
    """
    import faiss

    if base.kind != "graph":
        return None
    rows = base.rows.copy()
    rows[np.isin(rows, changes.removed)] = GONE
    if 10 * np.count_nonzero(rows == GONE) > len(rows):
        return None
    try:
        named: Any = faiss.read_index(str(path))  # not mapped: this copy is written to
    except (OSError, RuntimeError):
        return None
    faiss.copy_array_to_vector(rows, named.id_map)
    _add(named, store, model.dimension, changes.last_row, changes.added, progress)
    return Base.of(store.generation(), named)


def load(path: Path, crc: str, generation: Generation) -> Base | None:
    """None where the file is damaged or gone, or no index of ours.

    FAISS notices a short file, but not a flipped bit, and a flipped link of a graph makes it read what is not there:
    hence the checksum of the whole, before anything of it is used.
    """
    import faiss

    try:
        if checksum(path) != crc:
            return None
        # Mapped: at once there, and one copy in memory for all processes. Published files do not change.
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except (OSError, RuntimeError):
        return None
    if not isinstance(index, faiss.IndexIDMap):
        return None
    return Base.of(generation, index)


def publish_base(base: Base, layout: Layout) -> None:
    import faiss

    # A directory that cannot be written to, a full disk: the index in memory answers all the same.
    with suppress(OSError, RuntimeError):
        published = publish(
            layout.data_dir,
            write=lambda path: faiss.write_index(base.named, str(path)),
            name=lambda path: layout.vector_file(base.generation, checksum(path)).name,
        )
        for generation, _, path in layout.vector_files():
            if path != published and generation.number <= base.generation.number:
                path.unlink(missing_ok=True)


def _empty(total: int, dimension: int, limits: Limits) -> Any:
    import faiss

    make: Any = faiss  # its types do not know these arguments
    if total <= limits.exact:
        return make.IndexFlatIP(dimension)
    quantizer, metric = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    if total <= limits.bytes:
        return make.IndexScalarQuantizer(dimension, quantizer, metric)
    index = make.IndexHNSWSQ(dimension, quantizer, LINKS, metric)
    index.hnsw.efConstruction = BUILD_DEPTH
    return index


def _add(named: Any, store: Store, dimension: int, after: int, total: int, progress: Progress) -> None:
    import faiss

    faiss.omp_set_num_threads(os.cpu_count() or 1)  # of this thread: building is what gains from more
    done = 0
    for rows, vectors in store.vector_batches(dimension, after):
        named.add_with_ids(vectors, rows)
        done += len(rows)
        progress("Indexing vectors", done, max(total, done))


def _some(rows: Rows) -> Rows:
    """Evenly from old to new."""
    return rows[:: max(1, len(rows) // _SAMPLE)]
