"""An answer in the articles' words alone, where a language model is set."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

from chat_server import ChatServer
from model_fakes import ScriptedModel
from places import SEEDS
from pseudo_terminal import WORTLAUT

from bot.assistant import Assistant
from bot.parts import Parts
from bot.session import Session
from bot.writing import Writer
from prompts import Prompts

CLAIM = {
    "text": "Baerbock says that Putin refuses the path to peace.",
    "speaker": "Annalena Baerbock",
    "quotations": [
        {"passage": 1, "text": "Putin verweigert den Weg zum Frieden", "translation": "Putin refuses the path to peace"}
    ],
}


def test_the_repl_gives_the_last_answer_without_the_model(parts: Parts) -> None:
    model = ScriptedModel(
        {"claims": [CLAIM]}, {"question": "What did Kallas say?"}, {"claims": []}, {"translations": []}
    )
    written: list[str] = []
    session = Session(
        replace(parts, assistant=Assistant(parts.searcher, writer=Writer(model, Prompts()))),
        lambda pieces: written.append("".join(piece.text for piece in pieces)),
    )

    session.enter("/verbatim")
    assert written.pop() == "Ask something first.\n"
    session.enter("What did Baerbock say?")
    assert CLAIM["text"] in written.pop()
    session.enter("/verbatim")
    alone = written.pop()
    assert alone.startswith("Annalena Baerbock\n  indirectly: ")
    assert "language model" not in alone
    session.enter("/passage 2")
    assert "Es braucht Sicherheitsgarantien" in written.pop()
    session.enter("And Kallas?")
    assert written.pop().startswith("Kaja Kallas\n")
    session.enter("/verbatim")
    assert written.pop().startswith("Kaja Kallas\n")


def test_the_command_asks_no_model(chat: ChatServer, tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("WORTLAUT_")} | {
        "WORTLAUT_LLM": "openai:scripted",
        "WORTLAUT_LLM_BASE_URL": chat.url,
        "WORTLAUT_DATA": str(tmp_path / "data"),
    }

    def wortlaut(*arguments: str) -> str:
        done = subprocess.run([WORTLAUT, *arguments], env=environ, cwd=tmp_path, capture_output=True, check=True)
        return done.stdout.decode()

    wortlaut("ingest", str(SEEDS))
    answered = wortlaut("ask", "--verbatim", "What did Baerbock say?")
    assert answered.startswith("Annalena Baerbock\n")
    assert "language model" not in answered  # it is set, and not wanted: nobody is told to set one
    assert chat.requests == []
