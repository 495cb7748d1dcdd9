"""Whose words they are where somebody else is named nearer, or longer ago. All sentences are made up."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph
from retrieval.statements import read, read_text

CASES = [
    (
        "Als Minister Weber auf die Hilfen verwies, wurde er unterbrochen, „Wir wollen kein Geld“, rief ein Winzer. "
        "„Wir wollen Regen.“",
        [("Wir wollen kein Geld", "Winzer"), ("Wir wollen Regen.", "Winzer")],
    ),
    (
        "„Es reicht nicht“, sagte Eva Lang. Eine Sprecherin des Bauamts verwies auf den Plan von Karl Weber: "
        "„Er wird bald fertig“, sagte sie.",
        [("Es reicht nicht", "Eva Lang"), ("Er wird bald fertig", "Sprecherin des Bauamts")],
    ),
    (
        "„Es war schlimm“, sagte Anna Weber. Der Vorfall ist für sie ein Beleg für die Vermutung: "
        "„Wölfe und Schafe passen nicht zusammen.“",
        [("Es war schlimm", "Anna Weber"), ("Wölfe und Schafe passen nicht zusammen.", "Anna Weber")],
    ),
    (
        "„Wir liefern weiter“, sagte Jan Hart am Dienstag und nannte das Verhalten von Präsident Igor Wolski „dumm“.",
        [("Wir liefern weiter", "Jan Hart"), ("dumm", "Jan Hart")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_quotation_is_whose_sentence_it_stands_in(text: str, expected: list[tuple[str, str]]) -> None:
    found = [s for s in read_text(text, "de").statements if s.kind == "direct"]
    assert [(s.spans[0].of(s.paragraph.text), s.speaker) for s in found] == expected


BODIES = [
    (
        "Der Tod von Anna Groß ist ungeklärt. Die Verteidigung fordert einen Freispruch. Sie sagt, es eile nicht.",
        "Verteidigung",
    ),
    ("Die Verteidigung fordert einen Freispruch. Da kam Anna Groß. Sie sagt, es eile nicht.", "Anna Groß"),
    ("Der Tod von Anna Groß ist ungeklärt. Der Verband fordert mehr Geld. Sie sagt, es eile nicht.", "Anna Groß"),
]


@pytest.mark.parametrize(("text", "speaker"), BODIES)
def test_a_feminine_body_that_spoke_right_before_goes_on_as_she(text: str, speaker: str) -> None:
    assert read_text(text, "de").statements[-1].speaker == speaker


def test_a_comma_that_is_missing_after_a_source_changes_nothing() -> None:
    text = "Die Stadt werde warten, sagte Eva Lang. Allerdings, so Dirk Ahrens (FDP) bedeute dies auch, dass es eile."
    said = read_text(text, "de").statements[-1]
    assert said.speaker == "Dirk Ahrens"
    assert [x.of(text) for x in said.spans] == ["Allerdings", "bedeute dies auch, dass es eile"]


def test_what_should_be_so_is_read_to_its_end() -> None:
    text = "Sie sollen ihn, so die Anklage, mit einem Messer verletzt haben."
    assert [x.of(text) for x in read_text(text, "de").statements[0].spans] == [
        "Sie sollen ihn",
        "mit einem Messer verletzt haben",
    ]


def test_whoever_a_paragraph_announces_speaks_in_the_next() -> None:
    texts = ["Eva Lang kam. Jan Rahn schlug zurück:", "„Sie reden das schlecht.“"]
    article = Article("a", "", True, tuple(Paragraph("a", n, t) for n, t in enumerate(texts, 1)), language="de")
    assert [s.speaker for s in read(article).statements] == ["Jan Rahn"]


TOGETHER = [
    ("Polizei und Staatsanwaltschaft teilten mit, der Mann sei gefasst.", ["Polizei", "Staatsanwaltschaft"]),
    ("Gegen den Plan sprachen sich Norwegen und Dänemark aus.", ["Norwegen", "Dänemark"]),
    ("Die Gewerkschaft des Landes und Weber teilten mit, es eile.", ["Gewerkschaft"]),
]


@pytest.mark.parametrize(("text", "speakers"), TOGETHER)
def test_of_two_bodies_that_speak_together_each_has_the_statement(text: str, speakers: list[str]) -> None:
    reading = read_text(text, "de")
    assert [s.speaker for s in reading.statements] == speakers
    assert set(speakers) <= {entity.name for entity in reading.entities}


ROLES = [
    (
        "„Wir sind viele“, sagt der südliche Winzerpräsident Olaf Brandt. Laut wird Winzerpräsident Jakob Lehner. "
        "„Genug ist genug“, ruft der eigentlich sonst besonnene Winzerpräsident.",
        "Jakob Lehner",
    ),
    (
        "„Wir sind viele“, sagt Winzerpräsident Olaf Brandt. Er dankt Winzerpräsident Jakob Lehner. "
        "„Genug ist genug“, ruft der Winzerpräsident.",
        "Winzerpräsident",
    ),
    ("„Wir sind viele“, sagt Winzerpräsident Olaf Brandt. „Genug“, ruft der Winzerpräsident.", "Olaf Brandt"),
    ("Der Vorsitzende Richter wandte sich an die Angeklagten. Es eile, sagte er.", "Vorsitzende Richter"),
]


@pytest.mark.parametrize(("text", "speaker"), ROLES)
def test_of_several_with_one_role_whoever_has_just_that_is_meant(text: str, speaker: str) -> None:
    assert read_text(text, "de").statements[-1].speaker == speaker


def test_he_is_the_judge_of_this_paragraph_and_not_counsel_of_another() -> None:
    texts = [
        "Anwalt Paul Kessler vertritt den Angeklagten. Er verwies auf das Recht zu schweigen.",
        "Der Vorsitzende Richter wandte sich an den Angeklagten. Ein frühes Wort könne helfen, sagte er.",
    ]
    article = Article("a", "", True, tuple(Paragraph("a", n, t) for n, t in enumerate(texts, 1)), language="de")
    assert read(article).statements[-1].speaker == "Vorsitzende Richter"
