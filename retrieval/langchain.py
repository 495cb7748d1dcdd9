"""The same search as a LangChain BaseRetriever, for other people's chains."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from retrieval.articles import Article, Statement
from retrieval.question import parse
from retrieval.search import Passage, Searcher

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
        view = self.searcher.view()
        question = parse(query, view.publishers, known=view.quotes)
        if question.intent == "passages":  # "How many … in 2015?" asks for no articles of that year
            question = replace(question, since=None, until=None)
        speakers = view.speakers.find(question.speaker) if question.speaker else []
        found = self.searcher.find(question, k or self.k, view, speakers)
        articles = {id_: view.snapshot.article(id_) for id_ in {one.passage.paragraph.article for one in found}}
        return [_document(one.passage, articles[one.passage.paragraph.article]) for one in found]


def _document(passage: Passage, article: Article) -> Document:
    paragraph = passage.paragraph
    return Document(
        id=f"{article.id}#{paragraph.number}",
        page_content=paragraph.text,
        metadata={
            "article": article.id,
            "paragraph": paragraph.number,
            "title": article.title,
            "publisher": article.publisher,
            "url": article.url,
            "published": article.published,
            "language": article.language,
            "score": passage.score,
            "statements": [_as_json(statement) for statement in passage.statements],
        },
    )


def _as_json(statement: Statement) -> dict[str, Any]:
    return {
        "speaker": statement.speaker,
        "kind": statement.kind,
        "inferred": statement.inferred,
        "spans": [[span.start, span.end] for span in statement.spans],
    }
