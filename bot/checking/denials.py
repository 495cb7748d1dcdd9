"""The words by which a text of German or English denies something."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.checking.lists import any_of, data
from bot.checking.words import WORD
from retrieval.analysis import meanings

__all__ = ["Denials", "denials", "denials_of", "expression", "joined", "undone"]

_SHORTEST = 4
"""Letters of what follows a prefix that denies."""


@dataclass(frozen=True, slots=True)
class Denials:
    """The words of a text that deny something by themselves, those that do it in another wording, the verbs that say
    that something is not so, or is not to be, and the phrases that only look like a denial ("not only")."""

    strict: tuple[str, ...]
    near: tuple[str, ...]
    denying: tuple[str, ...]
    calling_off: tuple[str, ...]
    idle: tuple[str, ...]


def denials_of(texts: Iterable[str]) -> Denials:
    every = [denials(text) for text in texts]
    return Denials(
        tuple(word for one in every for word in one.strict),
        tuple(word for one in every for word in one.near),
        tuple(word for one in every for word in one.denying),
        tuple(word for one in every for word in one.calling_off),
        tuple(phrase for one in every for phrase in one.idle),
    )


def denials(text: str) -> Denials:
    strict, near, denying, calling_off = [], [], [], []
    plain = joined(_empty().sub(" ", text))
    for word in WORD.findall(_idle().sub(" ", _concord().sub(_once, plain))):
        if _is_strict(word):
            strict.append(word)
        elif _is_near(word):
            near.append(word)
        if expression("denying").fullmatch(word):
            denying.append(word)
        if expression("calling_off").fullmatch(word):
            calling_off.append(word)
    return Denials(tuple(strict), tuple(near), tuple(denying), tuple(calling_off), tuple(_idle().findall(plain)))


@functools.cache
def _concord() -> re.Pattern[str]:
    """What only spells a denial out: "niemand sprach mit mir, kein Anruf, keine Mail"; "weder … noch"."""
    strict, parts = data("sense")["strict"].split(), data("sense")["repeated"]
    return re.compile(
        rf"(?<!\w)(?P<first>(?:{'|'.join(strict)})\b[^.;:!?]{{0,200}}?)(?P<rest>(?:[,–—]\s(?:{parts})\b(?:\s[^\s,.;:!?]+){{1,2}}(?=[,.;:!?“”\"]|$)){{1,4}}"
        rf"|[,–—]?\s(?:weder|neither)\s[^.;:!?]{{1,60}}\s(?:noch|nor)\b)",
        re.IGNORECASE,
    )


def _once(match: re.Match[str]) -> str:
    return match["first"] + re.sub(rf"\b(?:{data('sense')['repeated']})\b", " ", match["rest"], flags=re.IGNORECASE)


@functools.cache
def _empty() -> re.Pattern[str]:
    return re.compile("|".join(data("sense")["empty"]), re.IGNORECASE)


@functools.cache
def _idle() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, data('sense')['idle']))})\b", re.IGNORECASE)


@functools.cache
def _separable() -> re.Pattern[str]:
    one = (
        rf"\b(?P<stem{i}>(?:{stems})\w{{0,3}})\b(?P<between{i}>[^.;:!?]{{1,200}}?)\b(?P<prefix{i}>{prefix})(?=\s*[,.;:!?“”\"»«)–—]|\s*$|\s(?:und|oder|aber|sowie)\s)"
        for i, (prefix, stems) in enumerate(data("sense")["separable"].items())
    )
    return re.compile("|".join(one), re.IGNORECASE)


def joined(text: str) -> str:
    """With German verbs in one piece: "er weise die Kritik zurück" as "er die Kritik zurückweise"."""

    def join(match: re.Match[str]) -> str:
        parts = [part for part in match.groups() if part is not None]
        stem, between, prefix = parts
        return f"{between} {prefix}{stem}"

    return _separable().sub(join, text)


@functools.lru_cache(maxsize=8192)
def _is_strict(word: str) -> bool:
    return (
        word.lower().endswith(tuple(data("sense")["strict_endings"]))
        or expression("strict").fullmatch(word) is not None
    )


@functools.lru_cache(maxsize=8192)
def _is_near(word: str) -> bool:
    if expression("near").fullmatch(word):
        return True
    return expression("not_near").fullmatch(word) is None and _denies_by_its_form(word.lower())


def _denies_by_its_form(word: str) -> bool:
    """ "unmöglich", "inacceptable", "arbeitslos": a prefix or an ending that denies, and a word of the dictionary."""
    for prefix in data("sense")["prefixes"]:
        rest = word.removeprefix(prefix)
        if (
            rest != word
            and len(rest) >= _SHORTEST
            and rest.endswith(tuple(data("sense")["endings"].split()))
            and _is_word(rest)
        ):
            return True
    return any(
        word.endswith(end) and len(word) > len(end) + 2 and _is_word(word[: -len(end)])
        for end in data("sense")["lacking"]
    )


def undone(word: str) -> str:
    """ "akzeptabel" of "inakzeptabel"; empty for a word that has nothing before or behind it that denies."""
    lower = word.lower()
    for prefix in data("sense")["prefixes"]:
        if lower.startswith(prefix) and _is_word(lower.removeprefix(prefix)):
            return lower.removeprefix(prefix)
    return ""


def _is_word(word: str) -> bool:
    return bool(meanings(word, "de", "en") or meanings(word, "en", "de"))


def expression(table: str) -> re.Pattern[str]:
    return any_of(data("sense")[table])
