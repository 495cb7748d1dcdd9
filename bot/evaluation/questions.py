"""Questions with known answers, a JSON object a line, as Cases; and how an answer differs from what is expected."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.answer import Answer
from bot.evaluation.cases import Case, Gold
from retrieval.errors import Unreadable

__all__ = ["EXPECTATIONS", "differences", "read_questions"]

EXPECTATIONS = ("outcome", "speakers", "paragraphs", "articles", "citations")
_TEXTS = ("article", "quote")
_LISTS = {"speakers": str, "paragraphs": int, "articles": str, "citations": dict, "before": str}


def read_questions(lines: Iterable[str], source: str) -> Iterator[Case]:
    """A case of each line: "question" and any of "id", "outcome", "speakers" (all whose statements the answer gives,
    and nobody else), "paragraphs" (see `differences`), "articles" (ids, each cited), "citations" (each cited: objects
    with "article" and "quote" or "paragraph") and "before" (questions asked first).

    Raises Unreadable for a line that cannot be read.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _case(json.loads(line), number)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Unreadable(
                f'{source} line {number} is no question. Write {{"question": "…", "speakers": ["…"]}} and the like.'
            ) from None


def _case(line: dict[str, Any], number: int) -> Case:
    question = line["question"]
    expected = {name: line[name] for name in EXPECTATIONS if line.get(name) is not None}
    for name, sort in _LISTS.items():
        if not isinstance(line.get(name) or [], list) or not all(isinstance(one, sort) for one in line.get(name) or ()):
            raise TypeError(name)
    if not isinstance(question, str) or not isinstance(line.get("outcome") or "", str):
        raise TypeError
    if not all(isinstance(one.get(name) or "", str) for one in expected.get("citations", ()) for name in _TEXTS):
        raise TypeError("citations")
    return Case(
        id=str(line.get("id", number)),
        question=question,
        gold=_gold(expected),
        answerable=_answerable(expected),
        before=tuple(line.get("before") or ()),
        expected=expected,
    )


def _gold(expected: Mapping[str, Any]) -> tuple[Gold, ...]:
    """The most exact that is known: citations, else paragraphs (of the one article that is named, or of any), else
    articles."""
    if cited := expected.get("citations"):
        return tuple(Gold(one.get("article"), one.get("paragraph"), one.get("quote") or "") for one in cited)
    articles: list[str] = expected.get("articles") or []
    if numbers := expected.get("paragraphs"):
        article = articles[0] if len(articles) == 1 else None
        return tuple(Gold(article, number) for number in numbers)
    return tuple(Gold(article) for article in articles)


def _answerable(expected: Mapping[str, Any]) -> bool | None:
    if "outcome" in expected:
        return bool(expected["outcome"] == "answered")
    cited = [expected[name] for name in ("paragraphs", "articles", "citations") if name in expected]
    return any(cited) if cited else None


def differences(answer: Answer, expected: Mapping[str, Any]) -> Iterator[str]:
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
    for one in expected.get("citations", ()):
        gold = Gold(one.get("article"), one.get("paragraph"), one.get("quote") or "")
        if not any(gold.matches(place) for place in places):
            yield f"not cited: {one.get('quote') or f'{gold.article}, paragraph {gold.number}'}"
