"""The command `wortlaut`. Errors go to stderr as one line and end with status 1 (2 for wrong usage)."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import __version__
from retrieval.errors import Unreadable, WortlautError

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.settings import Settings

__all__ = ["main"]

CHECKOUT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # quotations are UTF-8, whatever the terminal's locale says
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except WortlautError as error:
        sys.stderr.write(f"wortlaut: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has gone: nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wortlaut", description="Asks news articles who said what, and gets it verbatim, with the passage."
    )
    parser.add_argument("--version", action="version", version=f"wortlaut {__version__}")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the data directory (default: WORTLAUT_DATA)")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: Any, help: str) -> argparse.ArgumentParser:  # noqa: A002
        added = commands.add_parser(name, help=help, description=help)
        added.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        added.set_defaults(run=run)
        return added

    added = command("ingest", _ingest, "add articles: files, folders (default: seeds/ of the checkout)")
    added.add_argument("paths", nargs="*", metavar="PATH", help="a text file, a JSON lines file, or a folder of them")
    added.add_argument("--prune", action="store_true", help="remove articles that vanished from the folder")
    added.add_argument(
        "--reembed", action="store_true", help="embed the whole library again with the model that is set"
    )
    added.add_argument("--json", action="store_true", help="print one JSON object")

    added = command("ask", _ask, "answer a question")
    added.add_argument("question", nargs="*", metavar="QUESTION")
    added.add_argument(
        "--batch", metavar="FILE", help='questions as JSON lines: {"id", "question"} ("-": standard input)'
    )
    added.add_argument("--json", action="store_true", help="print the answer as JSON")
    added.add_argument("--all", action="store_true", help="show all claims of a long answer")
    added.add_argument("--explain", action="store_true", help="say how the question was understood and passages scored")
    added.add_argument(
        "--passages", type=_count, default=10, metavar="N", help="ranked passages in the JSON (default 10)"
    )

    added = command("statements", _statements, "print who said what in text files")
    added.add_argument("files", nargs="+", metavar="FILE")
    added.add_argument("--json", action="store_true", help="a JSON line each")

    added = command("repl", _repl, "ask questions one after another")
    added.add_argument("--ingest", metavar="PATH", action="append", default=[], help="add these articles first")
    command("telegram", _telegram, "answer on Telegram")
    added = command("articles", _articles, "list the articles")
    added.add_argument("--json", action="store_true", help="a JSON line each")
    added = command("speakers", _speakers, "list who is quoted, how often, in how many articles")
    added.add_argument("--json", action="store_true", help="a JSON line each")
    added = command("remove", _remove, "remove an article")
    added.add_argument("id", metavar="ID", help="as `wortlaut articles` shows it")
    command("doctor", _doctor, "check the data directory, the model and the settings")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError("a whole number from 1 to 1000")
    return int(text)


def _settings(options: argparse.Namespace) -> Settings:
    from bot.settings import Settings, environment

    settings = Settings.from_env(environment(os.environ, Path.cwd()), options.data)
    logging.basicConfig(level=settings.log, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    return settings


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


# ---------------------------------------------------------------------------------------------------------- ingest


def _ingest(options: argparse.Namespace) -> int:
    from bot.console import progress_bars
    from bot.ingest import Report
    from bot.parts import opened

    paths = _paths(options.paths)
    report = Report()
    with progress_bars() as progress, opened(_settings(options), progress=progress, any_model=options.reembed) as parts:
        if options.reembed:
            parts.library.reembed(parts.embedder)
        parts.library.reread()
        add_all(parts.library, paths, report, prune=options.prune, told=not options.json)
        parts.library.catch_up()
    if options.json:
        _print_json(report.as_json())
    else:
        _print(summary(report))
    return 1 if report.skipped else 0


def _paths(given: Iterable[str]) -> list[Path]:
    named = list(given)
    for name in named:
        if name.startswith(("http://", "https://")):
            raise Unreadable(
                f"{name}: web pages cannot be read yet. Save the article's text as a .txt file and add that."
            )
    if named:
        return [Path(name) for name in named]
    seeds = CHECKOUT / "seeds"
    if not seeds.is_dir():
        raise Unreadable("Nothing to add. Give a file or a folder: wortlaut ingest PATH")
    return [seeds]


def add_all(library: Any, paths: list[Path], report: Any, *, prune: bool = False, told: bool = True) -> None:
    """Ingests into `report`, and prints a line for each article where `told`."""
    from bot.ingest import ingest
    from retrieval.library import Change
    from retrieval.readers import Note, Skipped

    for item in ingest(library, paths, prune=prune):
        if isinstance(item, Skipped):
            report.skipped.append(item)
            sys.stderr.write(f"skipped    {item.source}: {item.reason}\n")
        elif isinstance(item, Note):
            report.notes.append(item)
            sys.stderr.write(f"note       {item.source}: {item.what}\n")
        elif isinstance(item, Change):
            report.changes.append(item)
            if told and item.what != "unchanged":
                counts = f"{item.paragraphs} paragraphs, {item.statements} statements"
                _print(f"{item.what:10} {item.title} ({counts})")


def summary(report: Any) -> str:
    """ "1 added, 2 unchanged": what became of the articles, in a line."""
    counts: dict[str, int] = {}
    for change in report.changes:
        counts[change.what] = counts.get(change.what, 0) + 1
    if report.skipped:
        counts["skipped"] = len(report.skipped)
    return ", ".join(f"{count} {what}" for what, count in counts.items()) or "No articles found."


# ------------------------------------------------------------------------------------------------------------- ask


def _ask(options: argparse.Namespace) -> int:
    from bot.console import progress_bars
    from bot.parts import opened

    question = " ".join(options.question).strip()
    if bool(question) == bool(options.batch):
        sys.stderr.write(
            'wortlaut: ask one question, such as: wortlaut ask "What did Baerbock say?" (or --batch FILE)\n'
        )
        return 2
    with progress_bars() as progress, opened(_settings(options), passages=options.passages, progress=progress) as parts:
        if options.batch:
            return _ask_batch(parts.assistant, options.batch)
        _show(parts.assistant, question, options)
    return 0


def _show(assistant: Assistant, question: str, options: argparse.Namespace) -> None:
    from bot.explain import explained
    from bot.render import SHOWN, as_json, pieces, plain, terminal

    most = sys.maxsize if options.all else SHOWN
    answer, found = assistant.explain(question)
    if options.json:
        _print_json(as_json(answer) | ({"explanation": explained(answer, found)} if options.explain else {}))
        return
    if sys.stdout.isatty():
        from rich.console import Console

        Console(highlight=False).print(terminal(pieces(answer, most=most)), end="", soft_wrap=True)
    else:
        _print(plain(answer, most))
    if options.explain:
        _print("\n" + "\n".join(explained(answer, found)))


def _ask_batch(assistant: Assistant, file: str) -> int:
    from bot.render import as_json

    for line in _lines(file):
        if not line.strip():
            continue
        asked: Any = None
        try:
            asked = json.loads(line)
            question = asked["question"]
            if not isinstance(question, str) or not question.strip():
                raise ValueError("the question is no text")
        except (ValueError, KeyError, TypeError) as error:
            named = asked.get("id") if isinstance(asked, dict) else None
            reason = "no question" if isinstance(error, (KeyError, TypeError)) else str(error).splitlines()[0]
            _print_json({"id": named, "error": f'{reason}; write {{"id": …, "question": "…"}}'})
            continue
        try:
            answer, _ = assistant.ask(question)
        except WortlautError as error:
            _print_json({"id": asked.get("id"), "error": str(error)})
            continue
        _print_json({"id": asked.get("id"), **as_json(answer)})
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


# ------------------------------------------------------------------------------------------------------- statements


def _statements(options: argparse.Namespace) -> int:
    from bot.statements import described, statements_of

    status = 0
    for file in options.files:
        try:
            for found in statements_of(file):
                if options.json:
                    _print_json(found)
                else:
                    _print(described(found))
        except Unreadable as error:
            sys.stderr.write(f"wortlaut: {error}\n")
            status = 1
    return status


# ----------------------------------------------------------------------------------------------------- the library


def _articles(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from bot.console import table
    from bot.parts import opened

    with opened(_settings(options), any_model=True) as parts:
        listed = parts.library.snapshot().article_list()
    if options.json:
        for article in listed:
            _print_json(asdict(article))
        return 0
    if not listed:
        _print("No articles yet. Add some with: wortlaut ingest PATH")
        return 0
    rows = [
        (a.id, (a.published or "")[:10], a.publisher or "", a.title, str(a.paragraphs), str(a.statements))
        for a in listed
    ]
    table(("id", "date", "publisher", "title", "paragraphs", "statements"), rows)
    return 0


def _speakers(options: argparse.Namespace) -> int:
    from bot.console import table
    from bot.parts import opened

    with opened(_settings(options), any_model=True) as parts:
        quoted = [speaker for speaker in parts.searcher.view().speakers if speaker.statements]
    if options.json:
        for s in quoted:
            articles = list(dict.fromkeys(article for article, _ in s.names))
            roles = [{"role": role.text, "article": role.article} for role in s.roles]
            _print_json(
                {"name": s.name, "sort": s.sort, "statements": s.statements, "articles": articles,
                 "forms": sorted(s.forms), "roles": roles}
            )  # fmt: skip
        return 0
    rows = [
        (
            s.name,
            str(s.statements),
            str(len({a for a, _ in s.names})),
            ", ".join(dict.fromkeys(r.text for r in s.roles)),
        )
        for s in quoted
    ]
    table(("name", "statements", "articles", "roles"), rows)
    return 0


def _remove(options: argparse.Namespace) -> int:
    from bot.parts import opened

    with opened(_settings(options), any_model=True) as parts:
        change = parts.library.remove(options.id)
        parts.library.catch_up()
    _print(f"removed    {change.title}")
    return 0


# ------------------------------------------------------------------------------------------------- talking, checking


def _repl(options: argparse.Namespace) -> int:
    from bot.repl import run

    return run(_settings(options), [Path(path) for path in options.ingest])


def _telegram(options: argparse.Namespace) -> int:
    from bot.console import progress_bars
    from bot.parts import opened, warmed
    from bot.telegram.application import token
    from bot.telegram.run import run

    settings = _settings(options)
    token(settings)  # a missing one is told before anything is loaded
    with progress_bars() as progress, opened(settings, progress=progress) as parts:
        warmed(parts)
        return run(parts.assistant, parts.library, settings, announce=_print)


def _doctor(options: argparse.Namespace) -> int:
    from bot.doctor import examine

    return examine(_settings(options), _print)


if __name__ == "__main__":
    sys.exit(main())
