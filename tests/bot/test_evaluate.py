"""Questions with known answers, read and held against what is answered."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.evaluation.cases import Gold
from bot.evaluation.questions import read_questions
from bot.evaluation.results import Result, ask_all
from bot.parts import Parts
from retrieval.articles import Paragraph
from retrieval.errors import Unreadable

PESKOW = {"question": "What did Peskow say?", "outcome": "answered", "speakers": ["Dmitri Peskow"], "paragraphs": [6]}


def asked(parts: Parts, *questions: dict[str, Any]) -> list[Result]:
    cases = list(read_questions([json.dumps(one) for one in questions], "questions.jsonl"))
    return list(ask_all(parts.assistant, cases))


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
        ({"citations": [{"quote": "Dichterlesung"}]}, "not cited: Dichterlesung"),
        ({"citations": [{"article": "elsewhere", "paragraph": 6}]}, "not cited: elsewhere, paragraph 6"),
        ({"citations": [{"paragraph": 6}]}, None),
    ],
)
def test_an_answer_that_differs_is_told(parts: Parts, change: dict[str, Any], difference: str | None) -> None:
    (result,) = asked(parts, PESKOW | change)

    assert result.differences == ((difference,) if difference else ())


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": 1}',
        "5",
        '{"question": "Q", "paragraphs": "7"}',
        '{"question": "Q", "citations": ["7"]}',
        '{"question": "Q", "before": 1}',
        '{"question": "Q", "outcome": true}',
    ],
)
def test_a_line_that_is_no_question_is_named(line: str) -> None:
    with pytest.raises(Unreadable, match=r"questions\.jsonl line 2"):
        list(read_questions(["\n", line], "questions.jsonl"))


@pytest.mark.parametrize(
    ("expected", "answerable", "gold"),
    [
        ({}, None, ()),
        ({"speakers": ["A"]}, None, ()),
        ({"outcome": "mentioned"}, False, ()),
        ({"paragraphs": []}, False, ()),
        ({"paragraphs": [1, 2]}, True, (Gold(None, 1), Gold(None, 2))),
        ({"paragraphs": [1], "articles": ["a"]}, True, (Gold("a", 1),)),
        ({"paragraphs": [1], "articles": ["a", "b"]}, True, (Gold(None, 1),)),
        ({"articles": ["a", "b"]}, True, (Gold("a"), Gold("b"))),
        ({"citations": [{"article": "a", "paragraph": 3, "quote": "x"}]}, True, (Gold("a", 3, "x"),)),
        ({"feedback": "bad", "outcome": None}, None, ()),
    ],
)
def test_where_the_answer_stands_and_whether_there_is_one_is_read_from_what_is_expected(
    expected: dict[str, Any], answerable: bool | None, gold: tuple[Gold, ...]
) -> None:
    (case,) = read_questions([json.dumps({"question": "Q?", **expected})], "f")

    assert (case.answerable, case.gold) == (answerable, gold)


@pytest.mark.parametrize(
    ("gold", "matches"),
    [
        (Gold(), True),
        (Gold("a", 2), True),
        (Gold("a", 1), False),
        (Gold("b", 2), False),
        (Gold("a", 9, "the  quick\nbrown"), True),  # its words count, wherever in the article they stand now
        (Gold("a", 2, "the slow"), False),
        (Gold(None, None, "Look, the quick brown fox."), True),
        (Gold(None, None, "Look, the quick brown fox. And then came a whole long text of something else."), False),
    ],
)
def test_a_place_is_known_by_its_words_or_else_by_its_number(gold: Gold, matches: bool) -> None:
    assert gold.matches(Paragraph("a", 2, "the quick brown fox.")) is matches


def test_a_question_is_asked_after_those_it_leans_on(parts: Parts) -> None:
    alone, after = asked(parts, {"question": "And Rutte?"}, {"question": "And Rutte?", "before": ["Was sagte Peskow?"]})

    assert (alone.outcome, after.outcome) == ("answered", "answered")
    assert alone.differences is after.differences is None
    (rated,) = asked(
        parts,
        {"question": "Und zu Trump?", "before": ["What did Rutte say?"], "speakers": ["Mark Rutte"], "paragraphs": [2]},
    )
    assert rated.differences == ()


def test_a_result_says_where_the_right_paragraphs_were_ranked(parts: Parts) -> None:
    found, missing, unknown = asked(
        parts, PESKOW, PESKOW | {"articles": ["elsewhere"]}, {"question": "What did Peskow say?"}
    )

    assert (found.ranks, found.cited, found.recall(1), found.reciprocal_rank) == ((1,), True, 1.0, 1.0)
    assert (missing.ranks, missing.cited, missing.recall(10), missing.reciprocal_rank) == ((None,), False, 0.0, 0.0)
    assert (unknown.ranks, unknown.cited, unknown.answerable) == ((), None, None)
    assert 0 < found.score <= 1
