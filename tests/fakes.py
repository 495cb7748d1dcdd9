"""Small hand-written stand-ins."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import numpy as np

from retrieval.embedding import Tokens, Vectors, normalised
from retrieval.progress import Progress, quiet


class WordEmbedder:
    """Words hashed into 64 dimensions: texts that share words are near each other. No model, microseconds."""

    name = "words"
    dimension = 64
    fingerprint = "words-1"

    def embed_documents(self, texts: list[str], progress: Progress = quiet) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                row[zlib.crc32(word.encode()) % self.dimension] += 1
        return normalised(rows, len(texts), self.dimension)

    def embed_query(self, text: str) -> Vectors:
        row: Vectors = self.embed_documents([text])[0]
        return row


class PieceEmbedder(WordEmbedder):
    """Gives token vectors, too: each word is a piece, with random signs of its own in 64 dimensions."""

    def __init__(self, name: str = "pieces") -> None:
        self.name = name
        self.fingerprint = f"{name}-1"

    def embed_tokens(self, texts: list[str]) -> list[Tokens]:
        return [self._tokens(text) for text in texts]

    def embed_paragraphs(self, texts: list[str], progress: Progress = quiet) -> Iterator[tuple[Vectors, Tokens]]:
        yield from zip(self.embed_documents(texts), self.embed_tokens(texts), strict=True)

    def _tokens(self, text: str) -> Tokens:
        words = list(re.finditer(r"\w+", text))
        seeds = [zlib.crc32(f"{self.name} {word[0].lower()}".encode()) for word in words]
        vectors = [np.random.default_rng(seed).normal(size=self.dimension) for seed in seeds]
        starts = np.array([word.start() for word in words], dtype=np.int64)
        return Tokens(normalised(vectors, len(words), self.dimension), np.ones(len(words), dtype=np.float32), starts)
