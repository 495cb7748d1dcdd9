"""Who holds an office that a phrase names: "der Bahnchef", "die CDU-Politikerin", "the senator"."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.statements.mentions import Person, Persons
from retrieval.statements.phrases import Phrase
from retrieval.statements.roles import Roles

__all__ = ["Offices"]

_OF_PARTY = tuple("politiker politikerin mann frau abgeordnete abgeordneter parlamentarier mitglied".split())
_STEM = 5  # letters by which "Stadt" is "Stadtrat", and "Hafens" is "Hafen"
_PUBLIC = ("staatsanwalt", "staatsanwält", "bundesanwalt", "bundesanwält", "oberstaatsanw", "generalstaatsanw")
"""Who prosecutes is not the other side's "Anwalt"."""
_BACK = 3  # paragraphs back in which somebody was named last
_OTHER = frozenset("top then".split())
_THEN = frozenset("then former".split())
_FOREIGN = frozenset("foreign state diplomacy".split())
_HEADS = frozenset("chief leader boss head president chairman chairwoman chairperson chair".split())
"""Words for who leads a body: "the Oakham Council chief" after "Oakham Council President Ann Lang"."""


@dataclass(frozen=True, slots=True)
class Offices:
    """The persons of an article by the roles that they were named with."""

    persons: Persons
    roles: Roles

    def is_somebody(self, phrase: Phrase) -> bool:
        """Whether a phrase may stand for one person by a role, an epithet or an age."""
        head = phrase.head
        named = self.roles.role(head) or self.roles.epithet(head) or self.is_trade(head)
        return (phrase.aged or named) and not self._is_group(phrase)

    def holders(self, phrase: Phrase, words: str, party: str) -> list[Person]:
        """Who is named with the role of a phrase, or belongs to its `party`; `words`: the phrase as it is written."""
        leads = [] if self.roles.german else self._leads(phrase.head, words)
        if leads:
            return leads
        rest = _rest(words, phrase.head)
        held = self.named(phrase.head, rest, words) or self._named_otherwise(phrase.head, rest)
        return self._members(phrase, party) or [
            p for p in held if self._may_hold(p, phrase) and p.party in ("", party or p.party)
        ]

    def _leads(self, head: str, words: str) -> list[Person]:
        """The only one who was named as leading the same body: "the Oakham [Mills] chief" is its president."""
        body = [word for word in words.partition(head)[0].split()[1:] if word[0].isupper()]
        if not body or head.lower() not in _HEADS:
            return []
        roles = ((p, role.split()) for p in self.persons.all for role in p.roles)
        found = {p.name: p for p, role in roles if role[:-1] == body and role[-1].lower() in _HEADS}
        return list(found.values()) if len(found) == 1 else []

    def _named_otherwise(self, head: str, rest: list[str]) -> list[Person]:
        """Who is named with another word for an office: "der Coach" after "Trainer Lang"."""
        base = head.lower().rsplit("-", 1)[-1]
        named = [p for other in self.roles.same_offices(base) for p in self.named(other, rest)]
        return [p for p in self.persons.all if any(p is one for one in named) and not self.holds_other(p, base)]

    def is_trade(self, head: str) -> bool:
        return self.roles.trade(head) or self.roles.calling(head)

    def _members(self, phrase: Phrase, party: str) -> list[Person]:
        """ "die CDU-Politikerin": who belongs to that party, wherever that was said."""
        if not party or not phrase.head.lower().endswith(_OF_PARTY):
            return []
        return [p for p in self.persons.all if p.party == party and self._may_hold(p, phrase)]

    def _may_hold(self, person: Person, phrase: Phrase) -> bool:
        """Not where the article shows another gender: "die Vorsitzende" is no man."""
        if not self.roles.german or person.gender is None:
            return True
        if phrase.determiner == "der":  # "der Vorsitzenden zufolge" may be a woman
            return person.gender == "m" or phrase.head.endswith("en") or self.roles.gender(phrase.head) == "f"
        return person.gender == "f" or phrase.determiner != "die"

    def _is_group(self, phrase: Phrase) -> bool:
        """ "die Abgeordneten", but not "die Abgeordnete"."""
        one = self.roles.german and phrase.determiner in ("der", "die", "dieser", "diese") and phrase.head.endswith("e")
        return self.roles.group(phrase.head) and not (one and self.roles.office(phrase.head))

    def named(self, head: str, rest: list[str], words: str = "") -> list[Person]:
        """Who is named with a role; `rest`: the nouns that say whose it is ("der Sprecher der [Stadt]"); `words`: the
        phrase as it is written."""
        lower = head.lower()
        tail, full = lower.rsplit("-", 1)[-1], self.roles.full
        if self.roles.german:
            return [p for p in self.persons.all if any(self._is_held(lower, tail, role, rest) for role in p.roles)]
        rank = self.roles.ranked(words, head)
        held = [(p, role) for p in self.persons.all for role in p.roles if _same_role(lower, tail, full(role))]
        alike = [p for p, role in held if self._rank(role) == rank]
        return list({id(p): p for p in (alike if alike or rank else [p for p, _ in held])}.values())

    def _rank(self, role: str) -> str:
        return self.roles.ranked(role, role.split()[-1])

    def _is_held(self, head: str, tail: str, role: str, rest: list[str]) -> bool:
        """Whether `head` is a German role, or one of its words of which a genitive says more: "der Chef" and "der
        Bahnchef" of "Chef der Deutschen Bahn"."""
        words = role.split()
        noun = next((n for n, w in enumerate(words[:-1]) if self.roles.role(w) and words[n + 1][0].islower()), None)
        if noun is None:
            return _same_role(head, tail, role)
        base = words[noun].lower()
        if rest and not any(w[:_STEM] == other[:_STEM] for w in words[noun + 1 :] for other in rest):
            return False  # "der Sprecher der Stadt" is not the "Sprecher des Hafens"
        if head == base or tail == base or (base.endswith(tail) and not base.startswith("vize")):
            return True
        first = head.removesuffix(base).rstrip("s-") if head.endswith(base) else ""
        return len(first) > 2 and any(w.lower().startswith(first) for w in words[noun + 1 :] if w[0].isupper())

    def is_other(self, words: str, head: str) -> bool:
        """ "the country's top judge", "the then mayor": who is named so, and nobody else who was named."""
        return not _OTHER.isdisjoint(words.lower().partition(head.lower())[0].split())

    def others(self, holders: list[Person], words: str, head: str) -> list[Person]:
        """Of `holders` who was named as "then mayor"; for "the top diplomat" who conducts foreign affairs."""
        if "then" in words.lower().split():
            return [p for p in holders if self._has(p, _THEN)]
        return holders or [p for p in self.persons.all if head.lower() == "diplomat" and self._has(p, _FOREIGN)]

    @staticmethod
    def _has(person: Person, words: frozenset[str]) -> bool:
        return any(words & set(role.lower().split()) for role in person.roles)

    def last_of(self, holders: list[Person], number: int, before: int) -> Person:
        """Which holder of a role is meant: who was named last, in the paragraph or in the ones before it."""
        back = 0 if self.roles.german else _BACK
        places = [(number, before), *((number - n, None) for n in range(1, back + 1))]
        named = (m.person for at, end in places for m in reversed(self.persons.before(at, end)))
        return next((person for person in named if person in holders), holders[0])

    def holds_other(self, person: Person, head: str, words: str = "") -> bool:
        """Whether somebody holds an office, and another than `head`: "the president" is not Secretary Lang, "the
        first minister" no other minister, "der Verteidiger" not Richterin Lang."""
        rank = self.roles.ranked(words, head) if words else ""
        if rank and any(_same_role(head, head, role) for role in person.roles):
            return True
        if self.roles.german and any(self.roles.apart(head, role.lower().split()[-1]) for role in person.roles):
            return True
        offices = {self.roles.full(role).lower().split()[-1] for role in person.roles}
        held = {office for office in offices if self.roles.sole_office(office)}
        return self.roles.sole_office(head) and bool(held) and head not in held


def _rest(words: str, head: str) -> list[str]:
    """The nouns that stand after the head of a phrase."""
    return [word for word in words.partition(head)[2].split() if word[0].isupper()]


def _same_role(head: str, tail: str, role: str) -> bool:
    last = role.lower().split()[-1]
    if last.startswith(_PUBLIC) != head.startswith(_PUBLIC):
        return False
    return last == head or last.endswith(tail) or (len(last) > 5 and head.endswith(last))
