"""German names of several words, with particles, articles and endings that nouns have. All sentences are made up."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

PARTICLES = [
    ("Ministerin Nora van den Berg kam. Van den Berg sagte, es eile.", "Nora van den Berg"),
    ("Ministerin Nora van den Berg kam. „Es eilt“, sagte van den Berg.", "Nora van den Berg"),
    ("Forscherin Ute von der Heide kam. Von der Heide betonte, es eile.", "Ute von der Heide"),
    ("Forscherin Ute von der Heide kam. Es eile, so von der Heide.", "Ute von der Heide"),
    ("Forscherin Ute von der Heide kam. Ministerin von der Heide sagte, es eile.", "Ute von der Heide"),
    ("Karl zu Rhein kam. Zu Rhein sagte in Kiel, es eile.", "Karl zu Rhein"),
    ("Der Prinz Omar bin Nasser kam. Bin Nasser sagte, es eile.", "Omar bin Nasser"),
    ("Der Prinz Omar bin Nasser kam. Nasser sagte, es eile.", "Omar bin Nasser"),
    ("Der Händler Jerry al Harun kam. Al Harun sagte, es eile.", "Jerry al Harun"),
    ("Die Sängerin Rosa dos Anjos kam. Dos Anjos sagte, es eile.", "Rosa dos Anjos"),
    ("Der Maler Paul de la Cour kam. De la Cour meinte, es eile.", "Paul de la Cour"),
    ("Präsident Omar al-Khatib kam. Khatib sagte, es eile.", "Omar al-Khatib"),
    ("Präsident Omar al-Khatib kam. Khatibs Sprecher schwieg. Al-Khatib sagte, es eile.", "Omar al-Khatib"),
    ("Nora van den Berg und Karl van den Berg kamen. Es eile, sagte Karl van den Berg.", "Karl van den Berg"),
]


@pytest.mark.parametrize(("text", "expected"), PARTICLES)
def test_a_name_is_one_with_its_particles(text: str, expected: str) -> None:
    found = [s for s in read_text(text).statements if s.kind != "reported"]
    assert [s.speaker for s in found] == [expected]


def test_a_place_after_von_is_no_name() -> None:
    text = "Renato Silva von Bärenau traf. „Es reicht“, sagte der Sportchef von Bärenau."
    assert [s.speaker for s in read_text(text).statements] == ["Sportchef von Bärenau"]


def test_an_article_after_a_name_is_no_particle() -> None:
    text = "Die Chefin schlug Peter Otto den Obmann Jan Feld vor. Otto sagte, es eile."
    assert [s.speaker for s in read_text(text).statements][-1] == "Peter Otto"


@pytest.mark.parametrize(
    "name",
    ["Bakhtiyar Orlan", "Guðrún Falsdóttir", "Wondimu Berkos", "Thibaud Morvel", "Pham Quang Lieu", "Birutė Kalna"],
)
def test_first_names_of_many_languages_make_a_person(name: str) -> None:
    reading = read_text(f"Das Konzertbüro {name} wird siebzig. „Es eilt“, sagte {name.split()[-1]}.")
    assert [s.speaker for s in reading.statements] == [name]


LIKE_NOUNS = [
    ("Minister Rosenberg kam. Es eile, sagte Rosenberg.", "Rosenberg"),
    ("Ministerin Lambrecht kam. „Es eilt“, sagte sie. Lambrecht blieb.", "Lambrecht"),
    ("Trainer Jung kam. „Es eilt“, sagte er.", "Jung"),
    ("Karin Mai kam. „Es eilt“, sagte Mai.", "Karin Mai"),
    ("Ministerin Benz kam. „Es eilt“, sagte sie.", "Benz"),
]


@pytest.mark.parametrize(("text", "expected"), LIKE_NOUNS)
def test_a_last_name_may_end_like_a_noun(text: str, expected: str) -> None:
    reading = read_text(text)
    assert [s.speaker for s in reading.statements] == [expected]
    assert [e.sort for e in reading.entities if e.name == expected] == ["person"]


def test_a_noun_after_a_role_is_no_name() -> None:
    text = "Der Ministerin Landrecht vorzuwerfen, sei falsch. Das Landrecht gelte. Es eile, sagte sie."
    assert "Landrecht" not in {e.name for e in read_text(text).entities if e.sort == "person"}


INITIALS = [
    ("C. Berger sagte, es eile.", "C. Berger"),
    ("J. K. Lindahl kam. Lindahl sagte, es eile.", "J. K. Lindahl"),
    ("Minister K. Berger kam. Berger sagte, es eile.", "K. Berger"),
]


@pytest.mark.parametrize(("text", "expected"), INITIALS)
def test_initials_and_a_last_name_are_a_person(text: str, expected: str) -> None:
    reading = read_text(text)
    assert [s.speaker for s in reading.statements] == [expected]
    assert [e.sort for e in reading.entities if e.name == expected] == ["person"]
