"""`wortlaut doctor`: checks the data directory, the model and the settings, and says what to do."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Callable, Iterator

from bot import __version__
from bot.settings import Settings
from bot.state import State
from retrieval.embedding import DEFAULT, load
from retrieval.errors import WortlautError
from retrieval.library import Library

__all__ = ["examine"]

Finding = tuple[bool, str]


def examine(settings: Settings, tell: Callable[[str], None]) -> int:
    """Tells a line for each check; returns 0 if all is well, else 1. Changes nothing but what a start would."""
    findings = [finding for check in (_system, _data, _model, _library, _telegram) for finding in check(settings)]
    for fine, line in findings:
        tell(f"{'ok     ' if fine else 'PROBLEM'} {line}")
    return 0 if all(fine for fine, _ in findings) else 1


def _system(_: Settings) -> Iterator[Finding]:
    yield (
        True,
        f"Wortlaut {__version__}, Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores",
    )


def _data(settings: Settings) -> Iterator[Finding]:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data):
            pass
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield (
            False,
            f"data directory {settings.data} cannot be written to ({reason}). Set another one with WORTLAUT_DATA.",
        )
        return
    yield True, f"data directory {settings.data}"


def _model(settings: Settings) -> Iterator[Finding]:
    try:
        embedder = load(settings.embedder)
        vector = embedder.embed_query("Was sagte sie?")
    except WortlautError as error:
        yield False, f"embedding model: {error}"
        return
    yield True, f"embedding model {embedder.name or DEFAULT}, {len(vector)} dimensions"
    if settings.llm:
        yield False, "WORTLAUT_LLM is set, but answers by a language model are not there yet; answers go without it."


def _library(settings: Settings) -> Iterator[Finding]:
    try:
        with Library.open(settings.data, load(settings.embedder)) as library:
            problems = library.check()
            articles = library.snapshot().article_list()
    except WortlautError as error:
        yield False, f"library: {error}"
        return
    for problem in problems:
        yield False, f"library: {problem}"
    if not articles:
        yield False, "library: no articles. Add some with: wortlaut ingest PATH"
    elif not problems:
        statements = sum(article.statements for article in articles)
        plural = "" if len(articles) == 1 else "s"
        yield True, f"library: {len(articles)} article{plural}, {statements} statements"


def _telegram(settings: Settings) -> Iterator[Finding]:
    if settings.telegram_token is None:
        yield True, "Telegram: not set up (WORTLAUT_TELEGRAM_TOKEN; README.md says how)"
    elif settings.telegram_allow is None:
        yield True, "Telegram: a token is set; open to everybody (WORTLAUT_TELEGRAM_ALLOW=*)"
    elif not settings.telegram_allow:
        yield from _people(settings)
    else:
        yield True, f"Telegram: a token is set; {len(settings.telegram_allow)} may ask without an invitation"


def _people(settings: Settings) -> Iterator[Finding]:
    if not (settings.data / "bot.db").exists():
        yield True, "Telegram: a token is set; wortlaut telegram prints a link that makes you the bot's owner"
        return
    try:
        with State.open(settings.data) as state:
            people, owned = len(state.people.all()), state.people.has_owner()
    except WortlautError as error:
        yield False, f"Telegram: {error}"
        return
    if owned:
        yield True, f"Telegram: a token is set; {people} may ask"
    else:
        yield True, "Telegram: a token is set; wortlaut telegram prints a link that makes you the bot's owner"
