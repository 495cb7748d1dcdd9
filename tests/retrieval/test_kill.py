"""Kill an ingest at any instant: each article is wholly in or wholly out, and the next ingest makes it whole."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from library_fakes import ColonReader, WordEmbedder
from library_ingest import after, before

from retrieval.articles import Article, Statement
from retrieval.library import Library
from retrieval.store import Store

SCRIPT = Path(__file__).with_name("library_ingest.py")
KILLS = 20
SEED = time.time_ns() % 1_000_000  # printed where the test fails, so that it can be put here and run again

Content = dict[str, tuple[Article, list[tuple[str, bytes]], list[Statement]]]


def _open(folder: Path) -> Library:
    return Library.open(folder, WordEmbedder(), reader=ColonReader())


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("start") / "data"
    with _open(folder) as library:
        list(library.add(before()))
        library.catch_up()
    return folder


def _run(folder: Path, seconds: float | None) -> tuple[list[str], float]:
    """Ingests in another process, killed after that many; the ids that it said were written, and how long it took."""
    with subprocess.Popen([sys.executable, str(SCRIPT), str(folder)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        started = time.perf_counter()
        if seconds is not None:
            time.sleep(seconds)
            process.kill()
        said = process.stdout.read().split()
        process.wait()
        return said, time.perf_counter() - started


def _content(library: Library) -> Content:
    """Everything about every article but row numbers."""
    snapshot = library.snapshot(wait=60)
    content: Content = {}
    for summary in snapshot.article_list():
        rows = snapshot.rows(articles=[summary.id])
        assert rows is not None
        paragraphs = snapshot.paragraphs(rows.tolist())
        vectors = snapshot.vectors_of(rows)
        with_vectors = sorted((p.text, v.tobytes()) for p, v in zip(paragraphs.values(), vectors, strict=True))
        statements = [s for found in snapshot.statements_in(rows.tolist()).values() for s in found]
        content[summary.id] = (snapshot.article(summary.id), with_vectors, sorted(statements, key=repr))
    return content


def _answers(library: Library) -> list[tuple[object, ...]]:
    """What a search for each paragraph that was ever there finds, by vector and by word."""
    snapshot = library.snapshot(wait=60)
    embedder = WordEmbedder()
    answers: list[tuple[object, ...]] = []
    for paragraph in (p for a in [*before(), *after()] for p in a.paragraphs):
        near = snapshot.search_vectors(embedder.embed_query(paragraph.text), 3)
        named = snapshot.search_words(paragraph.text.split()[-1], "de", 10)
        found = snapshot.paragraphs({hit.row for hit in (*near[:1], *named)})
        by_word = sorted((found[hit.row].article, found[hit.row].number) for hit in named)
        answers.append((found[near[0].row].text, [round(hit.score, 4) for hit in near], by_word))
    return answers


def _check_whole(library: Library, said: list[str]) -> None:
    """Each article is as it was or as it will be; those that were said to be written are written."""
    store: Store = library._store
    assert store.one("PRAGMA integrity_check") == ("ok",)
    assert store.all("PRAGMA foreign_key_check") == []
    assert store.one("SELECT count(*) FROM paragraphs WHERE row NOT IN (SELECT row FROM vectors)") == (0,)
    old, new = {a.id: a for a in before()}, {a.id: a for a in after()}
    embedder, reader = WordEmbedder(), ColonReader()
    content = _content(library)
    assert old.keys() <= content.keys()
    assert set(said) <= content.keys()
    written = [a.id for a in after() if a.id in content and content[a.id][0] == a]
    assert written == [a.id for a in after()][: len(written)], "out of order"
    assert set(said) <= set(written)
    assert len(written) <= len(said) + 1
    for id_, (article, vectors, statements) in content.items():
        assert article in (old.get(id_), new.get(id_))
        assert [text for text, _ in vectors] == sorted(p.text for p in article.paragraphs)
        assert statements == sorted(reader.read(article).statements, key=repr)
        for paragraph in article.paragraphs:
            (hit,) = library.snapshot().search_vectors(embedder.embed_query(paragraph.text), 1)
            assert hit.score == pytest.approx(1, abs=0.01)
            assert library.snapshot().search_words(paragraph.text.split()[-1], "de", 1)


@pytest.mark.timeout(120)
def test_an_ingest_killed_at_any_instant_loses_no_article(start: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(start, whole)
    said, seconds = _run(whole, None)
    assert said == [a.id for a in after()]
    with _open(whole) as library:
        content, answers = _content(library), _answers(library)
    print(f"SEED = {SEED}; an uninterrupted ingest takes {seconds:.2f} s")  # noqa: T201
    instants = random.Random(SEED)
    for number in range(KILLS):
        folder = tmp_path / f"killed-{number}"
        shutil.copytree(start, folder)
        said, _ = _run(folder, instants.uniform(0, seconds))
        with _open(folder) as library:
            _check_whole(library, said)
            list(library.add(after()))
            library.catch_up()
            assert _content(library) == content
            assert _answers(library) == answers
        shutil.rmtree(folder)
