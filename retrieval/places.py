"""Places that German and English call differently: "Moskau" is "Moscow". The list is `data/places.toml`."""

from __future__ import annotations

import functools

from retrieval import lists
from retrieval.names import folded, plain_spelling

__all__ = ["is_known_place", "place_in_role", "place_names", "plain_names"]

_TABLES = ("cities", "regions", "countries")


def place_names() -> dict[str, list[str]]:
    """The names of each place, genitives ("Moskaus") among them."""
    tables = (lists.data("places")[table].items() for table in _TABLES)
    return {key: [form for name in names for form in (name, f"{name}s")] for table in tables for key, names in table}


@functools.cache
def plain_names() -> dict[str, frozenset[str]]:
    """The names of each place without genitives; cities that both languages write alike among them, by their name."""
    found = {key: frozenset(names) for table in _TABLES for key, names in lists.data("places")[table].items()}
    return {name.lower(): frozenset((name,)) for name in lists.data("places")["alike"]["cities"]} | found


def is_known_place(name: str) -> bool:
    return not _spellings().isdisjoint(folded(name))


@functools.cache
def _spellings() -> frozenset[str]:
    names = [name for forms in place_names().values() for name in forms] + lists.data("places")["alike"]["cities"]
    return frozenset(spelling for name in names for spelling in folded(name))


def place_in_role(word: str) -> str | None:
    """A city in a role, the same for "Cologne", "Köln" and "Kölner"; None for other words."""
    return _in_roles().get(plain_spelling(word))


@functools.cache
def _in_roles() -> dict[str, str]:
    places = lists.data("places")
    cities = [*places["cities"].items(), *((name.lower(), [name]) for name in places["alike"]["cities"])]
    named = [(key, f"{name}{ending}") for key, names in cities for name in names for ending in ("", "s", "r", "er")]
    named += [(key, name) for key, names in places["adjectives"].items() for name in names]
    return {spelling: key for key, name in named for spelling in folded(name)}
