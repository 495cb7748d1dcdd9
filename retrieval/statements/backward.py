"""What a sentence tells about the one before: "Das sagte Weber", "„Es reicht.“ Anna Weber schüttelt den Kopf"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from retrieval.articles import Span
from retrieval.statements.course import Course
from retrieval.statements.phrases import Phrase
from retrieval.statements.resolution import Resolver
from retrieval.statements.speaker import Speaker
from retrieval.statements.tokens import Sentence

__all__ = ["Backward"]

_WHOLE = 0.8  # share of quoted characters from which a sentence or a paragraph is a quotation


@dataclass(frozen=True, slots=True)
class Backward:
    """Gives what was read already, or left out, to who is named after it."""

    course: Course
    resolver: Resolver
    subject: Callable[[Sentence], Phrase | None]

    def spans(self) -> tuple[Span, ...]:
        """The sentence before, unless it is somebody's statement already; the two that an article begins with."""
        course, before = self.course, self.course.before
        told = course.last is not None and not (course.last.silent or course.statements[-1].kind == "reported")
        if before is None or (course.last is not None and told and course.last.sentence == before.number):
            return ()
        lead = course.number == 0 and before.number == 1 and not told and course.first is not None
        first = course.first if lead and course.first else before
        return (Span(first.start, before.end),)

    def tell_end(self, speaker: Speaker) -> bool:
        """Adds the sentence that the paragraph before ends with, if that is nobody's: "Das teilte die Stadt mit" starts
        this one. False where there is none."""
        if self.course.before is not None or self.course.ended is None:
            return False
        paragraph, s = self.course.ended
        self.course.add(paragraph, (Span(s.start, s.end),), speaker, None, "indirect", inferred=True)
        return True

    def claim(self, speaker: Speaker) -> bool:
        """Gives a quotation that is nobody's, the sentence or the paragraph before, to who is named after it. False
        where there is none."""
        course, before = self.course, self.course.before
        if before is None and course.number == 0:
            return False
        paragraph = course.paragraphs[course.number - (before is None)]
        since = before.start if before else 0
        places = [n for n, x in enumerate(course.statements) if x.paragraph is paragraph and x.spans[0].start >= since]
        said = [course.statements[n] for n in places]
        if not said or any(x.speaker is not None or x.kind != "direct" for x in said):
            return False
        quoted = sum(span.end - span.start for x in said for span in x.spans)
        if before is None and quoted < _WHOLE * len(paragraph.text):
            return False
        for n in places:
            course.statements[n] = replace(course.statements[n], speaker=speaker.name, inferred=True)
        course.enter(speaker)
        return True

    def claim_first(self, s: Sentence) -> None:
        """Gives a quotation alone that a paragraph begins with, and that is nobody's, to whom the sentence after it is
        about: "„Es reicht.“ Anna Weber schüttelt den Kopf."."""
        course, before = self.course, self.course.before
        subject = self.subject(s)
        if before is None or subject is None or subject.sort == "pronoun" or s.tokens[0].kind == "q":
            return
        quoted = sum(t.end - t.start for t in before.quotations)
        if quoted < _WHOLE * (before.end - before.start):
            return
        actor = self.resolver.resolve(course.paragraph, course.number, subject, None)
        if actor.person is not None and not actor.inferred:
            self.claim(replace(actor, companions=()))
