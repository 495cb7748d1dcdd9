"""A language model by hand: it says what a test has written for it, in pieces, and keeps what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.answer import Tokens
from bot.language_model import ModelFailed, Spent
from prompts import Prompt

Reply = str | dict[str, Any] | ModelFailed | Callable[[Prompt], "str | dict[str, Any] | ModelFailed"]
"""JSON text, broken or not; an object to be written as JSON; a failure; or one of these made from the prompt."""


class ScriptedModel:
    """Answers with `replies` in their order, or with one callable for all; more requests than replies fail the test.

    A reply comes in pieces of `piece` characters. A text followed by a failure, as a list in the place of one reply, is
    a stream that breaks off. `prompts`, `schemas` and `untils` are what it was given, one for each request.
    """

    name = "scripted:model"

    def __init__(self, *replies: Reply | Sequence[Reply], piece: int = 7, tokens: Tokens = Tokens(100, 10)) -> None:  # noqa: B008
        self._replies = list(replies)
        self._piece = piece
        self._tokens = tokens
        self.prompts: list[Prompt] = []
        self.schemas: list[dict[str, Any]] = []
        self.untils: list[float] = []

    def stream(self, prompt: Prompt, schema: dict[str, Any], spent: Spent, until: float) -> Iterator[str]:
        self.prompts.append(prompt)
        self.schemas.append(schema)
        self.untils.append(until)
        reply = self._next()
        spent.requests += 1
        spent.tokens = spent.tokens + self._tokens
        for part in [reply] if isinstance(reply, str | dict | ModelFailed) or callable(reply) else reply:
            made = part(prompt) if callable(part) else part
            if isinstance(made, ModelFailed):
                raise made
            text = made if isinstance(made, str) else json.dumps(made, ensure_ascii=False)
            yield from (text[start : start + self._piece] for start in range(0, len(text), self._piece))

    def _next(self) -> Reply | Sequence[Reply]:
        if len(self._replies) == 1 and callable(self._replies[0]):
            return self._replies[0]
        assert self._replies, f"a request more than there are replies: {self.prompts[-1].material[:200]}"
        return self._replies.pop(0)
