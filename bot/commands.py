"""What each command does: options in, exit status out. `cli.py` reads the options."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console import NO_ARTICLES, NOBODY_QUOTED, printable
from bot.output import print_error, print_json, print_line, settings_and_faults, settings_of
from retrieval.errors import Unreadable, WortlautError

if TYPE_CHECKING:
    from bot.ingest import Report
    from retrieval.library import Library

__all__ = ["add_all", "articles", "doctor", "ingest", "remove", "repl", "speakers", "statements", "telegram"]

CHECKOUT = Path(__file__).resolve().parent.parent


# ---------------------------------------------------------------------------------------------------------- ingest


def ingest(options: argparse.Namespace) -> int:
    from bot.console import progress_bars
    from bot.ingest import Report
    from bot.parts import opened

    paths = [] if options.reembed and not options.paths else _paths(options.paths)
    report = Report()
    with (
        _summed_up_if_stopped(report, options.json),
        progress_bars() as progress,
        opened(settings_of(options), progress=progress, any_model=options.reembed, asked=False) as parts,
    ):
        if options.reembed:
            parts.library.reembed(parts.embedder)
        parts.library.bring_up_to_date()
        add_all(parts.library, paths, report, prune=options.prune, told=not options.json)
        parts.library.catch_up()
    if paths:
        _sum_up(report, options.json)
    elif options.json:
        print_json(report.as_json())
    else:
        print_line(f"embedded again with {parts.embedder.name}")
    return 1 if report.skipped else 0


@contextmanager
def _summed_up_if_stopped(report: Report, as_json: bool) -> Iterator[None]:
    """What is in the library stays there when a full disk or Ctrl-C ends it: what that is, is told before the error."""
    try:
        yield
    except BrokenPipeError:  # nobody reads it
        raise
    except (WortlautError, OSError, KeyboardInterrupt):
        if report.changes:
            _sum_up(report, as_json)
        raise


def _sum_up(report: Report, as_json: bool) -> None:
    if as_json:
        print_json(report.as_json())
    else:
        print_line(summary(report))


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


def add_all(library: Library, paths: list[Path], report: Report, *, prune: bool = False, told: bool = True) -> None:
    """Ingests into `report`, and prints a line for each article where `told`."""
    from bot.ingest import ingest as ingested
    from retrieval.library import Change
    from retrieval.readers import Note, Skipped

    for item in ingested(library, paths, prune=prune):
        if isinstance(item, Skipped):
            report.skipped.append(item)
            print_error(f"skipped    {item.source}: {item.reason}")
        elif isinstance(item, Note):
            report.notes.append(item)
            print_error(f"note       {item.source}: {item.what}")
        elif isinstance(item, Change):
            report.changes.append(item)
            if told and item.what != "unchanged":
                counts = f"{item.paragraphs} paragraphs, {item.statements} statements"
                print_line(printable(f"{item.what:10} {item.title} ({counts})"))


def summary(report: Report) -> str:
    """ "1 added, 2 unchanged": what became of the articles, in a line."""
    counts: dict[str, int] = {}
    for change in report.changes:
        counts[change.what] = counts.get(change.what, 0) + 1
    if report.skipped:
        counts["skipped"] = len(report.skipped)
    return ", ".join(f"{count} {what}" for what, count in counts.items()) or "No articles found."


# ------------------------------------------------------------------------------------------------------- statements


def statements(options: argparse.Namespace) -> int:
    from bot.statements import described, statements_of

    status = 0
    for file in options.files:
        try:
            for found in statements_of(file):
                if options.json:
                    print_json(found)
                else:
                    print_line(printable(described(found)))
        except Unreadable as error:
            print_error(f"wortlaut: {error}")
            status = 1
    return status


# ----------------------------------------------------------------------------------------------------- the library


def articles(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from bot.console import table
    from bot.parts import opened

    with opened(settings_of(options), any_model=True, asked=False) as parts:
        listed = parts.library.snapshot().article_list()
    if options.json:
        for article in listed:
            print_json(asdict(article))
        return 0
    if not listed:
        print_line(NO_ARTICLES)
        return 0
    rows = [
        (a.id, (a.published or "")[:10], a.publisher or "", a.title, str(a.paragraphs), str(a.statements))
        for a in listed
    ]
    table(("id", "date", "publisher", "title", "paragraphs", "statements"), rows)
    return 0


def speakers(options: argparse.Namespace) -> int:
    from bot.console import table
    from bot.parts import opened

    with opened(settings_of(options), any_model=True, asked=False) as parts:
        view = parts.searcher.view()
        quoted = [speaker for speaker in view.speakers if speaker.statements]
    if options.json:
        for s in quoted:
            articles = list(dict.fromkeys(article for article, _ in s.names))
            roles = [{"role": role.text, "article": role.article} for role in s.roles]
            print_json(
                {"name": s.name, "sort": s.sort, "statements": s.statements, "articles": articles,
                 "forms": sorted(s.forms), "roles": roles}
            )  # fmt: skip
        return 0
    if not quoted:
        print_line(NOBODY_QUOTED if view.articles else NO_ARTICLES)
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


def remove(options: argparse.Namespace) -> int:
    from bot.parts import opened

    with opened(settings_of(options), any_model=True, asked=False) as parts:
        change = parts.library.remove(options.id)
        parts.library.catch_up()
    print_line(printable(f"removed    {change.title}"))
    return 0


# ------------------------------------------------------------------------------------------------- talking, checking


def repl(options: argparse.Namespace) -> int:
    from bot.repl import run

    return run(settings_of(options), [Path(path) for path in options.ingest])


def telegram(options: argparse.Namespace) -> int:
    from bot.console import progress_bars
    from bot.parts import opened, warmed
    from bot.settings import telegram_token
    from bot.telegram.run import run
    from bot.telegram.shelf import Shelf

    settings = settings_of(options)
    telegram_token(settings)  # a missing one is told before anything is loaded
    with progress_bars() as progress, opened(settings, progress=progress) as parts:
        warmed(parts)
        return run(parts.assistant, Shelf(parts.library, parts.searcher), settings, announce=print_line)


def doctor(options: argparse.Namespace) -> int:
    from bot.doctor import examine

    settings, wrong = settings_and_faults(options)
    return examine(settings, print_line, wrong)
