"""How many inline queries are answered."""

from __future__ import annotations

import pytest

from bot.telegram.lookups import Lookups

ADA, EVE = 42, 666
MINUTE, DAY = 60.0, 24 * 60 * 60.0


@pytest.mark.parametrize(("limits", "lasting"), [((2, 0), MINUTE), ((0, 2), DAY)], ids=["a minute", "a day"])
def test_six_times_as_many_as_questions_in_any_such_time(limits: tuple[int, int], lasting: float) -> None:
    now = 0.0
    lookups = Lookups(*limits, clock=lambda: now)
    assert [lookups.take(ADA) for _ in range(13)] == [True] * 12 + [False]
    assert lookups.take(EVE)
    now += lasting - 1
    assert not lookups.take(ADA)
    now += 1
    assert lookups.take(ADA)


def test_no_limit_is_no_limit() -> None:
    lookups = Lookups(0, 0, clock=lambda: 0.0)
    assert all(lookups.take(ADA) for _ in range(2000))
