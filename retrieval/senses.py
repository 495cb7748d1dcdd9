"""What verbs of saying do (deny, warn, promise …), in questions and in articles. The groups are `data/senses.toml`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from retrieval import lists
from retrieval.articles import Span, Statement
from retrieval.text import sentences

__all__ = [
    "DENIAL",
    "REPLY",
    "WANT",
    "against",
    "near",
    "senses_by_itself",
    "senses_in",
    "senses_of",
    "senses_of_content",
    "verbs_of",
]

DENIAL, REPLY, WANT = "deny", "reply", "want"

_WORD = re.compile(r"[^\W\d_]+")
_NEAR, _CONTENT, _NOUN, _AGAINST = "near", "content", "before_noun", "against"
_NO_SENSES = (_NEAR, _CONTENT, _NOUN, _AGAINST)


def senses_in(text: str, language: str) -> frozenset[str]:
    """The senses of all words of a text."""
    return frozenset().union(*_senses(_WORD.findall(text.lower()), language))


def senses_of(statement: Statement, language: str) -> frozenset[str]:
    """The sense of the word that says that something is said; nothing where there is none."""
    cue, text = statement.cue_span, statement.paragraph.text
    if cue is None:
        return frozenset()
    end = next((s.end for s in sentences(text, language) if s.start <= cue.start < s.end), len(text))
    words = _WORD.findall(text[cue.start : max(end, cue.end)].lower())
    return next(_senses(words, language), None) or senses_in(cue.of(text), language)


def senses_of_content(statement: Statement, language: str) -> frozenset[str]:
    """What the words that are said do by themselves: "Das ist inakzeptabel" rejects."""
    return senses_by_itself(" ".join(span.of(statement.paragraph.text) for span in statement.spans), language)


def senses_by_itself(text: str, language: str) -> frozenset[str]:
    """What a text does without a verb of saying."""
    return frozenset(sense for sense, pattern in _contents(language) if pattern.search(text))


@functools.cache
def _contents(language: str) -> list[tuple[str, re.Pattern[str]]]:
    written = _groups()[_CONTENT].items()
    return [(sense, re.compile("|".join(of[language]), re.I)) for sense, of in written if language in of]


def verbs_of(wanted: frozenset[str], text: str, language: str) -> Iterator[Span]:
    """The words of a text that are verbs of one of these senses: no nouns ("Kritik", "a denial")."""
    words = list(_WORD.finditer(text))
    senses = _senses([word.group().lower() for word in words], language)
    for at, (word, those) in enumerate(zip(words, senses, strict=True)):
        if wanted & those and not _is_noun(words, at, language):
            yield Span(*word.span())


def _is_noun(words: list[re.Match[str]], at: int, language: str) -> bool:
    if language == "de":
        return at > 0 and words[at].group()[0].isupper()
    return at > 0 and words[at - 1].group().lower() in _groups()[_NOUN].get(language, ())


def near(sense: str) -> list[str]:
    """Senses that come next to one: who rejects a charge denies it."""
    return list(_groups()[_NEAR].get(sense, ()))


def against(sense: str) -> list[str]:
    """Senses that tell of the opposite: who rejects it does not want it."""
    return list(_groups()[_AGAINST].get(sense, ()))


def _senses(words: Sequence[str], language: str) -> Iterator[frozenset[str]]:
    """Of each word, in small letters; some need another one somewhere behind them ("lehnte … ab"), in English at most
    one word further on."""
    last = {word: at for at, word in enumerate(words)}
    for at, word in enumerate(words):
        yield frozenset(
            sense
            for needed, sense in _of_word(word, language)
            if not needed or (last.get(needed, -1) > at if language == "de" else needed in words[at + 1 : at + 3])
        )


@functools.lru_cache(maxsize=1 << 14)
def _of_word(word: str, language: str) -> list[tuple[str, str]]:
    """(what must follow or "", sense)."""
    return [
        (needed.lower(), sense)
        for stem, needed, sense in _stems(language)
        if (word == stem[1:] if stem[0] == "=" else word.startswith(stem))
    ]


def _groups() -> dict[str, dict[str, Any]]:
    return lists.data("senses")


@functools.cache
def _stems(language: str) -> list[tuple[str, str, str]]:
    """(beginning of a word, what must follow or "", sense)."""
    found = []
    for sense, words in _groups().items():
        for written in words.get(language, []) if sense not in _NO_SENSES else []:
            stem, _, needed = written.partition("+")
            found.append((stem, needed, sense))
            if needed and language == "de":  # in one word: "ankündigen", "angekündigt", "anzukündigen"
                found += [(f"{needed}{between}{stem}".lower(), "", sense) for between in ("", "ge", "zu")]
    return found
