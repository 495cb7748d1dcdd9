"""The library as a whole: what adding, changing and removing do, and what a running reader sees of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from library_fakes import TEXTS, BrokenEmbedder, ColonReader, WordEmbedder, add, article, nearest

from retrieval.articles import Article, Paragraph
from retrieval.errors import ArticleUnknown, EmbeddingError, IndexMismatch, OtherModel
from retrieval.library import Library

# ------------------------------------------------------------------------------------------------------ adding articles


def test_an_article_comes_back_as_it_was(library: Library) -> None:
    given = Article(
        id="https://example.org/ä?b=1",
        title="Titel „mit“ Zeichen",
        title_made=True,
        paragraphs=(
            Paragraph("https://example.org/ä?b=1", 1, "Erster\u00a0Absatz 😀 e\u0301", None, 3),
            Paragraph("https://example.org/ä?b=1", 2, " Zweiter\n Absatz ", "Zwischentitel", 40),
        ),
        publisher="taz",
        place="Brüssel",
        url="https://example.org/ä?b=1",
        published="2024-12-03T18:05:00+01:00",
        language="de",
        source="/tmp/ü ä.txt",  # noqa: S108
    )
    assert add(library, given) == [(given.id, "added", 2, 2)]
    assert library.snapshot().article(given.id) == given
    assert len(library) == 2


def test_the_same_article_again_changes_nothing(library: Library, embedder: WordEmbedder, reader: ColonReader) -> None:
    add(library, article("a", TEXTS))
    before, embedder.embedded, reader.read_ids = library.snapshot(), [], []
    assert add(library, article("a", TEXTS), article("a", TEXTS)) == [("a", "unchanged", 3, 0)] * 2
    assert library.snapshot() is before
    assert not embedder.embedded
    assert not reader.read_ids


def test_the_same_article_from_elsewhere_is_unchanged_but_says_where_it_is(library: Library) -> None:
    add(library, article("a", TEXTS, source="old/a.txt"))
    assert add(library, article("a", TEXTS, source="new/a.txt"))[0][1] == "unchanged"
    assert (library.ids_below("old/"), library.ids_below("new/")) == ([], ["a"])


def test_a_changed_article_embeds_only_its_changed_paragraphs(library: Library, embedder: WordEmbedder) -> None:
    add(library, article("a", TEXTS))
    rows = {p.text: row for row, p in library.snapshot().paragraphs(range(1, 4)).items()}
    embedder.embedded = []
    changed = article("a", ["Ganz neu.", TEXTS[2], "Carl: Auch neu.", TEXTS[0]], title="Neuer Titel")
    assert add(library, changed) == [("a", "changed", 4, 2)]
    assert embedder.embedded == ["Ganz neu.", "Carl: Auch neu."]
    snapshot = library.snapshot()
    assert snapshot.article("a") == changed
    assert snapshot.paragraphs([rows[TEXTS[2]]])[rows[TEXTS[2]]].number == 2
    assert snapshot.paragraphs([rows[TEXTS[1]]]) == {}
    assert [s.speaker for _, s in snapshot.statements_by([("a", "Anna"), ("a", "Bert"), ("a", "Carl")])] == [
        "Carl",
        "Anna",
    ]
    for paragraph in changed.paragraphs:
        assert nearest(snapshot, paragraph.text) == paragraph


def test_a_change_of_the_title_alone_embeds_nothing(library: Library) -> None:
    add(library, article("a", TEXTS))
    assert add(library, article("a", TEXTS, title="Anders")) == [("a", "changed", 3, 0)]
    assert library.snapshot().article_list()[0].title == "Anders"


def test_another_language_moves_the_words_but_embeds_nothing(library: Library) -> None:
    add(library, article("a", ["The houses are red."], language="de"))
    assert library.snapshot().search_words("house", "en", 5) == []
    assert add(library, article("a", ["The houses are red."], language="en")) == [("a", "changed", 1, 0)]
    snapshot = library.snapshot(wait=10)
    (hit,) = snapshot.search_words("house", "en", 5)
    assert snapshot.row_language([hit.row]) == {hit.row: "en"}
    assert snapshot.languages() == {"en": 1}
    assert nearest(snapshot, "The houses are red.").text == "The houses are red."


def test_paragraphs_of_one_text_are_several(library: Library) -> None:
    add(library, article("a", ["Gleich.", "Anna: Ja.", "Gleich.", "Gleich."]))
    assert add(library, article("a", ["Gleich.", "Gleich.", "Anna: Ja.", "Neu."])) == [("a", "changed", 4, 1)]
    snapshot = library.snapshot()
    assert [p.text for p in snapshot.article("a").paragraphs] == ["Gleich.", "Gleich.", "Anna: Ja.", "Neu."]
    assert len(snapshot.search_words("gleich", "de", 10)) == 2


def test_two_articles_of_one_text_are_two(library: Library) -> None:
    add(library, article("a", TEXTS), article("b", TEXTS))
    assert len(library.snapshot().search_words("regnet", "de", 10)) == 2
    library.remove("a")
    snapshot = library.snapshot(wait=10)
    (hit,) = snapshot.search_words("regnet", "de", 10)
    assert snapshot.paragraphs([hit.row])[hit.row].article == "b"


def test_an_article_without_paragraphs_is_kept(library: Library) -> None:
    assert add(library, article("leer", [])) == [("leer", "added", 0, 0)]
    assert library.snapshot().article("leer").paragraphs == ()


@pytest.mark.parametrize("shape", [(2, 32), (4, 32), (3, 31), (3,), (0, 32)])
def test_vectors_of_another_number_or_size_write_nothing(tmp_path: Path, shape: tuple[int, ...]) -> None:
    broken = BrokenEmbedder(np.ones(shape, dtype=np.float32))
    with Library.open(tmp_path, broken, reader=ColonReader()) as library:
        with pytest.raises(IndexMismatch, match="Nothing was written"):
            add(library, article("a", TEXTS))
        assert library.snapshot().article_list() == []
        assert library.snapshot().generation == 1


def test_vectors_that_are_no_numbers_write_nothing(tmp_path: Path) -> None:
    broken = BrokenEmbedder(np.full((3, 32), np.nan, dtype=np.float32))
    with Library.open(tmp_path, broken, reader=ColonReader()) as library:
        with pytest.raises(EmbeddingError, match="no numbers"):
            add(library, article("a", TEXTS))
        assert len(library) == 0


def test_progress_is_told_while_it_embeds(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with Library.open(
        tmp_path, WordEmbedder(), reader=ColonReader(), progress=lambda *step: told.append(step)
    ) as library:
        add(library, article("a", TEXTS))
    assert told == [("Embedding", 3, 3)]


def test_after_catching_up_the_database_file_alone_is_a_backup(library: Library, tmp_path: Path) -> None:
    add(library, article("a", TEXTS))
    library.catch_up()
    backup = tmp_path / "backup"
    backup.mkdir()
    (backup / "wortlaut.db").write_bytes((tmp_path / "wortlaut.db").read_bytes())
    with Library.open(backup, WordEmbedder(), reader=ColonReader()) as restored:
        assert restored.snapshot().article("a") == article("a", TEXTS)
        assert restored.check() == []


def test_a_check_finds_what_is_missing(library: Library) -> None:
    add(library, article("a", TEXTS))
    assert library.check() == []
    library._store.run("DELETE FROM vectors WHERE row = 2")
    assert library.check() == ["Article 'a' has a paragraph without a vector."]


# ------------------------------------------------------------------------------------------------------------- removing


def test_a_removed_article_is_gone_everywhere(library: Library) -> None:
    add(library, article("a", TEXTS), article("b", ["Dora: Bleibt."]))
    assert library.remove("a").what == "removed"
    snapshot = library.snapshot(wait=10)
    assert [summary.id for summary in snapshot.article_list()] == ["b"]
    assert {hit.row for hit in snapshot.search_vectors(WordEmbedder().embed_query("regnet"), 10)} == {4}
    assert snapshot.search_words("regnet", "de", 10) == []
    assert snapshot.names_in("Anna") == []
    assert snapshot.statements_by([("a", "Anna")]) == []
    assert [id_ for id_, _, _ in snapshot.entities()] == ["b"]
    with pytest.raises(ArticleUnknown, match="wortlaut articles"):
        snapshot.article("a")
    with pytest.raises(KeyError):
        snapshot.vectors_of([1])


def test_an_unknown_article_cannot_be_removed(library: Library) -> None:
    with pytest.raises(ArticleUnknown):
        library.remove("a")
    assert library.snapshot().generation == 1


def test_a_library_may_become_empty_and_take_another_model(tmp_path: Path) -> None:
    with Library.open(tmp_path, WordEmbedder(), reader=ColonReader()) as library:
        add(library, article("a", TEXTS))
        library.remove("a")
        snapshot = library.snapshot()
        assert snapshot.search_vectors(WordEmbedder().embed_query("regnet"), 5) == []
        assert snapshot.search_words("regnet", "de", 5) == []
        library.catch_up()
    other = WordEmbedder("other", 16)
    with Library.open(tmp_path, other, reader=ColonReader()) as library:
        add(library, article("b", TEXTS))
        assert len(library.snapshot().search_vectors(other.embed_query("regnet"), 5)) == 3


def test_a_folder_with_umlauts_and_blanks(tmp_path: Path) -> None:
    folder = tmp_path / "Größe & „Maß“ #1 100%?" / "nö nö"
    for expected in ("added", "unchanged"):
        with Library.open(folder, WordEmbedder(), reader=ColonReader()) as library:
            assert add(library, article("a", TEXTS))[0][1] == expected
            library.catch_up()
            assert len(library.snapshot().search_words("regnet", "de", 5)) == 1


# ---------------------------------------------------------------------------------------- another model, another reader


def test_another_model_is_refused(tmp_path: Path) -> None:
    with Library.open(tmp_path, WordEmbedder(), reader=ColonReader()) as library:
        add(library, article("a", TEXTS))
    with pytest.raises(OtherModel, match=r"embedded with words, not other.*WORTLAUT_EMBEDDER=words"):
        Library.open(tmp_path, WordEmbedder("other"), reader=ColonReader())


def test_a_re_embedding_replaces_all_vectors_at_once_and_goes_on_after_an_interruption(tmp_path: Path) -> None:
    class Tired(WordEmbedder):
        def embed_documents(self, texts: list[str], progress: object = None) -> np.ndarray:  # type: ignore[type-arg, override]
            if len(self.embedded) >= 512:
                raise EmbeddingError("tired")
            return super().embed_documents(texts)

    many = article("many", [f"Absatz {n} von vielen" for n in range(600)])
    with Library.open(tmp_path, WordEmbedder(), reader=ColonReader()) as library:
        add(library, many)
        library.catch_up()
    other = WordEmbedder("other", 16)
    with Library.open(tmp_path, other, reader=ColonReader(), any_model=True) as library:
        assert len(library.snapshot().article_list()) == 1, "it can be listed, though not asked"
        with pytest.raises(EmbeddingError, match="tired"):
            library.reembed(Tired("other", 16))
    with Library.open(tmp_path, WordEmbedder(), reader=ColonReader()) as library:
        assert nearest(library.snapshot(), "Absatz 7 von vielen").number == 8
        running = library.snapshot()
        with Library.open(tmp_path, other, reader=ColonReader(), any_model=True) as second:
            second.reembed(other)
            assert len(other.embedded) == 600 - 512
            (hit,) = second.snapshot().search_vectors(other.embed_query("Absatz 599 von vielen"), 1)
            assert round(hit.score, 2) == 1
        assert library.snapshot(wait=10) is running, "a reader with the old model goes on with the old vectors"


def test_statements_are_read_again_by_another_reader(tmp_path: Path) -> None:
    with Library.open(tmp_path, WordEmbedder(), reader=ColonReader("1")) as library:
        add(library, article("a", TEXTS), article("b", ["Dora: Ja."]))
        assert library.reread() == 0
    embedder = WordEmbedder()
    with Library.open(tmp_path, embedder, reader=ColonReader("2")) as library:
        assert [s.inferred for _, s in library.snapshot().statements_by([("a", "Anna")])] == [False]
        assert library.reread() == 2
        assert [s.inferred for _, s in library.snapshot(wait=10).statements_by([("a", "Anna")])] == [True]
        assert library.reread() == 0
        assert not embedder.embedded
