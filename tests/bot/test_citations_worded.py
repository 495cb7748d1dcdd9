"""What a good model writes in its own words is kept; what gives somebody another's office, name or deed is rejected."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import WordEmbedder
from test_citations import _article, _sources, drafted

from bot.answer import Claim
from bot.checking.amounts import amounts_of_others
from bot.checking.called import called
from bot.checking.facts import missing_facts
from bot.checking.matching import find
from bot.checking.rewritings import sound_question
from bot.citations import Rejected, Source, check
from retrieval.articles import Span
from retrieval.library import Library
from retrieval.search import Searcher, View
from retrieval.speakers import Speaker, Speakers

FILES: list[dict[str, Any]] = [
    tomllib.loads(Path(__file__).with_name(f"claims_{name}.toml").read_text("utf-8"))
    for name in ("of_a_model", "exchanged", "attacked")
]
ARTICLES = [one for file in FILES for one in file["articles"]]


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(article, language, *case, id=case[0])
        for file in FILES
        for article, tables in file.get(kind, {}).items()
        for language, found in tables.items()
        for case in found
    ]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    embedder = WordEmbedder()
    with Library.open(tmp_path_factory.mktemp("worded"), embedder) as library:
        list(library.add([_article(one) for one in ARTICLES]))
        yield Searcher(library, embedder).view()


@pytest.fixture(scope="module")
def sources(view: View) -> dict[str, dict[int, Source]]:
    return {one["id"]: _sources(_article(one), view) for one in ARTICLES}


@pytest.mark.parametrize(("article", "language", "text", "speaker", "quoted"), cases("true"))
def test_what_a_good_model_writes_is_kept(
    article: str, language: str, text: str, speaker: str, quoted: Any, view: View, sources: Any
) -> None:
    claim = check(drafted(text, speaker, quoted), sources[article], language, view)

    assert isinstance(claim, Claim), claim


@pytest.mark.parametrize(("article", "language", "text", "speaker", "quoted"), cases("false"))
def test_what_is_exchanged_is_rejected(
    article: str, language: str, text: str, speaker: str, quoted: Any, view: View, sources: Any
) -> None:
    result = check(drafted(text, speaker, quoted), sources[article], language, view)

    assert isinstance(result, Rejected), result


@pytest.mark.parametrize(
    ("claim", "passage", "stands"),
    [
        ("25 Prozent ihrer Kunden", "ein Viertel ihrer Kundschaft", True),
        ("25 Kunden", "ein Viertel der Kunden", False),
        ("30 percent", "a quarter", False),
        ("80 Prozent", "vier von fünf Erkrankungen", True),
        ("80 Jahre", "vier von fünf", False),
        ("75 percent", "three quarters of it", True),
        ("20 percent of trusts", "only one in five expects it", True),
        ("ein zweitägiger Streik", "ein 48-stündiger Streik", True),
        ("three days", "for 48 hours", False),
        ("nach sechs Monaten", "nach einem halben Jahr", True),
        ("eight decades", "for eighty years", True),
        ("four centuries", "four hundred years", True),
        ("five centuries", "four hundred years", False),
        ("a loss of $480 million", "it lost $480m", True),
        ("a loss of $480 billion", "it lost $480m", False),
        ("900 Millionen Euro", "€900m in subsidies", True),
        ("480 Millionen Meter", "480m long", False),
        ("dozens of people", "a dozen people", False),
        ("dozens of people", "Dutzende Menschen", True),
        ("24 people", "two dozen people", True),
        ("two dozen people", "a dozen people", False),
        ("sechs Leute", "half a dozen people", True),
        ("zwölf Leute", "half a dozen people", False),
        ("2,5 Jahre", "two and a half years", True),
        ("anderthalb Jahre", "half a year", False),
        ("anderthalb Jahre", "a year and a half", True),
        ("a third of the 900", "3 of 900", False),
        ("a third time", "3 times", True),
        ("five percent", "five percentage points", False),
        ("fünf Prozentpunkte", "five percentage points", True),
    ],
)
def test_a_number_may_stand_in_another_form(claim: str, passage: str, stands: bool) -> None:
    assert (missing_facts(claim, [passage]) == []) is stands


ASKED = {
    "en": ("And about the talks, the minister?", "What did Baerbock say about the negotiations?"),
    "de": ("Und die Ministerin?", "Was sagte Baerbock über die Verhandlungen?"),
}


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "What did putin say about the negotiations?"),
        ("en", "What did macron say?"),
        ("en", "What did stone say about the negotiations?"),
        ("en", "What did fox say?"),
        ("en", "What did Baerbock say about putin?"),
        ("en", "What did Baerbock say about macron and the negotiations?"),
        ("en", "What did trump say about the negotiations?"),
        ("en", "what did king say about it?"),
        ("en", "What did Baerbock and selenskyj say?"),
        ("en", "What has merz said about the negotiations?"),
        ("en", "What did Baerbock say to rutte about the negotiations?"),
        ("en", "Did young say anything about the negotiations?"),
        ("de", "Was sagte putin über die Verhandlungen?"),
        ("de", "Was sagte koch über die Verhandlungen?"),
        ("de", "Was hat fischer gesagt?"),
        ("de", "Was meinte rutte dazu?"),
        ("de", "Was sagte Baerbock über macron?"),
        ("de", "Was sagte wagenknecht?"),
        ("de", "Was sagte Baerbock zu selenskyj?"),
        ("de", "Was denkt söder über die Verhandlungen?"),
    ],
)
def test_a_completed_question_brings_nobody_with_it_in_small_letters_either(language: str, question: str) -> None:
    asked, earlier = ASKED[language]

    assert sound_question(question, asked, [earlier], {language}) is None


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "What did Baerbock say about the negotiations yesterday?"),
        ("en", "What was discussed in the negotiations that Baerbock announced?"),
        ("en", "What did baerbock say about the talks?"),
        ("en", "What did the minister say about the negotiations?"),
        ("de", "Was hat Baerbock über die Verhandlungen noch gesagt?"),
        ("de", "Worüber wurde in den Verhandlungen gesprochen?"),
        ("de", "Was sagte baerbock über die geplanten Verhandlungen?"),
        ("de", "Was kritisierte Baerbock an den Verhandlungen?"),
    ],
)
def test_a_completed_question_may_be_in_other_words(language: str, question: str) -> None:
    asked, earlier = ASKED[language]

    assert sound_question(question, asked, [earlier], {language}) == question


def test_a_quotation_inside_of_another_keeps_both_of_its_marks(tmp_path: Path) -> None:
    told = "„Falk sagte mir: ‚Wir lassen Westend nicht im Stich.‘ Das hat mich gefreut“, berichtete Jens Wieland."
    article = _article(
        {"id": "within", "language": "de", "title": "Klinik", "published": "2025-05-08", "publisher": "Talbote",
         "paragraphs": [told]}
    )  # fmt: skip
    embedder = WordEmbedder()
    with Library.open(tmp_path, embedder) as library:
        list(library.add([article]))
        view = Searcher(library, embedder).view()
        text = 'Wieland berichtete: "Falk sagte mir: ‚Wir lassen Westend nicht im Stich‘".'
        quoted = [(1, "Falk sagte mir: ‚Wir lassen Westend nicht im Stich.‘ Das hat mich gefreut")]
        claim = check(drafted(text, "Jens Wieland", quoted), _sources(article, view), "de", view)

    assert isinstance(claim, Claim), claim
    assert claim.text == 'Wieland berichtete: "Falk sagte mir: ‚Wir lassen Westend nicht im Stich.‘".'


@pytest.mark.parametrize(
    ("claim", "cited", "beside", "stands"),
    [
        ("It rose by 18 percent.", "It rose to 18 percent.", "", False),
        ("It is up by three points.", "It rose by three points to 18.", "", True),
        ("It fell to 45 from 90.", "It fell from 90 to 45.", "", True),
        ("It fell from 45 to 90.", "It fell from 90 to 45.", "", False),
        ("Es stieg auf 18 Prozent.", "Es erreichte einen Anteil von 18 Prozent.", "", True),
        ("Wages rose 6 percent.", "Wages rose 4 percent.", "Prices rose 6 percent.", False),
        ("Wages rose 4 percent, prices 6 percent.", "Wages rose 4 percent.", "Prices rose 6 percent.", True),
        ("A quarter of it is paid.", "The town pays 25 percent.", "", True),
        ("It costs €3 a month.", "It costs €3 a year.", "", False),
        ("Es kostet 3 Euro im Jahr.", "It costs €3 a year.", "", True),
        ("Es kostete 3 Euro im Jahr 2020.", "It cost €3 a month.", "", True),
    ],
)
def test_an_amount_is_one_of_what_the_claim_tells(claim: str, cited: str, beside: str, stands: bool) -> None:
    assert (amounts_of_others(claim, [cited], [f"{cited} {beside}"]) == []) is stands


def test_whom_a_name_means_is_looked_up_once() -> None:
    class Counting(Speakers):
        asked = 0

        def find(self, mention: str) -> list[Speaker]:
            self.asked += 1
            return super().find(mention)

    view = View(None, Counting(), frozenset(), 0)  # type: ignore[arg-type]
    assert called("Petra Kolb", view) == called("Petra Kolb", view) == frozenset()
    assert view.speakers.asked == 1  # type: ignore[attr-defined]


def test_a_passage_that_repeats_itself_without_end_is_looked_at_in_few_places() -> None:
    found = find("Petra Kolb", "Petra Kolb, " * 800)

    assert 0 < len(found) < 50
    assert found[0] == (Span(0, 10),)
