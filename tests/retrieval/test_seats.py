"""Which states words name: by their country, their capital or their government."""

from __future__ import annotations

from retrieval.seats import governments_in, names_of


def test_governments_are_found_in_a_text_however_long_its_words_are() -> None:
    text = "Die polnische Regierung schwieg. " + "a-" * 200_000

    assert governments_in(text, "poland") == {"polnische Regierung"}


def test_a_state_is_called_by_its_country_and_its_capital_however_that_is_written() -> None:
    assert names_of("greece") == {"Griechenland", "Greece", "Athen", "Athens"}
    assert names_of("france") == {"Frankreich", "France", "Paris"}
