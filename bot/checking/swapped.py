"""Whether a claim exchanges who acts and whom it is done to: "A accused B" where B accused A."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.checking.attribution import Chosen
from bot.checking.deeds import Party, deeds_in
from bot.checking.lists import word_set
from bot.checking.reasons import reason
from bot.checking.vocabulary import READ, bare
from bot.checking.words import in_both
from retrieval.identity import is_known_organisation
from retrieval.names import name_words, same_spelling
from retrieval.roles import countries, meanings
from retrieval.search import View
from retrieval.speakers import Speaker

__all__ = ["exchanged"]

_SMALL = 2
"""Letters of words that name nobody."""


@dataclass(frozen=True, slots=True)
class _Who:
    """A party with the people of the article that it can be; `gender` of a pronoun that may be anybody of it."""

    stems: frozenset[str]
    people: frozenset[Speaker]
    gender: str = ""
    known: bool = False
    """Whether it is a country or an organisation that everybody knows."""

    @property
    def is_named(self) -> bool:
        return self.known or bool(self.people)


def exchanged(text: str, language: str, chosen: Sequence[Chosen], view: View) -> list[str]:
    """A reason for a deed of the claim whose sides stand the other way round in every cited sentence that has it."""
    languages = {one.place.source.article.language for one in chosen}
    if not {language, *languages} <= set(READ):
        return []
    people = _people(chosen, view)
    told = [(deed, one) for one in chosen for deed in deeds_in(one.place.around, one.place.source.article.language)]
    for deed in deeds_in(text, language):
        same = [
            (_who(other.doer, people, _speakers(one)), _who(other.other, people, _speakers(one)))
            for other, one in told
            if other.kind == deed.kind
        ]
        own = _who(deed.doer, people, ()), _who(deed.other, people, ())
        if same and not any(_agrees(own, other) for other in same) and any(_contradicts(own, other) for other in same):
            return [reason("exchanged", words=" ".join((deed.doer or deed.other or Party(())).words))]
    return []


_Pair = tuple[_Who | None, _Who | None]


def _agrees(own: _Pair, other: _Pair) -> bool:
    """Whether nothing tells against both being one deed, and one side shows that they are."""
    sides = [_is_one(a, b) for a, b in zip(own, other, strict=True) if a and b]
    return any(sides) and all(sides)


def _contradicts(own: _Pair, other: _Pair) -> bool:
    (doer, done), (its_doer, its_done) = own, other
    if doer and done and its_doer and its_done and _is_one(doer, its_done) and _is_one(done, its_doer):
        return True
    if done and its_doer and done.is_named and _is_one(done, its_doer) and not _is_one(doer, its_doer):
        return True
    if doer and its_done and doer.is_named and _is_one(doer, its_done) and not _is_one(done, its_done):
        return True
    return any(a and b and a.people and b.people and not a.people & b.people for a, b in zip(own, other, strict=True))


def _is_one(one: _Who | None, other: _Who | None) -> bool:
    if one is None or other is None:
        return False
    if one.gender or other.gender:
        if one.gender and other.gender:
            return one.gender == other.gender
        pronoun, named = (one, other) if one.gender else (other, one)
        return any(person.gender == pronoun.gender for person in named.people)
    if one.people and other.people:
        return bool(one.people & other.people)
    return not one.stems.isdisjoint(other.stems)


def _people(chosen: Sequence[Chosen], view: View) -> tuple[Speaker, ...]:
    articles = dict.fromkeys(one.place.source.article.id for one in chosen)
    return tuple(s for article in articles for s in view.speakers.of_article(article) if s.sort == "person")


def _speakers(chosen: Chosen) -> tuple[Speaker, ...]:
    """Who says "I" there."""
    return tuple(said.speaker for said in chosen.statements if said.speaker and said.statement.kind == "direct")


def _who(party: Party | None, people: Iterable[Speaker], speakers: Sequence[Speaker]) -> _Who | None:
    if party is None:
        return None
    pronoun = party.pronoun
    if pronoun:
        if pronoun in _listed("first"):
            return _Who(frozenset(), frozenset(speakers)) if speakers else None
        gender = "m" if pronoun in _listed("masculine") else "f" if pronoun in _listed("feminine") else ""
        return _Who(frozenset(), frozenset(), gender) if gender else None
    words = [bare(word) for word in party.words if len(word) > _SMALL]
    stems = frozenset(stem for word in words for stem in in_both(word))
    known = any(countries(meanings(word)) or is_known_organisation(word) for word in words if word[:1].isupper())
    return _Who(stems, frozenset(_called(words, people)), known=known)


_listed = functools.partial(word_set, "deeds", "words")


def _called(words: Sequence[str], people: Iterable[Speaker]) -> list[Speaker]:
    """Those of the article's people whom these words name: by the last name, else by a role."""
    everybody = list(people)
    named = [
        person
        for person in everybody
        for form in {person.name, *person.forms}
        if (own := name_words(form)) and any(word[:1].isupper() and same_spelling(word, own[-1]) for word in words)
    ]
    if named:
        return named
    asked = meanings(" ".join(words))
    fits = {who: max((len(asked & meanings(role.text)) for role in who.roles), default=0) for who in everybody}
    best = max(fits.values(), default=0)  # "the interior minister" is not the finance minister beside them
    return [person for person, fit in fits.items() if fit and fit == best]
