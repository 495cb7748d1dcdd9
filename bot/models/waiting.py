"""Waiting for what may never come."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import closing, suppress
from queue import Empty, SimpleQueue
from typing import TypeVar

__all__ = ["NotInTimeError", "read_until"]

T = TypeVar("T")

_SLICE = 0.25
"""Seconds that are waited at a time: a Ctrl-C that comes right before a wait begins is only heard when it ends, and on
Windows so is any other."""


class NotInTimeError(TimeoutError):
    """The time was up; `str()` says for what."""


class _End:
    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def read_until(source: Callable[[], Iterable[T]], until: float) -> Generator[T, None, None]:
    """What `source()` yields, up to `until` (of `time.monotonic`). Raises NotInTimeError then, or what `source` raises.

    It is read in a thread of its own, so that one that hangs holds up nobody. Where the reader leaves early, the source
    is closed as soon as it yields again.
    """
    if time.monotonic() >= until:
        raise NotInTimeError("no time was left to ask")
    came: SimpleQueue[T | _End] = SimpleQueue()
    left = threading.Event()
    threading.Thread(target=_read, args=(source, came, left), name="wortlaut-reading", daemon=True).start()
    try:
        while not isinstance(item := _next(came, until), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        left.set()


def _read(source: Callable[[], Iterable[T]], came: SimpleQueue[T | _End], left: threading.Event) -> None:
    try:
        with closing(_each(source())) as items:
            for item in items:
                if left.is_set():
                    return
                came.put(item)
    except BaseException as error:  # whatever it is, it belongs to whoever waits
        came.put(_End(error))
    else:
        came.put(_End())


def _each(items: Iterable[T]) -> Generator[T, None, None]:
    """As a generator, which is closed with what it reads."""
    yield from items


def _next(came: SimpleQueue[T | _End], until: float) -> T | _End:
    while (seconds := until - time.monotonic()) > 0:
        with suppress(Empty):
            return came.get(timeout=min(seconds, _SLICE))
    raise NotInTimeError("no whole reply in time")
