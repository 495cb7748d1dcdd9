"""Which organisation "the company" or "the council" is, in English: one that spoke or acted, or is named so."""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import islice

from retrieval.statements.lexicon import load_names
from retrieval.statements.phrases import Phrase
from retrieval.statements.roles import Roles
from retrieval.statements.speaker import Speaker

__all__ = ["Bodies"]

_BACK = 3  # paragraphs back in which "the company" still finds its name
_KEPT = 20  # organisations that are looked through
_SMALL = frozenset("of for the and in on".split())


class Bodies:
    """Organisations by their proper names: those that the article names, with the paragraph in which it first does,
    and those that spoke or acted. Where more than one may be meant nobody is."""

    def __init__(self, roles: Roles, named: dict[str, int]) -> None:
        self._roles = roles
        self._first: dict[str, int] = {}
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._recent: deque[tuple[int, str]] = deque(maxlen=_KEPT)
        for name, paragraph in named.items():
            self._note(name, paragraph)

    def enter(self, paragraph: int, speaker: Speaker) -> None:
        """`speaker` speaks or acts in a paragraph."""
        name = speaker.name or ""
        body = speaker.person is None and speaker.sort == "organisation"  # "Weaver" may be a person
        if body and name and all(w[0].isupper() or w in _SMALL for w in name.split()):
            self._note(name, paragraph)
            self._recent.append((paragraph, name))

    def meant(self, paragraph: int, phrase: Phrase, words: str) -> str | None:
        """The name of the organisation that "the" and a noun stand for."""
        head = phrase.head.lower()
        if words.lower() != f"the {head}" or not self._roles.body(head):
            return None
        called = [name for name in islice(self._by_word.get(head, ()), _KEPT) if self._first[name] <= paragraph]
        if called or not self._roles.business(head):
            return called[0] if len(called) == 1 else None
        recent = {name for n, name in self._recent if paragraph - n <= _BACK and self._may_be_business(name)}
        return recent.pop() if len(recent) == 1 else None

    def _note(self, name: str, paragraph: int) -> None:
        words = name.lower().split()
        if len(words) > 1 and name not in self._first:
            self._first[name] = paragraph
            for word in words:
                self._by_word[word].add(name)

    def _may_be_business(self, name: str) -> bool:
        """Whether a name does not say that it is something else: "Halberd", no "Bath Council", "Reuters", "Paris"."""
        words, names, roles = name.split(), load_names(), self._roles
        if len(words) == 1 and names.impersonal(name):
            return False
        other = any(roles.organisation(w) or roles.role(w) or roles.named_organisation(w) for w in words)
        return words[-1] not in names.places and (not other or any(map(roles.business, words)))
