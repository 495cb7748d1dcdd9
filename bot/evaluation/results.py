"""Result: what became of one question."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.answer import Answer
from bot.conversation import Conversation
from bot.evaluation.cases import Case
from bot.evaluation.judging import Judge
from bot.evaluation.questions import differences
from bot.evaluation.support import Support, support
from retrieval.progress import Progress, quiet

__all__ = ["Asks", "Result", "ask_all"]


class Asks(Protocol):
    """What is needed of an Assistant."""

    def ask(self, question: str, conversation: Conversation = ...) -> tuple[Answer, Conversation]: ...


@dataclass(frozen=True, slots=True)
class Result:
    """`ranks` has, for each gold place, where it stands among the ranked passages (from 1), None where it does not.

    `cited`: whether one of those places is; `shown`: whether a reference answer stands, letter for letter, in what the
    answer says; each None where nothing is known to compare with. `score` is that of the best passage. `differences`
    is None where nothing was expected of the answer. `support` is None where nobody judges, or nothing is claimed.
    """

    id: str
    question: str
    language: str
    intent: str
    outcome: str
    answerable: bool | None
    ranks: tuple[int | None, ...]
    cited: bool | None
    shown: bool | None
    score: float
    milliseconds: float
    differences: tuple[str, ...] | None
    support: Support | None = None

    @property
    def refused(self) -> bool:
        return self.outcome != "answered"

    def recall(self, k: int) -> float:
        """Which part of the gold places is among the first `k` passages."""
        return sum(rank is not None and rank <= k for rank in self.ranks) / len(self.ranks)

    @property
    def reciprocal_rank(self) -> float:
        return 1 / min((rank for rank in self.ranks if rank), default=float("inf"))


def ask_all(
    assistant: Asks, cases: Sequence[Case], progress: Progress = quiet, judge: Judge | None = None
) -> Iterator[Result]:
    """Asks each in a conversation of its own; `judge` says whether what is cited supports what is claimed. Raises what
    the assistant raises."""
    for done, case in enumerate(cases, 1):
        yield _result(assistant, case, judge)
        progress("Asking", done, len(cases))


def _result(assistant: Asks, case: Case, judge: Judge | None) -> Result:
    conversation = Conversation()
    for before in case.before:
        _, conversation = assistant.ask(before, conversation)
    start = time.perf_counter()
    answer, _ = assistant.ask(case.question, conversation)
    milliseconds = (time.perf_counter() - start) * 1000
    ranked = [passage.paragraph for passage in answer.passages]
    cited = [citation.paragraph for claim in answer.claims for citation in claim.citations]
    return Result(
        id=case.id,
        question=case.question,
        language=answer.question.language,
        intent=answer.question.intent,
        outcome=answer.outcome,
        answerable=case.answerable,
        ranks=tuple(
            next((rank for rank, paragraph in enumerate(ranked, 1) if gold.matches(paragraph)), None)
            for gold in case.gold
        ),
        cited=any(gold.matches(paragraph) for gold in case.gold for paragraph in cited) if case.gold else None,
        shown=any(reference in claim.text for reference in case.answers for claim in answer.claims)
        if case.answers
        else None,
        score=answer.passages[0].score if answer.passages else 0.0,
        milliseconds=round(milliseconds, 2),
        differences=tuple(differences(answer, case.expected)) if case.expected else None,
        support=support(answer, judge) if judge else None,
    )
