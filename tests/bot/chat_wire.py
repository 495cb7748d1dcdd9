"""Requests and replies of an OpenAI-compatible chat server, and what of them goes over the wire.

https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

Json = dict[str, Any]
Way = Literal["json_schema", "tools", "text"]


@dataclass
class Request:
    """A request as it came in. `answered` is set once its reply was sent whole, `left` once the client hung up
    before that."""

    path: str
    headers: dict[str, str]
    body: Json
    answered: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)

    @property
    def messages(self) -> list[Json]:
        messages: list[Json] = self.body.get("messages", [])
        return messages

    @property
    def instructions(self) -> str:
        return self._said("system", "developer")

    @property
    def material(self) -> str:
        return self._said("user")

    @property
    def way(self) -> Way:
        if self.body.get("response_format", {}).get("type") == "json_schema":
            return "json_schema"
        return "tools" if self.body.get("tools") else "text"

    @property
    def schema(self) -> Json | None:
        """The JSON Schema that the reply is to follow; None where plain text was asked for."""
        schema: Json | None = None
        if self.way == "json_schema":
            schema = self.body["response_format"]["json_schema"]["schema"]
        elif self.way == "tools":
            schema = self.body["tools"][0]["function"]["parameters"]
        return schema

    def _said(self, *roles: str) -> str:
        contents = [message["content"] for message in self.messages if message["role"] in roles]
        return "\n".join(
            content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
            for content in contents
        )


@dataclass(frozen=True)
class Reply:
    """What the model writes, and how it is sent.

    The text goes in pieces of `piece` characters (0: in one), with a `pause` in seconds before each. `delay` passes
    before anything is sent. After `cut_after` pieces the connection is cut, after `hang_after` nothing more comes.
    `usage` are the tokens read and written (None: not told; by default, words are counted). `way` sends it in another
    way than asked for. `reasoning` goes ahead of the text, in the field that vLLM and others have for it. `beside` is what
    a model says beside its tool call, `second` the arguments of a second call.

    With a `status` other than 200 an error is sent instead: `error` in the object that OpenAI sends, and `retry_after`
    as a header. `raw` is sent as it stands, as `content_type`, whatever was asked for. `whole` answers a request for a
    stream without one.
    """

    text: str = ""
    finish: str | None = "stop"
    refusal: str = ""
    reasoning: str = ""
    beside: str = ""
    second: str = ""
    usage: tuple[int, int] | Literal["counted"] | None = "counted"
    way: Way | None = None
    piece: int = 16
    pause: float = 0.0
    delay: float = 0.0
    cut_after: int | None = None
    hang_after: int | None = None
    status: int = 200
    error: Json = field(default_factory=dict)
    retry_after: int | None = None
    raw: bytes | None = None
    content_type: str = "application/json"
    whole: bool = False


def error(reply: Reply) -> web.Response:
    headers = {} if reply.retry_after is None else {"Retry-After": str(reply.retry_after)}
    error = {"message": "", "type": "invalid_request_error", "param": None, "code": None} | reply.error
    return web.json_response({"error": error}, status=reply.status, headers=headers)


def cut(received: web.Request) -> web.Response:
    if received.transport is not None:
        received.transport.abort()
    return web.Response()


def completion(request: Request, reply: Reply) -> Json:
    message: Json = {"role": "assistant", "content": None, "refusal": reply.refusal or None}
    if (reply.way or request.way) == "tools" and not reply.refusal:
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": _call(request, reply.text)}]
    else:
        message["content"] = reply.text
    choice = {"index": 0, "message": message, "finish_reason": reply.finish}
    return _head(request, "chat.completion") | {"choices": [choice], "usage": _usage(request, reply)}


async def streamed(received: web.Request, request: Request, reply: Reply) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    await response.prepare(received)
    sent = 0
    for delta, counts in _deltas(request, reply):
        if counts:
            if sent == reply.cut_after:
                return cut(received)
            if sent == reply.hang_after:
                await asyncio.Event().wait()
            await asyncio.sleep(reply.pause)
            sent += 1
        await _send(response, _chunk(request, delta, None))
    if reply.cut_after is not None:
        return cut(received)
    if reply.hang_after is not None:
        await asyncio.Event().wait()
    await _send(response, _chunk(request, {}, reply.finish))
    usage = _usage(request, reply)
    if usage is not None and request.body.get("stream_options", {}).get("include_usage"):
        await _send(response, _head(request, "chat.completion.chunk") | {"choices": [], "usage": usage})
    await response.write(b"data: [DONE]\n\n")
    await response.write_eof()
    return response


def _deltas(request: Request, reply: Reply) -> Iterator[tuple[Json, bool]]:
    """What each event adds to the message, and whether it is a piece of the text."""
    yield {"role": "assistant", "content": None if (reply.way or request.way) == "tools" else ""}, False
    for piece in _pieces(reply.reasoning, reply.piece):
        yield {"reasoning_content": piece}, False
    for piece in _pieces(reply.refusal, reply.piece):
        yield {"refusal": piece}, True
    if (reply.way or request.way) != "tools":
        for piece in _pieces(reply.text, reply.piece):
            yield {"content": piece}, True
        return
    for piece in _pieces(reply.beside, reply.piece):
        yield {"content": piece}, True
    for index, arguments in enumerate(filter(None, (reply.text, reply.second))):
        begun = {"index": index, "id": f"call_{index}", "type": "function", "function": _call(request, "")}
        yield {"tool_calls": [begun]}, False
        for piece in _pieces(arguments, reply.piece):
            yield {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}, True


def _pieces(text: str, size: int) -> Iterator[str]:
    size = size or max(1, len(text))
    for start in range(0, len(text), size):
        yield text[start : start + size]


def _call(request: Request, arguments: str) -> Json:
    tools = request.body.get("tools") or [{"function": {"name": "unasked"}}]
    return {"name": tools[0]["function"]["name"], "arguments": arguments}


def _chunk(request: Request, delta: Json, finish: str | None) -> Json:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _head(request, "chat.completion.chunk") | {"choices": [choice]}


def _head(request: Request, what: str) -> Json:
    return {"id": "chatcmpl-1", "object": what, "created": 1, "model": request.body.get("model")}


async def _send(response: web.StreamResponse, event: Json) -> None:
    await response.write(f"data: {json.dumps(event)}\n\n".encode())


def _usage(request: Request, reply: Reply) -> Json | None:
    if reply.usage is None:
        return None
    read, written = (
        (len(f"{request.instructions} {request.material}".split()), len(reply.text.split()))
        if reply.usage == "counted"
        else reply.usage
    )
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
