"""Who says what a rule has found: whoever it names, or who goes on speaking."""

from __future__ import annotations

from dataclasses import dataclass, replace

from retrieval.articles import Span
from retrieval.statements.conclusions import Conclusions
from retrieval.statements.course import Course, Last
from retrieval.statements.languages import Language
from retrieval.statements.mentions import Persons
from retrieval.statements.phrases import Found, Phrase
from retrieval.statements.resolution import Resolver
from retrieval.statements.speaker import Speaker
from retrieval.statements.story import Story
from retrieval.statements.tokens import Sentence

__all__ = ["NOBODY", "Speaking"]

NOBODY = Speaker(None, None, inferred=False)
"""With whom nothing goes on."""
_UNKNOWN = Speaker(None, None, inferred=False)
"""Somebody whom nobody names, and who may go on: "Es heißt, dass ... Er sei ..."."""
_CODE = frozenset("{}<>|\\")
"""Marks that no sentence holds: what is quoted between them is nobody's speech."""
_BY = frozenset("von vom durch by".split())


@dataclass(frozen=True, slots=True)
class Speaking:
    course: Course
    language: Language
    persons: Persons
    conclusions: Conclusions
    resolver: Resolver
    story: Story | None

    def of(self, s: Sentence, one: Found) -> Speaker:
        """Who says `one` in sentence `s`."""
        last = self.course.recent(s)
        if one.speaker is not None:
            own = self._own_subject(s, one.speaker) or self._body(one.speaker, last)
            return own or self._resolve(one.speaker, last)
        if one.hearsay:
            before = self.course.earlier if last is None and s.number == 0 and self.course.goes_on else None
            if before is not None and before.person is None:  # an authority, mostly; persons tell of what they know
                return replace(before, span=None, inferred=True)
            return last.speaker if last else NOBODY
        return self._carried(s, last, quoted=one.kind == "direct") if one.carried else NOBODY

    def actor(self, subject: Phrase, last: Last | None) -> Speaker:
        """Whom a phrase of the paragraph that is read stands for."""
        course = self.course
        return self.resolver.resolve(course.paragraph, course.number, subject, last.speaker if last else None)

    def _resolve(self, phrase: Phrase, last: Last | None) -> Speaker:
        """Who `phrase` stands for; a pronoun that fits nobody named stands for the subject of the sentence before."""
        topic = self._topic(phrase, last)
        if topic is not None and topic.person is not None:
            speaker = self.resolver.resolve(self.course.paragraph, self.course.number, phrase, topic)
            if speaker.person is topic.person:
                return speaker
        speaker = self.actor(phrase, last)
        if topic is not None and topic.person is None and (speaker.name is None or self._is_elsewhere(speaker, phrase)):
            return replace(topic, span=phrase.span, inferred=True)
        return speaker

    def _is_elsewhere(self, speaker: Speaker, phrase: Phrase) -> bool:
        """Whether a person is named in earlier paragraphs only: "Der Richter kam. Ja, sagte er" is the judge."""
        here = self.persons.before(self.course.number, phrase.span.start)
        return self.story is None and speaker.person is not None and all(m.person is not speaker.person for m in here)

    def _own_subject(self, s: Sentence, phrase: Phrase) -> Speaker | None:
        """ "[Eine Sprecherin] verwies auf den Plan: „Es eilt“, sagte sie": the subject before the colon, where a
        pronoun agrees with its role (German)."""
        if self.story is not None or phrase.sort != "pronoun":
            return None
        if not any(t.lower == ":" for t in s.tokens[: phrase.first]):
            return None
        subject = self.language.subject(s)
        if subject is None or subject.last >= phrase.first or not self.conclusions.agrees(phrase, subject):
            return None
        return replace(self.actor(subject, None), span=phrase.span, inferred=True, companions=())

    def _body(self, phrase: Phrase, last: Last | None) -> Speaker | None:
        """ "[Die Verteidigung] fordert einen Freispruch. Sie ...": a body that spoke right before, where no woman has
        been named since (German)."""
        before = self.course.before
        if self.story is not None or phrase.head != "sie" or last is None or before is None:
            return None
        speaker = last.speaker
        bodily = speaker.sort == "organisation" and not speaker.person
        if last.sentence < before.number or not bodily or speaker.span is None:
            return None
        if not speaker.span.of(self.course.paragraph.text).lower().startswith("die "):
            return None
        since = self.persons.inside(self.course.number, speaker.span.end, phrase.span.start)
        if any(m.person.gender in (None, "f") for m in since if not m.quoted):
            return None
        return replace(speaker, span=phrase.span, inferred=True, companions=())

    def _topic(self, phrase: Phrase, last: Last | None) -> Speaker | None:
        """Who is the subject of the sentence before, by name or by an office, after whoever spoke last: a pronoun or
        an epithet means them: "„Nein“, sagte Lang. Weber schwieg lange. „Ja“, sagte er."."""
        before = self.course.before
        if before is None or (last is not None and last.sentence >= before.number):
            return None
        pronoun = phrase.sort == "pronoun"
        if not pronoun and (not phrase.determiner or last is None):
            return None
        subject = self.language.subject(before)
        if subject is None or subject.sort == "pronoun":
            return None
        actor = self.actor(subject, None)
        if actor.person is not None:
            return actor if last is not None and not actor.inferred and self.story is None else None
        stands = self.conclusions.agrees(phrase, subject) and self.resolver.can_speak(subject)
        return actor if pronoun and (stands or self.conclusions.is_surname(phrase, subject)) else None

    def _carried(self, s: Sentence, last: Last | None, *, quoted: bool) -> Speaker:
        """Whose speech goes on: who spoke in the sentence before, or was its subject, or was named last. What is
        `quoted` in a new paragraph goes on only where the one before ended with speech."""
        course = self.course
        if course.unsaid == s.number - 1 and (last is None or last.sentence < course.unsaid):
            return _UNKNOWN
        if course.broken or any(t.kind == "p" and t.text in _CODE for t in s.tokens):
            return NOBODY
        if last is not None and s.number - last.sentence <= 1:
            return last.speaker
        acting = self._acting(last)
        if acting is not None:
            return acting
        if last is not None:
            return last.speaker
        mentions = self.persons.before(course.number, s.start)
        if mentions and self.story is not None:
            meant = self.story.active(course.number) or self.story.meant(course.number, s.start, None, None)
            return NOBODY if meant is None else replace(meant, span=None, inferred=True)
        if mentions:
            person = mentions[-1].person
            return Speaker(person.name, Span(mentions[-1].start, mentions[-1].end), inferred=True, person=person)
        if course.earlier is not None and s.number == 0 and (course.goes_on or not quoted):
            return replace(course.earlier, span=None, inferred=True)
        return NOBODY

    def _acting(self, last: Last | None) -> Speaker | None:
        """The subject of the sentence before, if that may speak (German)."""
        before = self.course.before
        subject = self.language.subject(before) if before and self.story is None else None
        if subject is None or before is None:
            return None
        speaker = self.actor(subject, last)
        agent = before.word(subject.first - 1) in _BY
        if speaker.person is None and last is not None and agent:
            return last.speaker  # "wurden Fehler von der Stadt gefunden": it acts, and does not speak
        speaks = speaker.person is not None or self.resolver.can_speak(subject)
        return replace(speaker, inferred=True) if speaks else None
