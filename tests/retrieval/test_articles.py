"""Spans that are put together."""

from __future__ import annotations

import pytest

from retrieval.articles import Span, merged

CASES = [
    ([], [], []),
    ([(5, 9), (0, 3)], [(0, 3), (5, 9)], [(0, 3), (5, 9)]),
    ([(0, 5), (3, 9)], [(0, 9)], [(0, 9)]),
    ([(0, 9), (2, 4)], [(0, 9)], [(0, 9)]),
    ([(0, 4), (4, 9)], [(0, 9)], [(0, 4), (4, 9)]),
    ([(0, 4), (4, 9), (8, 12)], [(0, 12)], [(0, 4), (4, 12)]),
]


@pytest.mark.parametrize(("spans", "touching", "apart"), CASES)
def test_spans_that_overlap_become_one(
    spans: list[tuple[int, int]], touching: list[tuple[int, int]], apart: list[tuple[int, int]]
) -> None:
    given = [Span(*span) for span in spans]

    assert merged(given) == touching
    assert merged(given, touching=False) == apart
