"""Where the reading of an article stands: what has been said so far, and who spoke last."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from retrieval.articles import Kind, Paragraph, Span, Statement
from retrieval.statements.speaker import Speaker
from retrieval.statements.tokens import Sentence

__all__ = ["Course", "Last"]

_CARRY = 3  # sentences of a paragraph over which speech may go on without naming its speaker
_NEVER = -2  # before the first sentence, and not right before it


@dataclass(frozen=True, slots=True)
class Last:
    """Who spoke last in the paragraph, and in which sentence. `free`: the index of a statement in free indirect speech
    that the next sentence may go on with, `hearsay` where that is hearsay; `silent`: nothing of it is told."""

    sentence: int
    speaker: Speaker
    free: int | None = None
    silent: bool = False
    hearsay: bool = False


@dataclass(slots=True)
class Course:
    """`number` is the index of the paragraph that is read, `first` and `before` are its first sentence and the one
    before that which is read. `others`: speakers that are no persons by name; `open`: a sentence that is speech if the
    next one is; `earlier`: who spoke last in the paragraph before; `ended`: the last sentence of that, if nobody's;
    `goes_on`: it ended with somebody's speech; `unsaid`: the sentence in which nobody known spoke; `broken`: nobody who
    spoke before in the paragraph goes on."""

    paragraphs: tuple[Paragraph, ...]
    statements: list[Statement] = field(default_factory=list)
    others: dict[str, Literal["person", "organisation"]] = field(default_factory=dict)
    number: int = 0
    last: Last | None = None
    open: tuple[Sentence, Speaker] | None = None
    first: Sentence | None = None
    before: Sentence | None = None
    earlier: Speaker | None = None
    ended: tuple[Paragraph, Sentence] | None = None
    goes_on: bool = False
    unsaid: int = _NEVER
    broken: bool = False

    @property
    def paragraph(self) -> Paragraph:
        return self.paragraphs[self.number]

    def begin(self, number: int) -> None:
        """A new paragraph."""
        last, before = self.last, self.before
        spoken = last is not None and before is not None and last.sentence == before.number
        told = spoken and last is not None and not last.silent
        self.number, self.earlier = number, last.speaker if last else None
        self.goes_on, self.broken = spoken and not self.broken, False
        self.ended = (self.paragraphs[number - 1], before) if number and before and not told else None
        self.last = self.before = self.open = None
        self.unsaid = _NEVER

    def recent(self, s: Sentence) -> Last | None:
        """Who spoke last, if that is near enough to go on."""
        return self.last if self.last and s.number - self.last.sentence <= _CARRY else None

    def silence(self, s: Sentence, speaker: Speaker) -> None:
        """`speaker` speaks in a sentence that tells nothing of it."""
        self.last = Last(s.number, speaker, silent=True)

    def add(
        self,
        paragraph: Paragraph,
        spans: tuple[Span, ...],
        speaker: Speaker,
        cue: Span | None,
        kind: Kind,
        *,
        inferred: bool,
    ) -> None:
        """A statement of `speaker`, and one of each who says it together with them. Who is named in the paragraph that
        is read is not shown in another."""
        here = paragraph is self.paragraph
        for each in (speaker, *speaker.companions):
            shown = each.span if here else None
            self.statements.append(Statement(paragraph, spans, each.name, shown, cue, kind, inferred))
        self.enter(speaker)

    def enter(self, speaker: Speaker) -> None:
        """`speaker` has said something: one of the article's entities from now on."""
        for each in (speaker, *speaker.companions):
            if each.name is not None and each.person is None:
                self.others.setdefault(each.name, each.sort)
