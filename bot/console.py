"""What the command writes to a terminal: progress bars and tables. Only bars need one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from retrieval.progress import Progress, quiet

__all__ = ["NOBODY_QUOTED", "NO_ARTICLES", "UNSEEN", "printable", "progress_bars", "table"]

NO_ARTICLES = "No articles yet. Add some with: wortlaut ingest PATH"
NOBODY_QUOTED = "Nobody is quoted in these articles."

UNSEEN = re.compile(
    "[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Characters without a shape: directions, fillers, tags. Those that join letters and emojis are none of them."""

SHORTEST = 40
"""Steps from which a task is worth a bar: a single article is embedded before a bar is drawn."""


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """Draws a bar with a rate on stderr for each long task, if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield quiet
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:

        def tell(task: str, done: int, total: int) -> None:
            if total < SHORTEST:
                return
            if task not in tasks or done == 0:
                if task in tasks:
                    bars.remove_task(tasks[task])
                tasks[task] = bars.add_task(task, total=total, rate="")
            speed = bars.tasks[bars.task_ids.index(tasks[task])].speed
            bars.update(tasks[task], completed=done, total=total, rate=f"{speed:.0f}/s" if speed else "")

        yield tell


def printable(text: str) -> str:
    """On one line, without control characters (a title may hold a terminal's escape codes) and without what nobody sees
    that turns text round or hides in it."""
    text = UNSEEN.sub("", text)
    one_line = re.sub(r"[ \t]*(?:\r\n|[\r\n\t\x0b\x0c\x85\u2028\u2029])[ \t]*", " ", text)
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "\ufffd", one_line)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table to stdout; between tabs where stdout is no terminal."""
    clean = [[printable(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in clean:
            sys.stdout.write("\t".join(row) + "\n")
        return
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        drawn.add_column(heading, overflow="fold")
    for row in clean:
        drawn.add_row(*row)
    Console(markup=False, emoji=False, highlight=False).print(drawn)
