"""Reads an article: paragraph by paragraph, sentence by sentence, carrying the speaker on where speech goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from retrieval.articles import Article, Span, Statement
from retrieval.statements.backward import Backward
from retrieval.statements.bodies import Bodies
from retrieval.statements.conclusions import Conclusions
from retrieval.statements.course import Course, Last
from retrieval.statements.languages import Language
from retrieval.statements.mentions import Persons
from retrieval.statements.phrases import Found
from retrieval.statements.resolution import Resolver
from retrieval.statements.roles import Gender
from retrieval.statements.speaker import Speaker
from retrieval.statements.speaking import NOBODY, Speaking
from retrieval.statements.story import Story, apart, is_embedded
from retrieval.statements.tokens import Sentence, sentences_of

__all__ = ["Entity", "Reading", "read_article"]

_LEAD = 8  # characters before a name that a sentence starts with: "But Mr. "


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


class _ArticleReader:
    def __init__(self, article: Article, language: Language) -> None:
        roles, english = language.roles, not language.roles.german
        self.language = language
        self.course = Course(article.paragraphs)
        self.persons = Persons(article.paragraphs, roles, language.starters)
        self.story = Story(self.persons, roles) if english else None
        self.bodies = Bodies(roles, self.persons.organisations) if english else None
        self.conclusions = Conclusions(self.persons, roles, self.story)
        resolver = Resolver(self.persons, roles, language.sources, language.determiners, self.conclusions, self.bodies)
        self.resolver = resolver
        self.speaking = Speaking(self.course, language, self.persons, self.conclusions, resolver, self.story)
        self.backward = Backward(self.course, resolver, language.subject)
        self.actor: Speaker | None = None  # the subject of the sentence that is read, if somebody (English)

    def read(self) -> Reading:
        course = self.course
        for number, paragraph in enumerate(course.paragraphs):
            course.begin(number)
            self.conclusions.earlier = course.earlier
            for s in sentences_of(paragraph.text, self.language.code, self.persons.particled[number]):
                course.first = s if s.number == 0 else course.first
                self._sentence(s)
                course.before = s
        statements = tuple(sorted(course.statements, key=lambda x: (x.paragraph.number, x.spans)))
        return Reading(statements, self._entities())

    def _sentence(self, s: Sentence) -> None:
        course = self.course
        follows = course.last is not None and s.number - course.last.sentence <= 1
        found = self.language.read_sentence(s, follows=follows, starts=s.number == 0)
        if self.story is not None:
            self._act(self.story, s)
        elif s.number == 1 and not any(one.back for one in found):
            self.backward.claim_first(s)
        begun, course.open = course.open, None
        told: list[tuple[Found, Speaker]] = []
        for n, one in enumerate(found):
            if one.open:
                course.open = s, self.speaking.of(s, one)
                return
            leads = one.free and one.spans[0].start == s.start
            if leads and n == 0 and self._merge(s, one):
                continue
            speaker = self.speaking.of(s, one)
            if begun and leads and one.carried and begun[0].number == s.number - 1:
                speaker = begun[1]
                one.spans[0] = Span(begun[0].start, one.spans[0].end)
            if self._tell(s, one, speaker):
                told.append((one, speaker))
        self._return(s, told)

    def _tell(self, s: Sentence, one: Found, speaker: Speaker) -> bool:
        """Adds what was found as a statement of `speaker`. False where it is none, or nobody goes on with it."""
        course = self.course
        if one.silent:
            course.broken = one.speaker is None
            if speaker.name is not None:
                course.silence(s, speaker)
        if one.hearsay and speaker is NOBODY:
            return False
        if one.back and speaker.name is not None and (self.backward.claim(speaker) or self.backward.tell_end(speaker)):
            course.silence(s, speaker)
            return False
        spans = self.backward.spans() if one.back else tuple(one.spans)
        if not spans:
            return False
        inferred = (speaker.inferred or one.carried or one.hearsay) and speaker.name is not None
        first = len(course.statements)
        course.add(course.paragraph, spans, speaker, one.cue, one.kind, inferred=inferred)
        if one.aside:
            return False
        if speaker is not NOBODY:
            self._remember(s, speaker, one, first)
        elif one.cue is not None and self.story is None:
            course.unsaid = s.number
        if self.bodies is not None:
            self.bodies.enter(course.number, speaker)
        if self.story is not None:
            self._enter(self.story, s, speaker)
        return True

    def _enter(self, story: Story, s: Sentence, speaker: Speaker) -> None:
        story.enter(self.course.number, speaker.span.start if speaker.span else s.start, s.end, speaker)

    def _return(self, s: Sentence, told: list[tuple[Found, Speaker]]) -> None:
        """After "Weaver said her lawyer had told her that it was late" the one who speaks is Weaver. `told`: what an
        English sentence tells, in order."""
        course = self.course
        if self.story is None or course.last is None or not told:
            return
        phrase = told[0][0].speaker
        if len(told) == 1:
            if self.actor is not None and phrase is not None and is_embedded(s, phrase, self.actor):
                self._enter(self.story, s, self.actor)
            return
        last, (first, speaker) = told[-1][0].spans[0], told[0]
        if speaker.name is not None and any(x.start < last.start and last.end <= x.end for x in first.spans):
            course.last = replace(course.last, speaker=speaker)
            self._enter(self.story, s, speaker)

    def _act(self, story: Story, s: Sentence) -> None:
        """Notes the subject of a sentence: whoever acts is meant by the pronouns that follow."""
        number = self.course.number
        self.actor = None
        story.begin(s.start, s.word(0))
        topic = self.persons.inside(number, s.start, s.start + _LEAD)
        if topic and topic[0].genitive and not topic[0].quoted:  # "Weaver's term ends soon. She ..."
            person = topic[0].person
            story.enter(number, topic[0].start, s.end, Speaker(person.name, None, inferred=True, person=person))
        subject = self.language.subject(s)
        if subject is None:
            return
        actor = self.speaking.actor(subject, self.course.recent(s))
        if self.bodies is not None and self.resolver.can_speak(subject):
            self.bodies.enter(number, actor)
        named = actor.person is not None and (not subject.determiner or actor.inferred)  # not "The Aral Sea"
        if named or subject.sort == "pronoun":
            self.actor = actor
            for one in apart((actor, *actor.companions)):
                story.enter(number, subject.span.start, s.end, one)

    def _remember(self, s: Sentence, speaker: Speaker, one: Found, first: int) -> None:
        """`first`: the index of the statement, or of the first of several that are made together."""
        last, statements = self.course.last, self.course.statements
        here = last is not None and last.sentence == s.number
        told = here and last is not None and not last.silent and first > 0
        if told and one.kind == "reported" and statements[first - 1].spans[0].start >= one.spans[-1].end:
            return  # whoever is quoted after it goes on
        free, hearsay = first if one.free else None, one.hearsay
        if free is None and here and last is not None:
            free, hearsay = last.free, last.hearsay
        self.course.last = Last(s.number, speaker, free, hearsay=hearsay)

    def _merge(self, s: Sentence, one: Found) -> bool:
        """Speech in the Konjunktiv that goes on over several sentences is one statement, and so is hearsay."""
        last, statements = self.course.last, self.course.statements
        if last is None or last.free is None or last.sentence != s.number - 1 or last.hearsay is not one.hearsay:
            return False
        before = statements[last.free]
        spans = (*before.spans[:-1], Span(before.spans[-1].start, one.spans[-1].end))
        for n in range(last.free, last.free + 1 + len(last.speaker.companions)):
            statements[n] = replace(statements[n], spans=spans)
        self.course.last = replace(last, sentence=s.number)
        return True

    def _entities(self) -> tuple[Entity, ...]:
        found = {
            p.name: Entity(p.name, "person", tuple(sorted(p.forms or {p.name})), tuple(p.roles), p.gender)
            for p in self.persons.all
        }
        for name, sort in self.course.others.items():
            role = sort == "person" and any(self.language.roles.role(word) for word in name.split())
            found.setdefault(name, Entity(name, sort, (name,), (name,) if role else (), None))
        for name in self.persons.organisations:
            found.setdefault(name, Entity(name, "organisation", (name,), (), None))
        return tuple(found.values())


def read_article(article: Article, language: Language) -> Reading:
    """The statements of `article` and the persons and organisations that it names."""
    return _ArticleReader(article, language).read()
