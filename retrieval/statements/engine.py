"""Reads an article: paragraph by paragraph, sentence by sentence, carrying the speaker on where speech goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.statements.mentions import Persons
from retrieval.statements.phrases import Found, Phrase
from retrieval.statements.resolution import Resolver, Speaker
from retrieval.statements.roles import Gender, Roles
from retrieval.statements.tokens import Sentence, sentences_of

__all__ = ["Entity", "Language", "Reading", "read_article"]

_CARRY = 3  # sentences of a paragraph over which speech may go on without naming its speaker
_NOBODY = Speaker(None, None, inferred=False)


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or speaking organisation that an article names. `forms` and `roles` are as written."""

    name: str
    sort: Literal["person", "organisation"]
    forms: tuple[str, ...]
    roles: tuple[str, ...]
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article says: its statements in the order of the text, and who is named in it."""

    statements: tuple[Statement, ...]
    entities: tuple[Entity, ...]


class ReadSentence(Protocol):
    def __call__(self, s: Sentence, *, follows: bool, starts: bool) -> list[Found]: ...


@dataclass(frozen=True, slots=True)
class Language:
    """What the engine needs of a language."""

    code: str
    read_sentence: ReadSentence
    subject: Callable[[Sentence], Phrase | None]
    roles: Roles
    starters: frozenset[str]
    sources: frozenset[str]
    determiners: frozenset[str]


@dataclass(slots=True)
class _Last:
    """Who spoke last in the paragraph, and in which sentence. `free`: the index of a statement in free indirect speech
    that the next sentence may go on with; `silent`: nothing of what was said is told."""

    sentence: int
    speaker: Speaker
    free: int | None = None
    silent: bool = False


class _ArticleReader:
    def __init__(self, article: Article, language: Language) -> None:
        self.language = language
        self.paragraphs = article.paragraphs
        self.persons = Persons(article.paragraphs, language.roles, language.starters)
        self.resolver = Resolver(self.persons, language.roles, language.sources, language.determiners)
        self.statements: list[Statement] = []
        self.others: dict[str, Literal["person", "organisation"]] = {}  # speakers that are no persons by name
        self.last: _Last | None = None
        self.open: tuple[Sentence, Speaker] | None = None  # a sentence that is speech if the next one is
        self.first: Sentence | None = None
        self.before: Sentence | None = None
        self.paragraph_before: Speaker | None = None

    def read(self) -> Reading:
        for number, paragraph in enumerate(self.paragraphs):
            self.paragraph_before = self.last.speaker if self.last else None
            self.resolver.earlier = self.paragraph_before
            self.last = self.before = self.open = None
            for s in sentences_of(paragraph.text, self.language.code):
                self.first = s if s.number == 0 else self.first
                self._sentence(paragraph, number, s)
                self.before = s
        statements = tuple(sorted(self.statements, key=lambda x: (x.paragraph.number, x.spans)))
        return Reading(statements, self._entities())

    def _sentence(self, paragraph: Paragraph, number: int, s: Sentence) -> None:
        follows = self.last is not None and s.number - self.last.sentence <= 1
        found = self.language.read_sentence(s, follows=follows, starts=s.number == 0)
        begun, self.open = self.open, None
        for n, one in enumerate(found):
            if one.open:
                self.open = s, self._speaker(paragraph, number, s, one)
                return
            if one.free and n == 0 and one.spans[0].start == s.start and self._merge(s, one):
                continue
            speaker = self._speaker(paragraph, number, s, one)
            if begun and one.free and one.carried and one.spans[0].start == s.start and begun[0].number == s.number - 1:
                speaker = begun[1]
                one.spans[0] = Span(begun[0].start, one.spans[0].end)
            if one.silent and speaker.name is not None:
                self.last = _Last(s.number, speaker, silent=True)
            if one.hearsay and speaker is _NOBODY:
                continue
            spans = self._before_spans(number) if one.back else tuple(one.spans)
            if not spans:
                continue
            inferred = (speaker.inferred or one.carried or one.hearsay) and speaker.name is not None
            first = len(self.statements)
            for each in (speaker, *speaker.companions):
                self.statements.append(Statement(paragraph, spans, each.name, each.span, one.cue, one.kind, inferred))
            if speaker.name is not None and speaker.person is None:
                self.others.setdefault(speaker.name, speaker.sort)
            if speaker is not _NOBODY:
                self._remember(s, speaker, one, first)

    def _remember(self, s: Sentence, speaker: Speaker, one: Found, first: int) -> None:
        """`first`: the index of the statement, or of the first of several that are made together."""
        free = first if one.free else None
        if free is None and self.last and self.last.sentence == s.number:
            free = self.last.free
        self.last = _Last(s.number, speaker, free)

    def _before_spans(self, number: int) -> tuple[Span, ...]:
        """The sentence before, unless it is somebody's statement already; the two that an article begins with."""
        before = self.before
        told = self.last is not None and not self.last.silent
        if before is None or (self.last is not None and told and self.last.sentence == before.number):
            return ()
        lead = number == 0 and before.number == 1 and not told and self.first is not None
        first = self.first if lead and self.first else before
        return (Span(first.start, before.end),)

    # ------------------------------------------------------------------------------------------------ speakers

    def _speaker(self, paragraph: Paragraph, number: int, s: Sentence, one: Found) -> Speaker:
        last = self.last if self.last and s.number - self.last.sentence <= _CARRY else None
        if one.speaker is not None:
            return self.resolver.resolve(paragraph, number, one.speaker, last.speaker if last else None)
        if one.hearsay:
            return last.speaker if last else _NOBODY
        return self._carried(paragraph, number, s, last) if one.carried else _NOBODY

    def _carried(self, paragraph: Paragraph, number: int, s: Sentence, last: _Last | None) -> Speaker:
        """Whose speech goes on: who spoke in the sentence before, or was its subject, or was named last."""
        if last is not None and s.number - last.sentence <= 1:
            return last.speaker
        subject = self.language.subject(self.before) if self.before else None
        if subject is not None and self.before is not None:
            speaker = self.resolver.resolve(paragraph, number, subject, last.speaker if last else None)
            if speaker.person is not None or self.resolver.can_speak(subject):
                return replace(speaker, inferred=True)
        if last is not None:
            return last.speaker
        mentions = self.persons.before(number, s.start)
        if mentions:
            person = mentions[-1].person
            return Speaker(person.name, Span(mentions[-1].start, mentions[-1].end), inferred=True, person=person)
        if self.paragraph_before is not None and s.number == 0:
            return replace(self.paragraph_before, span=None, inferred=True)
        return _NOBODY

    def _merge(self, s: Sentence, one: Found) -> bool:
        """Speech in the Konjunktiv that goes on over several sentences is one statement."""
        last = self.last
        if last is None or last.free is None or last.sentence != s.number - 1:
            return False
        before = self.statements[last.free]
        spans = (*before.spans[:-1], Span(before.spans[-1].start, one.spans[-1].end))
        for n in range(last.free, last.free + 1 + len(last.speaker.companions)):
            self.statements[n] = replace(self.statements[n], spans=spans)
        self.last = _Last(s.number, last.speaker, last.free)
        return True

    # ------------------------------------------------------------------------------------------------ entities

    def _entities(self) -> tuple[Entity, ...]:
        found = {
            p.name: Entity(p.name, "person", tuple(sorted(p.forms or {p.name})), tuple(p.roles), p.gender)
            for p in self.persons.all
        }
        for name, sort in self.others.items():
            role = sort == "person" and any(self.language.roles.role(word) for word in name.split())
            found.setdefault(name, Entity(name, sort, (name,), (name,) if role else (), None))
        for name in self.persons.organisations:
            found.setdefault(name, Entity(name, "organisation", (name,), (), None))
        return tuple(found.values())


def read_article(article: Article, language: Language) -> Reading:
    """The statements of `article` and the persons and organisations that it names."""
    return _ArticleReader(article, language).read()
