"""Which embedder a name stands for, and the shapes of vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval.embedders import LangChainEmbedder, SentenceTransformersEmbedder
from retrieval.embedding import DEFAULT, Embedder, load, normalised
from retrieval.errors import EmbeddingError, IndexMismatch
from retrieval.onnx_model import OnnxEmbedder


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("", OnnxEmbedder),
        ("  ", OnnxEmbedder),
        (DEFAULT, OnnxEmbedder),
        ("intfloat/multilingual-e5-small", SentenceTransformersEmbedder),
        ("all-MiniLM-L6-v2", SentenceTransformersEmbedder),
        (str(Path(__file__).parent), SentenceTransformersEmbedder),
        ("ollama:nomic-embed-text", LangChainEmbedder),
        ("ollama:nomic-embed-text:latest", LangChainEmbedder),
    ],
)
def test_a_name_says_which_embedder(name: str, kind: type[Embedder]) -> None:
    embedder = load(name)
    assert type(embedder) is kind
    assert embedder.name == (name.strip() or DEFAULT)


def test_a_folder_may_have_a_colon_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "a:b").mkdir()
    assert type(load(str(tmp_path / "a:b"))) is SentenceTransformersEmbedder


@pytest.mark.parametrize(
    "name", [":", ":model", "openai:", "./models/none", "/no/such/folder", "~/none-such", "a\nb", "~nobody-here/x", "../" + "x" * 5000]
)  # fmt: skip
def test_a_name_that_can_be_none_is_refused(name: str) -> None:
    with pytest.raises(EmbeddingError, match="WORTLAUT_EMBEDDER") as caught:
        load(name)
    assert "\n" not in str(caught.value)


def test_vectors_are_scaled_to_length_one() -> None:
    assert normalised([[3, 4], [0, 0]], 2).tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0, 0]]
    assert normalised([], 0, 7).shape == (0, 7)


@pytest.mark.parametrize(
    ("vectors", "count", "dimension"),
    [([[1.0, 2.0]], 2, None), ([1.0, 2.0], 2, None), ([[1.0, 2.0]], 1, 3), ([[[1.0]]], 1, 1), ([], 1, 2)],
)
def test_another_shape_is_a_mismatch(vectors: object, count: int, dimension: int | None) -> None:
    with pytest.raises(IndexMismatch, match="shape"):
        normalised(vectors, count, dimension)  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_refused(bad: float) -> None:
    with pytest.raises(EmbeddingError, match="not numbers"):
        normalised([[1.0, bad]], 1)
