"""Text to the terms of the full-text index, the same way when an article is added and when a question is asked."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Any

__all__ = [
    "STEMMED",
    "Lexicon",
    "Word",
    "analyzer",
    "fingerprint",
    "fold",
    "known_words",
    "lexicon",
    "meanings",
    "normal",
    "query_words",
    "spellings",
    "stems",
    "translated",
]

STEMMED = {"de": "german", "en": "english"}
"""Languages whose paragraphs are searched by stem, with the stemmer's name for them."""

_VERSION = 1  # to be raised with every change of the fields or of what is written into them
_LONGEST = 80  # letters; what is longer is no word


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the full-text index knows of a language; the lists are explained in the files under `lexicon/`."""

    stop: frozenset[str]
    links: tuple[str, ...] = ()
    prefixes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question. `is_name`: capitalised, or with digits, so that it may stand in any language."""

    text: str
    is_name: bool


@cache
def lexicon(language: str) -> Lexicon:
    """An empty one for languages that have no file."""
    if language not in STEMMED:
        return Lexicon(frozenset())
    entries = tomllib.loads(_file(f"{language}.toml"))
    return Lexicon(
        frozenset(entries["stop"].split()),
        tuple(entries.get("links", ())),
        frozenset(entries.get("prefixes", "").split()),
    )


@cache
def fingerprint() -> str:
    """Changes when the same text would give other terms."""
    parts = [str(_VERSION), version("tantivy"), *(_file(f"{language}.toml") for language in STEMMED)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@cache
def analyzer(name: str) -> Any:
    """By name: "de" and "en" give stems without stop words; "words" gives lower case, "exact" the case as it is, both
    without accents; "tails" gives what stands between blanks."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    tokenizer = Tokenizer.whitespace() if name == "tails" else Tokenizer.simple()
    builder = TextAnalyzerBuilder(tokenizer).filter(Filter.remove_long(_LONGEST))
    if name in STEMMED:
        stop = sorted(lexicon(name).stop)
        builder = builder.filter(Filter.lowercase()).filter(Filter.custom_stopword(stop))
        builder = builder.filter(Filter.stemmer(STEMMED[name])).filter(Filter.ascii_fold())
    elif name == "words":
        builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    elif name == "exact":
        builder = builder.filter(Filter.ascii_fold())
    return builder.build()


def normal(text: str) -> str:
    """One way to write an accented letter, whichever way the article has it."""
    return unicodedata.normalize("NFC", text)


def stems(text: str, language: str) -> list[str]:
    found: list[str] = analyzer(language).analyze(text)
    return found


def fold(text: str) -> list[str]:
    """The words of a text in lower case, without accents."""
    found: list[str] = analyzer("words").analyze(text)
    return found


def spellings(name: str) -> list[str]:
    """A name as texts in another language may have it: "NATO" and "Nato", "Rat" but not "rat"."""
    found: list[str] = []
    for word in analyzer("exact").analyze(name):
        found += dict.fromkeys((word, word.capitalize(), word.upper()))
    return found


def query_words(text: str, language: str) -> list[Word]:
    """The words of a question that say what it is about, each once."""
    stop = lexicon(language).stop
    function_words = lexicon("de").stop | lexicon("en").stop
    found: dict[str, Word] = {}
    for word in re.findall(r"[^\W_]+", normal(text)):
        lower = word.lower()
        if lower not in stop and lower not in found:
            is_name = (word[0].isupper() and lower not in function_words) or any(c.isdigit() for c in word)
            found[lower] = Word(word, is_name)
    return list(found.values())


def _file(name: str) -> str:
    return resources.files("retrieval").joinpath("lexicon", name).read_text(encoding="utf-8")


@cache
def _translations(language: str, other: str) -> dict[str, list[str]]:
    """By stem the words of the other language; empty where there is no file for the two."""
    try:
        text = _file(f"{language}-{other}.tsv")
    except FileNotFoundError:
        return {}
    pairs = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {stem: words.split() for stem, words in pairs}


def translated(word: str, language: str, other: str) -> list[str]:
    """Stems in another language of what a word may mean, by a dictionary; none for a word that is not in it."""
    words = meanings(word, language, other)
    return list(dict.fromkeys(stem for translation in words for stem in stems(translation, other)))


@cache
def known_words(language: str) -> frozenset[str]:
    """The words of a language, in small letters, that the dictionary gives as a meaning of a word spelled otherwise:
    hardly any name is among them."""
    other = "en" if language == "de" else "de"
    return frozenset(
        word.lower()
        for stem, words in _translations(other, language).items()
        for word in words
        if not word.lower().startswith(stem) and (language == "de" or word.islower())
    )


def meanings(word: str, language: str, other: str) -> list[str]:
    """Words of another language that a word may mean, as the dictionary writes them; none for one that is not in it."""
    found = _translations(language, other)
    return [translation for stem in stems(word, language) for translation in found.get(stem, ())]
