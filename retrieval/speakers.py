"""Whom a question names: Speakers of a library, found by name, transliteration or role.

Derived for the whole library at once (see `retrieval.identity`), so that it depends neither on the order of ingest nor
on what was removed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from retrieval.identity import Named, grouped, organisation_key
from retrieval.names import (
    folded,
    last_name,
    last_spellings,
    name_parts,
    name_words,
    plain_spelling,
    same_first_name,
    same_spelling,
    same_transliteration,
    without_genitive,
)
from retrieval.roles import (
    Meaning,
    body_fits,
    countries,
    gender_of,
    is_title,
    meanings,
    office_fits,
    split_lead,
    unsaid,
)
from retrieval.statements import Entity
from retrieval.transliteration import skeleton

__all__ = ["Role", "Speaker", "Speakers"]

_ARTICLES = frozenset("the der die das den dem des".split())


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


class Speakers:
    """Everybody whom the articles of a library name."""

    def __init__(self, named: Iterable[tuple[str, Entity, int]]) -> None:
        """`named` are (article id, entity, number of its statements there)."""
        groups = grouped(named)
        self._all = sorted((_speaker(group) for group in groups), key=lambda s: (-s.statements, s.name, s.names))
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_last: dict[str, list[int]] = defaultdict(list)
        self._organisations: dict[str, list[int]] = defaultdict(list)
        for index, speaker in enumerate(self._all):
            forms = {speaker.name, *speaker.forms}
            for key in {key for form in forms for word in name_words(form) for key in folded(word)}:
                self._by_word[key].append(index)
            if speaker.sort == "person":
                for spelling in {s for _, name in speaker.names for s in last_spellings(name)}:
                    self._by_last[spelling].append(index)
            else:
                for key in {organisation_key(form) for form in forms}:
                    self._organisations[key].append(index)

    def __iter__(self) -> Iterator[Speaker]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def with_word(self, word: str) -> frozenset[Speaker]:
        """The persons whose name has this word."""
        found = (self._all[index] for key in folded(word) for index in self._by_word.get(key, ()))
        return frozenset(speaker for speaker in found if speaker.sort == "person")

    def find(self, mention: str) -> list[Speaker]:
        """Whom a question means by a name ("Baerbock", "Volodymyr Zelensky", "President Zelensky") or a role ("the
        Kremlin spokesman"). Several where several fit, those with statements first; empty where nobody does."""
        bare = _without_titles(mention)
        if not name_words(bare):
            return []
        named = self._named(bare)
        if is_title(mention.split()[0]):
            named = _of_gender(named, gender_of(mention))
        as_role = name_words(mention)[0].lower() in _ARTICLES
        if as_role or not any(speaker.sort == "person" and name_parts(speaker.name)[0] for speaker in named):
            # A surname can be a role ("Richter"), and an article names some people by nothing else ("Polizeisprecher").
            named = (
                self._in_order({*named, *self._with_role(mention, bare)}) if named else self._with_role(mention, bare)
            )
        return named or self._behind_role(bare) or self._in_genitive(bare) or self._several(bare)

    def _several(self, mention: str) -> list[Speaker]:
        """ "Rutte and Baerbock", where each of them is somebody."""
        parts = re.split(r"\s*(?:,|\band\b|\bund\b|&)\s*", mention)
        found = [self.find(part) for part in parts] if len(parts) > 1 else [[]]
        return self._in_order(speaker for some in found for speaker in some) if all(found) else []

    def _in_order(self, speakers: Iterable[Speaker]) -> list[Speaker]:
        return sorted(set(speakers), key=lambda s: (-s.statements, s.name, s.names))

    # ---------------------------------------------------------------------------------------------------------- names

    def _named(self, mention: str) -> list[Speaker]:
        if not name_words(mention):
            return []
        return self._by_name(mention) or self._by_transliteration(mention)

    def _by_name(self, mention: str) -> list[Speaker]:
        organisations = {self._all[i] for i in self._organisations.get(organisation_key(mention), ())}
        found = self._with_last_name(mention) | organisations
        if found:
            return self._in_order(found)
        sets = [{i for key in folded(word) for i in self._by_word.get(key, ())} for word in name_words(mention)]
        every = [self._all[i] for i in sorted(set.intersection(*sets))]
        whole = [s for s in every if any(same_spelling(mention, form) for form in s.forms)]
        return whole or [s for s in every if s.sort == "person"]

    def _with_last_name(self, mention: str) -> set[Speaker]:
        having = [self._all[i] for i in sorted({i for s in last_spellings(mention) for i in self._by_last.get(s, ())})]
        fitting = _fitting_first_name(mention, having)
        typed = [s for s in fitting if _last_as_typed(mention, s)]
        return set(typed or fitting)

    @cached_property
    def _by_skeleton(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for spelling, indices in self._by_last.items():
            found[skeleton(spelling)].update(indices)
        return found

    def _by_transliteration(self, mention: str) -> list[Speaker]:
        last = last_name(mention)
        near = [self._all[i] for i in sorted(self._by_skeleton.get(skeleton(plain_spelling(last)), ()))]
        alike = [s for s in near if any(same_transliteration(last, last_name(name)) for _, name in s.names)]
        return _fitting_first_name(mention, alike)

    def _in_genitive(self, mention: str) -> list[Speaker]:
        """ "Baerbocks", where nobody is called so."""
        shorter = without_genitive(mention)
        return self._named(shorter) if shorter else []

    def _behind_role(self, mention: str) -> list[Speaker]:
        """A name behind a role that is not written so in the articles: "President Zelensky", "Kanzler Scholz"."""
        for lead, name, known in split_lead(mention):
            found = self._named(name)
            asked = meanings(lead)
            agreeing = [s for s in found if any(asked <= meanings(role.text) for role in s.roles)]
            if agreeing or (found and known):
                return agreeing or found
        return []

    # ---------------------------------------------------------------------------------------------------------- roles

    @cached_property
    def _by_meaning(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for index, speaker in enumerate(self._all):
            for sense in {sense for role in _roles(speaker) for sense in meanings(role)}:
                found[sense].append(index)
        return found

    def _with_role(self, mention: str, bare: str) -> list[Speaker]:
        asked = meanings(bare)
        if not asked:
            return []
        wanted = countries(asked) or unsaid(bare)
        office = asked - wanted - {"federal"}
        having = self._having(office or asked)
        found = [s for s in having if _fits(s, asked, office, wanted)]
        if not found and wanted:
            unsaid_country = [s for s in having if _fits_unsaid(s, office, wanted)]
            found = unsaid_country if len(unsaid_country) == 1 else []
        return _of_gender(found, gender_of(mention))

    def _having(self, senses: Meaning) -> list[Speaker]:
        """Those with every one of these meanings in their roles, in order."""
        lists = sorted((self._by_meaning.get(sense, []) for sense in senses), key=len)
        indices = set(lists[0]).intersection(*lists[1:])
        return [self._all[i] for i in sorted(indices)]


def _without_titles(mention: str) -> str:
    words = mention.split()
    while len(words) > 1 and (words[0].lower() in _ARTICLES or is_title(words[0])):
        words = words[1:]
    return " ".join(words)


def _fitting_first_name(mention: str, speakers: list[Speaker]) -> list[Speaker]:
    """Those whose first name agrees, where the mention has one; without a first name of their own if nobody else."""
    if not name_parts(mention)[0]:
        return speakers
    agree = [{same_first_name(mention, name) for _, name in s.names} for s in speakers]
    sure = [s for s, found in zip(speakers, agree, strict=True) if True in found]
    return sure or [s for s, found in zip(speakers, agree, strict=True) if found == {None}]


def _last_as_typed(mention: str, speaker: Speaker) -> bool:
    typed = last_name(mention).casefold()
    return any(last_name(name).casefold() == typed for _, name in speaker.names)


def _roles(speaker: Speaker) -> set[str]:
    """Its roles; an organisation's name counts as one, so that "the police" finds "die Polizei"."""
    return {role.text for role in speaker.roles} or {speaker.name} if speaker.sort == "person" else set(speaker.forms)


def _fits(speaker: Speaker, asked: Meaning, office: Meaning, wanted: Meaning) -> bool:
    roles = [meanings(role) for role in _roles(speaker)]
    if speaker.sort != "person":
        return any(body_fits(asked, role) for role in roles)
    if any(office_fits(asked, role) for role in roles):
        return True
    # "Außenministerin" in one article, "deutsche Politikerin" in another
    known = frozenset().union(*map(countries, roles))
    return bool(wanted) and known == wanted and any(office_fits(office, role - wanted - {"federal"}) for role in roles)


def _fits_unsaid(speaker: Speaker, office: Meaning, wanted: Meaning) -> bool:
    """ "The German foreign minister" and a role "Außenministerin" of somebody whose country no article tells."""
    roles = _roles(speaker)
    if any(countries(meanings(role)) for role in roles):
        return False
    if speaker.sort != "person":
        return any(wanted <= unsaid(r) and body_fits(office, meanings(r) - {"federal"}) for r in roles)
    return any(wanted <= unsaid(r) and office_fits(office, meanings(r) - {"federal"}) for r in roles)


def _of_gender(speakers: list[Speaker], gender: Literal["f", "m"] | None) -> list[Speaker]:
    """ "Die Sprecherin" is no man; "der Sprecher" can be a woman where no man fits."""
    if gender == "f":
        return [s for s in speakers if s.gender != "m"]
    return [s for s in speakers if s.gender != "f"] or speakers if gender == "m" else speakers


def _speaker(group: list[Named]) -> Speaker:
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
