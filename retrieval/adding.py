"""Adding articles to a store, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrieval import attached, upkeep, writing
from retrieval.articles import Article
from retrieval.embedding import Embedder
from retrieval.errors import ArticleUnknown
from retrieval.progress import Progress
from retrieval.store import Store
from retrieval.upkeep import Reader

__all__ = ["Change", "add", "change"]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to an article; how many of its paragraphs were embedded, and how many statements it has (had)."""

    article: str
    title: str
    what: Literal["added", "changed", "unchanged", "removed"]
    paragraphs: int
    embedded: int
    statements: int


def add(
    store: Store, article: Article, embedder: Embedder, with_tokens: bool, reader: Reader, progress: Progress
) -> Change:
    """Adds it, or replaces the one of its id. To be called with the lock of `Layout.writing`. Raises IndexMismatch,
    EmbeddingError; the article is then as it was before."""
    known = store.one("SELECT key, digest, source FROM articles WHERE id = ?", (article.id,))
    if known and known[1] == writing.digest(article):
        if known[2] != article.source:  # read from elsewhere, which is no change of what it says
            with store.transaction():
                store.run("UPDATE articles SET source = ? WHERE key = ?", (article.source, known[0]))
        return change(store, article.id, "unchanged")
    plan = writing.plan(store, article)
    texts = [(paragraph.text, article.language) for paragraph in plan.fresh]
    embedded = upkeep.embed(embedder, texts, with_tokens, progress)
    reading = reader.read(article)
    with store.writing() as generation:
        if store.one("SELECT 1 FROM articles") is None:
            writing.save_model(store, embedder, generation)
        writing.save(store, article, plan, embedded, reading, reader.fingerprint())
        attached.forget(store, article.id)
    return change(store, article.id, "changed" if known else "added", embedded=len(plan.fresh))


def change(
    store: Store, id_: str, what: Literal["added", "changed", "unchanged", "removed"], embedded: int = 0
) -> Change:
    """What is told of an article that is there. Raises ArticleUnknown."""
    row = store.one(
        "SELECT title, (SELECT count(*) FROM paragraphs WHERE article = key),"
        " (SELECT count(*) FROM statements WHERE article = key) FROM articles WHERE id = ?",
        (id_,),
    )
    if row is None:
        raise ArticleUnknown(f"There is no article {id_!r}. The list of all: wortlaut articles")
    return Change(id_, row[0], what, row[1], embedded, row[2])
