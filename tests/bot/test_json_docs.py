"""What docs/json.md shows is what comes out."""

from __future__ import annotations

import json
import re
from typing import Any

from places import ROOT

from bot.answer_json import as_json
from bot.parts import Parts

PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")


def same_everywhere(answer: dict[str, Any]) -> dict[str, Any]:
    """Without times, the folder that the seeds lie in, and scores, which differ a little from processor to processor."""
    assert set(answer["milliseconds"]) == {"understand", "search", "answer"}
    found: dict[str, Any] = json.loads(re.sub(r'"[^"]*seeds/', '"seeds/', json.dumps(answer)))
    passages = [passage | {"score": round(passage["score"])} for passage in found["passages"]]
    return found | {"milliseconds": None, "passages": passages}


def test_the_answer_that_is_shown_is_what_comes_out(parts: Parts) -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.S)[0])
    answer, _ = parts.assistant.ask(shown["question"])
    made = as_json(answer)
    made["passages"] = made["passages"][:1]

    assert same_everywhere(made) == same_everywhere(shown)
    assert list(made) == list(shown)


def test_each_key_is_described(parts: Parts) -> None:
    answer, _ = parts.assistant.ask("Was sagte Rutte?")

    described = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.M))

    assert set(as_json(answer)) - {"question", "language"} == described
