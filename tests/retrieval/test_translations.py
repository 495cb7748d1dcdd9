"""Words of a question in the other language, by the dictionary that ships."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import WordEmbedder

from retrieval.analysis import stems, translated
from retrieval.articles import Article, Paragraph
from retrieval.library import Library
from retrieval.snapshot import Snapshot
from tools.dictionary import by_stem, entries, main

LEXICON = Path(__file__).parents[2] / "retrieval" / "lexicon"
TEXTS = {
    "de": ["Der Krieg dauert an.", "Das Wetter wird schön.", "Die Kommission tagt in Brüssel."],
    "en": ["The war goes on.", "The weather is fine.", "The commission meets in Brussels."],
    "fr": ["La guerre continue."],
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    articles = [
        Article(code, code, False, tuple(Paragraph(code, n, text) for n, text in enumerate(texts, 1)), language=code)
        for code, texts in TEXTS.items()
    ]
    with Library.open(tmp_path_factory.mktemp("data"), WordEmbedder()) as library:
        list(library.add(articles))
        yield library.snapshot()


def found(snapshot: Snapshot, text: str, language: str) -> list[str]:
    rows = [hit.row for hit in snapshot.search_words(text, language, 10)]
    return [paragraph.text for paragraph in snapshot.paragraphs(rows).values()]


def test_a_word_finds_its_translation(snapshot: Snapshot) -> None:
    assert found(snapshot, "How long is the war?", "en") == ["The war goes on.", "Der Krieg dauert an."]
    assert found(snapshot, "Wie wird das Wetter?", "de") == ["Das Wetter wird schön.", "The weather is fine."]


def test_a_word_that_means_nothing_in_the_other_language_finds_nothing_there(snapshot: Snapshot) -> None:
    assert found(snapshot, "Sesselfurzer", "de") == []


def test_languages_without_a_dictionary_keep_to_names(snapshot: Snapshot) -> None:
    assert found(snapshot, "La guerre à Brüssel?", "fr") == ["La guerre continue.", "Die Kommission tagt in Brüssel."]


def test_translations_are_stems_as_the_index_has_them() -> None:
    assert "krieg" in translated("wars", "en", "de")
    assert "war" in translated("Krieges", "de", "en")
    assert translated("guerre", "fr", "de") == []


@pytest.mark.parametrize(("source", "target"), [("en", "de"), ("de", "en")])
def test_the_files_that_ship_are_keyed_by_stem(source: str, target: str) -> None:
    lines = (LEXICON / f"{source}-{target}.tsv").read_text(encoding="utf-8").splitlines()
    keys = [line.split("\t")[0] for line in lines if not line.startswith("#")]

    assert keys == sorted(set(keys))
    # A stemmer is not at its end after one go, so that keys cannot be stemmed again to see whether they are stems of the
    # stemmer at hand. The words of the other file can: all but the few whose only translation has two parts ("E-Mail").
    other = (LEXICON / f"{target}-{source}.tsv").read_text(encoding="utf-8").splitlines()
    words = {word for line in other if not line.startswith("#") for word in line.split("\t")[1].split()}
    missing = [word for word in words if not set(stems(word, source)) <= set(keys)]
    assert len(missing) < 0.02 * len(words)


def test_the_dictionary_is_made_from_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.tsv"
    table.write_text("war\tKrieg\nto make war, fight\tkämpfen\nthe\tdie\npeace talks\tGespräche\n", encoding="utf-8")

    assert main([str(table), str(tmp_path / "made")]) == 0

    assert (tmp_path / "made" / "en-de.tsv").read_text(encoding="utf-8").splitlines()[2:] == [
        "fight\tkämpfen",
        "war\tKrieg",
    ]
    assert (tmp_path / "made" / "de-en.tsv").read_text(encoding="utf-8").splitlines()[2:] == [
        "kampf\tfight",
        "krieg\twar",
    ]
    assert "2 stems" in capsys.readouterr().out


def test_a_dictionary_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.tsv"), str(tmp_path)]) == 2
    assert "Give a dictionary" in capsys.readouterr().err


def test_words_of_one_stem_share_a_line() -> None:
    assert by_stem(entries(["war\tKrieg\n", "wars\tKriege\n"]), "en", "de") == {"war": ["Krieg", "Kriege"]}
