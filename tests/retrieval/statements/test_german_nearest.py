"""Whose words they are where somebody else is named nearer, or longer ago. All sentences are made up."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

CASES = [
    (
        "Als Minister Weber auf die Hilfen verwies, wurde er unterbrochen, „Wir wollen kein Geld“, rief ein Winzer. "
        "„Wir wollen Regen.“",
        [("Wir wollen kein Geld", "Winzer"), ("Wir wollen Regen.", "Winzer")],
    ),
    (
        "„Es reicht nicht“, sagte Eva Lang. Eine Sprecherin des Bauamts verwies auf den Plan von Karl Weber: "
        "„Er wird bald fertig“, sagte sie.",
        [("Es reicht nicht", "Eva Lang"), ("Er wird bald fertig", "Sprecherin des Bauamts")],
    ),
    (
        "„Es war schlimm“, sagte Anna Weber. Der Vorfall ist für sie ein Beleg für die Vermutung: "
        "„Wölfe und Schafe passen nicht zusammen.“",
        [("Es war schlimm", "Anna Weber"), ("Wölfe und Schafe passen nicht zusammen.", "Anna Weber")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_quotation_is_whose_sentence_it_stands_in(text: str, expected: list[tuple[str, str]]) -> None:
    found = [s for s in read_text(text, "de").statements if s.kind == "direct"]
    assert [(s.spans[0].of(s.paragraph.text), s.speaker) for s in found] == expected


BODIES = [
    (
        "Der Tod von Anna Groß ist ungeklärt. Die Verteidigung fordert einen Freispruch. Sie sagt, es eile nicht.",
        "Verteidigung",
    ),
    ("Die Verteidigung fordert einen Freispruch. Da kam Anna Groß. Sie sagt, es eile nicht.", "Anna Groß"),
    ("Der Tod von Anna Groß ist ungeklärt. Der Verband fordert mehr Geld. Sie sagt, es eile nicht.", "Anna Groß"),
]


@pytest.mark.parametrize(("text", "speaker"), BODIES)
def test_a_feminine_body_that_spoke_right_before_goes_on_as_she(text: str, speaker: str) -> None:
    assert read_text(text, "de").statements[-1].speaker == speaker
