"""What verbs of saying do, in questions and in articles."""

from __future__ import annotations

import pytest

from retrieval.question import follow_up, parse
from retrieval.senses import near, senses_in, senses_of, senses_of_content, verbs_of
from retrieval.statements import read_text

# question | what its verb asks for
QUESTIONS = """
What did Powell deny? | deny
What did Powell warn of? | warn
What was Powell's warning? | warn
What did Powell call for? | demand
What did the minister promise? | promise
Who did Fain criticise? | criticise
What did Powell say? | -
What did Powell say about the promise? | -
What did the opposition say? | -
What did Powell say in response? | reply
Who threatened a strike? | threaten
Did anyone deny the plan? | deny
Was bestritt Brandt? | deny
Was hat Brandt bestritten? | deny
Wovor warnte Brandt? | warn
Was kündigte Brandt an? | announce
Was hat Brandt angekündigt? | announce
Was schlug Brandt vor? | propose
Was warf Brandt Seiler vor? | accuse
Was räumte Brandt ein? | admit
Wen lobte Brandt? | praise
Was sagte Brandt? | -
Was sagte Brandt bitte? | -
Was sagte Brandt zur Forderung? | -
Wer forderte ein Moratorium? | demand
"""


@pytest.mark.parametrize(("text", "sense"), [line.split(" | ") for line in QUESTIONS.strip().splitlines()])
def test_the_verb_of_a_question_says_what_is_asked_for(text: str, sense: str) -> None:
    assert parse(text).doing == (() if sense == "-" else (sense,))


@pytest.mark.parametrize(("text", "language", "sense"), [
    ("Anna Berg warnte: „Das wird teuer.“", "de", {"warn"}), ("Anna Berg wies zurück, dass sie gehe.", "de", {"deny", "reject"}),
    ("Anna Berg kündigte an, sie werde gehen.", "de", {"announce"}), ("„Es wird teuer“, sagte Anna Berg zu Journalisten.", "de", set()),
    ("Anna Berg denied that she would go.", "en", {"deny"}), ("“We must go,” Anna Berg said.", "en", set()),
    ("According to Anna Berg, taxes will rise.", "en", set()), ("Anna Berg called for more weapons.", "en", {"demand"}),
])  # fmt: skip
def test_so_does_the_word_that_says_that_something_is_said(text: str, language: str, sense: set[str]) -> None:
    statement, *_ = read_text(text, language).statements

    assert senses_of(statement, language) == sense


def test_a_word_is_known_by_what_it_begins_with_or_just_so() -> None:
    assert senses_in("Die Batterie und die Lobby, bitte", "de") == frozenset()
    assert senses_in("the administration's press conference about the urgent matter", "en") == frozenset()


def test_who_rejects_a_charge_denies_it() -> None:
    assert near("deny") == ["reject"]
    assert near("warn") == []


def test_a_follow_up_asks_for_the_same_but_with_a_verb_of_its_own() -> None:
    denied = parse("What did Powell deny?")
    follow_ups = ("And Bessent?", "What did he promise?")

    found = [follow_up(text, denied) for text in follow_ups]

    assert [question.doing for question in found if question] == [("deny",), ("promise",)]
    assert parse("And what did Bessent say?").doing == ()


@pytest.mark.parametrize(
    ("text", "sense"),
    [("Was kritisierte er?", "criticise"), ("Was forderte er?", "demand"), ("Was hat er gefordert?", "demand")],
)
def test_a_pronoun_is_not_looked_for_inside_the_verb(text: str, sense: str) -> None:
    question = follow_up(text, parse("Was sagte Weber?"))

    assert question is not None
    assert (question.speaker, question.doing) == ("Weber", (sense,))


@pytest.mark.parametrize(("text", "language", "sense"), [
    ("„Das ist inakzeptabel“, sagte Anna Berg.", "de", {"reject"}), ("„Das kommt nicht infrage“, sagte Anna Berg.", "de", {"reject"}),
    ("„Das muss aufhören“, sagte Anna Berg.", "de", {"demand"}), ("“We must go,” Anna Berg said.", "en", {"demand"}),
    ("„Es regnet“, sagte Anna Berg.", "de", set()), ("„Das ist akzeptabel“, sagte Anna Berg.", "de", set()),
    ("“The offer is acceptable,” Anna Berg said.", "en", set()),
    ("“We will not support the strike,” Anna Berg said.", "en", {"reject"}), ("“We don’t agree,” Anna Berg said.", "en", {"reject"}),
    ("„Das werden wir nicht mittragen“, sagte Anna Berg.", "de", {"reject"}), ("„Das tragen wir“, sagte Anna Berg.", "de", set()),
    ("„Wir stellen uns dagegen“, sagte Anna Berg.", "de", set()), ("“I am strongly against it,” Anna Berg said.", "en", {"reject"}),
    ("„Der Rat hat sich gegen den Bau ausgesprochen“, sagte Anna Berg.", "de", {"reject"}),
    ("„Der Rat wehrt sich heftig gegen den Bau“, sagte Anna Berg.", "de", {"reject"}),
])  # fmt: skip
def test_what_is_said_can_have_a_sense_by_itself(text: str, language: str, sense: set[str]) -> None:
    (statement,) = read_text(text, language).statements

    assert senses_of_content(statement, language) == sense


@pytest.mark.parametrize(("text", "language", "found"), [
    ("Brandt lehnte den Antrag ab.", "de", ["lehnte"]), ("Die Ablehnung kam spät.", "de", []), ("Weaver rejected it.", "en", ["rejected"]),
    ("The denial came late; a refusal followed.", "en", []), ("Weaver wanted to reject it.", "en", []),
])  # fmt: skip
def test_verbs_are_no_nouns(text: str, language: str, found: list[str]) -> None:
    assert [span.of(text) for span in verbs_of(frozenset(("reject", "deny")), text, language)] == found
