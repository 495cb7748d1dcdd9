"""Who is the same across articles: entities of a whole library, grouped.

The result depends on the entities alone, not on their order. From the surest evidence to the least: the same spelling;
first and last name that agree as two transliterations; an initial or a missing middle name, where only one person fits;
a last name alone, where only one person in the article, or else in the library, has it. Two last names that only sound
alike are joined where first names or roles agree. Two persons whom one article names are never joined, but for a last
name alone beside its full name.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable

from retrieval import lists
from retrieval.names import folded, last_spellings, name_parts, plain_spelling
from retrieval.persons import Group, Named, Persons
from retrieval.places import place_names
from retrieval.roles import is_kind
from retrieval.statements import Entity

__all__ = [
    "Named",
    "grouped",
    "is_known_organisation",
    "is_one_of_many",
    "links",
    "organisation_key",
    "organisation_names",
]


def grouped(named: Iterable[Named]) -> list[list[Named]]:
    """Entities of all articles, those of one person or organisation together."""
    organisations: dict[str, Group] = defaultdict(Group)
    unnamed: list[Group] = []
    full: dict[str, Group] = defaultdict(Group)
    bare: list[Named] = []
    for item in sorted(named, key=lambda item: (item[0], item[1].name, item[1].sort, item[2])):
        entity = item[1]
        if entity.sort == "organisation" and not _may_be_last_name(entity.name):
            organisations[organisation_key(entity.name)].add(item)
        elif is_one_of_many(entity):
            unnamed.append(Group().add(item))
        elif name_parts(entity.name)[0]:
            full[entity.name.casefold()].add(item)
        else:
            bare.append(item)
    persons = Persons(full)
    persons.join_spellings()
    persons.join_first_names()
    persons.join_shorter_names()
    persons.place_bare(bare)
    persons.join_by_roles()
    groups = [*organisations.values(), *unnamed, *persons]
    return [sorted(group.items, key=lambda item: (item[0], item[1].name)) for group in groups if group.items]


def links(name: str, sort: str) -> set[str]:
    """Keys that a name (or a group of one sort) shares with every name that `grouped` may join it with, other than by
    sound: what two names say about each other depends on nothing but the names linked with them, and those with these.
    """
    if sort == "organisation" and not _may_be_last_name(name):
        return {f"body {organisation_key(name)}"}
    return {f"last {spelling}" for spelling in last_spellings(name)} | {f"full {spelling}" for spelling in folded(name)}


def is_one_of_many(entity: Entity) -> bool:
    """Whether an article calls somebody by the role alone ("Polizeisprecher"): somebody else in every article."""
    return entity.name in entity.roles


def _may_be_last_name(name: str) -> bool:
    """Whether an organisation could be a person: an article that names somebody by the last name alone does not tell
    ("Miller said …")."""
    return (
        len(name) > 2
        and name.isalpha()
        and name.istitle()
        and not organisation_key(name).startswith("=")
        and not is_kind(name)
    )


@functools.cache
def _lists() -> dict[str, list[str]]:
    """The names of each organisation and place that is called in several ways."""
    return place_names() | lists.data("organisations")


@functools.cache
def _organisations() -> dict[str, str]:
    return {spelling: key for key, names in _lists().items() for name in names for spelling in folded(name)}


def is_known_organisation(name: str) -> bool:
    """Whether the lists have this organisation or place."""
    return organisation_key(name).startswith("=")


def organisation_names(name: str) -> list[str]:
    """All names of an organisation or place ("Moscow": Moskau, Moskaus, …), as `organisation_key` joins them."""
    return _lists().get(organisation_key(name).removeprefix("="), [name])


def organisation_key(name: str) -> str:
    """The same for all names of one organisation: "EU-Kommission", "the European Commission"."""
    plain = plain_spelling(name).removeprefix("the ")
    known = _organisations().get(plain)
    return f"={known}" if known else plain
