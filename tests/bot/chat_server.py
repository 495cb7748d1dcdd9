"""An OpenAI-compatible chat server on loopback whose model is a script.

    with ChatServer('{"claims": []}') as server:                        # the same reply to every request
        model = ChatModel("openai:scripted", base_url=server.url)

    with ChatServer(lambda request: {"claims": lies(request.material)}) as server:   # what it does with a request
        ...

    with ChatServer() as server:
        server.replies += [Reply(status=429, retry_after=1), "…"]       # in this order; goes before the script

A reply is a text, an object (sent as JSON), or a `Reply`, which says how it is sent or what goes wrong. The script runs
on the server's own thread. `server.requests` are the requests as they came in; `request.instructions` and
`request.material` are what the model was told and given, `request.way` how it was asked to answer. The reply comes as
tool-call arguments where a tool was asked for, else as content. `refuses` names what the server does not know, and
answers with status 400: "response_format", "tools", "temperature", "stream_options".
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Collection
from typing import Any, Self

from aiohttp import web
from chat_wire import Json, Reply, Request, Way, completion, cut, error, streamed
from loopback import Loopback

__all__ = ["ChatServer", "Json", "Reply", "Request", "Script", "Scripted", "Way"]

Scripted = Reply | str | Json
Script = Callable[[Request], Scripted]


class ChatServer:
    """`url` is what WORTLAUT_LLM_BASE_URL takes."""

    def __init__(
        self, script: Script | Scripted = "", *, refuses: Collection[str] = (), key: str | None = None
    ) -> None:
        """`key`: the only one that is let in; None lets everybody in."""
        self.script = script
        self.refuses = set(refuses)
        self.key = key
        self.replies: list[Scripted] = []
        self.requests: list[Request] = []
        self.url = ""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="chat-server", daemon=True)
        application = web.Application()
        application.router.add_post("/v1/{path:.*}", self._handle)
        self._loopback = Loopback(application)

    def __enter__(self) -> Self:
        self._thread.start()
        self._run(self._loopback.__aenter__())
        self.url = f"{self._loopback.root}/v1"
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._loopback.__aexit__())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _handle(self, received: web.Request) -> web.StreamResponse:
        try:
            body = await received.json()
        except ValueError:
            return error(Reply(status=400, error={"message": "This is no JSON."}))
        request = Request(received.path, dict(received.headers), body)
        self.requests.append(request)
        try:
            response = await self._answer(received, request)
        except (asyncio.CancelledError, ConnectionError):
            request.left.set()
            raise
        request.answered.set()
        return response

    async def _answer(self, received: web.Request, request: Request) -> web.StreamResponse:
        if (problem := self._problem(request)) is not None:
            return error(problem)
        reply = self._reply(request)
        await asyncio.sleep(reply.delay)
        if reply.raw is not None:
            return web.Response(body=reply.raw, status=reply.status, content_type=reply.content_type)
        if reply.status != 200:
            return error(reply)
        if not request.body.get("stream") or reply.whole:
            if reply.hang_after is not None:
                await asyncio.Event().wait()
            if reply.cut_after is not None:
                return cut(received)
            return web.json_response(completion(request, reply))
        return await streamed(received, request, reply)

    def _problem(self, request: Request) -> Reply | None:
        if not request.path.endswith("/chat/completions"):
            return Reply(status=404, error={"message": f"No such path: {request.path}", "code": "not_found"})
        if self.key is not None and request.headers.get("Authorization") != f"Bearer {self.key}":
            return Reply(status=401, error={"message": "Incorrect API key provided.", "code": "invalid_api_key"})
        for unknown in sorted(self.refuses & request.body.keys()):
            return Reply(
                status=400,
                error={"message": f"Unsupported parameter: '{unknown}' is not supported with this model.",
                       "param": unknown, "code": "unsupported_parameter"},
            )  # fmt: skip
        return None

    def _reply(self, request: Request) -> Reply:
        scripted = self.replies.pop(0) if self.replies else self.script
        made = scripted(request) if callable(scripted) else scripted
        if isinstance(made, Reply):
            return made
        return Reply(made if isinstance(made, str) else json.dumps(made, ensure_ascii=False))
