"""Article, Paragraph, Span, Statement: the frozen values that everything else points into.

A quotation is never a text of its own: it is a `Span` of a `Paragraph`. All offsets count characters (code points) and
are half-open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["Article", "Kind", "Paragraph", "Span", "Statement", "merged"]

Kind = Literal["direct", "indirect", "reported"]
"""How something was said: in quotation marks, in indirect speech, or as a report of it ("X criticised Y")."""


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def merged(spans: Iterable[Span], *, touching: bool = True) -> list[Span]:
    """In order; those that overlap become one, and if `touching` those that lie side by side, too."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and (span.start < found[-1].end or (touching and span.start == found[-1].end)):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as it stands in its source.

    `article` is the article's id; `number` counts from 1 and leaves crossheads out; `heading` is the crosshead that it
    stands under; `offset` is where `text` starts in the decoded source (0 where the source gave paragraphs one by one).
    """

    article: str
    number: int
    text: str
    heading: str | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """`published` is an ISO 8601 date or date and time, or None. `language` is "de", "en" or another ISO 639-1 code.

    `title_made` says that the source had no title and `title` was made from the first sentence. `source` is where the
    article was read from (a path, a URL), for the reader's information.
    """

    id: str
    title: str
    title_made: bool
    paragraphs: tuple[Paragraph, ...]
    publisher: str | None = None
    place: str | None = None
    url: str | None = None
    published: str | None = None
    language: str = "de"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said, as spans of one paragraph; outer quotation marks are left out.

    Two spans only where one sentence is interrupted ("A", sagte X, "B"). `speaker` is the name that the mention
    resolves to within the article ("Annalena Baerbock"; an organisation as it is called), None where unknown.
    `speaker_span` is the mention as written ("die Grünen-Politikerin") in the same paragraph, None where the paragraph
    has none. `cue_span` is the word that tells of speech ("sagte"). `inferred`: the speaker was concluded (pronoun,
    epithet, speech that goes on), not named.
    """

    paragraph: Paragraph
    spans: tuple[Span, ...]
    speaker: str | None
    speaker_span: Span | None
    cue_span: Span | None
    kind: Kind
    inferred: bool

    @property
    def mention(self) -> str | None:
        """Who says it, as the paragraph writes it: "die Grünen-Politikerin"."""
        return self.speaker_span.of(self.paragraph.text) if self.speaker_span else None

    @property
    def quote(self) -> str:
        """What was said, verbatim, with […] where it was interrupted."""
        return " […] ".join(span.of(self.paragraph.text) for span in self.spans)
