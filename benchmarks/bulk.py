"""A library of generated articles, as large as wanted, in minutes: what the model would take hours for is prepared.

The first paragraphs are embedded by the model; each further one takes the token codes of one of them, and its vector
moved by half the difference of two others, which spreads them as real ones are spread. Everything is written by the
functions that `Library.add` writes with, a thousand articles in a transaction.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

import generated
import numpy as np

from retrieval import upkeep, writing
from retrieval.articles import Article
from retrieval.embedding import Embedder, Vectors
from retrieval.library import Library
from retrieval.progress import Progress, quiet
from retrieval.store import decode, encode
from retrieval.writing import Embedded

__all__ = ["Prepared", "fill"]

MOVED = 0.5
BATCH = 1_000


@dataclass(frozen=True)
class Prepared:
    """What a model gave for real paragraphs: the first of the generated ones."""

    vectors: Vectors
    codes: list[bytes | None]

    @classmethod
    def by(cls, embedder: Embedder, count: int, cache: Path, progress: Progress = quiet) -> Prepared:
        """Of `count` paragraphs; kept in the folder `cache` for the next time."""
        file = cache / f"{embedder.fingerprint}-{count}.npz"
        if not file.exists():
            articles = [a for a, _ in generated.articles(count // generated.PARAGRAPHS_EACH)]
            texts = [(p.text, a.language) for a in articles for p in a.paragraphs]
            found = upkeep.embed(embedder, texts, True, progress)
            ends = np.cumsum([len(one.codes or b"") for one in found])
            codes = np.frombuffer(b"".join(one.codes or b"" for one in found), dtype=np.uint8)
            vectors = np.frombuffer(b"".join(one.vector for one in found), dtype="<f2").reshape(len(found), -1)
            np.savez(file, vectors=vectors, codes=codes, ends=ends)
        with np.load(file) as data:
            codes, ends = data["codes"].tobytes(), data["ends"].tolist()
            vectors = decode([row.tobytes() for row in data["vectors"]], data["vectors"].shape[1])
        return cls(vectors, [codes[a:b] or None for a, b in itertools.pairwise([0, *ends])])

    def embedded(self, first: int, count: int) -> list[Embedded]:
        """Paragraphs number `first` and on."""
        real = len(self.vectors)
        numbers = np.arange(first, first + count)
        random = np.random.default_rng(first)
        one, other = random.integers(0, real, (2, count))
        moved = MOVED * (self.vectors[one] - self.vectors[other]) * (numbers >= real)[:, None]
        vectors = self.vectors[numbers % real] + moved
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        codes = [self.codes[number] for number in (numbers % real).tolist()]
        return [Embedded(*pair) for pair in zip(encode(vectors), codes, strict=True)]


def fill(library: Library, embedder: Embedder, prepared: Prepared, paragraphs: int, progress: Progress = quiet) -> None:
    """Adds generated articles until there are so many paragraphs; the derived files are left to `catch_up`."""
    store, reader = library._store, generated.PreparedReader()
    coming = generated.articles(paragraphs // generated.PARAGRAPHS_EACH)
    done = 0
    while batch := list(itertools.islice(coming, BATCH)):
        size = sum(len(article.paragraphs) for article, _ in batch)
        embedded = iter(prepared.embedded(done, size))
        with store.writing() as generation:
            if not done:
                writing.save_model(store, embedder, generation)
            for article, reading in batch:
                mine = list(itertools.islice(embedded, len(article.paragraphs)))
                writing.save(store, article, writing.plan(store, article), mine, reading, reader.fingerprint())
        done += size
        progress("Writing", done, paragraphs)
    store.checkpoint()


def new_article(number: int) -> Article:
    """One that is in no library of `fill`, in the real words of the generated ones."""
    article, _ = next(generated.articles(1, first=number))
    return article
