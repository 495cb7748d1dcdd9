"""Snapshot: the library as it is at one moment, for one question."""

from __future__ import annotations

import json
import threading
import weakref
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from retrieval import corrections, passing, records
from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.catalogue import Catalogue
from retrieval.embedding import Vectors
from retrieval.layout import Generation, Layout
from retrieval.lexical import LexicalIndex
from retrieval.progress import Progress, quiet
from retrieval.records import Summary
from retrieval.store import Model, Rows, Store
from retrieval.vectors import Hit, VectorIndex

if TYPE_CHECKING:
    from retrieval.statements import Entity

__all__ = ["Hit", "Snapshot", "Summary"]


class Snapshot:
    """Immutable: what is added or removed beside it does not show. Usable from several threads.

    It keeps a read transaction open until it is forgotten, so do not keep one for longer than a question.
    """

    def __init__(self, layout: Layout, store: Store, vectors: VectorIndex, words: LexicalIndex) -> None:
        self.layout = layout
        self.store = self._store = store
        self._vectors = vectors
        self._words = words
        self._state = store.generation()
        self._catalogue: Catalogue | None = None
        self._lock = threading.Lock()
        weakref.finalize(self, store.close)

    @classmethod
    def take(cls, layout: Layout, before: Snapshot | None = None, progress: Progress = quiet) -> Snapshot:
        """Of the store as it is now; derived files are caught up or built where they lag, with progress."""
        store = Store.open_reading(layout)
        try:
            store.hold()
            vectors = VectorIndex.of(store, layout, before._vectors if before else None, progress)
            words = LexicalIndex.of(store, layout, before._words if before else None, progress)
        except BaseException:
            store.close()
            raise
        snapshot = cls(layout, store, vectors, words)
        snapshot._catalogue = before._catalogue if before else None  # caught up when a question needs it
        return snapshot

    @property
    def generation(self) -> int:
        return self._state.number

    @property
    def state(self) -> Generation:
        """Tells it from one of the same generation of another library, put in the place of this one."""
        return self._state

    def comes_after(self, other: Snapshot) -> bool:
        """Whether `other` is an earlier state of the same library."""
        earlier = self._state.number > other._state.number
        return earlier and self._store.has_been(other._state)

    @property
    def model(self) -> Model | None:
        """The embedding model that the vectors come from; None before the first article."""
        return self._store.model()

    # ------------------------------------------------------------------------------------------------------ articles

    def article_list(self) -> list[Summary]:
        """In the order in which the articles were first added."""
        return records.summaries(self._store)

    def article(self, id: str) -> Article:  # noqa: A002
        """The whole of it. Raises ArticleUnknown."""
        return records.article(self._store, id)

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Several at once; an id that is not there is left out."""
        return records.articles(self._store, ids)

    def paragraphs(self, rows: Iterable[int]) -> dict[int, Paragraph]:
        """In the order of `rows`; a row that is not there is left out."""
        return records.paragraphs(self._store, rows)

    def statements_in(self, rows: Iterable[int]) -> dict[int, tuple[Statement, ...]]:
        """For every row that is there, in the order of `rows`; its statements in the order of the text."""
        return records.statements_in(self._store, rows)

    def statements_at(self, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[Statement, ...]]:
        """The same by article id and paragraph number."""
        return records.statements_at(self._store, places)

    def hidden_in(self, articles: Iterable[str]) -> dict[tuple[str, str], list[Span]]:
        """The words that the owner took out of the statements of articles, by the article and the paragraph's text."""
        found: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for one in corrections.kept(self._store, list(articles)):
            if one.hidden:
                found[one.article, one.text] += one.spans
        return dict(found)

    def statements_by(self, who: Iterable[tuple[str, str]]) -> list[tuple[int, Statement]]:
        """The statements of these (article id, name within it), with their rows, in the order of articles and text."""
        return records.statements_by(self._store, who)

    def statement_rows(self, who: Iterable[tuple[str, str]]) -> set[int]:
        """The rows of `statements_by` alone."""
        return records.statement_rows(self._store, who)

    def entities(self) -> Iterator[tuple[str, Entity, int]]:
        """Everybody who is named: article id, entity, and how many statements it has there."""
        return records.entities(self._store)

    def publishers(self) -> frozenset[str]:
        """The names of all."""
        names = self._store.all("SELECT DISTINCT publisher FROM articles WHERE publisher <> ''")
        return frozenset(name for (name,) in names)

    def languages(self) -> dict[str, int]:
        """Paragraphs by language, the most frequent first."""
        return dict(
            self._store.all(
                "SELECT a.language, count(*) FROM paragraphs p JOIN articles a ON a.key = p.article"
                " GROUP BY a.language ORDER BY count(*) DESC, a.language"
            )
        )

    def row_language(self, rows: Iterable[int]) -> dict[int, str]:
        return dict(
            self._store.all(
                "SELECT p.row, a.language FROM json_each(?) w JOIN paragraphs p ON p.row = w.value"
                " JOIN articles a ON a.key = p.article",
                (json.dumps([int(row) for row in rows]),),
            )
        )

    def rows(
        self,
        *,
        articles: Collection[str] | None = None,
        publisher: str | None = None,
        since: str | None = None,
        until: str | None = None,
        language: str | None = None,
    ) -> Rows | None:
        """The rows that pass all filters given, ascending; None where none is given. `since` and `until` are ISO dates,
        both inclusive; an undated article passes neither."""
        if articles is not None:
            return passing.filtered(self._store, articles, publisher, since, until, language)
        if not (publisher or since or until or language):
            return None
        with self._lock:
            catalogue = self._catalogue = Catalogue.of(self._store, self._catalogue)
        return catalogue.rows(publisher, since, until, language)

    def newest(
        self,
        articles: Collection[str],
        most: int,
        *,
        publisher: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> list[str]:
        """The ids of those of these articles that pass the filters, the newest first, `most` at most."""
        return passing.newest(self._store, articles, publisher, since, until, most)

    # --------------------------------------------------------------------------------------------------------- search

    def search_vectors(self, vector: Vectors, k: int, rows: Rows | None = None) -> list[Hit]:
        """By cosine, best first; at most `k`. `rows`, ascending, restricts the search."""
        return self._vectors.search(vector, k, rows)

    def vectors_of(self, rows: Iterable[int]) -> Vectors:
        """Of shape (rows, dimension), in the order of `rows`. Raises KeyError for a row that is not there."""
        model = self._store.model()
        return self._store.vectors_of(rows, model.dimension if model else 0)

    def codes_of(self, rows: Iterable[int]) -> dict[int, bytes]:
        """The token codes of rows (see `retrieval.tokens`); a row that has none is left out."""
        return dict(
            self._store.all(
                "SELECT t.row, t.codes FROM json_each(?) w JOIN tokens t ON t.row = w.value WHERE t.codes IS NOT NULL",
                (json.dumps([int(row) for row in rows]),),
            )
        )

    def search_words(self, text: str, language: str, k: int, rows: Rows | None = None) -> list[Hit]:
        """By BM25 over the words of a question in `language`, best first; at most `k`. `rows`, ascending, restricts
        the search.

        Paragraphs in that language are searched by stem and by parts of compounds, others by names and numbers.
        """
        return self._words.search(text, language, k, rows)

    def names_in(self, name: str, most: int | None = None) -> list[int]:
        """Rows of paragraphs (of `most` at most) in which this word, or these words in a row, stand: is X named
        anywhere? With or without accents; where the name starts in upper case, upper and lower case count."""
        return self._words.names(name, most)
