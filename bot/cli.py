"""The command `wortlaut`. Errors go to stderr as one line and end with status 1 (2 for wrong usage)."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot import __version__, asking, commands, review
from bot.output import print_error
from bot.settings import MODEL
from retrieval.errors import WortlautError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit status."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # quotations are UTF-8, whatever the terminal's locale says
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except WortlautError as error:
        print_error(f"wortlaut: {error}")
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has gone: nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print_error(f"wortlaut: {error.strerror or error}{where}. Check the disk, and who may read and write there.")
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wortlaut", description="Asks news articles who said what, and gets it verbatim, with the passage."
    )
    parser.add_argument("--version", action="version", version=f"wortlaut {__version__}")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the data directory (default: WORTLAUT_DATA)")
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: Any, help: str) -> argparse.ArgumentParser:  # noqa: A002
        added = subparsers.add_parser(name, help=help, description=help)
        added.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        added.set_defaults(run=run)
        return added

    added = command("ingest", commands.ingest, "add articles: files, folders (default: seeds/ of the checkout)")
    added.add_argument("paths", nargs="*", metavar="PATH", help="a text file, a JSON lines file, or a folder of them")
    added.add_argument("--prune", action="store_true", help="remove articles that vanished from the folder")
    added.add_argument(
        "--reembed", action="store_true", help="embed the whole library again with the model that is set"
    )
    added.add_argument("--json", action="store_true", help="print one JSON object")

    added = command("ask", asking.ask, "answer a question")
    added.add_argument("question", nargs="*", metavar="QUESTION")
    added.add_argument(
        "--batch", metavar="FILE", help='questions as JSON lines: {"id", "question"} ("-": standard input)'
    )
    added.add_argument("--json", action="store_true", help="print the answer as JSON")
    added.add_argument("--all", action="store_true", help="show all claims of a long answer")
    added.add_argument(
        "--verbatim", action="store_true", help="answer in the articles' words alone, without the language model"
    )
    added.add_argument("--explain", action="store_true", help="say how the question was understood and passages scored")
    added.add_argument(
        "--passages", type=_count, default=10, metavar="N", help="ranked passages in the JSON (default 10)"
    )

    added = command("statements", commands.statements, "print who said what in text files")
    added.add_argument("files", nargs="+", metavar="FILE")
    added.add_argument("--json", action="store_true", help="a JSON line each")

    added = command("repl", commands.repl, "ask questions one after another")
    added.add_argument("--ingest", metavar="PATH", action="append", default=[], help="add these articles first")
    command("telegram", commands.telegram, "answer on Telegram")
    added = command("articles", commands.articles, "list the articles")
    added.add_argument("--json", action="store_true", help="a JSON line each")
    added = command("speakers", commands.speakers, "list who is quoted, how often, in how many articles")
    added.add_argument("--json", action="store_true", help="a JSON line each")
    added = command("remove", commands.remove, "remove an article")
    added.add_argument("id", metavar="ID", help="as `wortlaut articles` shows it")
    added = command("eval", review.evaluate, "ask questions with known answers, and measure the answers")
    added.add_argument(
        "file", metavar="FILE", help='JSON lines: {"question", "outcome", "speakers", "paragraphs"}; or SQuAD\'s format'
    )
    added.add_argument("--paragraphs", metavar="FILE", help="ask of these paragraphs: the same in another language")
    added.add_argument("--library", action="store_true", help="ask the library, not the paragraphs of the SQuAD file")
    added.add_argument("--held-out", action="store_true", help="ask each also of paragraphs that do not answer it")
    added.add_argument(
        "--citations", action="store_true", help="measure whether what is cited supports what is claimed"
    )
    added.add_argument(
        "--judge", type=_model, metavar="PROVIDER:MODEL", help="the language model that says so (default: rules)"
    )
    added.add_argument("--plot", type=Path, metavar="PNG", help="draw recall and refusals (needs matplotlib)")
    added.add_argument("--json", action="store_true", help="print one JSON object")
    added = command("feedback", review.feedback, "list which answers were rated good or bad")
    added.add_argument("--json", action="store_true", help="as questions for `wortlaut eval`, a JSON line each")
    added = command("corrections", review.corrections, "list what was corrected about statements")
    added.add_argument("--undo", type=int, metavar="NUMBER", help="take this one back")
    added.add_argument("--json", action="store_true", help="a JSON line each")
    added = command("correct", review.correct, "hide a statement, or say who said it; see `wortlaut ask … --json`")
    for name in ("article", "paragraph", "start", "end"):
        added.add_argument(name, metavar=name.upper(), type=str if name == "article" else _number)
    wrong = added.add_mutually_exclusive_group(required=True)
    wrong.add_argument("--speaker", type=_name, metavar="NAME", help="who really said it")
    wrong.add_argument("--hide", action="store_true", help="nobody said it, or nobody should read it")
    wrong.add_argument("--undo", action="store_true", help="take the correction back")
    added.add_argument("--organisation", action="store_true", help="the speaker is no person")
    added.add_argument("--json", action="store_true", help="print one JSON object")
    command("doctor", commands.doctor, "check the data directory, the model and the settings")
    return parser


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("a whole number")
    return int(text)


def _model(text: str) -> str:
    if not MODEL.fullmatch(text):
        raise argparse.ArgumentTypeError("provider:model, such as openai:gpt-4.1-mini")
    return text


def _name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a name")
    return text


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError("a whole number from 1 to 1000")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
