"""Where what was said in English begins and ends: before the reporter goes on, across an aside, in two pieces."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

Said = tuple[str, str | None, str]


def said(text: str) -> list[Said]:
    """Kind, speaker and words of each statement; the spans of an interrupted one joined by " … "."""
    found = read_text(text, "en").statements
    return [(s.kind, s.speaker, " … ".join(span.of(text) for span in s.spans)) for s in found]


CLAUSES = [
    # a clause before the main clause ends where that begins
    ("When Weaver said the plan was good, Lang left the room.", [("indirect", "Weaver", "the plan was good")]),
    ("Despite Lang’s claims that it failed, the vote went on.", [("indirect", "Lang", "that it failed")]),
    # what the reporter puts against it after a dash
    ("Weaver said Lang would win – though the race is close.", [("indirect", "Weaver", "Lang would win")]),
    # a promise ends where the reporter tells what else was done
    (
        "Weaver has promised to raise wages and opposed the treaty.",
        [("indirect", "Weaver", "to raise wages"), ("reported", "Weaver", "the treaty")],
    ),
    ("Weaver refused to say that it was an open and contested race.",
     [("reported", "Weaver", "to say that it was an open and contested race")]),
    # a bracket of the reporter's, a dateline, an adjunct between verb and clause
    ("WASHINGTON — The plan is good, a new poll indicates.", [("indirect", "new poll", "The plan is good")]),
    ("Weaver said, through a translator, that it was late.", [("indirect", "Weaver", "that it was late")]),
    (
        "Weaver said in an interview with the paper’s editor on the campaign trail that it was late.",
        [("indirect", "Weaver", "that it was late")],
    ),
    # an apposition to whoever is the source
    (
        "According to its chair, Ann Weaver, it will open next week.",
        [("indirect", "Ann Weaver", "it will open next week")],
    ),
    (
        "According to Ann Weaver, the mayor of Kent, the bridge is safe.",
        [("indirect", "Ann Weaver", "the bridge is safe")],
    ),
    ("According to Weaver, Lang will pay for it.", [("indirect", "Weaver", "Lang will pay for it")]),
    # what others make of it
    (
        "Weaver suggested that rebels had fired, a claim that Lang rejected.",
        [("indirect", "Weaver", "that rebels had fired")],
    ),
    ("Weaver said the rebels had fired, an accusation they denied.", [("indirect", "Weaver", "the rebels had fired")]),
    ("Weaver said it was late, a view of the old.", [("indirect", "Weaver", "it was late, a view of the old")]),
    ("Weaver said they’re leaving.", [("indirect", "Weaver", "they’re leaving")]),
]  # fmt: skip

OBJECTS = [
    ("Weaver praised the plan and left the room.", "the plan"),
    ("Weaver criticized the plan, which Lang had written.", "the plan"),
    ("Weaver criticized the plan, the budget and the law.", "the plan, the budget and the law"),
    ("Weaver called the plan a mistake as she arrived in Ohio.", "the plan a mistake"),
    ("Weaver called the plan a mistake before leaving for Ohio.", "the plan a mistake"),
    ("Weaver called the plan a mistake because the vote was close.", "the plan a mistake"),
    ("Weaver described Lang as a man who keeps his word.", "Lang as a man who keeps his word"),
    ("Weaver criticized the laws that harm children and help nobody.", "the laws that harm children and help nobody"),
]

INTERRUPTED = [
    ("The plan, Weaver said, would fail.", "The plan … would fail"),
    ("The plan, Weaver told them, would fail.", "The plan … would fail"),
    ("The plan, Weaver said, citing a study, would fail.", "The plan … would fail"),
    # an apposition and an aside belong to the reporter
    ("The plan will fail, said Weaver, a senator from Ohio.", "The plan will fail"),
    ("The plan would fail, Weaver said, as the crowd left.", "The plan would fail"),
]

QUOTED = [
    # words before the attribution that are no statement
    ("After the vote, Weaver added, “It is time to go home.”", [("direct", "Weaver", "It is time to go home.")]),
    (
        "Cheered on with shouts of “More! More!” the senator said her campaign was strong.",
        [("indirect", "senator", "her campaign was strong")],
    ),
    (
        "Weaver was brief: “We have to go home now, all of us,” she said.",
        [("direct", None, "We have to go home now, all of us,")],
    ),
    # a quotation after another verb is a statement of its own
    (
        "“It is time,” Weaver said, adding of Lang, “He is a good man.”",
        [("direct", "Weaver", "It is time,"), ("direct", "Weaver", "He is a good man.")],
    ),
    (
        "“It is time,” Weaver said, adding that it was late.",
        [("direct", "Weaver", "It is time,"), ("indirect", "Weaver", "that it was late")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*CLAUSES, *QUOTED])
def test_a_statement_ends_where_the_reporter_goes_on(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "expected"), OBJECTS)
def test_the_object_of_a_report_ends_with_its_noun_phrase(text: str, expected: str) -> None:
    assert said(text) == [("reported", "Weaver", expected)]


@pytest.mark.parametrize(("text", "expected"), INTERRUPTED)
def test_an_interrupted_statement_leaves_asides_out(text: str, expected: str) -> None:
    assert said(text) == [("indirect", "Weaver", expected)]
