"""Embedding models of other people: sentence-transformers by name or folder, and whatever LangChain knows."""

from __future__ import annotations

import functools
import hashlib
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.embedding import Vectors, normalised
from retrieval.errors import EmbeddingError, IndexMismatch
from retrieval.progress import Progress, quiet

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

__all__ = ["LangChainEmbedder", "SentenceTransformersEmbedder"]

BATCH = 32
"""Texts between two reports of progress."""

E5_PROMPTS = {"query": "query: ", "passage": "passage: "}
"""What the E5 models' cards ask for; most of their folders do not carry it."""

DOCUMENT_PROMPTS = ("document", "passage", "corpus")
"""Names under which models keep the prompt of what is searched, in the order in which sentence-transformers looks."""

SECRET_NAMES = re.compile(r"key|token|secret|passw|credential", re.I)
"""Environment variables whose values are never shown."""

SECRET_VALUES = re.compile(r"(?<=bearer )\S+|\b(?:sk|hf|pk|gsk|xai)[-_][\w-]{8,}|(?<=://)[^/\s@]+:[^/\s@]+(?=@)", re.I)
"""What keys of common services look like, and user:password in a URL."""

LONGEST_REASON = 300


class SentenceTransformersEmbedder:
    """Any sentence-transformers model, by the name or the folder that `SentenceTransformer(...)` takes. Thread-safe.

    The model's own prompts are used ("query"; "document", "passage" or "corpus"), where it has them. A name is loaded
    from the local cache or downloaded by sentence-transformers itself.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.RLock()

    @property
    def _model(self) -> Any:
        with self._lock:
            return self._opened

    @functools.cached_property
    def _opened(self) -> Any:
        folder = Path(self.name).expanduser()
        if folder.exists() and not (folder / "modules.json").exists() and not (folder / "config.json").exists():
            raise EmbeddingError(
                f"{self.name} is no model folder (no modules.json or config.json in it). Check WORTLAUT_EMBEDDER."
            )
        try:
            from sentence_transformers import SentenceTransformer

            with _bars_only_on_a_terminal():
                model = SentenceTransformer(str(folder) if folder.exists() else self.name)
        except Exception as error:
            raise EmbeddingError(
                f"The embedding model {self.name} cannot be loaded ({_reason(error)}). Check WORTLAUT_EMBEDDER: "
                "a folder, a model's name, or provider:model."
            ) from None
        if "e5" in re.split(r"[-_.]", folder.name.lower()) and not any((model.prompts or {}).values()):
            model.prompts = dict(E5_PROMPTS)
        return model

    @functools.cached_property
    def dimension(self) -> int:
        """Found by embedding one word: not every model tells."""
        vector = np.asarray(self._encode(["Wortlaut"], self._model.encode_query, "query"))
        return int(vector.shape[-1])

    @functools.cached_property
    def fingerprint(self) -> str:
        """Of the prompts, the window and the first weights: other weights of the same shape differ there."""
        model = self._model
        about = (self.dimension, model.max_seq_length, sorted((model.prompts or {}).items()))
        digest = hashlib.sha256(repr(about).encode())
        for name, weights in model.state_dict().items():
            digest.update(f"{name} {tuple(weights.shape)} ".encode())
            digest.update(weights.flatten()[:64].float().cpu().numpy().tobytes())
        return digest.hexdigest()[:16]

    def embed_documents(self, texts: list[str], progress: Progress = quiet) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        # Texts of about one length stand in one batch, so that little of it is padding; the longest come first, so that
        # a machine without the memory for them says so at the start.
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        progress("Embedding", 0, len(texts))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            found = self._encode([texts[index] for index in batch], self._model.encode_document, *DOCUMENT_PROMPTS)
            vectors[batch] = normalised(found, len(batch), self.dimension)
            progress("Embedding", start + len(batch), len(order))
        return vectors

    def embed_query(self, text: str) -> Vectors:
        row: Vectors = normalised(self._encode([text], self._model.encode_query, "query"), 1, self.dimension)[0]
        return row

    def warm(self) -> None:
        """Imports torch and loads the model now."""
        _ = self._model

    def _encode(self, texts: list[str], encode: Callable[..., Any], *prompts: str) -> Any:
        known = self._model.prompts or {}
        prompt = next((known[name] for name in prompts if known.get(name)), None)
        try:
            return encode(texts, prompt=prompt, batch_size=BATCH, show_progress_bar=False)
        except Exception as error:
            raise EmbeddingError(f"The embedding model {self.name} failed ({_reason(error)}).") from None


class LangChainEmbedder:
    """An embedding model by LangChain's name, "provider:model" (its `init_embeddings`). Thread-safe if the model is.

    What is embedded leaves the machine if the provider is a service.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.RLock()

    @property
    def _model(self) -> Embeddings:
        with self._lock:
            return self._opened

    @functools.cached_property
    def _opened(self) -> Embeddings:
        try:
            from langchain.embeddings import init_embeddings

            return init_embeddings(self.name)
        except Exception as error:
            raise EmbeddingError(
                f"The embedding model {self.name} cannot be set up ({_reason(error)}). Check WORTLAUT_EMBEDDER, "
                "the provider's package and its key."
            ) from None

    @functools.cached_property
    def dimension(self) -> int:
        """Found by embedding one word: LangChain's interface does not tell."""
        return int(_matrix([self._call(self._model.embed_query, "Wortlaut")], 1, self.name).shape[1])

    @functools.cached_property
    def fingerprint(self) -> str:
        """Of the name and the dimension: a service does not show its weights."""
        return hashlib.sha256(f"{self.name} {self.dimension}".encode()).hexdigest()[:16]

    def embed_documents(self, texts: list[str], progress: Progress = quiet) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        progress("Embedding", 0, len(texts))
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            # Each batch is checked by itself: one vector too few and, later, one too many would shift those between.
            found = _matrix(self._call(self._model.embed_documents, batch), len(batch), self.name)
            vectors[start : start + BATCH] = normalised(found, len(batch), self.dimension)
            progress("Embedding", start + len(batch), len(texts))
        return vectors

    def embed_query(self, text: str) -> Vectors:
        found = _matrix([self._call(self._model.embed_query, text)], 1, self.name)
        row: Vectors = normalised(found, 1, self.dimension)[0]
        return row

    def _call(self, function: Callable[[Any], Any], text: str | list[str]) -> Any:
        try:
            return function(text)
        except Exception as error:
            raise EmbeddingError(f"The embedding model {self.name} failed ({_reason(error)}).") from None


@contextmanager
def _bars_only_on_a_terminal() -> Iterator[None]:
    """transformers draws its progress bars, of downloads and of weights, into files and pipes as well."""
    from transformers.utils import logging as untyped

    logging: Any = untyped
    if (sys.stderr is not None and sys.stderr.isatty()) or not logging.is_progress_bar_enabled():
        yield
        return
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.enable_progress_bar()


def _matrix(found: Any, count: int, name: str) -> Vectors:
    """What a model gave for `count` texts, as a matrix. Raises IndexMismatch where it is none."""
    try:
        matrix: Vectors = np.asarray(found, dtype=np.float32)
    except (TypeError, ValueError):  # lists of different lengths, None, words
        matrix = np.zeros(0, dtype=np.float32)
    if matrix.ndim != 2 or len(matrix) != count or not matrix.shape[1]:
        raise IndexMismatch(f"The embedding model {name} gave no vector for each of {count} texts. Set another model.")
    return matrix


def _reason(error: Exception) -> str:
    """What an error of other people's code says, on one line and without secrets: providers put keys into theirs.

    The errors themselves are not chained (`from None`), because a log would show them.
    """
    text = " ".join(str(error).split()) or type(error).__name__
    for name, value in os.environ.items():
        if len(value) >= 8 and SECRET_NAMES.search(name):
            text = text.replace(value, "…")
    text = SECRET_VALUES.sub("…", text)
    return text if len(text) <= LONGEST_REASON else f"{text[:LONGEST_REASON]}…"
