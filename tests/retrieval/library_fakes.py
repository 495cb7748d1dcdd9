"""A tiny embedder, a tiny statement reader and short articles, for the tests of the library."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.embedding import Vectors
from retrieval.library import Library
from retrieval.progress import Progress, quiet
from retrieval.snapshot import Snapshot
from retrieval.statements import Entity, Reading

TEXTS = ["Anna: Es regnet.", "Bert: Die Sonne scheint.", "Niemand sagt etwas."]
SCRIPT = Path(__file__).with_name("library_ingest.py")


class WordEmbedder:
    """Counts words into `dimension` buckets: texts that share words are near each other."""

    def __init__(self, name: str = "words", dimension: int = 32) -> None:
        self.name = name
        self.dimension = dimension
        self.fingerprint = f"{name}-{dimension}"
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str], progress: Progress = quiet) -> Vectors:
        self.embedded += texts
        progress("Embedding", len(texts), len(texts))
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        vector = np.full(self.dimension, 0.01, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            vector[int(hashlib.md5(f"{self.name} {word}".encode()).hexdigest(), 16) % self.dimension] += 1  # noqa: S324
        return vector / np.float32(np.linalg.norm(vector))


class BrokenEmbedder(WordEmbedder):
    """Gives what `answer` says, whatever it is asked."""

    def __init__(self, answer: Vectors) -> None:
        super().__init__()
        self.answer = answer

    def embed_documents(self, texts: list[str], progress: Progress = quiet) -> Vectors:
        return self.answer


_COLON = re.compile(r"(\w+)(:) (.+)")


class ColonReader:
    """Reads "Name: what was said" at the start of a paragraph. A version of its own in every fingerprint."""

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.read_ids: list[str] = []

    def fingerprint(self) -> str:
        return f"colon-{self.version}"

    def read(self, article: Article) -> Reading:
        self.read_ids.append(article.id)
        statements = [self._statement(paragraph) for paragraph in article.paragraphs if _COLON.match(paragraph.text)]
        names = dict.fromkeys(s.speaker for s in statements if s.speaker)
        entities = [Entity(name, "person", (name, name.upper()), ("Sprecherin",), None) for name in names]
        return Reading(tuple(statements), tuple(entities))

    def _statement(self, paragraph: Paragraph) -> Statement:
        match = _COLON.match(paragraph.text)
        assert match
        speaker, cue, said = (Span(*match.span(group)) for group in (1, 2, 3))
        return Statement(paragraph, (said,), match[1], speaker, cue, "direct", inferred=self.version != "1")


def article(
    id: str,  # noqa: A002
    texts: Sequence[str],
    *,
    title: str = "Titel",
    language: str = "de",
    publisher: str | None = None,
    published: str | None = None,
    source: str = "",
) -> Article:
    paragraphs = tuple(Paragraph(id, number, text) for number, text in enumerate(texts, start=1))
    return Article(
        id,
        title,
        title_made=False,
        paragraphs=paragraphs,
        publisher=publisher,
        published=published,
        language=language,
        source=source,
    )


def add(library: Library, *articles: Article) -> list[tuple[str, str, int, int]]:
    """What became of each: id, what, paragraphs, how many of them were embedded."""
    return [(c.article, c.what, c.paragraphs, c.embedded) for c in library.add(articles)]


def nearest(snapshot: Snapshot, text: str) -> Paragraph:
    (hit,) = snapshot.search_vectors(WordEmbedder().embed_query(text), 1)
    return snapshot.paragraphs([hit.row])[hit.row]
