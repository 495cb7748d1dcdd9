"""No English text makes the reader stumble: cues in a row, nothing after a comma, small words that are names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.statements import read_text

WORDS = st.sampled_from(
    "Mary Weaver Lang May Long Sen. Mr. said says told asked whether that to by of the a his who which , . : “ ” ( ) – ! ? as "
    "As when While and but not ’s Weaver’s A claim opposition critical is was according According denounced denouncing promised "
    "expects poll shows Asked WASHINGTON 54 in on before turned would could".split()
)


@settings(max_examples=200, deadline=None)
@given(words=st.lists(WORDS, max_size=30))
def test_every_span_lies_in_its_paragraph_and_no_two_of_a_statement_overlap(words: list[str]) -> None:
    text = " ".join(words)
    reading = read_text(text, "en")
    names = {e.name for e in reading.entities}

    for statement in reading.statements:
        assert all(0 <= span.start < span.end <= len(text) for span in statement.spans)
        assert all(a.end <= b.start for a, b in zip(statement.spans, statement.spans[1:], strict=False))
        assert statement.speaker is None or statement.speaker in names


@pytest.mark.parametrize("piece", ["said, ", "asked whether , ", "told and saying ", "Weaver’s claim that ", "X: "])
def test_cues_in_a_row_cost_no_more_than_their_length(piece: str) -> None:
    assert len(read_text(piece * 3_000, "en").entities) <= 1
