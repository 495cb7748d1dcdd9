"""Which states words name: by their country, their capital or their government."""

from __future__ import annotations

from retrieval.seats import governments_in


def test_governments_are_found_in_a_text_however_long_its_words_are() -> None:
    text = "Die polnische Regierung schwieg. " + "a-" * 200_000

    assert governments_in(text, "poland") == {"polnische Regierung"}
