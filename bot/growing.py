"""An answer on a terminal while a language model writes it: each claim as soon as it is checked."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.answer import Answer
from bot.render import SHOWN, Piece, body, pieces, terminal

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Growing", "growing"]

_MARGIN = 2  # lines of the screen that stay free: the one that the cursor is on, and one for what somebody types


class Growing:
    """Claims are added below those that stand there, and `done` adds the sources and notes. What only comes at the end
    and belongs further up (translations) is put there by writing those lines anew, so that the answer looks as if it
    had been shown at once; therefore no more is shown in advance than fits on the screen.
    """

    def __init__(
        self,
        console: Console,
        most: int = SHOWN,
        begins: Callable[[], None] = lambda: None,
        left_out: str = "left_out",
    ) -> None:
        """`begins` is called right before something is shown; `left_out` as in `bot.render.pieces`."""
        self._console = console
        self._most = most
        self._left_out = left_out
        self._begins = begins
        self._shown: list[Piece] = []

    def told(self, answer: Answer) -> None:
        """The answer so far."""
        there = body(answer, most=self._most)
        if there[: len(self._shown)] == self._shown and self._lines(there) <= self._console.height - _MARGIN:
            self._show(there[len(self._shown) :])
            self._shown = there

    def done(self, answer: Answer) -> None:
        there = pieces(answer, most=self._most, left_out=self._left_out)
        same = _whole_lines(there, self._shown)
        self._begins()
        self._erase(self._lines(self._shown) - self._lines(there[:same]))
        self._show(there[same:])
        self._shown = []

    def _show(self, new: list[Piece]) -> None:
        if new:
            self._begins()
            self._console.print(terminal(new), end="")

    def _lines(self, shown: list[Piece]) -> int:
        return len(terminal(shown).wrap(self._console, self._console.width)) - 1 if shown else 0

    def _erase(self, lines: int) -> None:
        """The last lines above the cursor."""
        if lines:
            from rich.control import Control
            from rich.segment import ControlType

            up = ((ControlType.CURSOR_UP, 1), (ControlType.ERASE_IN_LINE, 2))
            self._console.control(Control(ControlType.CARRIAGE_RETURN, *(up * lines)))


@contextmanager
def growing(console: Console, most: int = SHOWN, left_out: str = "left_out") -> Iterator[Growing]:
    """An answer that grows; while nothing is there yet, stderr says what is waited for, if it is a terminal."""
    if not sys.stderr.isatty():
        yield Growing(console, most, left_out=left_out)
        return
    from rich.console import Console

    status = Console(stderr=True).status("A language model is at work (Ctrl-C stops it)")
    with _log_held_back():
        status.start()
        try:
            yield Growing(console, most, status.stop, left_out)
        finally:
            status.stop()


@contextmanager
def _log_held_back() -> Iterator[None]:
    """What is logged to stderr comes when this ends, not in the middle of what is drawn there."""
    handlers = [
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr
    ]
    keepers = [(handler, _Keeper()) for handler in handlers]
    for handler, keeper in keepers:
        handler.addFilter(keeper)
    try:
        yield
    finally:
        for handler, keeper in keepers:
            handler.removeFilter(keeper)
            for record in keeper.held:
                handler.handle(record)


class _Keeper(logging.Filter):
    """Lets nothing through, and keeps it."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[logging.LogRecord] = []

    def filter(self, record: logging.LogRecord) -> bool:
        self.held.append(record)
        return False


def _whole_lines(one: list[Piece], other: list[Piece]) -> int:
    """How many pieces both begin with, up to the end of a line."""
    same = 0
    for number, (first, second) in enumerate(zip(one, other, strict=False), 1):
        if first != second:
            break
        if first.text.endswith("\n"):
            same = number
    return same
