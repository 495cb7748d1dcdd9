"""Rules for English, a table of cases each: text -> (kind, speaker, what was said)."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

Said = tuple[str, str | None, str]


def said(text: str) -> list[Said]:
    """Kind, speaker and words of each statement; the spans of an interrupted one joined by " … "."""
    found = read_text(text, "en").statements
    return [(s.kind, s.speaker, " … ".join(span.of(text) for span in s.spans)) for s in found]


BEFORE = [
    ("Mary Weaver said that the plan was good.", [("indirect", "Mary Weaver", "that the plan was good")]),
    ("Mary Weaver said the plan was good.", [("indirect", "Mary Weaver", "the plan was good")]),
    (
        "Mary Weaver told reporters on Friday that the plan was good.",
        [("indirect", "Mary Weaver", "that the plan was good")],
    ),
    ("Mary Weaver said, “The plan is good.”", [("direct", "Mary Weaver", "The plan is good.")]),
    (
        "Sen. Mary Weaver, who runs the committee, said the plan was good.",
        [("indirect", "Mary Weaver", "the plan was good")],
    ),
    ("Officials say the bridge is safe.", [("indirect", "Officials", "the bridge is safe")]),
    (
        "Mary Weaver said the plan was good, adding that it would pass.",
        [("indirect", "Mary Weaver", "the plan was good"), ("indirect", "Mary Weaver", "that it would pass")],
    ),
    ("Mary Weaver urged Congress to pass the bill.", [("reported", "Mary Weaver", "Congress to pass the bill")]),
]

AFTER = [
    ("“The plan is good,” Mary Weaver said.", [("direct", "Mary Weaver", "The plan is good,")]),
    ("“The plan is good,” said Mary Weaver, a senator from Ohio.", [("direct", "Mary Weaver", "The plan is good,")]),
    ("“Is the plan good?” Mary Weaver asked.", [("direct", "Mary Weaver", "Is the plan good?")]),
    ("The plan was good, Mary Weaver said.", [("indirect", "Mary Weaver", "The plan was good")]),
    (
        "“The plan,” Mary Weaver said, “is very good.”",
        [("direct", "Mary Weaver", "The plan, … is very good.")],
    ),
    (
        "“The plan is good,” Mary Weaver said. “It will pass next week.”",
        [("direct", "Mary Weaver", "The plan is good,"), ("direct", "Mary Weaver", "It will pass next week.")],
    ),
    (
        "The plan, Mary Weaver said, would pass next week.",
        [("indirect", "Mary Weaver", "The plan … would pass next week")],
    ),
    ("According to Mary Weaver, the plan is good.", [("indirect", "Mary Weaver", "the plan is good")]),
    ("The plan is good, according to Mary Weaver.", [("indirect", "Mary Weaver", "The plan is good")]),
]

OTHERS = [
    ("Mary Weaver’s claim that the plan was good drew applause.", "Mary Weaver"),
    ("Mary Weaver criticized the plan.", "Mary Weaver"),
]


@pytest.mark.parametrize(("text", "expected"), [*BEFORE, *AFTER])
def test_who_says_what_is_found(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "speaker"), OTHERS)
def test_nouns_and_verbs_of_judgement_have_their_speaker(text: str, speaker: str) -> None:
    assert [found[1] for found in said(text)] == [speaker]


@pytest.mark.parametrize("opening", ["“", '"', "''"])
def test_all_quotation_marks_are_read_and_left_out(opening: str) -> None:
    closing = {"“": "”"}.get(opening, opening)

    assert said(f"{opening}The plan is good,{closing} Mary Weaver said.") == [
        ("direct", "Mary Weaver", "The plan is good,")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Her book “The Long Road” is out on Monday.",
        "Mary Weaver flew to Ohio. She met the mayor there.",
        "The so-called “reform” failed.",
    ],
)
def test_the_reporters_own_voice_titles_and_irony_are_nobodys_statement(text: str) -> None:
    assert said(text) == []
