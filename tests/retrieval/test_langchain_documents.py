"""Documents that LangChain brings: they come back as they were given, and are articles like any other."""

from __future__ import annotations

import datetime
import json
import sqlite3
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from library_fakes import ColonReader, WordEmbedder, add, article

from retrieval.errors import DocumentRefused, OtherModel
from retrieval.langchain import WortlautVectorStore
from retrieval.library import Library
from retrieval.search import Searcher

ODD = "  Anna: „Es regnet.“\r\n\tUnd\u00a0zwar \u200bseit\x00 gestern 🌧 e\u0301 \n\n"
METADATA = {
    "id": 1,
    "nested": {"list": [1, 2.5, None, True, "x"], "empty": {}},
    "größe": 1e300,
    "": "no name",
    "$.a\"b'": "odd name",
    "large": 2**70,
    "text": "„“\u2028\x00😀",
    "no": None,
}


def at(store: WortlautVectorStore, *ids: str) -> list[Document]:
    return store.get_by_ids(ids)


def kept(store: WortlautVectorStore) -> int:
    (count,) = store.searcher.library.snapshot(60).store.one("SELECT count(*) FROM attached")
    return int(count)


@pytest.fixture
def store(library: Library, embedder: WordEmbedder) -> WortlautVectorStore:
    return WortlautVectorStore(Searcher(library, embedder))


def test_text_and_metadata_come_back_to_the_letter_from_a_backup(tmp_path: Path, embedder: WordEmbedder) -> None:
    given = Document(id="odd/id #7", page_content=ODD, metadata=METADATA)
    with WortlautVectorStore.open(tmp_path / "one", embedder) as store:
        store.add_documents([given])
        assert at(store, "odd/id #7") == [given]
        assert store.similarity_search("regnet", 1) == [given]
        assert store.similarity_search("regnet", 1)[0].metadata is not METADATA

    (tmp_path / "two").mkdir()
    whole, copy = (sqlite3.connect(tmp_path / name / "wortlaut.db") for name in ("one", "two"))
    whole.backup(copy)
    whole.close()
    copy.close()
    with WortlautVectorStore.open(tmp_path / "two", embedder) as store:
        assert at(store, "odd/id #7") == [given]
        assert store.similarity_search("regnet", 1) == [given]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("when", datetime.date(2024, 12, 3)),
        ("some", {1, 2}),
        ("pair", (1, 2)),
        ("bytes", b"x"),
        ("score", float("nan")),
        ("far", float("inf")),
        ("by number", {1: "one"}),
        ("half", "\ud83d"),
    ],
)
def test_metadata_that_would_come_back_as_something_else_are_refused(
    store: WortlautVectorStore, name: str, value: Any
) -> None:
    with pytest.raises(DocumentRefused, match=rf"^The metadata of the document 'b' .*\('{name}'\).*[^\n]$"):
        store.add_texts(["Gut.", "Schlecht."], [{}, {"fine": 1, name: value}], ids=["a", "b"])
    assert len(store.searcher.library) == 0


@pytest.mark.parametrize(
    ("id_", "text", "line"),
    [
        ("b", "", "The document 'b' has an empty text. Leave it out."),
        ("b", " \n\u00a0", "The document 'b' has an empty text. Leave it out."),
        (" ", "Text", "The document ' ' has an empty id. Leave it out."),
    ],
)
def test_an_empty_document_is_refused_with_all_beside_it(
    store: WortlautVectorStore, id_: str, text: str, line: str
) -> None:
    with pytest.raises(DocumentRefused) as refused:
        store.add_texts(["Gut.", text], ids=["a", id_])
    assert str(refused.value) == line
    assert len(store.searcher.library) == 0


def test_metadata_with_a_well_formed_title_and_so_on_are_the_articles(store: WortlautVectorStore) -> None:
    good = {
        "title": " Regen\nim Norden ",
        "url": "https://example.org/a?b=c",
        "published": "3. Dezember 2024",
        "publisher": " taz ",
        "language": "de-AT",
    }
    bad = {"title": 7, "url": "javascript:alert(1)", "published": "soon", "publisher": "\n", "language": "German"}
    store.add_texts(["It is raining in the north of the country.", "Es regnet im Norden."], [good, bad], ids=["a", "b"])

    snapshot = store.searcher.view(60).snapshot
    one, other = snapshot.article("a"), snapshot.article("b")
    assert (one.title, one.title_made, one.url) == ("Regen im Norden", False, "https://example.org/a?b=c")
    assert (one.published, one.publisher, one.language) == ("2024-12-03", "taz", "de")
    assert (other.title, other.title_made, other.url) == ("Es regnet im Norden.", True, None)
    assert (other.published, other.publisher, other.language) == (None, None, "de")
    assert [document.metadata for document in at(store, "a", "b")] == [good, bad]


def test_statements_of_a_document_are_read(store: WortlautVectorStore) -> None:
    store.add_texts(["Anna: Es regnet."], ids=["a"])

    view = store.searcher.view(60)
    (speaker,) = view.speakers.find("Anna")
    ((_, statement),) = view.snapshot.statements_by(speaker.names)
    assert statement.spans[0].of(statement.paragraph.text) == "Es regnet."


def test_paragraphs_of_other_articles_are_documents_too(library: Library, store: WortlautVectorStore) -> None:
    add(library, article("x#1", ["Anna: Es regnet.", "Niemand sagt etwas."], publisher="taz", published="2024-12-03"))
    store.add_texts(["Die Sonne scheint."], [{"n": 1}], ids=["a"])

    (rain,) = store.similarity_search("Regen regnet", 1)
    assert (rain.id, rain.page_content) == ("x#1#1", "Anna: Es regnet.")
    assert rain.metadata == {
        "article": "x#1",
        "paragraph": 1,
        "title": "Titel",
        "publisher": "taz",
        "url": None,
        "published": "2024-12-03",
        "language": "de",
        "statements": [{"speaker": "Anna", "kind": "direct", "inferred": False, "spans": [[6, 16]]}],
    }
    assert at(store, "x#1#2", "nothing", "x#1#3", "a", "x#1", "x#1#0", "a#1", "x#1#2", "x#1#02") == [
        store.similarity_search("Niemand", 1)[0],
        Document(id="a", page_content="Die Sonne scheint.", metadata={"n": 1}),
    ]
    assert {document.id for document in store.similarity_search("?", 10)} == {"x#1#1", "x#1#2", "a"}


def test_a_document_takes_no_place_of_an_article(library: Library, store: WortlautVectorStore) -> None:
    add(library, article("x", ["Es regnet.", "Es schneit."]))
    for taken, line in [("x", "wortlaut remove x"), ("x#2", "Give another id")]:
        with pytest.raises(DocumentRefused, match=line):
            store.add_texts(["Neu.", "Anders."], ids=["new", taken])
    store.add_texts(["Kein Absatz von x."], ids=["x#3"])

    assert [d.page_content for d in at(store, "x#1", "x#2", "x#3")] == [
        "Es regnet.",
        "Es schneit.",
        "Kein Absatz von x.",
    ]
    assert at(store, "new") == []


def test_an_article_of_the_same_id_takes_the_place_of_a_document(library: Library, store: WortlautVectorStore) -> None:
    store.add_texts(["Es regnet."], [{"n": 1}], ids=["a"])
    add(library, article("a", ["Es regnet.", "Es schneit."]))
    store.searcher.view(60)

    assert kept(store) == 0
    assert [document.id for document in at(store, "a", "a#1", "a#2")] == ["a#1", "a#2"]


def test_what_is_removed_as_an_article_is_gone_with_its_metadata(library: Library, store: WortlautVectorStore) -> None:
    store.add_texts(["Es regnet.", "Es schneit."], [{"n": 1}, {"n": 2}], ids=["a", "b"])
    library.remove("a")
    store.searcher.view(60)

    assert (kept(store), at(store, "a"), len(at(store, "b"))) == (1, [], 1)
    assert library.check() == []


def test_documents_and_whole_articles_are_deleted(library: Library, store: WortlautVectorStore) -> None:
    add(library, article("x", ["Es regnet.", "Es schneit."]), article("y", ["Es hagelt.", "Es taut."]))
    store.add_texts(["Es regnet.", "Es schneit."], ids=["a", "b"])

    assert store.delete(["a", "nothing", "x#2", "x#1", "x", "a"])

    assert [document.id for document in store.similarity_search("Es", 10)] == ["y#1", "y#2", "b"]
    assert store.delete([])
    assert len(library.snapshot(60).article_list()) == 2


@pytest.mark.parametrize(("ids", "line"), [(["a", "x#2"], "wortlaut remove x$"), (None, "^Without ids")])
def test_deleting_part_of_an_article_or_everything_is_refused(
    library: Library, store: WortlautVectorStore, ids: list[str] | None, line: str
) -> None:
    add(library, article("x", ["Es regnet.", "Es schneit."]))
    store.add_texts(["Es taut."], ids=["a"])

    with pytest.raises(DocumentRefused, match=line):
        store.delete(ids)

    assert len(at(store, "a", "x#1", "x#2")) == 3


def test_of_several_documents_with_one_id_the_last_counts(store: WortlautVectorStore) -> None:
    assert store.add_texts(["Alt.", "Anderes.", "Neu."], [{"n": 1}, {"n": 2}, {"n": 3}], ids=["a", "b", "a"]) == [
        "a",
        "b",
        "a",
    ]
    assert at(store, "a") == [Document(id="a", page_content="Neu.", metadata={"n": 3})]


def test_ids_given_go_before_ids_of_documents_and_missing_ones_are_made(store: WortlautVectorStore) -> None:
    documents = [Document(id="x", page_content="Eins."), Document(page_content="Zwei.")]
    assert store.add_documents(documents, ids=["a", "b"]) == ["a", "b"]
    own, made = store.add_documents(documents)
    assert own == "x"
    assert len(made) > 20
    assert store.add_texts(["Drei.", "Vier."], ids=["c", None])[0] == "c"
    assert at(store, "a", "x", made)[2].page_content == "Zwei."
    for texts, metadatas, ids in [(["Eins."], [{}, {}], None), (["Eins.", "Zwei."], None, ["a"])]:
        with pytest.raises(ValueError, match="Give one for each"):
            store.add_texts(texts, metadatas, ids=ids)
    assert store.add_documents([]) == []


def test_only_what_changed_is_written_and_embedded(store: WortlautVectorStore, embedder: WordEmbedder) -> None:
    store.add_texts(["Eins.", "Zwei."], [{"n": 1}, {"n": 2}], ids=["a", "b"])
    before = store.searcher.view(60).snapshot.state
    embedder.embedded.clear()

    store.add_texts(["Eins.", "Zwei."], [{"n": 1}, {"n": 2}], ids=["a", "b"])
    assert store.searcher.view(60).snapshot.state == before

    store.add_texts(["Eins.", "Zwei."], [{"n": 1}, {"n": 3}], ids=["a", "b"])
    assert [document.metadata for document in at(store, "a", "b")] == [{"n": 1}, {"n": 3}]
    assert embedder.embedded == []

    store.add_texts(["Eins!", "Zwei."], [{"n": 1}, {"n": 3}], ids=["a", "b"])
    assert embedder.embedded == ["Eins!"]


def test_thousands_are_written_a_batch_at_a_time(store: WortlautVectorStore, embedder: WordEmbedder) -> None:
    first = store.searcher.view().snapshot.generation
    texts = [f"Satz {number} über Wort{number}." for number in range(1200)]
    ids = store.add_texts(texts, [{"n": number} for number in range(1200)])

    snapshot = store.searcher.view(60).snapshot
    assert snapshot.generation - first == 3
    assert [document.metadata["n"] for document in store.get_by_ids(ids)] == list(range(1200))
    assert texts[777] in [document.page_content for document in store.similarity_search("Wort777", 20)]
    assert store.searcher.library.check() == []
    store.delete(ids)
    assert len(store.searcher.library) == 0


def test_a_model_that_fails_leaves_what_was_there(tmp_path: Path, embedder: WordEmbedder) -> None:
    class Failing(WordEmbedder):
        def embed_documents(self, texts: list[str], *args: Any) -> Any:
            if any("kaputt" in text for text in texts):
                raise KeyboardInterrupt
            return super().embed_documents(texts, *args)

    with WortlautVectorStore.open(tmp_path, Failing()) as store:
        store.add_texts(["Alt."], [{"n": 1}], ids=["a"])
        with pytest.raises(KeyboardInterrupt):
            store.add_texts(["Neu.", "kaputt"], [{"n": 2}, {"n": 3}], ids=["a", "b"])
        assert at(store, "a", "b") == [Document(id="a", page_content="Alt.", metadata={"n": 1})]
        assert store.add_texts(["Neu."], ids=["b"]) == ["b"]


def test_a_library_of_an_earlier_version_takes_documents_and_loses_nothing(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    with Library.open(tmp_path, embedder, reader=ColonReader()) as library:
        add(library, article("x", ["Anna: Es regnet.", "Es schneit."]))
    with sqlite3.connect(tmp_path / "wortlaut.db") as connection:
        connection.executescript("DROP TABLE attached; PRAGMA user_version = 4;")
        before = connection.execute("SELECT * FROM paragraphs").fetchall()
    connection.close()

    with WortlautVectorStore.open(tmp_path, embedder) as store:
        store.add_texts(["Es taut."], [{"n": 1}], ids=["a"])
        assert [d.page_content for d in at(store, "x#1", "x#2", "a")] == ["Anna: Es regnet.", "Es schneit.", "Es taut."]
    connection = sqlite3.connect(tmp_path / "wortlaut.db")
    assert connection.execute("SELECT * FROM paragraphs").fetchall()[:2] == before
    assert connection.execute("SELECT metadata FROM attached").fetchall() == [(json.dumps({"n": 1}),)]
    connection.close()


def test_the_version_before_had_no_such_table() -> None:
    """What the test above takes away is all that this version has added."""
    scripts = ["schema.sql", *(f"schema_{number}.sql" for number in (2, 3, 4))]
    connection = sqlite3.connect(":memory:")
    for name in scripts:
        connection.executescript(resources.files("retrieval").joinpath(name).read_text(encoding="utf-8"))
    objects = "SELECT name FROM sqlite_schema ORDER BY name"
    before = {name for (name,) in connection.execute(objects)}
    connection.executescript(resources.files("retrieval").joinpath("schema_5.sql").read_text(encoding="utf-8"))
    assert {name for (name,) in connection.execute(objects)} - before == {"attached"}
    connection.close()


def test_another_model_is_refused(tmp_path: Path) -> None:
    with WortlautVectorStore.open(tmp_path, WordEmbedder("one")) as store:
        store.add_texts(["Es regnet."])
    with pytest.raises(OtherModel):
        WortlautVectorStore.open(tmp_path, WordEmbedder("two"))
