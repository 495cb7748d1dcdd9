"""Embedder: texts to vectors, by the embedded bilingual model or any other.

`load("")` gives the embedded model; "intfloat/multilingual-e5-small" or a folder any sentence-transformers model;
"ollama:nomic-embed-text" any embedding model that LangChain knows. Nothing heavy is imported before the first text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from retrieval.errors import EmbeddingError, IndexMismatch
from retrieval.progress import Progress, quiet

__all__ = ["DEFAULT", "MOST_TOKENS", "Embedder", "TokenEmbedder", "Tokens", "Vectors", "load", "normalised"]

DEFAULT = "wortlaut-minilm-de-en"
"""The name of the model that ships."""

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """An embedding model, with the method names of LangChain's `Embeddings`.

    `name` is what `WORTLAUT_EMBEDDER` says; `dimension` the length of a vector; `fingerprint` changes when the
    model's vectors would.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def fingerprint(self) -> str: ...

    def embed_documents(self, texts: list[str], progress: Progress = quiet) -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, of length 1. Raises EmbeddingError."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """One vector of shape (dimension,), float32, of length 1. Raises EmbeddingError."""
        ...


MOST_TOKENS = 4096
"""Word pieces of one text that are looked at one by one: about 2,500 words. What stands behind them still counts in the
text's one vector, and is found by its words."""


class Tokens(NamedTuple):
    """The word pieces of a text, the first `MOST_TOKENS` of them: vectors of shape (pieces, dimension), each of length
    1; what each weighs (its inverse document frequency); and at which character of the text it starts. The latter two
    of shape (pieces,)."""

    vectors: Vectors
    weights: Vectors
    starts: npt.NDArray[np.int64]


@runtime_checkable
class TokenEmbedder(Protocol):
    """An embedder that also gives the vectors of single word pieces, for late interaction."""

    def embed_tokens(self, texts: list[str]) -> list[Tokens]:
        """The word pieces of each text. Raises EmbeddingError."""
        ...

    def embed_paragraphs(self, texts: list[str], progress: Progress = quiet) -> Iterator[tuple[Vectors, Tokens]]:
        """What `embed_documents` gives of each text, shape (dimension,), and its word pieces, from one run of the
        model. Raises EmbeddingError."""
        ...


def normalised(vectors: npt.ArrayLike, count: int, dimension: int | None = None) -> Vectors:
    """`count` vectors scaled to length 1 (a zero vector stays zero). Raises IndexMismatch for another shape and
    EmbeddingError for what is no number."""
    matrix = np.asarray(vectors, dtype=np.float32)
    if count == 0:
        return np.zeros((0, dimension or 0), dtype=np.float32)
    if matrix.ndim != 2 or len(matrix) != count or (dimension is not None and matrix.shape[1] != dimension):
        raise IndexMismatch(
            f"The embedding model gave vectors of shape {matrix.shape} for {count} texts"
            f"{f' of {dimension} dimensions' if dimension else ''}. Check WORTLAUT_EMBEDDER."
        )
    if not np.isfinite(matrix).all():
        raise EmbeddingError("The embedding model gave vectors that are not numbers. Check WORTLAUT_EMBEDDER.")
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    result: Vectors = matrix / np.maximum(lengths, np.finfo(np.float32).tiny)
    return result


def load(name: str = "") -> Embedder:
    """The embedder of that name, not yet loaded. Raises EmbeddingError for a name that can be none."""
    from retrieval import embedders, onnx_model

    name = name.strip()
    if name in ("", DEFAULT):
        return onnx_model.OnnxEmbedder()
    if not name.isprintable() or name.startswith(":") or name.endswith(":"):
        raise EmbeddingError(
            f"WORTLAUT_EMBEDDER={name!r} is no embedding model. Give a folder, a model's name, or provider:model."
        )
    if _is_folder(name):
        return embedders.SentenceTransformersEmbedder(name)
    if name.startswith(("/", ".", "~", "\\")):
        raise EmbeddingError(
            f"WORTLAUT_EMBEDDER={name} is no folder. Give a folder, a model's name, or provider:model."
        )
    return embedders.LangChainEmbedder(name) if ":" in name else embedders.SentenceTransformersEmbedder(name)


def _is_folder(name: str) -> bool:
    try:
        return Path(name).expanduser().is_dir()
    except (OSError, RuntimeError):  # longer than a path may be; the home of nobody
        return False
