"""`wortlaut eval`, `feedback`, `corrections` and `correct`: is what is told right, and if not, put it right."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.output import print_error, print_json, print_line, settings_of
from retrieval.articles import Span
from retrieval.errors import CorrectionUnknown, SettingsError, Unreadable

if TYPE_CHECKING:
    from bot.evaluation.judging import Judge
    from bot.evaluation.results import Result
    from bot.parts import Parts
    from bot.settings import Settings
    from retrieval.corrections import Correction
    from retrieval.library import Library

__all__ = ["correct", "corrections", "evaluate", "feedback"]

_LIMITS = ", which a written answer has passed before; --judge PROVIDER:MODEL asks a language model"


# ------------------------------------------------------------------------------------------------------- measuring


def evaluate(options: argparse.Namespace) -> int:
    from bot.console import progress_bars
    from bot.evaluation.plot import check_plot, plot
    from bot.evaluation.questions import read_questions
    from bot.evaluation.running import ask_library, ask_squad
    from bot.evaluation.squad import read_squad

    if options.plot:
        check_plot(options.plot)
    text = _text(options.file)
    squad = read_squad(text, options.file)
    only_squad = [name for name in ("paragraphs", "library", "held_out") if getattr(options, name)]
    if squad is None and only_squad:
        print_error(f"wortlaut: --{only_squad[0].replace('_', '-')} is for files in SQuAD's format")
        return 2
    if options.library and (options.paragraphs or options.held_out):
        print_error("wortlaut: --library takes the paragraphs of the library, so no --paragraphs and no --held-out")
        return 2
    if options.judge and not options.citations:
        print_error("wortlaut: --judge is for --citations")
        return 2
    settings = settings_of(options)
    judging = partial(_judge, options, settings)
    with progress_bars() as progress:
        if squad is None:
            cases = tuple(read_questions(text.split("\n"), options.file))
            results = ask_library(settings, cases, progress, judging)
        elif options.library:
            results = ask_library(settings, squad.in_any_library(), progress, judging)
        else:
            if options.paragraphs:
                other = read_squad(_text(options.paragraphs), options.paragraphs)
                if other is None:
                    raise Unreadable(
                        f"{options.paragraphs} is not in SQuAD's format. Give the paragraphs as such a file."
                    )
                squad = squad.over(other, (options.file, options.paragraphs))
            results = ask_squad(settings, squad, progress, judging, held_out=options.held_out)
    if options.plot:
        plot(results, Path(options.file).name, options.plot)
    return _tell(results, options)


def _judge(options: argparse.Namespace, settings: Settings, parts: Parts) -> Judge | None:
    """Who says whether claims are supported. Raises SettingsError."""
    if not options.citations:
        return None
    from bot.evaluation.judging import ModelJudge, RuleJudge
    from bot.language_model import ChatModel
    from bot.models.providers import parsed
    from prompts import PromptError, Prompts

    if not options.judge:
        return RuleJudge(parts.searcher)
    # A server of one's own is that of the model that is set: not for a judge of another provider.
    own = settings.llm is None or parsed(settings.llm)[0] == parsed(options.judge)[0]
    model = ChatModel(options.judge, base_url=settings.llm_base_url if own else None, timeout=settings.llm_timeout)
    try:
        return ModelJudge(model, Prompts(settings.prompts), settings.llm_timeout)
    except PromptError as error:
        raise SettingsError(str(error)) from None


def _text(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise Unreadable(
            f"{file} cannot be read ({error.strerror}). Give a file with a question a line, or one in SQuAD's format."
        ) from None


def _tell(results: list[Result], options: argparse.Namespace) -> int:
    from bot.console import printable, table
    from bot.evaluation.report import as_expected, rows, whole

    right, expecting = as_expected(results)
    judge = (options.judge or "rules") if options.citations else None
    judged = [one.support for one in results if one.support]
    if options.json:
        print_json({"file": options.file, "paragraphs": options.paragraphs, **whole(results, judge)})
    else:
        for one in results:
            if one.differences:
                print_line(printable(f"{one.id}: {one.question}  {'; '.join(one.differences)}"))
        table(*rows(results))
        if expecting:
            print_line(f"{right} of {expecting} as expected")
        if judge:
            print_line(printable(f"claims judged by {judge}{_LIMITS if judge == 'rules' else ''}"))
    if why := next((one.why for one in judged if one.why), None):
        print_error(f"wortlaut: {sum(one.unjudged for one in judged)} claims could not be judged: {why}")
    return 0 if right == expecting and (not judged or any(one.claims for one in judged)) else 1


def feedback(options: argparse.Namespace) -> int:
    from bot.console import table
    from bot.feedback import Feedback, exported
    from bot.state.database import Database

    file = settings_of(options).data / "bot.db"
    rated = []
    if file.exists():
        database = Database.open(file)
        try:
            rated = Feedback(database).all()
        finally:
            database.close()
    if options.json:
        for question in exported(rated):
            print_json(question)
    elif rated:
        rows = [
            (
                one.rating,
                date.fromtimestamp(one.at).isoformat(),
                one.told.outcome,
                " > ".join((*one.told.before, one.told.question)),
            )
            for one in rated
        ]
        table(("rating", "date", "outcome", "question"), rows)
    else:
        print_line("No answer was rated yet.")
    return 0


# ----------------------------------------------------------------------------------------------------- putting right


def corrections(options: argparse.Namespace) -> int:
    from bot.console import printable, table
    from bot.parts import opened

    with opened(settings_of(options), any_model=True, asked=False) as parts:
        if options.undo is not None:
            print_line(printable(f"undone     {_told(parts.library.undo(options.undo))}"))
            return 0
        listed = parts.library.corrections()
    if options.json:
        for one in listed:
            print_json(_as_json(one))
    elif listed:
        rows = [
            (
                str(one.number),
                "hidden" if one.hidden else f"said by {one.speaker}",
                one.article,
                str(one.paragraph or ""),
                f"waiting: no such {one.waiting}" if one.waiting else "",
                one.quote,
            )
            for one in listed
        ]
        table(("number", "correction", "article", "paragraph", "", "words"), rows)
    else:
        print_line("No corrections. Make one with: wortlaut correct ARTICLE PARAGRAPH START END --speaker NAME")
    return 0


def correct(options: argparse.Namespace) -> int:
    from bot.console import printable
    from bot.parts import opened

    with opened(settings_of(options), any_model=True, asked=False) as parts:
        library = parts.library
        if options.undo:
            made = library.undo(_correction_at(library, options).number)
        else:
            statement = library.statement_at(options.article, options.paragraph, options.start, options.end)
            if options.hide:
                made = library.hide(statement)
            else:
                made = library.attribute(
                    statement, options.speaker, "organisation" if options.organisation else "person"
                )
    if options.json:
        print_json(_as_json(made))
    else:
        print_line(printable(f"{'undone' if options.undo else 'corrected':10} {_told(made)}"))
    return 0


def _correction_at(library: Library, options: argparse.Namespace) -> Correction:
    """The correction of the words at a place, the whole of them or a part."""
    asked = Span(options.start, options.end)
    there = [c for c in library.corrections() if (c.article, c.paragraph) == (options.article, options.paragraph)]
    touched = [c for c in there if any(asked.overlaps(span) for span in c.spans)]
    if not touched:
        raise CorrectionUnknown(
            f"Nothing was corrected at {asked.start} to {asked.end} of paragraph {options.paragraph} of"
            f" {options.article!r}. The list of all: wortlaut corrections"
        )
    return next((c for c in touched if asked in c.spans), touched[0])


def _told(correction: Correction) -> str:
    what = "hidden" if correction.hidden else f"said by {correction.speaker}"
    return f"{correction.number}: {what}: {correction.quote}"


def _as_json(correction: Correction) -> dict[str, object]:
    return {
        "number": correction.number,
        "article": correction.article,
        "paragraph": correction.paragraph,
        "spans": [list(span) for span in correction.spans],
        "quote": correction.quote,
        "hidden": correction.hidden,
        "speaker": correction.speaker,
        "waiting": correction.waiting,
        "made": correction.made,
    }
