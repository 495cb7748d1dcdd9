"""How many inline queries a person may make; counted in memory, because a client asks again while somebody types."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable

__all__ = ["Lookups"]

_FOR_A_QUESTION = 6  # inline queries that a client makes while one question is typed
_MINUTE, _DAY = 60.0, 24 * 60 * 60.0


class Lookups:
    """`per_minute` and `per_day` are the limits for questions, of which these are a multiple; 0 stands for no limit."""

    def __init__(self, per_minute: int, per_day: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = ((per_minute * _FOR_A_QUESTION, _MINUTE), (per_day * _FOR_A_QUESTION, _DAY))
        self._clock = clock
        self._times: OrderedDict[int, list[float]] = OrderedDict()  # whoever asked last stands last

    def take(self, person: int) -> bool:
        """Counts one and returns True, or counts nothing and returns False where it is one too many."""
        now = self._clock()
        self._drop_quiet(now - _DAY)
        times = self._times.get(person, [])
        del times[: bisect_right(times, now - _DAY)]
        if any(most and len(times) - bisect_right(times, now - lasting) >= most for most, lasting in self._limits):
            return False
        times.append(now)
        self._times[person] = times
        self._times.move_to_end(person)
        return True

    def _drop_quiet(self, since: float) -> None:
        while self._times and (first := next(iter(self._times))) and self._times[first][-1] <= since:
            del self._times[first]
