"""Who a German speaker is, by case and voice: objects in front, passives, whose proposal it is. All sentences are made
up."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

LANG = "Eva Lang leitet das Bad. "


def said(text: str) -> list[tuple[str | None, str]]:
    reading = read_text(text, "de")
    return [(s.speaker, " … ".join(s.paragraph.text[x.start : x.end] for x in s.spans)) for s in reading.statements]


OBJECTS = [
    ("Der städtischen Zeitung sagte Karl Weber: „Ich gebe nicht auf.“", "Karl Weber"),
    ("Der Zeitung sagte Karl Weber: „Ich gebe nicht auf.“", "Karl Weber"),
    ("Der Sprecherin sagte Karl Weber, das Bad bleibe offen.", "Karl Weber"),
    ("Der 54-jährigen Lehrerin warf der Richter vor, gelogen zu haben.", "Richter"),
    (LANG + "Die Versuche der Stadt, das Bad zu schließen, nannte sie „dreist“.", "Eva Lang"),
    (LANG + "Die Vorwürfe, die am Montag laut wurden, nannte sie „absurd und dumm“.", "Eva Lang"),
    ("Karl Weber kam. Den Stadtrat, dessen Mitglieder heute tagen, forderte er auf, zu handeln.", "Karl Weber"),
    ("Der Bürgermeister, dem Karl Weber vorwirft, Geld veruntreut zu haben, schweigt.", "Karl Weber"),
    ("Gesucht wird ein Mann, von dem die Polizei glaubt, er sei bewaffnet.", "Polizei"),
    ("„Das ist gut“, sagte der „Neuen Post“ auch Bürgermeisterin Eva Lang.", "Eva Lang"),
    ("Die Zahl der Gäste bezifferte das Ministerium auf 650.", "Ministerium"),
    ("Gemeldet hatte den Umbau das Portal Torblick. Am Sonntag habe die Arbeit begonnen.", "Portal Torblick"),
    ("Gewerkschaft und Betriebe bestätigten, dass es kein Ergebnis gibt.", "Gewerkschaft"),
    ("Der Sprung sei misslungen, sagte Karl Weber.", "Karl Weber"),
    ("Der Verein sagte, das Bad bleibe offen.", "Verein"),
    ("Der frühere Chef sagte, das Bad bleibe offen.", "frühere Chef"),
    ("Der Vorsitzende der Partei sagte, das Bad bleibe offen.", "Vorsitzende der Partei"),
]


@pytest.mark.parametrize(("text", "speaker"), OBJECTS)
def test_what_is_told_to_somebody_is_not_said_by_them(text: str, speaker: str) -> None:
    assert {who for who, _ in said(text)} == {speaker}


PASSIVES = [
    ("Die Firma wurde von Eva Lang als „Teil eines Netzes“ bezeichnet.", [("Eva Lang", "Teil eines Netzes")]),
    ("Auch die Firma wird im „Kurier“ als „Teil eines Netzes“ bezeichnet.", [("Kurier", "Teil eines Netzes")]),
    (
        "In der Stellungnahme wird die Firma als „Teil eines Netzes“ bezeichnet.",
        [("Stellungnahme", "Teil eines Netzes")],
    ),
    ("Die Firma wurde als „Teil eines Netzes“ kritisiert.", [(None, "Teil eines Netzes")]),
    ("Auf der Insel werden sie „die kleinen Riesen“ genannt.", []),
]


@pytest.mark.parametrize(("text", "expected"), PASSIVES)
def test_of_whom_something_is_said_does_not_say_it(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert said(text) == expected


OWNERS = [
    ("Eva Lang lehnte den Vorschlag des Ministers Karl Weber ab, das Bad zu schließen.", "Karl Weber"),
    ("Eva Lang lehnte den Vorschlag von Karl Weber ab, das Bad zu schließen.", "Karl Weber"),
    ("Eva Lang kritisierte die Forderung der SPD, das Bad zu schließen.", "SPD"),
    ("Grünen-Politiker Karl Weber reagierte auf Kritik der Grünen-Politiker, er sei zu teuer.", "Grünen-Politiker"),
    ("Eva Lang wiederholte die Forderung ihrer Partei, das Bad zu schließen.", "Eva Lang"),
    ("Eva Lang forderte die Fraktion der SPD auf, das Bad zu retten.", "Eva Lang"),
    ("Eva Lang erklärte in ihrer Antwort auf die Forderung der SPD, das Bad bleibe offen.", "Eva Lang"),
]


@pytest.mark.parametrize(("text", "speaker"), OWNERS)
def test_a_proposal_is_whose_it_is_and_not_who_takes_a_stand_on_it(text: str, speaker: str) -> None:
    assert [who for who, _ in said(text)] == [speaker]


SOURCES = [
    ("Das Bad wird nach Angaben der Polizei Kiel „sehr genau“ geprüft.", "Polizei Kiel"),
    ("Am Montag verließ nach Auskunft der Behörde der größte Teil der Gäste das Bad.", "Behörde"),
    (LANG + "Nach Eva Langs Angaben wird das Bad geprüft.", "Eva Lang"),
    ("Laut einem Test des Magazins „bad und sauna“ steigen die Preise.", "Test"),
]


@pytest.mark.parametrize(("text", "speaker"), SOURCES)
def test_a_source_ends_before_what_it_says(text: str, speaker: str) -> None:
    found = said(text)
    assert found[0][0] == speaker
    assert all(speaker not in words for _, words in found)


def test_a_number_after_a_source_is_part_of_what_it_says() -> None:
    assert (
        said("Das Feuer zerstörte nach bisherigen Erkenntnissen 28 Häuser.")[0][1] == "Das Feuer zerstörte … 28 Häuser"
    )


def test_a_wish_for_something_is_no_source() -> None:
    assert said("Karl Webers Wunsch nach einem Neubeginn erlitt am Montag einen Rückschlag.") == []


QUOTED_BY = [
    ("Die Zeitung zitiert dazu Karl Weber mit folgenden Worten: „Wir gehen nicht.“", ["Karl Weber"]),
    ("„Wir gehen nicht“, zitierte die Zeitung den Minister.", ["Minister"]),
    ("Eva Lang ging. Die „Neuen Nachrichten“ zitierten sie damit, dass das Bad schließe.", ["Eva Lang"]),
    ("„Wir gehen nicht“, zitierte die Zeitung aus dem Brief.", ["Zeitung"]),
    ("Wie aus Kreisen der Firma verlautete, bleibt das Bad offen.", ["Firma"]),
    ("Das Bad bleibt offen, wie aus der Partei zu hören war.", ["Partei"]),
    ("Karl Weber ist zuversichtlich, das Bad öffnen zu können.", ["Karl Weber"]),
]


@pytest.mark.parametrize(("text", "speakers"), QUOTED_BY)
def test_who_is_quoted_by_somebody_speaks(text: str, speakers: list[str]) -> None:
    assert [who for who, _ in said(text)] == speakers


CLAUSES = [
    (
        "Karl Weber sagte dem Kurier, es sei zu spät, bestritt jedoch nicht die Annahme, dass das Bad schließt.",
        ["es sei zu spät", "dass das Bad schließt"],
    ),
    ("Die Stadt schloss das Bad, da sie befürchtete, man wolle es besetzen.", ["man wolle es besetzen"]),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_what_is_told_is_the_clause_of_its_verb(text: str, expected: list[str]) -> None:
    assert [words for _, words in said(text)] == expected


GOING_ON = [
    ("Der Verband lobte das Gesetz. Es helfe allen. Man betont auch, dass die Schulen Geld brauchen.", "Verband"),
    ("Karl Weber sprach über das Bad. Was die Leute wollten, sei Ruhe.", "Karl Weber"),
]


@pytest.mark.parametrize(("text", "speaker"), GOING_ON)
def test_the_body_of_the_sentence_before_goes_on(text: str, speaker: str) -> None:
    who, words = said(text)[-1]
    assert who == speaker
    assert text.endswith(f"{words}.")
