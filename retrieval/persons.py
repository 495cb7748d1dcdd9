"""Groups of persons that grow together, by what two names say about each other; see `retrieval.identity`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from retrieval.names import (
    folded,
    last_name,
    last_spellings,
    name_parts,
    plain_spelling,
    same_first_name,
    same_spelling,
    same_transliteration,
)
from retrieval.offices import office_fits
from retrieval.roles import Meaning, meanings
from retrieval.statements import Entity
from retrieval.transliteration import readings, skeleton, strength

__all__ = ["Group", "Named", "Persons"]

Named = tuple[str, Entity, int]
"""Article id, entity, number of its statements there."""

_Keys = Callable[[str, set[str]], set[tuple[str, ...]]]
"""Under what a name is looked up; the set holds the skeletons of last names that are transliterations."""


@dataclass(slots=True, eq=False)
class Group:
    """Entities that are one person (or organisation). `name` is the first one's, and what groups are ordered by."""

    name: str = ""
    items: list[Named] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def add(self, item: Named) -> Group:
        self.name = self.name or item[1].name
        self.items.append(item)
        self.articles.add(item[0])
        self.names.add(item[1].name)
        return self

    def take(self, other: Group) -> None:
        self.items += other.items
        self.articles |= other.articles
        self.names |= other.names
        other.items, other.articles, other.names = [], set(), set()


class Persons:
    """Groups of persons that grow together. A group that went into another is empty."""

    def __init__(self, full: dict[str, Group]) -> None:
        self._groups = [full[key] for key in sorted(full)]
        self._into: dict[int, Group] = {}

    def __iter__(self) -> Iterator[Group]:
        return (group for group in self._groups if group.items)

    def _now(self, group: Group) -> Group:
        while id(group) in self._into:
            group = self._into[id(group)]
        return group

    def _join(self, one: Group, other: Group) -> bool:
        one, other = self._now(one), self._now(other)
        if one is other or not one.articles.isdisjoint(other.articles):
            return False
        if len(other.items) > len(one.items):
            one, other = other, one
        one.take(other)
        self._into[id(other)] = one
        return True

    def join_spellings(self) -> None:
        """Söder, Soeder and Soder; "Frank-Walter" and "Frank Walter"."""
        by_spelling: dict[str, Group] = {}
        for group in self._groups:
            for spelling in sorted(folded(group.name)):
                first = by_spelling.setdefault(spelling, group)
                if first is not group:
                    self._join(first, group)

    def join_first_names(self) -> None:
        """Wladimir and Vladimir Putin, Wolodymyr Selenskyj and Volodymyr Zelensky."""
        for slot in _slots(self, _first_keys).values():
            for index, one in enumerate(slot):
                for other in slot[index + 1 :]:
                    if _same_middle(one.name, other.name) and _may_be_one(one.name, other.name):
                        self._join(one, other)

    def join_shorter_names(self) -> None:
        """J. Biden and Joe Biden, Joseph Biden and Joseph R. Biden, where nobody else fits."""
        slots = _slots(self, _initial_keys)
        for key in sorted(slots):
            for short in slots[key]:
                fuller = {id(g): g for g in map(self._now, slots[key]) if _is_shorter(short.name, g.name)}
                fuller.pop(id(self._now(short)), None)
                if len(fuller) == 1:
                    self._join(next(iter(fuller.values())), short)

    def place_bare(self, bare: list[Named]) -> None:
        """A last name alone is the person of its article, else of the library, who has it, if there is but one."""
        by_last: dict[str, dict[int, Group]] = defaultdict(dict)
        for group in self:
            for spelling in {s for name in group.names for s in last_spellings(name)}:
                by_last[spelling][id(group)] = group
        alone: dict[str, Group] = defaultdict(Group)
        placed: list[tuple[Group, Named]] = []
        for item in bare:
            having = {k: g for s in sorted(last_spellings(item[1].name)) for k, g in by_last.get(s, {}).items()}
            owner = _owner(item, list(having.values()))
            if owner:
                placed.append((owner, item))
                continue
            key = plain_spelling(item[1].name)
            if item[0] in alone[key].articles:  # "Müller" and "Mueller" in one article
                key = item[1].name.casefold() + " "
            alone[key].add(item)
        for owner, item in placed:  # only now, so that no placing has an influence on the next
            owner.add(item)
        self._groups += [alone[key] for key in sorted(alone) if alone[key].items]

    def join_by_roles(self) -> None:
        """President Zelensky and Präsident Selenskyj, where an article has no first name."""
        senses = {id(group): _meanings(group) for group in self if not name_parts(group.name)[0]}
        for slot in _slots(self, _sound_keys).values():
            for index, one in enumerate(slot):
                for other in slot[index + 1 :]:
                    if id(one) in senses or id(other) in senses:
                        self._join_by_role(one, other, senses)

    def _join_by_role(self, one: Group, other: Group, senses: dict[int, set[Meaning]]) -> None:
        bare = (senses.get(id(group)) for group in (one, other))
        if set() in bare or not same_transliteration(last_name(one.name), last_name(other.name)):
            return
        if _offices_agree(*(senses.get(id(group)) or _meanings(group) for group in (one, other))):
            self._join(one, other)


def _slots(groups: Iterable[Group], keys: _Keys) -> dict[tuple[str, ...], list[Group]]:
    """Groups under each of their keys, in an order that their names give; slots with one group left out."""
    groups = list(groups)
    spelled = (plain_spelling(last_name(group.name)) for group in groups)
    skeletons = {skeleton(one) for one in spelled if strength(one) != "none"}
    found: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for group in groups:
        for key in keys(group.name, skeletons):
            found[key].append(group)
    return {key: found[key] for key in sorted(found) if len(found[key]) > 1}


def _first_keys(name: str, skeletons: set[str]) -> set[tuple[str, ...]]:
    first = name_parts(name)[0][0]
    firsts = folded(first) | readings(plain_spelling(first), "first")
    lasts = {*last_spellings(name), *(key for (key,) in _sound_keys(name, skeletons))}
    return {(last, first) for last in lasts for first in firsts}


def _initial_keys(name: str, _: set[str]) -> set[tuple[str, ...]]:
    return {(last, plain_spelling(name_parts(name)[0][0])[:1]) for last in last_spellings(name)}


def _sound_keys(name: str, skeletons: set[str]) -> set[tuple[str, ...]]:
    """Readings of the last name, where another one could be its transliteration."""
    spelled = plain_spelling(last_name(name))
    if skeleton(spelled) not in skeletons:
        return set()
    strong = {(f"strong {reading}",) for reading in readings(spelled, "strong")}
    return strong | {(f"weak {reading}",) for reading in readings(spelled, "weak")}


def _may_be_one(one: str, other: str) -> bool:
    if min(len(name_parts(one)[0][0]), len(name_parts(other)[0][0])) < 3 or not same_first_name(one, other):
        return False
    return not last_spellings(one).isdisjoint(last_spellings(other)) or same_transliteration(
        last_name(one), last_name(other)
    )


def _same_middle(one: str, other: str) -> bool:
    middle_one, middle_other = name_parts(one)[0][1:], name_parts(other)[0][1:]
    return len(middle_one) == len(middle_other) and all(map(_alike, middle_one, middle_other))


def _alike(one: str, other: str) -> bool:
    """Two first names, or a first name and its initial."""
    a, b = plain_spelling(one), plain_spelling(other)
    return a == b or (min(len(a), len(b)) == 1 and a[:1] == b[:1])


def _is_shorter(short: str, fuller: str) -> bool:
    """Whether a name is the other one with a first name as an initial, or without middle names."""
    few, many = name_parts(short)[0], name_parts(fuller)[0]
    if last_spellings(short).isdisjoint(last_spellings(fuller)) or not _alike(few[0], many[0]):
        return False
    initial = len(few[0]) < len(many[0])
    middles = all(map(_alike, few[1:], many[1:])) if len(few) > 1 else True
    return middles and len(few) <= len(many) and (initial or len(few) < len(many)) and len(few[0]) <= len(many[0])


def _owner(item: Named, having: list[Group]) -> Group | None:
    """Whose last name stands alone: of the groups that have it the article's own, else the only one, else the only one
    whose roles agree."""
    own = [
        group
        for group in having
        if item[0] in group.articles and any(item[0] == a and _has_last(e, item[1]) for a, e, _ in group.items)
    ]
    if own:
        return own[0] if len(own) == 1 else None
    having = [group for group in having if item[0] not in group.articles]
    if len(having) > 1:
        senses = set(map(meanings, item[1].roles))
        having = [group for group in having if _offices_agree(senses, _meanings(group))] if senses else []
    return having[0] if len(having) == 1 else None


def _has_last(entity: Entity, bare: Entity) -> bool:
    return not last_spellings(entity.name).isdisjoint(last_spellings(bare.name)) or same_spelling(
        entity.name, bare.name
    )


def _offices_agree(one: set[Meaning], other: set[Meaning]) -> bool:
    """Whether both have one office ("Präsident", "ukrainian president"), so far as their articles say."""
    return any(office_fits(a, b) or office_fits(b, a) for a in one for b in other)


def _meanings(group: Group) -> set[Meaning]:
    return {meanings(role) for role in {role for _, entity, _ in group.items for role in entity.roles}}
