"""Speakers caught up article by article are those of the whole library worked out at once."""

from __future__ import annotations

import itertools
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_fakes import WordEmbedder, article

from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.known_speakers import Known, Limits, known
from retrieval.layout import Generation, Layout
from retrieval.library import Library
from retrieval.roster import Layers, Memory
from retrieval.search import Searcher
from retrieval.speakers import Speakers
from retrieval.statements import Entity, Reading

IN_MEMORY = Limits(worth_a_file=10**6, touched=(10**6, 1.0))
ON_DISK = Limits(worth_a_file=0, above=0, touched=(10**6, 1.0))
ON_TOP = Limits(worth_a_file=0, above=10**6, touched=(10**6, 1.0))


class ListReader:
    """A paragraph is a JSON list of name, sort and roles, said once."""

    def fingerprint(self) -> str:
        return "list"

    def read(self, article: Article) -> Reading:
        named = [(paragraph, *json.loads(paragraph.text)) for paragraph in article.paragraphs]
        entities = {(name, sort): Entity(name, sort, (name,), tuple(roles), None) for _, name, sort, roles in named}
        return Reading(tuple(_said(paragraph, name) for paragraph, name, _, _ in named), tuple(entities.values()))


def _said(paragraph: Paragraph, name: str) -> Statement:
    return Statement(paragraph, (Span(0, 1),), name, None, None, "direct", inferred=False)


def _article(id: str, *named: tuple[str, str, list[str]]) -> Article:  # noqa: A002
    return article(id, [json.dumps(one) for one in named])


def person(name: str, *roles: str) -> tuple[str, str, list[str]]:
    return name, "person", list(roles)


def body(name: str) -> tuple[str, str, list[str]]:
    return name, "organisation", []


PEOPLE = [
    *(person(name) for name in (
        "Markus Söder", "Markus Soeder", "Söder", "Soder", "Wolodymyr Selenskyj", "Volodymyr Zelensky", "Olena Zelenska",
        "Wladimir Putin", "Vladimir Putin", "Putin", "J. Biden", "Joe Biden", "Joseph R. Biden", "Jill Biden", "Biden",
        "Anna Müller-Lüdenscheidt", "Anna Müller Lüdenscheidt", "Anna Müller", "Peter Müller", "Müller", "Mueller",
        "Frank-Walter Steinmeier", "Frank Walter Steinmeier", "Baschar al-Assad", "Bashar Assad", "Lawrow", "Sergej Lawrow",
        "Sergei Lavrov", "Jens Åberg", "Jens Aaberg", "Jens Aberg",
    )),
    person("Selenskyj", "Präsident"), person("Zelensky", "President"), person("Polizeisprecher", "Polizeisprecher"),
    person("Müller", "Ministerin"), person("Anna Müller", "Ministerin"), person("Richter", "Richter"), person("Peter Richter", "Richter"),
    body("EU-Kommission"), body("European Commission"), body("Miller"), body("die Polizei"), body("Müller"),
]  # fmt: skip

steps = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", "d", "e", "f"]), st.lists(st.sampled_from(PEOPLE), max_size=4)),
    min_size=2,
    max_size=12,
)


def _names(speakers: Speakers) -> list[object]:
    return [(s.name, s.sort, s.names, sorted(s.forms), s.roles, s.statements, s.gender) for s in speakers]


@pytest.mark.parametrize("limits", [IN_MEMORY, ON_DISK, ON_TOP], ids=["in memory", "a file each time", "above a file"])
@settings(max_examples=12, deadline=None)
@given(steps=steps)
def test_catching_up_gives_what_the_whole_gives(
    tmp_path_factory: pytest.TempPathFactory, limits: Limits, steps: list[tuple[str, list[tuple[str, str, list[str]]]]]
) -> None:
    folder = tmp_path_factory.mktemp("library")
    before: Known | None = None
    with Library.open(folder, WordEmbedder(), reader=ListReader()) as library:
        for id_, named in steps:
            if named:
                list(library.add([_article(id_, *named)]))
            elif id_ in {summary.id for summary in library.snapshot(wait=60).article_list()}:
                library.remove(id_)
            snapshot = library.snapshot(wait=60)
            before = known(snapshot.store, Layout(folder), before, limits)
            caught_up = Speakers(known=before)
            assert _names(caught_up) == _names(Speakers(snapshot.entities()))
            assert len(caught_up) == len(list(caught_up))
            for article_, entity, _ in snapshot.entities():
                owner = caught_up.owner(article_, entity.name)
                assert owner is not None
                assert (article_, entity.name) in owner.names


MANY = [_article(f"m{n}", person(f"Anna Berg{n}", "Ministerin"), person(f"Karl Tal{n}")) for n in range(30)]


def _library(folder: Path) -> Library:
    return Library.open(folder, WordEmbedder(), reader=ListReader())


def test_a_file_is_found_again_and_what_came_since_lies_on_top(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    with _library(tmp_path) as library:
        list(library.add(MANY))
        made = known(library.snapshot().store, layout, None, ON_TOP)
        assert isinstance(made.roster, Layers)
        files = layout.speaker_files()
        assert len(files) == 1
        list(library.add([_article("new", person("Anna Berg3"), person("Zoe Neu"))]))
        library.remove("m7")
        again = known(library.snapshot(wait=60).store, layout, None, ON_TOP)
        assert isinstance(again.roster, Layers)
        assert len(again.roster.top) == 2, "only who is linked with what changed is worked out anew"
        assert layout.speaker_files() == files
        speakers = Speakers(known=again)
        assert speakers.find("Berg3")[0].statements == 2
        assert [s.name for s in speakers.find("Neu")] == ["Zoe Neu"]
        assert speakers.find("Berg7") == []
        assert len(speakers.find("die Ministerin")) == 29
        assert [s.name for s in speakers.beginning("Ne")] == ["Zoe Neu"]
        assert {s.name for s in speakers.beginning("berg2")} == {f"Anna Berg{n}" for n in (2, *range(20, 30))}
        assert speakers.beginning("berg7") == []


def test_a_harmed_file_is_made_anew(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    with _library(tmp_path) as library:
        list(library.add(MANY))
        store = library.snapshot().store
        known(store, layout, None, ON_TOP)
        ((_, _, path),) = layout.speaker_files()
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        made = known(store, layout, None, ON_TOP)
        assert len(Speakers(known=made)) == 60
        assert path.read_bytes() != bytes(data)


def test_a_file_of_another_library_is_not_used(tmp_path: Path) -> None:
    with _library(tmp_path / "one") as library:
        list(library.add(MANY))
        known(library.snapshot().store, Layout(tmp_path / "one"), None, ON_TOP)
    with _library(tmp_path / "two") as library:
        list(library.add(MANY[:3]))
        ((_, _, path),) = Layout(tmp_path / "one").speaker_files()
        (tmp_path / "two" / path.name).write_bytes(path.read_bytes())
        assert len(Speakers(known=known(library.snapshot().store, Layout(tmp_path / "two"), None, ON_TOP))) == 6


def test_very_many_with_one_name_are_the_most_quoted_of_them() -> None:
    firsts = ["".join(letters).capitalize() for letters in itertools.product("blmnr", "aiu", "glmpr", "ao", "bn")]
    named = [(f"a{n}", Entity(f"{first} Müller", "person", (), (), None), n) for n, first in enumerate(firsts)]
    speakers = Speakers(named)
    assert len(speakers) > 250
    assert len(speakers.find("Müller")) == 100
    assert speakers.find("Müller")[0].name == f"{firsts[-1]} Müller"
    assert [s.name for s in speakers.find(f"{firsts[3]} Müller")] == [f"{firsts[3]} Müller"]


def test_one_of_very_many_with_an_office_is_found_by_the_country(tmp_path: Path) -> None:
    firsts = ["".join(letters).capitalize() for letters in itertools.product("blmnr", "aiu", "glmpr", "ao", "bn")]
    ministers = [person(f"{first} Berg{first}", "Außenministerin", "polnische Politikerin") for first in firsts]
    with _library(tmp_path) as library:
        list(library.add([_article(f"a{n}", minister, minister) for n, minister in enumerate(ministers)]))
        list(library.add([_article("b", person("Zoe Neu", "deutsche Außenministerin"))]))
        speakers = Speakers(known=known(library.snapshot().store, Layout(tmp_path), None, ON_TOP))
        assert [s.name for s in speakers.find("the German foreign minister")] == ["Zoe Neu"]
        assert len(speakers.find("polnische Außenministerin")) == 100


def test_a_roster_in_memory_does_not_change() -> None:
    one = Memory.of(Speakers([("a", Entity("Anna Berg", "person", (), (), None), 1)]))
    other = one.changed(one.numbers(), Speakers([("a", Entity("Anna Tal", "person", (), (), None), 1)]))
    assert [one.speaker(number).name for number in one.under("word berg")] == ["Anna Berg"]
    assert list(other.under("word berg")) == []
    assert len(list(other.under("last tal"))) == 1


def test_a_database_of_an_earlier_version_learns_what_is_touched(tmp_path: Path) -> None:
    with _library(tmp_path) as library:
        list(library.add(MANY[:2]))
    with closing(sqlite3.connect(Layout(tmp_path).database)) as connection:
        connection.executescript(
            "DROP TRIGGER article_read; DROP TRIGGER article_gone; DROP TABLE touched; DROP INDEX articles_publisher;"
            "DROP TABLE attached; PRAGMA user_version = 3;"
        )
    with _library(tmp_path) as library:
        before = library.snapshot()
        store, generation = before.store, before.store.generation()
        mark = store.one("SELECT mark FROM generations WHERE number = 1")[0]
        assert store.touched_since(Generation(1, mark)) == {"m0", "m1"}
        assert store.touched_since(generation) == set()
        assert store.touched_since(Generation(1, "another")) is None
        library.remove("m1")
        list(library.add(MANY[2:3]))
        assert library.snapshot(wait=60).store.touched_since(generation) == {"m1", "m2"}


def test_a_question_after_an_article_knows_its_speakers(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    with Library.open(tmp_path, embedder, reader=ListReader()) as library:
        list(library.add(MANY))
        searcher = Searcher(library, embedder)
        before = searcher.view()
        list(library.add([_article("new", person("Anna Berg3"), person("Zoe Neu"))]))
        library.remove("m7")
        after = searcher.view(wait=60)
        assert [s.name for s in after.speakers.find("Neu")] == ["Zoe Neu"]
        assert after.speakers.find("Berg7") == []
        assert after.speakers.find("Berg3")[0].statements == 2
        assert after.speakers.find("Berg4")[0] is before.speakers.find("Berg4")[0], "taken over as it was"
        assert before.speakers.find("Neu") == [], "a question that has begun keeps its view"
        assert before.speakers.find("Berg7")[0].statements == 1


def test_a_newer_file_that_somebody_else_published_is_taken_up(tmp_path: Path) -> None:
    layout, limits = Layout(tmp_path), Limits(worth_a_file=0, above=10, touched=(10**6, 1.0))
    with _library(tmp_path) as library:
        list(library.add(MANY))
        mine: Known | None = known(library.snapshot(wait=60).store, layout, None, limits)
        for n in range(8):
            list(library.add([_article(f"more{n}", *(person(f"Rosa Weit{n}x{i}") for i in range(6)))]))
            store = library.snapshot(wait=60).store
            known(store, layout, None, limits)  # somebody else, who has nothing kept
            mine = known(store, layout, mine, limits)

            assert isinstance(mine.roster, Layers)
            assert len(mine.roster.top) <= limits.above + 6
            assert len(Speakers(known=mine)) == 60 + 6 * (n + 1)
