"""Which articles and paragraphs pass the filters of a question: of whom, since when, in which language."""

from __future__ import annotations

import json
from collections.abc import Collection

import numpy as np

from retrieval.store import Rows, Store

__all__ = ["filtered", "newest"]

_IDS = "SELECT a.id FROM articles a"
_ROWS = "SELECT p.row FROM paragraphs p JOIN articles a ON a.key = p.article"
_PASSES = (
    "(?1 IS NULL OR a.id IN (SELECT value FROM json_each(?1)))"
    " AND (?2 IS NULL OR casefold(a.publisher) = ?2)"
    " AND (?3 IS NULL OR substr(a.published, 1, 10) >= ?3) AND (?4 IS NULL OR substr(a.published, 1, 10) <= ?4)"
)


def newest(
    store: Store, articles: Collection[str], publisher: str | None, since: str | None, until: str | None, most: int
) -> list[str]:
    """Ids of those of `articles` that pass the filters, the newest first and the undated last, `most` at most."""
    rows = store.all(
        f"{_IDS} WHERE {_PASSES} ORDER BY coalesce(a.published, '') DESC, a.key LIMIT ?5",
        (*_wanted(articles, publisher, since, until), most),
    )
    return [id_ for (id_,) in rows]


def _wanted(
    articles: Collection[str] | None, publisher: str | None, since: str | None, until: str | None
) -> tuple[str | None, ...]:
    """The values of `_PASSES`."""
    ids = None if articles is None else json.dumps(list(articles))
    return ids, publisher and publisher.casefold(), since and since[:10], until and until[:10]


def filtered(
    store: Store,
    articles: Collection[str] | None,
    publisher: str | None,
    since: str | None,
    until: str | None,
    language: str | None,
) -> Rows | None:
    """Rows of the paragraphs whose article is one of `articles`, and so on; None where nothing is asked for."""
    wanted = (*_wanted(articles, publisher, since, until), language)
    if wanted == (None,) * len(wanted):
        return None
    rows = store.all(
        f"{_ROWS} WHERE {_PASSES} AND (?5 IS NULL OR a.language = ?5) ORDER BY p.row",
        wanted,
    )
    return np.array([row for (row,) in rows], dtype=np.int64)
