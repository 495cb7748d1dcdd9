"""Reads an article: paragraph by paragraph, sentence by sentence, carrying the speaker on where speech goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.statements.bodies import Bodies
from retrieval.statements.conclusions import Conclusions
from retrieval.statements.mentions import Persons
from retrieval.statements.phrases import Found, Phrase
from retrieval.statements.resolution import Resolver
from retrieval.statements.roles import Gender, Roles
from retrieval.statements.speaker import Speaker
from retrieval.statements.story import Story, apart, is_embedded
from retrieval.statements.tokens import Sentence, sentences_of

__all__ = ["Entity", "Language", "Reading", "read_article"]

_CARRY = 3  # sentences of a paragraph over which speech may go on without naming its speaker
_LEAD = 8  # characters before a name that a sentence starts with: "But Mr. "
_WHOLE = 0.8  # share of quoted characters from which a paragraph is a quotation
_CODE = frozenset("{}<>|\\")
"""Marks that no sentence holds: what is quoted between them is nobody's speech."""
_BY = frozenset("von vom durch by".split())
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
    that the next sentence may go on with, `hearsay` where that is hearsay; `silent`: nothing of it is told."""

    sentence: int
    speaker: Speaker
    free: int | None = None
    silent: bool = False
    hearsay: bool = False


class _ArticleReader:
    def __init__(self, article: Article, language: Language) -> None:
        self.language = language
        self.paragraphs = article.paragraphs
        self.persons = Persons(article.paragraphs, language.roles, language.starters)
        self.story = None if language.roles.german else Story(self.persons, language.roles)
        self.conclusions = Conclusions(self.persons, language.roles, self.story)
        self.bodies = None if language.roles.german else Bodies(language.roles, self.persons.organisations)
        self.resolver = Resolver(
            self.persons, language.roles, language.sources, language.determiners, self.conclusions, self.bodies
        )
        self.statements: list[Statement] = []
        self.others: dict[str, Literal["person", "organisation"]] = {}  # speakers that are no persons by name
        self.last: _Last | None = None
        self.open: tuple[Sentence, Speaker] | None = None  # a sentence that is speech if the next one is
        self.first: Sentence | None = None
        self.before: Sentence | None = None
        self.paragraph_before: Speaker | None = None
        self.ended: tuple[Paragraph, Sentence] | None = None  # the last sentence of the paragraph before, if nobody's
        self.actor: Speaker | None = None  # the subject of the sentence that is read, if somebody (English)
        self.goes_on = False  # the paragraph before ended with somebody's speech
        self.unsaid = -2  # the sentence in which nobody known spoke
        self.broken = False  # nobody who spoke before in the paragraph goes on

    def read(self) -> Reading:
        for number, paragraph in enumerate(self.paragraphs):
            self.paragraph_before = self.last.speaker if self.last else None
            ended = self.last and self.before and self.last.sentence == self.before.number
            self.goes_on, self.broken = bool(ended) and not self.broken, False
            self.conclusions.earlier = self.paragraph_before
            told = ended and self.last and not self.last.silent
            self.ended = (self.paragraphs[number - 1], self.before) if number and self.before and not told else None
            self.last = self.before = self.open = None
            self.unsaid = -2
            for s in sentences_of(paragraph.text, self.language.code, self.persons.particled[number]):
                self.first = s if s.number == 0 else self.first
                self._sentence(paragraph, number, s)
                self.before = s
        statements = tuple(sorted(self.statements, key=lambda x: (x.paragraph.number, x.spans)))
        return Reading(statements, self._entities())

    def _sentence(self, paragraph: Paragraph, number: int, s: Sentence) -> None:
        follows = self.last is not None and s.number - self.last.sentence <= 1
        found = self.language.read_sentence(s, follows=follows, starts=s.number == 0)
        if self.story is not None:
            self._act(self.story, paragraph, number, s)
        elif s.number == 1 and not any(one.back for one in found):
            self._claim_first(paragraph, number, s)
        begun, self.open = self.open, None
        outer: list[tuple[Found, Speaker]] = []
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
            if one.silent:
                self.broken = one.speaker is None
                self.last = _Last(s.number, speaker, silent=True) if speaker.name is not None else self.last
            if one.hearsay and speaker is _NOBODY:
                continue
            if one.back and speaker.name is not None and self._claim(number, speaker):
                self.last = _Last(s.number, speaker, silent=True)
                continue
            spans = self._before_spans(number) if one.back else tuple(one.spans)
            if one.back and self.before is None and self.ended is not None and speaker.name is not None:
                self._tell_end(self.ended, speaker)
                self.last = _Last(s.number, speaker, silent=True)
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
            elif one.cue is not None and self.story is None:
                self.unsaid = s.number
            if self.bodies is not None:
                self.bodies.enter(number, speaker)
            if self.story is not None:
                self.story.enter(number, speaker.span.start if speaker.span else s.start, s.end, speaker)
                outer.append((one, speaker))
        self._return(s, number, outer)

    def _return(self, s: Sentence, number: int, told: list[tuple[Found, Speaker]]) -> None:
        """After "Weaver said her lawyer had told her that it was late" the one who speaks is Weaver. `told`: what an
        English sentence tells, in order."""
        if self.story is None or self.last is None or not told:
            return
        phrase = told[0][0].speaker
        if len(told) == 1:
            if self.actor is not None and phrase is not None and is_embedded(s, phrase, self.actor):
                self.story.enter(number, self.actor.span.start if self.actor.span else s.start, s.end, self.actor)
            return
        last, (first, speaker) = told[-1][0].spans[0], told[0]
        if speaker.name is not None and any(x.start < last.start and last.end <= x.end for x in first.spans):
            self.last = replace(self.last, speaker=speaker)
            self.story.enter(number, speaker.span.start if speaker.span else s.start, s.end, speaker)

    def _act(self, story: Story, paragraph: Paragraph, number: int, s: Sentence) -> None:
        """Notes the subject of a sentence: whoever acts is meant by the pronouns that follow."""
        self.actor = None
        story.begin(s.start, s.word(0))
        topic = self.persons.inside(number, s.start, s.start + _LEAD)
        if topic and topic[0].genitive and not topic[0].quoted:  # "Weaver's term ends soon. She ..."
            person = topic[0].person
            story.enter(number, topic[0].start, s.end, Speaker(person.name, None, inferred=True, person=person))
        subject = self.language.subject(s)
        if subject is None:
            return
        last = self.last if self.last and s.number - self.last.sentence <= _CARRY else None
        actor = self.resolver.resolve(paragraph, number, subject, last.speaker if last else None)
        if self.bodies is not None and self.resolver.can_speak(subject):
            self.bodies.enter(number, actor)
        named = actor.person is not None and (not subject.determiner or actor.inferred)  # not "The Aral Sea"
        if named or subject.sort == "pronoun":
            self.actor = actor
            for one in apart((actor, *actor.companions)):
                story.enter(number, subject.span.start, s.end, one)

    def _remember(self, s: Sentence, speaker: Speaker, one: Found, first: int) -> None:
        """`first`: the index of the statement, or of the first of several that are made together."""
        same = self.last is not None and self.last.sentence == s.number and not self.last.silent and first > 0
        if same and one.kind == "reported" and self.statements[first - 1].spans[0].start >= one.spans[-1].end:
            return  # whoever is quoted after it goes on
        free = first if one.free else None
        hearsay = one.hearsay
        if free is None and self.last and self.last.sentence == s.number:
            free, hearsay = self.last.free, self.last.hearsay
        self.last = _Last(s.number, speaker, free, hearsay=hearsay)

    def _before_spans(self, number: int) -> tuple[Span, ...]:
        """The sentence before, unless it is somebody's statement already; the two that an article begins with."""
        before = self.before
        told = self.last is not None and not (self.last.silent or self.statements[-1].kind == "reported")
        if before is None or (self.last is not None and told and self.last.sentence == before.number):
            return ()
        lead = number == 0 and before.number == 1 and not told and self.first is not None
        first = self.first if lead and self.first else before
        return (Span(first.start, before.end),)

    def _tell_end(self, ended: tuple[Paragraph, Sentence], speaker: Speaker) -> None:
        """Adds the sentence that the paragraph before ends with: "Das teilte die Stadt mit" starts this one."""
        paragraph, s = ended
        spans = (Span(s.start, s.end),)
        for each in (speaker, *speaker.companions):
            self.statements.append(Statement(paragraph, spans, each.name, None, None, "indirect", inferred=True))
        if speaker.person is None and speaker.name is not None:
            self.others.setdefault(speaker.name, speaker.sort)

    def _claim(self, number: int, speaker: Speaker) -> bool:
        """Gives a quotation that is nobody's, the sentence or the paragraph before, to who is named after it."""
        if self.before is None and number == 0:
            return False
        paragraph = self.paragraphs[number - (self.before is None)]
        since = self.before.start if self.before else 0
        places = [n for n, x in enumerate(self.statements) if x.paragraph is paragraph and x.spans[0].start >= since]
        said = [self.statements[n] for n in places]
        if not said or any(x.speaker is not None or x.kind != "direct" for x in said):
            return False
        quoted = sum(span.end - span.start for x in said for span in x.spans)
        if self.before is None and quoted < _WHOLE * len(paragraph.text):
            return False
        for n in places:
            self.statements[n] = replace(self.statements[n], speaker=speaker.name, inferred=True)
        if speaker.person is None and speaker.name is not None:
            self.others.setdefault(speaker.name, speaker.sort)
        return True

    def _claim_first(self, paragraph: Paragraph, number: int, s: Sentence) -> None:
        """Gives a quotation alone that a paragraph begins with, and that is nobody's, to whom the sentence after it is
        about: "„Es reicht.“ Anna Weber schüttelt den Kopf."."""
        subject = self.language.subject(s)
        if self.before is None or subject is None or subject.sort == "pronoun" or s.tokens[0].kind == "q":
            return
        quoted = sum(t.end - t.start for t in self.before.quotations)
        if quoted < _WHOLE * (self.before.end - self.before.start):
            return
        actor = self.resolver.resolve(paragraph, number, subject, None)
        if actor.person is not None and not actor.inferred:
            self._claim(number, replace(actor, companions=()))

    # ------------------------------------------------------------------------------------------------ speakers

    def _speaker(self, paragraph: Paragraph, number: int, s: Sentence, one: Found) -> Speaker:
        last = self.last if self.last and s.number - self.last.sentence <= _CARRY else None
        if one.speaker is not None:
            own = self._own_subject(paragraph, number, s, one.speaker) or self._body(
                paragraph, number, one.speaker, last
            )
            return own or self._resolve(paragraph, number, one.speaker, last)
        if one.hearsay:
            before = self.paragraph_before if last is None and s.number == 0 and self.goes_on else None
            if before is not None and before.person is None:  # an authority, mostly; persons tell of what they know
                return replace(before, span=None, inferred=True)
            return last.speaker if last else _NOBODY
        return self._carried(number, s, last, quoted=one.kind == "direct") if one.carried else _NOBODY

    def _resolve(self, paragraph: Paragraph, number: int, phrase: Phrase, last: _Last | None) -> Speaker:
        """Who `phrase` stands for; a pronoun that fits nobody named stands for the subject of the sentence before."""
        topic = self._topic(paragraph, number, phrase, last)
        if topic is not None and topic.person is not None:
            speaker = self.resolver.resolve(paragraph, number, phrase, topic)
            if speaker.person is topic.person:
                return speaker
        speaker = self.resolver.resolve(paragraph, number, phrase, last.speaker if last else None)
        if speaker.name is None and topic is not None and topic.person is None:
            return replace(topic, span=phrase.span, inferred=True)
        return speaker

    def _own_subject(self, paragraph: Paragraph, number: int, s: Sentence, phrase: Phrase) -> Speaker | None:
        """ "[Eine Sprecherin] verwies auf den Plan: „Es eilt“, sagte sie": the subject before the colon, where a
        pronoun agrees with its role."""
        if (
            self.story is not None
            or phrase.sort != "pronoun"
            or not any(t.lower == ":" for t in s.tokens[: phrase.first])
        ):
            return None
        subject = self.language.subject(s)
        if subject is None or subject.last >= phrase.first or not self.conclusions.agrees(phrase, subject):
            return None
        actor = self.resolver.resolve(paragraph, number, subject, None)
        return replace(actor, span=phrase.span, inferred=True, companions=())

    def _body(self, paragraph: Paragraph, number: int, phrase: Phrase, last: _Last | None) -> Speaker | None:
        """ "[Die Verteidigung] fordert einen Freispruch. Sie ...": a body that spoke right before, where no woman has
        been named since."""
        if self.story is not None or phrase.head != "sie" or last is None or self.before is None:
            return None
        speaker = last.speaker
        if (
            last.sentence < self.before.number
            or speaker.sort != "organisation"
            or speaker.person
            or speaker.span is None
        ):
            return None
        if not speaker.span.of(paragraph.text).lower().startswith("die "):
            return None
        since = self.persons.inside(number, speaker.span.end, phrase.span.start)
        if any(m.person.gender in (None, "f") for m in since if not m.quoted):
            return None
        return replace(speaker, span=phrase.span, inferred=True, companions=())

    def _topic(self, paragraph: Paragraph, number: int, phrase: Phrase, last: _Last | None) -> Speaker | None:
        """Who is the subject of the sentence before, by name or by an office, after whoever spoke last: a pronoun or
        an epithet means them: "„Nein“, sagte Lang. Weber schwieg lange. „Ja“, sagte er."."""
        before = self.before
        if before is None or (last is not None and last.sentence >= before.number):
            return None
        pronoun = phrase.sort == "pronoun"
        if not pronoun and (not phrase.determiner or last is None):
            return None
        subject = self.language.subject(before)
        if subject is None or subject.sort == "pronoun":
            return None
        actor = self.resolver.resolve(paragraph, number, subject, None)
        if actor.person is not None:
            return actor if last is not None and not actor.inferred and self.story is None else None
        stands = self.conclusions.agrees(phrase, subject) and self.resolver.can_speak(subject)
        return actor if pronoun and (stands or self.conclusions.is_surname(phrase, subject)) else None

    def _carried(self, number: int, s: Sentence, last: _Last | None, *, quoted: bool) -> Speaker:
        """Whose speech goes on: who spoke in the sentence before, or was its subject, or was named last. What is
        `quoted` in a new paragraph goes on only where the one before ended with speech."""
        if self.unsaid == s.number - 1 and (last is None or last.sentence < self.unsaid):
            return Speaker(None, None, inferred=False)  # "Es heißt, dass ... Er sei ...": nobody known, who goes on
        if self.broken or any(t.kind == "p" and t.text in _CODE for t in s.tokens):
            return _NOBODY
        if last is not None and s.number - last.sentence <= 1:
            return last.speaker
        subject = self.language.subject(self.before) if self.before and self.story is None else None
        if subject is not None and self.before is not None:
            paragraph = self.paragraphs[number]
            speaker = self.resolver.resolve(paragraph, number, subject, last.speaker if last else None)
            agent = self.before.word(subject.first - 1) in _BY
            if speaker.person is None and last is not None and agent:
                return last.speaker  # "wurden Fehler von der Stadt gefunden": it acts, and does not speak
            if speaker.person is not None or self.resolver.can_speak(subject):
                return replace(speaker, inferred=True)
        if last is not None:
            return last.speaker
        mentions = self.persons.before(number, s.start)
        if mentions and self.story is not None:
            meant = self.story.active(number) or self.story.meant(number, s.start, None, None)
            return _NOBODY if meant is None else replace(meant, span=None, inferred=True)
        if mentions:
            person = mentions[-1].person
            return Speaker(person.name, Span(mentions[-1].start, mentions[-1].end), inferred=True, person=person)
        if self.paragraph_before is not None and s.number == 0 and (self.goes_on or not quoted):
            return replace(self.paragraph_before, span=None, inferred=True)
        return _NOBODY

    def _merge(self, s: Sentence, one: Found) -> bool:
        """Speech in the Konjunktiv that goes on over several sentences is one statement, and so is hearsay."""
        last = self.last
        if last is None or last.free is None or last.sentence != s.number - 1 or last.hearsay is not one.hearsay:
            return False
        before = self.statements[last.free]
        spans = (*before.spans[:-1], Span(before.spans[-1].start, one.spans[-1].end))
        for n in range(last.free, last.free + 1 + len(last.speaker.companions)):
            self.statements[n] = replace(self.statements[n], spans=spans)
        self.last = replace(last, sentence=s.number)
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
