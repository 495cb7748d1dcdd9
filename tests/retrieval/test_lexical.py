"""The full-text index: stems, names, compounds, any text as a question, and folders that are harmed."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_fakes import ColonReader, WordEmbedder, article

from retrieval.layout import Layout
from retrieval.library import Library
from retrieval.snapshot import Snapshot

TEXTS = {
    1: ("de", "Das Sicherheitsabkommen mit der Ukraine gilt."),
    2: ("de", "Mehrere Abkommen wurden in Genf unterzeichnet."),
    3: ("de", "Die Sicherheit der Häuser in Kiew ist bedroht, sagte Baerbock."),
    4: ("de", "Der Verrat im Beirat war groß. Heirat ausgeschlossen."),
    5: ("de", "Der Rat tagt in Straßburg über Vučić und Erdoğan."),
    6: ("en", "The agreements of Geneva were signed by Annalena Baerbock in 2022."),
    7: ("en", "She was reading about a gift and a rat in the art museum."),
    8: ("fr", "Le chancelier Scholz parle de la paix depuis 2022."),
    9: ("de", "2022 kamen 3.500 Menschen nach Kiew, darunter Mark Rutte."),
    10: ("de", "Die Nato plant eine Übung."),
}


def _library(folder: Path) -> Library:
    return Library.open(folder, WordEmbedder(), reader=ColonReader())


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with _library(tmp_path_factory.mktemp("words")) as library:
        list(library.add(article(f"{row}", [text], language=language) for row, (language, text) in TEXTS.items()))
        yield library.snapshot()


@pytest.mark.parametrize(
    ("question", "language", "rows"),
    [
        ("Wer unterzeichnete?", "de", [2, 6]),  # signed
        ("Was ist mit den Abkommen?", "de", [2, 1]),
        ("Was ist das Sicherheitsabkommen?", "de", [1, 2, 3]),
        ("Haus", "de", [3]),
        ("Was sagte der Rat?", "de", [5]),  # not the Verrat, not the Beirat, not the English rat
        ("Was sagte Baerbock?", "de", [3, 6]),
        ("What did Baerbock sign?", "en", [6, 3, 2]),
        ("agreement", "en", [6]),
        ("Menschen 2022", "de", [9, 6, 8]),
        ("What does NATO plan?", "en", [10]),
        ("Was plant die Nato?", "de", [10]),
        ("strassburg", "de", [5]),
        ("Erdogan und Vucic", "de", [5]),
        ("Who reads about Genf?", "en", [7, 2]),
        ("gift", "de", []),  # poison, in German
        ("Que dit Scholz de la paix ?", "fr", [8]),
        ("Scholz", "de", [8]),
        ("Was und wer?", "de", []),
        ("", "de", []),
    ],
)
def test_words_of_a_question(snapshot: Snapshot, question: str, language: str, rows: list[int]) -> None:
    assert {hit.row for hit in snapshot.search_words(question, language, 10)} == set(rows)


def test_the_word_itself_comes_before_its_compounds(snapshot: Snapshot) -> None:
    assert [hit.row for hit in snapshot.search_words("Abkommen", "de", 5)] == [2, 1]
    assert snapshot.search_words("Sicherheitsabkommen", "de", 5)[0].row == 1


def test_hits_come_best_first_and_at_most_k(snapshot: Snapshot) -> None:
    hits = snapshot.search_words("Sicherheitsabkommen in Kiew mit Baerbock 2022", "de", 10)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert snapshot.search_words("Sicherheitsabkommen in Kiew mit Baerbock 2022", "de", 2) == hits[:2]
    assert snapshot.search_words("Kiew", "de", 0) == []
    assert len(snapshot.search_words("Kiew", "de", 1_000_000)) == 2


def test_rows_restrict_the_search(snapshot: Snapshot) -> None:
    assert [hit.row for hit in snapshot.search_words("Abkommen", "de", 5, np.array([1, 7]))] == [1]
    assert snapshot.search_words("Abkommen", "de", 5, np.array([], dtype=np.int64)) == []


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Baerbock", [3, 6]),
        ("baerbock", [3, 6]),
        ("BAERBOCK", []),
        ("Annalena Baerbock", [6]),
        ("Baerbock Annalena", []),
        ("Rat", [5]),
        ("Mark Rutte", [9]),
        ("mark rutte", [9]),
        ("Vučić", [5]),
        ("Vucic", [5]),
        ("vucic", [5]),
        ("Vuc\u030cic\u0301", [5]),  # the same name, with its accents written apart
        ("3.500", [9]),
        ("Merkel", []),
        ("", []),
        ("?!", []),
    ],
)
def test_names_are_found_as_they_are_written(snapshot: Snapshot, name: str, rows: list[int]) -> None:
    assert snapshot.names_in(name) == rows


@given(text=st.text(), language=st.sampled_from(["de", "en", "fr", "", "xx"]))
def test_any_text_may_be_asked(snapshot: Snapshot, text: str, language: str) -> None:
    assert len(snapshot.search_words(text, language, 5)) <= 5
    assert set(snapshot.names_in(text)) <= TEXTS.keys()


@pytest.mark.parametrize("text", ['"', "a AND (b", "row:1", "*", "[a TO b]", "x^2 ~3", "\\", "Kiew\0", "e\u0301" * 500])
def test_no_text_is_a_command(snapshot: Snapshot, text: str) -> None:
    snapshot.search_words(text, "de", 5)
    snapshot.names_in(text)


def test_several_threads_may_search_at_once(snapshot: Snapshot) -> None:
    expected = snapshot.search_words("Sicherheitsabkommen in Kiew", "de", 5)
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(100):
            wrong.extend({*snapshot.search_words("Sicherheitsabkommen in Kiew", "de", 5)} ^ {*expected})
            wrong.extend({*snapshot.names_in("Baerbock")} ^ {3, 6})

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


# ------------------------------------------------------------------------------------------------------------- on disk


def _folders(folder: Path) -> list[Path]:
    return [path for _, _, path in Layout(folder).lexical_folders()]


def _found(library: Library, word: str) -> set[str]:
    snapshot = library.snapshot(wait=10)
    rows = [hit.row for hit in snapshot.search_words(word, "de", 1000)]
    return {paragraph.article for paragraph in snapshot.paragraphs(rows).values()}


def _many(numbers: range) -> Iterator[object]:
    return (article(f"m{n}", [f"Thema {n % 7}", f"Wort{n}"]) for n in numbers)


def test_catching_up_leaves_the_files_that_are_there(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(_many(range(50))))
        library.catch_up()
        (before,) = _folders(tmp_path)
        segments = {path.name: path.stat().st_ino for path in before.glob("*.idx")}
        list(library.add([article("neu", ["Neues Thema"])]))
        library.remove("m3")
        library.catch_up()
        (after,) = _folders(tmp_path)
        assert after != before
        assert segments.items() < {path.name: path.stat().st_ino for path in after.glob("*.idx")}.items()
        assert _found(library, "Thema") == {f"m{n}" for n in range(50) if n != 3} | {"neu"}


def test_where_there_are_no_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError("not supported")

    monkeypatch.setattr("os.link", no_links)
    with _library(tmp_path) as library:
        list(library.add(_many(range(20))))
        library.catch_up()
        list(library.add([article("neu", ["Wort7"])]))
        assert _found(library, "Wort7") == {"m7", "neu"}


def test_it_is_built_anew_when_a_tenth_is_gone(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(_many(range(30))))
        library.catch_up()
        (before,) = _folders(tmp_path)
        for n in range(4):
            library.remove(f"m{n}")
        library.catch_up()
        (after,) = _folders(tmp_path)
        assert not {path.name for path in before.glob("*.idx")} & {path.name for path in after.glob("*.idx")}
        assert _found(library, "Thema") == {f"m{n}" for n in range(4, 30)}
        assert library.snapshot()._words.searcher.num_docs == 52


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["*.term", "meta.json", "manifest.json"])
@pytest.mark.parametrize("harm", [_flip, Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-3])])
def test_a_folder_that_is_harmed_is_made_anew(tmp_path: Path, name: str, harm: Callable[[Path], None]) -> None:
    with _library(tmp_path) as library:
        list(library.add(_many(range(20))))
        library.catch_up()
    (folder,) = _folders(tmp_path)
    harm(next(folder.glob(name)))
    with _library(tmp_path) as library:
        assert _found(library, "Wort7") == {"m7"}
    with _library(tmp_path) as library:
        assert library.snapshot()._words.folder is not None, "the new folder was not used"


def test_a_missing_folder_is_made_anew(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(_many(range(20))))
        library.catch_up()
    shutil.rmtree(tmp_path / "lexical")
    with _library(tmp_path) as library:
        assert _found(library, "Wort7") == {"m7"}
    assert _folders(tmp_path)


def test_the_folder_of_a_library_that_was_deleted_is_never_used(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(_many(range(20))))
        library.catch_up()
    for path in tmp_path.glob("wortlaut.db*"):
        path.unlink()
    with _library(tmp_path) as library:
        list(library.add(_many(range(100, 120))))
        assert _found(library, "Wort7") == set()
        assert _found(library, "Wort107") == {"m107"}


def test_progress_is_told_while_it_is_built(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with _library(tmp_path) as library:
        list(library.add(_many(range(20))))
    with Library.open(
        tmp_path, WordEmbedder(), reader=ColonReader(), progress=lambda *step: told.append(step)
    ) as library:
        library.snapshot()
    assert ("Indexing words", 40, 40) in told


def test_a_filter_that_leaves_many_finds_the_best_of_them(tmp_path: Path) -> None:
    texts = [f"Wetter {'Sonne ' * (n % 5)}in Ort{n}" for n in range(3_000)]
    with Library.open(tmp_path, WordEmbedder(), reader=ColonReader()) as library:
        list(library.add(article(f"a{n}", texts[n : n + 500]) for n in range(0, 3_000, 500)))
        snapshot = library.snapshot()
        every = snapshot.search_words("Sonne", "de", 3_000)
        for rows in (np.arange(1, 3_001, 2), np.arange(1, 2_001), np.arange(2_900, 3_001), np.arange(1, 3_001)):
            allowed = set(rows.tolist())
            best = [hit for hit in every if hit.row in allowed][:10]
            found = snapshot.search_words("Sonne", "de", 10, rows)
            assert [hit.score for hit in found] == pytest.approx([hit.score for hit in best])
            assert {hit.row for hit in found} <= allowed
        rare = np.array([row for row in range(1, 3_001) if texts[row - 1].count("Sonne") < 2][:1_190], dtype=np.int64)
        assert len(snapshot.search_words("Sonne", "de", 10, rare)) == 10
        nothing = np.array([row for row in range(1, 3_001) if "Sonne" not in texts[row - 1]], dtype=np.int64)
        assert snapshot.search_words("Sonne", "de", 10, nothing) == []


def test_names_can_be_asked_for_at_most_so_many(tmp_path: Path) -> None:
    with Library.open(tmp_path, WordEmbedder(), reader=ColonReader()) as library:
        list(library.add([article("a", ["Anna Berg"] * 5 + ["Karl Tal"])]))
        snapshot = library.snapshot()
        assert len(snapshot.names_in("Anna", 2)) == 2
        assert snapshot.names_in("Karl", 2) == [6]
        assert snapshot.names_in("Zoe", 1) == []
