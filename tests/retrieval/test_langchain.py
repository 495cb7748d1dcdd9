"""The search as a LangChain retriever: its documents, and a chain with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough
from pydantic import ValidationError

from retrieval.articles import Article, Paragraph
from retrieval.langchain import WortlautRetriever
from retrieval.library import Library
from retrieval.onnx_model import OnnxEmbedder
from retrieval.readers import read
from retrieval.search import Searcher

SEEDS = Path(__file__).parents[2] / "seeds"
QUESTION = "What did Baerbock say?"
OTHER = Article(
    "https://example.org/bread",
    "Brot",
    title_made=False,
    paragraphs=(Paragraph("https://example.org/bread", 1, "Für den Teig braucht man Mehl, Wasser und Hefe."),),
    publisher="Backblatt",
    url="https://example.org/bread",
    published="2024-05-06",
    language="de",
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    embedder = OnnxEmbedder()
    with Library.open(tmp_path_factory.mktemp("library"), embedder) as library:
        list(library.add(item for item in read(SEEDS) if isinstance(item, Article)))
        list(library.add([OTHER]))
        yield Searcher(library, embedder)


def test_documents_are_paragraphs_with_their_places(searcher: Searcher) -> None:
    (document,) = WortlautRetriever(searcher=searcher, k=1).invoke("Was braucht man für einen Teig?")
    assert document.page_content == OTHER.paragraphs[0].text
    assert document.id == "https://example.org/bread#1"
    score = document.metadata.pop("score")
    assert 0 < score <= 1
    assert document.metadata == {
        "article": OTHER.id,
        "paragraph": 1,
        "title": "Brot",
        "publisher": "Backblatt",
        "url": OTHER.url,
        "published": "2024-05-06",
        "language": "de",
        "statements": [],
    }


def test_passages_with_statements_of_the_speaker_come_first(searcher: Searcher) -> None:
    first = WortlautRetriever(searcher=searcher).invoke(QUESTION)[0]
    said = [s for s in first.metadata["statements"] if s["speaker"] == "Annalena Baerbock"]
    quotations = [first.page_content[start:end] for s in said if s["kind"] == "direct" for start, end in s["spans"]]
    assert "Es braucht Sicherheitsgarantien, die auch wirklich tragen" in quotations


def test_documents_come_best_first(searcher: Searcher) -> None:
    documents = WortlautRetriever(searcher=searcher, k=20).invoke("Sicherheitsgarantien für die Ukraine")
    scores = [document.metadata["score"] for document in documents]
    assert scores == sorted(scores, reverse=True)
    assert len({document.id for document in documents}) == len(documents) > 3


def test_filters_in_the_question_hold(searcher: Searcher) -> None:
    documents = WortlautRetriever(searcher=searcher).invoke("Was steht im Backblatt über die Ukraine?")
    assert {document.metadata["publisher"] for document in documents} == {"Backblatt"}


def test_metadata_can_be_written_as_json(searcher: Searcher) -> None:
    for document in WortlautRetriever(searcher=searcher).invoke(QUESTION):
        assert json.loads(json.dumps(document.metadata)) == document.metadata


def test_sees_articles_that_are_added_later(tmp_path: Path) -> None:
    embedder = OnnxEmbedder()
    with Library.open(tmp_path, embedder) as library:
        searcher = Searcher(library, embedder)
        retriever = WortlautRetriever(searcher=searcher)
        assert retriever.invoke("Brot?") == []
        list(library.add([OTHER]))
        searcher.view(wait=60)  # on a busy machine the new snapshot may take longer than a question waits for it
        assert [document.id for document in retriever.invoke("Brot?")] == ["https://example.org/bread#1"]


def test_as_many_as_asked_for(searcher: Searcher) -> None:
    retriever = WortlautRetriever(searcher=searcher)
    assert retriever.k == 10
    assert len(retriever.invoke(QUESTION, k=2)) == 2
    everything = sum(article.paragraphs for article in searcher.view().snapshot.article_list())
    assert len(retriever.invoke(QUESTION, k=1000)) == everything
    with pytest.raises(ValidationError):
        WortlautRetriever(searcher=searcher, k=0)
    with pytest.raises(ValidationError):
        WortlautRetriever(searcher="none")  # type: ignore[arg-type]


async def test_can_be_awaited(searcher: Searcher) -> None:
    retriever = WortlautRetriever(searcher=searcher, k=3)
    assert await retriever.ainvoke(QUESTION) == retriever.invoke(QUESTION)


def test_works_in_a_chain(searcher: Searcher) -> None:
    """Retriever, prompt, model and parser, put together as LangChain's own documentation does."""
    seen: list[Any] = []

    def numbered(documents: list[Document]) -> str:
        return "\n".join(f"[{number}] {document.page_content}" for number, document in enumerate(documents, 1))

    def watched(prompt: Any) -> Any:
        seen.append(prompt.to_string())
        return prompt

    prompt = ChatPromptTemplate.from_template("Answer from these passages:\n{passages}\n\nQuestion: {question}")
    model = FakeListChatModel(responses=["She asked for security guarantees [1]."])
    sources = {"passages": WortlautRetriever(searcher=searcher, k=2) | numbered, "question": RunnablePassthrough()}
    chain = sources | prompt | watched | model | StrOutputParser()
    assert chain.invoke(QUESTION) == "She asked for security guarantees [1]."
    assert "[1] " in seen[0]
    assert "Sicherheitsgarantien, die auch wirklich tragen" in seen[0]
    assert seen[0].endswith(f"Question: {QUESTION}")
    assert isinstance(model.invoke("again"), AIMessage)
