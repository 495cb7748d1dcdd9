"""`wortlaut eval`: asks questions with known answers, and says which answers differ."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.answer import Answer
from bot.assistant import Assistant
from retrieval.errors import Unreadable

__all__ = ["Result", "differences", "evaluate"]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one question: no differences, or what differs from what was expected."""

    id: str
    question: str
    outcome: str
    differences: tuple[str, ...]


def evaluate(assistant: Assistant, lines: Iterable[str], source: str) -> Iterator[Result]:
    """Asks the question of each line, a JSON object with "question" and any of "id", "outcome", "speakers" (all whose
    statements the answer gives, and nobody else), "paragraphs" (see `differences`) and "articles" (ids, each cited).

    Each question stands alone. Raises Unreadable for a line that cannot be read.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            expected = json.loads(line)
            question = expected["question"]
            lists = [expected.get(name, []) for name in ("speakers", "paragraphs", "articles")]
            if not isinstance(question, str) or not all(isinstance(one, list) for one in lists):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Unreadable(
                f'{source} line {number} is no question. Write {{"question": "…", "speakers": ["…"]}} and the like.'
            ) from None
        answer, _ = assistant.ask(str(question))
        yield Result(
            str(expected.get("id", number)), str(question), answer.outcome, tuple(differences(answer, expected))
        )


def differences(answer: Answer, expected: dict[str, Any]) -> Iterator[str]:
    """How an answer differs from what was expected of it. With speakers, "paragraphs" are exactly those cited; without,
    one of them is; an empty list says that nothing is."""
    if answer.outcome != expected.get("outcome", answer.outcome):
        yield f"outcome {answer.outcome}, expected {expected['outcome']}"
    speakers = sorted({claim.speaker for claim in answer.claims if claim.speaker})
    if "speakers" in expected and speakers != sorted(expected["speakers"]):
        yield f"speakers {', '.join(speakers) or 'none'}, expected {', '.join(expected['speakers']) or 'none'}"
    places = [citation.paragraph for claim in answer.claims for citation in claim.citations]
    cited = sorted({place.number for place in places})
    if (wanted := expected.get("paragraphs")) is not None:
        exact = not wanted or bool(expected.get("speakers"))
        if cited != sorted(wanted) if exact else not set(wanted) & set(cited):
            yield f"paragraphs {cited}, expected {sorted(wanted)}"
    if missing := set(expected.get("articles", ())) - {place.article for place in places}:
        yield f"not cited: {', '.join(sorted(missing))}"
