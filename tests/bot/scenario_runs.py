"""Scenarios, run: the scripted server, the real model client, the real library and the real assistant."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from chat_server import ChatServer
from gold import gold
from oracle import false_quotations, folded, misattributed, unknown_claims
from scenarios import Scenario, Script, allowed, expected

from bot.answer import Answer
from bot.answer_json import as_json
from bot.assistant import Assistant
from bot.language_model import ChatModel
from bot.writing import Writer
from prompts import Prompts
from retrieval.embedding import Embedder
from retrieval.library import Library
from retrieval.search import Searcher

WAYS = ((), ("response_format",), ("response_format", "tools"))
"""What a server does not know: so it is asked by a schema, by a tool, in plain words."""


@dataclass(frozen=True)
class Outcome:
    """What became of one scenario. `wrong` says what is shown that must not be; `lost` are true claims that are not."""

    scenario: Scenario
    script: Script
    answer: Answer
    shown: dict[str, Any]
    false_quotations: tuple[str, ...]
    false_claims: tuple[str, ...]
    misattributed: tuple[str, ...]
    told: int
    lost: tuple[str, ...]
    milliseconds: float

    @property
    def wrong(self) -> tuple[str, ...]:
        return (*self.false_quotations, *self.false_claims, *self.misattributed)


@contextmanager
def asking(folder: Path, embedder: Embedder) -> Iterator[list[tuple[ChatServer, Assistant]]]:
    """A library of the articles, and an assistant for each way of asking a model, with the server that it asks."""
    with ExitStack() as stack:
        library = stack.enter_context(Library.open(folder, embedder))
        list(library.add(gold().articles))
        searcher = Searcher(library, embedder)
        made = []
        for refused in WAYS:
            server = stack.enter_context(ChatServer(refuses=refused))
            model = ChatModel("openai:scripted", base_url=server.url)
            made.append((server, Assistant(searcher, writer=Writer(model, Prompts()))))
        yield made


def run_all(asked: Sequence[tuple[ChatServer, Assistant]], scenarios: Sequence[Scenario]) -> Iterator[Outcome]:
    for (server, assistant), scenario in zip(cycle(asked), scenarios, strict=False):
        yield run(server, assistant, scenario)


def run(server: ChatServer, assistant: Assistant, scenario: Scenario) -> Outcome:
    script = Script(scenario)
    server.script = script
    grown: list[Answer] = []
    start = time.perf_counter()
    answer, _ = assistant.ask(scenario.question, told=grown.append)
    milliseconds = (time.perf_counter() - start) * 1000
    # What is told on the way is a beginning of what is told at last.
    for so_far in grown:
        texts = [claim.text for claim in so_far.claims]
        assert texts == [claim.text for claim in answer.claims][: len(texts)], scenario
    shown = as_json(answer)
    written = answer.written_by is not None
    there = {folded(claim["text"]) for claim in shown["claims"]}
    wanted = expected(script)
    return Outcome(
        scenario,
        script,
        answer,
        shown,
        tuple(false_quotations(shown, gold())),
        tuple(unknown_claims(shown, allowed(script))) if written else (),
        tuple(misattributed(shown, gold())) if written else (),
        len(wanted),
        tuple(text for text in wanted if folded(text) not in there),
        milliseconds,
    )
