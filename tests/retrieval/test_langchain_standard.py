"""LangChain's own standard tests: of retrievers, of vector stores, of tools."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.tools import BaseTool
from langchain_tests.integration_tests import (
    RetrieversIntegrationTests,
    ToolsIntegrationTests,
    VectorStoreIntegrationTests,
)
from langchain_tests.unit_tests import ToolsUnitTests

from bot.parts import Parts
from retrieval.langchain import WortlautRetriever, WortlautVectorStore, quotes_by_speaker


class TestWortlautRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _library(self, parts: Parts) -> None:
        self.parts = parts

    @property
    def retriever_constructor(self) -> type[WortlautRetriever]:
        return WortlautRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"searcher": self.parts.searcher}

    @property
    def retriever_query_example(self) -> str:
        return "What did Baerbock say?"


class TestWortlautVectorStore(VectorStoreIntegrationTests):
    """With the embeddings that LangChain gives: random ones, so that only the letters of a text decide."""

    @pytest.fixture
    def vectorstore(self, tmp_path: Path) -> Iterator[WortlautVectorStore]:  # type: ignore[override]
        with WortlautVectorStore.open(tmp_path, self.get_embeddings()) as store:
            yield store


class TestWortlautVectorStoreWithTheModelThatShips(VectorStoreIntegrationTests):
    @pytest.fixture
    def vectorstore(self, tmp_path: Path) -> Iterator[WortlautVectorStore]:  # type: ignore[override]
        with WortlautVectorStore.open(tmp_path) as store:
            yield store


class _Quotes:
    @pytest.fixture(autouse=True)
    def _library(self, parts: Parts) -> None:
        self.parts = parts

    @property
    def tool_constructor(self) -> BaseTool:
        return quotes_by_speaker(self.parts.searcher)

    @property
    def tool_invoke_params_example(self) -> dict[str, Any]:
        return {"speaker": "Baerbock", "topic": "security guarantees", "since": "2024-01-01", "limit": 3}


class TestQuotesBySpeaker(_Quotes, ToolsUnitTests):
    pass


class TestQuotesBySpeakerInUse(_Quotes, ToolsIntegrationTests):
    pass
