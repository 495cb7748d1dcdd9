"""The REPL: questions one after another, with what was asked before in mind. Piped input is answered line by line."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answer import Answer
from bot.console import progress_bars, table
from bot.conversation import Conversation
from bot.explain import explained
from bot.growing import Growing, growing
from bot.parts import Parts, opened, warmed
from bot.render import SHOWN, Piece, numbered, passage_pieces, pieces, terminal
from bot.settings import Settings
from retrieval.errors import WortlautError
from retrieval.search import Found

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completion
    from prompt_toolkit.document import Document

__all__ = ["Session", "run"]

HELP = """\
Ask in English or German: "What did Baerbock say?", "Who said that …?", "And Rutte?".
  /more        the next claims of a long answer
  /passage N   the whole passage of citation [N]
  /verbatim    the last answer in the articles' words alone, without a language model
  /explain     how the last question was understood, and why these passages
  /articles    the articles
  /speakers    who is quoted
  /new         forget what was asked before
  /help        this
  /quit        leave (or Ctrl-D)"""

COMMANDS = ("/articles", "/explain", "/help", "/more", "/new", "/passage", "/quit", "/speakers", "/verbatim")


class Session:
    """What a line of input does; knows no terminal. `show` prints pieces; `growing`, where there is one, begins an
    answer that is shown while it is written."""

    def __init__(
        self,
        parts: Parts,
        show: Callable[[Iterable[Piece]], None],
        growing: Callable[[], AbstractContextManager[Growing]] | None = None,
    ) -> None:
        self._parts = parts
        self._show = show
        self._growing = growing
        self._before = self._conversation = Conversation()
        self._last: Answer | None = None
        self._shown = 0
        self._explanation: list[str] = []

    def enter(self, line: str) -> bool:
        """Answers a question or carries out a command; False when it was to leave."""
        line = line.strip()
        if not line:
            return True
        if line in ("/quit", "/exit", "quit", "exit"):
            return False
        try:
            if line.startswith("/"):
                self._command(*line[1:].split(maxsplit=1))
            else:
                self._ask(line)
        except WortlautError as error:
            self._say(str(error))
        return True

    def _ask(self, question: str) -> None:
        if self._growing is None:
            answer, found = self._parts.assistant.explain(question, self._conversation)
            self._keep(answer, found)
            self._show(pieces(answer))
            return
        with self._growing() as shown:
            answer, found = self._parts.assistant.explain(question, self._conversation, shown.told)
            self._keep(answer, found)
            shown.done(answer)

    def _keep(self, answer: Answer, found: Sequence[Found]) -> None:
        self._before, self._conversation = self._conversation, self._conversation.after(answer.resolved)
        self._last, self._explanation = answer, explained(answer, found)
        self._shown = SHOWN

    def _command(self, name: str = "", argument: str = "") -> None:
        if name == "passage":
            self._passage(argument)
        elif name == "more":
            self._more()
        elif name == "verbatim":
            self._verbatim()
        elif name == "explain":
            self._say("\n".join(self._explanation) or "Ask something first.")
        elif name == "articles":
            self._articles()
        elif name == "speakers":
            self._speakers()
        elif name == "new":
            self._conversation, self._last = Conversation(), None
            self._say("Starting anew.")
        elif name == "help":
            self._say(HELP)
        else:
            self._say(f"There is no command /{name}. /help lists them.")

    def _passage(self, argument: str) -> None:
        numbers = numbered(self._last).values() if self._last else ()
        if not argument.isdecimal() or int(argument) not in numbers or self._last is None:
            known = f"1 to {len(numbers)}" if numbers else "none in the last answer"
            self._say(f"Which citation? Write /passage and its number ({known}).")
            return
        self._show(passage_pieces(self._last, int(argument)))

    def _verbatim(self) -> None:
        if self._last is None:
            self._say("Ask something first.")
            return
        text = self._last.question.text
        self._last, found = self._parts.assistant.explain(text, self._before, written=False)
        self._explanation, self._shown = explained(self._last, found), SHOWN
        self._show(pieces(self._last))

    def _more(self) -> None:
        if self._last is None or self._shown >= len(self._last.claims):
            self._say("That was all.")
            return
        self._show(pieces(self._last, self._shown))
        self._shown += SHOWN

    def _articles(self) -> None:
        listed = self._parts.library.snapshot().article_list()
        if not listed:
            self._say("No articles yet. Add some with: wortlaut ingest PATH")
            return
        table(
            ("date", "publisher", "title", "statements"),
            [((a.published or "")[:10], a.publisher or "", a.title, str(a.statements)) for a in listed],
        )

    def _speakers(self) -> None:
        quoted = [speaker for speaker in self._parts.searcher.view().speakers if speaker.statements]
        table(("name", "statements"), [(speaker.name, str(speaker.statements)) for speaker in quoted])

    def _say(self, text: str) -> None:
        self._show([Piece(f"{text}\n", "note")])


def run(settings: Settings, paths: Sequence[Path] = ()) -> int:
    """Adds the articles of `paths`, then answers until the input ends. Raises WortlautError at the start."""
    with progress_bars() as progress:
        opening = opened(settings, progress=progress)
        parts = opening.__enter__()
        try:
            if paths:
                _add(parts, paths)
        except BaseException:
            opening.__exit__(None, None, None)
            raise
    try:
        return _piped(parts) if not sys.stdin.isatty() else _interactive(parts, settings)
    finally:
        opening.__exit__(None, None, None)


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
