"""Figures as a picture, with matplotlib, which is installed only by those who want pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evaluation.figures import AT, figures, refused_below
from bot.evaluation.report import FEW, by_language
from bot.evaluation.results import Result
from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FORMATS", "check_plot", "plot"]

FORMATS = (".png", ".svg", ".pdf")
_STEPS = 200


def check_plot(file: Path) -> None:
    """Raises SettingsError where a picture cannot be drawn, before hundreds of questions are asked for it."""
    if file.suffix.lower() not in FORMATS:
        raise SettingsError(f"{file} is no name for a picture. End it with one of {', '.join(FORMATS)}.")
    if not file.absolute().parent.is_dir():
        raise SettingsError(f"{file.parent} is no folder to put a picture in. Make it first.")
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise SettingsError("--plot needs matplotlib. Install it with: pip install 'wortlaut[plot]'") from None


def plot(results: Sequence[Result], title: str, file: Path) -> None:
    """Draws recall by number of passages, and refusals by a threshold on the best passage's score."""
    from matplotlib.figure import Figure

    drawn = Figure(figsize=(10, 4.2), layout="constrained")
    drawn.suptitle(title)
    recall, refusals = drawn.subplots(1, 2)
    _draw_recall(recall, results)
    _draw_refusals(refusals, results)
    drawn.savefig(file, dpi=150)


def _draw_recall(axes: Axes, results: Sequence[Result]) -> None:
    groups = by_language([one for one in results if one.answerable and one.ranks], FEW)
    width = 0.8 / max(len(groups), 1)
    for number, (language, group) in enumerate(groups.items()):
        values = [value or 0.0 for value in figures(group).recall.values()]
        places = [index + (number - (len(groups) - 1) / 2) * width for index in range(len(AT))]
        bars = axes.bar(places, values, width, label=f"questions in {language}")
        axes.bar_label(bars, fmt="%.2f", padding=2, fontsize=8)
    axes.set_xticks(range(len(AT)), [f"first {k}" if k > 1 else "first" for k in AT])
    axes.set_ylim(0, 1.2)
    axes.set_xlabel("ranked passages")
    axes.set_ylabel("recall")
    if groups:
        axes.legend(loc="upper left", ncols=len(groups), fontsize=8)


def _draw_refusals(axes: Axes, results: Sequence[Result]) -> None:
    """A curve each for questions with and without an answer; a dotted line where the answers themselves refused."""
    kinds = {"with an answer": True, "without an answer": False}
    thresholds = [step / _STEPS for step in range(_STEPS + 1)]
    for label, answerable in kinds.items():
        group = [one for one in results if one.answerable is answerable]
        if not group:
            continue
        below = refused_below(group)
        (line,) = axes.plot(thresholds, [below(threshold) for threshold in thresholds], label=label)
        now = sum(one.refused for one in group) / len(group)
        axes.axhline(now, color=line.get_color(), linestyle=":", label=f"refused by the answers: {now:.2f}")
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.02, 1.08)
    axes.set_xlabel("threshold on the score of the best passage")
    axes.set_ylabel("part refused")
    if axes.has_data():
        axes.legend(loc="lower right", fontsize=8)
