"""What a question means in a library: who is quoted there, who is only named, what has no speaker at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answer import Answer
from bot.parts import Parts, opened
from bot.settings import Settings
from retrieval.articles import Article, Paragraph

GERMAN = [
    "Moskau erklärte, die Gespräche würden fortgesetzt. In Peking traf sich unterdessen der Ministerrat.",
    "Wirtschaftsminister Robert Habeck reiste nach Genf. Ein Sprecher sagte: „Wir prüfen das.“",
    "Der Ausschuss tagte drei Tage lang in einem alten Schloss.",
]
ENGLISH = [
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


def test_an_attitude_of_which_nothing_was_said_is_a_question_for_passages(library: Parts) -> None:
    answer = asked(library, "What does Merz want to do about dogs?")

    assert (answer.question.intent, answer.outcome) == ("passages", "not_found")


def test_a_follow_up_leans_on_what_the_question_before_turned_out_to_mean(library: Parts) -> None:
    _, conversation = library.assistant.ask("Was will Merz?")
    answer, _ = library.assistant.ask("And Moscow?", conversation)

    assert (answer.question.intent, answer.question.speaker, answer.outcome) == ("statements", "Moscow", "answered")
