"""Nothing is traced, and nobody is called, unless the application's own settings say so."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SCRIPT = Path(__file__).with_name("langchain_run.py")


def run(data: Path, **settings: str) -> list[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LANGSMITH_", "LANGCHAIN_"))}
    arguments = [sys.executable, str(SCRIPT), str(data)]
    done = subprocess.run(arguments, env=clean | settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@contextmanager
def service() -> Iterator[tuple[str, list[bytes]]]:
    """Takes whatever is sent to it."""
    received: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.do_GET()

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def do_PATCH(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", received
        finally:
            server.shutdown()
            thread.join()


def test_nothing_is_traced_and_nobody_called(tmp_path: Path) -> None:
    assert run(tmp_path) == ["not traced", "environment as before"]


def test_a_key_alone_switches_nothing_on(tmp_path: Path) -> None:
    with service() as (url, received):
        told = run(tmp_path, LANGSMITH_API_KEY="key", LANGSMITH_ENDPOINT=url, LANGSMITH_PROJECT="news")
    assert told == ["not traced", "environment as before"]
    assert received == []


def test_it_is_traced_where_the_application_is_set_to(tmp_path: Path) -> None:
    """So that the tests above would see it."""
    with service() as (url, received):
        told = run(tmp_path, LANGSMITH_TRACING="true", LANGSMITH_API_KEY="key", LANGSMITH_ENDPOINT=url)
    assert told[0] == "traced"
    assert received
    assert all("127.0.0.1" in line or "getaddrinfo" in line for line in told[2:])
