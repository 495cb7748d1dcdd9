"""Asking a language model, and what it was to answer."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from chat_server import ChatServer

from bot.language_model import ChatModel, ModelFailed, Spent
from prompts import Prompt

SCHEMA: dict[str, Any] = {
    "title": "answer",
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"text": {"type": "string"}, "speaker": {"type": ["string", "null"]}},
                "required": ["text", "speaker"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}
PROMPT = Prompt("Write JSON.", "Was sagte Baerbock über Sicherheitsgarantien?")
REPLY = json.dumps({"claims": [{"text": "Sie sagte: „Es braucht Garantien“.", "speaker": None}]}, ensure_ascii=False)
SECONDS = 30.0
"""More than any request of these tests takes."""


def model(server: ChatServer) -> ChatModel:
    return ChatModel("openai:scripted", base_url=server.url, timeout=SECONDS)


def asked(of: ChatModel, spent: Spent | None = None, seconds: float = SECONDS) -> list[str]:
    return list(of.stream(PROMPT, SCHEMA, spent or Spent(), time.monotonic() + seconds))


def failed(of: ChatModel, spent: Spent | None = None, seconds: float = SECONDS) -> tuple[list[str], ModelFailed]:
    """What came before it failed, and how it failed."""
    pieces: list[str] = []
    with pytest.raises(ModelFailed) as raised:
        pieces.extend(of.stream(PROMPT, SCHEMA, spent or Spent(), time.monotonic() + seconds))
    return pieces, raised.value
