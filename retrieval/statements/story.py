"""Who speaks and acts in a story, sentence by sentence: whom "he said" means in English."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from retrieval.statements.mentions import Mention, Person, Persons
from retrieval.statements.phrases import Phrase
from retrieval.statements.roles import Gender, Roles
from retrieval.statements.speaker import Speaker
from retrieval.statements.tokens import Sentence

__all__ = ["Story", "apart", "is_embedded", "is_plural"]

_BACK = 3  # paragraphs back in which a pronoun still finds its person
_LINKS = frozenset("of for from at in with to".split())
_JOINED = frozenset("and but or so then as while when where after before because until since".split())
_KEPT = 12  # actors that are looked through
_FRONTED = frozenset("when after as while before because since although though if once until with".split())
"""Words that open a clause before the main one, whose subject a pronoun after it may mean."""


class _Actor(NamedTuple):
    """Who spoke or was a sentence's subject, and where: `start` is theirs, `end` that of the sentence."""

    paragraph: int
    start: int
    end: int
    speaker: Speaker


def is_plural(word: str, roles: Roles) -> bool:
    """Whether a word names several, "strategists", "police", whom "he" does not stand for."""
    return roles.group(word) or (word.endswith("s") and not word.endswith(("ss", "'s", "’s")))


def _called(words: list[str]) -> list[str]:
    """A name without what follows a preposition: "spokeswoman [for the Rail Group]"."""
    return words[: next((n for n, word in enumerate(words) if n and word in _LINKS), len(words))]


def apart(speakers: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """Those of several who act together whom "he" or "she" tells apart: "Anna Weaver and her husband Peter"."""
    if len(speakers) == 1:
        return speakers
    genders = [one.person.gender if one.person else None for one in speakers]
    if None in genders:
        return ()
    return tuple(one for one, gender in zip(speakers, genders, strict=True) if genders.count(gender) == 1)


def is_embedded(s: Sentence, phrase: Phrase, actor: Speaker) -> bool:
    """Whether `phrase` says something within what `actor` does: "Lang raised the fact that Weaver had said it", where
    "he" goes on with Lang; not "Lang listened as Weaver said it"."""
    if actor.span is None or actor.span.end >= phrase.span.start or phrase.first == 0:
        return False
    return s.tokens[phrase.first - 1].kind == "w" and s.word(phrase.first - 1) not in _JOINED


@dataclass(slots=True)
class Story:
    """The actors in the order of the text. A pronoun means the last one that fits, unless somebody else whom it may
    mean was named since; then nobody is the answer."""

    persons: Persons
    roles: Roles
    actors: list[_Actor] = field(default_factory=list)
    fronted: bool = False  # the sentence that is read starts with "When ..."
    here: int = 0  # where that sentence starts

    def begin(self, start: int, first_word: str) -> None:
        """A new sentence."""
        self.here, self.fronted = start, first_word in _FRONTED

    def enter(self, paragraph: int, start: int, end: int, speaker: Speaker) -> None:
        """`speaker` speaks or acts in the sentence that ends at `end`."""
        if speaker.name is None or (speaker.person is None and speaker.sort != "person"):
            return
        self.actors.append(_Actor(paragraph, start, end, replace(speaker, companions=())))
        del self.actors[:-_KEPT]

    def meant(self, paragraph: int, before: int, gender: Gender | None, last: Speaker | None) -> Speaker | None:
        """Whom a pronoun or an epithet at `before` of a paragraph stands for; `last` spoke before in it."""
        actor = next((a for a in reversed(self.actors) if self._may_be(a, paragraph, before, gender)), None)
        named = self._named_since(actor, paragraph, before, gender)
        if actor is None:
            return Speaker(named[0].name, None, inferred=True, person=named[0]) if len(named) == 1 else None
        others = [p for p in named if p is not actor.speaker.person]
        apart = actor.paragraph < paragraph or actor.start < self.here
        if apart and last is not None and last.name != actor.speaker.name and self._is_actor(last, gender):
            return None  # who spoke, or who did something since?
        return None if others else actor.speaker

    def active(self, paragraph: int) -> Speaker | None:
        """Who spoke or acted last in a paragraph."""
        last = self.actors[-1] if self.actors else None
        return last.speaker if last is not None and last.paragraph == paragraph else None

    def _is_actor(self, speaker: Speaker, gender: Gender | None) -> bool:
        one = speaker.name is not None and (speaker.person is not None or speaker.sort == "person")
        return one and self._agrees(speaker, gender)

    def _may_be(self, actor: _Actor, paragraph: int, before: int, gender: Gender | None) -> bool:
        near = paragraph - actor.paragraph <= _BACK
        earlier = actor.paragraph < paragraph or actor.start < before
        return near and earlier and self._agrees(actor.speaker, gender)

    def _agrees(self, speaker: Speaker, gender: Gender | None) -> bool:
        if gender is None:
            return True
        if speaker.person is not None:
            return speaker.person.gender in (None, gender)
        words = _called((speaker.name or "").split())
        held = [word for word in words if self.roles.role(word)]
        if not words or self.roles.organisation(words[-1]):  # "Mrs. Weaver's campaign"
            return False
        surname = not held and len(words) == 1 and words[0][0].isupper()  # "Masters" is one
        plural = self._is_doers if surname else is_plural
        many = any(plural(word, self.roles) for word in held or words)
        one = (held or len(words) == 1) and not many
        return bool(one) and not {self.roles.gender(word) for word in held} - {None, gender}

    @staticmethod
    def _is_doers(word: str, roles: Roles) -> bool:
        return roles.group(word) or roles.doers(word)

    def _named_since(self, actor: _Actor | None, paragraph: int, before: int, gender: Gender | None) -> list[Person]:
        """Who else may be meant: named outside of quotations, in a sentence after that of the actor. Without an actor
        the nearest paragraph that names anybody counts."""
        if actor is None:
            for back in range(_BACK + 1):
                found = self._fitting(self._mentions(paragraph - back, before if not back else None), gender)
                if found:
                    return found
            return []
        mentions: list[Mention] = []
        for number in range(actor.paragraph, paragraph + 1):
            mentions += [
                m
                for m in self._mentions(number, before if number == paragraph else None)
                if number > actor.paragraph or m.start >= actor.end
            ]
        told = [m for m in mentions if m.paragraph < paragraph or m.start < self.here or self.fronted]
        return self._fitting(told, gender)

    def _mentions(self, paragraph: int, before: int | None) -> list[Mention]:
        return [m for m in self.persons.before(paragraph, before) if not (m.quoted or m.genitive)]

    def _fitting(self, mentions: list[Mention], gender: Gender | None) -> list[Person]:
        """The persons of `mentions` that agree in gender; those that surely do, where there are any."""
        persons = [m.person for m in mentions if self._is_somebody(m.person)]
        fitting = [p for p in persons if gender is None or p.gender in (None, gender)]
        sure = [p for p in fitting if gender is not None and p.gender == gender] or fitting
        return list({id(p): p for p in sure}.values())

    def _is_somebody(self, person: Person) -> bool:
        """Whether more than a capital speaks for a person: a first name, a title, a last name that stands alone."""
        return person.gender is not None or bool(person.roles) or len(person.forms) > 1
