"""Speakers by the keys that they are looked up under: in memory, or on top of others."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

from retrieval.identity import Named, links, organisation_key
from retrieval.names import folded, name_parts, name_words, plain_spelling
from retrieval.roles import gender_of, meanings
from retrieval.transliteration import skeleton

__all__ = ["Layers", "Memory", "Role", "Roster", "Speaker", "keys_of", "roles_of", "speaker_of", "spellings_of"]


@dataclass(frozen=True, slots=True)
class Role:
    """A role as an article words it; the article has the date."""

    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person or organisation of the library.

    `name` is the full form that articles give most often; `names` are (article id, name in that article) pairs;
    `statements` counts what is attributed to it; `gender` is "f", "m" or None where no article tells.
    """

    name: str
    sort: str
    names: tuple[tuple[str, str], ...]
    forms: frozenset[str]
    roles: tuple[Role, ...]
    statements: int
    gender: Literal["f", "m"] | None = None

    def __hash__(self) -> int:
        """Of what tells most of them apart: some have thousands of names, and are put into sets at every question."""
        return hash((self.name, self.names[:1]))

    @property
    def order(self) -> tuple[int, str, tuple[tuple[str, str], ...]]:
        return -self.statements, self.name, self.names


class Roster(Protocol):
    """Speakers, each with a number of its own. Immutable."""

    def __len__(self) -> int: ...

    def numbers(self) -> Iterable[int]: ...

    def speaker(self, number: int) -> Speaker: ...

    def under(self, key: str) -> Iterable[int]:
        """Whoever has this key of `keys_of`."""
        ...

    def beginning(self, key: str) -> Iterable[int]:
        """Whoever has a key that begins so."""
        ...

    def spelled(self, skeleton: str) -> set[str]:
        """Last names with this skeleton."""
        ...

    def most_quoted(self, numbers: Iterable[int]) -> list[int]:
        """Those with most statements first."""
        ...


def keys_of(speaker: Speaker) -> set[str]:
    """ "word …" for each word of the name, "sense …" for each meaning of the roles, "role …" for each of them, "body …"
    for an organisation, "article …" and "in …" for where the speaker is named, and what `identity.links` says."""
    forms = {speaker.name, *speaker.forms}
    found = {f"word {key}" for form in forms for word in name_words(form) for key in folded(word)}
    found |= {f"sense {sense}" for role in roles_of(speaker) for sense in meanings(role)}
    found |= {f"role {plain_spelling(role)}" for role in roles_of(speaker) if name_words(role)}
    found |= {f"article {article}" for article, _ in speaker.names}
    found |= {f"in {json.dumps(name, ensure_ascii=False)}" for name in speaker.names}
    if speaker.sort != "person":
        found |= {f"body {organisation_key(form)}" for form in forms}
    return found.union(*(links(name, speaker.sort) for name in {name for _, name in speaker.names}))


def spellings_of(speaker: Speaker) -> set[tuple[str, str]]:
    """(skeleton, last name) of a speaker."""
    every = {link for _, name in speaker.names for link in links(name, speaker.sort)}
    lasts = {link.removeprefix("last ") for link in every if link.startswith("last ")}
    return {(skeleton(last), last) for last in lasts}


def roles_of(speaker: Speaker) -> set[str]:
    """Its roles; an organisation's name counts as one, so that "the police" finds "die Polizei"."""
    return {role.text for role in speaker.roles} or {speaker.name} if speaker.sort == "person" else set(speaker.forms)


def speaker_of(group: list[Named]) -> Speaker:
    roles = dict.fromkeys(Role(role, article) for article, entity, _ in group for role in entity.roles)
    return Speaker(
        name=_full_name(group),
        sort="person" if any(entity.sort == "person" for _, entity, _ in group) else "organisation",
        names=tuple(dict.fromkeys((article, entity.name) for article, entity, _ in group)),
        forms=frozenset(form for _, entity, _ in group for form in (entity.name, *entity.forms)),
        roles=tuple(roles),
        statements=sum(count for _, _, count in group),
        gender=_gender(group),
    )


def _full_name(group: list[Named]) -> str:
    """The most frequent name that has a first name, if any has; the longer one of two such."""
    counts: dict[str, int] = defaultdict(int)
    for _, entity, statements in group:
        counts[entity.name] += 1 + statements
    return max(counts, key=lambda name: (bool(name_parts(name)[0]), counts[name], len(name), name))


def _gender(group: list[Named]) -> Literal["f", "m"] | None:
    """What most articles say; a role such as "Sprecherin" says it too."""
    said = [entity.gender or next(filter(None, map(gender_of, entity.roles)), None) for _, entity, _ in group]
    female, male = said.count("f"), said.count("m")
    return None if female == male else "f" if female > male else "m"


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """A roster in memory."""

    speakers: dict[int, Speaker] = field(default_factory=dict)
    keys: dict[str, tuple[int, ...]] = field(default_factory=dict)
    lasts: dict[str, frozenset[str]] = field(default_factory=dict)
    """By skeleton. May have names that nobody has any more."""

    @classmethod
    def of(cls, speakers: Iterable[Speaker]) -> Memory:
        return cls().changed((), speakers)

    def changed(self, without: Iterable[int], new: Iterable[Speaker]) -> Memory:
        """The same without some, and with others, whose numbers are negative and new."""
        speakers, keys, lasts = dict(self.speakers), dict(self.keys), dict(self.lasts)
        for number in without:
            for key in keys_of(speakers.pop(number)):
                keys[key] = tuple(other for other in keys[key] if other != number)
        changed: dict[str, list[int]] = defaultdict(list)
        first = min(self.speakers, default=0) - 1
        for number, speaker in zip(range(first, -(1 << 62), -1), new):  # noqa: B905  the range does not end
            speakers[number] = speaker
            for key in keys_of(speaker):
                changed[key].append(number)
            for skeleton_, last in spellings_of(speaker):
                lasts[skeleton_] = lasts.get(skeleton_, frozenset()) | {last}
        keys |= {key: (*keys.get(key, ()), *numbers) for key, numbers in changed.items()}
        return Memory(speakers, keys, lasts)

    def __len__(self) -> int:
        return len(self.speakers)

    def numbers(self) -> Iterable[int]:
        return self.speakers

    def speaker(self, number: int) -> Speaker:
        return self.speakers[number]

    def under(self, key: str) -> Iterable[int]:
        return self.keys.get(key, ())

    def beginning(self, key: str) -> Iterable[int]:
        return {number for other, numbers in self.keys.items() if other.startswith(key) for number in numbers}

    def spelled(self, skeleton: str) -> set[str]:
        return set(self.lasts.get(skeleton, ()))

    def most_quoted(self, numbers: Iterable[int]) -> list[int]:
        return sorted(numbers, key=lambda number: self.speakers[number].order)


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """`top` on `base`, of which `hidden` are taken out. Numbers of `base` are positive, those of `top` negative."""

    base: Roster
    hidden: frozenset[int] = frozenset()
    top: Memory = field(default_factory=Memory)

    def changed(self, without: Iterable[int], new: Iterable[Speaker]) -> Layers:
        gone = set(without)
        hidden = self.hidden | {number for number in gone if number > 0}
        return Layers(self.base, hidden, self.top.changed([number for number in gone if number < 0], new))

    def __len__(self) -> int:
        return len(self.base) - len(self.hidden) + len(self.top)

    def numbers(self) -> Iterator[int]:
        yield from (number for number in self.base.numbers() if number not in self.hidden)
        yield from self.top.numbers()

    def speaker(self, number: int) -> Speaker:
        return self.top.speaker(number) if number < 0 else self.base.speaker(number)

    def under(self, key: str) -> list[int]:
        found = [number for number in self.base.under(key) if number not in self.hidden]
        return [*found, *self.top.under(key)]

    def beginning(self, key: str) -> list[int]:
        found = [number for number in self.base.beginning(key) if number not in self.hidden]
        return [*found, *self.top.beginning(key)]

    def spelled(self, skeleton: str) -> set[str]:
        return self.base.spelled(skeleton) | self.top.spelled(skeleton)

    def most_quoted(self, numbers: Iterable[int]) -> list[int]:
        """Roughly, where both have some."""
        numbers = list(numbers)
        above = self.top.most_quoted(number for number in numbers if number < 0)
        return [*above, *self.base.most_quoted(number for number in numbers if number > 0)]
