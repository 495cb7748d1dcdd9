"""The article that ships, asked the questions that ship."""

from __future__ import annotations

import json
from typing import Any

import pytest
from places import SEEDS

from bot.conversation import Conversation
from bot.evaluation.questions import differences
from bot.parts import Parts

QUESTIONS = [json.loads(line) for line in (SEEDS / "questions.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("asked", QUESTIONS, ids=[asked["id"] for asked in QUESTIONS])
def test_each_question_that_ships_gets_its_answer(parts: Parts, asked: dict[str, Any]) -> None:
    conversation = Conversation()
    for question in asked.get("before", ()):
        _, conversation = parts.assistant.ask(question, conversation)

    answer, _ = parts.assistant.ask(asked["question"], conversation)

    assert not list(differences(answer, asked))


@pytest.mark.parametrize("question", ["What did Baerbock say?", "Was sagte Annalena Baerbock?", "baerbock"])
def test_baerbock_says_two_things_verbatim_and_two_indirectly(parts: Parts, question: str) -> None:
    answer, _ = parts.assistant.ask(question)

    assert [(claim.kind, claim.text) for claim in answer.claims] == [
        (
            "indirect",
            "bei den Gesprächen über eine mögliche Friedenslösung stehe auch eine Nato-Mitgliedschaft „im Raum“",
        ),
        ("direct", "Es braucht Sicherheitsgarantien, die auch wirklich tragen"),
        ("indirect", "Zunächst müsse sich aber Russlands Präsident Wladimir Putin bewegen"),
        ("direct", "Putin verweigert den Weg zum Frieden"),
    ]
    assert {citation.paragraph.number for claim in answer.claims for citation in claim.citations} == {7}


def test_words_of_kyiv_are_not_ruttes(parts: Parts) -> None:
    answer, _ = parts.assistant.ask("What did Rutte say?")

    assert not any("Einladung" in claim.text for claim in answer.claims)


@pytest.mark.parametrize(
    ("first", "then", "speaker", "paragraphs"),
    [
        ("What did Baerbock say?", "And Rutte?", "Mark Rutte", {1, 2, 3, 5, 8}),
        ("What did Rutte say?", "Und zu Trump?", "Mark Rutte", {2}),
        ("Was sagte Peskow?", "Und Kallas?", "Kaja Kallas", {8}),
        ("What did Rutte say about Trump?", "And what did Baerbock say?", "Annalena Baerbock", {7}),
    ],
)
def test_a_follow_up_is_completed_from_the_question_before(
    parts: Parts, first: str, then: str, speaker: str, paragraphs: set[int]
) -> None:
    _, conversation = parts.assistant.ask(first, Conversation())
    answer, _ = parts.assistant.ask(then, conversation)

    assert {claim.speaker for claim in answer.claims} == {speaker}
    assert {citation.paragraph.number for claim in answer.claims for citation in claim.citations} == paragraphs


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What did Trump say?", "no_statement"),
        ("Was sagte Stoltenberg?", "no_statement"),
        ("What did Baerbock say about football?", "no_match_topic"),
        ("What did Baerbock say in May 2020?", "no_match_filter"),
    ],
)
def test_a_refusal_says_why_and_cites_nothing(parts: Parts, question: str, reason: str) -> None:
    answer, _ = parts.assistant.ask(question)

    assert (answer.outcome, answer.reason, answer.claims) == ("mentioned", reason, ())


def test_an_undated_article_does_not_pass_a_date_filter_and_the_answer_counts_it(parts: Parts) -> None:
    answer, _ = parts.assistant.ask("What did Baerbock say since March 2020?")

    assert (answer.outcome, answer.undated) == ("mentioned", 4)


@pytest.mark.parametrize("question", ["", " ", "?", "!!!", "\x00", "“", "a" * 5000, "What did say?", "Who said?", "🤷"])
def test_odd_questions_are_answered_too(parts: Parts, question: str) -> None:
    answer, _ = parts.assistant.ask(question)

    assert answer.outcome in ("answered", "mentioned", "not_found")
