"""Places that two languages call differently, and roles that belong to somebody."""

from __future__ import annotations

import pytest

from retrieval.identity import organisation_key, organisation_names
from retrieval.names import plain_spelling, same_spelling
from retrieval.places import place_in_role, place_names
from retrieval.roles import meanings
from retrieval.speakers import Speakers
from retrieval.statements import Entity


def person(article: str, name: str, *roles: str, said: int = 1) -> tuple[str, Entity, int]:
    return article, Entity(name, "person", (name,), roles, None), said


def body(article: str, name: str) -> tuple[str, Entity, int]:
    return article, Entity(name, "organisation", (name,), (), None), 1


def found(mention: str, *named: tuple[str, Entity, int]) -> list[str]:
    return [speaker.name for speaker in Speakers(named).find(mention)]


PAIRS = """
Moskau | Moscow
Moskaus | Moscow
Kiew | Kyiv
Kyjiw | Kiev
Brüssel | Brussels
Warschau | Warsaw
Wien | Vienna
Prag | Prague
Rom | Rome
Peking | Beijing
Teheran | Tehran
Genf | Geneva
Köln | Cologne
Koeln | Cologne
München | Munich
Den Haag | The Hague
Straßburg | Strasbourg
Deutschland | Germany
Russlands | Russia
Frankreich | France
die Niederlande | the Netherlands
Schweiz | Switzerland
Türkei | Türkiye
Bayern | Bavaria
"""


@pytest.mark.parametrize(("german", "english"), [line.split(" | ") for line in PAIRS.strip().splitlines()])
def test_a_place_is_found_under_its_other_name(german: str, english: str) -> None:
    german = german.removeprefix("die ")

    assert found(english, body("a", german)) == [german]
    assert found(german, body("a", english.removeprefix("the "))) == [english.removeprefix("the ")]
    assert any(same_spelling(german, name) for name in organisation_names(english))


def test_no_name_belongs_to_two_places() -> None:
    keys: dict[str, set[str]] = {}
    for key, names in place_names().items():
        for name in names:
            keys.setdefault(plain_spelling(name), set()).add(key)

    assert {name: several for name, several in keys.items() if len(several) > 1} == {}


def test_places_and_organisations_have_keys_of_their_own() -> None:
    assert organisation_key("Moskau") == organisation_key("Moscow") != organisation_key("Kreml")
    assert organisation_names("Kreml") == ["Kreml", "Kremls", "Kremlin"]
    assert organisation_names("Rutte") == ["Rutte"]


@pytest.mark.parametrize(("german", "english"), [
    ("Kölner Polizei", "Cologne police"),
    ("Polizei in Köln", "the police of Cologne"),
    ("Münchner Oberbürgermeister", "the mayor of Munich"),
    ("Berliner Polizei", "Berlin police"),
    ("Warschauer Bürgermeister", "mayor of Warsaw"),
])  # fmt: skip
def test_a_place_in_a_role_means_the_same_in_both_languages(german: str, english: str) -> None:
    assert meanings(german) == meanings(english)


def test_a_place_alone_is_nobody_who_works_there() -> None:
    mayor = person("a", "Henriette Reker", "Oberbürgermeisterin von Köln")

    assert found("the mayor of Cologne", mayor) == ["Henriette Reker"]
    assert found("Cologne", mayor) == found("Köln", mayor) == []


def test_other_words_are_no_places() -> None:
    assert [place_in_role(word) for word in ("polizei", "kölsch", "römisch", "bäcker")] == [None] * 4


SPOKESPEOPLE = [
    person("a", "Sprecher", "Sprecher", said=5),
    person("a", "Robert Habeck", "Wirtschaftsminister"),
    person("b", "Sprecherin", "Sprecherin", said=4),
    person("c", "Mark Rutte", "Nato-Generalsekretär", said=9),
]


@pytest.mark.parametrize("mention", [
    "Habecks Sprecherin", "Habecks Sprecher", "Habeck's spokeswoman", "die Sprecherin von Robert Habeck",
    "the spokeswoman of Robert Habeck", "a spokesman for Mark Rutte", "Rutte's spokesman", "Ruttes Sprecher",
    "Merz' Sprecherin",
])  # fmt: skip
def test_somebodys_spokesperson_is_neither_another_one_nor_that_person(mention: str) -> None:
    assert found(mention, *SPOKESPEOPLE) == []


@pytest.mark.parametrize(("mention", "name"), [
    ("Habecks Sprecherin", "Sprecherin von Habeck"),
    ("die Sprecherin von Habeck", "Habecks Sprecherin"),
    ("Habeck's spokeswoman", "Habecks Sprecherin"),
    ("Rutte's spokesman", "spokesman for Mark Rutte"),
    ("the spokesman of Rutte", "Rutte's spokesman"),
    ("Ruttes Sprecher", "Rutte's spokesman"),
])  # fmt: skip
def test_somebodys_spokesperson_is_found_however_it_is_worded(mention: str, name: str) -> None:
    assert found(mention, *SPOKESPEOPLE, person("d", name, name)) == [name]


def test_both_wordings_of_a_spokesperson_are_found() -> None:
    named = [
        person("d", "Habecks Sprecherin", "Habecks Sprecherin"),
        person("e", "Sprecherin von Habeck", "Sprecherin von Habeck"),
    ]

    assert found("Habecks Sprecherin", *named) == ["Habecks Sprecherin", "Sprecherin von Habeck"]


def test_a_particle_behind_a_role_can_belong_to_the_name() -> None:
    assert found("Präsidentin von der Leyen", person("a", "Ursula von der Leyen")) == ["Ursula von der Leyen"]
