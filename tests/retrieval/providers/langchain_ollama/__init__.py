"""Stands in for the provider package of the same name: `init_embeddings("ollama:…")` imports it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from typing import Any

from langchain_core.embeddings import Embeddings

DIMENSION = 8


class OllamaEmbeddings(Embeddings):
    """Words hashed into eight dimensions; the model's name says how it fails."""

    def __init__(self, model: str) -> None:
        if model == "no-key":
            raise ValueError("Did not find api_key,\nplease set it: 'sk-proj-abcdefgh12345678' is none")
        self.model = model
        self.batches: list[int] = []

    def embed_documents(self, texts: list[str]) -> Any:
        self.batches.append(len(texts))
        answers: dict[str, Callable[[], Any]] = {
            "too-few": lambda: [_vector(text) for text in texts[1:]],
            "ragged": lambda: [_vector(text)[: 4 + index % 2] for index, text in enumerate(texts)],
            "longer": lambda: [[*_vector(text), 1.0] for text in texts],
            "nothing": lambda: None,
            "words": lambda: ["vector"] * len(texts),
            "nan": lambda: [[float("nan")] * DIMENSION for _ in texts],
        }
        return answers.get(self.model, lambda: [_vector(text) for text in texts])()

    def embed_query(self, text: str) -> list[float]:
        if self.model == "refused":
            raise ConnectionError("401 for https://anna:hunter22@host/v1\nAuthorization: Bearer abc.def.ghi\n")
        return [] if self.model == "empty" else _vector(text)


def _vector(text: str) -> list[float]:
    vector = [0.0] * DIMENSION
    for word in re.findall(r"\w+", text.lower()):
        vector[zlib.crc32(word.encode()) % DIMENSION] += 1
    return vector
