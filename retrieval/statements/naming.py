"""The person by name whom a speaker phrase is headed by: "Sprecher Weber", "der Chef, Hans Müller,"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.articles import Span
from retrieval.statements.lexicon import load_names
from retrieval.statements.mentions import Mention, Persons
from retrieval.statements.phrases import Phrase
from retrieval.statements.roles import Roles
from retrieval.statements.speaker import Speaker

__all__ = ["Naming", "is_several", "is_source"]

_REACH = 60  # characters between a comma and a name: ", the former chief Prof. "
_CLOSES = re.compile(r"(?: [KQ]C| MP)?(?:[,.;:]|$)")
_DESCRIBED = re.compile(r"^, (?:the|a|an) (?!.*\b(?:of|for|to|with|by|from|in|at)\b)[a-z][a-z -]{2,40} (?=$|[A-Z])")
_JOINING = frozenset("und sowie and ,".split())
_BRACKETS = re.compile(r"\([^()]{0,60}\)")
_JOINED = re.compile(r",|\band\b")
_LINKS = frozenset("von des of for für".split())
_ENDINGS = ("", "'s", "’s", "'", "’")  # of a genitive


def is_several(phrase: Phrase, roles: Roles) -> bool:
    """ "die Bundesländer", "die Deutschen": a masculine ending after "die" is a plural."""
    if not roles.german and phrase.head.endswith("s") and not phrase.head.endswith(("ss", "'s", "’s")):
        return True  # "the candidates"
    ending = phrase.determiner == "die" and phrase.head.endswith(("er", "en", "ern"))
    return phrase.plural or (roles.german and ending and roles.gender(phrase.head) != "f")


def is_source(head: str, roles: Roles, sources: frozenset[str]) -> bool:
    """ "Angaben", "Kernaussage": a compound is what its end is, but "Opposition" is no "Position"."""
    lower = head.lower()
    if lower in sources or roles.organisation(head):
        return lower in sources
    return any(lower[n:] in sources for n in range(max(0, len(lower) - 30), max(1, len(lower) - 4)))


@dataclass(frozen=True, slots=True)
class Naming:
    persons: Persons
    roles: Roles
    sources: frozenset[str]
    determiners: frozenset[str]

    def of(self, number: int, phrase: Phrase, text: str) -> Mention | None:
        """The person that heads the phrase: "Sprecher Weber", "der Chef, Hans Müller", not "Langs Sprecher"."""
        inside = self.persons.inside(number, phrase.span.start, phrase.span.end)
        core = [m for m in inside if m.start < phrase.core.end]
        for mention in core:
            if self._attributive(mention, phrase, text):
                continue
            title = not self.roles.german and all(
                self.roles.role(word) for word in text[phrase.core.start : mention.start].split()
            )
            alone = (title or mention.start == phrase.core.start) and text[mention.end : phrase.core.end] in _ENDINGS
            if not mention.genitive or alone:
                return mention
        before = self.persons.before(number, phrase.span.start)
        apposed = [m for m in before[-1:] if text[m.end : phrase.span.start] in (", ", ",")]
        if apposed and self.roles.role(phrase.head) and not self._is_group(phrase):
            return apposed[0]  # "Theo Lang, Präsident des Verbandes"
        for mention in inside:
            between = text[phrase.core.end : mention.start].split()
            if mention.genitive or not between:
                continue
            if self.roles.german and is_source(phrase.head, self.roles, self.sources):
                break  # "in einer Erklärung von Weber, Lang und Lutz"
            comma = text.rfind(",", phrase.core.end, mention.start)
            if comma >= 0 and not any(w in _LINKS for w in text[comma : mention.start].split()):
                return mention
            body = not self.roles.german and self.roles.organisation(between[-1])  # "coach of the team Ann Lang"
            owner = (between[-1][0].isupper() or body) and not self.roles.role(between[-1])
            ends = mention.end >= phrase.span.end and owner
            twofold = not self.roles.german and "and" in between and self.roles.role(between[-1])
            if comma < 0 and twofold and mention.end >= phrase.span.end:  # "Acme founder and physics professor Ann Lee"
                return mention
            if comma < 0 and ends and self.roles.role(phrase.head):  # "der Leiter der Schule Peter Lang"
                return mention
        return self._apposed(number, phrase, text)

    def companions(self, number: int, first: Mention, phrase: Phrase, text: str) -> tuple[Speaker, ...]:
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
        """ "the Weaver campaign", "Weaver spokeswoman Hope Lang": English puts a name in front of a noun."""
        rest = [] if self.roles.german else _JOINED.split(text[mention.end : phrase.core.end], maxsplit=1)[0].split()
        while rest and rest[0] in load_names().honours:  # "Nadia Rahman KC"
            rest.pop(0)
        return any(self.roles.role(word) or self.roles.organisation(word) for word in rest)

    def _apposed(self, number: int, phrase: Phrase, text: str) -> Mention | None:
        """ "Weaver’s wife, Olena Lang, said": a name between commas after a role, and before its verb."""
        one = phrase.determiner and phrase.head.islower() and not is_several(phrase, self.roles)
        described = one and not self.roles.german  # "her shadow, Peter Lang, said"
        if not (self.roles.role(phrase.head) or described) or self.roles.group(phrase.head):
            return None
        end = phrase.span.end
        for mention in self.persons.inside(number, end, max(phrase.until, end + _REACH)):
            before = self._untitled(_DESCRIBED.sub(", ", text[end : mention.start]))
            near = before == ", " or mention.start < phrase.until
            closes = _CLOSES.match(text, mention.end) is not None or mention.start < phrase.until
            if near and closes and before.endswith(", ") and not mention.genitive:
                return mention
        return None

    def _untitled(self, before: str) -> str:
        """What stands before a name, without the titles between: ", Dr "."""
        words = [] if self.roles.german else before.split()
        while len(words) > 1 and self.roles.role(words[-1]):
            words.pop()
        return before if len(words) in (0, len(before.split())) else " ".join(words) + " "

    def _is_group(self, phrase: Phrase) -> bool:
        """ "the researchers" after a name and a comma are somebody else."""
        return not self.roles.german and is_several(phrase, self.roles)
