"""Token codes: against late interaction computed the plain way, and through the library and the search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fakes import PieceEmbedder, WordEmbedder

from retrieval import database
from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.embedding import Tokens, Vectors
from retrieval.errors import OtherModel
from retrieval.interaction import meant
from retrieval.library import Library
from retrieval.question import Question
from retrieval.search import Searcher
from retrieval.tokens import Asked, encode, signs


def pieces(count: int, dimension: int = 100, seed: int = 0) -> Tokens:
    """Of a text in which each piece is ten characters long."""
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(count, dimension)).astype(np.float32)
    return Tokens(vectors, random.uniform(0.5, 9, count).astype(np.float32), np.arange(count) * 10)


def plainly(asked: Tokens, text: Vectors) -> float:
    """The weighted mean of each asked token's best agreement of signs, from its definition."""
    agreement = np.array([[np.mean((one > 0) == (other > 0)) for other in text] for one in asked.vectors])
    return float((2 * agreement.max(axis=1) - 1) @ asked.weights / asked.weights.sum())


@pytest.mark.parametrize("dimension", [8, 64, 100, 384])
def test_nearness_is_late_interaction_over_signs(dimension: int) -> None:
    asked, text = pieces(5, dimension), pieces(30, dimension, seed=1)

    (near,) = Asked.of(asked).nearness([encode(text, [100, 220, 300])])

    assert near.paragraph == pytest.approx(plainly(asked, text.vectors), abs=1e-5)
    parts = [text.vectors[:10], text.vectors[10:22], text.vectors[22:]]
    assert near.sentence == pytest.approx(max(plainly(asked, part) for part in parts), abs=1e-5)


def test_paragraphs_do_not_mix() -> None:
    asked, texts = pieces(4), [pieces(count, seed=count) for count in (7, 1, 19)]
    codes = [encode(text, [30, 10_000]) for text in texts]

    together = Asked.of(asked).nearness(codes)

    for near, code in zip(together, codes, strict=True):
        assert near == pytest.approx(Asked.of(asked).nearness([code])[0], abs=1e-6)
    assert len({near.paragraph for near in together}) == 3


def test_the_same_text_is_as_near_as_can_be() -> None:
    text = pieces(12)

    (near,) = Asked.of(text).nearness([encode(text, [120])])

    assert near == pytest.approx((1.0, 1.0))


def test_a_text_without_pieces_and_a_question_without_pieces_are_near_to_nothing() -> None:
    full, empty = encode(pieces(3), [30]), encode(pieces(0), [])

    assert [near.paragraph == 0 for near in Asked.of(pieces(2)).nearness([empty, full, empty])] == [True, False, True]
    assert Asked.of(pieces(0)).nearness([full, empty]) == [(0, 0), (0, 0)]
    assert Asked.of(pieces(2)).nearness([]) == []


# ------------------------------------------------------------------------------------------- in the library and search

ARTICLE = Article(
    "a",
    "Titel",
    False,
    (
        Paragraph("a", 1, "Regen und Wind im Norden. Sonne im Süden."),
        Paragraph("a", 2, "Wind im Süden, Wind im Westen, Wind im Osten."),
    ),
    language="de",
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path, PieceEmbedder()) as library:
        list(library.add([ARTICLE]))
        yield library


def codes(library: Library) -> list[bytes]:
    return [code for _, code in sorted(library.snapshot(60).codes_of([1, 2]).items())]


def test_the_search_weighs_pieces_one_by_one(library: Library) -> None:
    searcher = Searcher(library, PieceEmbedder())

    best, other = searcher.find(Question("Sonne Süden", "de", "passages"), 10, searcher.view())

    assert best.passage.paragraph.number == 1
    assert best.evidence.late is not None
    assert other.evidence.late is not None
    assert best.evidence.late.sentence == pytest.approx(1.0)
    assert best.evidence.late.paragraph > other.evidence.late.paragraph


def test_codes_move_with_a_paragraph_to_another_row(library: Library) -> None:
    before = codes(library)

    list(library.add([Article("a", "Title", False, ARTICLE.paragraphs, language="en")]))

    assert [code for _, code in sorted(library.snapshot(60).codes_of([3, 4]).items())] == before


def test_without_codes_the_search_goes_by_vectors_and_words(tmp_path: Path) -> None:
    with Library.open(tmp_path, PieceEmbedder(), tokens=False) as library:
        list(library.add([ARTICLE]))
        searcher = Searcher(library, PieceEmbedder())

        found = searcher.find(Question("Sonne Süden", "de", "passages"), 10, searcher.view())

        assert [one.evidence.late for one in found] == [None, None]
        assert found[0].passage.paragraph.number == 1
        assert library.code() == 0


def test_codes_that_are_missing_are_made_later(tmp_path: Path) -> None:
    with Library.open(tmp_path, PieceEmbedder(), tokens=False) as library:
        list(library.add([ARTICLE]))
        assert codes(library) == []
    with Library.open(tmp_path, PieceEmbedder()) as library:
        assert library.code() == 2
        assert library.code() == 0
        made = codes(library)
    with Library.open(tmp_path / "whole", PieceEmbedder()) as whole:
        list(whole.add([ARTICLE]))
        assert made == codes(whole)


def test_a_library_of_version_1_gets_its_codes(tmp_path: Path) -> None:
    with Library.open(tmp_path, PieceEmbedder()) as library:
        list(library.add([ARTICLE]))
        made = codes(library)
    with sqlite3.connect(tmp_path / "wortlaut.db") as connection:
        as_version_1(connection)

    with Library.open(tmp_path, PieceEmbedder()) as library:
        library.bring_up_to_date()

        assert codes(library) == made
        assert library.check() == []


def as_version_1(connection: sqlite3.Connection) -> None:
    """What later scripts have added is taken away again."""
    fresh = sqlite3.connect(":memory:")
    fresh.executescript((Path(database.__file__).parent / "schema.sql").read_text(encoding="utf-8"))
    objects = "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
    for kind, name in set(connection.execute(objects)) - set(fresh.execute(objects)):
        connection.execute(f"DROP {kind} IF EXISTS {name}")
    for table in ("coming_vectors",):
        old = {row[1] for row in fresh.execute(f"PRAGMA table_info({table})")}
        for row in list(connection.execute(f"PRAGMA table_info({table})")):
            if row[1] not in old:
                connection.execute(f"ALTER TABLE {table} DROP COLUMN {row[1]}")
    connection.execute("PRAGMA user_version = 1")


def test_a_new_model_brings_new_codes_or_none(library: Library) -> None:
    before = codes(library)

    library.reembed(PieceEmbedder("other"))
    assert len(codes(library)) == 2
    assert codes(library) != before

    library.reembed(WordEmbedder())
    assert codes(library) == []


def test_an_interrupted_making_of_codes_goes_on(tmp_path: Path) -> None:
    class Failing(PieceEmbedder):
        def embed_paragraphs(self, *args: object) -> Iterator[tuple[Vectors, Tokens]]:
            raise KeyboardInterrupt

    with Library.open(tmp_path, PieceEmbedder(), tokens=False) as library:
        list(library.add([ARTICLE]))
    with Library.open(tmp_path, Failing()) as library, pytest.raises(KeyboardInterrupt):
        library.code()
    with Library.open(tmp_path, PieceEmbedder()) as library:
        assert library.code() == 2


def test_what_is_meant_counts_in_each_sentence_of_its_paragraph_alone() -> None:
    asked, text = pieces(3), pieces(20, seed=1)
    code = encode(text, [100, 200])

    without, named, other = Asked.of(asked).nearness([code, code, code], {1: signs(asked.vectors[:1])})

    assert without == other
    best = np.concatenate([text.vectors, asked.vectors[:1]])
    assert named.paragraph == pytest.approx(plainly(asked, best), abs=1e-5)
    parts = [np.concatenate([part, asked.vectors[:1]]) for part in (text.vectors[:10], text.vectors[10:])]
    assert named.sentence == pytest.approx(max(plainly(asked, part) for part in parts), abs=1e-5)


def test_codes_are_made_by_the_model_of_the_vectors_alone(tmp_path: Path) -> None:
    with Library.open(tmp_path, PieceEmbedder(), tokens=False) as library:
        list(library.add([ARTICLE]))
        with Library.open(tmp_path, PieceEmbedder(), tokens=False) as other:
            other.reembed(PieceEmbedder("newer"))
        library._tokens = True

        with pytest.raises(OtherModel, match="newer"):
            library.code()


def test_another_version_of_the_model_is_told_as_one(tmp_path: Path) -> None:
    with Library.open(tmp_path, PieceEmbedder()) as library:
        list(library.add([ARTICLE]))
    newer = PieceEmbedder()
    newer.fingerprint = "pieces-2"

    with pytest.raises(
        OtherModel, match=r"with another version of pieces\. Embed them again with: .* ingest --reembed"
    ):
        Library.open(tmp_path, newer)


def test_a_question_that_begins_with_der_names_nobody_by_it() -> None:
    statement = Statement(
        ARTICLE.paragraphs[0], (Span(0, 5),), "Ursula von der Leyen", None, None, "indirect", inferred=True
    )

    assert meant("Der Regen im Norden?", {1: (statement,)}) == {}
    assert meant("Was will Leyen?", {1: (statement,)}) == {1: {"Ursula von der Leyen"}}
