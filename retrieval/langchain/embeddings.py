"""Our embedders as LangChain's embeddings, and the other way round."""

from __future__ import annotations

from functools import cached_property

from langchain_core.embeddings import Embeddings

from retrieval.embedders import LangChainEmbedder
from retrieval.embedding import Embedder, load

__all__ = ["WortlautEmbeddings", "embedder_of", "embeddings_of"]


class WortlautEmbeddings(Embeddings):
    """An embedding model of ours, the one that ships by default, for other people's code."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self.embedder = embedder or load()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.embedder.embed_documents(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self.embedder.embed_query(text).tolist()
        return vector


class GivenEmbedder(LangChainEmbedder):
    """Embeddings that an application has made itself. A library is opened with `name` later on, so that it is
    "provider:model" where that can be told."""

    def __init__(self, embeddings: Embeddings) -> None:
        super().__init__(_name(embeddings))
        self.embeddings = embeddings

    @cached_property
    def _opened(self) -> Embeddings:
        return self.embeddings


def embedder_of(embedding: Embeddings | Embedder | None) -> Embedder:
    """None: the model that ships."""
    if isinstance(embedding, WortlautEmbeddings):
        return embedding.embedder
    if isinstance(embedding, Embeddings):
        return GivenEmbedder(embedding)
    return embedding or load()


def embeddings_of(embedder: Embedder) -> Embeddings:
    return embedder.embeddings if isinstance(embedder, GivenEmbedder) else WortlautEmbeddings(embedder)


def _name(embeddings: Embeddings) -> str:
    provider = type(embeddings).__module__.partition(".")[0].removeprefix("langchain_")
    known = (getattr(embeddings, attribute, None) for attribute in ("model", "model_name", "model_id"))
    model = next((name for name in known if isinstance(name, str) and name), type(embeddings).__name__)
    return f"{provider}:{model}"
