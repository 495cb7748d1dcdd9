"""The word lists of words.toml, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["month", "name_of", "word_list"]


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of words.toml by its name; of "agencies" and "papers", what datelines call them."""
    return frozenset(_data()[name])


def name_of(publisher: str) -> str | None:
    """What an agency or a paper, as a dateline writes it, is called: "reuters" -> "Reuters"."""
    key = publisher.casefold()
    name = _data()["agencies"].get(key) or _data()["papers"].get(key)
    return str(name) if name else None


@cache
def month(name: str) -> int | None:
    """1 to 12 for "Dezember", "Dec." and their like."""
    key = name.casefold().rstrip(".")
    return next((int(number) for number, names in _data()["months"].items() if key in names), None)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("retrieval.readers").joinpath("words.toml").read_text("utf-8"))
