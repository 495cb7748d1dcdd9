"""docs/langchain.md and its example application, run as they stand, with a scripted model on loopback."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from chat_server import ChatServer, Reply
from places import ROOT

from retrieval.articles import Article
from retrieval.embedding import load
from retrieval.library import Library

PAGE = (ROOT / "docs" / "langchain.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```python\n(.*?)^```$(?:\n```text\n(.*?)^```$)?", re.M | re.S)
TRUE = "Es braucht Sicherheitsgarantien, die auch wirklich tragen"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    """What "openai:…" is, for an application that is set up so."""
    with ChatServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        yield server


@pytest.fixture
def data(tmp_path: Path, seed_article: Article, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What `wortlaut --data data ingest seeds` leaves."""
    monkeypatch.chdir(tmp_path)
    with Library.open(tmp_path / "data", load()) as library:
        list(library.add([seed_article]))
    return tmp_path / "data"


def test_the_examples_of_the_page_print_what_it_says(
    server: ChatServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.replies += [
        "She asked for security guarantees [1].",
        Reply('{"speaker": "Anna Schmidt", "topic": "bridge"}'),
        Reply("„Die Brücke wird zu teuer“, said the mayor (Lokalblatt).", way="text"),
    ]
    names: dict[str, Any] = {}
    printed = []
    blocks = BLOCK.findall(PAGE)
    for code, shown in blocks:
        exec(code, names)  # noqa: S102
        printed.append(capsys.readouterr().out)
        if shown:
            assert printed[-1] == shown
    names["store"].close()

    assert len(blocks) == PAGE.count("```python") >= 8
    assert PAGE.count("```text") == sum(bool(shown) for _, shown in blocks)
    assert "She asked for security guarantees [1].\n" in printed
    assert "„Die Brücke wird zu teuer“, said the mayor (Lokalblatt).\n['Die Brücke wird zu teuer']\n" in printed
    assert TRUE in server.requests[0].material
    assert '"quotation":"Die Brücke wird zu teuer"' in server.requests[-1].messages[-1]["content"]


@pytest.fixture
def example() -> ModuleType:
    specification = importlib.util.spec_from_file_location("langchain_app", ROOT / "docs/examples/langchain_app.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def asked(example: ModuleType, data: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    question = "What did Baerbock say about security guarantees?"
    example.main(["--data", str(data), "--model", "openai:scripted", question])
    return capsys.readouterr().out.splitlines()


CALL = Reply('{"speaker": "Baerbock", "topic": "Sicherheitsgarantien", "limit": 1}')
SOURCE = f"- Annalena Baerbock (direct), taz, paragraph 7: {TRUE}"


def test_the_application_shows_the_answer_and_where_it_stands(
    example: ModuleType, server: ChatServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = f"In the taz, Annalena Baerbock said: „{TRUE}“."
    server.replies += [CALL, Reply(written, way="text")]

    assert asked(example, data, capsys) == [written, SOURCE]
    assert [tool["function"]["name"] for tool in server.requests[0].body["tools"]] == [
        "quotes_by_speaker",
        "search_notes",
    ]


def test_the_notes_of_the_application_are_kept_once(
    example: ModuleType, server: ChatServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.script = Reply("Kim does.", way="text")

    assert asked(example, data, capsys) == asked(example, data, capsys) == ["Kim does."]
    with example.WortlautVectorStore.open(data) as store:
        found = store.similarity_search("Who writes about Nato?", 10, filter={"kind": "note"})
    assert sorted(found, key=lambda note: note.id) == example.NOTES


@pytest.mark.parametrize(
    "lie",
    [
        "„Es braucht Sicherheitsgarantien, die auch wirklich halten“",
        "“We need security guarantees that really hold”",
        '"Ich bin Kanzlerin"',
    ],
)
def test_the_application_finds_what_the_model_made_up(
    example: ModuleType, server: ChatServer, data: Path, capsys: pytest.CaptureFixture[str], lie: str
) -> None:
    server.replies += [CALL, Reply(f"She said: {lie}, and „{TRUE}“.", way="text")]

    assert asked(example, data, capsys)[1:] == [SOURCE, f"NOT IN THE ARTICLES: {lie[1:-1]}"]


def test_the_application_says_that_there_is_nothing(
    example: ModuleType, server: ChatServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.replies += [Reply('{"speaker": "Trump"}'), Reply("The articles have no words of Trump.", way="text")]

    assert asked(example, data, capsys) == ["The articles have no words of Trump."]
    assert "NO RESULT" in server.requests[-1].messages[-1]["content"]
