"""Asks the questions of a file: of the user's library, or of a temporary one that is made of the file's paragraphs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bot.evaluation.cases import Case
from bot.evaluation.figures import DEPTH
from bot.evaluation.judging import Judge
from bot.evaluation.results import Result, ask_all
from bot.evaluation.squad import Squad
from bot.parts import Parts, opened
from bot.settings import Settings
from retrieval.articles import Article
from retrieval.progress import Progress, quiet

__all__ = ["Judging", "ask_library", "ask_squad"]

Judging = Callable[[Parts], Judge | None]
"""Makes the judge of what a library answers: nobody, where it gives None."""


def _nobody(_: Parts) -> None:
    return None


def ask_library(
    settings: Settings, cases: Sequence[Case], progress: Progress = quiet, judging: Judging = _nobody
) -> list[Result]:
    """Raises LibraryEmpty and what opening a library raises."""
    with opened(settings, passages=DEPTH, progress=progress) as parts:
        return _asked(parts, cases, progress, judging)


def ask_squad(
    settings: Settings,
    squad: Squad,
    progress: Progress = quiet,
    judging: Judging = _nobody,
    *,
    held_out: bool = False,
) -> list[Result]:
    """Asks a library that holds the file's paragraphs and nothing else; with `held_out` each question once more of the
    half of them that has nothing to do with it, where it has no answer."""
    results = _asked_of(squad.articles, squad.cases, settings, progress, judging)
    if held_out:
        for articles, cases in squad.held_out():
            results += _asked_of(articles, cases, settings, progress, judging)
    return results


def _asked_of(
    articles: Sequence[Article], cases: Sequence[Case], settings: Settings, progress: Progress, judging: Judging
) -> list[Result]:
    if not articles or not cases:
        return []
    with (
        tempfile.TemporaryDirectory(prefix="wortlaut-eval-", ignore_cleanup_errors=True) as folder,
        opened(replace(settings, data=Path(folder)), passages=DEPTH, progress=progress) as parts,
    ):
        for done, _ in enumerate(parts.library.add(articles), 1):
            progress("Reading articles", done, len(articles))
        return _asked(parts, cases, progress, judging)


def _asked(parts: Parts, cases: Sequence[Case], progress: Progress, judging: Judging) -> list[Result]:
    for case in cases[:1]:
        parts.assistant.ask(case.question)  # the first question loads the model, which is nobody's latency
    return list(ask_all(parts.assistant, cases, progress, judging(parts)))
