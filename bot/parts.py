"""Builds the parts, once, from the settings: the embedder, the library, the searcher, the assistant."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.assistant import PASSAGES, Assistant
from bot.language_model import ChatModel
from bot.settings import Settings
from prompts import Prompts
from retrieval.embedding import Embedder, load
from retrieval.library import Library
from retrieval.progress import Progress, quiet
from retrieval.search import Searcher

if TYPE_CHECKING:
    from bot.writing import Writer

__all__ = ["Parts", "opened", "warmed"]


@dataclass(frozen=True, slots=True)
class Parts:
    embedder: Embedder
    library: Library
    searcher: Searcher
    assistant: Assistant


@contextmanager
def opened(
    settings: Settings,
    *,
    passages: int = PASSAGES,
    progress: Progress = quiet,
    any_model: bool = False,
    asked: bool = True,
) -> Iterator[Parts]:
    """The parts, with the library open. `asked`: whether it is to be asked questions; else no language model is looked
    at, and nothing about one can be wrong. Raises SettingsError, LibraryError, OtherModel, EmbeddingError."""
    writer = _writer(settings) if asked else None  # first: a library may take a while to open
    embedder = load(settings.embedder)
    with Library.open(
        settings.data, embedder, progress=progress, any_model=any_model, tokens=settings.tokens
    ) as library:
        searcher = Searcher(library, embedder)
        yield Parts(embedder, library, searcher, Assistant(searcher, passages, writer=writer))


def _writer(settings: Settings) -> Writer | None:
    """What writes answers, where a language model is set. Raises SettingsError."""
    model = ChatModel.from_settings(settings)
    if model is None:
        return None
    from bot.writing import Writer

    return Writer(model, Prompts(settings.prompts), settings.llm_timeout)


def warmed(parts: Parts) -> threading.Thread:
    """Loads the model and the first snapshot in the background, so that the first question finds them ready; then
    brings up to date what an older version has read.

    What goes wrong shows when a question is asked. The process waits for it at its end: ended in the middle of loading
    native libraries it would abort.
    """

    def work() -> None:
        with suppress(Exception):  # even that the library was closed meanwhile
            warm = getattr(parts.embedder, "warm", None)
            if warm:
                warm()
            parts.searcher.view()
            parts.library.bring_up_to_date()

    thread = threading.Thread(target=work, name="wortlaut-warm")
    thread.start()
    return thread
