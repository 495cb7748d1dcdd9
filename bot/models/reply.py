"""A reply of a language model as it comes in: which of it is the JSON that was asked for, and whether it came whole.

It reads LangChain's message chunks without importing LangChain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.answer import Tokens, Unwritten

__all__ = ["Reading"]

LONGEST = 200_000
"""Characters after which a reply is no answer any more."""

# What providers say when a reply ends early, in lower case: OpenAI, Anthropic, Mistral, Google, Ollama, Bedrock.
_CUT = {"length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded", "error"}
_DECLINED = {
    "content_filter", "content_filtered", "refusal", "safety", "blocklist", "prohibited_content", "spii", "recitation",
    "guardrail_intervened",
}  # fmt: skip
_JSON_BEGINS = re.compile(r"\s*[{\[`]")
_THOUGHT = ("<think>", "</think>")


class Reading:
    """`tools`: whether the reply was asked for as the arguments of a tool. A model that does not know tools writes it
    as its text all the same; one that does may write some words beside it, which are no part of the reply."""

    def __init__(self, *, tools: bool) -> None:
        self._tools = tools
        self._held = ""
        self._call: object = None
        self._thoughts = _Thoughts()
        self._said = 0
        self._any = False
        self._ended: Unwritten | None = None
        self._why = ""
        self.tokens = Tokens()

    def add(self, chunk: Any) -> Iterator[str]:
        """The pieces of the reply in a message chunk."""
        self._look_how_it_ends(chunk)
        self.count(chunk)
        for call in chunk.tool_call_chunks:
            which = (call.get("index"),)
            if self._call in (None, which) and call.get("args"):  # one that calls twice has answered with the first
                self._call = which
                yield from self._passed(call["args"])
        if self._call is None and (text := self._thoughts.without(str(chunk.text))):
            self._held += text
            if not self._tools or self._any or _JSON_BEGINS.match(self._held):
                held, self._held = self._held, ""
                yield from self._passed(held)

    def count(self, told: Any) -> None:
        """The tokens that a message chunk tells, or an error that holds the message it failed on."""
        more = _tokens_of(told)
        if more.input >= self.tokens.input > 0:  # a server that tells the sum with every chunk
            self.tokens = more
        else:
            self.tokens += more

    def rest(self) -> Iterator[str]:
        """What was held back, at the end of the reply."""
        if self._call is None:
            yield from self._passed(self._held + self._thoughts.rest())

    @property
    def too_long(self) -> bool:
        return self._said > LONGEST

    def problem(self) -> tuple[Unwritten, str] | None:
        """Why it is no whole reply, once it has ended."""
        if self.too_long:
            return "unusable", f"the reply is longer than {LONGEST} characters"
        if self._ended is not None:
            return self._ended, f"the reply ended with {self._why}"
        if not self._any:
            return "unusable", "the reply is empty"
        return None

    def _passed(self, piece: str) -> Iterator[str]:
        self._said += len(piece)
        self._any = self._any or bool(piece.strip())
        if piece:
            yield piece

    def _look_how_it_ends(self, chunk: Any) -> None:
        told: Mapping[str, Any] = chunk.response_metadata
        incomplete, feedback = told.get("incomplete_details"), told.get("prompt_feedback")
        reasons = [told.get(name) for name in ("finish_reason", "stop_reason", "done_reason")]
        reasons.append(incomplete.get("reason") if isinstance(incomplete, Mapping) else None)
        for reason in (str(reason).lower() for reason in reasons if reason):
            if reason in _CUT | _DECLINED:
                self._ended, self._why = ("unusable" if reason in _CUT else "declined"), reason
        blocked = isinstance(feedback, Mapping) and feedback.get("block_reason")
        blocks = chunk.content if isinstance(chunk.content, list) else []
        refused = any(isinstance(block, Mapping) and block.get("type") == "refusal" for block in blocks)
        if blocked or refused or chunk.additional_kwargs.get("refusal"):
            self._ended, self._why = "declined", "a refusal"


class _Thoughts:
    """Takes out what a reasoning model thinks aloud before its reply, where its server leaves it in."""

    def __init__(self) -> None:
        self._text = ""
        self._over = False

    def without(self, text: str) -> str:
        if self._over:
            return text
        self._text += text
        begins, ends = _THOUGHT
        start = self._text.lstrip()
        if start.startswith(begins):
            _, end, after = start.partition(ends)
            if not end:
                return ""
            self._text = after
        elif begins.startswith(start[: len(begins)]):
            return ""  # it may still become one
        self._over = True
        text, self._text = self._text, ""
        return text

    def rest(self) -> str:
        return "" if self._over or self._text.lstrip().startswith(_THOUGHT[0]) else self._text


def _tokens_of(told: Any) -> Tokens:
    usage = getattr(told, "usage_metadata", None)
    if isinstance(usage, Mapping):
        return Tokens(usage.get("input_tokens") or 0, usage.get("output_tokens") or 0)
    counted = getattr(getattr(told, "completion", None), "usage", None)
    return Tokens(getattr(counted, "prompt_tokens", 0) or 0, getattr(counted, "completion_tokens", 0) or 0)
