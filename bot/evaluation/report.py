"""Figures as a table, and with every result as one JSON object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bot.evaluation.figures import DEPTH, Figures, figures
from bot.evaluation.results import Result
from bot.evaluation.support import SupportFigures, support_figures

__all__ = ["FEW", "as_expected", "by_language", "rows", "whole"]


FEW = 0.05
"""Of the questions, fewer than which get no column, such as one that was taken for another language."""


def by_language(results: Sequence[Result], least: float = 0.0) -> dict[str, list[Result]]:
    """The most frequent language first; only those that at least that part of the questions are in."""
    groups: dict[str, list[Result]] = {}
    for one in results:
        groups.setdefault(one.language, []).append(one)
    kept = [(code, group) for code, group in groups.items() if len(group) >= least * len(results)]
    return dict(sorted(kept, key=lambda item: (-len(item[1]), item[0])))


def rows(results: Sequence[Result]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and rows: a column for all questions, and one for each language where there are several. A line without
    a figure in it is left out."""
    groups = by_language(results, FEW)
    columns = {"all": results} | (groups if len(groups) > 1 else {})
    lines = zip(*([*_lines(figures(of)), *_judged(_support(of))] for of in columns.values()), strict=True)
    found = [(line[0][0], *(value for _, value in line)) for line in lines]
    return ("", *columns), [row for row in found if any(row[1:])]


def _lines(f: Figures) -> list[tuple[str, str]]:
    return [
        ("questions", str(f.questions)),
        ("with an answer", str(f.answerable or "")),
        ("without an answer", str(f.unanswerable or "")),
        *((f"recall@{k}", _share(value)) for k, value in f.recall.items()),
        (f"mean reciprocal rank ({DEPTH})", _share(f.mrr)),
        ("right passage cited", _share(f.cited)),
        ("reference answer shown", _share(f.shown)),
        ("refused, though there is an answer", _share(f.wrongly)),
        ("refusals: precision", _share(f.refusal_precision)),
        ("refusals: recall", _share(f.refusal_recall)),
        ("milliseconds, median", f"{f.p50:.1f}"),
        ("milliseconds, 95 in 100", f"{f.p95:.1f}"),
    ]


def _judged(f: SupportFigures) -> list[tuple[str, str]]:
    return [
        ("claims judged", str(f.claims or "")),
        ("citation recall", _share(f.recall)),
        ("citation precision", _share(f.precision)),
        ("claims not judged", str(f.unjudged or "")),
    ]


def _support(results: Sequence[Result]) -> SupportFigures:
    return support_figures([one.support for one in results])


def as_expected(results: Sequence[Result]) -> tuple[int, int]:
    """How many answers are as expected, of those that something was expected of."""
    held = [one for one in results if one.differences is not None]
    return sum(not one.differences for one in held), len(held)


def whole(results: Sequence[Result], judged_by: str | None = None) -> dict[str, Any]:
    """`judged_by`: who said whether claims are supported; without it there are no figures about that."""
    right, expecting = as_expected(results)

    def of(some: Sequence[Result]) -> dict[str, Any]:
        judged = {"citations": {**_support(some).as_json(), "judged_by": judged_by}} if judged_by else {}
        return figures(some).as_json() | judged

    return {
        **of(results),
        "as_expected": right if expecting else None,
        "expecting": expecting,
        "languages": {code: of(group) for code, group in by_language(results).items()},
        "results": [asdict(one) for one in results],
    }


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
