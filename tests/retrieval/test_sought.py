"""What a question asks for, and which sentences hold it."""

from __future__ import annotations

import pytest

from retrieval.sought import asks_age, counted, counts, holds, is_yes_no, sought, tells_age


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("Wann reiste Kallas nach Kiew?", "de", "time"),
        ("Seit wann ist Rutte im Amt?", "de", "time"),
        ("In welchem Jahr endete der Krieg?", "de", "time"),
        ("Wie viele Soldaten kamen?", "de", "number"),
        ("wieviel kostet das?", "de", "number"),
        ("Um wie viel stieg der Preis?", "de", "number"),
        ("Wie hoch ist der Turm?", "de", "number"),
        ("Wo trafen sie sich?", "de", "place"),
        ("In welcher Stadt liegt das?", "de", "place"),
        ("Wen hat Rutte abgelöst?", "de", "person"),
        ("Wie geht es weiter?", "de", None),
        ("Womit rechnet Kiew?", "de", None),
        ("Werden Waffen geliefert?", "de", None),
        ("When did Kallas travel?", "en", "time"),
        ("What year did the war end?", "en", "time"),
        ("In which month did it begin?", "en", "time"),
        ("How many soldiers came?", "en", "number"),
        ("What was the number of soldiers?", "en", "number"),
        ("How did it go on?", "en", None),
        ("Where did they meet?", "en", "place"),
        ("In which city is it?", "en", "place"),
        ("Whom did Rutte replace?", "en", "person"),
        ("Whoever it was?", "en", None),
        ("Quand est-ce?", "fr", None),
    ],
)
def test_what_is_asked_for(question: str, language: str, kind: str | None) -> None:
    assert sought(question, language) == kind


@pytest.mark.parametrize(
    ("kind", "language", "held", "not_held"),
    [
        ("time", "de", "Sie reiste am Sonntag ab.", "Sie reiste mit der Bahn ab."),
        ("time", "de", "Das war 1999.", "Das war schön."),
        ("time", "en", "They left on Sunday.", "They left by train."),
        ("time", "en", "That was two years ago.", "It may march on."),
        ("number", "de", "Es kamen zweiundzwanzig Leute.", "Es kamen Leute."),
        ("number", "de", "Es kamen 300 Leute.", "Der Dritte kam."),
        ("number", "en", "Some twenty-two people came.", "People came."),
        ("place", "de", "Sie traf ihn in Brüssel.", "Sie traf ihn gestern."),
        ("place", "de", "Er kam nach Äthiopien.", "Er kam nach ihr."),
        ("place", "en", "She met him in Brussels.", "She met him in time."),
    ],
)
def test_what_a_sentence_holds(kind: str, language: str, held: str, not_held: str) -> None:
    assert holds(held, kind, language)
    assert not holds(not_held, kind, language)


def test_another_language_has_everything() -> None:
    assert holds("n'importe quoi", "time", "fr")


def test_long_lines_do_not_blow_up() -> None:
    for text in ("in " * 100_000, "A" * 300_000, "der " * 100_000, "hundert" * 50_000):
        for kind in ("time", "number", "place"):
            for language in ("de", "en"):
                holds(text, kind, language)


@pytest.mark.parametrize(("question", "language", "noun"), [
    ("Wie viele Menschen kamen?", "de", "Menschen"), ("Wie viele der Stellen fallen weg?", "de", "Stellen"),
    ("Um wie viel Prozent stieg es?", "de", "Prozent"), ("Wie hoch ist der Turm?", "de", None), ("Wie viel kostet das?", "de", None),
    ("How many of the jobs were cut?", "en", "jobs"), ("By how much did it rise?", "en", None), ("How old is it?", "en", None),
    ("Combien de gens?", "fr", None),
])  # fmt: skip
def test_what_is_counted(question: str, language: str, noun: str | None) -> None:
    assert counted(question, language) == noun


@pytest.mark.parametrize(("text", "noun", "language", "text_language", "is_counted"), [
    ("Rund 500 Menschen kamen.", "Menschen", "de", "de", True), ("Am 3. Mai kamen Menschen.", "Menschen", "de", "de", True),
    ("Die Menschen kamen um 15 Uhr zum See.", "Menschen", "de", "de", False), ("Von 73 Musikerstellen bleiben 63.", "Stellen", "de", "de", True),
    ("Drei tote Schafe lagen dort.", "sheep", "en", "de", True), ("Eine Karte kostet 40 Euro.", "euros", "en", "de", True),
    ("Forty angry people came.", "Menschen", "de", "en", True), ("People came at noon.", "people", "en", "en", False),
])  # fmt: skip
def test_whether_a_sentence_counts_it(
    text: str, noun: str, language: str, text_language: str, is_counted: bool
) -> None:
    assert counts(text, noun, language, text_language) is is_counted


@pytest.mark.parametrize(("question", "language", "is_one"), [
    ("Did Weaver leave?", "en", True), ("Is it safe?", "en", True), ("Who left?", "en", False), ("Hat es geregnet?", "de", True),
    ("Wann hat es geregnet?", "de", False), ("A-t-il plu?", "fr", False),
])  # fmt: skip
def test_whether_something_is_so(question: str, language: str, is_one: bool) -> None:
    assert is_yes_no(question, language) is is_one


@pytest.mark.parametrize(("question", "language", "asks"), [
    ("Wie alt ist der Fahrer?", "de", True), ("Wie viele kamen?", "de", False), ("How old is Weaver?", "en", True), ("How big is it?", "en", False),
    ("Quel âge a-t-il?", "fr", False),
])  # fmt: skip
def test_whether_an_age_is_asked_for(question: str, language: str, asks: bool) -> None:
    assert asks_age(question, language) is asks


@pytest.mark.parametrize(("text", "language", "tells"), [
    ("Der 54-jährige Fahrer schwieg.", "de", True), ("Lang (54) schwieg.", "de", True), ("Am 3. Mai kamen 54 Leute.", "de", False),
    ("Weaver, 71, said nothing.", "en", True), ("The 71-year-old left.", "en", True), ("On May 3, 2021, he left.", "en", False),
])  # fmt: skip
def test_whether_a_sentence_tells_an_age(text: str, language: str, tells: bool) -> None:
    assert tells_age(text, language) is tells
