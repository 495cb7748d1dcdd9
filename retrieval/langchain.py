"""The same search as a LangChain BaseRetriever, for other people's chains."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from retrieval.articles import Article
from retrieval.question import parse
from retrieval.search import Found, Searcher

__all__ = ["WortlautRetriever"]


class WortlautRetriever(BaseRetriever):
    """Passages for a question, best first, as LangChain documents.

    `page_content` is the paragraph as it stands; `metadata` says where ("article", "paragraph", "title", "publisher",
    "url", "published", "language", "score") and who says what in it ("statements": a list of "speaker", "kind",
    "inferred" and "spans", pairs of offsets into `page_content`). `k` bounds how many come.
    """

    searcher: Any
    k: int = 10

    def __init__(self, searcher: Searcher, **options: Any) -> None:
        super().__init__(searcher=searcher, **options)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        searcher: Searcher = self.searcher
        view = searcher.view()
        question = parse(query, view.publishers())
        speakers = view.speakers.find(question.speaker) if question.speaker else []
        found = searcher.find(question, self.k, view, speakers)
        return [_document(one, view.snapshot.article(one.passage.paragraph.article)) for one in found]


def _document(found: Found, article: Article) -> Document:
    passage = found.passage
    statements = [
        {"speaker": s.speaker, "kind": s.kind, "inferred": s.inferred, "spans": [list(span) for span in s.spans]}
        for s in passage.statements
    ]
    return Document(
        page_content=passage.paragraph.text,
        metadata={
            "article": article.id,
            "paragraph": passage.paragraph.number,
            "title": article.title,
            "publisher": article.publisher,
            "url": article.url,
            "published": article.published,
            "language": article.language,
            "score": passage.score,
            "statements": statements,
        },
    )
