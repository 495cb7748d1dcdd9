"""Figures of results that are written by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation.figures import figures, refused_below
from bot.evaluation.plot import check_plot, plot
from bot.evaluation.report import as_expected, rows, whole
from bot.evaluation.results import Result
from retrieval.errors import SettingsError

GOOD = Result(
    id="1",
    question="Q?",
    language="de",
    intent="passages",
    outcome="answered",
    answerable=True,
    ranks=(1,),
    cited=True,
    shown=True,
    score=0.8,
    milliseconds=10,
    differences=None,
)
LATE = replace(GOOD, ranks=(4, None), cited=False, shown=False, score=0.6, milliseconds=30)
LOST = replace(GOOD, outcome="not_found", ranks=(None,), cited=False, shown=None, score=0.2, milliseconds=20)
RIGHTLY = replace(LOST, answerable=False, ranks=(), cited=None, score=0.1)
FOOLED = replace(RIGHTLY, outcome="answered", score=0.7, language="en")
UNKNOWN = replace(GOOD, answerable=None, ranks=(), cited=None, shown=None, outcome="mentioned")


def test_recall_counts_places_and_the_reciprocal_rank_the_first_of_them() -> None:
    found = figures([GOOD, LATE, LOST, RIGHTLY, UNKNOWN])

    assert found.recall == pytest.approx({1: 1 / 3, 5: 0.5, 10: 0.5})
    assert found.mrr == pytest.approx((1 + 1 / 4 + 0) / 3)
    assert (found.cited, found.shown) == (pytest.approx(1 / 3), 0.5)


def test_refusals_are_counted_both_ways() -> None:
    found = figures([GOOD, LATE, LOST, RIGHTLY, RIGHTLY, FOOLED, UNKNOWN])

    assert (found.questions, found.answerable, found.unanswerable) == (7, 3, 3)
    assert found.refusal_precision == pytest.approx(2 / 3)  # of three refusals of known kind, two were right
    assert found.refusal_recall == pytest.approx(2 / 3)
    assert found.wrongly == pytest.approx(1 / 3)


def test_what_cannot_be_measured_is_no_figure() -> None:
    without, nothing = figures([GOOD, LOST]), figures([])

    assert (without.refusal_precision, without.refusal_recall, without.wrongly) == (None, None, 0.5)
    assert (nothing.recall, nothing.mrr, nothing.p50) == ({1: None, 5: None, 10: None}, None, 0.0)


def test_percentiles_are_times_that_were_measured() -> None:
    times = [replace(GOOD, milliseconds=n) for n in range(100, 0, -1)]

    assert (figures(times).p50, figures(times).p95) == (50, 95)


def test_a_column_for_each_language_where_there_are_several() -> None:
    headings, lines = rows([GOOD, FOOLED, LATE])
    table = {name: values for name, *values in lines}

    assert headings == ("", "all", "de", "en")
    assert table["questions"] == ["3", "2", "1"]
    assert table["recall@1"] == ["0.500", "0.500", ""]
    assert table["refusals: recall"] == ["0.000", "", "0.000"]
    assert rows([GOOD])[0] == ("", "all")
    assert "refusals: recall" not in [name for name, *_ in rows([GOOD])[1]]


def test_the_object_holds_the_figures_and_every_result() -> None:
    held = whole([replace(GOOD, differences=()), replace(LOST, differences=("outcome",)), UNKNOWN])

    assert held["recall"] == {"1": 0.5, "5": 0.5, "10": 0.5}
    assert held["refusal"] == {"precision": None, "recall": None, "wrongly": 0.5}
    assert (held["as_expected"], held["expecting"], list(held["languages"])) == (1, 2, ["de"])
    assert [one["ranks"] for one in held["results"]] == [(1,), (None,), ()]
    assert as_expected([GOOD]) == (0, 0)
    assert whole([GOOD])["as_expected"] is None


def test_a_threshold_refuses_those_whose_best_passage_is_worse() -> None:
    below = refused_below([GOOD, LATE, LOST])

    assert [below(threshold) for threshold in (0, 0.2, 0.7, 1)] == pytest.approx([0, 0, 2 / 3, 1])


@pytest.mark.parametrize("results", [[GOOD, LATE, LOST, RIGHTLY, FOOLED], [GOOD], [RIGHTLY], [UNKNOWN]])
@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_a_picture_is_drawn_of_any_results(tmp_path: Path, results: list[Result], suffix: str) -> None:
    file = tmp_path / f"figures{suffix}"
    check_plot(file)
    plot(results, "questions.jsonl", file)

    assert file.read_bytes().startswith(b"\x89PNG" if suffix == ".png" else b"<?xml")


@pytest.mark.parametrize("name", ["figures", "figures.jpg", "nowhere/figures.png"])
def test_a_picture_that_cannot_be_drawn_is_told_before_anything_is_asked(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError):
        check_plot(tmp_path / name)
