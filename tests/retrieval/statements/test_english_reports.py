"""Reports of positions, polls and questions in English, headlines and transcripts; and what is nobody's statement."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

Said = tuple[str, str | None, str]


def said(text: str) -> list[Said]:
    found = read_text(text, "en").statements
    return [(s.kind, s.speaker, " … ".join(span.of(text) for span in s.spans)) for s in found]


REPORTS = [
    # verbs with particles of several words
    ("Weaver took issue with the plan.", ("reported", "Weaver", "the plan")),
    ("Weaver spoke out against the plan.", ("reported", "Weaver", "the plan")),
    ("Weaver warned against the plan.", ("reported", "Weaver", "the plan")),
    ("Officials made clear that the plan was dead.", ("indirect", "Officials", "that the plan was dead")),
    # beliefs and plans
    ("Weaver hopes to win the state.", ("reported", "Weaver", "to win the state")),
    ("Weaver declined to support the bill.", ("reported", "Weaver", "to support the bill")),
    ("Weaver vowed to win the state.", ("indirect", "Weaver", "to win the state")),
    ("Weaver wants the tax to end.", ("reported", "Weaver", "the tax to end")),
    ("Weaver would like to win the state.", ("reported", "Weaver", "to win the state")),
    ("Many see Lang as a rival.", ("reported", None, "Lang as a rival")),
    ("Supporters of the law hope it will last.", ("indirect", "Supporters of the law", "it will last")),
    # nouns and adjectives
    ("Weaver’s opposition to the plan surprised Lang.", ("reported", "Weaver", "the plan")),
    ("Weaver’s call for new taxes surprised Lang.", ("reported", "Weaver", "new taxes")),
    ("Lang’s most daring claim is that it was stolen.", ("indirect", "Lang", "that it was stolen")),
    ("Weaver is deeply skeptical of the plan.", ("reported", "Weaver", "the plan")),
    ("Voters are opposed to the plan.", ("reported", "Voters", "the plan")),
    # findings
    ("A new poll shows Weaver leading Lang.", ("reported", "new poll", "Weaver leading Lang")),
    ("The poll found that the plan was popular.", ("indirect", "poll", "that the plan was popular")),
    # sources
    ("As Weaver noted on Friday, the plan will cost more.", ("indirect", "Weaver", "the plan will cost more")),
    ("As reported by the Herald, the plan will cost more.", ("indirect", "Herald", "the plan will cost more")),
    # what was done to say it
    ("Weaver went on television to denounce the plan.", ("reported", "Weaver", "the plan")),
    ("By denouncing the plan, Weaver won the vote.", ("reported", "Weaver", "the plan")),
    # headlines and transcripts
    ("Weaver: It Is Time to Go.", ("indirect", "Weaver", "It Is Time to Go")),
    ("Gov. Mary Weaver: ‘It Is Time to Go Home’", ("direct", "Mary Weaver", "It Is Time to Go Home")),
    ("WEAVER: We have to go home.", ("indirect", "WEAVER", "We have to go home")),
    ("Mary Weaver Slams Lang Over Taxes.", ("reported", "Mary Weaver", "Lang Over Taxes")),
]

ASKED = [
    (
        "Asked whether she would run, Weaver said no decision had been made.",
        [("indirect", None, "whether she would run"), ("indirect", "Weaver", "no decision had been made")],
    ),
    (
        "When asked how she would pay for it, Weaver said she would find a way.",
        [("indirect", None, "how she would pay for it"), ("indirect", "Weaver", "she would find a way")],
    ),
    ("Weaver was asked about the tax.", [("reported", None, "the tax")]),
    ("Weaver asked Lang whether the plan was good.", [("indirect", "Weaver", "whether the plan was good")]),
]

NOBODY = [
    # a thing is no subject of an opinion
    "All signs point to a long winter.",
    "The demographics favor Lang.",
    "It begs the question.",
    "The new rule encourages borrowing.",
    # nouns and participles that look like verbs of speech
    "The new harbor report has settled it.",
    "Her lead in the early count is small.",
    "The party has a larger say in the matter.",
    "A band called The Hats played.",
    "The race turned on relentless attacks from both sides.",
    "Weaver maintains a wide lead over Lang.",
    # said neither yet nor ever
    "Weaver will come to Ohio to discuss the plan.",
    "The court could reject the claim.",
    "Two people, who asked not to be named, left.",
    "Weaver did not say why.",
    "Weaver would not tell reporters whether she was ill.",
    # labels are no speakers
    "Note: The office is closed on Monday.",
    "Update: The office has moved.",
]


@pytest.mark.parametrize(("text", "expected"), REPORTS)
def test_a_position_a_finding_and_a_headline_have_their_source(text: str, expected: Said) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_a_question_is_not_said_by_whom_it_is_put_to(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_things_plans_and_labels_say_nothing(text: str) -> None:
    assert said(text) == []
