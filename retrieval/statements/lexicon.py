"""Reads the word lists of a language; each is a file that a linguist can edit."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Names", "Verb", "is_first_name", "load_names", "sections", "unaccented", "word_lists"]

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
    honours: frozenset[str]
    not_names: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    newspapers: frozenset[str]

    def impersonal(self, word: str) -> bool:
        """Whether a word is known to be a place, or no name."""
        return word in self.places or word in self.not_names


@lru_cache(maxsize=20_000)
def is_first_name(word: str) -> bool:
    names = load_names()
    return any(w in names.female or w in names.male or w in names.either for w in {word, unaccented(word)})


@lru_cache(maxsize=20_000)
def unaccented(name: str) -> str:
    """A name without the accents that a list may lack, umlauts aside: "María" is "Maria", "Jörg" stays."""
    if name.isascii():
        return name
    kept = (c if c in "äöüÄÖÜß" else unicodedata.normalize("NFD", c)[0] for c in name)
    return "".join(kept)


@cache
def load_names() -> Names:
    """First names of persons, the same for all languages."""
    lists = word_lists("names.toml")
    return Names(**lists | {"not_names": lists["not_names"] | lists["honours"]})
