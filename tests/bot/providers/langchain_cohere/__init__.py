"""Stands for a provider's package whose messages are lists of blocks, and which takes none of the usual options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import ConfigDict


class ChatCohere(BaseChatModel):
    model_config = ConfigDict(extra="forbid")
    model: str

    @property
    def _llm_type(self) -> str:
        return "blocks"

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        raise NotImplementedError

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        blocks: list[list[dict[str, Any]]] = [
            [{"type": "thinking", "thinking": "{hm}", "index": 0}],
            [{"type": "reasoning", "reasoning": "{hm}", "index": 1}],
            [{"type": "text", "text": '{"claims":', "index": 2}],
            [{"type": "text", "text": " []}", "index": 2}],
        ]
        for content in blocks:
            yield ChatGenerationChunk(message=AIMessageChunk(content=content))  # type: ignore[arg-type]
        last = AIMessageChunk(
            content="",
            usage_metadata={"input_tokens": 9, "output_tokens": 4, "total_tokens": 13},
            response_metadata={"stop_reason": "refusal" if self.model == "unwilling" else "end_turn"},
        )
        yield ChatGenerationChunk(message=last)
