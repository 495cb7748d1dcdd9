"""Who a speaker phrase stands for within its article: "die Grünen-Politikerin" -> "Eva Lang"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from retrieval.articles import Paragraph, Span
from retrieval.statements.bodies import Bodies
from retrieval.statements.conclusions import Conclusions
from retrieval.statements.lexicon import load_names
from retrieval.statements.mentions import Persons
from retrieval.statements.naming import Naming, is_several, is_source
from retrieval.statements.owned import holder_of, without_genitive, writer
from retrieval.statements.phrases import Phrase
from retrieval.statements.roles import Roles
from retrieval.statements.speaker import Speaker

__all__ = ["Resolver"]

_LONGEST_NAME = 80  # characters of a role that stands for a name: "Sprecher des Gesundheitsministeriums"
_GENITIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_AND_ANOTHER = re.compile(r" (?:und|sowie|and) (?:(?:die|der|das|the) )?([^\W\d_a-zäöüß][\w-]+)")
_GENITIVE_WITHIN = re.compile(r"['’]s? ")
_OWNED = re.compile(r"([A-ZÄÖÜ]\w+?)(?:-(?:Angaben|Informationen)|angaben)")
_OUTCOMES = ("ungen", "ergebnisse", "tests", "daten")  # "Untersuchungen zeigten, dass": they declare nothing
_DEFINITE = frozenset("der die das dem den des dieser diese the this that".split())


@dataclass(slots=True)
class Resolver:
    """Keeps what the article has said about its speakers so far."""

    persons: Persons
    roles: Roles
    sources: frozenset[str]
    determiners: frozenset[str]
    conclusions: Conclusions
    bodies: Bodies | None = None
    _naming: Naming = field(init=False)

    def __post_init__(self) -> None:
        self._naming = Naming(self.persons, self.roles, self.sources, self.determiners)

    def resolve(self, paragraph: Paragraph, number: int, phrase: Phrase, last: Speaker | None) -> Speaker:
        """Who `phrase` stands for; `last` is who spoke before in the same paragraph."""
        speaker = self._resolve(paragraph, number, phrase, last)
        return speaker if phrase.shown is None else replace(speaker, span=phrase.shown, inferred=True)

    def _resolve(self, paragraph: Paragraph, number: int, phrase: Phrase, last: Speaker | None) -> Speaker:
        text = paragraph.text
        if phrase.nobody:
            return Speaker(None, phrase.span, inferred=False)
        mention = self._naming.of(number, phrase, text)
        if mention is not None:
            span = Span(phrase.span.start, max(phrase.span.end, mention.end))
            companions = self._naming.companions(number, mention, phrase, text)
            owned = _GENITIVE_WITHIN.search(phrase.core.of(text))
            if not self.roles.german and mention.start > phrase.core.end and self.roles.role(phrase.head) and not owned:
                mention.person.roles[_without_determiner(phrase.core.of(text), self.determiners)] = None
            return Speaker(mention.person.name, span, inferred=False, person=mention.person, companions=companions)
        words = phrase.span.of(text)
        lower = words.lower()
        if phrase.sort == "pronoun":
            return self.conclusions.pronoun(number, phrase, lower, last)
        told = not self.roles.role(phrase.head) and any(w in self.sources for w in lower.split())
        source = is_source(phrase.head, self.roles, self.sources) or told
        if source:
            return self._source(number, phrase, lower, text, last)
        wrote = writer(self.persons, self.roles, number, phrase, text)
        if wrote is not None:
            return wrote
        if phrase.determiner in _DEFINITE and not is_several(phrase, self.roles) and not self._is_proper(phrase, text):
            unnamed = self.conclusions.unnamed(phrase, number, last)
            if unnamed is not None:
                return Speaker(unnamed.name, phrase.span, inferred=True, sort="person")
            person = self.conclusions.holder(number, phrase, last, words)
            if person is not None:
                person.roles[_without_determiner(phrase.core.of(text), self.determiners)] = None
                return Speaker(person.name, phrase.span, inferred=True, person=person)
        body = self.bodies.meant(number, phrase, words) if self.bodies is not None else None
        if body is not None:
            return Speaker(body, phrase.span, inferred=True, sort="organisation")
        relative = self.conclusions.relative(phrase)
        if relative is not None:
            return Speaker(relative.name, phrase.span, inferred=True, person=relative)
        return self.conclusions.first_name(words, phrase) or self._other(phrase, text)

    def _source(self, number: int, phrase: Phrase, lower: str, text: str, last: Speaker | None) -> Speaker:
        """ "Angaben der Polizei", "Angaben von Eva Lang", "seinen Angaben"."""
        inside = self.persons.inside(number, phrase.span.start, phrase.span.end)
        if inside:
            person, others = inside[0].person, self._naming.companions(number, inside[0], phrase, text)
            return Speaker(person.name, phrase.span, inferred=False, person=person, companions=others)
        first = lower.split()[0]
        if first.startswith(("sein", "dessen", "his")):
            return self.conclusions.pronoun(number, phrase, "er", last)
        if first.startswith(("ihr", "deren", "her")) and first not in ("here",):
            return self.conclusions.pronoun(number, phrase, "sie", last)
        words = Span(phrase.core.end, phrase.span.end).of(text).split()
        rest = list(words)
        while rest and (
            rest[0].lower() in self.determiners or rest[0] in ("von", "vom", "aus", "of", "by", "from", "des", "der")
        ):
            rest.pop(0)
        while rest and (rest[0][0].islower() or self._is_further(rest)):
            rest.pop(0)
        if self.roles.german and "des" in words:
            rest = without_genitive(self.roles, rest)
        holder = holder_of(self.conclusions, number, phrase, rest, words, last) if self.roles.german else None
        if holder is not None:
            return Speaker(holder.name, phrase.span, inferred=True, person=holder)
        name = _unquoted(" ".join(rest))
        name = name or self._owner(phrase.head)
        if not name and last is not None and self.roles.declaration(phrase.head) and self._declares(last):
            return replace(last, span=phrase.span, inferred=True)  # "Lang kam. „...“, hieß es in einer Erklärung"
        if not name and self.roles.comment(phrase.head):
            return self._other(phrase, text)
        if not name:
            return Speaker(None, phrase.span, inferred=False)
        return Speaker(name, phrase.span, inferred=False, sort=self._sort(name.split()[0]))

    def _declares(self, last: Speaker) -> bool:
        """Whether who spoke last may make a declaration: not "[Untersuchungen] zeigten, dass"."""
        words = (last.name or "").split()
        return (
            last.sort == "person"
            or not any(w.endswith(_OUTCOMES) for w in words)
            or any(map(self.roles.organisation, words))
        )

    def _is_further(self, rest: list[str]) -> bool:
        """ "Stand der [Ermittlungen] der Polizei", whose they are; "Stand der [Ermittlungen]", nobody's."""
        follows = rest[1].lower() if len(rest) > 1 else ""
        owned = follows in ("von", "vom") or follows in self.determiners
        return rest[0].lower() in self.sources and (owned or (self.roles.doing(rest[0]) and not follows))

    def _owner(self, head: str) -> str:
        """ "[Polizei]angaben", "[Regierung]sangaben", "[UN]-Angaben": the body that a compound names, or ""."""
        compound = _OWNED.fullmatch(head) if self.roles.german else None
        if compound is None or self.roles.anybody(compound[1]):
            return ""
        stem = compound[1].removesuffix("s") if compound[1].endswith(("ungs", "ions")) else compound[1]
        return stem if self.roles.organisation(stem) or (stem.isupper() and "-" in head) else ""

    def _other(self, phrase: Phrase, text: str) -> Speaker:
        """A role nobody is named with, a group or an organisation."""
        role = self.roles.role(phrase.head)
        whole = phrase.span if role and phrase.span.end - phrase.span.start < _LONGEST_NAME else phrase.core
        name = _unquoted(_without_determiner(whole.of(text), self.determiners))
        if not self.roles.german:
            name = _GENITIVE.sub("", name)
        named = any(w[0].isupper() or w[0].isdigit() for w in name.split()) and name.lower() not in self.determiners
        if not named and not (name and self.can_speak(phrase) and not self.roles.german):
            return Speaker(None, phrase.span, inferred=False)
        sort = "organisation" if self._is_proper(phrase, text) else self._sort(phrase.head)
        if sort == "organisation" and self._is_surname(phrase, name):
            sort = "person"
        others = self._beside(phrase, text) if sort == "organisation" and self._is_body(name) else ()
        return Speaker(name, phrase.span, inferred=False, sort=sort, companions=others)

    def _beside(self, phrase: Phrase, text: str) -> tuple[Speaker, ...]:
        """The other of two bodies that speak together: "die USA und [Deutschland]", "Polizei und [Kripo]"."""
        other = _AND_ANOTHER.fullmatch(text[phrase.core.end : phrase.span.end])
        if other is None or not self._is_body(other.group(1)):
            return ()
        span = Span(phrase.core.end + other.start(1), phrase.core.end + other.end(1))
        return (Speaker(other.group(1), span, inferred=False, sort="organisation"),)

    def _is_body(self, name: str) -> bool:
        """Whether one word names a country or an organisation."""
        known = name in load_names().places or self.roles.organisation(name) or self.roles.named_organisation(name)
        return " " not in name and known

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
        if phrase.determiner or not name.isalpha() or not name[0].isupper() or name.isupper():
            return False
        known = self.roles.role(name) or self.roles.organisation(name) or self.roles.named_organisation(name)
        return not known and self.persons.may_be_surname(name)

    def _sort(self, head: str) -> Literal["person", "organisation"]:
        return "person" if self.roles.role(head) and not self.roles.group(head) else "organisation"

    def can_speak(self, phrase: Phrase) -> bool:
        """Whether a phrase that names nobody is headed by a role, a group or an organisation."""
        return self.roles.role(phrase.head) or self.roles.organisation(phrase.head) or self.roles.doers(phrase.head)


def _without_determiner(text: str, determiners: frozenset[str]) -> str:
    words = text.split()
    while len(words) > 1 and words[0].lower() in determiners:
        words.pop(0)
    return " ".join(words)


def _unquoted(name: str) -> str:
    """Without the quotation marks around a whole name: "„Welt“", but not those of "Zeitung „Welt“"."""
    plain = name.strip(' ,.„“"”»«')
    inside = name.strip(" ,.")
    return inside if any(mark in plain for mark in "„»") and inside[-1:] in ("“", "«") else plain
