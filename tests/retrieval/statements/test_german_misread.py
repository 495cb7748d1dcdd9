"""Who speaks where a thing, a sum, a day or somebody else's name stands in the speaker's place. All sentences are
made up."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph
from retrieval.statements import read, read_text

CASES = [
    (
        "Hans Lang kam an. Langs vermeintlich überlegener Gegner Peter Weber bezeichnete die Wahl als „Farce“.",
        [("Farce", "Peter Weber")],
    ),
    (
        "Das Gremium teilte mit, es eile. Diese hatte vorgeschlagen, die Brücke zu schließen.",
        [("es eile", "Gremium"), ("die Brücke zu schließen", None)],
    ),
    (
        "Die Verteidigung beantragte zu Beginn einen Freispruch. Die Vorwürfe seien ungenau, argumentierte sie.",
        [("Die Vorwürfe seien ungenau", "Verteidigung")],
    ),
    (
        "Beim Urteil bleibt die Richterin unter den 500 Euro, die die Staatsanwältin fordert.",
        [("die die Staatsanwältin fordert", "Staatsanwältin")],
    ),
    (
        "Anfang des Monats war bekannt geworden, dass die Brücke verkauft wird.",
        [("dass die Brücke verkauft wird", None)],
    ),
    (
        "Nachdem bekannt geworden war, dass die Brücke verkauft wird, stieg die Aktie.",
        [("dass die Brücke verkauft wird", None)],
    ),
    (
        "Auf Anfrage räumte man bei der Stadtverwaltung ein, dass die Brücke rostet.",
        [("dass die Brücke rostet", "Stadtverwaltung")],
    ),
    (
        "Weitere Untersuchungen zeigten, dass die Brücke rostet. Sie sei gesperrt, heißt es in der Mitteilung weiter.",
        [("dass die Brücke rostet", None), ("Sie sei gesperrt", None)],
    ),
    (
        "Davon fordert Airbus 5,3 Milliarden Euro von den Partnern.",
        [("Davon fordert Airbus 5,3 Milliarden Euro von den Partnern", "Airbus")],
    ),
    (
        "Ersten Angaben vom gestrigen Mittwoch zufolge gehörte die Maschine einem Verein.",
        [("gehörte die Maschine einem Verein", None)],
    ),
    (
        "Ursache dürfte ersten Annahmen zufolge der Schnee gewesen sein.",
        [("Ursache dürfte", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_stands_in_the_place_of_a_speaker_is_none(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = read_text(text, "de").statements
    assert [(s.spans[0].of(text), s.speaker) for s in found] == expected


def test_a_measure_before_an_adjective_is_no_noun_that_speaks() -> None:
    text = "Zur Begründung verweist der 330 Seiten starke Bericht auf den Rost der Brücke."
    (statement,) = read_text(text, "de").statements
    assert statement.speaker_span is not None
    assert statement.speaker_span.of(text) == "der 330 Seiten starke Bericht"


def test_what_somebody_did_not_name_is_no_statement() -> None:
    text = "Eva Lang kündigte einen Neubau an. Einzelheiten nannte sie zunächst nicht."
    assert [s.spans[0].of(text) for s in read_text(text, "de").statements] == ["Eva Lang kündigte einen Neubau an"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("„Es eilt“, sagte Rautmann.", "Er bat die Räte, zuzustimmen.", "Rautmann"),
        ("„Es eilt“, sagte ein Sprecher.", "Sie bat die Räte, zuzustimmen.", None),
        ("„Es eilt“, sagte Rautmann.", "Am Abend kam Peter Weber. Er bat die Räte, zuzustimmen.", "Peter Weber"),
    ],
)
def test_a_pronoun_may_be_whoever_spoke_in_the_paragraph_before(first: str, second: str, expected: str | None) -> None:
    paragraphs = (Paragraph("a", 1, first), Paragraph("a", 2, second))
    statements = read(Article("a", "Bau", False, paragraphs, language="de")).statements
    assert statements[-1].speaker == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der politisch verantwortliche Minister Peter Weber sagte, es eile.", ["Peter Weber"]),
        ("Die neu gewählte Präsidentin Anna Weber sagte, es eile.", ["Anna Weber"]),
        ("Hans Lang kam. Der schwer verletzte Fahrer sagte, es eile.", ["schwer verletzte Fahrer"]),
        ("Der 300 Leute zählende Verein Nord sagte, es eile.", ["300 Leute zählende Verein Nord"]),
        ("Hans Lang, der ehrlich große Pläne nannte, sagte, es eile.", ["Hans Lang"]),
    ],
)
def test_an_adverb_may_stand_before_an_adjective(text: str, expected: list[str]) -> None:
    assert [s.speaker for s in read_text(text, "de").statements] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hans Langs Vorstoß bezeichnete Anna Weber als „völlig falsch“.", "Anna Weber"),
        ("Hilda Morales Ruiz macht Neid (Missgunst) für den Streit verantwortlich.", "Hilda Morales Ruiz"),
        ("Anna Weber erinnerte an einen Satz von Hans Lang: „So geht es nicht mehr weiter.“", "Hans Lang"),
        ("Anna Weber erinnerte an einen Satz des Ministers Hans Lang: „So geht es nicht.“", "Hans Lang"),
        ("Anna Weber sagte in einer Antwort an Hans Lang: „So geht es nicht mehr weiter.“", "Anna Weber"),
        ("Peter Weber kam. Peter Webers Fazit nach dem Spiel: „Es eilt sehr in dieser Sache.“", "Peter Weber"),
        ("„Ja“, hatte Peter Weber gesagt.", "Peter Weber"),
    ],
)
def test_a_noun_with_a_genitive_says_whose_words_they_are(text: str, expected: str) -> None:
    assert [s.speaker for s in read_text(text, "de").statements] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "SPD-Chef Hans Lang sagte, es eile. CDU-Chef Jan Weber schwieg. Er habe Zeit, so der Christdemokrat.",
            "Jan Weber",
        ),
        (
            "CDU-Chef Jan Weber schwieg. SPD-Chef Hans Lang sagte, es eile. Er habe Zeit, so der Sozialdemokrat.",
            "Hans Lang",
        ),
        ("CDU-Chef Jan Weber sagte, es eile. Er habe Zeit, so der Sozialdemokrat.", "Sozialdemokrat"),
        ("Jan Weber sagte, es eile. Er habe Zeit, so der Sozialdemokrat.", "Jan Weber"),
    ],
)
def test_who_is_called_by_a_family_of_parties_is_of_one_of_them(text: str, expected: str) -> None:
    assert read_text(text, "de").statements[-1].speaker == expected
