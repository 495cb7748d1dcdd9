"""A web server on loopback that leaves no connection behind for a later test to be told of.

`asyncio.Server` loses one that comes in while it closes: what it has accepted, and nobody has heard of yet, stays open.
So this one accepts for itself, up to a last connection, its own.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Self

from aiohttp import web


class Loopback:
    """Serves an application on a free port, while it is entered. `root` is its address, without a slash at its end."""

    def __init__(self, application: web.Application) -> None:
        self._runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.1)
        self._transports: list[asyncio.WriteTransport] = []
        self._stopping = False

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self._socket.setblocking(False)
        host, port = self._socket.getsockname()
        self.root = f"http://{host}:{port}"
        self._accepting = asyncio.create_task(self._accept())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stopping = True
        with socket.create_connection(self._socket.getsockname()):  # in the queue behind all that came before
            await self._accepting
        self._socket.close()
        await self._runner.cleanup()
        for transport in self._transports:
            transport.abort()
        await asyncio.sleep(0)  # in which the loop closes them

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._stopping:
            accepted, _ = await loop.sock_accept(self._socket)
            transport, _ = await loop.connect_accepted_socket(self._handler, accepted)
            self._transports.append(transport)

    def _handler(self) -> asyncio.Protocol:
        assert self._runner.server is not None
        return self._runner.server()
