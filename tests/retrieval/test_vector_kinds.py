"""Indexes that are not exact: what they propose is put in order by the store's vectors, and filters act inside."""

from __future__ import annotations

import shutil
from contextlib import closing as _closing
from pathlib import Path

import numpy as np
import pytest
from library_fakes import ColonReader, WordEmbedder, article

from retrieval.layout import Layout
from retrieval.library import Library
from retrieval.store import Store
from retrieval.vector_files import GONE, Limits
from retrieval.vectors import VectorIndex

BYTES, GRAPH = Limits(exact=0), Limits(exact=0, bytes=0)
KINDS = pytest.mark.parametrize(("limits", "kind"), [(BYTES, "bytes"), (GRAPH, "graph")], ids=["bytes", "graph"])
TEXTS = [f"Wort{n} und Thema{n % 9} und Ort{n % 23}" for n in range(1_400)]
MANY = [article(f"m{n}", TEXTS[n : n + 2]) for n in range(0, 100, 2)]
MANY += [article(f"m{n}", TEXTS[n : n + 50]) for n in range(100, 1_400, 50)]


def _library(folder: Path) -> Library:
    return Library.open(folder, WordEmbedder(), reader=ColonReader())


def _store(folder: Path) -> Store:
    return Store.open(Layout(folder))


def _exact(store: Store, query: str, k: int, rows: list[int] | None = None) -> list[float]:
    """The best cosines, by hand."""
    every = store.vector_rows().tolist() if rows is None else rows
    return sorted(store.vectors_of(every, 32) @ WordEmbedder().embed_query(query), reverse=True)[:k]


def _index(store: Store, folder: Path, limits: Limits, before: VectorIndex | None = None) -> VectorIndex:
    return VectorIndex.of(store, Layout(folder), before, limits=limits)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    with _library(folder) as library:
        list(library.add(MANY))
    return folder


@pytest.fixture
def folder(tmp_path: Path, written: Path) -> Path:
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    return tmp_path


@KINDS
def test_scores_are_those_of_the_store_and_the_best_are_found(folder: Path, limits: Limits, kind: str) -> None:
    store = _store(folder)
    index = _index(store, folder, limits)
    assert index.base is not None
    assert index.base.kind == kind
    for query in ("Wort17 und Thema8 und Ort17", "Wort3 über Ort3", "Ort5"):
        hits = index.search(WordEmbedder().embed_query(query), 10)
        assert [hit.score for hit in hits] == pytest.approx(_exact(store, query, 10), abs=1e-5)
        assert len({hit.row for hit in hits}) == 10
    store.close()


@KINDS
@pytest.mark.parametrize("every", [1, 2, 9, 130, 300], ids=["all", "half", "a few", "ten", "less than ten"])
def test_a_filter_acts_inside(folder: Path, limits: Limits, kind: str, every: int) -> None:
    store = _store(folder)
    index = _index(store, folder, limits)
    rows = store.vector_rows()[::every]
    query = "Thema1 und Ort1"
    hits = index.search(WordEmbedder().embed_query(query), 10, rows)
    assert len(hits) == min(10, len(rows))
    assert {hit.row for hit in hits} <= set(rows.tolist())
    assert [hit.score for hit in hits] == pytest.approx(_exact(store, query, 10, rows.tolist()), abs=1e-5)
    assert index.search(WordEmbedder().embed_query(query), 10, np.array([99_999])) == []
    store.close()


@KINDS
def test_what_is_removed_or_added_shows_without_a_new_base(folder: Path, limits: Limits, kind: str) -> None:
    with _closing(_store(folder)) as store:
        before = _index(store, folder, limits)
        files = Layout(folder).vector_files()
        with _library(folder) as library:
            library.remove("m4")
            for n in range(5):
                list(library.add([article(f"new{n}", [f"Ganz{n} neu{n}"])]))
                before = _index(store, folder, limits, before)
        assert Layout(folder).vector_files() == files
        fresh = _index(store, folder, limits)
        for index in (before, fresh):
            hits = index.search(WordEmbedder().embed_query("Ganz3 neu3"), 3)
            assert [hit.score for hit in hits] == pytest.approx(_exact(store, "Ganz3 neu3", 3), abs=1e-5)
            rows = [hit.row for hit in index.search(WordEmbedder().embed_query("Wort5 und Thema5 und Ort5"), 1_403)]
            assert set(rows) == set(store.vector_rows().tolist())
        assert len(before.since) < 5, "small parts become one"


def test_a_graph_grows_and_keeps_no_place_for_what_is_gone(folder: Path) -> None:
    with _closing(_store(folder)) as store:
        first = _index(store, folder, GRAPH)
        with _library(folder) as library:
            library.remove("m6")
            list(library.add([article("n", [f"Neues{n} Wort" for n in range(150)])]))
        second = _index(store, folder, GRAPH, first)
        assert second.base is not None
        assert second.base.kind == "graph"
        assert np.count_nonzero(second.base.rows == GONE) == 2
        assert len(second.base.rows) == 1_550
        third = _index(store, folder, GRAPH)
        for index in (second, third):
            assert not index.since
            hits = index.search(WordEmbedder().embed_query("Neues77 Wort"), 3)
            assert [hit.score for hit in hits] == pytest.approx(_exact(store, "Neues77 Wort", 3), abs=1e-5)
            every = index.search(WordEmbedder().embed_query("Wort7 und Thema7 und Ort7"), 2_000, store.vector_rows())
            assert {hit.row for hit in every} == set(store.vector_rows().tolist())
        with _library(folder) as library:
            for n in range(100, 400, 50):
                library.remove(f"m{n}")
        fourth = _index(store, folder, GRAPH, third)
        assert fourth.base is not None
        assert fourth.base.rows.tolist() == store.vector_rows().tolist(), "with much gone it is built anew"


@KINDS
def test_a_flipped_bit_is_noticed(folder: Path, limits: Limits, kind: str) -> None:
    with _closing(_store(folder)) as store:
        _index(store, folder, limits)
        ((_, _, path),) = Layout(folder).vector_files()
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        hits = _index(store, folder, limits).search(WordEmbedder().embed_query("Ort5"), 10)
        assert [hit.score for hit in hits] == pytest.approx(_exact(store, "Ort5", 10), abs=1e-5)
        assert path.read_bytes() != bytes(data)


def test_the_kind_follows_the_size(folder: Path) -> None:
    with _closing(_store(folder)) as store:
        for limits, kind in (
            (Limits(1_400, 5_000), "exact"),
            (Limits(1_399, 1_400), "bytes"),
            (Limits(9, 1_399), "graph"),
        ):
            for _, _, path in Layout(folder).vector_files():
                path.unlink()
            index = _index(store, folder, limits)
            assert index.base is not None
            assert index.base.kind == kind
