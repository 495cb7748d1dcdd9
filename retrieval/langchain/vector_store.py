"""The library as a LangChain VectorStore, for applications that bring documents of their own."""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import time
import uuid
import weakref
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from retrieval import attached
from retrieval.embedding import Embedder
from retrieval.errors import DocumentRefused
from retrieval.langchain.documents import brought, documents
from retrieval.langchain.embeddings import embedder_of, embeddings_of
from retrieval.langchain.nearest import diverse, filter_in, near, similar, vector_of, with_documents
from retrieval.layout import Generation
from retrieval.library import Library
from retrieval.search import Searcher, View

__all__ = ["WortlautVectorStore"]

_log = logging.getLogger(__name__)

_PATIENCE, _TRIES, _PAUSE = 60.0, 100, 0.01
"""For how long (in seconds) and how often a search asks for a view with what was just added: it can get one that was
being made before that."""


class WortlautVectorStore(VectorStore):
    """A library: what LangChain adds to it, and the paragraphs of all other articles in it. Thread-safe.

    A document becomes an article of one paragraph, its text, letter for letter; "title", "url", "published",
    "publisher" and "language" in its metadata are the article's where they are well-formed, and who says what in it is
    read as in any article. Text and metadata come back as they were given. Paragraphs of articles that came otherwise
    are documents, too: their ids are "article#number", their metadata that of `WortlautRetriever` without the score.

    Every search sees what this object has written, and takes a `filter` by metadata: {"topic": "peace", "year": [2023,
    2024]} asks for that topic and for one of the two years. Raises EmbeddingError, LibraryError, and DocumentRefused
    for a document or a filter that cannot be kept or used.
    """

    def __init__(self, searcher: Searcher) -> None:
        """Over an open library, which stays the caller's to close; `open` makes one of its own."""
        self.searcher = searcher
        self._lock = threading.Lock()
        self._written: Generation | None = None
        self._close: Callable[[], object] = lambda: None

    @classmethod
    def open(cls, data: Path | str, embedding: Embeddings | Embedder | None = None) -> Self:
        """Over the library in this data directory, which is made where there is none. `embedding`: the model that ships
        by default. Raises LibraryDamaged, LibraryTooNew, OtherModel, LibraryError."""
        embedder = embedder_of(embedding)
        library = Library.open(Path(data).expanduser(), embedder)
        store = cls(Searcher(library, embedder))
        store._close = weakref.finalize(store, library.close)
        return store

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings | Embedder | None = None,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        data: Path | str | None = None,
        **kwargs: Any,
    ) -> Self:
        """`open` and `add_texts`. Without a data directory the library lies in a temporary folder, and is gone with
        this object."""
        if kwargs:
            raise TypeError(f"unexpected keyword argument {min(kwargs)!r}")
        if data is None:
            folder = tempfile.mkdtemp(prefix="wortlaut-")
            store = cls.open(folder, embedding)
            opened = store._close
            store._close = weakref.finalize(store, _close_and_remove, opened, folder)
        else:
            store = cls.open(data, embedding)
        try:
            store.add_texts(texts, metadatas, ids=ids)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Closes the library that `open` or `from_texts` has opened."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def embeddings(self) -> Embeddings:
        return embeddings_of(self.searcher.embedder)

    # ------------------------------------------------------------------------------------------------------- writing

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: Sequence[str | None] | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """`add_documents` of texts with as many metadata and ids."""
        given = list(texts)
        if metadatas and len(metadatas) != len(given):
            raise DocumentRefused(f"There are {len(given)} texts and {len(metadatas)} metadata. Give one for each.")
        pairs = zip(given, metadatas or [{}] * len(given), strict=True)
        made = [Document(page_content=text, metadata=metadata) for text, metadata in pairs]
        return self.add_documents(made, ids=ids, **kwargs)

    def add_documents(
        self,
        documents: list[Document],
        *,
        ids: Sequence[str | None] | None = None,
        **kwargs: Any,  # noqa: ARG002  (LangChain's indexing gives a batch_size)
    ) -> list[str]:
        """Adds documents, or overwrites those of their ids, and returns the ids: those given, else those of the
        documents, else new ones. Of several with one id the last counts.

        What is refused is refused before anything is written. Documents are written 500 at a time: should the process
        die, each is wholly in or wholly out.
        """
        if ids and len(ids) != len(documents):
            raise DocumentRefused(f"There are {len(documents)} documents and {len(ids)} ids. Give one for each.")
        known = list(ids) if ids else [document.id for document in documents]
        names = [id_ or str(uuid.uuid4()) for id_ in known]
        last = dict(zip(names, documents, strict=True))
        self._wrote(self.searcher.library.bring([brought(document, id_) for id_, document in last.items()]))
        return names

    def delete(self, ids: list[str] | None = None, **kwargs: Any) -> bool:  # noqa: ARG002
        """Removes documents; an id that is not there is passed over.

        Raises DocumentRefused, and removes nothing, without ids (LangChain's convention for all of them), and where
        some paragraphs of an article would stay behind.
        """
        if ids is None:
            raise DocumentRefused("Without ids the whole library would be deleted. Give the ids, or delete its folder.")
        if ids:
            self._wrote(self.searcher.library.take_away(ids))
        return True

    # ------------------------------------------------------------------------------------------------------- reading

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """In their order, each once; an id that is not there is left out."""
        snapshot = self._view().snapshot
        return list(documents(snapshot, attached.rows(snapshot.store, ids)).values())

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        """The best `k` documents by the library's own search (see `similarity_search_with_score`)."""
        return [document for document, _ in self.similarity_search_with_score(query, k, **kwargs)]

    def similarity_search_with_score(self, query: str, k: int = 4, **kwargs: Any) -> list[tuple[Document, float]]:
        """By meaning and by words: a score from 0 to 1, the higher the better, the same as a passage's."""
        wanted, view = filter_in(kwargs), self._view()
        return with_documents(view, similar(self.searcher, query, k, view, wanted))

    def similarity_search_by_vector(self, embedding: list[float], k: int = 4, **kwargs: Any) -> list[Document]:
        return [document for document, _ in self.similarity_search_with_score_by_vector(embedding, k, **kwargs)]

    def similarity_search_with_score_by_vector(
        self, embedding: list[float], k: int = 4, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """By vector alone: the score is the cosine, from -1 to 1."""
        wanted, view = filter_in(kwargs), self._view()
        return with_documents(view, near(vector_of(embedding, view), k, view, wanted))

    def max_marginal_relevance_search(
        self, query: str, k: int = 4, fetch_k: int = 20, lambda_mult: float = 0.5, **kwargs: Any
    ) -> list[Document]:
        """`k` of the best `fetch_k` of `similarity_search`, each unlike those before it, by their vectors."""
        wanted, view = filter_in(kwargs), self._view()
        found = similar(self.searcher, query, max(fetch_k, k), view, wanted)
        vector = self.searcher.embedder.embed_query(view.spelled(query))
        return [document for document, _ in with_documents(view, diverse(vector, found, k, lambda_mult, view))]

    def max_marginal_relevance_search_by_vector(
        self, embedding: list[float], k: int = 4, fetch_k: int = 20, lambda_mult: float = 0.5, **kwargs: Any
    ) -> list[Document]:
        wanted, view = filter_in(kwargs), self._view()
        vector = vector_of(embedding, view)
        found = near(vector, max(fetch_k, k), view, wanted)
        return [document for document, _ in with_documents(view, diverse(vector, found, k, lambda_mult, view))]

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda score: score

    # ------------------------------------------------------------------------------------------------------- details

    def _view(self) -> View:
        """The library as it is now, with all that was written here in it."""
        view, until = self.searcher.view(), time.monotonic() + _PATIENCE
        for _ in range(_TRIES):
            written = self._written
            if written is None or view.snapshot.store.has_been(written):
                return view
            if time.monotonic() > until:
                break
            time.sleep(_PAUSE)
            view = self.searcher.view(_PATIENCE)
        _log.warning("What was added last cannot be read yet, or another library was put in its place.")
        self._written = None
        return view

    def _wrote(self, generation: Generation) -> None:
        """Searches wait for the latest of what several threads have written."""
        with self._lock:
            if self._written is None or generation.number > self._written.number:
                self._written = generation


def _close_and_remove(close: Callable[[], object], folder: str) -> None:
    close()
    shutil.rmtree(folder, ignore_errors=True)
