from __future__ import annotations

import json
from typing import Any

import pytest

from bot.evaluate import evaluate
from bot.parts import Parts
from retrieval.errors import Unreadable

PESKOW = {"question": "What did Peskow say?", "outcome": "answered", "speakers": ["Dmitri Peskow"], "paragraphs": [6]}


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ({}, None),
        ({"outcome": "not_found"}, "outcome answered, expected not_found"),
        ({"speakers": []}, "speakers Dmitri Peskow, expected none"),
        ({"speakers": ["Dmitri Peskow", "Mark Rutte"]}, "speakers Dmitri Peskow, expected Dmitri Peskow, Mark Rutte"),
        ({"paragraphs": [6, 7]}, "paragraphs [6], expected [6, 7]"),
        ({"speakers": ["Dmitri Peskow"], "paragraphs": []}, "paragraphs [6], expected []"),
        ({"articles": ["elsewhere"]}, "not cited: elsewhere"),
        ({"question": "How do I bake bread?", "outcome": "not_found", "speakers": [], "paragraphs": []}, None),
        (
            {"question": "Who replaced Stoltenberg?", "speakers": [], "paragraphs": [1]},
            "paragraphs [3], expected [1]",
        ),
    ],
)
def test_an_answer_that_differs_is_told(parts: Parts, change: dict[str, Any], difference: str | None) -> None:
    (result,) = evaluate(parts.assistant, [json.dumps(PESKOW | change), "\n"], "questions.jsonl")

    assert result.differences == ((difference,) if difference else ())


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', "5"])
def test_a_line_that_is_no_question_is_named(parts: Parts, line: str) -> None:
    with pytest.raises(Unreadable, match=r"questions\.jsonl line 2"):
        list(evaluate(parts.assistant, ["\n", line], "questions.jsonl"))
