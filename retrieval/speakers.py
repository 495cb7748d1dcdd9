"""Whom a question names: Speakers of a library, found by name, transliteration or role.

Derived for the whole library at once (see `retrieval.identity`), so that it depends neither on the order of ingest nor
on what was removed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from retrieval.analysis import known_words
from retrieval.fitting import (
    ends_in,
    fits_office,
    fits_office_unsaid,
    fitting_first_name,
    has_kind_before,
    has_no_name,
    is_group,
    is_no_person,
    is_person,
    last_as_typed,
    of_gender,
    without_titles,
)
from retrieval.identity import Named, grouped, is_known_organisation, organisation_key
from retrieval.known_speakers import Known, known
from retrieval.layout import Layout
from retrieval.lookup import MOST, Lookup, in_order
from retrieval.names import (
    folded,
    last_name,
    last_spellings,
    name_parts,
    name_words,
    plain_spelling,
    same_spelling,
    same_transliteration,
    without_genitive,
)
from retrieval.offices import leads_a_state, led_by, names_office, office_fits
from retrieval.places import is_known_place
from retrieval.roles import (
    Meaning,
    countries,
    gender_of,
    is_article,
    is_kind,
    is_link,
    is_title,
    meanings,
    small_words,
    split_lead,
    unsaid,
)
from retrieval.roster import Memory, Role, Roster, Speaker, roles_of, speaker_of
from retrieval.store import Store
from retrieval.transliteration import same_sound, skeleton

__all__ = ["Role", "Speaker", "Speakers", "without_titles"]


class Speakers:
    """Everybody whom the articles of a library name."""

    def __init__(self, named: Iterable[Named] = (), *, known: Known | None = None) -> None:
        """`named` are (article id, entity, number of its statements there); or else those `known`."""
        self._known = known
        groups = map(speaker_of, grouped(named))
        self._roster: Roster = known.roster if known else Memory.of(sorted(groups, key=lambda s: s.order))
        self._look = Lookup(self._roster)

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
        return frozenset(self._look.those(self._look.under(*(f"word {key}" for key in folded(word))), is_person))

    def beginning(self, word: str) -> list[Speaker]:
        """The persons with a word in their name that begins so; the most quoted, where there are very many."""
        numbers = {number for key in folded(word) for number in self._roster.beginning(f"word {key}")}
        return self._look.those(numbers, is_person)

    def of_article(self, id: str) -> list[Speaker]:  # noqa: A002
        """Everybody whom an article names, the most quoted in the library first."""
        return self._look.those(self._look.under(f"article {id}"))

    def with_senses(self, senses: Meaning) -> list[Speaker]:
        """The persons with every one of these meanings in their roles."""
        return self._look.those(self._look.having(senses), is_person)

    def find(self, mention: str) -> list[Speaker]:
        """Whom a question means by a name ("Baerbock", "Volodymyr Zelensky", "President Zelensky") or a role ("the
        Kremlin spokesman"). Several where several fit, those with statements first; empty where nobody does."""
        bare = without_titles(mention)
        if not name_words(bare):
            return []
        named = self._named(bare)
        if is_title(mention.split()[0]):
            named = of_gender(named, gender_of(mention))
        as_role = is_article(name_words(mention)[0])
        if as_role or not any(
            speaker.sort == "person" and name_parts(speaker.name)[0] and not has_no_name(speaker) for speaker in named
        ):
            # A surname can be a role ("Richter"), and an article names some people by nothing else ("Polizeisprecher").
            role = self._with_role(mention, bare) if not named else []
            named = self._with_those_of_the_role(named, mention, bare) if named else role or self._behind_kind(bare)
        found = named or self._behind_role(bare, bare != mention) or self._in_genitive(bare) or self._several(bare)
        return found or self._by_last_word(bare) or self._so_called(mention, bare) or self._group(bare)

    def _group(self, mention: str) -> list[Speaker]:
        """ "Economists" for "Economists at the University of Michigan"."""
        return self._look.those(
            self._look.with_words(mention), lambda s: is_no_person(s) and any(is_group(f, mention) for f in s.forms)
        )

    def _with_those_of_the_role(self, named: list[Speaker], mention: str, bare: str) -> list[Speaker]:
        also = [*self._with_role(mention, bare), *self._behind_kind(bare)]
        if any(s.statements and not has_no_name(s) for s in named) and not names_office(meanings(bare)):
            also = [s for s in also if is_no_person(s)]  # Verdi speaks for itself: its officials are asked for by name
        return in_order({*named, *also})

    def _behind_kind(self, mention: str) -> list[Speaker]:
        """ "Gewerkschaft Verdi" for "Verdi", "Weber-Konzern" for "Weber"."""
        if countries(meanings(mention)) or is_known_place(mention) or not mention[:1].isupper():
            return []
        hyphened = {n for key in folded(mention) for n in self._roster.beginning(f"word {key} ")}
        return self._look.those(
            self._look.with_words(mention) | hyphened,
            lambda s: is_no_person(s) and any(has_kind_before(f, mention) for f in s.forms),
        )

    def _by_last_word(self, mention: str) -> list[Speaker]:
        """ "Kjaer" for "Soren Kjaer", whom the articles do not show to be a person."""
        if len(name_words(mention)) != 1 or not mention[:1].isupper() or is_known_place(mention):
            return []  # "Deutschland" is not "Wikimedia Deutschland"
        spellings = [word for word in (mention, without_genitive(mention)) if word]
        numbers = self._look.under(*(f"word {key}" for word in spellings for key in folded(word)))
        return self._look.those(
            numbers, lambda s: is_no_person(s) and any(ends_in(form, word) for form in s.forms for word in spellings)
        )

    def _so_called(self, mention: str, bare: str) -> list[Speaker]:
        """Whoever has this very role, or is from there: "der Niederländer", "the Dutchman"."""
        found = self._look.under(f"role {plain_spelling(bare)}")
        asked = meanings(bare)
        if not found and asked and asked == countries(asked) and gender_of(mention) and not is_known_organisation(bare):
            found = self._look.having(asked)
            return self._look.those(found, lambda s: is_person(s) and asked in map(meanings, roles_of(s)))
        return self._look.those(found)

    def _several(self, mention: str) -> list[Speaker]:
        """ "Rutte and Baerbock", where each of them is somebody."""
        parts = re.split(r"\s*(?:,|\band\b|\bund\b|&)\s*", mention)
        found = [self.find(part) for part in parts] if len(parts) > 1 else [[]]
        return in_order(speaker for some in found for speaker in some) if all(found) else []

    # ---------------------------------------------------------------------------------------------------------- names

    def _named(self, mention: str) -> list[Speaker]:
        if not name_words(mention):
            return []
        return self._by_name(mention) or self._by_transliteration(mention)

    def _by_name(self, mention: str) -> list[Speaker]:
        organisations = set(self._look.those(self._look.under(f"body {organisation_key(mention)}"), is_no_person))
        found = self._with_last_name(mention) | organisations
        if found:
            return in_order(found)
        every = self._look.with_words(mention)
        whole = self._look.those(every, lambda s: any(same_spelling(mention, form) for form in s.forms))
        return whole or self._look.those(every, is_person)

    def _with_last_name(self, mention: str) -> set[Speaker]:
        first, *others = name_words(mention)
        # "the CEO of General Motors", "Chefin von General Motors" are nobody called Motors
        if not small_words("in_no_name").isdisjoint(others) or (others[:1] and is_link(others[0]) and is_kind(first)):
            return set()
        fitting = fitting_first_name(mention, self._having_last(mention, last_spellings(mention)))
        typed = [s for s in fitting if last_as_typed(mention, s)]
        return set(typed or fitting)

    def _having_last(self, mention: str, lasts: Iterable[str]) -> list[Speaker]:
        """The persons with one of these last names; those whom a first name in the mention can mean, where there are
        very many."""
        numbers = self._look.under(*(f"last {last}" for last in lasts))
        if len(numbers) > MOST and (firsts := name_parts(mention)[0]):
            numbers = numbers & self._look.under(*(f"word {key}" for key in folded(firsts[0]))) or numbers
        return self._look.those(numbers, is_person)

    def _by_transliteration(self, mention: str) -> list[Speaker]:
        last = last_name(mention)
        spelled = plain_spelling(last)
        lasts = [other for other in self._roster.spelled(skeleton(spelled)) if same_sound(spelled, other)]
        near = self._having_last(mention, lasts)
        alike = [s for s in near if any(same_transliteration(last, last_name(name)) for _, name in s.names)]
        return fitting_first_name(mention, alike)

    def _in_genitive(self, mention: str) -> list[Speaker]:
        """ "Baerbocks", where nobody is called so."""
        shorter = without_genitive(mention)
        return self._named(shorter) if shorter else []

    def _behind_role(self, mention: str, led: bool) -> list[Speaker]:
        """A name behind a role that is not written so in the articles: "President Zelensky", "Kanzler Scholz"; `led` by
        an article, behind any noun ("der Angeklagte Dorn") but a first name."""
        for lead, name, is_role in split_lead(mention):
            found = self._named(name)
            if is_link(particle := name.split()[0]):  # "Präsidentin von der Leyen", but not "Sprecher von Mark Rutte"
                found = [s for s in found if any(last_name(n).lower().startswith(f"{particle} ") for _, n in s.names)]
            asked = meanings(lead)
            agreeing = [s for s in found if any(asked <= meanings(role.text) for role in s.roles)]
            if agreeing or (found and (is_role or (led and _is_noun(lead)))):
                return agreeing or found
        return []

    # ---------------------------------------------------------------------------------------------------------- roles

    def _with_role(self, mention: str, bare: str) -> list[Speaker]:
        asked = meanings(bare)
        if not asked:
            return []
        offices = leads_a_state(asked, bare) or [asked]
        found = [speaker for office in offices for speaker in self._in_office(office, countries(asked) or unsaid(bare))]
        return of_gender(in_order(found), gender_of(mention))

    def _in_office(self, asked: Meaning, wanted: Meaning) -> list[Speaker]:
        """`wanted`: the country, said or not."""
        office = asked - wanted - {"federal"}
        said = countries(asked)  # whoever fits has that country in some role, and whoever fits unsaid has none
        found = self._look.those(
            self._look.having((office or asked) | said), lambda s: fits_office(s, asked, office, wanted)
        )
        if not found and wanted:
            unsaid_country = self._look.those(
                self._look.having(office or asked), lambda s: fits_office_unsaid(s, office, wanted)
            )
            found = unsaid_country if len(unsaid_country) == 1 else [s for s in unsaid_country if _is_federal(s)]
        return found or [speaker for other in led_by(asked) for speaker in self._with_office(other)]

    def _with_office(self, asked: Meaning) -> list[Speaker]:
        """The persons with a role that says all of this."""
        roles = self._look.those(self._look.having(asked), is_person)
        return [s for s in roles if any(office_fits(asked, meanings(role)) for role in roles_of(s))]


def _is_federal(speaker: Speaker) -> bool:
    """ "Bundesumweltministerin" is the country's, where "Umweltminister" can be a state's."""
    return any("federal" in meanings(role) for role in roles_of(speaker))


def _is_noun(lead: str) -> bool:
    """Whether what stands before a name is no first name."""
    last = lead.split()[-1]
    return last.islower() or last.lower() in known_words("de")
