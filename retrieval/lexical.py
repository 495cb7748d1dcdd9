"""Full-text index (tantivy), derived from the store: words of a question, and names as they are written."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from retrieval import analysis
from retrieval.compounds import related
from retrieval.layout import Generation, Layout
from retrieval.lexical_files import Folder, in_memory, newest, open_searcher, publish_folder, schema
from retrieval.progress import Progress, quiet
from retrieval.store import Changes, Rows, Store
from retrieval.vectors import Hit

__all__ = ["LexicalIndex"]


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """The index at one generation: tantivy's searcher does not see what comes later."""

    generation: Generation
    searcher: Any
    folder: Folder | None = None  # None in memory

    @classmethod
    def of(
        cls, store: Store, layout: Layout, before: LexicalIndex | None = None, progress: Progress = quiet
    ) -> LexicalIndex:
        """The index for what `store` holds: `before` or the newest sound one on the disk where nothing was added or
        removed since, else that one caught up, else one that is built from the store. Publishes what it makes."""
        if before and _is_current(store.changes_since(before.generation)):
            return before
        checked = before.folder if before else None
        with suppress(OSError, ValueError):
            found = newest(store, layout, checked)
            if found and _is_current(found[1]):
                return cls._open(found[0])
            checked = found[0] if found else None
        with layout.publishing() as mine, suppress(OSError, ValueError):
            found = newest(store, layout, checked)
            if found and _is_current(found[1]):
                return cls._open(found[0])  # another process was quicker
            if mine:
                return cls._open(publish_folder(store, layout, found, progress))
        # A directory that cannot be written to, a full disk: an index in memory answers all the same.
        return cls(store.generation(), in_memory(store, progress))

    @classmethod
    def _open(cls, folder: Folder) -> LexicalIndex:
        return cls(folder.generation, open_searcher(folder.path), folder)

    def search(self, text: str, language: str, k: int, rows: Rows | None = None) -> list[Hit]:
        """BM25 over the words of a question, best first. Paragraphs in the question's language are found by stem and by
        parts of compounds; those in other languages only by names and numbers, because other words that look alike
        there mean something else."""
        from tantivy import Occur, Query

        clauses = self._in_language(text, language)
        if names := self._names_elsewhere(text, language):
            clauses.append(names)
        if not clauses or k <= 0 or (rows is not None and not len(rows)):
            return []
        query = Query.boolean_query([(Occur.Should, clause) for clause in clauses])
        if rows is not None:
            allowed = Query.term_set_query(schema(), "row", [int(row) for row in rows])
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, _unscored(allowed))])
        return self._hits(query, k)

    def names(self, name: str) -> list[int]:
        """Rows of paragraphs in which these words stand in a row, with or without accents; where the name starts in
        upper case, upper and lower case count."""
        from tantivy import Query

        name = analysis.normal(name.strip())
        field = "exact" if name[:1].isupper() else "words"
        words = analysis.analyzer(field).analyze(name)
        if not words:
            return []
        if len(words) == 1:
            query = Query.term_query(schema(), field, words[0])
        else:
            query = Query.phrase_query(schema(), field, words)
        return sorted(hit.row for hit in self._hits(query, self.searcher.num_docs))

    def _in_language(self, text: str, language: str) -> list[Any]:
        from tantivy import Occur, Query

        words = analysis.query_words(text, language)
        if language not in analysis.STEMMED:
            here = Query.term_query(schema(), "language", language)
            terms = [_any_of(analysis.fold(word.text), "words") for word in words]
            return [Query.boolean_query([(Occur.Must, term), (Occur.Must, _unscored(here))]) for term in terms]
        clauses = []
        for word in words:
            stems = related(self.searcher, word.text, language)
            stems |= dict.fromkeys(analysis.stems(word.text, language), 1.0)
            terms = [_term(language, stem, weight) for stem, weight in stems.items()]
            clauses.append(Query.disjunction_max_query(terms))
        return clauses

    def _names_elsewhere(self, text: str, language: str) -> Any:
        from tantivy import Occur, Query

        names = [analysis.spellings(word.text) for word in analysis.query_words(text, language) if word.is_name]
        if not names:
            return None
        named = [Query.disjunction_max_query([_term("exact", spelling) for spelling in name]) for name in names]
        here = Query.term_query(schema(), "language", language)
        any_name = Query.boolean_query([(Occur.Should, name) for name in named])
        return Query.boolean_query([(Occur.Must, any_name), (Occur.MustNot, here)])

    def _hits(self, query: Any, k: int) -> list[Hit]:
        if not (k := min(k, self.searcher.num_docs)):
            return []
        found = self.searcher.search(query, k, count=False).hits
        rows = self.searcher.fast_field_values("row", [address for _, address in found])
        hits = [Hit(int(row), float(score)) for row, (score, _) in zip(rows, found, strict=True)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.row))


def _is_current(changes: Changes | None) -> bool:
    return changes is not None and not changes.added and not len(changes.removed)


def _unscored(query: Any) -> Any:
    from tantivy import Query

    return Query.const_score_query(query, 0.0)


def _term(field: str, word: str, weight: float = 1.0) -> Any:
    from tantivy import Query

    query = Query.term_query(schema(), field, word, "freq" if field in analysis.STEMMED else "position")
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _any_of(words: list[str], field: str) -> Any:
    from tantivy import Occur, Query

    return Query.boolean_query([(Occur.Should, _term(field, word)) for word in words])
