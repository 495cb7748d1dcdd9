"""A Bot API server on loopback, as strict as Telegram's about what the bot may send (and about unknown parameters,
which Telegram ignores). https://core.telegram.org/bots/api
"""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from aiohttp import web
from bot_api_methods import Methods
from bot_api_rules import Json, RefusedError, parameters

TOKEN = "123456789:AAtest-Token_0123456789abcdefghijkl"


class CutError(Exception):
    """The connection is cut instead of an answer."""


@dataclass
class Call:
    """A request as it came in; `status` is what it was answered with, None where the connection was cut."""

    method: str
    parameters: Json
    at: float = field(default_factory=time.monotonic)
    status: int | None = None


@dataclass
class Fault:
    """What happens to the next requests of a method instead of an answer.

    `status` is sent (429 with `retry_after`), or, where it is None, the connection is cut: before the request is
    carried out, or after it (`carried_out`), so that only the answer is lost.
    """

    method: str
    status: int | None = None
    retry_after: int = 0
    carried_out: bool = False
    chat: int | None = None
    times: int = 1


class BotApi(Methods):
    """The protocol. `calls` records every request, `faults` are waiting to happen."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__(int(token.partition(":")[0]))
        self.token = token
        self.root = ""
        self.calls: list[Call] = []
        self.faults: list[Fault] = []

    # ------------------------------------------------------------------------------------------------ for the tests

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    # --------------------------------------------------------------------------------------------------- the protocol

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        call = Call(method, {})
        try:
            self._authorise(request.match_info["token"])
            self.calls.append(call)
            await self.changed()
            call.parameters = await parameters(request, method)
            result = await self._carried_out(call)
        except CutError:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        except RefusedError as refusal:
            call.status = refusal.status
            body: Json = {"ok": False, "error_code": refusal.status, "description": refusal.description}
            if refusal.parameters:
                body["parameters"] = refusal.parameters
            return web.json_response(body, status=refusal.status)
        finally:
            await self.changed()
        call.status = 200
        return web.json_response({"ok": True, "result": result})

    def _authorise(self, token: str) -> None:
        number, colon, secret = token.partition(":")
        if not (number.isdigit() and colon and secret):
            raise RefusedError(404, "Not Found")
        if token != self.token:
            raise RefusedError(401, "Unauthorized")

    async def _carried_out(self, call: Call) -> Any:
        fault = self._fault(call)
        if fault is None:
            return await self._method(call.method)(**call.parameters)
        if fault.status == 429:
            raise RefusedError(
                429, f"Too Many Requests: retry after {fault.retry_after}", retry_after=fault.retry_after
            )
        if fault.status is not None:
            raise RefusedError(fault.status, HTTPStatus(fault.status).phrase)
        if fault.carried_out:
            await self._method(call.method)(**call.parameters)
        raise CutError

    def _method(self, name: str) -> Callable[..., Awaitable[Any]]:
        words = re.sub("[A-Z]", lambda capital: f"_{capital[0].lower()}", name)
        method: Callable[..., Awaitable[Any]] = getattr(self, f"_{words}")
        return method

    def _fault(self, call: Call) -> Fault | None:
        for fault in self.faults:
            if fault.method == call.method and fault.chat in (None, call.parameters.get("chat_id")) and fault.times:
                fault.times -= 1
                return fault
        return None


@asynccontextmanager
async def serving(api: BotApi) -> AsyncIterator[BotApi]:
    """Serves on a free port of loopback; `api.root` is what WORTLAUT_TELEGRAM_BASE_URL takes."""
    application = web.Application()
    application.router.add_route("*", "/bot{token:[^/]*}/{method}", api.handle)
    runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    api.root = f"http://{host}:{port}"
    try:
        yield api
    finally:
        await runner.cleanup()
