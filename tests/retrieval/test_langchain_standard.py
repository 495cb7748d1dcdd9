"""LangChain's own standard tests for retrievers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from retrieval.articles import Article
from retrieval.langchain import WortlautRetriever
from retrieval.library import Library
from retrieval.onnx_model import OnnxEmbedder
from retrieval.readers import read
from retrieval.search import Searcher

standard = pytest.importorskip("langchain_tests.integration_tests", reason="needs langchain-tests")

SEEDS = Path(__file__).parents[2] / "seeds"


class TestWortlautRetriever(standard.RetrieversIntegrationTests):  # type: ignore[misc,name-defined]
    @pytest.fixture(autouse=True)
    def _library(self, tmp_path: Path) -> Iterator[None]:
        embedder = OnnxEmbedder()
        with Library.open(tmp_path, embedder) as library:
            list(library.add(item for item in read(SEEDS) if isinstance(item, Article)))
            self.searcher = Searcher(library, embedder)
            yield

    @property
    def retriever_constructor(self) -> type[WortlautRetriever]:
        return WortlautRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"searcher": self.searcher}

    @property
    def retriever_query_example(self) -> str:
        return "What did Baerbock say?"
