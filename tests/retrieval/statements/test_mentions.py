"""Who is named, and whom a pronoun, an epithet or a last name stands for."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph
from retrieval.statements import Entity, Reading, read, read_text


def article(*paragraphs: str, language: str = "de") -> Reading:
    numbered = tuple(Paragraph("a", n, text) for n, text in enumerate(paragraphs, 1))
    return read(Article("a", "", True, numbered, language=language))


def entity(reading: Reading, name: str) -> Entity:
    return next(e for e in reading.entities if e.name == name)


def last_speaker(reading: Reading) -> tuple[str | None, str | None, bool]:
    statement = reading.statements[-1]
    span = statement.speaker_span
    return statement.speaker, span.of(statement.paragraph.text) if span else None, statement.inferred


RESOLVED = [
    # full name from another paragraph, and genitive
    (["Ministerin Anna Weber kam an.", "Der Plan sei gut, sagte Weber."], ("Anna Weber", "Weber", False)),
    (
        ["Eva von der Heide kam an.", "Es eile, sagte von der Heide."],
        ("Eva von der Heide", "von der Heide", False),
    ),
    (["Mohammed bin Karim kam an.", "„Es eilt“, sagte bin Karim."], ("Mohammed bin Karim", "bin Karim", False)),
    # pronouns agree in gender
    (["Anna Weber traf Peter Lang. Er sagte, es eile."], ("Peter Lang", "Er", True)),
    (["Anna Weber traf Peter Lang. Sie sagte, es eile."], ("Anna Weber", "Sie", True)),
    # epithets and roles
    (["Joost Visser kam an. Es eile, sagte der Niederländer."], ("Joost Visser", "der Niederländer", True)),
    (["Anna Weber kam an. „Es eilt“, sagte die CDU-Chefin."], ("Anna Weber", "die CDU-Chefin", True)),
    (
        ["Bahnsprecher Dmitri Karzin und Minister Peter Lang kamen an. Es eile, sagte der Minister."],
        ("Peter Lang", "der Minister", True),
    ),
    # a description of somebody else is nobody who was named
    (
        ["Anna Weber kam an. Es eile, sagte die Leiterin der Schule."],
        ("Leiterin der Schule", "die Leiterin der Schule", False),
    ),
    # names inside of quotations are no antecedents
    (["Anna Weber sagte: „Peter Lang kommt.“ Es eile, sagte sie."], ("Anna Weber", "sie", True)),
    # an apposition
    (
        ["Der Vorsitzende des Vereins, Peter Lang, sagte, es eile."],
        ("Peter Lang", "Der Vorsitzende des Vereins, Peter Lang", False),
    ),
]


@pytest.mark.parametrize(("paragraphs", "expected"), RESOLVED)
def test_a_mention_resolves_within_its_article(paragraphs: list[str], expected: tuple[str, str, bool]) -> None:
    assert last_speaker(article(*paragraphs)) == expected


def test_an_organisation_takes_no_person_of_the_paragraph_before() -> None:
    reading = article(
        "Habecks Sprecherin Anna Weber sagte, es eile.", "Der FC Bayern erklärte: „Wir kaufen niemanden.“"
    )

    assert last_speaker(reading) == ("FC Bayern", "Der FC Bayern", False)
    assert entity(reading, "FC Bayern").sort == "organisation"
    assert entity(reading, "Anna Weber").roles == ("Habecks Sprecherin",)


SORTS = [
    ("Miller said that taxes would fall.", "Miller", "person"),
    ("McConnell said that taxes would fall.", "McConnell", "person"),
    ("Berlin said that taxes would fall.", "Berlin", "organisation"),
    ("Boeing said that taxes would fall.", "Boeing", "organisation"),
    ("NATO said that taxes would fall.", "NATO", "organisation"),
    ("The Kremlin said that taxes would fall.", "Kremlin", "organisation"),
    ("Experts said that taxes would fall.", "Experts", "organisation"),
    ("Parents said that taxes would fall. Many parents left.", "Parents", "organisation"),
]


@pytest.mark.parametrize(("text", "name", "sort"), SORTS)
def test_a_single_english_name_is_a_person_unless_something_says_otherwise(text: str, name: str, sort: str) -> None:
    found = entity(read_text(text, "en"), name)

    assert (found.sort, found.roles) == (sort, ())


def test_persons_who_say_nothing_are_named_with_their_roles() -> None:
    reading = article("Die deutsche Außenministerin Anna Weber traf US-Präsident Peter Lang.")

    assert reading.statements == ()
    assert entity(reading, "Anna Weber").roles == ("deutsche Außenministerin",)
    assert entity(reading, "Anna Weber").gender == "f"
    assert entity(reading, "Peter Lang").roles == ("US-Präsident",)


def test_an_epithet_becomes_a_role() -> None:
    reading = article("Ministerin Anna Weber kam an. „Es eilt“, sagte die Grünen-Politikerin.")

    assert entity(reading, "Anna Weber").roles == ("Ministerin", "Grünen-Politikerin")


def test_two_persons_with_one_last_name_stay_two() -> None:
    reading = article("Anna Weber sagte, es eile. Peter Weber sagte, es habe Zeit.")

    assert [s.speaker for s in reading.statements] == ["Anna Weber", "Peter Weber"]


def test_every_speaker_is_an_entity() -> None:
    text = (
        "Laut Polizei ist die Straße frei. Ein Sprecher der Stadt sagte, es eile. Es werde teuer, sagte der Kreml-Sprecher. "
        "Anna Weber warnte: „Es eilt.“"
    )
    reading = read_text(text, "de")

    assert {s.speaker for s in reading.statements} <= {e.name for e in reading.entities}
    assert entity(reading, "Kreml-Sprecher").sort == "person"
    assert entity(reading, "Polizei").sort == "organisation"


def test_english_titles_pronouns_and_last_names() -> None:
    reading = article(
        "Sen. Mary Weaver met Gov. Peter Long.", "“It is time,” Weaver said. He said it was not.", language="en"
    )

    assert [(s.speaker, s.inferred) for s in reading.statements] == [("Mary Weaver", False), ("Peter Long", True)]
