"""Whom a question names: Speakers of a library, found by name, transliteration or role.

Derived for the whole library at once (see `retrieval.identity`), so that it depends neither on the order of ingest nor
on what was removed.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Literal

from retrieval.identity import Named, grouped, is_known_organisation, organisation_key
from retrieval.known_speakers import Known, known
from retrieval.layout import Layout
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
    is_link,
    is_title,
    meanings,
    office_fits,
    split_lead,
    unsaid,
)
from retrieval.roster import Memory, Role, Roster, Speaker, roles_of, speaker_of
from retrieval.store import Store
from retrieval.transliteration import same_sound, skeleton

__all__ = ["Role", "Speaker", "Speakers"]

_ARTICLES = frozenset("the der die das den dem des".split())


MOST = 100
"""Speakers that one mention can stand for: those with most statements. "The minister" fits thousands in a large
library, and an answer for each of them is none."""

MOST_LOOKED_AT = 2_000
"""Speakers of whom it is looked at whether they fit: those with most statements, again."""


class Speakers:
    """Everybody whom the articles of a library name."""

    def __init__(self, named: Iterable[Named] = (), *, known: Known | None = None) -> None:
        """`named` are (article id, entity, number of its statements there); or else those `known`."""
        self._known = known
        groups = map(speaker_of, grouped(named))
        self._roster: Roster = known.roster if known else Memory.of(sorted(groups, key=lambda s: s.order))

    @classmethod
    def of(cls, store: Store, layout: Layout, before: Speakers | None = None) -> Speakers:
        """Of what `store` holds. Where it is a little more than what `before` is of, that takes a moment."""
        return cls(known=known(store, layout, before._known if before else None))

    def __iter__(self) -> Iterator[Speaker]:
        """Those with most statements first."""
        return iter(sorted(map(self._roster.speaker, self._roster.numbers()), key=lambda s: s.order))

    def __len__(self) -> int:
        return len(self._roster)

    def owner(self, article: str, name: str) -> Speaker | None:
        """Who is called so in an article."""
        found = self._roster.under(f"in {json.dumps((article, name), ensure_ascii=False)}")
        return next((self._roster.speaker(number) for number in found), None)

    def with_word(self, word: str) -> frozenset[Speaker]:
        """The persons whose name has this word; the most quoted of them, where there are very many."""
        return frozenset(self._those(self._under(*(f"word {key}" for key in folded(word))), _is_person))

    def beginning(self, word: str) -> list[Speaker]:
        """The persons with a word in their name that begins so; the most quoted, where there are very many."""
        numbers = {number for key in folded(word) for number in self._roster.beginning(f"word {key}")}
        return self._those(numbers, _is_person)

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
        if as_role or not any(
            speaker.sort == "person" and name_parts(speaker.name)[0] and not _has_no_name(speaker) for speaker in named
        ):
            # A surname can be a role ("Richter"), and an article names some people by nothing else ("Polizeisprecher").
            named = (
                self._in_order({*named, *self._with_role(mention, bare)}) if named else self._with_role(mention, bare)
            )
        found = named or self._behind_role(bare) or self._in_genitive(bare) or self._several(bare)
        return found or self._by_last_word(bare) or self._so_called(mention, bare)

    def _by_last_word(self, mention: str) -> list[Speaker]:
        """ "Kjaer" for "Soren Kjaer", whom the articles do not show to be a person."""
        if len(name_words(mention)) != 1 or not mention[:1].isupper():
            return []
        spellings = [word for word in (mention, without_genitive(mention)) if word]
        numbers = self._under(*(f"word {key}" for word in spellings for key in folded(word)))
        return self._those(
            numbers, lambda s: _is_no_person(s) and any(_ends_in(form, word) for form in s.forms for word in spellings)
        )

    def _so_called(self, mention: str, bare: str) -> list[Speaker]:
        """Whoever has this very role, or is from there: "der Niederländer", "the Dutchman"."""
        found = self._under(f"role {plain_spelling(bare)}")
        asked = meanings(bare)
        if not found and asked and asked == countries(asked) and gender_of(mention) and not is_known_organisation(bare):
            found = self._having(asked)
            return self._those(found, lambda s: _is_person(s) and asked in map(meanings, roles_of(s)))
        return self._those(found)

    def _several(self, mention: str) -> list[Speaker]:
        """ "Rutte and Baerbock", where each of them is somebody."""
        parts = re.split(r"\s*(?:,|\band\b|\bund\b|&)\s*", mention)
        found = [self.find(part) for part in parts] if len(parts) > 1 else [[]]
        return self._in_order(speaker for some in found for speaker in some) if all(found) else []

    def _in_order(self, speakers: Iterable[Speaker]) -> list[Speaker]:
        return sorted(set(speakers), key=lambda s: s.order)

    def _under(self, *keys: str) -> set[int]:
        """Whoever has one of these keys."""
        return {number for key in keys for number in self._roster.under(key)}

    def _those(self, numbers: Collection[int], fits: Callable[[Speaker], bool] = lambda _: True) -> list[Speaker]:
        """Those who fit, in order; only the most quoted, where there are very many."""
        if len(numbers) > MOST:
            numbers = self._roster.most_quoted(numbers)[:MOST_LOOKED_AT]
        fitting = (speaker for speaker in map(self._roster.speaker, numbers) if fits(speaker))
        return self._in_order(itertools.islice(fitting, MOST))

    # ---------------------------------------------------------------------------------------------------------- names

    def _named(self, mention: str) -> list[Speaker]:
        if not name_words(mention):
            return []
        return self._by_name(mention) or self._by_transliteration(mention)

    def _by_name(self, mention: str) -> list[Speaker]:
        organisations = set(self._those(self._under(f"body {organisation_key(mention)}"), _is_no_person))
        found = self._with_last_name(mention) | organisations
        if found:
            return self._in_order(found)
        sets = [self._under(*(f"word {key}" for key in folded(word))) for word in name_words(mention)]
        every = set.intersection(*sets)
        whole = self._those(every, lambda s: any(same_spelling(mention, form) for form in s.forms))
        return whole or self._those(every, _is_person)

    def _with_last_name(self, mention: str) -> set[Speaker]:
        fitting = _fitting_first_name(mention, self._having_last(mention, last_spellings(mention)))
        typed = [s for s in fitting if _last_as_typed(mention, s)]
        return set(typed or fitting)

    def _having_last(self, mention: str, lasts: Iterable[str]) -> list[Speaker]:
        """The persons with one of these last names; those whom a first name in the mention can mean, where there are
        very many."""
        numbers = self._under(*(f"last {last}" for last in lasts))
        if len(numbers) > MOST and (firsts := name_parts(mention)[0]):
            numbers = numbers & self._under(*(f"word {key}" for key in folded(firsts[0]))) or numbers
        return self._those(numbers, _is_person)

    def _by_transliteration(self, mention: str) -> list[Speaker]:
        last = last_name(mention)
        spelled = plain_spelling(last)
        lasts = [other for other in self._roster.spelled(skeleton(spelled)) if same_sound(spelled, other)]
        near = self._having_last(mention, lasts)
        alike = [s for s in near if any(same_transliteration(last, last_name(name)) for _, name in s.names)]
        return _fitting_first_name(mention, alike)

    def _in_genitive(self, mention: str) -> list[Speaker]:
        """ "Baerbocks", where nobody is called so."""
        shorter = without_genitive(mention)
        return self._named(shorter) if shorter else []

    def _behind_role(self, mention: str) -> list[Speaker]:
        """A name behind a role that is not written so in the articles: "President Zelensky", "Kanzler Scholz"."""
        for lead, name, is_role in split_lead(mention):
            found = self._named(name)
            if is_link(particle := name.split()[0]):  # "Präsidentin von der Leyen", but not "Sprecher von Mark Rutte"
                found = [s for s in found if any(last_name(n).lower().startswith(f"{particle} ") for _, n in s.names)]
            asked = meanings(lead)
            agreeing = [s for s in found if any(asked <= meanings(role.text) for role in s.roles)]
            if agreeing or (found and is_role):
                return agreeing or found
        return []

    # ---------------------------------------------------------------------------------------------------------- roles

    def _with_role(self, mention: str, bare: str) -> list[Speaker]:
        asked = meanings(bare)
        if not asked:
            return []
        wanted = countries(asked) or unsaid(bare)
        office = asked - wanted - {"federal"}
        said = countries(asked)  # whoever fits has that country in some role, and whoever fits unsaid has none
        found = self._those(self._having((office or asked) | said), lambda s: _fits(s, asked, office, wanted))
        if not found and wanted:
            unsaid_country = self._those(self._having(office or asked), lambda s: _fits_unsaid(s, office, wanted))
            found = unsaid_country if len(unsaid_country) == 1 else []
        return _of_gender(found, gender_of(mention))

    def _having(self, senses: Meaning) -> set[int]:
        """Those with every one of these meanings in their roles."""
        lists = sorted((self._under(f"sense {sense}") for sense in senses), key=len)
        return lists[0].intersection(*lists[1:])


def _is_person(speaker: Speaker) -> bool:
    return speaker.sort == "person"


def _is_no_person(speaker: Speaker) -> bool:
    return not _is_person(speaker)


def _ends_in(name: str, word: str) -> bool:
    """Whether a name of two or three words, all of them capitalised, ends in this one."""
    words = name.split()
    return 1 < len(words) <= 3 and all(w[:1].isupper() for w in words) and same_spelling(words[-1], word)


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
    bare = [s for s, found in zip(speakers, agree, strict=True) if found == {None}]
    return sure or [s for s in bare if not _has_no_name(s)]  # "Habecks Sprecherin" is not just any "Sprecherin"


def _has_no_name(speaker: Speaker) -> bool:
    """Whether articles call somebody by nothing but a role: "Sprecher", "Habecks Sprecherin"."""
    return {name for _, name in speaker.names} <= {role.text for role in speaker.roles}


def _last_as_typed(mention: str, speaker: Speaker) -> bool:
    typed = last_name(mention).casefold()
    return any(last_name(name).casefold() == typed for _, name in speaker.names)


def _fits(speaker: Speaker, asked: Meaning, office: Meaning, wanted: Meaning) -> bool:
    roles = [meanings(role) for role in roles_of(speaker)]
    if speaker.sort != "person":
        return any(body_fits(asked, role) for role in roles)
    if any(office_fits(asked, role) for role in roles):
        return True
    # "Außenministerin" in one article, "deutsche Politikerin" in another
    known = frozenset().union(*map(countries, roles))
    return bool(wanted) and known == wanted and any(office_fits(office, role - wanted - {"federal"}) for role in roles)


def _fits_unsaid(speaker: Speaker, office: Meaning, wanted: Meaning) -> bool:
    """ "The German foreign minister" and a role "Außenministerin" of somebody whose country no article tells."""
    roles = roles_of(speaker)
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
