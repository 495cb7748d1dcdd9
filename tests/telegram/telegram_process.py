"""The bot as a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot_api import BotApi

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@dataclass
class Process:
    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)

    async def until(self, words: str, wait: float = 60.0) -> str:
        """The first line on standard error that holds the words; all lines read are kept."""
        assert self.process.stderr is not None
        async with asyncio.timeout(wait):
            while line := (await self.process.stderr.readline()).decode():
                self.lines.append(line)
                if words in line:
                    return line
        raise AssertionError(f"{words!r} not in\n{''.join(self.lines)}")

    async def ends(self, wait: float = 60.0) -> int:
        async with asyncio.timeout(wait):
            _, rest = await self.process.communicate()
        self.lines += rest.decode().splitlines(keepends=True)
        assert self.process.returncode is not None
        return self.process.returncode

    @property
    def log(self) -> str:
        return "".join(self.lines)


@asynccontextmanager
async def process(
    api: BotApi, data: Path, token: str | None = None, root: str | None = None, **settings: str
) -> AsyncIterator[Process]:
    """`settings` are further ones, by the names of their variables."""
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        str(HERE / "run_telegram.py"),
        api.token if token is None else token,
        root or api.root,
        str(data),
        env={**os.environ, **settings, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Process(started)
    finally:
        if started.returncode is None:
            started.kill()
            await started.wait()
