"""What the README shows is what comes out."""

from __future__ import annotations

import re

from places import ROOT

from bot.parts import Parts
from bot.repl import Session


def test_the_transcript_of_the_readme_is_what_comes_out(parts: Parts) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^» .*?(?=^```)", readme, re.M | re.S)
    assert found is not None
    written: list[str] = []
    session = Session(parts, lambda pieces: written.append("".join(piece.text for piece in pieces)))

    for line in found.group().splitlines():
        if line.startswith("» "):
            written.append(f"{line}\n")
            session.enter(line.removeprefix("» "))

    assert "".join(written) == found.group()
