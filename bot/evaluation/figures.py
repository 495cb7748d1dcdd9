"""Figures of many Results: how well passages are found, how well it refuses, how long it takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.results import Result

__all__ = ["AT", "DEPTH", "Figures", "figures", "refused_below"]

AT = (1, 5, 10)
"""How many passages recall is measured among."""
DEPTH = max(AT)
"""Ranked passages that are looked at; a place beyond them counts nothing for the mean reciprocal rank."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares are None where there is nothing to take them of.

    `recall` and `mrr` are over the questions with an answer whose place is known, `cited` over the same, `shown` over
    those with a reference answer. Of the refusals, `precision` is the part that was right, `refusal_recall` the part of
    the questions without an answer that was refused, `wrongly` the part of those with one.
    """

    questions: int
    answerable: int
    unanswerable: int
    recall: dict[int, float | None]
    mrr: float | None
    cited: float | None
    shown: float | None
    refusal_precision: float | None
    refusal_recall: float | None
    wrongly: float | None
    p50: float
    p95: float

    def as_json(self) -> dict[str, Any]:
        return {
            "questions": self.questions,
            "answerable": self.answerable,
            "unanswerable": self.unanswerable,
            "recall": {str(k): _rounded(value) for k, value in self.recall.items()},
            "mrr": _rounded(self.mrr),
            "cited": _rounded(self.cited),
            "shown": _rounded(self.shown),
            "refusal": {
                "precision": _rounded(self.refusal_precision),
                "recall": _rounded(self.refusal_recall),
                "wrongly": _rounded(self.wrongly),
            },
            "milliseconds": {"p50": round(self.p50, 1), "p95": round(self.p95, 1)},
        }


def figures(results: Sequence[Result]) -> Figures:
    placed = [one for one in results if one.answerable and one.ranks]
    answerable = [one for one in results if one.answerable]
    unanswerable = [one for one in results if one.answerable is False]
    refused = [one for one in results if one.refused and one.answerable is not None]
    return Figures(
        questions=len(results),
        answerable=len(answerable),
        unanswerable=len(unanswerable),
        recall={k: _mean(one.recall(k) for one in placed) for k in AT},
        mrr=_mean(one.reciprocal_rank for one in placed),
        cited=_mean(bool(one.cited) for one in placed),
        shown=_mean(one.shown for one in answerable if one.shown is not None),
        refusal_precision=_mean(one.answerable is False for one in refused) if unanswerable else None,
        refusal_recall=_mean(one.refused for one in unanswerable),
        wrongly=_mean(one.refused for one in answerable),
        p50=_percentile(results, 0.50),
        p95=_percentile(results, 0.95),
    )


def refused_below(results: Sequence[Result]) -> Callable[[float], float]:
    """Which part of these questions would be refused, were it only for a threshold on the score of the best passage."""
    scores = [one.score for one in results]
    return lambda threshold: sum(score < threshold for score in scores) / len(scores)


def _mean(values: Iterable[float]) -> float | None:
    held = list(values)
    return sum(held) / len(held) if held else None


def _percentile(results: Sequence[Result], part: float) -> float:
    """By nearest rank: a time that was measured."""
    times = sorted(one.milliseconds for one in results)
    return times[math.ceil(part * len(times)) - 1] if times else 0.0


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
