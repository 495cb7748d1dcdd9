"""The search as a LangChain BaseRetriever, for other people's chains."""

from __future__ import annotations

from dataclasses import replace

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import run_in_executor
from pydantic import Field

from retrieval.langchain.documents import retrieved
from retrieval.question import parse
from retrieval.search import Searcher

__all__ = ["WortlautRetriever"]


class WortlautRetriever(BaseRetriever):
    """Passages for a question, best first, as LangChain documents: `WortlautRetriever(searcher=searcher, k=5)`.

    `page_content` is the paragraph as it stands; `metadata` says where ("article", "paragraph", "title", "publisher",
    "url", "published", "language", "score") and who says what in it ("statements": a list of "speaker", "kind",
    "inferred" and "spans", pairs of offsets into `page_content`). All of it can be written as JSON. Raises
    EmbeddingError and LibraryError.
    """

    searcher: Searcher = Field(repr=False)
    k: int = Field(default=10, ge=1)
    """How many documents at most; `invoke(question, k=3)` asks for another number once."""

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  (LangChain passes it by name)
        k: int | None = None,
    ) -> list[Document]:
        return self._found(query, self.k if k is None else k)

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,  # noqa: ARG002
        k: int | None = None,
    ) -> list[Document]:
        return await run_in_executor(None, self._found, query, self.k if k is None else k)

    def _found(self, query: str, k: int) -> list[Document]:
        if k < 1:
            return []
        view = self.searcher.view()
        question = parse(query, view.publishers, known=view.quotes)
        if question.intent == "passages":  # "How many … in 2015?" asks for no articles of that year
            question = replace(question, since=None, until=None)
        speakers = view.find(question.speaker) if question.speaker else []
        found = self.searcher.find(question, k, view, speakers)
        return retrieved(view.snapshot, [one.passage for one in found])
