"""The REPL: questions one after another, with what was asked before in mind. Piped input is answered line by line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console import progress_bars
from bot.growing import growing
from bot.parts import Parts, opened, warmed
from bot.render import Piece, terminal
from bot.session import COMMANDS, Session
from bot.settings import Settings

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completion
    from prompt_toolkit.document import Document

__all__ = ["run"]


def run(settings: Settings, paths: Sequence[Path] = ()) -> int:
    """Adds the articles of `paths`, then answers until the input ends. Raises WortlautError at the start."""
    with ExitStack() as stack:
        with progress_bars() as progress:
            parts = stack.enter_context(opened(settings, progress=progress))
            if paths:
                _add(parts, paths)
        return _interactive(parts, settings) if sys.stdin.isatty() else _piped(parts)


def _add(parts: Parts, paths: Sequence[Path]) -> None:
    from bot.commands import add_all
    from bot.ingest import Report

    parts.library.bring_up_to_date()
    report = Report()
    add_all(parts.library, list(paths), report, told=False)
    if any(change.what != "unchanged" for change in report.changes):
        parts.library.catch_up()


def _piped(parts: Parts) -> int:
    between = ""

    def show(written: Iterable[Piece]) -> None:
        nonlocal between
        sys.stdout.write(between + "".join(piece.text for piece in written))
        sys.stdout.flush()
        between = ""

    session = Session(parts, show)
    for number, line in enumerate(sys.stdin):
        between = "\n" if number else ""  # an empty line between two answers
        if not session.enter(line):
            break
    return 0


def _interactive(parts: Parts, settings: Settings) -> int:
    from rich.console import Console

    console = Console(highlight=False)

    def show(written: Iterable[Piece]) -> None:
        console.print(terminal(written), end="")

    warmed(parts)
    grows = settings.llm is not None and not console.is_dumb_terminal
    session = Session(parts, show, (lambda: growing(console)) if grows else None)
    prompt = _prompt(parts, settings)
    count = len(parts.library.ids_below(""))  # a snapshot would open the indexes, which the prompt need not wait for
    console.print(f"Wortlaut, {count} article{'' if count == 1 else 's'}. /help says what there is; Ctrl-D leaves.")
    while True:
        try:
            line = prompt.prompt("» ")
        except KeyboardInterrupt:
            continue  # Ctrl-C clears the line
        except EOFError:
            return 0
        try:
            if not session.enter(line):
                return 0
        except KeyboardInterrupt:
            console.print("Stopped.")


def _prompt(parts: Parts, settings: Settings) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory

    class Names(Completer):
        """Commands at the beginning of a line, names of speakers anywhere."""

        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
            before = document.text_before_cursor
            if before.startswith("/"):
                yield from (Completion(c, -len(before)) for c in COMMANDS if c.startswith(before))
                return
            word = document.get_word_before_cursor(WORD=True)
            if len(word) < 2:
                return
            for speaker in parts.searcher.view(wait=0).speakers.beginning(word):
                yield Completion(speaker.name, -len(word))

    file = settings.data / "repl_history"
    # A library that may only be read answers all the same.
    history: History = FileHistory(str(file)) if os.access(settings.data, os.W_OK) else InMemoryHistory()
    return PromptSession(history=history, completer=Names(), complete_while_typing=False)
