"""Whom a pronoun, an epithet or a role stands for: "er", "der Niederländer", "die Ministerin"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from retrieval.statements.mentions import Mention, Person, Persons
from retrieval.statements.offices import Offices
from retrieval.statements.phrases import Phrase
from retrieval.statements.roles import Gender, Roles
from retrieval.statements.speaker import Speaker
from retrieval.statements.story import Story, is_plural

__all__ = ["Conclusions"]

_HE = frozenset("er ihn dieser jener he him his letzterer ersterer".split())
_SHE = frozenset("sie diese jene she her letztere erstere".split())
_BODY = frozenset(("it", "they"))
_BY_ARTICLE: dict[str, Gender] = {"der": "m", "ein": "m", "die": "f", "eine": "f"}
_POSSESSIVES = frozenset("his her their".split())
_BACK = 3  # paragraphs back in which a pronoun still finds its person


def _is_former(role: str) -> bool:
    return "former" in role.lower().split()


def _is_owned(words: str, head: str) -> bool:
    """ "the president's spokesman" is somebody of his own, and "today's speaker" may be."""
    return any(word.endswith(("'s", "’s", "s'", "s’")) for word in words.partition(head)[0].split())


@dataclass(slots=True)
class Conclusions:
    """Looks for persons among those that were named. `earlier` spoke last in the paragraph before; an English `story`
    knows who spoke and acted in it."""

    persons: Persons
    roles: Roles
    story: Story | None = None
    earlier: Speaker | None = None

    def pronoun(self, number: int, phrase: Phrase, word: str, last: Speaker | None) -> Speaker:
        if self.story is not None and word in _BODY:
            return self._body(phrase, word, last)
        if word == "es" and last is not None and last.name is not None and self.is_neuter(last.name):
            return replace(last, span=phrase.span, inferred=True, companions=())
        if word not in _HE and word not in _SHE:
            return Speaker(None, phrase.span, inferred=False)
        gender: Gender = "m" if word in _HE else "f"
        if self.story is not None:
            return self._in_story(self.story, number, phrase, gender, last)
        if last is not None and last.person is not None and last.person.gender in (None, gender):
            return Speaker(last.person.name, phrase.span, inferred=True, person=last.person)
        person = self._salient(number, phrase.span.start, gender)
        if person is not None and not self._is_nearer(last, person, number, phrase.span.start, gender):
            return Speaker(person.name, phrase.span, inferred=True, person=person)
        told = last is not None and last.person is None and last.name is not None
        body = gender == "f" and last is not None and not self.is_neuter(last.name or "")  # "das Gremium" is no "sie"
        if last is not None and told and (last.sort == "person" or body):
            return Speaker(last.name, phrase.span, inferred=True, sort=last.sort)
        if last is not None and last.person is not None and last.person.votes[gender]:
            return Speaker(last.person.name, phrase.span, inferred=True, person=last.person)  # "Kay" may be both
        earlier = self._unnamed_earlier(number, phrase.span.start, gender) if last is None else None
        if earlier is not None:
            return replace(earlier, span=phrase.span, inferred=True, companions=())
        return Speaker(None, phrase.span, inferred=False)

    def _unnamed_earlier(self, number: int, before: int, gender: Gender) -> Speaker | None:
        """Whoever spoke last in the paragraph before, of whom no more than a last name or a role is known, where nobody
        else is named since: "„Nein“, sagte Weber." and then "Sie ..."."""
        earlier = self.earlier
        if earlier is None or earlier.person is not None or earlier.name is None or earlier.sort != "person":
            return None
        roles = self._roles_of(earlier)
        other = roles and self.roles.gender(roles[0]) not in (None, gender)
        return None if other or self._fitting(number, None, before) else earlier

    def _in_story(self, story: Story, number: int, phrase: Phrase, gender: Gender, last: Speaker | None) -> Speaker:
        """Whom "he" or "she" stands for in English."""
        meant = story.meant(number, phrase.span.start, gender, last)
        if meant is None and last is not None and last.person is not None and last.person.votes[gender]:
            meant = last  # "Kay" may be both
        if meant is None:
            return Speaker(None, phrase.span, inferred=False)
        return replace(meant, span=phrase.span, inferred=True, companions=())

    def _body(self, phrase: Phrase, word: str, last: Speaker | None) -> Speaker:
        """ "it", "they": the organisation or the group that spoke before in the paragraph."""
        if last is None or last.name is None or last.person is not None:
            return Speaker(None, phrase.span, inferred=False)
        words = last.name.split()
        several = is_plural(words[0] if last.sort == "person" else words[-1], self.roles)
        proper = last.sort == "organisation" and words[-1][0].isupper()  # "Northern Networks" is "it", too
        one = last.sort == "person" and any(map(self.roles.role, words))  # "A source said ... They added"
        if several and not proper if word == "it" else not (several or one or last.sort == "organisation"):
            return Speaker(None, phrase.span, inferred=False)
        return replace(last, span=phrase.span, inferred=True, companions=())

    def is_surname(self, pronoun: Phrase, subject: Phrase) -> bool:
        """Whether "er" may be a German subject of one word without an article: "Tarnowski schwieg. Er ..."."""
        one = not subject.determiner and subject.core_end == subject.first + 1 and not subject.plural
        known = self.roles.role(subject.head) or self.roles.organisation(subject.head)
        surname = one and not known and self.persons.may_be_surname(subject.head)
        return self.roles.german and pronoun.head == "er" and surname

    def is_neuter(self, name: str) -> bool:
        """ "das Ministerium", "das Landgericht": a body that "es" may stand for."""
        return any(self.roles.neuter(word) for word in name.split() if self.roles.organisation(word))

    def agrees(self, pronoun: Phrase, subject: Phrase) -> bool:
        """Whether "er" or "sie" may be whoever a role names: "Die Ministerin schwieg. Sie ..."."""
        if pronoun.head == "es":
            return subject.determiner in ("das", "ein") and self.is_neuter(subject.head)
        if not (self.roles.german and self.roles.role(subject.head) and subject.determiner):
            return False
        gender = self.roles.gender(subject.head) or _BY_ARTICLE.get(subject.determiner)  # "Der Vorsitzende Richter"
        return (pronoun.head in _HE and gender == "m") or (pronoun.head in _SHE and gender == "f")

    def first_name(self, words: str, phrase: Phrase) -> Speaker | None:
        """ "so Anselm": the only person of that first name."""
        found = [p for p in self.persons.all if p.first[:1] == (words,)] if phrase.sort == "noun" else []
        if len(found) != 1:
            return None
        return Speaker(found[0].name, phrase.span, inferred=False, person=found[0])

    def unnamed(self, phrase: Phrase, number: int, last: Speaker | None) -> Speaker | None:
        """Whoever spoke last, if nobody knows that name or it has none, and an epithet may stand for them: "Ein Zeuge
        sagte ... Der 43-Jährige"."""
        if last is None or last.person is not None or last.name is None or last.sort != "person":
            return None
        head = phrase.head
        if phrase.determiner == "der" and head.endswith("en"):
            return None  # "der Bundes-Grünen": a genitive
        office = self.roles.german and self.roles.office(head) and not self.roles.role(last.name.split()[-1])
        alone = phrase.span.end == phrase.core.end and not phrase.described
        if alone and any(head.lower() == role.lower() for role in self._roles_of(last)):
            return last  # "Ein Sprecher sagte ... Der Sprecher"
        fits = self.roles.epithet(head) or (office and self.roles.role(head))
        if not fits or Offices(self.persons, self.roles).named(head, []):
            return None
        return last if self._roles_of(last) or not self._fitting(number, None, phrase.span.start) else None

    def _is_nearer(self, last: Speaker | None, person: Person, number: int, before: int, gender: Gender) -> bool:
        """Whether "er" is an unnamed person who spoke in this paragraph, and not somebody named before that."""
        if last is None or last.name is None or last.person is not None or last.sort != "person" or last.span is None:
            return False
        roles = self._roles_of(last)
        if roles and self.roles.gender(roles[0]) not in (None, gender):
            return False
        here = self._fitting(number, gender, before)
        if not roles:  # "Airbus" may be nobody: only where nobody else is named
            return not here
        return not any(m.start > last.span.start for m in here if m.person is person)

    def _roles_of(self, speaker: Speaker) -> list[str]:
        """The roles that an unnamed speaker goes by: "Sprecher"."""
        return [word for word in (speaker.name or "").split() if self.roles.role(word)]

    def _salient(self, number: int, before: int, gender: Gender | None) -> Person | None:
        """The person meant by a pronoun: the last one before it that fits, then whoever spoke last in the paragraph
        before or was named last there, or in the ones before that."""
        if self.story is not None:
            meant = self.story.meant(number, before, gender, None)
            return meant.person if meant is not None else None
        here = self._fitting(number, gender, before)
        if here:
            return here[-1].person
        earlier = self.earlier.person if self.earlier else None
        if earlier is not None and earlier.gender in (None, gender):
            return earlier
        there = (self._fitting(number - back, gender) for back in range(1, _BACK + 1))
        return next((mentions[-1].person for mentions in there if mentions), None)

    def _fitting(self, number: int, gender: Gender | None, before: int | None = None) -> list[Mention]:
        """Mentions outside of quotations that agree in gender; those that surely do, where there are any."""
        mentions = [m for m in self.persons.before(number, before) if not m.quoted]
        fitting = [m for m in mentions if gender is None or m.person.gender in (None, gender)]
        return [m for m in fitting if gender is not None and m.person.gender == gender] or fitting

    def _last_holder(self, last: Speaker, holders: list[Person], number: int, phrase: Phrase) -> Person | None:
        """Of several with one German role who spoke last; where another has been named since, who has the role just so
        ("Präsident Lang", not "der norddeutsche Präsident Weber"), else nobody."""
        since = last.span.end if last.span is not None else phrase.span.start
        named = [m.person for m in self.persons.inside(number, since, phrase.span.start) if not m.quoted]
        others = [person for person in holders if person is not last.person and person in named]
        if not others or not self.roles.german:
            return last.person
        exact = [person for person in (last.person, *others) if person is not None and phrase.head in person.roles]
        return exact[0] if len(exact) == 1 else None

    def holder(self, number: int, phrase: Phrase, last: Speaker | None, words: str = "") -> Person | None:
        """Whom a role or an epithet stands for; `words`: the phrase as it is written."""
        head = phrase.head
        offices = Offices(self.persons, self.roles)
        if not offices.is_somebody(phrase):
            return None
        party = self.roles.party(head)
        holders = offices.holders(phrase, words, party)
        family = self.roles.family(head)
        holders = holders or [p for p in self.persons.all if p.party in family]
        if not self.roles.german and offices.is_other(words, head):
            holders = offices.others(holders, words, head)
            return offices.last_of(holders, number, phrase.span.start) if holders else None
        if _is_owned(words, head) and not self.roles.german:
            said = set(words.lower().split())  # "the mayor's spokesman" is no other spokesman
            holders = [p for p in holders if any(said.issuperset(role.lower().split()) for role in p.roles)]
        if holders and not self.roles.german:
            former = "former" in words.lower().split()
            alike = [
                p
                for p in holders
                if any(_is_former(role) is former for role in p.roles if self.roles.role(role.split()[-1]))
            ]
            if former and not alike and last is not None and last.person not in holders:
                return None  # "the former mayor" after Lang has spoken is not Mayor Weaver
            holders = alike or holders
        if holders:
            if last is not None and last.person in holders:
                return self._last_holder(last, holders, number, phrase)
            return offices.last_of(holders, number, phrase.span.start)
        if not self.roles.german and _is_owned(words, head):
            return None
        known = self.roles.epithet(head) or self.roles.office(head)
        if not known and not phrase.aged and not offices.is_trade(head):
            return None  # "der Student" is nobody in particular
        apart = phrase.span.end > phrase.core.end and not phrase.twofold
        if apart or phrase.described:  # "der Leiter der Schule" is somebody of his own
            return None
        if self.roles.german and phrase.determiner == "die" and self.roles.organisation(head):  # "die Linke"
            return None
        feminine = self.roles.german and phrase.determiner == "die"
        either = feminine and head.endswith("e")  # "die 45-Jährige", "die Vorsitzende"
        masculine = self.roles.german and phrase.determiner == "der"  # "der Rechtsanwalt"
        gender = "f" if either else self.roles.gender(head) or ("f" if feminine else "m" if masculine else None)
        person = last.person if last is not None else None
        if not known:  # "die Expertin" is who spoke before or is alone named, and nobody else
            if last is None and (phrase.aged or not self.roles.calling(head)):
                person = self._alone(number, phrase.span.start)
                if person is None and self.story is not None and phrase.aged:
                    return self._salient(number, phrase.span.start, gender)
            if person is None and self.roles.german and not self._fitting(number, None, phrase.span.start):
                before = self.earlier.person if self.earlier else None
                person = before if before is not None and not before.roles else None
            if self.roles.german and person is not None and offices.holds_other(person, head.lower()):
                return None
            if not self.roles.german and person is not None and None in (gender, person.gender):
                return person  # an English trade hardly ever shows a gender
            fits = person is not None and gender is not None and person.gender == gender
            return person if fits and person is not None and not offices.holds_other(person, head.lower()) else None
        if person is None or person.gender not in (None, gender):
            person = self._salient(number, phrase.span.start, gender)
        if person is None or (party and person.party not in ("", party)):
            return None
        if family and person.party not in ("", *family):
            return None  # "der Sozialdemokrat" is nobody of the CDU
        return None if offices.holds_other(person, head.lower(), words) else person

    def relative(self, phrase: Phrase) -> Person | None:
        """ "her husband", "his mother": the only one who was named as somebody's."""
        if self.roles.german or phrase.determiner not in _POSSESSIVES or not self.roles.kin(phrase.head):
            return None
        holders = Offices(self.persons, self.roles).named(phrase.head, [])
        return holders[0] if len(holders) == 1 else None

    def _alone(self, number: int, before: int) -> Person | None:
        """The only person that a paragraph has named so far."""
        named = {m.person.name: m.person for m in self.persons.before(number, before) if not (m.quoted or m.genitive)}
        return next(iter(named.values())) if len(named) == 1 else None
