"""Embedding models of other people: sentence-transformers by name or folder, and whatever LangChain knows."""

from __future__ import annotations

import functools
import hashlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.embedding import Vectors, normalised
from retrieval.errors import EmbeddingError
from retrieval.progress import Progress, quiet

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

__all__ = ["LangChainEmbedder", "SentenceTransformersEmbedder"]

BATCH = 32
"""Texts between two reports of progress."""

E5_PROMPTS = {"query": "query: ", "passage": "passage: "}
"""What the E5 models' cards ask for; most of their folders do not carry it."""


def _one_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__


class SentenceTransformersEmbedder:
    """Any sentence-transformers model, by the name or the folder that `SentenceTransformer(...)` takes.

    The model's own prompts are used ("query", and "passage" or "document"), where it has them. A name is loaded from
    the local cache or downloaded by sentence-transformers itself.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()

    @functools.cached_property
    def _model(self) -> Any:
        folder = Path(self.name).expanduser()
        if folder.exists() and not (folder / "modules.json").exists() and not (folder / "config.json").exists():
            raise EmbeddingError(
                f"{self.name} is no model folder (no modules.json or config.json in it). Check WORTLAUT_EMBEDDER."
            )
        with self._lock:
            try:
                from sentence_transformers import SentenceTransformer

                model = SentenceTransformer(str(folder) if folder.exists() else self.name)
            except Exception as error:
                raise EmbeddingError(
                    f"The embedding model {self.name} cannot be loaded ({_one_line(error)}). Check WORTLAUT_EMBEDDER: "
                    "a folder, a model's name, or provider:model."
                ) from error
            if "e5" in folder.name.lower().replace("_", "-").split("-") and not any((model.prompts or {}).values()):
                model.prompts = dict(E5_PROMPTS)
            return model

    @functools.cached_property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension())

    @functools.cached_property
    def fingerprint(self) -> str:
        """Of the configuration, the prompts and the first weights: other weights of the same shape differ there."""
        digest = hashlib.sha256(repr((self.dimension, sorted((self._model.prompts or {}).items()))).encode())
        for name, weights in self._model.state_dict().items():
            digest.update(f"{name} {tuple(weights.shape)} ".encode())
            digest.update(weights.flatten()[:64].float().cpu().numpy().tobytes())
        return digest.hexdigest()[:16]

    def embed_documents(self, texts: list[str], progress: Progress = quiet) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        progress("Embedding", 0, len(texts))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            vectors[batch] = self._encode([texts[index] for index in batch], "document", "passage")
            progress("Embedding", min(start + BATCH, len(order)), len(order))
        return normalised(vectors, len(texts), self.dimension)

    def embed_query(self, text: str) -> Vectors:
        row: Vectors = normalised(self._encode([text], "query"), 1, self.dimension)[0]
        return row

    def warm(self) -> None:
        """Imports torch and loads the model now."""
        _ = self._model

    def _encode(self, texts: list[str], *prompts: str) -> Vectors:
        known = self._model.prompts or {}
        prompt = next((known[name] for name in prompts if known.get(name)), None)
        try:
            vectors: Vectors = self._model.encode(texts, prompt=prompt, batch_size=BATCH, show_progress_bar=False)
        except Exception as error:
            raise EmbeddingError(f"The embedding model {self.name} failed ({_one_line(error)}).") from error
        return vectors


class LangChainEmbedder:
    """An embedding model by LangChain's name, "provider:model" (its `init_embeddings`).

    What is embedded leaves the machine if the provider is a service.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()

    @functools.cached_property
    def _model(self) -> Embeddings:
        with self._lock:
            try:
                from langchain.embeddings import init_embeddings

                return init_embeddings(self.name)
            except Exception as error:
                raise EmbeddingError(
                    f"The embedding model {self.name} cannot be set up ({_one_line(error)}). Check WORTLAUT_EMBEDDER, "
                    "the provider's package and its key."
                ) from error

    @functools.cached_property
    def dimension(self) -> int:
        """Found by embedding one word: LangChain's interface does not tell."""
        return len(self._call(lambda: self._model.embed_query("Wortlaut")))

    @functools.cached_property
    def fingerprint(self) -> str:
        """Of the name and the dimension: a service does not show its weights."""
        return hashlib.sha256(f"{self.name} {self.dimension}".encode()).hexdigest()[:16]

    def embed_documents(self, texts: list[str], progress: Progress = quiet) -> Vectors:
        vectors: list[list[float]] = []
        progress("Embedding", 0, len(texts))
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            vectors += self._call(lambda batch=batch: self._model.embed_documents(batch))  # type: ignore[misc]
            progress("Embedding", min(start + BATCH, len(texts)), len(texts))
        return normalised(vectors, len(texts), self.dimension)

    def embed_query(self, text: str) -> Vectors:
        row: Vectors = normalised([self._call(lambda: self._model.embed_query(text))], 1, self.dimension)[0]
        return row

    def _call(self, function: Any) -> Any:
        try:
            return function()
        except EmbeddingError:
            raise
        except Exception as error:
            raise EmbeddingError(f"The embedding model {self.name} failed ({_one_line(error)}).") from error
