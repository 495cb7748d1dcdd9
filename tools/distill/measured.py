"""How often a question finds its paragraph, within and across languages, on questions in SQuAD's format (XQuAD).

The model alone, without the rest of the search, whose figures benchmarks/xquad.py gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.embedding import Tokens, Vectors
from retrieval.onnx_model import OnnxEmbedder
from tools.distill.errors import Unusable

__all__ = ["Asked", "late_interaction", "measured", "read_questions"]

LANGUAGES = ("german", "english")
WAYS = (("english", "german"), ("german", "german"), ("english", "english"), ("german", "english"))


@dataclass(frozen=True, slots=True)
class Asked:
    """Paragraphs, questions, and for each question the number of its paragraph."""

    paragraphs: list[str]
    questions: list[str]
    belongs: list[int]


def read_questions(path: Path) -> Asked:
    """Raises Unusable."""
    asked = Asked([], [], [])
    try:
        for topic in json.loads(path.read_text(encoding="utf-8"))["data"]:
            for paragraph in topic["paragraphs"]:
                for question in paragraph["qas"]:
                    asked.questions.append(question["question"])
                    asked.belongs.append(len(asked.paragraphs))
                asked.paragraphs.append(paragraph["context"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unusable(f"{path} cannot be read ({error!r}). Give a JSON file in SQuAD's format.") from error
    if not asked.questions:
        raise Unusable(f"There are no questions in {path}. Give a JSON file in SQuAD's format.")
    return asked


def measured(folder: Path, german: Asked, english: Asked) -> Iterator[str]:
    """A table, line by line: the share of questions whose paragraph comes first."""
    if german.belongs != english.belongs or len(german.paragraphs) != len(english.paragraphs):
        raise Unusable("The two files differ in their questions. Give the same ones in German and in English.")
    embedder = OnnxEmbedder(folder)
    asked = dict(zip(LANGUAGES, (german, english), strict=True))
    questions = {name: embedder.embed_documents(one.questions) for name, one in asked.items()}
    paragraphs = {name: embedder.embed_documents(one.paragraphs) for name, one in asked.items()}
    question_tokens = {name: embedder.embed_tokens(one.questions) for name, one in asked.items()}
    paragraph_tokens = {name: embedder.embed_tokens(one.paragraphs) for name, one in asked.items()}
    yield f"{'questions -> paragraphs':24}{'vectors':>10}{'late interaction':>18}"
    for asks, holds in WAYS:
        belongs = np.array(asked[asks].belongs)
        vectors = _first(questions[asks] @ paragraphs[holds].T, belongs)
        late = _first(late_interaction(question_tokens[asks], paragraph_tokens[holds]), belongs)
        yield f"{f'{asks} -> {holds}':24}{vectors:10.3f}{late:18.3f}"


def late_interaction(questions: Sequence[Tokens], paragraphs: Sequence[Tokens]) -> Vectors:
    """Scores of shape (questions, paragraphs): the mean, weighted by idf, of each question piece's best cosine in the
    paragraph (Khattab and Zaharia, ColBERT, 2020)."""
    pieces = np.concatenate([tokens.vectors.astype(np.float32) for tokens in paragraphs])
    starts = np.cumsum([0, *(len(tokens.vectors) for tokens in paragraphs[:-1])])
    return np.stack([_scores(tokens, pieces, starts) for tokens in questions])


def _scores(question: Tokens, pieces: Vectors, starts: npt.NDArray[np.int64]) -> Vectors:
    best = np.maximum.reduceat(question.vectors.astype(np.float32) @ pieces.T, starts, axis=1)
    scores: Vectors = (question.weights / question.weights.sum()) @ best
    return scores


def _first(scores: Vectors, belongs: npt.NDArray[np.int64]) -> float:
    """A tie counts as found."""
    own = scores[np.arange(len(belongs)), belongs]
    return float((scores <= own[:, None]).all(axis=1).mean())
