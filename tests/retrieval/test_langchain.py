"""The search as a LangChain retriever: its documents, and a chain with it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import WordEmbedder
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableConfig, RunnablePassthrough
from pydantic import ValidationError

from retrieval.articles import Article, Paragraph
from retrieval.embedding import Vectors
from retrieval.errors import EmbeddingError
from retrieval.langchain import WortlautRetriever, WortlautVectorStore
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
    assert retriever.invoke(QUESTION, k=0) == []
    everything = sum(article.paragraphs for article in searcher.view().snapshot.article_list())
    assert len(retriever.invoke(QUESTION, k=1000)) == everything
    with pytest.raises(ValidationError):
        WortlautRetriever(searcher=searcher, k=0)
    with pytest.raises(ValidationError):
        WortlautRetriever(searcher="none")  # type: ignore[arg-type]


async def test_can_be_awaited(searcher: Searcher) -> None:
    retriever = WortlautRetriever(searcher=searcher, k=3)
    assert await retriever.ainvoke(QUESTION) == retriever.invoke(QUESTION)
    assert len(await retriever.ainvoke(QUESTION, k=2)) == 2
    assert await retriever.abatch([QUESTION, "Brot?"]) == retriever.batch([QUESTION, "Brot?"])
    assert [step async for step in retriever.astream(QUESTION)] == [retriever.invoke(QUESTION)]


class Held(WordEmbedder):
    """Embeds a query when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.let_go = threading.Event(), threading.Event()

    def embed_query(self, text: str) -> Vectors:
        self.asked.set()
        assert self.let_go.wait(60)
        return super().embed_query(text)


async def test_the_loop_goes_on_while_a_question_waits(tmp_path: Path) -> None:
    embedder = Held()
    with Library.open(tmp_path, embedder) as library:
        list(library.add([OTHER]))
        retriever = WortlautRetriever(searcher=Searcher(library, embedder))
        question = asyncio.create_task(retriever.ainvoke("Brot?"))
        assert await asyncio.to_thread(embedder.asked.wait, 60)
        embedder.let_go.set()  # never, if the question held the loop
        assert [document.id for document in await question] == ["https://example.org/bread#1"]


class Heard(BaseCallbackHandler):
    """What a handler is told of a run."""

    def __init__(self) -> None:
        self.events: list[tuple[Any, ...]] = []

    def on_retriever_start(self, serialized: Any, query: str, **told: Any) -> None:
        told["metadata"].pop("ls_retriever_name", None)
        self.events.append(("start", query, told["name"], sorted(told["tags"]), told["metadata"]))

    def on_retriever_end(self, documents: Any, **told: Any) -> None:
        self.events.append(("end", [document.id for document in documents]))

    def on_retriever_error(self, error: BaseException, **told: Any) -> None:
        self.events.append(("error", str(error)))


@pytest.mark.parametrize("awaited", [False, True])
async def test_handlers_tags_and_metadata_are_passed_on(searcher: Searcher, awaited: bool) -> None:
    own, heard = Heard(), Heard()
    retriever = WortlautRetriever(searcher=searcher, k=1, tags=["news"], metadata={"team": 1}, callbacks=None)
    config: RunnableConfig = {"callbacks": [heard], "tags": ["once"], "metadata": {"user": 2}, "run_name": "Ask"}
    bound = retriever.with_config({"callbacks": [own]})
    if awaited:
        await retriever.ainvoke("Brot?", config)
        await bound.ainvoke("Brot?")
    else:
        retriever.invoke("Brot?", config)
        bound.invoke("Brot?")
    end = ("end", ["https://example.org/bread#1"])
    assert heard.events == [("start", "Brot?", "Ask", ["news", "once"], {"user": 2, "team": 1}), end]
    assert own.events == [("start", "Brot?", "WortlautRetriever", ["news"], {"team": 1}), end]


def test_a_handler_is_told_what_went_wrong(tmp_path: Path) -> None:
    class Broken(WordEmbedder):
        def embed_query(self, text: str) -> Vectors:
            raise EmbeddingError("The model is gone.")

    heard = Heard()
    with Library.open(tmp_path, Broken()) as library:
        retriever = WortlautRetriever(searcher=Searcher(library, Broken()))
        with pytest.raises(EmbeddingError):
            retriever.invoke("Brot?", {"callbacks": [heard]})
    assert heard.events[1:] == [("error", "The model is gone.")]


def test_what_langchain_brought_has_its_own_id_and_metadata_as_well(tmp_path: Path) -> None:
    with WortlautVectorStore.open(tmp_path, WordEmbedder()) as store:
        store.add_texts(["Brot und Butter"], [{"shelf": 7, "title": " Brot ", "score": "high"}], ids=["a"])
        (document,) = WortlautRetriever(searcher=store.searcher).invoke("Brot?")
        assert store.get_by_ids([document.id or ""])[0].page_content == document.page_content
    score = document.metadata.pop("score")
    assert 0 < score <= 1
    assert document.metadata == {
        "shelf": 7,
        "article": "a",
        "paragraph": 1,
        "title": "Brot",
        "publisher": None,
        "url": None,
        "published": None,
        "language": "de",
        "statements": [],
    }


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
