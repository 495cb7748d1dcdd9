"""Statements that lean on what stands before them, where somebody made very many; and those of articles without a date."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.parts import Parts, opened
from bot.settings import Settings
from retrieval.articles import Article, Paragraph
from retrieval.said import MOST_RANKED
from tests.bot.talks import asked

PLANS = ("den Ausbau der Schleuse", "die Pacht der Wiesen", "das Fest am Markt", "den Umzug der Bücherei")
SAID = "„Eine solche Entscheidung hilft niemandem“, sagte Petra Lindau. Es war die {number}. Sitzung."
LONG = [
    f"Der Rat vertagte {PLANS[number % len(PLANS)]}. Auch der Landkreis war dafür. {SAID.format(number=number)}"
    for number in range(MOST_RANKED + 10)
]
FERRY = 61
"""The number of the one paragraph that is about the ferry."""
LONG[FERRY - 1] = f"Die Weserfähre bekommt eine Maut. Auch der Landkreis war dafür. {SAID.format(number=60)}"
UNDATED = "„Die Deiche halten noch zehn Jahre“, sagte Onno Harms. Der Deichgraf sprach in Varel."
DATED = "“The lighthouse must stay open all winter,” said Jane Miller. The keeper spoke in Whitby."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    def article(id: str, language: str, texts: list[str], published: str | None = None) -> Article:  # noqa: A002
        paragraphs = tuple(Paragraph(id, number, text) for number, text in enumerate(texts, 1))
        return Article(id, id, False, paragraphs, language=language, published=published)

    articles = [
        article("rat", "de", LONG, "2024-05-02"),
        article("deich", "de", [UNDATED]),
        article("light", "en", [DATED], "2024-11-20"),
    ]
    with opened(Settings(data=tmp_path_factory.mktemp("leaning"))) as parts:
        list(parts.library.add(articles))
        yield parts


def test_of_very_many_those_behind_the_topic_are_found(library: Parts) -> None:
    answer = asked(library, "Was sagte Petra Lindau über die Weserfähre?")

    assert answer.outcome == "answered"
    assert {claim.citations[0].paragraph.number for claim in answer.claims} == {FERRY}


def test_of_very_many_none_is_about_what_nobody_spoke_of(library: Parts) -> None:
    answer = asked(library, "Was sagte Petra Lindau über Atomkraftwerke?")

    assert (answer.outcome, answer.reason) == ("mentioned", "no_match_topic")


def test_who_said_it_counts_what_has_no_date(library: Parts) -> None:
    answer = asked(library, "Wer sagte seit 2020, dass die Deiche noch zehn Jahre halten?")

    assert (answer.outcome, answer.undated) == ("not_found", 1)
    assert asked(library, "Wer sagte, dass die Deiche noch zehn Jahre halten?").undated == 0


def test_who_said_it_since_then(library: Parts) -> None:
    answer = asked(library, "Who has said since May 2024 that the lighthouse must stay open?")

    assert [claim.speaker for claim in answer.claims] == ["Jane Miller"]
    assert answer.undated == 0


def test_a_thing_in_a_short_question_is_another_topic(library: Parts) -> None:
    """ "And the lighthouse?" asks for nobody, because nobody is called so."""
    answer = asked(library, "What did Jane Miller say?", "And the lighthouse?")

    assert (answer.question.speaker, answer.question.topic) == ("Jane Miller", "the lighthouse")
    assert [claim.speaker for claim in answer.claims] == ["Jane Miller"]
