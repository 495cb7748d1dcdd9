"""Small hand-written stand-ins."""

from __future__ import annotations

import re
import zlib

import numpy as np

from retrieval.embedding import Vectors, normalised
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
