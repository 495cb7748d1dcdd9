"""What the owner puts right stays right."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any, cast

import pytest
from library_fakes import ColonReader, WordEmbedder, add, article

from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.corrections import Correction, shown
from retrieval.errors import ArticleUnknown, CorrectionUnknown, StatementUnknown
from retrieval.library import Library
from retrieval.search import Searcher
from retrieval.speakers import Speakers
from retrieval.statements import Entity, Reading

TEXTS = ["Anna: Es regnet.", "Bert: Die Sonne scheint.", "Niemand sagt etwas."]


def said(library: Library) -> dict[str, list[str]]:
    """What each speaker of the library says, found as a question finds it."""
    snapshot = library.snapshot(wait=10)
    found: dict[str, list[str]] = {}
    for speaker in Speakers(snapshot.entities()):
        statements = [statement for _, statement in snapshot.statements_by(speaker.names)]
        assert len(statements) == speaker.statements
        if statements:
            found[speaker.name] = [s.spans[0].of(s.paragraph.text) for s in statements]
    return found


def anna(library: Library, id: str = "a") -> Statement:  # noqa: A002
    return library.statement_at(id, 1, 6, 16)


def waiting(library: Library) -> list[str | None]:
    return [correction.waiting for correction in library.corrections()]


def test_what_is_hidden_is_gone_from_statements_speakers_and_counts(library: Library) -> None:
    add(library, article("a", TEXTS))

    correction = library.hide(anna(library))

    snapshot = library.snapshot(wait=10)
    assert said(library) == {"Bert": ["Die Sonne scheint."]}
    assert [len(found) for found in snapshot.statements_in([1, 2, 3]).values()] == [0, 1, 0]
    assert snapshot.article_list()[0].statements == 1
    assert (correction.hidden, correction.quote, correction.paragraph) == (True, "Es regnet.", 1)
    assert library.corrections() == [correction]


def test_a_statement_gets_a_speaker_whom_the_article_does_not_name(library: Library) -> None:
    add(library, article("a", TEXTS))

    library.attribute(anna(library), " Carla  Conti ")

    assert said(library) == {"Bert": ["Die Sonne scheint."], "Carla Conti": ["Es regnet."]}
    (statement,) = library.snapshot(wait=10).statements_in([1])[1]
    assert (statement.speaker, statement.speaker_span, statement.inferred) == ("Carla Conti", None, False)


@pytest.mark.parametrize("name", ["Bert", "bert", "BERT"])
def test_a_speaker_whom_the_article_names_is_that_one(library: Library, name: str) -> None:
    add(library, article("a", TEXTS))

    library.attribute(anna(library), name)

    assert said(library) == {"Bert": ["Es regnet.", "Die Sonne scheint."]}


def test_undone_the_statement_is_again_what_was_read(library: Library) -> None:
    add(library, article("a", TEXTS))
    before = library.snapshot(wait=10).statements_in([1, 2, 3]), said(library)
    hidden = library.hide(anna(library))
    other = library.attribute(library.statement_at("a", 2, 6, 24), "Carla")

    assert library.undo(other.number) == other
    assert library.undo(hidden.number) == hidden
    assert (library.snapshot(wait=10).statements_in([1, 2, 3]), said(library)) == before
    assert library.corrections() == []
    with pytest.raises(CorrectionUnknown, match="no correction 1"):
        library.undo(hidden.number)


def test_the_same_statement_corrected_twice_has_one_correction(library: Library) -> None:
    add(library, article("a", TEXTS))
    statement = anna(library)

    first, second = library.hide(statement), library.attribute(statement, "Carla")

    assert [c.number for c in library.corrections()] == [first.number] == [second.number]
    assert said(library)["Carla"] == ["Es regnet."]


def test_corrections_survive_another_version_of_the_article(library: Library) -> None:
    add(library, article("a", TEXTS))
    library.hide(anna(library))

    assert add(library, article("a", TEXTS))[0][1] == "unchanged"
    assert add(library, article("a", ["Bert: Neu.", TEXTS[0], "Carla: Auch neu."]))[0][1] == "changed"

    assert said(library) == {"Bert": ["Neu."], "Carla": ["Auch neu."]}
    assert [(c.paragraph, c.waiting) for c in library.corrections()] == [(2, None)]


def test_a_correction_waits_while_its_paragraph_or_its_article_is_gone(library: Library) -> None:
    add(library, article("a", TEXTS), article("b", TEXTS))
    library.hide(anna(library))

    add(library, article("a", ["Anna: Es schneit.", *TEXTS[1:]]))
    assert (said(library)["Anna"], waiting(library)) == (["Es schneit.", "Es regnet."], ["paragraph"])

    library.remove("a")
    assert (said(library)["Anna"], waiting(library)) == (["Es regnet."], ["article"])

    add(library, article("a", TEXTS))
    assert (said(library)["Anna"], waiting(library)) == (["Es regnet."], [None])  # that of the other article


def test_a_waiting_correction_can_be_undone(library: Library) -> None:
    add(library, article("a", TEXTS))
    correction = library.hide(anna(library))
    library.remove("a")

    assert library.undo(correction.number).waiting == "article"
    add(library, article("a", TEXTS))
    assert said(library)["Anna"] == ["Es regnet."]


def test_corrections_survive_another_statement_reader(tmp_path: Path, embedder: WordEmbedder) -> None:
    with Library.open(tmp_path, embedder, reader=ColonReader()) as library:
        add(library, article("a", TEXTS))
        library.hide(anna(library))
        library.attribute(library.statement_at("a", 2, 6, 24), "Carla")
    with Library.open(tmp_path, embedder, reader=ColonReader("2")) as library:
        assert library.reread() == 1
        assert said(library) == {"Carla": ["Die Sonne scheint."]}


class Nothing(ColonReader):
    def read(self, article: Article) -> Reading:
        return Reading((), ())


def test_a_correction_waits_while_a_reader_finds_no_statement_there(tmp_path: Path, embedder: WordEmbedder) -> None:
    with Library.open(tmp_path, embedder, reader=ColonReader()) as library:
        add(library, article("a", TEXTS))
        statement = anna(library)
        library.hide(statement)
    with Library.open(tmp_path, embedder, reader=Nothing("2")) as library:
        library.reread()
        assert waiting(library) == ["statement"]
        with pytest.raises(StatementUnknown):
            library.attribute(statement, "Carla")
        assert [c.hidden for c in library.corrections()] == [True]  # as it was
    with Library.open(tmp_path, embedder, reader=ColonReader("3")) as library:
        library.reread()
        assert (said(library), waiting(library)) == ({"Bert": ["Die Sonne scheint."]}, [None])


def test_a_process_that_is_reading_sees_a_correction(tmp_path: Path, library: Library, embedder: WordEmbedder) -> None:
    add(library, article("a", TEXTS))
    with Library.open(tmp_path, embedder, reader=ColonReader()) as other:
        assert "Anna" in said(other)
        generation = other.snapshot().generation
        library.hide(anna(library))
        assert "Anna" not in said(other)
        assert other.snapshot().generation == generation + 1


def test_a_question_that_comes_later_meets_the_right_speakers(library: Library, embedder: WordEmbedder) -> None:
    add(library, *(article(f"a{n}", TEXTS) for n in range(30)))
    searcher = Searcher(library, embedder)
    assert [len(speaker.names) for speaker in searcher.view(wait=10).speakers.find("Carla")] == []

    made = library.attribute(anna(library, "a7"), "Carla Conti")
    (carla,) = searcher.view(wait=10).speakers.find("Conti")
    assert (carla.names, carla.statements) == ((("a7", "Carla Conti"),), 1)
    assert [speaker.statements for speaker in searcher.view(wait=10).speakers.find("Anna")] == [29]

    library.undo(made.number)
    assert searcher.view(wait=10).speakers.find("Conti") == []
    assert [speaker.statements for speaker in searcher.view(wait=10).speakers.find("Anna")] == [30]


class Unwritable(ColonReader):
    """Its last statement cannot be written, after everything else was."""

    def read(self, article: Article) -> Reading:
        reading = super().read(article)
        last = replace(reading.statements[-1], kind=cast(Any, "sung"))
        return replace(reading, statements=(*reading.statements[:-1], last))


def test_a_correction_is_written_wholly_or_not_at_all(tmp_path: Path, embedder: WordEmbedder) -> None:
    with Library.open(tmp_path, embedder, reader=ColonReader()) as library:
        add(library, article("a", [*TEXTS, "Carla: Gut."]))
        hidden = library.hide(library.statement_at("a", 2, 6, 24))
        before = said(library)
    with Library.open(tmp_path, embedder, reader=Unwritable()) as library:
        with pytest.raises(sqlite3.IntegrityError):
            library.attribute(anna(library), "Carla")
        with pytest.raises(sqlite3.IntegrityError):
            library.undo(hidden.number)
        assert (said(library), library.corrections()) == (before, [hidden])


def earlier(path: Path) -> sqlite3.Connection:
    """A database as the version before this one left it."""
    connection = sqlite3.connect(path, isolation_level=None)
    for name in ("schema.sql", "schema_2.sql"):
        connection.executescript(resources.files("retrieval").joinpath(name).read_text(encoding="utf-8"))
    connection.executescript(f"PRAGMA application_id = {0x576F7274}; PRAGMA user_version = 2;")
    return connection


def test_a_library_of_an_earlier_version_learns_to_keep_corrections(tmp_path: Path, embedder: WordEmbedder) -> None:
    earlier(tmp_path / "wortlaut.db").close()

    with Library.open(tmp_path, embedder, reader=ColonReader()) as library:
        add(library, article("a", TEXTS))
        assert library.corrections() == []
        library.hide(anna(library))
        assert waiting(library) == [None]


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("a", 3, 0, 5), "No statement stands at 0 to 5 of paragraph 3 of 'a'"),
        (("a", 9, 0, 5), "No statement stands"),
        (("b", 1, 6, 16), "No statement stands"),
    ],
)
def test_a_place_without_a_statement_is_told(library: Library, place: tuple[str, int, int, int], line: str) -> None:
    add(library, article("a", TEXTS))

    with pytest.raises(StatementUnknown, match=line):
        library.statement_at(*place)


def test_part_of_a_statement_is_enough_to_find_it(library: Library) -> None:
    add(library, article("a", TEXTS))

    assert library.statement_at("a", 1, 8, 9) == anna(library)


def test_an_article_that_is_gone_cannot_be_corrected(library: Library) -> None:
    add(library, article("a", TEXTS))
    statement = anna(library)
    library.remove("a")

    with pytest.raises(ArticleUnknown):
        library.hide(statement)
    with pytest.raises(ValueError, match="without a name"):
        library.attribute(statement, " ")
    assert library.corrections() == []


# ------------------------------------------------------------------------------------------ which statement, which name

TEXT = "Der Minister sagte, „es regnet“, so Anna Blum. Es schneie auch, sagte er."


def statement(*spans: tuple[int, int], speaker: str = "Anna Blum", mention: str = "Anna Blum") -> Statement:
    at = TEXT.index(mention)
    ends = tuple(Span(*span) for span in spans)
    return Statement(Paragraph("a", 1, TEXT), ends, speaker, Span(at, at + len(mention)), None, "direct", False)


def correction(number: int, *spans: tuple[int, int], speaker: str | None = None, text: str = TEXT) -> Correction:
    ends = tuple(Span(*span) for span in spans)
    return Correction(number, "a", text, ends, speaker, "person", "", 1, None)


@pytest.mark.parametrize(
    ("statements", "corrections", "left", "used"),
    [
        ([[(20, 30)]], [correction(1, (20, 30))], [], {1}),
        ([[(20, 31)]], [correction(1, (20, 30))], [], {1}),  # another reader takes the comma along
        ([[(20, 24)], [(25, 30)]], [correction(1, (20, 30))], [], {1}),  # and another makes two of it
        ([[(10, 60)]], [correction(1, (20, 30))], [(10, 60)], set()),  # most of it was never corrected
        ([[(20, 60)], [(30, 40)]], [correction(1, (20, 60))], [(30, 40)], {1}),  # one within the other
        ([[(20, 60)], [(30, 40)]], [correction(1, (30, 40))], [(20, 60)], {1}),
        ([[(20, 30)]], [correction(1, (20, 30), text="Anderer Text")], [(20, 30)], set()),
        ([[(20, 30)]], [correction(1, (19, 29)), correction(2, (20, 31))], [], {2}),
        ([[(2, 9), (20, 30)]], [correction(1, (2, 9), (20, 30))], [], {1}),
    ],
)  # fmt: skip
def test_a_correction_finds_its_statement_between_other_bounds(
    statements: list[list[tuple[int, int]]],
    corrections: list[Correction],
    left: list[tuple[int, int]],
    used: set[int],
) -> None:
    reading = Reading(tuple(statement(*spans) for spans in statements), ())

    corrected, found = shown(reading, corrections)

    assert ([tuple(s.spans[0]) for s in corrected.statements], found) == (left, used)


BLUM = Entity("Anna Blum", "person", ("Anna Blum", "Blum"), (), "f")
BLUM_TOO = Entity("Ernst Blum", "person", ("Ernst Blum",), (), "m")
PARTY = Entity("CDU", "organisation", ("CDU",), (), None)


@pytest.mark.parametrize(
    ("name", "entities", "speaker", "named"),
    [
        ("Anna Blum", [BLUM], "Anna Blum", 1),
        ("blum", [BLUM, PARTY], "Anna Blum", 2),
        ("A. Blum", [BLUM, BLUM_TOO], "Anna Blum", 2),
        ("Ernst Blum", [BLUM], "Ernst Blum", 2),
        ("Frida Blum", [BLUM, BLUM_TOO], "Frida Blum", 3),
        ("CDU", [BLUM, PARTY], "CDU", 2),
        ("SPD", [BLUM, PARTY], "SPD", 3),
        ("Blum", [BLUM_TOO, Entity("Anna Blum", "person", (), (), None)], "Blum", 3),  # nobody knows which
    ],
)
def test_the_name_given_is_somebody_of_the_article_or_somebody_new(
    name: str, entities: list[Entity], speaker: str, named: int
) -> None:
    reading = Reading((statement((20, 30), speaker="Wer"),), tuple(entities))

    corrected, _ = shown(reading, [correction(1, (20, 30), speaker=name)])

    assert (corrected.statements[0].speaker, len(corrected.entities)) == (speaker, named)
    assert speaker in {entity.name for entity in corrected.entities}


@pytest.mark.parametrize(("mention", "stays"), [("Anna Blum", True), ("Der Minister", False), ("er", False)])
def test_a_mention_of_somebody_else_is_not_shown_as_the_speaker(mention: str, stays: bool) -> None:
    reading = Reading((statement((20, 30), speaker="Wer", mention=mention),), (BLUM,))

    corrected, _ = shown(reading, [correction(1, (20, 30), speaker="Anna Blum")])

    assert (corrected.statements[0].speaker_span is not None) is stays
