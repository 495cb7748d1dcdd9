"""Numbers are read out of any text, however long or strange."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checking.facts import facts_of, missing_facts


@pytest.mark.parametrize(
    "text",
    ["mal" * 3000, f"at {'5' * 5000} pm", "tausend" * 500, "hundertund" * 500, "1." * 3000, f"{'9' * 5000} Millionen"],
    ids=["times", "digits", "thousands", "hundreds", "dots", "millions"],
)
def test_a_text_without_end_is_read(text: str) -> None:
    facts_of(text)
    assert missing_facts("In 2015 it rained.", [text], [])


PARTS = "12.345,6 7 pm mal und ein zwanzig tausend hundert Millionen % € -".split()


@given(st.lists(st.sampled_from(PARTS), max_size=30))
def test_any_row_of_numbers_and_words_is_read(parts: list[str]) -> None:
    for joint in ("", " "):
        text = joint.join(parts)
        assert missing_facts(text, [text], []) == []
