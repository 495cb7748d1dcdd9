"""Filters over arrays: the same rows as the database gives, after whatever happened to the articles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_fakes import ColonReader, WordEmbedder, add, article

from retrieval.catalogue import Catalogue
from retrieval.library import Library
from retrieval.passing import filtered
from retrieval.store import Store, among

FILTERS: list[tuple[str | None, str | None, str | None, str | None]] = [
    ("taz", None, None, None), ("ÖRF", None, None, None), ("ta", None, None, None), (None, "2024-12-03", None, None),
    (None, None, "2024-12-03", None), (None, "2024-12-03", "2024-12-03T10:00", None), (None, "2024", None, None), (None, None, "2024", None),
    (None, None, None, "en"), (None, None, None, "fr"), ("taz", "2024-12-01", "2024-12-31", "de"),
]  # fmt: skip

DATES = [None, "2024-12-03T23:59:00+01:00", "2024-12-04", "2023", "2024-12"]
steps = st.lists(
    st.tuples(
        st.sampled_from("abcde"),
        st.lists(st.sampled_from(["x", "y", "z", "Anna: w"]), max_size=3),
        st.sampled_from([None, "taz", "TAZ", "örf"]),
        st.sampled_from(DATES),
        st.sampled_from(["de", "en"]),
    ),
    min_size=2,
    max_size=10,
)


def _agrees(catalogue: Catalogue, store: Store) -> None:
    for publisher, since, until, language in FILTERS:
        expected = filtered(store, None, publisher, since, until, language)
        assert expected is not None
        assert catalogue.rows(publisher, since, until, language).tolist() == expected.tolist()


@settings(max_examples=12, deadline=None)
@given(steps=steps)
def test_caught_up_it_is_what_the_database_says(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, list[str], str, str, str]]
) -> None:
    before: Catalogue | None = None
    with Library.open(tmp_path_factory.mktemp("library"), WordEmbedder(), reader=ColonReader()) as library:
        for id_, texts, publisher, published, language in steps:
            if texts:
                add(library, article(id_, texts, publisher=publisher, published=published, language=language))
            elif id_ in {summary.id for summary in library.snapshot(wait=60).article_list()}:
                library.remove(id_)
            store = library.snapshot(wait=60).store
            before = Catalogue.of(store, before)
            _agrees(before, store)
            _agrees(Catalogue.of(store), store)


def test_a_caught_up_one_leaves_the_one_before_as_it_was(library: Library) -> None:
    add(library, article("a", ["x"], publisher="taz"))
    first = Catalogue.of(library.snapshot().store)
    add(library, article("a", ["x", "y"], publisher="zeit"), article("b", ["z"], publisher="taz"))
    second = Catalogue.of(library.snapshot(wait=60).store, first)
    assert first.rows("taz", None, None, None).tolist() == [1]
    assert second.rows("taz", None, None, None).tolist() == [3]
    assert second.rows("zeit", None, None, None).tolist() == [1, 2]


def test_nothing_new_is_the_same_one(library: Library) -> None:
    add(library, article("a", ["x"], publisher="taz"))
    store = library.snapshot().store
    first = Catalogue.of(store)
    assert Catalogue.of(store, first) is first


@pytest.mark.parametrize(("some", "rows", "found"), [
    ([3, 1, 9], [1, 2, 9], {1, 9}), ([], [1], set()), ([1], [], set()), ([5, 5, 12], [5], {5}),
])  # fmt: skip
def test_which_of_some_are_among_many(some: list[int], rows: list[int], found: set[int]) -> None:
    assert among(some, np.array(rows, dtype=np.int64)) == found
