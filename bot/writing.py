"""Answers in a language model's sentences: passages go in, claims come out, and only those that hold are kept."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot import completing, translating
from bot.answer import Claim, Unwritten
from bot.citations import Draft, Fit, Rejected, Source, check, fit_by
from bot.completing import rewritten
from bot.conversation import Conversation
from bot.drafts import MOST_DRAFTS, SCHEMA, drafts
from bot.extractive import Reply
from bot.language_model import LanguageModel, ModelFailed, Spent
from bot.logs import where
from bot.material import as_read, between, listed, sources_of
from bot.texts import language_name
from bot.translating import along, translated
from bot.wellformed import mark_for, plain_words, visible
from prompts import PromptError, Prompts
from retrieval.articles import Article
from retrieval.embedding import Embedder
from retrieval.errors import SettingsError
from retrieval.question import Question
from retrieval.search import Found, View

__all__ = ["VARIABLES", "Errand", "Told", "Writer", "Written"]

_log = logging.getLogger("wortlaut.model")

MOST_CLAIMS = 8
"""Claims that a model is asked for; more are read, but nobody reads them."""

Told = Callable[[tuple[Claim, ...]], None]

VARIABLES = {
    "answer": frozenset({"language", "mark", "most", "passages", "question"}),
    "repair": frozenset({"language", "mark", "most", "passages", "question", "rejected"}),
    "rewrite": completing.VARIABLES,
    "translate": translating.VARIABLES,
}
"""What each prompt may use."""


@dataclass(slots=True)
class Errand:
    """The requests of one question: what they cost so far, and until when (of `time.monotonic`) they may last. `fit`
    tells whether what is written has to do with the article's words."""

    until: float
    fit: Fit
    spent: Spent = field(default_factory=Spent)
    failed: Unwritten | None = None
    """Why the model is not to be asked again for this question."""


@dataclass(frozen=True, slots=True)
class Written:
    """Claims that hold. `unwritten`: why there are none, or why there may be fewer than there should be. `left` counts
    statements that were found and, for their number, not given to the model."""

    claims: tuple[Claim, ...]
    unwritten: Unwritten | None = None
    left: int = 0


class Writer:
    """What a language model does for an answer. Thread-safe if its model is."""

    def __init__(self, model: LanguageModel, prompts: Prompts, seconds: float = 60.0) -> None:
        """`seconds`: how long the requests of one question may take together. Raises SettingsError where a prompt
        cannot be used."""
        self.model = model
        self._prompts = prompts
        self._seconds = seconds
        try:
            for name, variables in VARIABLES.items():
                prompts.fill(name, **dict.fromkeys(variables, ""))
        except PromptError as error:
            raise SettingsError(str(error)) from None

    def errand(self, embedder: Embedder) -> Errand:
        return Errand(time.monotonic() + self._seconds, fit_by(embedder))

    def complete(self, text: str, conversation: Conversation, errand: Errand) -> str | None:
        """A question that leans on the conversation, as one that stands for itself; None where the rules decide."""
        whole, failure = rewritten(text, conversation, self.model, self._prompts, errand.spent, errand.until)
        if failure is not None and failure.reason != "unusable":
            errand.failed = failure.reason
        return whole

    def translate(
        self, claims: tuple[Claim, ...], articles: Sequence[Article], language: str, errand: Errand
    ) -> tuple[Claim, ...]:
        """With translations of quotations in other languages, where the model gives good ones."""
        spent, until = errand.spent, errand.until
        held, _ = translated(claims, articles, language, self.model, self._prompts, spent, until, errand.fit)
        return held

    def write(
        self,
        question: Question,
        reply: Reply,
        found: Sequence[Found],
        view: View,
        errand: Errand,
        told: Told,
    ) -> Written:
        """The answer `reply` as prose in the question's language. `told` is called with all claims that hold so far,
        each time there is one more."""
        if errand.failed is not None:
            return Written((), errand.failed)
        sources, left = sources_of(question, reply, found, view)
        work = _Work(self.model, self._prompts, question, sources, view, errand, told)
        failed = work.round("answer")
        if work.rejected and failed is None and time.monotonic() < errand.until:
            failed = work.round("repair", rejected=listed(work.rejected[:MOST_CLAIMS]))
        _log.info("%d claims hold, %d do not", len(work.held), len(work.rejected))
        if not work.held:
            return Written((), failed or "nothing_held")
        return Written(tuple(work.held), failed, left)


class _Work:
    """The claims of one answer as they grow."""

    def __init__(
        self,
        model: LanguageModel,
        prompts: Prompts,
        question: Question,
        sources: Sequence[Source],
        view: View,
        errand: Errand,
        told: Told,
    ) -> None:
        self._model, self._prompts, self._question, self._view = model, prompts, question, view
        self._sources = {source.number: source for source in sources}
        self._errand, self._told = errand, told
        self.held: list[Claim] = []
        self.rejected: list[Rejected] = []

    def round(self, prompt: str, **values: str) -> Unwritten | None:
        """One request; the reason if it failed. Afterwards `rejected` is what did not hold in this round."""
        self.rejected = []
        passages = [as_read(source) for source in self._sources.values()]
        question = visible(self._question.text)
        mark = mark_for([question, *passages, *values.values()])
        filled = self._prompts.fill(
            prompt,
            language=language_name(self._question.language),
            mark=mark,
            most=str(MOST_CLAIMS),
            question=question,
            passages=between(mark, passages),
            **values,
        )
        try:
            pieces = self._model.stream(filled, SCHEMA, self._errand.spent, self._errand.until)
            for draft in drafts(pieces):
                self._take(draft)
                if time.monotonic() >= self._errand.until:
                    return "slow"
        except ModelFailed as failed:
            return failed.reason
        return None

    def _take(self, draft: Draft) -> None:
        language = self._question.language
        try:
            result = check(draft, self._sources, language, self._view, self._errand.fit)
        except Exception as error:  # a slip of ours costs a claim, not the answer
            _log.error("A claim cannot be checked: %s", where(error))
            return
        if isinstance(result, Rejected):
            self.rejected.append(result)
            return
        if len(self.held) < MOST_DRAFTS and plain_words(result.text) not in {
            plain_words(claim.text) for claim in self.held
        }:
            self.held.append(replace(result, translation=self._translation(result, draft)))
            self._told(tuple(self.held))

    def _translation(self, claim: Claim, draft: Draft) -> str | None:
        languages = {source.article.id: source.article.language for source in self._sources.values()}
        return along(claim, draft, languages, self._question.language, self._errand.fit)
