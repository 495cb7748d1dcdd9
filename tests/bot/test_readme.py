"""What the README shows is what comes out."""

from __future__ import annotations

import re
from dataclasses import replace

from model_fakes import ScriptedModel
from places import ROOT

from bot.assistant import Assistant
from bot.parts import Parts
from bot.session import Session
from bot.writing import Writer
from prompts import Prompts

QUOTED = "Es braucht Sicherheitsgarantien, die auch wirklich tragen"
WRITTEN = {
    "claims": [
        {
            "text": "Baerbock demands security guarantees that really hold.",
            "speaker": "Annalena Baerbock",
            "quotations": [
                {"passage": 1, "text": QUOTED, "translation": "Security guarantees are needed that really hold"}
            ],
        },
        {
            "text": "She says that Putin promised peace.",
            "speaker": "Annalena Baerbock",
            "quotations": [{"passage": 1, "text": "Putin verspricht den Weg zum Frieden", "translation": None}],
        },
    ]
}
"""What a model might have written; the second claim is made up."""


def transcripts() -> list[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^» .*?(?=^```)", readme, re.M | re.S)


def entered(parts: Parts, transcript: str) -> str:
    """The transcript as it comes out when its lines are entered."""
    written: list[str] = []
    session = Session(parts, lambda pieces: written.append("".join(piece.text for piece in pieces)))
    for line in transcript.splitlines():
        if line.startswith("» "):
            written.append(f"{line}\n")
            session.enter(line.removeprefix("» "))
    return "".join(written)


def test_the_transcript_of_the_readme_is_what_comes_out(parts: Parts) -> None:
    shown = transcripts()[0]

    assert entered(parts, shown) == shown


def test_the_transcript_with_a_language_model_is_what_comes_out(parts: Parts) -> None:
    model = ScriptedModel(WRITTEN, {"claims": []})
    model.name = "openai:gpt-4.1-mini"
    shown = transcripts()[1]

    assistant = Assistant(parts.searcher, writer=Writer(model, Prompts()))

    assert entered(replace(parts, assistant=assistant), shown) == shown
