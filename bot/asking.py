"""`wortlaut ask`: one question, and many."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.output import print_error, print_json, print_line, settings_of
from retrieval.errors import Unreadable, WortlautError

if TYPE_CHECKING:
    from bot.answer import Answer
    from bot.assistant import Assistant
    from retrieval.search import Found

__all__ = ["ask"]

_LEFT_OUT = "left_out.ask"


def ask(options: argparse.Namespace) -> int:
    from bot.console import progress_bars
    from bot.parts import opened

    question = " ".join(options.question).strip()
    if bool(question) == bool(options.batch):
        sys.stderr.write(
            'wortlaut: ask one question, such as: wortlaut ask "What did Baerbock say?" (or --batch FILE)\n'
        )
        return 2
    settings = settings_of(options)
    if options.verbatim:
        settings = replace(settings, llm=None)  # so that nothing about it can be wrong
    with (
        ExitStack() as bars,
        opened(settings, passages=options.passages, progress=bars.enter_context(progress_bars())) as parts,
    ):
        if options.batch:
            return _ask_batch(parts.assistant, options.batch, not options.verbatim)
        grows = settings.llm is not None
        if grows:
            parts.searcher.view()
            bars.close()  # the answer is drawn while it is written: two must not draw on one terminal
        try:
            _show(parts.assistant, question, options, grows)
        except KeyboardInterrupt:
            print_error("Stopped.")
            raise
    return 0


def _show(assistant: Assistant, question: str, options: argparse.Namespace, grows: bool) -> None:
    """`grows`: on a terminal the answer is shown while it is written."""
    from bot.answer_json import as_json
    from bot.explain import explained
    from bot.render import SHOWN, plain

    most = sys.maxsize if options.all else SHOWN
    if sys.stdout.isatty() and not options.json:
        answer, found = _on_terminal(assistant, question, most, grows, not options.verbatim)
    else:
        answer, found = assistant.explain(question, written=not options.verbatim)
    if options.json:
        print_json(as_json(answer) | ({"explanation": explained(answer, found)} if options.explain else {}))
        return
    if not sys.stdout.isatty():
        print_line(plain(answer, most, _LEFT_OUT))
    if options.explain:
        print_line("\n" + "\n".join(explained(answer, found)))


def _on_terminal(
    assistant: Assistant, question: str, most: int, grows: bool, written: bool
) -> tuple[Answer, list[Found]]:
    from rich.console import Console

    from bot.growing import growing
    from bot.render import pieces, terminal

    console = Console(highlight=False)
    if not grows or console.is_dumb_terminal:
        answer, found = assistant.explain(question, written=written)
        console.print(terminal(pieces(answer, most=most, left_out=_LEFT_OUT)), end="")
        return answer, found
    with growing(console, most, _LEFT_OUT) as shown:
        answer, found = assistant.explain(question, told=shown.told)
        shown.done(answer)
    return answer, found


def _ask_batch(assistant: Assistant, file: str, written: bool) -> int:
    from bot.answer_json import as_json

    for line in _lines(file):
        if not line.strip():
            continue
        asked: Any = None
        try:
            asked = json.loads(line)
            question = asked["question"]
            if not isinstance(question, str) or not question.strip():
                raise ValueError("the question is no text")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            named = asked.get("id") if isinstance(asked, dict) else None
            reason = "no question" if isinstance(error, (KeyError, TypeError)) else str(error).splitlines()[0]
            print_json({"id": named, "error": f'{reason}; write {{"id": …, "question": "…"}}'})
            continue
        try:
            answer, _ = assistant.ask(question, written=written)
        except WortlautError as error:
            print_json({"id": asked.get("id"), "error": str(error)})
            continue
        print_json({"id": asked.get("id"), **as_json(answer)})
    return 0


def _lines(file: str) -> Iterator[str]:
    if file == "-":
        yield from sys.stdin
        return
    try:
        with Path(file).open(encoding="utf-8-sig", errors="replace") as lines:
            yield from lines
    except OSError as error:
        raise Unreadable(f"{file} cannot be read ({error.strerror}). Give a file with a question a line.") from None
