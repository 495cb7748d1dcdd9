"""German speech that only its mood shows: Konjunktiv that goes on, and hearsay."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text


def said(text: str) -> list[tuple[str | None, str]]:
    found = read_text(text, "de").statements
    return [(s.speaker, " … ".join(span.of(text) for span in s.spans).removesuffix(".")) for s in found]


def test_a_verb_of_speech_without_words_gives_the_next_sentence_its_speaker() -> None:
    assert said("Anna Weber kritisierte den Plan. Die Kosten seien zu hoch.") == [
        ("Anna Weber", "Die Kosten seien zu hoch")
    ]


def test_what_is_said_to_be_so_is_that_of_whoever_spoke_before() -> None:
    text = "Anna Weber sagte, der Täter sei bekannt. Er soll den Plan verraten haben."
    assert said(text)[-1] == ("Anna Weber", "Er soll den Plan verraten haben")


@pytest.mark.parametrize("text", ["Der Täter soll den Plan verraten haben.", "Das Werk soll im Mai schließen."])
def test_hearsay_with_nobody_who_spoke_before_is_nobodys(text: str) -> None:
    assert said(text) == []


def test_a_teller_in_the_indicative_has_the_question_that_follows() -> None:
    assert said("Die Ministerin will wissen, ob das Werk schließe.") == [("Ministerin", "ob das Werk schließe")]


def test_a_form_on_no_list_is_speech_where_speech_goes_on() -> None:
    text = "Anna Weber sagte, der Wind drehe. Dies bedinge im Norden starke Böen."
    assert said(text)[-1] == ("Anna Weber", "Dies bedinge im Norden starke Böen")
    assert said("Der Wind dreht. Dies bedinge im Norden starke Böen.") == []


def test_every_verb_in_ieren_shows_its_mood() -> None:
    assert said("Anna Weber sagte, der Plan demotiviere viele.") == [("Anna Weber", "der Plan demotiviere viele")]


def test_a_clause_of_its_own_after_the_reporters_is_not_that_of_the_subject_before() -> None:
    text = "Hans Müller trat zurück. Seine Tochter ist krank geworden, und er wolle sie pflegen."
    assert [speaker for speaker, _ in said(text)] == ["Hans Müller"]


def test_a_sentence_in_the_second_konjunktiv_is_speech_only_before_speech() -> None:
    begins = "Anna Weber war selbst dabei. Die Kollegen hätten den Plan gekannt. "
    assert said(begins + "Niemand habe gewarnt.") == [
        ("Anna Weber", "Die Kollegen hätten den Plan gekannt. Niemand habe gewarnt")
    ]
    assert said(begins + "Am Montag ging sie nach Hause.") == []
