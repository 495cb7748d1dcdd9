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
from retrieval.store import Changes, Rows, Store, among
from retrieval.vectors import Hit

__all__ = ["LexicalIndex"]

TRANSLATED = 0.7
"""What a translation weighs beside the word itself: a dictionary has many for one word, and most are not meant."""

FEW = 1_000
"""Rows that a filter leaves, up to which they are looked up one by one."""

DEEPEST = 10_000
"""Hits that are looked at where a filter leaves more."""


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
        parts of compounds; those in other languages by names and numbers as they stand, because other words that look
        alike there mean something else, and by translations of all words between German and English."""
        from tantivy import Occur, Query

        clauses = self._in_language(text, language)
        if elsewhere := self._elsewhere(text, language):
            clauses.append(elsewhere)
        if not clauses or k <= 0 or (rows is not None and not len(rows)):
            return []
        query = Query.boolean_query([(Occur.Should, clause) for clause in clauses])
        return self._hits(query, k) if rows is None else self._hits_among(query, k, rows)

    def _hits_among(self, query: Any, k: int, rows: Rows) -> list[Hit]:
        """The best that are in `rows`: of many rows by looking at more and more hits, of few by looking at no other."""
        from tantivy import Occur, Query

        deep = 2 * k * self.searcher.num_docs // len(rows)
        while len(rows) > FEW and deep <= DEEPEST:
            hits = self._hits(query, deep)
            passing = among((hit.row for hit in hits), rows)
            found = [hit for hit in hits if hit.row in passing]
            if len(found) >= k or len(hits) < deep:
                return found[:k]
            deep *= 4
        allowed = Query.term_set_query(schema(), "row", rows.tolist())
        return self._hits(Query.boolean_query([(Occur.Must, query), (Occur.Must, _unscored(allowed))]), k)

    def names(self, name: str, most: int | None = None) -> list[int]:
        """Rows of paragraphs (of `most` at most) in which these words stand in a row, with or without accents; where
        the name starts in upper case, upper and lower case count."""
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
        return sorted(hit.row for hit in self._hits(query, most or self.searcher.num_docs))

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

    def _elsewhere(self, text: str, language: str) -> Any:
        from tantivy import Occur, Query

        found = [_abroad(word, language) for word in analysis.query_words(text, language)]
        words = [Query.disjunction_max_query(terms) for terms in found if terms]
        if not words:
            return None
        here = Query.term_query(schema(), "language", language)
        any_word = Query.boolean_query([(Occur.Should, word) for word in words])
        return Query.boolean_query([(Occur.Must, any_word), (Occur.MustNot, here)])

    def _hits(self, query: Any, k: int) -> list[Hit]:
        if not (k := min(k, self.searcher.num_docs)):
            return []
        found = self.searcher.search(query, k, count=False).hits
        rows = self.searcher.fast_field_values("row", [address for _, address in found])
        hits = [Hit(int(row), float(score)) for row, (score, _) in zip(rows, found, strict=True)]
        return sorted(hits, key=lambda hit: (-hit.score, hit.row))


def _abroad(word: analysis.Word, language: str) -> list[Any]:
    """The terms by which a word of a question is found in other languages."""
    terms = [_term("exact", spelling) for spelling in analysis.spellings(word.text)] if word.is_name else []
    for other in analysis.STEMMED:
        if other != language:
            terms += [_term(other, stem, TRANSLATED) for stem in analysis.translated(word.text, language, other)]
    return terms


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
