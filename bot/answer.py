"""Answer, Claim, Citation: what was found, before any markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from retrieval.articles import Article, Kind, Paragraph, Span
from retrieval.question import Question
from retrieval.search import Passage

__all__ = ["Answer", "Citation", "Claim", "Outcome", "Reason"]

Outcome = Literal["answered", "mentioned", "not_found"]
Reason = Literal["no_statement", "no_match_topic", "no_match_filter"]


@dataclass(frozen=True, slots=True)
class Citation:
    """`span` of the paragraph is what is quoted; `sentence` is where its whole sentence (or sentences) stands."""

    paragraph: Paragraph
    span: Span
    sentence: Span

    @property
    def quote(self) -> str:
        return self.span.of(self.paragraph.text)


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that the answer says, and the citations that it rests on.

    `speaker` is the resolved name, `speaker_as_written` the mention in the passage; both None, as is `kind`, where the
    claim is a sentence of a passage and no statement.
    """

    text: str
    citations: tuple[Citation, ...]
    speaker: str | None = None
    speaker_as_written: str | None = None
    kind: Kind | None = None
    inferred: bool = False
    translation: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `articles` are those that claims and passages point into, so that an answer can be shown after
    the library has moved on; `undated` counts the statements that a date filter left out because their article has no
    date; `milliseconds` says how long "understand", "search" and "answer" took.
    """

    question: Question
    outcome: Outcome
    reason: Reason | None
    claims: tuple[Claim, ...]
    candidates: tuple[str, ...]
    passages: tuple[Passage, ...]
    written_by: str | None = None
    articles: tuple[Article, ...] = ()
    undated: int = 0
    milliseconds: dict[str, float] = field(default_factory=dict, compare=False)

    def article(self, id: str) -> Article:  # noqa: A002
        """The article that a claim or passage points into. Raises KeyError."""
        for article in self.articles:
            if article.id == id:
                return article
        raise KeyError(id)
