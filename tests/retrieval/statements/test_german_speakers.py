"""Who a German subject is: titles, appositions, several persons, names with particles."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text


def speakers(text: str) -> list[str | None]:
    return [s.speaker for s in read_text(text, "de").statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ihr Vorsitzender, Hans Müller, sagte, der Plan sei gut.", "Hans Müller"),
        ("Die Sprecherin der Stadt, Eva Lang, sagte, der Plan sei gut.", "Eva Lang"),
        ("Der 32-jährige Hans Müller sagte, der Plan sei gut.", "Hans Müller"),
        ("Einer der Zeugen sagte, der Wagen habe gebrannt.", "Zeugen"),
        ("Den Plan lobte Hans Müller als „großen Wurf“.", "Hans Müller"),
        ("Die Anhänger des Ministers zeigten sich überzeugt, dass der Plan gelingt.", "Anhänger"),
        ("Dies wollte die Ministerin nicht hinnehmen und forderte, den Plan zu ändern.", "Ministerin"),
        ("Vor allem Hans Müller sagte, der Plan sei gut.", "Hans Müller"),
        ("Insbesondere die Opposition sagte, der Plan sei schlecht.", "Opposition"),
    ],
)
def test_the_subject_is_found(text: str, expected: str) -> None:
    assert speakers(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Premierministerin Eva Lang kam nach Berlin. Sie sagte, der Plan sei gut.", "Eva Lang"),
        ("Karl-Heinz zu Waldeneck kam. Der Plan sei gut, so Waldeneck.", "Karl-Heinz zu Waldeneck"),
        ("Hans Müller kam zu spät. „Der Zug fiel heute leider aus“, sagte er.", "Hans Müller"),
    ],
)
def test_who_was_named_before_is_found(text: str, expected: str) -> None:
    assert speakers(text) == [expected]


def test_persons_who_speak_together_each_have_the_statement() -> None:
    text = "Die Abgeordneten Hans Müller (CDU), Eva Lang und Jan Weber sagten, der Plan sei gut."
    found = read_text(text, "de").statements
    assert [s.speaker for s in found] == ["Hans Müller", "Eva Lang", "Jan Weber"]
    assert len({s.spans for s in found}) == 1


def test_speech_that_goes_on_is_that_of_all_who_spoke() -> None:
    text = "Hans Müller und Eva Lang sagten, der Plan sei gut. Auch müsse Geld her. Das Amt sei zu klein."
    found = read_text(text, "de").statements
    goes_on = [s for s in found if s.spans[0].of(text).startswith("Auch")]
    assert [s.speaker for s in goes_on] == ["Hans Müller", "Eva Lang"]
    assert {s.spans[0].of(text) for s in goes_on} == {"Auch müsse Geld her. Das Amt sei zu klein"}


def test_whoever_is_named_beside_the_speaker_does_not_speak() -> None:
    assert speakers("Hans Müller, Nachfolger von Eva Lang, sagte, der Plan sei gut.") == ["Hans Müller"]
    assert speakers("Der Anwalt von Hans Müller und Eva Lang sagte, der Plan sei gut.") != ["Hans Müller", "Eva Lang"]
