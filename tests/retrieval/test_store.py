"""The database: what it remembers, what it refuses, and what it says then."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from library_fakes import ColonReader, WordEmbedder, article

from retrieval.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryTooNew
from retrieval.layout import Generation, Layout, publish
from retrieval.library import Library
from retrieval.store import Store, decode, encode


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path)


def _filled(folder: Path) -> Layout:
    with Library.open(folder, WordEmbedder(), reader=ColonReader()) as library:
        list(library.add([article("a", ["Anna: Ja.", "Nein."]), article("b", ["Vielleicht."])]))
    return Layout(folder)


def test_a_new_store_has_one_generation_and_no_model(layout: Layout) -> None:
    store = Store.open(layout)
    assert store.generation().number == 1
    assert store.model() is None
    assert store.one("PRAGMA journal_mode") == ("wal",)
    store.close()


def test_a_transaction_that_fails_leaves_no_generation(layout: Layout) -> None:
    store = Store.open(layout)
    before = store.generation()
    with pytest.raises(sqlite3.IntegrityError), store.writing():
        store.run_many("INSERT INTO model VALUES (1, 'm', ?, 'f', 1)", [(3,), (4,)])
    assert store.generation() == before
    assert store.model() is None
    store.close()


def test_rows_are_never_given_twice(tmp_path: Path) -> None:
    layout = _filled(tmp_path)
    store = Store.open(layout)
    (highest,) = store.one("SELECT max(row) FROM paragraphs")
    with Library.open(tmp_path, WordEmbedder(), reader=ColonReader()) as library:
        library.remove("b")
        list(library.add([article("c", ["Neu."])]))
    assert store.one("SELECT min(row) FROM paragraphs WHERE text = 'Neu.'")[0] > highest
    store.close()


def test_what_was_removed_is_known_by_generation(tmp_path: Path) -> None:
    layout = _filled(tmp_path)
    store = Store.open(layout)
    before = store.generation()
    rows = [row for (row,) in store.all("SELECT row FROM paragraphs ORDER BY row")]
    with Library.open(tmp_path, WordEmbedder(), reader=ColonReader()) as library:
        library.remove("a")
        list(library.add([article("c", ["Neu.", "Noch eins."])]))
    changes = store.changes_since(before)
    assert changes is not None
    assert changes.removed.tolist() == rows[:2]
    assert (changes.last_row, changes.added) == (rows[-1], 2)
    assert store.changes_since(Generation(before.number, "another mark")) is None
    store.close()


def test_the_same_generation_of_another_store_has_another_mark(tmp_path: Path) -> None:
    stores = [Store.open(_filled(tmp_path / name)) for name in ("one", "two")]
    first, second = (store.generation() for store in stores)
    assert first.number == second.number
    assert first.mark != second.mark
    for store in stores:
        store.close()


def test_vectors_keep_their_direction_and_have_length_one() -> None:
    vectors = np.random.default_rng(1).normal(size=(50, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    back = decode(encode(vectors), 384)
    assert back.dtype == np.float32
    assert np.allclose(np.linalg.norm(back, axis=1), 1, atol=1e-6)
    assert float((back * vectors).sum(axis=1).min()) > 0.99999


def test_a_vector_of_nothing_stays_nothing() -> None:
    assert not decode(encode(np.zeros((1, 4), dtype=np.float32)), 4).any()


def test_a_later_version_is_refused(tmp_path: Path) -> None:
    layout = _filled(tmp_path)
    with sqlite3.connect(layout.database) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryTooNew, match=r"schema 99.*Update Wortlaut"):
        Store.open(layout)


def test_a_file_that_is_no_database_is_damaged(layout: Layout) -> None:
    layout.database.write_bytes(b"this is no database at all, but long enough to look like one" * 100)
    with pytest.raises(LibraryDamaged, match="backup"):
        Store.open(layout)


def test_a_database_of_another_program_is_left_alone(layout: Layout) -> None:
    with sqlite3.connect(layout.database) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(LibraryDamaged, match="another program"):
        Store.open(layout)


def test_a_damaged_page_is_told_when_it_is_read(tmp_path: Path) -> None:
    layout = _filled(tmp_path)
    store = Store.open(layout)
    (page,) = store.one("SELECT rootpage FROM sqlite_schema WHERE name = 'paragraphs'")
    (size,) = store.one("PRAGMA page_size")
    store.close()
    data = bytearray(layout.database.read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    layout.database.write_bytes(data)
    store = Store.open(layout)
    with pytest.raises(LibraryDamaged):
        store.all("SELECT text FROM paragraphs")
    store.close()


def test_a_writer_that_waits_too_long_is_told_who_writes(layout: Layout) -> None:
    with layout.writing(), pytest.raises(LibraryBusy, match=rf"\(number {os.getpid()}\).*Try again"), layout.writing():
        pass


def test_the_lock_is_free_again_after_an_error(layout: Layout) -> None:
    with pytest.raises(ZeroDivisionError), layout.writing():
        raise ZeroDivisionError
    with layout.writing():
        pass


def test_a_path_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="WORTLAUT_DATA"):
        Library.open(tmp_path / "file" / "data", WordEmbedder(), reader=ColonReader())


_READ = """
import os, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from library_fakes import ColonReader, WordEmbedder, article
from retrieval.errors import LibraryError
from retrieval.library import Library

def read(folder):
    with Library.open(Path(folder), WordEmbedder(), reader=ColonReader()) as library:
        try:
            list(library.add([article("c", ["Neu."])]))
        except LibraryError as error:
            print(type(error).__name__)
        snapshot = library.snapshot()
        print(len(snapshot.article_list()), len(snapshot.search_words("Vielleicht", "de", 5)),
              len(snapshot.search_vectors(WordEmbedder().embed_query("nein"), 5)))

read({practice!r})  # imports everything, while this user may still read the interpreter's files
if os.geteuid() == 0:
    os.setgroups([])
    os.setuid(65534)
read({data!r})
"""


@pytest.mark.skipif(os.name == "nt", reason="folders have no write permission there")
@pytest.mark.parametrize("derived", [True, False], ids=["with derived files", "without"])
def test_a_folder_that_cannot_be_written_to_answers_all_the_same(tmp_path: Path, derived: bool) -> None:
    folder = tmp_path / "library"
    _filled(folder)
    if derived:
        with Library.open(folder, WordEmbedder(), reader=ColonReader()) as library:
            library.catch_up()
    for path in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        path.chmod(0o755)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    code = _READ.format(tests=str(Path(__file__).parent), data=str(folder), practice=str(tmp_path / "practice"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    assert done.stdout.split() == ["1", "0", "1", "LibraryError", "2", "1", "3"], done.stderr


class Sealed(Layout):
    """A directory that cannot be written to, for whoever may write everywhere."""

    def writable(self) -> bool:
        return False


def test_an_earlier_version_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    layout = _filled(tmp_path)
    with sqlite3.connect(layout.database) as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(LibraryError, match=r"earlier version.*Make .* writable, and run: wortlaut doctor"):
        Store.open(Sealed(tmp_path))


def test_a_derived_file_is_published_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / ".coming-from-a-crash").mkdir()

    def works(path: Path) -> None:
        path.write_text("first")

    def fails(path: Path) -> None:
        path.write_text("half of")
        raise OSError("the disk is full")

    publish(tmp_path, write=works, name=lambda _: "file")
    with pytest.raises(OSError, match="full"):
        publish(tmp_path, write=fails, name=lambda _: "file")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"file": "first"}
