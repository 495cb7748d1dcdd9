"""The ways in which readers ask: which of the three kinds a question is, and whom it asks for. The questions
stand in `question_wordings.*.toml`."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from retrieval.question import attitude, parse
from retrieval.somebody import nobody

TODAY = date(2025, 6, 18)


def cases(table: str) -> list[tuple[str, str]]:
    pairs = (line.split(" | ") for line in table.strip().splitlines())
    return [(question, wanted) for question, wanted in pairs]


def wanted() -> list[tuple[str, str, str, str]]:
    """Language, intent, question, and whom it asks for or what was said."""
    found = []
    for language in ("en", "de"):
        file = Path(__file__).with_name(f"question_wordings.{language}.toml")
        for intent, table in tomllib.loads(file.read_text("utf-8")).items():
            lines = (f"{line} | -" if intent == "passages" else line for line in table.strip().splitlines())
            found += [(language, intent, *case) for case in cases("\n".join(lines))]
    return found


@pytest.mark.parametrize(("language", "intent", "text", "expected"), wanted())
def test_a_question_is_read_as_it_is_meant(language: str, intent: str, text: str, expected: str) -> None:
    found = parse(text, today=TODAY)

    assert (found.language, found.intent) == (language, intent)
    assert {"statements": found.speaker, "speaker": found.topic, "passages": "-"}[intent] == expected


# question | speaker | topic
ATTITUDES = """
What does Berlin fear? | Berlin | -
What does Merz want? | Merz | -
What does Merz want from Putin? | Merz | Putin
What does Merz plan? | Merz | -
What does Merz hope for? | Merz | -
What is Merz hoping for? | Merz | -
What is Merz afraid of? | Merz | -
What are Merz's plans for the railway? | Merz | the railway
What did Merz apologise for? | Merz | -
Which sanctions did the EU announce? | the EU | sanctions
What weapons did Zelensky demand? | Zelensky | weapons
Why does Macron oppose the plan? | Macron | oppose the plan
Merz quotes | Merz | -
What did Merz look forward to? | Merz | -
What did Merz object to? | Merz | -
Did Merz call the plan absurd? | Merz | the plan absurd
Has Merz ever described the law as a mistake? | Merz | the law as a mistake
Merz on taxes | Merz | taxes
Was fürchtet Berlin? | Berlin | -
Nannte Merz den Plan absurd? | Merz | den Plan absurd
Bestätigte Merz den Verlust? | Merz | den Verlust
Schloss Merz eine Koalition aus? | Merz | eine Koalition
Wies Merz die Vorwürfe zurück? | Merz | die Vorwürfe
Was will Merz? | Merz | -
Was will Merz tun? | Merz | -
Was will Merz von Putin? | Merz | Putin
Was plant Merz? | Merz | -
Was erhofft sich Merz? | Merz | -
Wovor hat Merz Angst? | Merz | -
Was sind Merz' Pläne für die Bahn? | Merz | die Bahn
Wofür hat sich Merz entschuldigt? | Merz | -
Wofür entschuldigte sich Merz? | Merz | -
Welche Sanktionen kündigte die EU an? | die EU | Sanktionen
Welche Waffen fordert Selenskyj? | Selenskyj | Waffen
Welche Waffen hat Selenskyj gefordert? | Selenskyj | Waffen
Merz über Steuern | Merz | Steuern
Merz zur Steuer | Merz | Steuer
"""

KNOWN = {"Berlin", "Merz", "the EU", "die EU", "Zelensky", "Selenskyj", "Macron"}


@pytest.mark.parametrize("case", ATTITUDES.strip().splitlines())
def test_a_question_for_an_attitude_is_one_for_statements_of_somebody_known(case: str) -> None:
    text, speaker, topic = case.split(" | ")
    question = parse(text, today=TODAY)

    found = attitude(question, KNOWN.__contains__)

    assert question.intent == "passages"
    assert found is not None
    assert (found.intent, found.speaker, found.topic or "-") == ("statements", speaker, topic)
    assert attitude(question, nobody) is None


@pytest.mark.parametrize(("before", "text", "topic"), [
    ("What did Merz say?", "What does he want from Putin?", "Putin"),
    ("Was sagte Merz?", "Was will er?", None),
])  # fmt: skip
def test_an_attitude_can_be_that_of_the_speaker_before(before: str, text: str, topic: str | None) -> None:
    found = attitude(parse(text), KNOWN.__contains__, parse(before))

    assert found is not None
    assert (found.intent, found.speaker, found.topic) == ("statements", "Merz", topic)
    assert attitude(parse(text), KNOWN.__contains__) is None


# question | what the library may know as a speaker
DOUBTFUL = """
What does the report say about taxes? | the report
What does the data suggest? | the data
What does the constitution say about religion? | the constitution
How did the population react to the heat? | the population
What do some people say? | some people
Was schreibt die Studie über Hunde? | die Studie
Was sagen die Daten über die Pest? | die Daten
Was deutet das Signal an? | das Signal
Wie reagierte die Bahn auf den Streik? | die Bahn
Was sagen manche Leute über die Pest? | manche Leute
"""


@pytest.mark.parametrize(("text", "speaker"), cases(DOUBTFUL))
def test_a_thing_says_something_only_where_the_library_quotes_it(text: str, speaker: str) -> None:
    unknown, quoted = parse(text), parse(text, known=speaker.__eq__)

    assert (unknown.intent, unknown.speaker) == ("passages", None)
    assert (quoted.intent, quoted.speaker) == ("statements", speaker)


def test_a_clause_is_nobody_whatever_the_library_knows() -> None:
    text = "What is the position of the satellite that carries the channels?"

    assert parse(text, known=lambda _: True).intent == "passages"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("intent", ["statements", "passages"])
def test_there_are_sixty_wordings_of_each_kind_in_each_language(language: str, intent: str) -> None:
    assert sum(case[:2] == (language, intent) for case in wanted()) >= 60
