"""Answer, Claim, Citation: what was found, before any markup."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from retrieval.articles import Article, Kind, Paragraph, Span
from retrieval.question import Question
from retrieval.search import Passage

__all__ = ["Answer", "Citation", "Claim", "Outcome", "Reason", "Tokens", "Unwritten"]

Outcome = Literal["answered", "mentioned", "not_found"]
Reason = Literal["no_statement", "no_match_topic", "no_match_filter"]
Unwritten = Literal[
    "not_installed",  # the provider's package is missing
    "not_set_up",  # no key, a key that is refused, a model that the provider does not have
    "unreachable",
    "slow",
    "busy",  # too many requests, or the provider is overloaded
    "declined",  # the model refuses to answer
    "unusable",  # empty, cut off, or nothing that can be read
    "nothing_held",  # none of its claims stood the check
]
"""Why a language model that is set did not write an answer."""


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
class Tokens:
    """What a language model read and wrote, counted by its provider."""

    input: int = 0
    output: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(self.input + other.input, self.output + other.output)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `articles` are those that claims and passages point into, so that an answer can be shown after
    the library has moved on; `undated` counts the statements that a date filter left out because their article has no
    date; `milliseconds` says how long "understand", "search" and "answer" took.

    `completed` is the question as it stands for itself, where it leaned on the conversation ("And Rutte?"). With a
    language model set, `written_by` names it where it wrote the claims, `unwritten` says why not, and `tokens` is what
    the question cost (None where no model was asked); `left` counts statements that it was not given, for their number.
    `translatable`: a model, were one set, would add translations. `otherwise`: nobody did what the question's verb asks
    for ("deny"); the claims are what they said otherwise.
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
    completed: str | None = None
    unwritten: Unwritten | None = None
    tokens: Tokens | None = None
    left: int = 0
    translatable: bool = False
    otherwise: bool = False

    @property
    def resolved(self) -> Question:
        """The question as the conversation goes on from it."""
        return replace(self.question, text=self.completed) if self.completed else self.question

    def article(self, id: str) -> Article:  # noqa: A002
        """The article that a claim or passage points into. Raises KeyError."""
        for article in self.articles:
            if article.id == id:
                return article
        raise KeyError(id)
