"""The persons of an article by their last names, and which of several that one stands for."""

from __future__ import annotations

import re
from collections import defaultdict

from retrieval.statements.lexicon import load_names
from retrieval.statements.parts import NameReader
from retrieval.statements.people import Person, agree, bare, titled
from retrieval.statements.roles import Gender, Roles
from retrieval.statements.runs import Run, is_first

__all__ = ["Namesakes", "without_genitive_mark"]

_SENTENCE_END = re.compile(r"[.!?…]\W")
_POSSESSIVE = re.compile(r"['’]s?$")


def without_genitive_mark(word: str) -> str:
    """ "Lutz" of "Lutz'", "Weaver" of "Weaver’s"."""
    return _POSSESSIVE.sub("", word)


class Namesakes:
    """`all`: every person, in the order in which they were entered."""

    def __init__(self, roles: Roles, reader: NameReader, texts: list[str]) -> None:
        self._roles = roles
        self._reader = reader
        self._texts = texts
        self.all: list[Person] = []
        self._by_last: dict[str, list[Person]] = defaultdict(list)
        self._by_given: dict[str, list[Person]] | None = None
        self._latest: dict[str, tuple[Person, int, int]] = {}  # who bore a last name last, and where: paragraph, end
        self._beside: dict[str, Person] = {}  # who else of that last name stands in the same sentence

    # --------------------------------------------------------------------------------------------------- entering

    def add(self, person: Person) -> None:
        self.all.append(person)
        for key in dict.fromkeys((person.last.lower(), bare(person.last))):
            self._by_last[key].append(person)

    def find(self, last: str, first: tuple[str, ...], gender: Gender | None) -> Person | None:
        """Who was entered last of those who may have that name."""
        for key in (last.lower(), last.lower().removesuffix("s")):
            for person in reversed(self._by_last.get(key, [])):
                if gender is not None and person.gender not in (None, gender):  # "Mr. Weaver" is not Mary Weaver
                    continue
                if not first or not person.first or agree(first, person.first):
                    return person
        return None

    def borne(self, last: str, before: list[str], first: tuple[str, ...]) -> Person | None:
        """Who has a name, by the words `before` it where several have the last name alone."""
        several = self._by_last.get(last.lower(), []) if before and not first else []
        return self._entitled(several, before)[0] if len(several) > 1 else self.find(last, first, titled(before))

    def by_first(self, name: str) -> Person | None:
        """The only person of a first name, who is found by it alone from now on."""
        found = [p for p in self.all if p.first[:1] == (name,)]
        if len(found) != 1:
            return None
        self._by_last[name.lower()].append(found[0])
        return found[0]

    def is_particled(self, last: str, first: tuple[str, ...]) -> bool:
        """ "Van den Berg" after "Nora van den Berg", at the start of a sentence: no first name."""
        small = tuple(word.lower() for word in first)
        known = self._by_last.get(last.lower(), []) if self._roles.german and first else []
        return any(person.particles == small for person in known)

    # ---------------------------------------------------------------------------------------------------- looking

    def with_last(self, word: str) -> list[Person]:
        key = without_genitive_mark(word).lower()
        return self._by_last.get(key) or (self._by_last.get(key[:-1], []) if key.endswith("s") and len(key) > 3 else [])

    def named(self, words: list[str], i: int) -> Person | None:
        """Whose last name the word at `i` is; a first name of the person named right after it is none."""
        if i + 1 < len(words):
            following = self.with_last(words[i + 1])
            if any(words[i] in p.first for p in following):
                return None
        candidates = self.with_last(words[i]) or self._family_first(words, i)
        if not candidates:
            return None
        gender = titled(words[:i])
        candidates = [p for p in candidates if gender is None or p.gender in (None, gender)] or candidates
        given = words[max(0, i - 3) : i]
        exact = [p for p in candidates if any(f in given for f in p.first if f not in load_names().particles)]
        exact = exact or [p for p in candidates if any(f in given for f in p.first)]
        other = i > 0 and is_first(words[i - 1]) and all(p.first for p in candidates)
        if not exact and other and not any(words[i - 1].lower() in p.particles for p in candidates):
            return None  # another person of that last name
        if not exact and len(candidates) > 1:
            return self._nearest(candidates, words[:i])
        return (exact or candidates)[-1]

    def _family_first(self, words: list[str], i: int) -> list[Person]:
        """ "Xu" after "Xu Liang", "Anselm" after "Anselm XVI": the only person whose name begins with a word that
        stands alone, at the end of its run."""
        if not self._roles.german or i + 1 < len(words) or (i and not self._roles.role(words[i - 1])):
            return []
        found = self._given().get(words[i], [])
        return found if len(found) == 1 and self._reader.is_plain(words[i]) else []

    def _given(self) -> dict[str, list[Person]]:
        """Everybody by first name; looked up only when all have been entered."""
        if self._by_given is None:
            self._by_given = defaultdict(list)
            for person in self.all:
                for first in person.first[:1]:
                    self._by_given[first].append(person)
        return self._by_given

    def _nearest(self, candidates: list[Person], before: list[str]) -> Person | None:
        """Of several persons of one last name who has the role before it, else who was meant last ("Schmidt" after
        "Anna Schmidt"), else who is named next; nobody after "Anna and Bert Schmidt"."""
        fitting = self._entitled(candidates, before)
        key = candidates[0].last.lower()
        latest = self._latest[key][0] if key in self._latest else None
        if self._beside.get(key) in fitting and len(fitting) > 1:
            return None
        return latest if latest in fitting else fitting[0]

    def _entitled(self, candidates: list[Person], before: list[str]) -> list[Person]:
        """Those who have the role that stands before a name, or its gender; all if nobody does."""
        title = before[-1] if before else ""
        gender = self._roles.gender(title) if title else None
        having = [p for p in candidates if title and any(title in role.split() for role in p.roles)]
        return having or [p for p in candidates if gender is not None and p.gender == gender] or candidates

    def meet(self, person: Person, run: Run, i: int) -> None:
        """Notes who of several of one last name is meant at word `i` of a run."""
        key = person.last.lower()
        if len(self._by_last.get(key, [])) < 2:
            return
        start, end = run.spans[i]
        if key in self._latest:
            other, paragraph, before = self._latest[key]
            near = paragraph == run.paragraph and not _SENTENCE_END.search(self._texts[paragraph][before:start])
            if other is not person and near:
                self._beside[key] = other
            elif not near:
                self._beside.pop(key, None)
        self._latest[key] = person, run.paragraph, end
