"""Who may use the bot, and which strangers have been told so."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

__all__ = ["Access"]

_DAY = 24 * 60 * 60
_REMEMBERED = 10_000  # strangers; one that was forgotten is told once more


class Access:
    """`allow` holds the numeric ids of those who may; None lets everybody in. `clock` counts seconds."""

    def __init__(self, allow: frozenset[int] | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._allow = allow
        self._clock = clock
        self._told: OrderedDict[int, float] = OrderedDict()

    def admits(self, user: int | None) -> bool:
        return self._allow is None or (user is not None and user in self._allow)

    def tells(self, stranger: int) -> bool:
        """Whether this stranger is to be told now that the bot is private: at most once a day."""
        now = self._clock()
        told = self._told.get(stranger)
        if told is not None and now - told < _DAY:
            return False
        self._told[stranger] = now
        self._told.move_to_end(stranger)
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        return True
