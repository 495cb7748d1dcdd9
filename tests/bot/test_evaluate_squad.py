"""Files in SQuAD's format."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.evaluation.cases import Gold
from bot.evaluation.squad import Squad, read_squad
from retrieval.errors import Unreadable


def topic(title: str, *paragraphs: tuple[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return {"title": title, "paragraphs": [{"context": context, "qas": qas} for context, qas in paragraphs]}


def qa(id: str, question: str, *answers: str, impossible: bool = False) -> dict[str, Any]:  # noqa: A002
    asked = {"id": id, "question": question, "answers": [{"text": a, "answer_start": 0} for a in answers]}
    return asked | ({"is_impossible": True, "plausible_answers": [{"text": "no"}]} if impossible else {})


GERMAN = [
    topic("Brot", ("Das Brot ist aus Roggen gebacken.", [qa("q1", "Woraus ist das Brot?", "Roggen", "aus Roggen")])),
    topic("Fluss", ("Der Rhein fließt nach Norden.", []), ("Er ist sehr lang.", [qa("q2", "Wie lang?", "sehr lang")])),
]
ENGLISH = [
    topic("Bread", ("The bread is made of rye.", [qa("q1", "What is the bread made of?", "rye")])),
    topic("River", ("The Rhine flows north.", []), ("It is very long.", [qa("q2", "How long is it?", "very long")])),
]


def squad(data: list[dict[str, Any]]) -> Squad:
    read = read_squad(json.dumps({"version": "v2.0", "data": data}), "squad.json")
    assert read is not None
    return read


def test_each_title_is_an_article_and_each_question_knows_its_paragraph() -> None:
    read = squad(GERMAN)

    assert [(a.id, a.title, a.language, len(a.paragraphs)) for a in read.articles] == [
        ("1/Brot", "Brot", "de", 1),
        ("2/Fluss", "Fluss", "de", 2),
    ]
    assert [(case.id, case.gold, case.answers, case.answerable) for case in read.cases] == [
        ("q1", (Gold("1/Brot", 1),), ("Roggen", "aus Roggen"), True),
        ("q2", (Gold("2/Fluss", 2),), ("sehr lang",), True),
    ]


def test_a_question_that_is_impossible_has_no_answer() -> None:
    (case,) = squad([topic("T", ("Some text.", [qa("q", "Why?", impossible=True)]))]).cases

    assert (case.answerable, case.answers) == (False, ())


def test_a_title_may_be_missing_or_come_twice() -> None:
    data = [{"paragraphs": [{"context": "First words.", "qas": [qa("q", "Q?")]}]}, topic("A"), topic("A")]

    assert [(a.id, a.title, a.title_made) for a in squad(data).articles] == [
        ("1", "First words.", True),
        ("2/A", "A", False),
        ("3/A", "A", False),
    ]


@pytest.mark.parametrize(
    "text", ['{"question": "Q?"}', '{"data": 5}', "[]", "{", "", '{"question": "Q"}\n{"question": "R"}']
)
def test_something_else_is_left_to_other_readers(text: str) -> None:
    assert read_squad(text, "f") is None


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ([5], r"data\[0\] cannot"),
        ([{"title": "T"}], r"data\[0\] cannot"),
        ([topic("T", (" ", []))], r"data\[0\] cannot"),
        ([*GERMAN, topic("T", ("Text.", []), ("Text.", [{"id": "q"}]))], r"data\[2\]\.paragraphs\[1\] cannot"),
        ([topic("T", ("Text.", [{"question": 7}]))], r"data\[0\]\.paragraphs\[0\] cannot"),
        ([], "has no questions"),
    ],
)
def test_a_broken_file_is_named_with_the_place(data: list[Any], where: str) -> None:
    with pytest.raises(Unreadable, match=where):
        squad(data)


def test_questions_of_one_language_are_asked_over_the_paragraphs_of_another() -> None:
    crossed = squad(ENGLISH).over(squad(GERMAN), ("en.json", "de.json"))

    assert [article.language for article in crossed.articles] == ["de", "de"]
    assert [(case.question, case.gold, case.answers) for case in crossed.cases] == [
        ("What is the bread made of?", (Gold("1/Brot", 1),), ("Roggen", "aus Roggen")),
        ("How long is it?", (Gold("2/Fluss", 2),), ("sehr lang",)),
    ]


def test_without_common_ids_the_reference_answers_are_found_by_their_place() -> None:
    renamed = json.loads(json.dumps(ENGLISH).replace("q1", "other1").replace("q2", "other2"))

    assert [case.answers for case in squad(renamed).over(squad(GERMAN), ("en", "de")).cases] == [
        ("Roggen", "aus Roggen"),
        ("sehr lang",),
    ]


def test_files_with_other_paragraphs_do_not_belong_together() -> None:
    with pytest.raises(Unreadable, match=r"en\.json and de\.json .* 3 under 2 titles, and 1 under 1\."):
        squad(ENGLISH).over(squad(GERMAN[:1]), ("en.json", "de.json"))


def test_in_another_library_a_paragraph_is_known_by_its_text() -> None:
    assert [case.gold for case in squad(GERMAN).in_any_library()] == [
        (Gold(text="Das Brot ist aus Roggen gebacken."),),
        (Gold(text="Er ist sehr lang."),),
    ]


def test_held_out_each_question_meets_only_the_paragraphs_of_other_titles() -> None:
    halves = [
        ([article.title for article in articles], [(case.id, case.gold, case.answerable) for case in cases])
        for articles, cases in squad(GERMAN).held_out()
    ]

    assert halves == [(["Brot"], [("q2 held out", (), False)]), (["Fluss"], [("q1 held out", (), False)])]


@pytest.mark.parametrize(
    "topic",
    [
        {"title": ["t"], "paragraphs": [{"context": "Text.", "qas": []}]},
        {"paragraphs": [{"context": 5, "qas": []}]},
        {"paragraphs": [{"context": "Text.", "qas": [{"question": "Was?", "answers": [{"text": 5}]}]}]},
    ],
)
def test_a_file_that_is_broken_inside_is_told(topic: dict[str, Any]) -> None:
    with pytest.raises(Unreadable, match=r"x\.json: data\[0\].* cannot be read"):
        read_squad(json.dumps({"data": [topic]}), "x.json")


def test_half_a_surrogate_pair_is_replaced() -> None:
    text = '{"data": [{"paragraphs": [{"context": "Ein \\ud83d Text.", "qas": [{"question": "Was?"}]}]}]}'

    found = read_squad(text, "x.json")

    assert found is not None
    assert found.articles[0].paragraphs[0].text == "Ein ? Text."


def test_a_topic_without_anything_in_it_is_no_question() -> None:
    with pytest.raises(Unreadable, match=r"x\.json has no questions"):
        read_squad('{"data": [{"paragraphs": []}]}', "x.json")
