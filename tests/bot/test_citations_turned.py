"""Claims that say the opposite of what they cite, leave out its condition or tell what is not there are rejected; true
ones in other words are kept."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import WordEmbedder
from test_citations import _article, _sources, drafted

from bot.answer import Claim
from bot.checking.matching import find
from bot.checking.opposites import opposed
from bot.citations import Rejected, Source, check
from retrieval.library import Library
from retrieval.search import Searcher, View

CASES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("claims_turned.toml").read_text("utf-8"))
TRUE = [(table, *case) for table, cases in CASES["true"].items() for case in cases]
FALSE = [(table, *case) for table, cases in CASES["false"].items() for case in cases]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    embedder = WordEmbedder()
    with Library.open(tmp_path_factory.mktemp("turned"), embedder) as library:
        list(library.add([_article(one) for one in CASES["articles"]]))
        yield Searcher(library, embedder).view()


@pytest.fixture(scope="module")
def sources(view: View) -> dict[str, dict[int, Source]]:
    return {one["id"]: _sources(_article(one), view) for one in CASES["articles"]}


@pytest.mark.parametrize(("table", "text", "speaker", "quoted"), TRUE)
def test_what_is_said_in_other_words_is_kept(
    table: str, text: str, speaker: str, quoted: Any, view: View, sources: Any
) -> None:
    article, language = table.split("_")
    claim = check(drafted(text, speaker, quoted), sources[article], language, view)

    assert isinstance(claim, Claim), claim


@pytest.mark.parametrize(("table", "why", "text", "speaker", "quoted"), FALSE)
def test_what_is_turned_round_is_rejected_and_says_why(
    table: str, why: str, text: str, speaker: str, quoted: Any, view: View, sources: Any
) -> None:
    article, language = table.split("_")
    result = check(drafted(text, speaker, quoted), sources[article], language, view)

    assert isinstance(result, Rejected), result
    assert any(why in reason for reason in result.reasons), result.reasons


def test_opposites_are_none_where_one_side_has_both() -> None:
    assert opposed("It is a defeat.", ["It is a victory."]) == ("defeat", "victory")
    assert opposed("Es ist ein Sieg.", ["Das war eine Niederlage."]) == ("Sieg", "Niederlage")
    assert opposed("A defeat that became a victory.", ["It is a victory."]) is None
    assert opposed("It is a victory.", ["It is a victory, no defeat."]) is None


def test_a_sentence_that_begins_without_a_blank_before_it_can_be_quoted() -> None:
    text = "Er sprach über den Papst.Der ältere Bruder schwieg dazu."

    assert find("Der ältere Bruder schwieg dazu", text)
    assert not find("en Papst", text)
    assert not find("com ist eine Endung", "Die Seite heise.com ist eine Endung")


def test_words_without_end_are_read_in_time(tmp_path: Path) -> None:
    endless = "zuen" * 2400
    article = _article(
        {"id": "endless", "language": "de", "title": "Hilfe", "published": "2025-05-08", "publisher": "Talbote",
         "paragraphs": [f"Petra Kolb sagte {endless}, das Dorf bleibe stehen."] * 8}
    )  # fmt: skip
    embedder = WordEmbedder()
    with Library.open(tmp_path, embedder) as library:
        list(library.add([article]))
        view = Searcher(library, embedder).view()
        sources = _sources(article, view)
        for number in sources:
            draft = drafted("Das Dorf bleibe stehen.", "Petra Kolb", [[number, "das Dorf bleibe stehen"]])
            assert isinstance(check(draft, sources, "de", view), Claim)
