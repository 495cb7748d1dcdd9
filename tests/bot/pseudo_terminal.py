"""The command on a pseudo-terminal, as somebody sees it who types."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

WORTLAUT = Path(sys.executable).with_name("wortlaut")


def environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WORTLAUT_")}
    return {**kept, "WORTLAUT_DATA": str(data), "TERM": "xterm-256color"}


class Terminal:
    """`shown` is all that was written to it. To be used in tests that ignore the warning of `pty.fork` about threads:
    the child does nothing but exec."""

    def __init__(self, *arguments: str | Path, folder: Path, environ: Mapping[str, str]) -> None:
        self.pid, self._file = pty.fork()
        if self.pid == 0:  # pragma: no cover
            os.chdir(folder)
            os.execve(WORTLAUT, [str(WORTLAUT), *map(str, arguments)], dict(environ))  # noqa: S606
        self.shown = ""
        self._seen = 0

    def type(self, keys: str) -> None:
        os.write(self._file, keys.encode())

    def wait_for(self, text: str, seconds: float = 40) -> None:
        """Behind what was waited for before."""
        end = time.monotonic() + seconds
        while (found := self.shown.find(text, self._seen)) < 0:
            if time.monotonic() >= end:
                self._kill()
                raise AssertionError(f"{text!r} did not come; shown so far: {self.shown[-3000:]!r}")
            if select.select([self._file], [], [], 0.2)[0]:
                self._read()
        self._seen = found + len(text)

    def ended(self, seconds: float = 30) -> int:
        """The exit status."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self._file], [], [], 0.1)[0] and self._read():
                continue
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                os.close(self._file)
                return os.waitstatus_to_exitcode(status)
        self._kill()
        raise AssertionError(f"the command did not end; shown so far: {self.shown!r}")

    def _kill(self) -> None:
        """Nothing of it is left for a later test to stumble over."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)

    def _read(self) -> bool:
        """False where nothing more will come."""
        try:
            read = os.read(self._file, 65536).decode(errors="replace")
        except OSError:  # the other side is closed
            time.sleep(0.05)
            return False
        if "\x1b[6n" in read:  # prompt_toolkit asks where the cursor is
            self.type("\x1b[1;1R")
        self.shown += read
        return True
