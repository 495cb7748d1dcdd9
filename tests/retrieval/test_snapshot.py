"""A snapshot: what can be asked of it, and what it sees of changes beside it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from library_fakes import SCRIPT, TEXTS, ColonReader, WordEmbedder, add, article, nearest

from retrieval.errors import LibraryBusy
from retrieval.library import Library


def test_filters_give_rows(library: Library) -> None:
    add(
        library,
        article("a", ["x"], publisher="taz", published="2024-12-03T23:59:00+01:00"),
        article("b", ["x", "y"], publisher="ÖRF", published="2024-12-04"),
        article("c", ["x"], publisher="taz", language="en"),
    )
    snapshot = library.snapshot()
    cases: list[tuple[dict[str, str], list[int]]] = [
        ({"publisher": "TAZ"}, [1, 4]),
        ({"publisher": "örf"}, [2, 3]),
        ({"publisher": "ta"}, []),
        ({"since": "2024-12-03"}, [1, 2, 3]),
        ({"since": "2024-12-04"}, [2, 3]),
        ({"until": "2024-12-03"}, [1]),
        ({"since": "2024-12-03", "until": "2024-12-03", "publisher": "taz"}, [1]),
        ({"language": "en"}, [4]),
    ]
    for filters, rows in cases:
        found = snapshot.rows(**filters)
        assert found is not None
        assert (found.tolist(), found.dtype) == (rows, np.int64), filters
    assert snapshot.rows() is None
    for ids, rows in ((["c", "a", "unknown"], [1, 4]), ([], [])):
        found = snapshot.rows(articles=ids)
        assert found is not None
        assert found.tolist() == rows


def test_statements_come_with_their_rows_in_the_order_of_the_text(library: Library) -> None:
    add(library, article("z", TEXTS), article("a", ["Anna: Zuerst.", "Anna: Danach."]))
    snapshot = library.snapshot()
    found = snapshot.statements_by([("a", "Anna"), ("z", "Anna"), ("z", "Niemand")])
    assert [(row, s.spans[0].of(s.paragraph.text)) for row, s in found] == [
        (1, "Es regnet."),
        (4, "Zuerst."),
        (5, "Danach."),
    ]
    in_rows = snapshot.statements_in([5, 3, 1, 99])
    assert {row: len(statements) for row, statements in in_rows.items()} == {5: 1, 3: 0, 1: 1}
    assert in_rows[1] == (found[0][1],)


def test_entities_come_with_the_number_of_their_statements(library: Library) -> None:
    add(library, article("a", ["Anna: Zuerst.", "Anna: Danach.", "Bert: Nein."]))
    found = [(id_, e.name, e.forms, e.roles, e.gender, n) for id_, e, n in library.snapshot().entities()]
    assert found == [
        ("a", "Anna", ("Anna", "ANNA"), ("Sprecherin",), None, 2),
        ("a", "Bert", ("Bert", "BERT"), ("Sprecherin",), None, 1),
    ]


def test_summaries_count(library: Library) -> None:
    add(library, article("a", TEXTS, publisher="taz", source="seeds/a.txt"))
    (summary,) = library.snapshot().article_list()
    assert (summary.paragraphs, summary.statements, summary.source) == (3, 2, "seeds/a.txt")


# ---------------------------------------------------------------------------------------------------- beside each other


@pytest.fixture
def ingest(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that adds an article for each line that it is sent."""
    command = [sys.executable, str(SCRIPT), str(tmp_path), "--step"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def _step(process: subprocess.Popen[str]) -> str:
    assert process.stdin
    assert process.stdout
    process.stdin.write("\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def test_a_running_reader_sees_what_another_process_adds(library: Library, ingest: subprocess.Popen[str]) -> None:
    first = library.snapshot()
    assert _step(ingest) == "ready"
    assert library.snapshot() is first
    for _ in range(3):
        id_ = _step(ingest)
        snapshot = library.snapshot(wait=10)
        paragraph = snapshot.article(id_).paragraphs[-1]
        assert nearest(snapshot, paragraph.text) == paragraph
        assert snapshot.search_words(paragraph.text.split()[-1], "de", 5)
    assert first.article_list() == []


@pytest.mark.timeout(30)  # the other one writes until it is told to go on: waiting for it would be for ever
def test_a_second_writer_is_told_at_once_who_writes(library: Library, ingest: subprocess.Popen[str]) -> None:
    assert _step(ingest) == "ready"
    _step(ingest)
    with pytest.raises(LibraryBusy, match=rf"Another process \(number {ingest.pid}\) is writing"):
        add(library, article("a", TEXTS))
    with pytest.raises(LibraryBusy):
        library.remove("a")
    ingest.kill()
    ingest.wait()
    assert add(library, article("a", TEXTS)) == [("a", "added", 3, 3)]


def test_a_snapshot_stays_as_it_is(library: Library, tmp_path: Path) -> None:
    add(library, *(article(f"m{n}", [f"Wort{n} steht hier", "Anna: Ja."]) for n in range(30)))
    snapshot = library.snapshot()
    with Library.open(tmp_path, WordEmbedder(), reader=ColonReader()) as writer:
        for n in range(0, 30, 2):
            writer.remove(f"m{n}")
            add(writer, article(f"m{n + 1}", [f"Wort{n + 1} steht dort"]))
        writer.catch_up()
    assert snapshot.languages() == {"de": 60}
    for n in range(30):
        (hit,) = snapshot.search_words(f"Wort{n}", "de", 5)
        assert snapshot.paragraphs([hit.row])[hit.row].text == f"Wort{n} steht hier"
        (near,) = snapshot.search_vectors(WordEmbedder().embed_query(f"Wort{n} steht hier"), 1)
        assert near.score == pytest.approx(1, abs=1e-3)
        assert len(snapshot.statements_by([(f"m{n}", "Anna")])) == 1
    assert library.snapshot(wait=10).languages() == {"de": 15}


def test_a_database_that_was_put_in_place_of_the_old_one_is_noticed(library: Library, tmp_path: Path) -> None:
    add(library, article("a", TEXTS))
    assert library.snapshot().languages() == {"de": 3}
    other = tmp_path / "other"
    with Library.open(other, WordEmbedder(), reader=ColonReader()) as writer:
        add(writer, article("b", ["Etwas anderes."]))
    for path in tmp_path.glob("wortlaut.db*"):
        path.unlink()
    (other / "wortlaut.db").replace(tmp_path / "wortlaut.db")
    assert [summary.id for summary in library.snapshot(wait=10).article_list()] == ["b"]


def test_articles_come_at_once_and_unknown_ones_are_left_out(library: Library) -> None:
    add(
        library,
        article("a", ["x", "y"], publisher="taz"),
        article("b", ["z"], published="2024-12-03"),
        article("c", []),
    )
    snapshot = library.snapshot()
    assert snapshot.articles(["c", "a", "nobody", "b", "a"]) == {id_: snapshot.article(id_) for id_ in ("c", "a", "b")}
    assert list(snapshot.articles(["c", "a"])) == ["c", "a"]
    assert snapshot.publishers() == {"taz"}


def test_rows_of_statements_without_the_statements(library: Library) -> None:
    add(library, article("a", TEXTS), article("b", ["Anna: Zuerst.", "Bert: Danach.", "Anna: Wieder."]))
    snapshot = library.snapshot()
    for who in ([("a", "Anna")], [("a", "Bert"), ("b", "Anna")], [("b", "Niemand")], []):
        assert snapshot.statement_rows(who) == {row for row, _ in snapshot.statements_by(who)}
