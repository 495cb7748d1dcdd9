"""Tables and pictures of what benchmarks/scale.py measured."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["draw", "table"]

KINDS = ("passages", "statements", "topic", "who", "dated")
SECONDS = ("open", "open, processor", "add one", "until it answers", "writing", "deriving")
FILES = ("database", "vectors", "words", "speakers")
MB = 1e6


def table(results: list[dict[str, Any]]) -> str:
    ours = [result for result in results if "peer" not in result]
    peers = [result for result in results if "peer" in result]
    parts = [
        "Milliseconds without the model: median / p95 / processor",
        _lines(ours, KINDS, lambda r, kind: _times(r[kind])),
        _lines(ours, ("vectors alone", "words alone"), lambda r, kind: _times(r[kind])),
        "Seconds",
        _lines(ours, SECONDS, lambda r, name: f"{r[name]:.3f}"),
        "Megabytes in memory, and on the disk",
        _lines(ours, ("own", "mapped"), lambda r, name: f"{r['memory'][name] / MB:.1f}"),
        _lines(ours, FILES, lambda r, name: f"{r['disk'][name] / MB:.1f}"),
    ]
    if peers:
        columns = ("peer", "search, ms", "open, s", "deriving, s", "memory, MB", "disk, MB")
        parts += ["Peers", _lines(peers, columns, _of_peer)]
    return "\n".join(parts)


def _lines(results: list[dict[str, Any]], columns: tuple[str, ...], cell: Callable[[dict[str, Any], str], str]) -> str:
    lines = [f"{'paragraphs':>10} " + "".join(f"{column:>25}" for column in columns)]
    lines += [f"{r['paragraphs']:10} " + "".join(f"{cell(r, column):>25}" for column in columns) for r in results]
    return "\n".join([*lines, ""])


def _of_peer(result: dict[str, Any], column: str) -> str:
    if column == "search, ms":
        return _times(result["search"])
    name, _, unit = column.partition(", ")
    return str(result[name]) if not unit else f"{result[name] / (MB if unit == 'MB' else 1):.1f}"


def _times(times: dict[str, float]) -> str:
    return f"{times['median']:.1f} / {times['p95']:.1f} / {times['processor']:.1f}"


def draw(results: list[dict[str, Any]], folder: Path) -> None:
    """scale-questions.png: milliseconds; scale-space.png: megabytes and seconds."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    ours = [result for result in results if "peer" not in result]
    sizes = [result["paragraphs"] for result in ours]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    for kind in KINDS:
        (line,) = left.plot(sizes, [r[kind]["median"] for r in ours], marker="o", label=kind)
        left.plot(sizes, [r[kind]["p95"] for r in ours], linestyle=":", color=line.get_color())
    _axes(left, "A whole question, without the model's time\n(line: median, dotted: p95)", "ms")
    right.plot(sizes, [r["vectors alone"]["processor"] for r in ours], marker="o", label="Wortlaut: vectors")
    right.plot(sizes, [r["words alone"]["processor"] for r in ours], marker="o", label="Wortlaut: words")
    for name in dict.fromkeys(r["peer"] for r in results if "peer" in r):
        mine = [r for r in results if r.get("peer") == name]
        right.plot(
            [r["paragraphs"] for r in mine],
            [r["search"]["processor"] for r in mine],
            marker="s",
            linestyle="--",
            label=name,
        )
    _axes(right, "Finding ten paragraphs, processor time", "ms")
    figure.savefig(folder / "scale-questions.png", dpi=110)
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    for name in FILES:
        left.plot(sizes, [r["disk"][name] / MB or float("nan") for r in ours], marker="o", label=f"disk: {name}")
    for name in ("own", "mapped"):
        left.plot(
            sizes, [max(r["memory"][name], 1e5) / MB for r in ours], marker="^", linestyle="--", label=f"memory: {name}"
        )
    _axes(left, "Disk and memory", "MB")
    for name in SECONDS:
        right.plot(sizes, [r[name] for r in ours], marker="o", label=name)
    _axes(right, "Opening, adding an article, making the whole", "s")
    figure.savefig(folder / "scale-space.png", dpi=110)


def _axes(axes: Any, title: str, unit: str) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_title(title, fontsize=10)
    axes.set_xlabel("paragraphs")
    axes.set_ylabel(unit)
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
