"""Search over a small library, with a fake of the embedding alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import PieceEmbedder, WordEmbedder

from retrieval.articles import Article, Paragraph
from retrieval.library import Library
from retrieval.question import Question, parse
from retrieval.relevance import fit, fused, word_overlap
from retrieval.search import Searcher
from retrieval.snapshot import Snapshot


def article(name: str, *texts: str, **more: str) -> Article:
    paragraphs = tuple(Paragraph(name, number, text) for number, text in enumerate(texts, 1))
    return Article(name, name.title(), False, paragraphs, **{"language": "de", **more})  # type: ignore[arg-type]


ARTICLES = [
    article("haushalt", "Der Bundestag berät den Haushalt.", "„Wir sparen nicht“, sagte Finanzminister Jörg Weber.", published="2024-01-10", publisher="taz"),
    article("wetter", "Es regnet in Berlin und in Hamburg.", "Am Wochenende scheint die Sonne.", published="2024-02-10", publisher="FAZ"),
    article("kyiv", "Präsident Wolodymyr Selenskyj sagte, das Sicherheitsabkommen sei gut.", publisher="taz"),
    article("budget", "Parliament debates the budget.", "“We will not save,” said Jane Miller.", language="en", published="2024-03-10"),
]  # fmt: skip


@pytest.fixture
def searcher(tmp_path: Path) -> Iterator[Searcher]:
    embedder = WordEmbedder()
    with Library.open(tmp_path, embedder) as library:
        list(library.add(ARTICLES))
        yield Searcher(library, embedder)


def places(searcher: Searcher, question: Question, k: int = 10) -> list[tuple[str, int]]:
    return [(p.paragraph.article, p.paragraph.number) for p in searcher.search(question, k)]


def test_the_passage_with_the_words_comes_first(searcher: Searcher) -> None:
    assert places(searcher, parse("Wo regnet es?"))[0] == ("wetter", 1)
    assert places(searcher, parse("Wer berät über den Haushalt im Bundestag?"))[0] == ("haushalt", 1)


def test_every_passage_is_ranked_and_scores_are_between_0_and_1(searcher: Searcher) -> None:
    found = searcher.search(parse("Haushalt"), 100)

    assert len(found) == 7
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    assert all(0 <= p.score <= 1 for p in found)


def test_a_compound_is_found_by_its_part(searcher: Searcher) -> None:
    assert places(searcher, Question("Abkommen?", "de", "passages"))[0] == ("kyiv", 1)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (Question("Was?", "de", "passages", publisher="taz"), {"haushalt", "kyiv"}),
        (Question("Was?", "de", "passages", since="2024-02-10"), {"wetter", "budget"}),
        (Question("Was?", "de", "passages", until="2024-02-10"), {"haushalt", "wetter"}),
        (Question("Was?", "de", "passages", since="2025-01-01"), set()),
    ],
)
def test_filters_act_inside_the_search(searcher: Searcher, question: Question, expected: set[str]) -> None:
    assert {name for name, _ in places(searcher, question)} == expected


def test_passages_in_which_the_speaker_speaks_come_first(searcher: Searcher) -> None:
    view = searcher.view()
    question = parse("What did Miller say?")

    best = searcher.find(question, 10, view, view.speakers.find("Miller"))[0]

    assert (best.passage.paragraph.article, best.evidence.speaker) == ("budget", True)


def test_names_are_spelled_as_the_articles_spell_them(searcher: Searcher) -> None:
    view = searcher.view()

    assert view.spelled("What about Zelensky, Scholz and Weber?") == "What about Selenskyj, Scholz and Weber?"


def test_one_question_uses_one_view(searcher: Searcher) -> None:
    view = searcher.view()
    list(searcher._library.add([article("neu", "Der Haushalt ist fertig.")]))

    assert len(searcher.find(parse("Haushalt"), 100, view)) == 7
    assert len(searcher.search(parse("Haushalt"), 100, searcher.view(wait=10))) == 8


def test_words_count_less_across_languages() -> None:
    assert (
        fused(0.5, 1.0, same_language=True)
        > fused(0.5, 1.0, same_language=False)
        > fused(0.5, 0.0, same_language=False) * 0.9
    )
    assert fused(-1.0, 0.0, same_language=True) == 0


@pytest.mark.parametrize(
    ("topic", "language", "text", "text_language", "overlap"),
    [
        ("die Häuser", "de", "Das Haus brennt.", "de", 1.0),
        ("Nato-Beitritt", "de", "Der Beitritt zur Nato", "de", 1.0),
        ("Haus und Hund", "de", "Das Haus brennt.", "de", 0.5),
        ("Gift", "en", "Das Gift wirkt.", "de", 1.0),  # capitalised: it may be a name
        ("gift", "en", "Das gift wirkt.", "de", 0.0),
        ("Zelensky in 2024", "en", "Selenskyj sagte 2024 ab.", "de", 1.0),
        ("", "de", "Das Haus", "de", 0.0),
    ],
)
def test_which_part_of_a_topic_a_text_has(
    topic: str, language: str, text: str, text_language: str, overlap: float
) -> None:
    assert word_overlap(topic, language, text, text_language) == overlap


def test_fit_works_without_token_vectors() -> None:
    rain, sun = fit("Regen in Berlin", "de", ["Regen fällt in Berlin.", "Die Sonne scheint."], "de", WordEmbedder())

    assert rain > sun
    assert fit("Regen", "de", [], "de", WordEmbedder()) == []


def test_a_library_put_in_the_place_of_another_is_noticed_though_it_has_as_many_generations(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    for name in ("one", "two"):
        with Library.open(tmp_path / name, embedder) as library:
            list(library.add([article(name, f"Der Artikel {name}.")]))
            library.catch_up()
    with Library.open(tmp_path / "one", embedder) as library:
        searcher = Searcher(library, embedder)
        assert places(searcher, parse("Artikel?")) == [("one", 1)]
        for file in (tmp_path / "one").glob("wortlaut.db*"):
            file.unlink()
        shutil.copy(tmp_path / "two" / "wortlaut.db", tmp_path / "one")

        assert searcher.view(wait=60).snapshot.article_list()[0].id == "two"


def test_a_view_that_was_slow_does_not_bring_back_what_was(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    with Library.open(tmp_path, embedder) as library:
        list(library.add(ARTICLES[:1]))
        searcher = Searcher(library, embedder)
        old = searcher.view(60).snapshot
        list(library.add(ARTICLES[1:2]))
        snapshots = iter([library.snapshot(60), old, library.snapshot(60)])

        class Slow(Library):
            def snapshot(self, wait: float = 0.3) -> Snapshot:
                return next(snapshots)

    with Slow.open(tmp_path, embedder) as library:
        searcher = Searcher(library, embedder)
        new = searcher.view(60)

        searcher.view(60)

        assert searcher.view(60) is new


def test_filters_hold_for_the_passages_of_a_speaker_too(searcher: Searcher) -> None:
    view = searcher.view()
    question = Question("Weber?", "de", "statements", speaker="Weber", publisher="FAZ")

    found = searcher.find(question, 10, view, view.speakers.find("Weber"))

    assert {one.passage.paragraph.article for one in found} == {"wetter"}


def test_scores_of_two_kinds_are_not_mixed(tmp_path: Path) -> None:
    embedder = PieceEmbedder()
    with Library.open(tmp_path, embedder) as library:
        list(library.add(ARTICLES[:1]))
    with Library.open(tmp_path, embedder, tokens=False) as library:
        list(library.add(ARTICLES[1:2]))
        searcher = Searcher(library, embedder)

        found = searcher.find(Question("Haushalt", "de", "passages"), 10, searcher.view())

        assert [one.evidence.late for one in found] == [None] * 4
