"""The newest of something that takes a while to make: the one before answers until it is there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from retrieval.errors import LibraryError
from retrieval.newest import Newest


@pytest.fixture
def newest() -> Iterator[Newest[int]]:
    made = Newest[int]("test-newest", "No new number")
    yield made
    made.close()


def is_(number: int) -> Callable[[int], bool]:
    return lambda there: there == number


def test_it_is_made_from_the_one_before_and_only_where_that_is_out_of_date(newest: Newest[int]) -> None:
    given: list[int | None] = []

    def make(before: int | None) -> int:
        given.append(before)
        return (before or 0) + 1

    assert newest.get(is_(1), make, wait=0) == 1  # the first is waited for
    assert newest.get(is_(1), make, wait=0) == 1
    assert newest.get(is_(2), make, wait=60) == 2
    assert newest.renew(make) == 3
    assert newest.get(is_(3), make, wait=0) == 3
    newest.forget()
    assert newest.get(is_(1), make, wait=0) == 1
    assert given == [None, 1, 2, None]


def test_the_one_before_answers_while_a_new_one_is_made_which_is_made_once(newest: Newest[int]) -> None:
    go_on = threading.Event()
    began: list[int | None] = []

    def slow(before: int | None) -> int:
        began.append(before)
        go_on.wait()
        return 2

    newest.renew(lambda _: 1)

    assert [newest.get(is_(2), slow, wait=0) for _ in range(3)] == [1, 1, 1]
    go_on.set()
    assert newest.get(is_(2), slow, wait=60) == 2
    assert began == [1]


def test_what_cannot_be_made_is_raised_the_first_time_and_later_only_logged(
    newest: Newest[int], caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_: int | None) -> int:
        raise LibraryError("The disk is full.")

    with pytest.raises(LibraryError):
        newest.get(is_(1), fails, wait=0)
    assert caplog.messages == []
    newest.renew(lambda _: 1)

    assert newest.get(is_(2), fails, wait=60) == 1
    assert caplog.messages == ["No new number: The disk is full."]
