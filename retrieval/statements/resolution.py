"""Who a speaker phrase stands for within its article: "die Grünen-Politikerin" -> "Annalena Baerbock"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from retrieval.articles import Paragraph, Span
from retrieval.statements.lexicon import load_names
from retrieval.statements.mentions import Mention, Person, Persons
from retrieval.statements.phrases import Phrase
from retrieval.statements.roles import Gender, Roles

__all__ = ["Resolver", "Speaker"]

_HE = frozenset("er dieser jener he him his letzterer ersterer".split())
_SHE = frozenset("sie diese jene she her letztere erstere".split())
_LONGEST_NAME = 80  # characters of a role that stands for a name: "Sprecher des Gesundheitsministeriums"
_JOINING = frozenset("und sowie and ,".split())
_BRACKETS = re.compile(r"\([^()]{0,60}\)")
_GENITIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_BACK = 3  # paragraphs back in which a pronoun still finds its person
_LINKS = frozenset("von des of for für".split())
_ENDINGS = ("", "'s", "’s", "'", "’")  # of a genitive
_DEFINITE = frozenset("der die das dem den des dieser diese the this that".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """`name` as in the article's entities; `span` where it is mentioned; `inferred`: concluded, not named there;
    `companions`: who says the same together with them."""

    name: str | None
    span: Span | None
    inferred: bool
    person: Person | None = None
    sort: Literal["person", "organisation"] = "person"
    companions: tuple[Speaker, ...] = ()


@dataclass(slots=True)
class Resolver:
    """Keeps what the article has said about its speakers so far. `earlier` spoke last in the paragraph before."""

    persons: Persons
    roles: Roles
    sources: frozenset[str]
    determiners: frozenset[str]
    earlier: Speaker | None = None

    def resolve(self, paragraph: Paragraph, number: int, phrase: Phrase, last: Speaker | None) -> Speaker:
        """Who `phrase` stands for; `last` is who spoke before in the same paragraph."""
        text = paragraph.text
        mention = self._named(number, phrase, text)
        if mention is not None:
            span = Span(phrase.span.start, max(phrase.span.end, mention.end))
            companions = self._companions(number, mention, phrase, text)
            return Speaker(mention.person.name, span, inferred=False, person=mention.person, companions=companions)
        words = phrase.span.of(text)
        lower = words.lower()
        if phrase.sort == "pronoun":
            return self._pronoun(number, phrase, lower, last)
        source = self._is_source(phrase.head) or any(w in self.sources for w in lower.split())
        if source:
            return self._source(number, phrase, lower, text, last)
        if phrase.determiner in _DEFINITE and not self._is_several(phrase) and not self._is_proper(phrase, text):
            person = self._by_role(number, phrase, last)
            if person is not None:
                person.roles[_without_determiner(phrase.core.of(text), self.determiners)] = None
                return Speaker(person.name, phrase.span, inferred=True, person=person)
        return self._other(phrase, text)

    # ------------------------------------------------------------------------------------------------ named

    def _named(self, number: int, phrase: Phrase, text: str) -> Mention | None:
        """The person that heads the phrase: "Sprecher Peskow", "der Chef, Hans Müller", not "Merkels Sprecher"."""
        inside = self.persons.inside(number, phrase.span.start, phrase.span.end)
        core = [m for m in inside if m.start < phrase.core.end]
        for mention in core:
            if self._attributive(mention, phrase, text):
                continue
            alone = mention.start == phrase.core.start and text[mention.end : phrase.core.end] in _ENDINGS
            if not mention.genitive or alone:
                return mention
        before = self.persons.before(number, phrase.span.start)
        apposed = [m for m in before[-1:] if text[m.end : phrase.span.start] in (", ", ",")]
        if apposed and self.roles.role(phrase.head):  # "Theo Zwanziger, Präsident des Verbandes"
            return apposed[0]
        for mention in inside:
            between = text[phrase.core.end : mention.start].split()
            if mention.genitive or not between:
                continue
            comma = text.rfind(",", phrase.core.end, mention.start)
            if comma >= 0 and not any(w in _LINKS for w in text[comma : mention.start].split()):
                return mention
            ends = mention.end >= phrase.span.end and between[-1][0].isupper() and not self.roles.role(between[-1])
            if comma < 0 and ends and self.roles.role(phrase.head):  # "der Leiter der Schule Peter Lang"
                return mention
        return self._apposed(number, phrase, text)

    def _companions(self, number: int, first: Mention, phrase: Phrase, text: str) -> tuple[Speaker, ...]:
        """The others of "die Abgeordneten Hans Müller, Eva Lang und Jan Weber"."""
        found: list[Speaker] = []
        before = first
        for mention in self.persons.inside(number, first.end, phrase.span.end):
            between = _BRACKETS.sub("", text[before.end : mention.start]).replace(",", " , ").split()
            if mention.genitive or not between or between[0] not in _JOINING or before.genitive:
                break
            if not all(w in _JOINING or w.lower() in self.determiners or self.roles.role(w) for w in between):
                break
            if mention.person is not first.person:
                span = Span(mention.start, mention.end)
                found.append(Speaker(mention.person.name, span, inferred=False, person=mention.person))
            before = mention
        joined = any(w in _JOINING - {","} for w in text[first.end : before.start].split())
        return tuple(found) if joined else ()

    def _attributive(self, mention: Mention, phrase: Phrase, text: str) -> bool:
        """ "the Trump campaign", "Trump spokeswoman Hope Hicks": English puts a name in front of a noun."""
        rest = [] if self.roles.german else text[mention.end : phrase.core.end].split()
        return any(self.roles.role(word) or self.roles.organisation(word) for word in rest)

    def _apposed(self, number: int, phrase: Phrase, text: str) -> Mention | None:
        """ "Zelensky’s wife, Olena Zelenska, said": a name between commas after a role, and before its verb."""
        if not self.roles.role(phrase.head) or self.roles.group(phrase.head):
            return None
        end = phrase.span.end
        for mention in self.persons.inside(number, end, max(phrase.until, end + 3)):
            near = text[end : mention.start] == ", " or mention.start < phrase.until
            closes = text[mention.end : mention.end + 1] in (",", ".", ";", ":", "") or mention.start < phrase.until
            if near and closes and text.endswith(", ", end, mention.start) and not mention.genitive:
                return mention
        return None

    def _is_source(self, head: str) -> bool:
        """ "Angaben", "Kernaussage": a compound is what its end is, but "Opposition" is no "Position"."""
        lower = head.lower()
        if lower in self.sources or self.roles.organisation(head):
            return lower in self.sources
        return any(lower[n:] in self.sources for n in range(max(0, len(lower) - 30), max(1, len(lower) - 4)))

    def _source(self, number: int, phrase: Phrase, lower: str, text: str, last: Speaker | None) -> Speaker:
        """ "Angaben der Polizei", "Angaben von Angela Merkel", "seinen Angaben"."""
        inside = self.persons.inside(number, phrase.span.start, phrase.span.end)
        if inside:
            return Speaker(inside[0].person.name, phrase.span, inferred=False, person=inside[0].person)
        first = lower.split()[0]
        if first.startswith(("sein", "dessen", "his")):
            return self._pronoun(number, phrase, "er", last)
        if first.startswith(("ihr", "deren", "her")) and first not in ("here",):
            return self._pronoun(number, phrase, "sie", last)
        rest = Span(phrase.core.end, phrase.span.end).of(text).split()
        while rest and (
            rest[0].lower() in self.determiners or rest[0] in ("von", "vom", "aus", "of", "by", "from", "des", "der")
        ):
            rest.pop(0)
        while rest and rest[0][0].islower():
            rest.pop(0)
        name = " ".join(rest).strip(" ,.")
        if not name:
            return Speaker(None, phrase.span, inferred=False)
        return Speaker(name, phrase.span, inferred=False, sort=self._sort(name.split()[0]))

    def _other(self, phrase: Phrase, text: str) -> Speaker:
        """A role nobody is named with, a group or an organisation."""
        role = self.roles.role(phrase.head)
        whole = phrase.span if role and phrase.span.end - phrase.span.start < _LONGEST_NAME else phrase.core
        name = _without_determiner(whole.of(text), self.determiners).strip(' ,.„“"”»«')
        if not self.roles.german:
            name = _GENITIVE.sub("", name)
        named = any(w[0].isupper() or w[0].isdigit() for w in name.split()) and name.lower() not in self.determiners
        if not named and not (name and self.can_speak(phrase) and not self.roles.german):
            return Speaker(None, phrase.span, inferred=False)
        sort = "organisation" if self._is_proper(phrase, text) else self._sort(phrase.head)
        if sort == "organisation" and self._is_surname(phrase, name):
            sort = "person"
        return Speaker(name, phrase.span, inferred=False, sort=sort)

    def _is_several(self, phrase: Phrase) -> bool:
        """ "die Bundesländer", "die Deutschen": a masculine ending after "die" is a plural."""
        ending = phrase.determiner == "die" and phrase.head.endswith(("er", "en", "ern"))
        return phrase.plural or (self.roles.german and ending and self.roles.gender(phrase.head) != "f")

    def _is_proper(self, phrase: Phrase, text: str) -> bool:
        """ "der FC Bayern", "der Konzern Bayer", "der Bund Deutscher Kriminalbeamter", "The Independent": a name of its
        own, whose head only looks like a person's epithet or role."""
        words = phrase.core.of(text).split()
        if not self.roles.german:
            return len(words) == 2 and phrase.head in load_names().newspapers
        if phrase.head not in words:
            return False
        before = [w for w in words[: words.index(phrase.head)] if w[0].isupper() and w.lower() not in self.determiners]
        if self.roles.role(phrase.head):
            return any(self.roles.organisation(w) and not w.isupper() for w in before)
        return bool(before)

    def _is_surname(self, phrase: Phrase, name: str) -> bool:
        """ "Miller said": one English word that nothing marks as an organisation, a place or a common noun."""
        if self.roles.german or phrase.determiner or not name.isalpha() or not name[0].isupper() or name.isupper():
            return False
        known = self.roles.role(name) or self.roles.organisation(name) or self.roles.named_organisation(name)
        return not known and self.persons.may_be_surname(name)

    def _sort(self, head: str) -> Literal["person", "organisation"]:
        return "person" if self.roles.role(head) and not self.roles.group(head) else "organisation"

    def can_speak(self, phrase: Phrase) -> bool:
        """Whether a phrase that names nobody is headed by a role, a group or an organisation."""
        return self.roles.role(phrase.head) or self.roles.organisation(phrase.head)

    # ------------------------------------------------------------------------------------------------ concluded

    def _pronoun(self, number: int, phrase: Phrase, word: str, last: Speaker | None) -> Speaker:
        if word not in _HE and word not in _SHE:
            return Speaker(None, phrase.span, inferred=False)
        gender: Gender = "m" if word in _HE else "f"
        if last is not None and last.person is not None and last.person.gender in (None, gender):
            return Speaker(last.person.name, phrase.span, inferred=True, person=last.person)
        person = self._salient(number, phrase.span.start, gender)
        if person is not None:
            return Speaker(person.name, phrase.span, inferred=True, person=person)
        told = last is not None and last.person is None and last.name is not None
        if last is not None and told and (last.sort == "person" or gender == "f"):
            return Speaker(last.name, phrase.span, inferred=True, sort=last.sort)
        return Speaker(None, phrase.span, inferred=False)

    def _salient(self, number: int, before: int, gender: Gender | None) -> Person | None:
        """The person meant by a pronoun: the last one before it that fits, then whoever spoke last in the paragraph
        before or was named last there, or in the ones before that."""
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

    def _by_role(self, number: int, phrase: Phrase, last: Speaker | None) -> Person | None:
        head = phrase.head
        if not (self.roles.role(head) or self.roles.epithet(head)) or self.roles.group(head):
            return None
        lower = head.lower()
        tail = lower.rsplit("-", 1)[-1]
        full = self.roles.full
        holders = [p for p in self.persons.all if any(_same_role(lower, tail, full(role)) for role in p.roles)]
        if holders:
            if last is not None and last.person in holders:
                return last.person
            return self._last_of(holders, number, phrase.span.start)
        if not self.roles.epithet(head) and not self.roles.office(head):  # "der Student" is nobody in particular
            return None
        if phrase.span.end > phrase.core.end or phrase.described:  # "der Leiter der Schule" is somebody of his own
            return None
        if self.roles.german and phrase.determiner == "die" and self.roles.organisation(head):  # "die Linke"
            return None
        gender = self.roles.gender(head) or ("f" if phrase.determiner == "die" and self.roles.german else None)
        person = last.person if last is not None else None
        if person is None or person.gender not in (None, gender):
            person = self._salient(number, phrase.span.start, gender)
        return person if person is None or not self._holds_other(person, lower) else None

    def _last_of(self, holders: list[Person], number: int, before: int) -> Person:
        """Which holder of a role is meant: who was named last, in the paragraph or in the ones before it."""
        back = 0 if self.roles.german else _BACK
        places = [(number, before), *((number - n, None) for n in range(1, back + 1))]
        named = (m.person for at, end in places for m in reversed(self.persons.before(at, end)))
        return next((person for person in named if person in holders), holders[0])

    def _holds_other(self, person: Person, head: str) -> bool:
        """Whether somebody holds an office, and another than `head`: "the president" is not Secretary Lang."""
        offices = {self.roles.full(role).lower().split()[-1] for role in person.roles}
        held = {office for office in offices if self.roles.sole_office(office)}
        return self.roles.sole_office(head) and bool(held) and head not in held


def _without_determiner(text: str, determiners: frozenset[str]) -> str:
    words = text.split()
    while len(words) > 1 and words[0].lower() in determiners:
        words.pop(0)
    return " ".join(words)


def _same_role(head: str, tail: str, role: str) -> bool:
    last = role.lower().split()[-1]
    return last == head or last.endswith(tail) or (len(last) > 5 and head.endswith(last))
