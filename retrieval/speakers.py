"""Who is the same person across articles, and whom a question names.

Derived for the whole library at once, so that it depends neither on the order of ingest nor on what was removed.
Spelling decides first; transliteration joins two names only where first names or roles agree, and never two people of
one article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retrieval.names import (
    first_names,
    folded,
    last_name,
    meanings,
    name_words,
    same_first_name,
    same_spelling,
    same_transliteration,
)
from retrieval.statements import Entity

__all__ = ["Role", "Speaker", "Speakers"]


@dataclass(frozen=True, slots=True)
class Role:
    """A role as an article words it."""

    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person or organisation of the library.

    `name` is the fullest form that any article gives; `names` are (article id, name in that article) pairs;
    `statements` counts what is attributed to it.
    """

    name: str
    sort: str
    names: tuple[tuple[str, str], ...]
    forms: frozenset[str]
    roles: tuple[Role, ...]
    statements: int


class Speakers:
    """Everybody whom the articles of a library name."""

    def __init__(self, named: Iterable[tuple[str, Entity, int]]) -> None:
        """`named` are (article id, entity, number of its statements there)."""
        groups = _grouped(list(named))
        self._all = sorted((_speaker(group) for group in groups), key=lambda s: (-s.statements, s.name))
        self._by_word: dict[str, list[Speaker]] = defaultdict(list)
        for speaker in self._all:
            words = {
                key for form in {speaker.name, *speaker.forms} for word in name_words(form) for key in folded(word)
            }
            for word in words:
                self._by_word[word].append(speaker)

    def __iter__(self) -> Iterator[Speaker]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def with_word(self, word: str) -> frozenset[Speaker]:
        """The persons whose name has this word."""
        found = (s for key in folded(word) for s in self._by_word.get(key, ()))
        return frozenset(speaker for speaker in found if speaker.sort == "person")

    def find(self, mention: str) -> list[Speaker]:
        """Whom a question means by a name ("Baerbock", "Volodymyr Zelensky", "President Zelensky") or a role ("the
        Kremlin spokesman"). Several where several fit, those with statements first; empty where nobody does."""
        mention = re.sub(
            r"^(?:the|der|die|das|den|dem|des|frau|herrn?|mr\.?|mrs\.?|ms\.?|dr\.?)\s+", "", mention.strip(), flags=re.I
        )
        words = name_words(mention)
        if not words:
            return []
        return (
            self._by_name(mention)
            or self._by_transliteration(mention)
            or self._by_role(mention)
            or self._by_tail(words)
        )

    def _by_name(self, mention: str) -> list[Speaker]:
        words = [folded(word) for word in name_words(mention)]
        sets = [{id(s) for key in keys for s in self._by_word.get(key, ())} for keys in words]
        found = [s for s in self._all if all(id(s) in some for some in sets)]
        whole = [s for s in found if any(same_spelling(mention, form) for form in (s.name, *s.forms))]
        by_last = [s for s in found if s.sort == "person" and same_spelling(last_name(mention), last_name(s.name))]
        exact = [s for s in whole + by_last if _last_as_typed(mention, s)]
        return _unique(exact or whole + by_last) or found

    def _by_transliteration(self, mention: str) -> list[Speaker]:
        last = last_name(mention)
        found = [s for s in self._all if s.sort == "person" and same_transliteration(last, last_name(s.name))]
        return [s for s in found if same_first_name(mention, s.name) is not False]

    def _by_role(self, mention: str) -> list[Speaker]:
        asked = meanings(mention)
        return [s for s in self._all if any(asked <= meanings(role) for role in _roles(s))] if asked else []

    def _by_tail(self, words: list[str]) -> list[Speaker]:
        """A name behind a role that is not written so in the articles: "President Zelensky", "Kanzler Scholz"."""
        for start in range(1, len(words)):
            tail = " ".join(words[start:])
            if tail[:1].isupper() and (found := self._by_name(tail) or self._by_transliteration(tail)):
                return found
        return []


def _last_as_typed(mention: str, speaker: Speaker) -> bool:
    typed = last_name(mention).casefold()
    return any(last_name(form).casefold() == typed for form in (speaker.name, *speaker.forms))


def _roles(speaker: Speaker) -> set[str]:
    """Its roles; an organisation's name counts as one, so that "the police" finds "die Polizei"."""
    roles = {role.text for role in speaker.roles}
    return roles | {speaker.name, *speaker.forms} if speaker.sort == "organisation" else roles


def _unique(speakers: list[Speaker]) -> list[Speaker]:
    return list({id(s): s for s in speakers}.values())


_Named = tuple[str, Entity, int]


def _grouped(named: list[_Named]) -> list[list[_Named]]:
    """Entities of all articles, those of one person together."""
    groups: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    bare: dict[str, list[_Named]] = defaultdict(list)
    for item in sorted(named, key=lambda item: (item[0], item[1].name)):
        entity = item[1]
        if entity.sort == "person" and not first_names(entity.name):
            bare[min(folded(entity.name))].append(item)
        else:
            groups[entity.sort, min(folded(entity.name))].append(item)
    persons = defaultdict(list)
    for (sort, _), group in groups.items():
        if sort == "person":
            persons[min(folded(last_name(group[0][1].name)))].append(group)
    for key, items in bare.items():  # a last name alone is the one person who has it, if there is but one
        fitting = persons.get(key, [])
        if len(fitting) == 1:
            fitting[0].extend(items)
        else:
            groups["person", f"{key} "] = items
    return _joined_by_transliteration(list(groups.values()))


def _joined_by_transliteration(groups: list[list[_Named]]) -> list[list[_Named]]:
    by_sound: dict[str, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        if group[0][1].sort == "person":
            from retrieval.names import transliterated

            for sound in frozenset().union(*transliterated(last_name(_fullest(group)))):
                by_sound[sound].append(index)
    leader = list(range(len(groups)))
    for indices in by_sound.values():
        for first, second in zip(indices, indices[1:], strict=False):
            a, b = _leader(leader, first), _leader(leader, second)
            if a != b and _may_join(groups[a], groups[b]):
                groups[a].extend(groups[b])
                groups[b] = []
                leader[b] = a
    return [group for group in groups if group]


def _leader(leader: list[int], index: int) -> int:
    while leader[index] != index:
        index = leader[index]
    return index


def _may_join(one: list[_Named], other: list[_Named]) -> bool:
    if {article for article, _, _ in one} & {article for article, _, _ in other}:
        return False
    if not same_transliteration(last_name(_fullest(one)), last_name(_fullest(other))):
        return False
    first = same_first_name(_fullest(one), _fullest(other))
    if first is not None:
        return first
    roles_one = {meanings(role) for _, entity, _ in one for role in entity.roles}
    roles_other = {meanings(role) for _, entity, _ in other for role in entity.roles}
    return any(a and b and (a <= b or b <= a) for a in roles_one for b in roles_other)


def _fullest(group: list[_Named]) -> str:
    """The name with most words, the more frequent one of two such."""
    counts: dict[str, int] = defaultdict(int)
    for _, entity, statements in group:
        counts[entity.name] += 1 + statements
    return max(counts, key=lambda name: (len(name_words(name)), counts[name], name))


def _speaker(group: list[_Named]) -> Speaker:
    roles = dict.fromkeys(Role(role, article) for article, entity, _ in group for role in entity.roles)
    return Speaker(
        name=_fullest(group),
        sort=group[0][1].sort,
        names=tuple(dict.fromkeys((article, entity.name) for article, entity, _ in group)),
        forms=frozenset(form for _, entity, _ in group for form in (entity.name, *entity.forms)),
        roles=tuple(roles),
        statements=sum(count for _, _, count in group),
    )
