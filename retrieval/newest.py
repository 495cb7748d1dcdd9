"""The newest of something that takes a while to make; until it is there, the one before answers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from retrieval.errors import WortlautError

__all__ = ["Newest"]

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Newest(Generic[T]):
    """Made in a thread of its own, one at a time. Threads may share it."""

    def __init__(self, name: str, trouble: str) -> None:
        """`name` is the thread's; `trouble` is told in the log where a new one cannot be made."""
        self._trouble = trouble
        self._lock = threading.Lock()
        self._maker = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._making: Future[T] | None = None
        self._there: T | None = None

    def get(self, is_current: Callable[[T], bool], make: Callable[[T | None], T], wait: float) -> T:
        """The one that is there if it is current; else what `make` makes, given the one before, or, where that takes
        longer than `wait` seconds or goes wrong, the one before. The first is waited for, and what goes wrong raised.
        """
        with self._lock:
            before = self._there
            if before is not None and is_current(before):
                return before
            if self._making is None or self._making.done():
                self._making = self._maker.submit(self._made, make, before)
            making = self._making
        try:
            return making.result(timeout=None if before is None else wait)
        except TimeoutError:
            if before is None:
                raise
            return before
        except WortlautError as error:
            if before is None:
                raise
            _log.warning("%s: %s", self._trouble, error)
            return before

    def renew(self, make: Callable[[T | None], T]) -> T:
        """Makes one now, in the caller's thread."""
        return self._made(make, self._there)

    def forget(self) -> None:
        """What is there is of no use any more."""
        self._there = None

    def close(self) -> None:
        """Waits for the one that is being made."""
        self._maker.shutdown(wait=True, cancel_futures=True)
        self._there = self._making = None

    def _made(self, make: Callable[[T | None], T], before: T | None) -> T:
        new = make(before)
        with self._lock:
            self._there = new
        return new
