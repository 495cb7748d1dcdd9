"""Who says whether passages support a claim: a language model, or rules over what the project knows anyway."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from itertools import combinations
from typing import Any, Protocol

from bot.answer import Answer, Citation, Claim
from bot.checking.places import MOST_QUOTATIONS
from bot.citations import Draft, Quoted, Rejected, Source, check, fit_by
from bot.language_model import LanguageModel, ModelFailed, Spent
from bot.material import between, numbered
from bot.replies import asked, value_of
from bot.wellformed import mark_for, visible
from prompts import Prompts
from retrieval.articles import Article, Paragraph
from retrieval.search import Searcher

__all__ = ["VARIABLES", "Judge", "ModelJudge", "RuleJudge", "Unjudged"]

VARIABLES = frozenset({"claim", "mark", "passages"})
"""What the prompt may use."""

SCHEMA: dict[str, Any] = {
    "title": "judgement",
    "description": "Whether the passages support the sentence.",
    "type": "object",
    "properties": {"supported": {"type": "boolean", "description": "Whether they do."}},
    "required": ["supported"],
    "additionalProperties": False,
}
_LONGEST_REPLY = 2000
_FEW = 4
"""Passages of one claim up to which every selection of them is looked at."""


class Unjudged(Exception):
    """A judgement that could not be had; `str()` says why."""


class Judge(Protocol):
    name: str
    """Whom a report names: "rules", or the model."""

    def supports(self, claim: Claim, paragraphs: Sequence[Paragraph], answer: Answer) -> bool:
        """Whether these paragraphs, which the claim of an answer cites, support it together. Raises Unjudged."""


class RuleJudge:
    """Words as they stand are supported by the paragraph that they stand in; a sentence of a language model where it
    stands the checks of `bot.citations` on these paragraphs alone.

    Its limits: a written answer has stood these checks already, so that it finds what a citation adds, and hardly a
    claim that is wrong; and what the checks do not see, it does not see.
    """

    name = "rules"

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._fit = fit_by(searcher.embedder)

    def supports(self, claim: Claim, paragraphs: Sequence[Paragraph], answer: Answer) -> bool:
        """What some of the passages support, all of them do; the checks themselves want every quotation to fit."""
        sizes = range(len(paragraphs), 0, -1) if len(paragraphs) <= _FEW else (len(paragraphs), 1)
        return any(self._holds(claim, some, answer) for size in sizes for some in combinations(paragraphs, size))

    def _holds(self, claim: Claim, paragraphs: Sequence[Paragraph], answer: Answer) -> bool:
        cited = [citation for citation in claim.citations if citation.paragraph in paragraphs]
        if not cited:
            return False
        view = self._searcher.view()
        articles = {paragraph.article: answer.article(paragraph.article) for paragraph in paragraphs}
        sources = {source.number: source for source in numbered(paragraphs, articles, view)}
        if _stands_there(claim, paragraphs):
            return claim.speaker is None or _is_said(claim, cited, sources)
        numbers = {source.paragraph: number for number, source in sources.items()}
        draft = Draft(claim.text, _quoted(cited, numbers), claim.speaker)
        return not isinstance(check(draft, sources, answer.question.language, view, self._fit), Rejected)


def _stands_there(claim: Claim, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the claim is made of nothing but words of these paragraphs."""
    texts = [" ".join(paragraph.text.split()) for paragraph in paragraphs]
    parts = [" ".join(part.split()) for part in claim.text.split(" […] ")]
    return all(any(part in text for text in texts) for part in parts)


def _is_said(claim: Claim, cited: Sequence[Citation], sources: dict[int, Source]) -> bool:
    """Whether its speaker says, in these paragraphs, what it cites."""
    return any(
        one.statement.paragraph == citation.paragraph
        and any(span.overlaps(citation.span) for span in one.statement.spans)
        and claim.speaker in (one.statement.speaker, one.name)
        for citation in cited
        for source in sources.values()
        for one in source.statements
    )


def _quoted(cited: Sequence[Citation], numbers: dict[Paragraph, int]) -> tuple[Quoted, ...]:
    found = [Quoted(numbers[one.paragraph], one.quote) for one in cited]
    if len(found) > MOST_QUOTATIONS:  # more than the checks take: their sentences, which may be fewer
        found = [Quoted(numbers[one.paragraph], one.sentence.of(one.paragraph.text)) for one in cited]
    return tuple(dict.fromkeys(found))


class ModelJudge:
    """A language model, asked once for each judgement; the same question is asked once. One that cannot be asked at all
    is not asked again."""

    def __init__(self, model: LanguageModel, prompts: Prompts, seconds: float = 60.0) -> None:
        """`seconds`: how long one judgement may take. Raises PromptError where the prompt cannot be used."""
        self.name = model.name
        self.spent = Spent()
        self._model = model
        self._prompts = prompts
        self._seconds = seconds
        self._judged: dict[tuple[str, str], bool] = {}
        self._never: ModelFailed | None = None
        prompts.fill("judge", **dict.fromkeys(VARIABLES, ""))

    def supports(self, claim: Claim, paragraphs: Sequence[Paragraph], answer: Answer) -> bool:
        sentence = visible(f"{claim.speaker}: {claim.text}" if claim.speaker else claim.text)
        passages = [_passage(paragraph, answer.article(paragraph.article)) for paragraph in paragraphs]
        key = sentence, "\n\n".join(passages)
        if key not in self._judged:
            self._judged[key] = self._ask(sentence, passages)
        return self._judged[key]

    def _ask(self, sentence: str, passages: Sequence[str]) -> bool:
        if self._never is not None:
            raise Unjudged(str(self._never))
        mark = mark_for([sentence, *passages])
        prompt = self._prompts.fill("judge", mark=mark, claim=sentence, passages=between(mark, passages))
        until = time.monotonic() + self._seconds
        reply, failure = asked(self._model, prompt, SCHEMA, self.spent, until, _LONGEST_REPLY)
        judged = _judgement(reply)
        if judged is None:
            if failure is not None and failure.reason in ("not_installed", "not_set_up") and not self._judged:
                self._never = failure
            raise Unjudged(str(failure or ModelFailed("unusable", f"no judgement: {reply[:80]!r}")))
        return judged


def _judgement(reply: str) -> bool | None:
    """Of {"supported": true}; of a bare true or false, too, as small models write."""
    value, _ = value_of(reply)
    if isinstance(value, dict):
        value = value.get("supported")
    if isinstance(value, bool):
        return value
    word = re.fullmatch(r"\W*(true|false|yes|no)\W*", value if isinstance(value, str) else reply, re.IGNORECASE)
    return None if word is None else word[1].casefold() in ("true", "yes")


def _passage(paragraph: Paragraph, article: Article) -> str:
    about = " · ".join(part for part in (article.title, article.publisher, (article.published or "")[:10]) if part)
    return f"{visible(about)}\n{visible(paragraph.text)}"
