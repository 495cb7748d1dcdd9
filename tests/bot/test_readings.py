"""What a question means in a library: who is quoted there, who is only named, what has no speaker at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.parts import Parts, opened
from bot.settings import Settings
from retrieval.articles import Article, Paragraph
from retrieval.said import MOST_RANKED

GERMAN = [
    "Moskau erklärte, die Gespräche würden fortgesetzt. In Peking traf sich unterdessen der Ministerrat.",
    "Wirtschaftsminister Robert Habeck reiste nach Genf. Ein Sprecher sagte: „Wir prüfen das.“",
    "Der Ausschuss tagte drei Tage lang in einem alten Schloss.",
]
ENGLISH = [
    "NORDERBURG, May 3. Economist Ada Quill opened the new bridge with Mayor Tom Weaver on Friday. Buses came to"
    " the bridge 20 times. Some 400 people came on Friday.",
    "The ferry captain was old and had sailed the ferry for 40 years. Captain Lou Marsh, 62, slept when the ferry sank.",
    "Chancellor Friedrich Merz said that taxes would rise next year. “We have no choice,” Merz added.",
    "The treaty of Utrecht set new borders for Spain. It has thirty pages.",
    "The word prime suggests that a number cannot be divided.",
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    def article(id: str, language: str, texts: list[str]) -> Article:  # noqa: A002
        paragraphs = tuple(Paragraph(id, number, text) for number, text in enumerate(texts, 1))
        return Article(id, id, False, paragraphs, language=language)

    with opened(Settings(data=tmp_path_factory.mktemp("readings"))) as parts:
        list(parts.library.add([article("german", "de", GERMAN), article("english", "en", ENGLISH)]))
        yield parts


def asked(library: Parts, question: str) -> Answer:
    return library.assistant.ask(question)[0]


# question | intent | outcome | speakers
CASES = """
What did Moscow say? | statements | answered | Moskau
Was sagte Moskau? | statements | answered | Moskau
What did Beijing say? | statements | mentioned | -
What did Geneva say? | statements | mentioned | -
Was sagte Spanien? | statements | mentioned | -
What did Tehran say? | statements | not_found | -
What did Germany say? | statements | not_found | -
What did Napoleon say? | statements | not_found | -
what did napoleon say | statements | not_found | -
Was sagte Napoleon? | statements | not_found | -
Was sagte der Papst? | statements | not_found | -
What did the Pope say? | statements | not_found | -
What did the bus driver say? | statements | not_found | -
Was sagte der Busfahrer? | statements | not_found | -
Was sagte der Ausschuss im alten Schloss? | statements | mentioned | -
Was sagten die alten Schlösser? | statements | mentioned | -
Was sagte der Bäcker aus Genf? | statements | not_found | -
Was sagte Habecks Sprecherin? | statements | not_found | -
What did Habeck's spokesman say? | statements | not_found | -
What did the spokesman of Friedrich Merz say? | statements | not_found | -
Was sagte die Sprecherin von Friedrich Merz? | statements | not_found | -
What did Merz not say? | statements | answered | Friedrich Merz
Was sagte Merz nicht? | statements | answered | Friedrich Merz
What does Merz want? | statements | answered | Friedrich Merz
Was will Merz? | statements | answered | Friedrich Merz
Was fürchtet Moskau? | statements | answered | Moskau
What does Moscow fear? | statements | answered | Moskau
Merz on taxes | statements | answered | Friedrich Merz
What taxes did Merz announce? | statements | answered | Friedrich Merz
Moscow? | statements | answered | Moskau
Was fürchtet Paris? | passages | not_found | -
What does Paris fear? | passages | not_found | -
What does the word prime suggest? | passages | answered | None
What does the treaty say about borders? | passages | answered | None
Wie lange tagte der Ausschuss laut Text? | passages | answered | None
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_what_a_question_means_depends_on_who_is_quoted(library: Parts, case: str) -> None:
    question, intent, outcome, speaker = case.split(" | ")

    answer = asked(library, question)

    assert (answer.question.intent, answer.outcome) == (intent, outcome)
    assert {str(claim.speaker) for claim in answer.claims} == ({speaker} - {"-"})


def test_an_attitude_of_which_nothing_was_said_and_nothing_is_written_is_mentioned(library: Parts) -> None:
    answer = asked(library, "What does Merz want to do about dogs?")

    assert (answer.question.intent, answer.outcome, answer.reason) == ("statements", "mentioned", "no_match_topic")


def test_an_attitude_asked_for_with_a_date_is_not_answered_from_other_days(library: Parts) -> None:
    answer = asked(library, "What did Merz want in 1950?")

    assert (answer.outcome, answer.claims) == ("mentioned", ())


def test_who_talks_about_somebody_is_somebody_else(library: Parts) -> None:
    assert asked(library, "Who talks about Merz?").outcome == "not_found"
    assert {claim.speaker for claim in asked(library, "Who talks about taxes?").claims} == {"Friedrich Merz"}


def test_a_quotation_that_nobody_said_is_not_found(library: Parts) -> None:
    assert asked(library, "Who said “We have a dream”?").outcome == "not_found"
    assert {claim.speaker for claim in asked(library, "Who said “We had no choice”?").claims} == {"Friedrich Merz"}


def test_a_follow_up_leans_on_what_the_question_before_turned_out_to_mean(library: Parts) -> None:
    _, conversation = library.assistant.ask("Was will Merz?")
    answer, _ = library.assistant.ask("And Moscow?", conversation)

    assert (answer.question.intent, answer.question.speaker, answer.outcome) == ("statements", "Moscow", "answered")


def test_of_very_many_statements_the_nearest_are_looked_at(tmp_path: Path) -> None:
    old = Article(
        "old",
        "Old",
        False,
        (Paragraph("old", 1, "“Wind turbines belong on every hill,” Mark Rutte said."),),
        published="2001-01-01",
        language="en",
    )
    taxes = tuple(
        Paragraph("new", n, f"“Taxes number {n} must fall soon,” Mark Rutte said.") for n in range(1, MOST_RANKED + 20)
    )
    new = Article("new", "New", False, taxes, published="2020-01-01", language="en")
    with opened(Settings(data=tmp_path)) as parts:
        list(parts.library.add([old, new]))

        answer = asked(parts, "What did Rutte say about wind turbines?")

    assert answer.claims[0].text == "Wind turbines belong on every hill,"


def test_what_was_said_to_somebody_else_is_left_out(tmp_path: Path) -> None:
    text = "“We need time,” Anna Berg told Carla Dorn. “We need money,” Berg told reporters."
    with opened(Settings(data=tmp_path)) as parts:
        list(parts.library.add([Article("a", "A", False, (Paragraph("a", 1, text),), language="en")]))

        assert [claim.text for claim in asked(parts, "What did Berg say to Dorn?").claims] == ["We need time,"]
        assert asked(parts, "What did Berg say to Fink?").reason == "no_match_filter"


@pytest.mark.parametrize("between", ["Was sagte er noch?", "Was will er?", "Thanks", "Is it true?", "Stimmt das?"])
def test_what_leans_on_nobody_leaves_the_topic_to_the_next_question(library: Parts, between: str) -> None:
    _, conversation = library.assistant.ask("Wer spricht über Steuern?")
    unresolved, conversation = library.assistant.ask(between, conversation)
    answer, _ = library.assistant.ask("Und Merz?", conversation)

    assert (unresolved.question.intent, unresolved.question.topic) == ("passages", None)
    assert (answer.question.speaker, answer.question.topic) == ("Friedrich Merz", "Steuern")


@pytest.mark.parametrize("text", ["Is it true?", "Stimmt das?", "Who else?", "Hallo"])
def test_what_is_about_nothing_finds_nothing(library: Parts, text: str) -> None:
    answer = asked(library, text)

    assert (answer.outcome, answer.claims) == ("not_found", ())


def test_thanks_are_in_a_language_of_their_own(library: Parts) -> None:
    _, conversation = library.assistant.ask("Was sagte Moskau?")

    assert library.assistant.ask("thanks", conversation)[0].question.language == "en"
    assert library.assistant.ask("Rutte?", conversation)[0].question.language == "de"


@pytest.mark.parametrize("question", [
    "Who invited Quill?", "Did Quill marry Weaver?", "Did Weaver meet Zander?", "Wer hat Quill eingeladen?", "Hat Weaver Quill verklagt?", "Hat Quill mit Zander die Brücke eröffnet?",
])  # fmt: skip
def test_a_short_question_is_not_answered_by_whatever_names_the_same_person(library: Parts, question: str) -> None:
    assert asked(library, question).outcome == "not_found"


@pytest.mark.parametrize("question", [
    "Who opened the bridge?", "Did Quill open the bridge?", "Did Weaver open the bridge with Quill?", "Wer hat die Brücke eröffnet?",
])  # fmt: skip
def test_a_short_question_is_answered_by_what_bears_on_it(library: Parts, question: str) -> None:
    assert "opened the new bridge" in asked(library, question).claims[0].text


@pytest.mark.parametrize("question", ["How many people came to the bridge?", "Wie viele Menschen kamen zur Brücke?"])
def test_a_number_of_what_is_counted_goes_first(library: Parts, question: str) -> None:
    assert "400 people" in asked(library, question).claims[0].text


def test_an_age_goes_first_where_one_is_asked_for(library: Parts) -> None:
    assert "Marsh, 62," in asked(library, "How old is the ferry captain?").claims[0].text


def test_a_dateline_answers_nothing(library: Parts) -> None:
    claims = asked(library, "When was the bridge in Norderburg opened?").claims

    assert claims
    assert all(claim.text != "NORDERBURG, May 3." for claim in claims)


def test_a_calling_after_and_is_somebody_and_no_topic(library: Parts) -> None:
    _, conversation = library.assistant.ask("What did Merz say?")

    answer, _ = library.assistant.ask("And the midwife?", conversation)
    assert (answer.outcome, answer.question.speaker) == ("not_found", "the midwife")
    answer, _ = library.assistant.ask("And the taxes?", conversation)
    assert (answer.outcome, answer.question.speaker) == ("answered", "Merz")
