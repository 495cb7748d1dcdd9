"""👍 and 👎, kept in bot.db and given out as questions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from bot.conversation import Conversation
from bot.evaluation.questions import read_questions
from bot.evaluation.results import ask_all
from bot.feedback import Feedback, Place, Rated, Told, exported
from bot.parts import Parts
from bot.state import State

TOLD = Told("Was sagte Blum?", "answered", (Place("a", 2, "Das wird teuer"),))
REFUSED = Told("Was sagte Weber?", "not_found", ())


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State.open(tmp_path, clock=lambda: 1_700_000_000.0) as state:
        yield state


@pytest.fixture
def feedback(state: State) -> Feedback:
    return Feedback(state.database, clock=lambda: 1_700_000_000.0)


def test_the_later_of_two_ratings_counts(feedback: Feedback) -> None:
    feedback.keep(TOLD, "good", chat=1, message=5, person=1)
    feedback.keep(TOLD, "bad", chat=1, message=5, person=1)

    assert feedback.all() == [Rated(1, "bad", TOLD, 1_700_000_000.0)]
    assert feedback.of(chat=1, message=5, person=1) == "bad"
    assert feedback.of(chat=1, message=6, person=1) is None


def test_two_people_rate_one_message(feedback: Feedback) -> None:
    feedback.keep(TOLD, "good", chat=-9, message=5, person=1)
    feedback.keep(TOLD, "bad", chat=-9, message=5, person=2)
    feedback.take_back(chat=-9, message=5, person=1)

    assert [one.rating for one in feedback.all()] == ["bad"]


def test_it_is_there_after_a_restart_and_gone_when_somebody_is_forgotten(tmp_path: Path, state: State) -> None:
    Feedback(state.database).keep(TOLD, "good", chat=1, message=5, person=1)
    Feedback(state.database).keep(REFUSED, "bad", chat=2, message=5, person=2)
    with State.open(tmp_path) as again:
        assert [one.told for one in Feedback(again.database).all()] == [TOLD, REFUSED]
        assert again.forget(1)["feedback"] == 1
        assert [one.told for one in Feedback(again.database).all()] == [REFUSED]


def test_odd_characters_are_kept(feedback: Feedback) -> None:
    odd = Told("\ud83d half of a pair, \x00", "answered", (Place("a", 1, "🤷 „so“"),), ("👍",))
    feedback.keep(odd, "good", chat=1, message=1, person=1)

    assert feedback.all()[0].told == odd
    assert Told.from_json(json.loads(json.dumps(odd.as_json()))) == odd


def test_a_rating_becomes_a_question_and_says_nothing_of_who_gave_it(feedback: Feedback) -> None:
    leaning = Told("Und Blum?", "answered", TOLD.citations, ("Was sagte Weber?",))
    feedback.keep(leaning, "good", chat=111, message=222, person=333)
    feedback.keep(REFUSED, "good", chat=111, message=223, person=333)
    feedback.keep(TOLD, "bad", chat=111, message=224, person=333)

    questions = list(exported(feedback.all()))

    assert questions == [
        {
            "id": "feedback-1",
            "question": "Und Blum?",
            "feedback": "good",
            "before": ["Was sagte Weber?"],
            "outcome": "answered",
            "citations": [{"article": "a", "paragraph": 2, "quote": "Das wird teuer"}],
        },
        {
            "id": "feedback-2",
            "question": "Was sagte Weber?",
            "feedback": "good",
            "outcome": "not_found",
            "citations": [],
        },
        {"id": "feedback-3", "question": "Was sagte Blum?", "feedback": "bad"},
    ]


def test_a_question_that_a_model_completed_is_kept_as_it_stands_for_itself(parts: Parts) -> None:
    answer, _ = parts.assistant.ask("What did Peskow say?")
    asked = replace(answer, question=replace(answer.question, text="Why is that so?"), completed=answer.question.text)

    assert Told.of(asked, Conversation((answer.question,))) == Told.of(answer)


def test_only_the_questions_that_it_leans_on_are_kept(parts: Parts) -> None:
    conversation = Conversation()
    kept = []
    for question in ("Was sagte Baerbock?", "What did Peskow say?", "And Rutte?", "Und zu Trump?", "Was sagte Kallas?"):
        before = conversation
        answer, conversation = parts.assistant.ask(question, conversation)
        kept.append(Told.of(answer, before).before)

    assert kept == [
        (),
        (),
        ("What did Peskow say?",),
        ("What did Rutte say?",),
        (),
    ]


def test_an_answer_rated_good_is_asked_again_and_is_as_it_was(parts: Parts, feedback: Feedback) -> None:
    conversation = Conversation()
    for message, question in enumerate(("What did Peskow say?", "And Rutte?", "How do I bake bread?")):
        before = conversation
        answer, conversation = parts.assistant.ask(question, conversation)
        feedback.keep(Told.of(answer, before), "good", chat=1, message=message, person=1)
    feedback.keep(answer, "bad", chat=1, message=9, person=1)  # an Answer is kept as one that stands alone

    lines = [json.dumps(question) for question in exported(feedback.all())]
    results = list(ask_all(parts.assistant, list(read_questions(lines, "feedback.jsonl"))))

    assert [one.differences for one in results] == [(), (), (), None]
    assert [one.answerable for one in results] == [True, True, False, None]


def test_the_command_lists_and_exports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "data"
    assert main(["--data", str(data), "feedback"]) == 0
    assert capsys.readouterr().out == "No answer was rated yet.\n"
    assert not data.exists()

    with State.open(data) as state:
        Feedback(state.database, lambda: 1_700_000_000.0).keep(TOLD, "good", chat=1, message=5, person=1)
    assert main(["--data", str(data), "feedback"]) == 0
    rating, date, outcome, question = capsys.readouterr().out.rstrip("\n").split("\t")
    assert (rating, date[:7], outcome, question) == ("good", "2023-11", "answered", "Was sagte Blum?")

    assert main(["--data", str(data), "feedback", "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == next(exported([Rated(1, "good", TOLD, 0.0)]))
