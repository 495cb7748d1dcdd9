"""Articles that another program brought: with metadata of its own, and by ids that name a paragraph."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval import upkeep, writing
from retrieval.articles import Article
from retrieval.errors import DocumentRefused
from retrieval.store import Rows, Store

if TYPE_CHECKING:
    from retrieval.embedding import Embedder
    from retrieval.progress import Progress
    from retrieval.upkeep import Reader

__all__ = ["BATCH", "Brought", "Scalar", "add", "filtered", "forget", "metadata", "place", "refuse", "remove", "rows"]

BATCH = 500
"""Articles that are written in one generation: what is kept in memory until then, and lost if the process dies."""

Scalar = str | int | float | bool | None

_PLACE = re.compile(r"(.+)#([1-9]\d{0,9})", re.S)
_NAMES = frozenset({"article", "paragraph", "title", "publisher", "url", "published", "language"})
"""What can be asked of articles that came otherwise, as if it were metadata."""

# A row passes where no name is left of which its metadata has none of the values. A list or an object equals nothing.
_FILTERED = """
SELECT p.row FROM attached t JOIN paragraphs p ON p.article = t.article WHERE NOT EXISTS (
  SELECT 1 FROM json_each(?) w WHERE NOT EXISTS (
    SELECT 1 FROM json_each(w.value) v WHERE v.atom IS (
      SELECT CASE WHEN m.type IN ('array', 'object') THEN x'' ELSE m.atom END
      FROM json_each(t.metadata) m WHERE m.key = w.key)))
"""
_FILTERED_OTHERS = """
SELECT p.row FROM articles a JOIN paragraphs p ON p.article = a.key
WHERE a.key NOT IN (SELECT article FROM attached) AND NOT EXISTS (
  SELECT 1 FROM json_each(?) w WHERE NOT EXISTS (
    SELECT 1 FROM json_each(w.value) v WHERE v.atom IS
      CASE w.key WHEN 'article' THEN a.id WHEN 'paragraph' THEN p.number WHEN 'title' THEN a.title
      WHEN 'publisher' THEN a.publisher WHEN 'url' THEN a.url WHEN 'published' THEN a.published
      WHEN 'language' THEN a.language END))
"""


@dataclass(frozen=True, slots=True)
class Brought:
    """An article of one paragraph, and its metadata: a JSON object."""

    article: Article
    metadata: str


def place(article: str, number: int) -> str:
    """What another program calls a paragraph of an article that came otherwise."""
    return f"{article}#{number}"


# ------------------------------------------------------------------------------------------------------------- writing


def refuse(store: Store, ids: Iterable[str]) -> None:
    """Raises DocumentRefused where one of these ids is an article that came otherwise, or a paragraph of one: what is
    brought must not take its place."""
    wanted = list(ids)
    there = store.one(
        "SELECT a.id FROM json_each(?) w JOIN articles a ON a.id = w.value"
        " WHERE a.key NOT IN (SELECT article FROM attached)",
        (json.dumps(wanted),),
    )
    if there:
        raise DocumentRefused(
            f"{there[0]!r} is an article that no document may replace. Give another id, or remove it with:"
            f" wortlaut remove {there[0]}"
        )
    if taken := _paragraphs(store, wanted):
        raise DocumentRefused(
            f"{next(iter(taken))!r} is a paragraph of an article, which no document may replace. Give another id."
        )


def add(
    store: Store,
    batch: Sequence[Brought],
    embedder: Embedder,
    with_tokens: bool,
    reader: Reader,
    progress: Progress,
) -> None:
    """Adds or replaces these, of different ids, in one generation; writes nothing where nothing changes. To be called
    with the lock of `Layout.writing`, after `refuse`. Raises IndexMismatch, EmbeddingError."""
    known = _known(store, [one.article.id for one in batch])
    written = [one for one in batch if known.get(one.article.id) != (writing.digest(one.article), one.metadata)]
    same = {id_: digest for id_, (digest, _) in known.items()}
    articles = [one.article for one in written if same.get(one.article.id) != writing.digest(one.article)]
    plans = [writing.plan(store, article) for article in articles]
    texts = [(p.text, a.language) for a, plan in zip(articles, plans, strict=True) for p in plan.fresh]
    embedded = iter(upkeep.embed(embedder, texts, with_tokens, progress))
    readings = [reader.read(article) for article in articles]
    if not written:
        return
    with store.writing() as generation:
        if store.one("SELECT 1 FROM articles") is None:
            writing.save_model(store, embedder, generation)
        for article, plan, reading in zip(articles, plans, readings, strict=True):
            fresh = [next(embedded) for _ in plan.fresh]
            writing.save(store, article, plan, fresh, reading, reader.fingerprint())
        store.run_many(
            "INSERT OR REPLACE INTO attached SELECT key, ? FROM articles WHERE id = ?",
            [(one.metadata, one.article.id) for one in written],
        )


def forget(store: Store, article: str) -> None:
    """The article is from now on one that came otherwise."""
    store.run("DELETE FROM attached WHERE article = (SELECT key FROM articles WHERE id = ?)", (article,))


def remove(store: Store, ids: Iterable[str]) -> None:
    """Removes articles that were brought, and others whose paragraphs are all among `ids`; an id that is not there is
    passed over. To be called with the lock of `Layout.writing`.

    Raises DocumentRefused, and removes nothing, where some paragraphs of an article would stay: without them it would
    not be what was printed.
    """
    wanted = list(dict.fromkeys(ids))
    gone = list(_known(store, wanted))
    asked: dict[str, list[str]] = defaultdict(list)
    for id_, (article, _) in _paragraphs(store, [id_ for id_ in wanted if id_ not in set(gone)]).items():
        asked[article].append(id_)
    for article, parts in asked.items():
        (count,) = store.one(
            "SELECT count(*) FROM paragraphs p JOIN articles a ON a.key = p.article WHERE a.id = ?", (article,)
        )
        if count > len(parts):
            raise DocumentRefused(
                f"{parts[0]!r} is one of {count} paragraphs of an article, and is not removed without the others."
                f" Remove the article with: wortlaut remove {article}"
            )
    if gone := [*gone, *asked]:
        with store.writing():
            store.run("DELETE FROM articles WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(gone),))


def _known(store: Store, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Digest and metadata of those that were brought."""
    found = store.all(
        "SELECT a.id, a.digest, t.metadata FROM json_each(?) w JOIN articles a ON a.id = w.value"
        " JOIN attached t ON t.article = a.key",
        (json.dumps(list(ids)),),
    )
    return {id_: (digest, kept) for id_, digest, kept in found}


# ------------------------------------------------------------------------------------------------------------- reading


def metadata(store: Store, articles: Iterable[str]) -> dict[str, str]:
    """By article id, of those that were brought; the others are left out."""
    return {id_: kept for id_, (_, kept) in _known(store, dict.fromkeys(articles)).items()}


def rows(store: Store, ids: Iterable[str]) -> list[int]:
    """Rows of the paragraphs that go by these ids, each once, in their order: an article's that was brought, or
    `place`. An id that is not there is left out."""
    wanted = list(dict.fromkeys(ids))
    found = {id_: row for id_, (_, row) in _paragraphs(store, wanted).items()}
    found |= dict(
        store.all(
            "SELECT a.id, p.row FROM json_each(?) w JOIN articles a ON a.id = w.value"
            " JOIN attached t ON t.article = a.key JOIN paragraphs p ON p.article = a.key",
            (json.dumps(wanted),),
        )
    )
    return [found[id_] for id_ in wanted if id_ in found]


def filtered(store: Store, wanted: Mapping[str, Sequence[Scalar]]) -> Rows:
    """Rows of the paragraphs whose metadata has, for each name, one of the values given (a missing one counts as None),
    ascending. Articles that came otherwise have `article`, `paragraph`, `title` and so on."""
    asked = (json.dumps({name: list(values) for name, values in wanted.items()}),)
    found = store.all(_FILTERED, asked)
    if all(
        name in _NAMES or None in values for name, values in wanted.items()
    ):  # a look at each paragraph of the library
        found += store.all(_FILTERED_OTHERS, asked)
    return np.sort(np.array([row for (row,) in found], dtype=np.int64))


def _paragraphs(store: Store, ids: Iterable[str]) -> dict[str, tuple[str, int]]:
    """The article and the row of each id that `place` gives of an article that came otherwise."""
    places = [(id_, match[1], int(match[2])) for id_ in ids if (match := _PLACE.fullmatch(id_))]
    found = store.all(
        "SELECT json_extract(w.value, '$[0]'), a.id, p.row FROM json_each(?) w"
        " JOIN articles a ON a.id = json_extract(w.value, '$[1]')"
        " JOIN paragraphs p ON p.article = a.key AND p.number = json_extract(w.value, '$[2]')"
        " WHERE a.key NOT IN (SELECT article FROM attached)",
        (json.dumps(places),),
    )
    return {id_: (article, row) for id_, article, row in found}
