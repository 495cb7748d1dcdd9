"""Pieces of an article as styled text: what is said marked in what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.telegram.rich import Rich, Run, Style, rich
from retrieval.articles import Span, merged

__all__ = ["joined", "marked", "on_one_line", "short"]

_OMISSION = " […] "
_LINE_BREAKS = re.compile("[ \t]*[\r\n\x0b\x0c\x85\u2028\u2029]+[ \t]*")


def joined(parts: Iterable[Rich], between: str = _OMISSION, *styles: Style) -> Rich:
    whole: Rich = ()
    for part in parts:
        whole = (*whole, *rich(between, *styles), *part) if whole else part
    return whole


def marked(whole: str, window: Span, spans: Iterable[Span], mark: tuple[Style, ...], *styles: Style) -> Rich:
    """The window of a text, the spans in it marked."""
    runs: list[Rich] = []
    at = window.start
    for span in merged(span for span in spans if span.overlaps(window)):
        start, end = max(span.start, at), min(span.end, window.end)
        runs += [rich(whole[at:start], *styles), rich(whole[start:end], *styles, *mark)]
        at = end
    runs.append(rich(whole[at : window.end], *styles))
    return tuple(run for part in runs for run in part)


def on_one_line(text: Rich) -> Rich:
    """A sentence that plain text wraps is one line on a telephone; its passage shows it as it stands."""
    return tuple(Run(_LINE_BREAKS.sub(" ", run.text), run.styles) for run in text)


def short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
