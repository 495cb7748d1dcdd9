"""A Bot API server on loopback, as strict as Telegram's about what the bot may send (and about unknown parameters,
which Telegram ignores). https://core.telegram.org/bots/api
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from random import Random
from typing import Any

from aiohttp import web
from bot_api_floods import Floods
from bot_api_queries import LARGEST_FILE, Queries
from bot_api_rules import Json, RefusedError, parameters
from loopback import Loopback

TOKEN = "123456789:AAtest-Token_0123456789abcdefghijkl"


class CutError(Exception):
    """The connection is cut instead of an answer."""


@dataclass
class Call:
    """A request as it came in; `status` is what it was answered with, None where the connection was cut, and `refusal`
    why it was not carried out."""

    method: str
    parameters: Json
    at: float = field(default_factory=time.monotonic)
    status: int | None = None
    refusal: str = ""


@dataclass
class Fault:
    """What happens to the next requests of a method instead of an answer.

    `status` is sent (429 with `retry_after`), or, where it is None, the connection is cut: before the request is
    carried out, or after it (`carried_out`), so that only the answer is lost; `hang` seconds later, where it is set.
    `chance` is how likely it happens to a request.
    """

    method: str
    status: int | None = None
    retry_after: int = 0
    carried_out: bool = False
    chat: int | None = None
    times: int = 1
    hang: float = 0.0
    chance: float = 1.0


class BotApi(Queries):
    """The protocol. `calls` records every request, `faults` are waiting to happen.

    `floods`, where it is set, refuses messages that come faster than Telegram takes them.
    """

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__(int(token.partition(":")[0]))
        self.token = token
        self.root = ""
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.floods: Floods | None = None
        self.chance = Random(1)

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
            call.status, call.refusal = refusal.status, refusal.description
            body: Json = {"ok": False, "error_code": refusal.status, "description": refusal.description}
            if refusal.parameters:
                body["parameters"] = refusal.parameters
            return web.json_response(body, status=refusal.status)
        finally:
            await self.changed()
        call.status = 200
        return web.json_response({"ok": True, "result": result})

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file, at the path that getFile told."""
        if request.match_info["token"] != self.token:
            return web.json_response({"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)
        content = self.files.get(request.match_info["file"])
        if content is None or len(content) > LARGEST_FILE:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=content)

    def _authorise(self, token: str) -> None:
        number, colon, secret = token.partition(":")
        if not (number.isdigit() and colon and secret):
            raise RefusedError(404, "Not Found")
        if token != self.token:
            raise RefusedError(401, "Unauthorized")

    async def _carried_out(self, call: Call) -> Any:
        fault = self._fault(call)
        if self.floods is not None and (wait := self.floods.wait(call.method, call.parameters.get("chat_id"))):
            raise RefusedError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
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
        await asyncio.sleep(fault.hang)
        raise CutError

    def _method(self, name: str) -> Callable[..., Awaitable[Any]]:
        words = re.sub("[A-Z]", lambda capital: f"_{capital[0].lower()}", name)
        method: Callable[..., Awaitable[Any]] = getattr(self, f"_{words}")
        return method

    def _fault(self, call: Call) -> Fault | None:
        for fault in self.faults:
            meant = fault.method == call.method and fault.chat in (None, call.parameters.get("chat_id"))
            if meant and fault.times and (fault.chance == 1 or self.chance.random() < fault.chance):
                fault.times -= 1
                return fault
        return None


@asynccontextmanager
async def serving(api: BotApi) -> AsyncIterator[BotApi]:
    """Serves on a free port of loopback; `api.root` is what WORTLAUT_TELEGRAM_BASE_URL takes."""
    application = web.Application()
    application.router.add_route("*", "/bot{token:[^/]*}/{method}", api.handle)
    application.router.add_get("/file/bot{token:[^/]*}/documents/{file}", api.download)
    async with Loopback(application) as loopback:
        api.root = loopback.root
        yield api
