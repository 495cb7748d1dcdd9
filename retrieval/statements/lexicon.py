"""Reads the word lists of a language; each is a file that a linguist can edit."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Names", "Verb", "is_first_name", "load_names", "sections", "word_lists"]

FOLDER = Path(__file__).parent


class Verb(NamedTuple):
    """A verb of speech. `sort` is the section that it stands in: say, demand, judge, think, weak."""

    lemma: str
    particle: str
    sort: str


def word_lists(*path: str) -> dict[str, frozenset[str]]:
    """A TOML file of strings, each a list of words between white space."""
    data = tomllib.loads(FOLDER.joinpath(*path).read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in data.items()}


def sections(*path: str) -> dict[str, list[str]]:
    """A text file of lines under [headings]; # starts a comment."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in FOLDER.joinpath(*path).read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("["):
            heading = line.strip("[]")
        elif line:
            found.setdefault(heading, []).append(line)
    return found


@dataclass(frozen=True, slots=True)
class Names:
    female: frozenset[str]
    male: frozenset[str]
    either: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    newspapers: frozenset[str]


def is_first_name(word: str) -> bool:
    names = load_names()
    return word in names.female or word in names.male or word in names.either


@cache
def load_names() -> Names:
    """First names of persons, the same for all languages."""
    return Names(**word_lists("names.toml"))
