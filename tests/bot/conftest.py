from __future__ import annotations

from collections.abc import Iterator

import pytest
from chat_server import ChatServer
from model_asking import REPLY

LEFT_OUT = ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_PROXY", "LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2")


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    """A server whose model answers, and an environment with a key for it and nothing else."""
    monkeypatch.setenv("OPENAI_API_KEY", "test-key-123456")
    for name in LEFT_OUT:
        monkeypatch.delenv(name, raising=False)
    with ChatServer(REPLY) as server:
        yield server
