"""Rows of German sources and verbs of speech cost no more than their length, and end nowhere outside of the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.statements import read_text


@pytest.mark.parametrize(
    "row",
    [
        "er sagte: ",  # each colon may belong to a later verb
        "nannte „Ja“ ",
        "wies den Vorwurf zurück, ",
        "in dem Bericht heißt es, ",
        "wie bekannt gegeben wurde, ",
        "Hans Müller, Eva Lang und ",
    ],
)
def test_a_row_of_attributions_costs_no_more_than_its_length(row: str) -> None:
    text = "Anna Weber kam, " + row * 2_000 + "und ging."
    assert all(span.end <= len(text) for s in read_text(text, "de").statements for span in s.spans)


@pytest.mark.parametrize(
    "text", ["Es gab die Forderung,", "Anna Weber sagte:", "Wie es hieß,", "Laut", "Er soll,", "„"]
)
def test_a_sentence_that_breaks_off_is_read(text: str) -> None:
    assert read_text(text, "de").statements == ()


WORDS = st.sampled_from(
    "Anna Weber Hans Müller und sowie sagte nannte kritisierte wies Vorwurf zurück , . : „Ja“ „das ist gut so“ dass sei habe soll "
    "haben könnte Forderung überzeugt als für wonach laut denen heißt hieß es in Bericht wurde bekannt gab gegeben Das dies so ihnen "
    "zufolge während nicht nach Gesetz Minister die der zu gehen".split()
)


@settings(max_examples=200, deadline=None)
@given(words=st.lists(WORDS, max_size=40))
def test_every_span_lies_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for statement in read_text(text, "de").statements:
        assert all(0 <= span.start < span.end <= len(text) for span in statement.spans)


@pytest.mark.parametrize(
    "text", [". Das", "Das", "Dies.", "retrieval gekannt verraten shows read_text: wonach.", "Sie sagte:", ":"]
)
def test_a_sentence_that_stops_short_is_read(text: str) -> None:
    for statement in read_text(text, "de").statements:
        assert all(0 <= span.start < span.end <= len(text) for span in statement.spans)
