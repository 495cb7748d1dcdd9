"""The library as a LangChain VectorStore: searching, filters, many at once, other LangChain parts around it."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings
from langchain_core.indexing import InMemoryRecordManager, index
from langchain_core.vectorstores.utils import maximal_marginal_relevance
from library_fakes import WordEmbedder, add, article

from retrieval.embedding import Vectors
from retrieval.errors import DocumentRefused
from retrieval.langchain import WortlautEmbeddings, WortlautVectorStore
from retrieval.library import Library
from retrieval.search import Searcher


@pytest.fixture
def store(library: Library, embedder: WordEmbedder) -> WortlautVectorStore:
    return WortlautVectorStore(Searcher(library, embedder))


@pytest.fixture
def full(library: Library, store: WortlautVectorStore) -> WortlautVectorStore:
    """Three documents, and an article of two paragraphs."""
    store.add_texts(
        ["Regen im Norden", "Schnee im Norden", "Regen im Süden"],
        [
            {"topic": "rain", "year": 2023, "draft": True, "tags": ["a"]},
            {"topic": "snow", "year": 2024, "draft": False, "language": None},
            {"topic": "rain", "year": 2024, "score": 0.5, 'größe "x"\\': "ü\n"},
        ],
        ids=["1", "2", "3"],
    )
    add(library, article("x", ["Regen im Westen", "Schnee im Westen"], publisher="taz", published="2024-12-03"))
    store.searcher.view(60)
    return store


def ids(documents: list[Document]) -> list[str | None]:
    return [document.id for document in documents]


def test_the_nearest_come_first_with_scores_between_nothing_and_one(full: WortlautVectorStore) -> None:
    found = full.similarity_search_with_score("Schnee im Norden", 10)
    scores = [score for _, score in found]
    assert found[0][0].id == "2"
    assert len(found) == 5
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert full.similarity_search_with_relevance_scores("Schnee im Norden", 10) == found
    few = full.similarity_search_with_relevance_scores("Schnee im Norden", 10, score_threshold=scores[1])
    assert ids([document for document, _ in few]) == ids([document for document, _ in found[:2]])


@pytest.mark.parametrize(("k", "count"), [(-1, 0), (0, 0), (1, 1), (5, 5), (6, 5), (10**9, 5)])
def test_as_many_as_asked_for_and_as_there_are(full: WortlautVectorStore, k: int, count: int) -> None:
    vector = full.embeddings.embed_query("Schnee")
    assert len(full.similarity_search("Schnee", k)) == count
    assert len(full.similarity_search_by_vector(vector, k)) == count
    assert len(full.max_marginal_relevance_search("Schnee", k, fetch_k=1)) == count
    assert len(full.max_marginal_relevance_search_by_vector(vector, k, fetch_k=1)) == count


def test_by_vector_the_score_is_the_cosine(full: WortlautVectorStore, embedder: WordEmbedder) -> None:
    query = embedder.embed_query("Schnee im Norden")
    (document, score), (_, less), *_ = full.similarity_search_with_score_by_vector((3 * query).tolist(), 3)
    assert document.id == "2"
    assert score == pytest.approx(1, abs=1e-3)
    assert less < score
    assert full.similarity_search_by_vector(query.tolist(), 1) == [document]


def test_a_vector_of_another_model_is_refused(full: WortlautVectorStore) -> None:
    with pytest.raises(DocumentRefused, match="The vector has 3 dimensions, those of the library 32"):
        full.similarity_search_by_vector([1.0, 2.0, 3.0])


def test_an_empty_library_finds_nothing(store: WortlautVectorStore) -> None:
    vector = store.embeddings.embed_query("Schnee")
    assert store.similarity_search("Schnee") == []
    assert store.similarity_search("Schnee", filter={"topic": "snow"}) == []
    assert store.similarity_search_by_vector(vector) == []
    assert store.max_marginal_relevance_search("Schnee") == []
    assert store.max_marginal_relevance_search_by_vector(vector) == []
    assert store.get_by_ids(["a"]) == []
    assert store.delete(["a"])


def test_marginal_relevance_leaves_out_what_says_the_same(store: WortlautVectorStore) -> None:
    store.add_texts(["Regen Regen Norden", "Regen Regen Norden .", "Regen Süden Wind"], ids=["1", "2", "3"])
    assert ids(store.similarity_search("Regen Norden", 2)) == ["1", "2"]
    for lambda_mult, expected in [(1.0, ["1", "2"]), (0.2, ["1", "3"])]:
        found = store.max_marginal_relevance_search("Regen Norden", 2, lambda_mult=lambda_mult)
        vector = store.embeddings.embed_query("Regen Norden")
        assert ids(found) == expected
        assert store.max_marginal_relevance_search_by_vector(vector, 2, lambda_mult=lambda_mult) == found


def test_marginal_relevance_is_langchains(tmp_path: Path) -> None:
    """Compared with the function that LangChain keeps for its own stores."""
    with WortlautVectorStore.open(tmp_path, DeterministicFakeEmbedding(size=8)) as store:
        names = store.add_texts([f"Text {number}" for number in range(30)])
        query = store.embeddings.embed_query("Frage")
        vectors = store.embeddings.embed_documents([f"Text {number}" for number in range(30)])
        for lambda_mult in (0.0, 0.3, 0.5, 1.0):
            places = maximal_marginal_relevance(np.array(query), vectors, lambda_mult, 12)
            found = store.max_marginal_relevance_search_by_vector(query, 12, fetch_k=30, lambda_mult=lambda_mult)
            assert ids(found) == [names[place] for place in places]


def test_a_vector_of_nothing_is_near_nothing(full: WortlautVectorStore) -> None:
    assert len(full.max_marginal_relevance_search_by_vector([0.0] * 32, 3)) == 3
    assert {score for _, score in full.similarity_search_with_score_by_vector([0.0] * 32, 3)} == {0.0}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, {"1", "2", "3", "x#1", "x#2"}),
        (None, {"1", "2", "3", "x#1", "x#2"}),
        ({"topic": "rain"}, {"1", "3"}),
        ({"topic": "rain", "year": 2024}, {"3"}),
        ({"topic": ["rain", "snow"], "year": [2024]}, {"2", "3"}),
        ({"topic": []}, set()),
        ({"topic": "hail"}, set()),
        ({"Topic": "rain"}, set()),
        ({"year": "2024"}, set()),
        ({"year": 2024.0}, {"2", "3"}),
        ({"score": 0.5}, {"3"}),
        ({"draft": True}, {"1"}),
        ({"draft": False}, {"2"}),
        ({"draft": None}, {"3", "x#1", "x#2"}),
        ({"draft": [None, True]}, {"1", "3", "x#1", "x#2"}),
        ({"tags": '["a"]'}, set()),
        ({"tags": None}, {"2", "3", "x#1", "x#2"}),
        ({"publisher": "taz"}, {"x#1", "x#2"}),
        ({"article": "x", "paragraph": 2}, {"x#2"}),
        ({"published": "2024-12-03", "language": "de", "title": "Titel", "url": None}, {"x#1", "x#2"}),
        ({"language": None}, {"1", "2", "3"}),
        ({'größe "x"\\': "ü\n"}, {"3"}),
        ({"a\"'); DROP TABLE articles; --": 1}, set()),
    ],
)
def test_a_filter_is_what_metadata_has_to_be(full: WortlautVectorStore, wanted: Any, expected: set[str]) -> None:
    vector = full.embeddings.embed_query("Regen")
    assert set(ids(full.similarity_search("Regen", 10, filter=wanted))) == expected
    assert set(ids(full.similarity_search_by_vector(vector, 10, filter=wanted))) == expected
    assert set(ids(full.max_marginal_relevance_search("Regen", 10, filter=wanted))) == expected
    with_scores = full.similarity_search_with_relevance_scores("Regen", 10, filter=wanted)
    assert {document.id for document, _ in with_scores} == expected


def test_a_filter_that_cannot_be_one_is_refused(full: WortlautVectorStore) -> None:
    for wrong in ({"year": {"$gt": 2023}}, {"year": [[2023]]}, {"year": float("nan")}, {1: 2}, str.isalpha):
        with pytest.raises(DocumentRefused, match=r"^A filter "):
            full.similarity_search("Regen", filter=wrong)
    with pytest.raises(TypeError, match="'filters'"):
        full.similarity_search("Regen", filters={"year": 2023})


def test_dates_and_publishers_in_a_query_leave_nothing_out(full: WortlautVectorStore) -> None:
    assert len(full.similarity_search("What did the taz say about Regen in 1999?", 5)) == 5


async def test_it_is_a_retriever_with_the_tags_of_its_parts(full: WortlautVectorStore) -> None:
    retriever = full.as_retriever(search_type="mmr", search_kwargs={"k": 2, "filter": {"topic": "rain"}})
    assert set(retriever.tags or []) == {"WortlautVectorStore", "WortlautEmbeddings"}
    assert set(ids(retriever.invoke("Regen"))) == {"1", "3"}
    assert await retriever.ainvoke("Regen") == retriever.invoke("Regen")


def test_langchains_indexing_adds_skips_and_cleans_up(store: WortlautVectorStore) -> None:
    record = InMemoryRecordManager("test")
    record.create_schema()

    def indexed(*texts: str) -> dict[str, int]:
        documents = [Document(page_content=text, metadata={"source": "s"}) for text in texts]
        made = index(documents, record, store, cleanup="full", source_id_key="source", key_encoder="sha256")
        return {name: count for name, count in made.items() if count}  # type: ignore[misc]

    assert indexed("Regen", "Schnee") == {"num_added": 2}
    assert indexed("Regen", "Wind") == {"num_added": 1, "num_skipped": 1, "num_deleted": 1}
    assert {document.page_content for document in store.similarity_search("?", 10)} == {"Regen", "Wind"}


def test_from_texts_without_a_data_directory_leaves_nothing_behind() -> None:
    embeddings = DeterministicFakeEmbedding(size=6)
    store = WortlautVectorStore.from_texts(["Regen", "Schnee"], embeddings, [{"n": 1}, {"n": 2}], ids=["a", "b"])
    folder = store.searcher.view().snapshot.layout.data_dir
    assert store.embeddings is embeddings
    assert store.similarity_search("Schnee", 1) == [Document(id="b", page_content="Schnee", metadata={"n": 2})]
    store.close()
    store.close()
    assert not folder.exists()


def test_from_documents_into_a_data_directory(tmp_path: Path) -> None:
    given = [Document(id="a", page_content="Regen", metadata={"n": 1})]
    with WortlautVectorStore.from_documents(given, DeterministicFakeEmbedding(size=6), data=tmp_path):
        pass
    with WortlautVectorStore.open(tmp_path, DeterministicFakeEmbedding(size=6)) as store:
        assert store.get_by_ids(["a"]) == given
    with pytest.raises(TypeError, match="'persist_directory'"):
        WortlautVectorStore.from_documents(given, DeterministicFakeEmbedding(size=6), persist_directory="x")
    with pytest.raises(DocumentRefused):
        WortlautVectorStore.from_texts([""], DeterministicFakeEmbedding(size=6))


class Service(Embeddings):
    """Embeddings as providers have them: in a package of theirs, with the name of a model."""

    __module__ = "langchain_openai.embeddings.base"
    model = "small"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(len(text)), 1.0] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [float(len(text)), 1.0]


def test_embeddings_of_an_application_keep_their_name(tmp_path: Path) -> None:
    with WortlautVectorStore.open(tmp_path, Service()) as store:
        store.add_texts(["Regen"])
        model = store.searcher.view(60).snapshot.model
        assert model is not None
        assert (model.name, model.dimension) == ("openai:small", 2)  # what WORTLAUT_EMBEDDER would be


def test_our_embeddings_are_langchains(embedder: WordEmbedder, tmp_path: Path) -> None:
    embeddings = WortlautEmbeddings(embedder)
    expected: Vectors = embedder.embed_documents(["Regen", "Schnee"])
    np.testing.assert_array_equal(np.array(embeddings.embed_documents(["Regen", "Schnee"]), dtype=np.float32), expected)
    assert all(isinstance(value, float) for value in embeddings.embed_query("Regen"))
    with WortlautVectorStore.open(tmp_path, embeddings) as store:
        assert store.searcher.embedder is embedder


def test_many_threads_add_search_and_delete_at_once(tmp_path: Path) -> None:
    with WortlautVectorStore.open(tmp_path, WordEmbedder()) as store:

        def work(worker: int) -> None:
            for turn in range(4):
                name = f"{worker}-{turn}"
                store.add_texts([f"Wort{worker} Satz {turn}", "Wegwerfen"], ids=[name, f"gone-{name}"])
                assert name in ids(store.similarity_search(f"Wort{worker}", 100))
                store.delete([f"gone-{name}"])
                assert ids(store.get_by_ids([name, f"gone-{name}"])) == [name]

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(work, range(6)))

        assert {document.page_content for document in store.similarity_search("Wort1", 100)} == {
            f"Wort{worker} Satz {turn}" for worker in range(6) for turn in range(4)
        }
        assert store.searcher.library.check() == []


def test_another_library_put_in_its_place_is_read(tmp_path: Path, embedder: WordEmbedder) -> None:
    with WortlautVectorStore.open(tmp_path / "other", embedder) as other:
        other.add_texts(["Schnee"], ids=["b"])
    with WortlautVectorStore.open(tmp_path / "here", embedder) as store:
        store.add_texts(["Regen"], ids=["a"])
        for file in (tmp_path / "here").glob("wortlaut.db-*"):
            file.unlink()
        (tmp_path / "other" / "wortlaut.db").replace(tmp_path / "here" / "wortlaut.db")
        store.searcher.view(60)
        assert ids(store.similarity_search("?", 10)) == ["b"]


class Held(WordEmbedder):
    """Embeds a query when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.let_go = threading.Event(), threading.Event()

    def embed_query(self, text: str) -> Vectors:
        if text == "Wann?":
            self.asked.set()
            assert self.let_go.wait(60)
        return super().embed_query(text)


async def test_the_loop_goes_on_while_a_search_waits(tmp_path: Path) -> None:
    embedder = Held()
    with WortlautVectorStore.open(tmp_path, embedder) as store:
        await store.aadd_texts(["Regen"], ids=["a"])
        search = asyncio.create_task(store.asimilarity_search("Wann?"))
        assert await asyncio.to_thread(embedder.asked.wait, 60)
        embedder.let_go.set()  # never, if the search held the loop
        assert ids(await search) == ["a"]
        assert await store.adelete(["a"])
        assert await store.aget_by_ids(["a"]) == []
