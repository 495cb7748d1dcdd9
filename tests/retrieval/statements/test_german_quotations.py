"""Which German quotations are speech: fragments, slogans, titles, names, glosses. All sentences are made up."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

Said = tuple[str | None, str]


def quoted(text: str) -> list[Said]:
    found = read_text(text, "de").statements
    return [(s.speaker, " … ".join(span.of(text) for span in s.spans)) for s in found if s.kind == "direct"]


SPEECH = [
    ("„Das ist bitter“, ist sich Anna Weber sicher.", [("Anna Weber", "Das ist bitter")]),
    ("„Das ist bitter“ – mit diesen Worten trat Anna Weber ab.", [("Anna Weber", "Das ist bitter")]),
    ("„Ein Skandal“, findet Anna Weber.", [("Anna Weber", "Ein Skandal")]),
    ("Anna Weber zeigte sich „tief erschüttert“.", [("Anna Weber", "tief erschüttert")]),
    ("Anna Weber reagierte „mit Entsetzen“ auf die Nachricht.", [("Anna Weber", "mit Entsetzen")]),
    (
        "Nach Ansicht von Anna Weber „wird das ein langer und kalter Winter“.",
        [("Anna Weber", "wird das ein langer und kalter Winter")],
    ),
    (
        "Erlaubt ist das nur „bei klarem Wetter auf dem See“.",
        [(None, "bei klarem Wetter auf dem See")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPEECH)
def test_quoted_words_are_speech(text: str, expected: list[Said]) -> None:
    assert quoted(text) == expected


def test_a_source_between_two_quotations_interrupts_one() -> None:
    text = "„Die Arbeit am alten Deich“, laut Anna Weber, „bleibt auch im Frühjahr liegen“."
    assert quoted(text) == [("Anna Weber", "Die Arbeit am alten Deich … bleibt auch im Frühjahr liegen")]


def test_what_a_source_says_wholly_in_quotation_marks_is_no_indirect_speech_besides() -> None:
    text = "Nach Ansicht von Anna Weber „wird das ein langer und kalter Winter“."
    assert [s.kind for s in read_text(text, "de").statements] == ["direct"]


WITHIN_SPEECH = [
    ("Anna Weber sagte, der Bauer Jan Lang habe behauptet: „Der Deich ist kerngesund.“", "Jan Lang"),
    ("Laut Anna Weber sagte Jan Lang: „Der Deich bleibt.“", "Jan Lang"),
    ("Anna Weber erklärte, Jan Lang habe gesagt, der Deich sei „kerngesund“.", "Jan Lang"),
    ("Anna Weber sagte, Jan Lang habe sie besucht: „Der Deich ist kerngesund.“", "Anna Weber"),
    ("Anna Weber erklärte, Jan Lang habe gesagt, was zu sagen war, und der Deich sei „kerngesund“.", "Anna Weber"),
    ("Anna Weber sagte, der Deich, den Jan Lang gelobt habe, sei „kerngesund“.", "Anna Weber"),
]


@pytest.mark.parametrize(("text", "speaker"), WITHIN_SPEECH)
def test_what_somebody_is_said_to_have_said_is_theirs(text: str, speaker: str) -> None:
    assert [who for who, _ in quoted(text)] == [speaker]


SLOGANS = [
    ("Die Demonstranten zogen mit der Parole „Kohle aus“ durch die Stadt.", ["Kohle aus"]),
    ("Die Demonstranten riefen Sprüche wie „Kohle aus“ und „Wind an“.", ["Kohle aus", "Wind an"]),
    ("Auf Transparenten stand „Kohle aus, Sonne an“.", ["Kohle aus, Sonne an"]),
]


@pytest.mark.parametrize(("text", "expected"), SLOGANS)
def test_slogans_are_speech(text: str, expected: list[str]) -> None:
    assert [words for _, words in quoted(text)] == expected


def test_nobody_is_called_by_a_slogan() -> None:
    assert quoted("Auf Transparenten stand „Kohle aus, Sonne an“.") == [(None, "Kohle aus, Sonne an")]


NO_SPEECH = [
    "„Land am alten Meer“, so lautet der Titel des Buches.",
    "„Land am alten Meer“ lautet der Titel des Buches, das Anna Weber vorstellte.",
    "Anna Weber sagte, die Oper „Nordlicht“ („helles Licht“) sei alt.",
    "Anna Weber sagte, der Verein Bro (deutsch: „Alte Brücke“) sei arm.",
    "Anna Weber sagte, sie habe im alten „Roten Ochsen“ gewohnt.",
    "Anna Weber sprach über Themen wie „Alter und Armut im Norden des Landes“.",
    "Anna Weber sprach über die Filme „Der Fluss“ und „Das weite Land am Meer“.",
    "Gezeigt wurden „Alte Bäume am Rand der Stadt“, „Der Fluss im Winter“ und „Land am Meer“.",
    "Der Film „Wir sind viele“ läuft heute an.",
    "Die „neuen Häuser“ stehen leer.",
]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_titles_names_and_glosses_are_no_speech(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_after_a_newspaper_is_no_title() -> None:
    text = "Anna Weber sagte der „Nordzeitung“, „wir sind zu spät gekommen“."
    assert quoted(text) == [("Anna Weber", "wir sind zu spät gekommen")]


def test_a_bracket_may_hold_what_somebody_says() -> None:
    text = "Anna Weber lobte den Plan („Das hilft uns weiter.“)."
    assert [words for _, words in quoted(text)] == ["Das hilft uns weiter."]


@pytest.mark.parametrize("piece", ["„a b“, ", "(„A“ ", "alten „A“ und ", "wie „A b“ "])
def test_rows_of_quotations_cost_little(piece: str) -> None:
    assert isinstance(read_text("Parolen " + piece * 20_000, "de").statements, tuple)
