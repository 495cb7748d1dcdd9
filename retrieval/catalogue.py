"""Catalogue: which row belongs to which article, and what filters ask of articles, as arrays.

A filter can leave half a million rows of a million; the database would hand each of them over by itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.layout import Generation
from retrieval.store import Rows, Store

__all__ = ["Catalogue"]

_ARTICLES = "SELECT key, publisher, published, language FROM articles"
_SOME_ARTICLES = "SELECT key, publisher, published, language FROM articles WHERE id IN (SELECT value FROM json_each(?))"
# Rows of an article mostly follow each other: a pair of numbers for each, not a number for each row.
_RUNS = "SELECT article, min(row), max(row), count(*) FROM paragraphs GROUP BY article"
_SOME_RUNS = (
    "SELECT article, min(row), max(row), count(*) FROM json_each(?) w JOIN articles a ON a.id = w.value"
    " JOIN paragraphs ON article = a.key GROUP BY article"
)
_FEW = 0.1  # part of the articles that may have been touched, for the rest to be taken over


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """At a generation. `article` has the article's key at the place of each row, 0 where there is none; the others
    have a value at the place of each article's key."""

    generation: Generation
    article: npt.NDArray[np.int32]
    published: npt.NDArray[np.bytes_]
    publisher: npt.NDArray[np.int32]
    language: npt.NDArray[np.int32]
    names: dict[str | None, int]
    """Publishers without regard to case, and languages, by their number in the arrays; None has 0."""

    @classmethod
    def of(cls, store: Store, before: Catalogue | None = None) -> Catalogue:
        touched = store.touched_since(before.generation) if before else None
        if before is None or touched is None or len(touched) > max(20, _FEW * len(before.published)):
            return cls._read(store, None, None)
        if not touched:
            return before
        return cls._read(store, before, touched)

    @classmethod
    def _read(cls, store: Store, before: Catalogue | None, touched: set[str] | None) -> Catalogue:
        """Of all articles, or of those touched, over what there was before."""
        some = () if touched is None else (json.dumps(sorted(touched)),)
        articles = store.all(_SOME_ARTICLES if some else _ARTICLES, some)
        runs = store.all(_SOME_RUNS if some else _RUNS, some)
        last_key = max((key for key, *_ in articles), default=0)
        last_row = max((last for _, _, last, _ in runs), default=0)
        new = cls._copied(store, before, last_key, last_row)
        for key, publisher, published, language in articles:
            new.published[key] = (published or "")[:10].encode("ascii", "replace")
            new.publisher[key] = new._number(publisher and publisher.casefold())
            new.language[key] = new._number(language)
        for key, first, last, count in runs:
            if count == last - first + 1:
                new.article[first : last + 1] = key
            else:
                for (row,) in store.all("SELECT row FROM paragraphs WHERE article = ?", (key,)):
                    new.article[row] = key
        return new

    @classmethod
    def _copied(cls, store: Store, before: Catalogue | None, last_key: int, last_row: int) -> Catalogue:
        generation = store.generation()
        if before is None:
            keys, numbers = last_key + 1, np.zeros(last_key + 1, dtype=np.int32)
            rows = np.zeros(last_row + 1, dtype=np.int32)
            return cls(generation, rows, np.zeros(keys, dtype="S10"), numbers, numbers.copy(), {None: 0})
        article = _longer(before.article, last_row)
        article[[row for row in store.removed_since(before.generation) if row < len(article)]] = 0
        return cls(
            generation,
            article,
            _longer(before.published, last_key),
            _longer(before.publisher, last_key),
            _longer(before.language, last_key),
            dict(before.names),
        )

    def _number(self, name: str | None) -> int:
        return self.names.setdefault(name, len(self.names))

    def rows(self, publisher: str | None, since: str | None, until: str | None, language: str | None) -> Rows:
        """Rows of the articles that pass all of these that are given, ascending."""
        passing = np.ones(len(self.published), dtype=np.bool_)
        passing[0] = False
        if publisher:
            passing &= self.publisher == self.names.get(publisher.casefold(), -1)
        if language:
            passing &= self.language == self.names.get(language, -1)
        if since:
            passing &= self.published >= _date(since)
        if until:
            passing &= (self.published <= _date(until)) & (self.published != b"")
        return np.flatnonzero(passing[self.article])


def _date(text: str) -> Any:
    return np.bytes_(text[:10].encode("ascii", "replace"))


def _longer(array: npt.NDArray[Any], last: int) -> npt.NDArray[Any]:
    """A copy with places up to `last`."""
    return np.concatenate([array, np.zeros(max(0, last + 1 - len(array)), dtype=array.dtype)])
