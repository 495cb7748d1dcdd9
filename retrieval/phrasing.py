"""How a question is worded: the patterns of `data/questions.*.toml`, and where in a text a name or role ends."""

from __future__ import annotations

import functools
import re
from typing import Any

from retrieval import lists
from retrieval.roles import is_kind

__all__ = [
    "LONGEST_READ",
    "Pattern",
    "compiled",
    "edges",
    "is_nobody",
    "is_one_of",
    "leans_on_nothing",
    "matches",
    "name_and_rest",
    "patterns",
    "plain_text",
    "speaker_in",
    "tidy",
    "word_list",
]

_LONGEST = 2000
"""Characters of a question that are looked at."""
LONGEST_READ = 300
"""Characters of a question that the patterns of "what did X say" are tried on: a longer one holds a quotation. Bounds
the time that they can take."""


def patterns(language: str) -> dict[str, Any]:
    """The data file of a language."""
    return lists.data(f"questions.{language}")


class Pattern:
    """Compiled when a question that starts like it is first met: all of them would take 0.1 seconds."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._start = re.compile(_start(written), re.I)

    @functools.cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self._written, re.I)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._whole.fullmatch(text) if self._start.match(text) else None


def _start(written: str) -> str:
    """A regular expression up to its first space outside of brackets."""
    depth = 0
    for index, character in enumerate(written):
        depth += (character == "(") - (character == ")")
        if character == " " and not depth:
            return written[:index]
    return written


@functools.cache
def compiled(language: str, intent: str) -> tuple[Pattern, ...]:
    data = patterns(language)
    written = data["patterns"][intent]
    for name, words in data["words"].items():
        written = [pattern.replace(f"{{{name}}}", words) for pattern in written]
    return tuple(Pattern(pattern) for pattern in written)


@functools.cache
def word_list(section: str, key: str, language: str) -> frozenset[str]:
    return frozenset(patterns(language)[section][key].split("|"))


@functools.cache
def edges(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = patterns(language)
    leading, trailing = data["leading"]["words"], data["trailing"]["words"]
    return re.compile(f"^(?:{leading})+", re.I), re.compile(f"(?:(?<=[^ ] [^ ])|(?<=[^ ]{{3}}))(?:{trailing})+$", re.I)


def is_one_of(text: str, key: str, language: str) -> bool:
    """Whether a text is one of the words of a list of the follow-ups."""
    return re.fullmatch(patterns(language)["follow_up"][key], text, re.I) is not None


def is_nobody(text: str, language: str) -> bool:
    return text.lower() in word_list("names", "nobody", language)


def plain_text(text: str) -> str:
    """Without final punctuation, doubled spaces and control characters, and no longer than any real question."""
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f]", " ", text[:_LONGEST])).strip(" ?!.…¿;,")


def leans_on_nothing(text: str, language: str) -> bool:
    """ "Who else?", "Is it true?", "Thanks": with nothing before them, they are about nothing."""
    data = patterns(language)["follow_up"]
    alone = edges(language)[0].sub("", plain_text(text))
    return matches([*data["same"], data["who"], data["own"], data["empty"]], alone) is not None


def matches(written: list[str], text: str) -> re.Match[str] | None:
    short = text.strip()
    if len(short) > LONGEST_READ:
        return None
    return next((found for pattern in written if (found := re.fullmatch(pattern, short, re.I))), None)


def speaker_in(text: str, language: str) -> str | None:
    """The name or role at the beginning of a text: "Baerbock in Brüssel" -> "Baerbock".

    It ends before a word of place or time, and in German before a word in small letters that stands behind a
    capitalised one, particles of names left out.
    """
    return name_and_rest(text, language)[0] or None


def name_and_rest(text: str, language: str) -> tuple[str, str]:
    """The name or role, and what stands behind it."""
    words = text.strip(" ,:\"„“”»«'‚‘’").split()
    places = word_list("names", "places", language)
    seen = False
    for index, word in enumerate(words):
        small = not word[0].isupper()
        if index and small and (
            word.lower() in places or (seen and language == "de" and not _goes_on(words, index))
        ):  # fmt: skip
            return " ".join(words[:index]).strip(" ,"), " ".join(words[index:])
        seen = seen or not small
    return re.sub(r"['’]s?$", "", " ".join(words)), ""


def _goes_on(words: list[str], index: int) -> bool:
    """Whether a small German word belongs to the name or role before it: "von der Leyen", "Sprecherin des
    Ministeriums"; but not "Kallas der Ukraine"."""
    word, before = words[index], words[index - 1]
    if word == "des" or (before in word_list("names", "articles", "de") and index > 1):
        return True  # "die Mutter des Opfers", "der Sprecher der russischen Regierung"
    if word not in word_list("names", "particles", "de"):
        return False
    return word in word_list("names", "own", "de") or not before[0].isupper() or is_kind(before)


def tidy(text: str | None) -> str | None:
    text = (text or "").strip(" ,:\"„“”»«'‚‘’")
    return text or None
