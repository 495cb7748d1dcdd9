"""Roles beside a name: "adviser Mary Weaver", "Mary Weaver, the mayor's spokeswoman,", "his spokesman, Peter Lang,"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.statements.roles import Roles

__all__ = ["apposed_roles", "german_roles", "small_roles"]

_WINDOW = 90  # characters on either side of the name
_LONGEST = 6  # words of a role after a name
_NOUNS = 3  # words of a role before a name
_BEFORE = re.compile(r"([^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,5}) $")
_POSSESSED = re.compile(
    r"\b(?:his|her|its|their|our|my|(?:sein|ihr|unser|mein)(?:e[mnrs]?)?|\w+['’]s?)"
    r" ((?:[^\W\d_][\w'’-]* ){0,2}[^\W\d_][\w'’-]*), $",
    re.IGNORECASE,
)
_WORDS = r"[^\W_][\w'’-]*(?: [^\W_][\w'’-]*){0,8}"
_APPOSED = re.compile(rf"(?:^|[\s„“\"(])(?:[Dd]er|[Dd]ie|[Dd]em|[Dd]en|[Ee]ine?|[Ii]hre?|[Ss]eine?) ({_WORDS}), $")
_AFTER = re.compile(rf", (?:(?:der|die|eine?|ihre?|seine?) )?({_WORDS})(?=[,.:;()]|$)")
_BRACKET = re.compile(r" \([^()]{0,40}\)")
_OF = frozenset("der des von vom für bei beim im in am an aus dieser dieses einer eines".split())
_ENDS = re.compile(r"[,.;:()—–]|\n")
_ARTICLES = frozenset("a an the his her their its".split())


def small_roles(text: str, start: int, end: int, roles: Roles, stops: frozenset[str]) -> Iterator[str]:
    """The roles beside the name at `start` to `end`; `stops` are words, capitalised, that are no part of one."""
    before = _BEFORE.search(text[max(0, start - _WINDOW) : start])
    if before:
        words = before.group(1).split()
        first = len(words)
        while (
            first > max(0, len(words) - _NOUNS)
            and words[first - 1].islower()
            and words[first - 1].capitalize() not in stops
        ):
            first -= 1
        if first < len(words) and _is_role(words[-1], roles):
            yield " ".join(words[first:])
    if text[end : end + 2] == ", ":
        words = _ENDS.split(text[end + 2 : end + 2 + _WINDOW], maxsplit=1)[0].split()
        if words[:1] and words[0].lower() in _ARTICLES:
            words = words[1:]
        last = next((i for i, word in enumerate(words[:_LONGEST]) if _is_role(word, roles)), None)
        while last is not None and last + 1 < len(words) and _is_role(words[last + 1], roles):
            last += 1  # "the justice minister"
        if last is not None and not any(word.capitalize() in stops for word in words[: last + 1]):
            yield " ".join(words[: last + 1])


def apposed_roles(text: str, start: int, end: int, roles: Roles) -> Iterator[str]:
    """The role that the name at `start` to `end` is an apposition of: "his spokesman, Peter Lang,"."""
    possessed = _POSSESSED.search(text[max(0, start - _WINDOW) : start])
    if possessed is None or text[end : end + 1] not in (",", ".", ":", ";", ""):
        return
    role = possessed.group(1)
    noun = role.split()[-1]
    one = _is_role(noun, roles) or (roles.german and noun[0].isupper())
    if roles.kin(noun) or (one and roles.role(noun) and not roles.group(noun)):
        yield role


def german_roles(text: str, start: int, end: int, roles: Roles) -> Iterator[str]:
    """The roles that stand beside the name at `start` to `end`, a comma between: "der Chef der Bahn, Hans Lang," and
    "Hans Lang, Chef der Bahn,"."""
    follows = text[end : end + 1]
    before = _APPOSED.search(text[max(0, start - _WINDOW) : start])
    if before and follows in (",", ".", ":", ";", ")", "(", " ", ""):
        yield from _headed(before.group(1).split(), roles)
    bracket = _BRACKET.match(text, end)
    after = _AFTER.match(text, bracket.end() if bracket else end)
    if after:
        yield from _headed(after.group(1).split(), roles)


def _headed(words: list[str], roles: Roles) -> Iterator[str]:
    """The words from the first role on, if what follows it is no name: not "Präsident Weber und ..."."""
    n = next((n for n, word in enumerate(words) if word[0].isupper()), len(words))
    if n == len(words) or not roles.role(words[n]) or roles.group(words[n]):
        return
    if n + 1 == len(words) or words[n + 1] in _OF:
        yield " ".join(words[n:])


def _is_role(word: str, roles: Roles) -> bool:
    one = not word.endswith("s") or word.endswith("ss")  # no plural, no genitive
    return one and word.islower() and roles.role(word) and not roles.group(word)
