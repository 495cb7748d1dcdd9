"""The vector index: exact, restricted from within, and never trusting a file that is not its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from library_fakes import ColonReader, WordEmbedder, article

from retrieval.layout import Layout
from retrieval.library import Library
from retrieval.snapshot import Snapshot
from retrieval.store import Store
from retrieval.vectors import VectorIndex

MANY = [article(f"m{n}", [f"Absatz {n} über Thema {n % 7}", f"Wort{n} und Wort{n + 1}"]) for n in range(60)]


def _library(folder: Path) -> Library:
    return Library.open(folder, WordEmbedder(), reader=ColonReader())


def _exact(snapshot: Snapshot, query: str, k: int) -> list[int]:
    """By hand: cosine with every vector of the store."""
    rows = [row for (row,) in snapshot._store.all("SELECT row FROM paragraphs ORDER BY row")]
    scores = snapshot.vectors_of(rows) @ WordEmbedder().embed_query(query)
    return [rows[place] for place in np.lexsort((rows, -scores.round(5)))][:k]


def _found(snapshot: Snapshot, query: str, k: int) -> list[int]:
    hits = snapshot.search_vectors(WordEmbedder().embed_query(query), k)
    return [hit.row for hit in sorted(hits, key=lambda hit: (-round(hit.score, 5), hit.row))]


def test_an_empty_library_finds_nothing(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        assert library.snapshot().search_vectors(WordEmbedder().embed_query("etwas"), 5) == []


def test_finds_what_is_nearest_with_its_cosine(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(MANY))
        snapshot = library.snapshot()
        best, *rest = snapshot.search_vectors(WordEmbedder().embed_query(MANY[17].paragraphs[1].text), 5)
        assert snapshot.paragraphs([best.row])[best.row] == MANY[17].paragraphs[1]
        assert best.score == pytest.approx(1, abs=1e-3)
        assert all(best.score >= hit.score for hit in rest)


@pytest.mark.parametrize("k", [-1, 0, 1, 5, 119, 120, 121, 10_000])
def test_k_is_clamped_to_what_there_is(tmp_path: Path, k: int) -> None:
    with _library(tmp_path) as library:
        list(library.add(MANY))
        hits = library.snapshot().search_vectors(WordEmbedder().embed_query("Absatz"), k)
        assert len(hits) == max(0, min(k, 120))
        assert all(hit.row > 0 for hit in hits)


def test_base_and_rest_together_are_as_good_as_one_index(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(MANY[:57]))
        library.catch_up()
        files = Layout(tmp_path).vector_files()
        library.remove("m3")
        list(library.add([*MANY[57:], article("m5", ["Absatz 5 ganz neu", "Wort5 und Wort6"])]))
        snapshot = library.snapshot()
        library.catch_up()
        assert Layout(tmp_path).vector_files() == files, "a large file was written again for a few articles"
        for query in ("Absatz 3 über Thema 3", "Wort57 und Wort58", "ganz neu", "Thema 5"):
            assert _found(snapshot, query, 118) == _exact(snapshot, query, 118)


def test_the_base_is_made_anew_when_a_tenth_has_changed(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(MANY[:40]))
        library.catch_up()
        before = Layout(tmp_path).vector_files()
        list(library.add(MANY[40:]))
        library.catch_up()
        (after,) = Layout(tmp_path).vector_files()
        assert after not in before


def test_rows_restrict_the_search(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(MANY[:58]))
        library.catch_up()
        library.remove("m0")
        list(library.add(MANY[58:59]))
        snapshot = library.snapshot()
        vector = WordEmbedder().embed_query("Absatz 0 über Thema 0")
        rows = snapshot.rows(articles=["m0", "m1", "m58"])
        assert rows is not None
        assert {hit.row for hit in snapshot.search_vectors(vector, 50, rows)} == set(rows.tolist())
        assert len(rows) == 4
        assert snapshot.search_vectors(vector, 5, np.array([], dtype=np.int64)) == []
        assert snapshot.search_vectors(vector, 5, np.array([1, 99_999])) == []


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


@pytest.mark.parametrize("harm", [_flip, _truncate, Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_file_that_is_harmed_is_made_anew(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    with _library(tmp_path) as library:
        list(library.add(MANY))
        library.catch_up()
    ((_, _, path),) = Layout(tmp_path).vector_files()
    harm(path)
    with _library(tmp_path) as library:
        snapshot = library.snapshot()
        assert _found(snapshot, "Wort5 und Wort6", 120) == _exact(snapshot, "Wort5 und Wort6", 120)
    ((_, crc, path),) = Layout(tmp_path).vector_files()
    with _library(tmp_path) as library:
        assert library.snapshot()._vectors.base is not None
    assert Layout(tmp_path).vector_files()[0][1:] == (crc, path), "a sound file was not used"


def test_a_file_of_a_library_that_was_deleted_is_never_used(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(MANY))
        library.catch_up()
    stale = Layout(tmp_path).vector_files()[0]
    for path in tmp_path.glob("wortlaut.db*"):
        path.unlink()
    with _library(tmp_path) as library:
        list(library.add([article(a.id, [f"{p.text} anders" for p in a.paragraphs]) for a in MANY]))
        snapshot = library.snapshot()
        assert _found(snapshot, "Wort5 und Wort6", 120) == _exact(snapshot, "Wort5 und Wort6", 120)
    assert stale not in Layout(tmp_path).vector_files()


def test_a_file_from_the_future_of_a_backup_is_never_used(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(MANY[:10]))
    backup = Layout(tmp_path).database.read_bytes()
    with _library(tmp_path) as library:
        list(library.add(MANY[10:20]))
        library.catch_up()
    Layout(tmp_path).database.write_bytes(backup)
    with _library(tmp_path) as library:
        list(library.add(MANY[30:45]))  # more than the file knows, with the same row numbers
        snapshot = library.snapshot()
        assert _found(snapshot, "Wort15 und Wort16", 50) == _exact(snapshot, "Wort15 und Wort16", 50)


def test_several_threads_may_search_at_once(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(MANY))
        snapshot = library.snapshot()
        expected = _found(snapshot, "Thema 3", 20)
        wrong: list[object] = []

        def ask() -> None:
            answers = (_found(snapshot, "Thema 3", 20) for _ in range(100))
            wrong.extend(found for found in answers if found != expected)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not wrong


def test_progress_is_told_while_it_is_built(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(MANY))
    told: list[tuple[str, int, int]] = []
    store = Store.open(Layout(tmp_path))
    VectorIndex.of(store, Layout(tmp_path), progress=lambda *step: told.append(step))
    store.close()
    assert told[-1] == ("Indexing vectors", 120, 120)
