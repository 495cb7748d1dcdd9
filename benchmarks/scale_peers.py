"""A peer of benchmarks/scale.py, run by an interpreter that has it: the same texts, vectors and questions.

    python benchmarks/scale_peers.py PEER GIVEN MODEL

Set up as the quick start of each says, but for the embedding model: MODEL, a folder, through sentence-transformers. Its
time is left out, as it is for ours: vectors of paragraphs and questions are given. Imports nothing of ours.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

TIMES = 3  # as in scale.py
Ask = Callable[[str, Any], object]
Peer = tuple[Callable[[], object], Callable[[], Ask]]
"""What builds and saves the index, and what opens it."""


def langchain(texts: list[str], vectors: Any, folder: Path) -> Peer:
    from langchain_community.vectorstores import FAISS
    from langchain_core.embeddings import Embeddings

    class Given(Embeddings):
        """Never asked: all vectors are given."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            raise NotImplementedError

        def embed_query(self, text: str) -> list[float]:
            raise NotImplementedError

    def build() -> None:
        pairs = zip(texts, vectors.tolist(), strict=True)
        FAISS.from_embeddings(pairs, Given()).save_local(str(folder))

    def opened() -> Ask:
        store = FAISS.load_local(str(folder), Given(), allow_dangerous_deserialization=True)
        return lambda _, vector: store.similarity_search_by_vector(vector.tolist(), k=10)

    return build, opened


def txtai(texts: list[str], vectors: Any, folder: Path) -> Peer:
    from txtai import Embeddings

    known: dict[str, Any] = dict(zip(texts, vectors, strict=True))

    def given(asked: list[str]) -> Any:
        return np.stack([known[text] for text in asked])

    # Hybrid, as its documentation advises: vectors and BM25.
    settings = {"method": "external", "transform": given, "content": True, "hybrid": True}

    def build() -> None:
        embeddings = Embeddings(settings)
        embeddings.index(texts)
        embeddings.config.pop("transform")  # a function, which cannot be saved
        embeddings.save(str(folder / "index"))

    def opened() -> Ask:
        embeddings = Embeddings()
        embeddings.load(str(folder / "index"), config=None)
        embeddings.model.transform = given

        def ask(question: str, vector: Any) -> object:
            known[question] = vector
            return embeddings.search(question, 10)

        return ask

    return build, opened


def haystack(texts: list[str], vectors: Any, folder: Path) -> Peer:
    from haystack import Document
    from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    file = str(folder / "documents.json")

    def build() -> None:
        pairs = enumerate(zip(texts, vectors.tolist(), strict=True))
        store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        store.write_documents([Document(id=str(n), content=text, embedding=vector) for n, (text, vector) in pairs])
        store.save_to_disk(file)

    def opened() -> Ask:
        retriever = InMemoryEmbeddingRetriever(InMemoryDocumentStore.load_from_disk(file), top_k=10)
        return lambda _, vector: retriever.run(query_embedding=vector.tolist())

    return build, opened


PEERS = {"LangChain + FAISS": langchain, "txtai": txtai, "haystack": haystack}


def _memory() -> int:
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return int(lines["VmRSS"].split()[0]) * 1024


def _model(model: str, questions: list[str], texts: list[str]) -> dict[str, float]:
    """What is left out above: milliseconds of a question, and paragraphs embedded in a second."""
    from sentence_transformers import SentenceTransformer

    loaded = SentenceTransformer(model, device="cpu")
    loaded.encode("warm")
    times = []
    for question in questions:
        start = time.perf_counter()
        loaded.encode(question)
        times.append(1000 * (time.perf_counter() - start))
    start = time.perf_counter()
    loaded.encode(texts)
    return {"model": float(np.median(times)), "embedded a second": len(texts) / (time.perf_counter() - start)}


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def measure(peer: str, given: Path, model: str, folder: Path) -> dict[str, Any]:
    texts = json.loads((given / "texts.json").read_text(encoding="utf-8"))
    questions = json.loads((given / "questions.json").read_text(encoding="utf-8"))
    vectors, asked = np.load(given / "vectors.npy"), np.load(given / "asked.npy")
    build, opened = PEERS[peer](texts, vectors, folder)
    start = time.perf_counter()
    build()
    built = time.perf_counter()
    before = _memory()
    ask = opened()
    opening = time.perf_counter() - built
    ask(questions[0], asked[0])
    clock, processor = [], []
    for question, vector in zip(questions, asked, strict=True):
        times = [_timed(lambda question=question, vector=vector: ask(question, vector)) for _ in range(TIMES)]
        clock.append(1000 * min(clock for clock, _ in times))
        processor.append(1000 * min(processor for _, processor in times))
    return {
        "search": {
            "median": float(np.median(clock)),
            "p95": float(np.percentile(clock, 95)),
            "processor": float(np.median(processor)),
        },
        "deriving": built - start,
        "open": opening,
        "memory": _memory() - before,
        "disk": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        **(_model(model, questions[:4], texts[:16]) if peer == "LangChain + FAISS" else {}),
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        result = measure(sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(temporary))
    print(json.dumps(result))
