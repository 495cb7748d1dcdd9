"""`wortlaut ask` and the REPL on a terminal, with a language model that takes its time."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chat_server import ChatServer, Reply
from places import SEEDS
from pseudo_terminal import WORTLAUT, Terminal, environment

# A fork in a process with threads is safe here: the child does nothing but exec.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")

QUOTATION = "Eine solche mögliche Entscheidung ist inakzeptabel, weil sie für uns eine Bedrohung darstellt"
SENTENCES = ("Peskow finds such a decision unacceptable.", "Peskow sees a threat in it.")
NOTE = "the quotations are the articles' own words."


def claims(count: int) -> list[dict[str, Any]]:
    return [
        {
            "text": text,
            "speaker": "Dmitri Peskow",
            "quotations": [{"passage": 1, "text": QUOTATION, "translation": None}],
        }
        for text in SENTENCES[:count]
    ]


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer({"claims": []}) as running:
        yield running


@pytest.fixture
def environ(server: ChatServer, tmp_path: Path) -> dict[str, str]:
    data = environment(tmp_path / "data")
    subprocess.run([WORTLAUT, "ingest", SEEDS], env=data, cwd=tmp_path, check=True, capture_output=True)
    return data | {
        "WORTLAUT_LLM": "openai:scripted",
        "WORTLAUT_LLM_BASE_URL": server.url,
        "OPENAI_API_KEY": "test-key-123456",
        "COLUMNS": "120",
        "LINES": "40",
    }


def written(shown: str) -> str:
    """Without colours and the movements of the cursor."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).replace("\r", "")


def hanging_after_one_claim() -> Reply:
    """The second claim is begun, and never ends."""
    text = json.dumps({"claims": claims(2)}, ensure_ascii=False)
    return Reply(text, piece=len(text) - 40, hang_after=1)


def test_ask_shows_a_claim_while_the_next_is_written_and_ctrl_c_ends_it(
    server: ChatServer, environ: dict[str, str], tmp_path: Path
) -> None:
    server.script = hanging_after_one_claim()
    terminal = Terminal("ask", "What did Peskow say?", folder=tmp_path, environ=environ)
    terminal.wait_for("A language model is at work")
    terminal.wait_for(SENTENCES[0])
    terminal.wait_for("darstellt“")
    terminal.type("\x03")
    terminal.wait_for("Stopped.")

    assert terminal.ended() == 130
    assert SENTENCES[1] not in terminal.shown
    assert "Traceback" not in terminal.shown


def test_ask_shows_everything_once(server: ChatServer, environ: dict[str, str], tmp_path: Path) -> None:
    server.script = {"claims": claims(2)}
    terminal = Terminal("ask", "What did Peskow say?", folder=tmp_path, environ=environ)
    terminal.wait_for("own words.")

    assert terminal.ended() == 0
    assert [written(terminal.shown).count(text) for text in (*SENTENCES, NOTE.split()[-2])] == [1, 1, 1]


def test_what_is_logged_comes_after_the_answer(server: ChatServer, environ: dict[str, str], tmp_path: Path) -> None:
    text = json.dumps({"claims": claims(2)}, ensure_ascii=False)
    server.script = Reply(text, piece=len(text) - 40, cut_after=1)
    terminal = Terminal("ask", "What did Peskow say?", folder=tmp_path, environ=environ)
    terminal.wait_for(SENTENCES[0])
    terminal.wait_for("the answer may be incomplete.")
    terminal.wait_for("WARNING wortlaut.model")

    assert terminal.ended() == 0


def test_piped_it_is_printed_whole_at_the_end(server: ChatServer, environ: dict[str, str], tmp_path: Path) -> None:
    server.script = {"claims": claims(2)}
    command = [WORTLAUT, "ask", "What did Peskow say?"]
    done = subprocess.run(command, env=environ, cwd=tmp_path, capture_output=True, text=True, timeout=120)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{SENTENCES[0]} [1]\n  Dmitri Peskow, verbatim: „{QUOTATION}“\n{SENTENCES[1]} [1]\n")
    assert done.stdout.endswith(f"{NOTE}\n")


def test_in_the_repl_ctrl_c_stops_an_answer_and_the_next_question_is_answered(
    server: ChatServer, environ: dict[str, str], tmp_path: Path
) -> None:
    server.script = hanging_after_one_claim()
    terminal = Terminal("repl", folder=tmp_path, environ=environ)
    terminal.wait_for("»")
    terminal.type("What did Peskow say?\r")
    terminal.wait_for(SENTENCES[0])
    terminal.type("\x03")
    terminal.wait_for("Stopped.")
    terminal.wait_for("»")
    server.script = {"claims": claims(2)}
    terminal.type("What did Peskow say?\r")
    terminal.wait_for(SENTENCES[1])
    terminal.wait_for("own words.")
    terminal.wait_for("»")
    terminal.type("\x04")

    assert terminal.ended() == 0
    assert "Traceback" not in terminal.shown
