"""Run by the tests in a process of its own: uses all that `retrieval.langchain` has, and prints whom it called."""

from __future__ import annotations

import os
import sys
from pathlib import Path

called: list[str] = []


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        called.append(f"{event} {arguments[1:]}")


if __name__ == "__main__":
    before = dict(os.environ)
    sys.addaudithook(watch)

    from langchain_core.tracers.langchain import wait_for_all_tracers
    from langsmith.utils import tracing_is_enabled

    from retrieval.langchain import WortlautRetriever, WortlautVectorStore, quotes_by_speaker

    with WortlautVectorStore.open(Path(sys.argv[1])) as store:
        store.add_texts(["„Es regnet“, sagte Anna Schmidt."])
        assert store.as_retriever().invoke("Regnet es?")
        assert WortlautRetriever(searcher=store.searcher).invoke("Was sagte Anna Schmidt?")
        assert "Es regnet" in quotes_by_speaker(store.searcher).invoke({"speaker": "Schmidt"})
    wait_for_all_tracers()
    traced = "traced" if tracing_is_enabled() else "not traced"
    environment = "as before" if dict(os.environ) == before else "changed"
    sys.stdout.write("\n".join([traced, f"environment {environment}", *called]))
