"""Whom "he said" and "she said" mean in an English story, and that nobody is guessed."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph, Statement
from retrieval.statements import read


def statements(text: str) -> tuple[Statement, ...]:
    """The statements of paragraphs that "|" parts."""
    paragraphs = tuple(Paragraph("a", n, part.strip()) for n, part in enumerate(text.split("|"), 1))
    return read(Article("a", "", True, paragraphs, language="en")).statements


SPEAKERS = [
    # the one who is speaking in the story goes on
    (
        "“We rebuilt the harbour in a year,” Oscar Lindgren said. | The old quay had burnt down twice. | “Nobody "
        "believed us,” he said.",
        ["Oscar Lindgren", "Oscar Lindgren"],
    ),
    (
        "Margaret Doyle said the ferry was late. | “It is always late in March,” she added.",
        ["Margaret Doyle", "Margaret Doyle"],
    ),
    # the subject of the sentence before, not whom its object names
    ("Arthur Penn took several swipes at Hugo Blake. | “He cannot count,” he wrote.", ["Arthur Penn"]),
    ("Since leaving the navy, Arthur Penn has opened a bakery. | “Bread floats, too,” he said.", ["Arthur Penn"]),
    ("Arthur Penn departs for Oslo, where Hugo Blake lives. | “I am cold already,” he said.", ["Arthur Penn"]),
    ("Arthur Penn, a baker who once fed Hugo Blake, came early. | “Bread is patience,” he said.", ["Arthur Penn"]),
    # a question about somebody else
    (
        "Asked whether Hugo Blake, the former mayor, could win again, Arthur Penn demurred. | “I bake, and that is "
        "all,” he said.",
        [None, "Arthur Penn"],
    ),
    # whose term, plan or voice a sentence is about
    ("Arthur Penn’s lease ends in May. He said the oven would move with him.", ["Arthur Penn"]),
    # somebody only mentioned in a quotation is nobody's antecedent
    (
        "“The bridge was Hugo Blake’s idea, and Hugo Blake should pay,” Arthur Penn said. | “I never liked it,” he said.",
        ["Arthur Penn", "Arthur Penn"],
    ),
    ("Arthur Penn spoke for an hour. | “Ask Hugo Blake about the money,” he said.", ["Arthur Penn"]),
    # she is not he
    (
        "Ruth Adeyemi met Hugo Blake at the station. | “The trains were empty,” she said.",
        ["Ruth Adeyemi"],
    ),
    ("Ruth Adeyemi met Hugo Blake at the station. | “The trains were empty,” he said.", ["Hugo Blake"]),
    # of two who may be meant it is left open
    ("Arthur Penn and Hugo Blake sailed to Norway. | “We were sick all the way,” he said.", [None]),
    (
        "“The hull is sound,” Arthur Penn said. | The mast was made by Hugo Blake, a carpenter. | “Oak lasts,” he said.",
        ["Arthur Penn", None],
    ),
    ("The mast was made by Hugo Blake and painted by Arthur Penn. | “Oak lasts,” he said.", [None]),
    # a place is nobody
    (
        "Oscar Lindgren has seen the drought-ravaged Caspian Sea, and the dunes. | “I am no scientist,” he said.",
        ["Oscar Lindgren"],
    ),
    ("Hikers love the Arden Forest, and the dunes. | “It is quiet there,” he said.", ["Hikers", None]),
    # a body is "it" or "they", never "he" or "she"
    ("The port authority said the pier was safe. It said the cranes were not.", ["port authority", "port authority"]),
    ("Dockers said the pier was safe. They said the cranes were not.", ["Dockers", "Dockers"]),
    ("The port authority said the pier was safe. He said the cranes were not.", ["port authority", None]),
    ("Strategists for the mayor said it was late. She said it was early.", ["Strategists for the mayor", None]),
    # a description stands for who acts
    (
        "Oscar Lindgren sat down. | “I started early,” the soft-spoken, 68-year-old diplomat said.",
        ["Oscar Lindgren"],
    ),
    # "who" is the person right before it, not the phrase around
    (
        "The deal was struck over the last nine nights with help from Labor Secretary Ruth Adeyemi, who said it would hold.",
        ["Ruth Adeyemi"],
    ),
    # a town and its state in an aside
    ("Ruth Adeyemi, who lost a friend in a storm in Salem, Oregon, in 2012, said it was late.", ["Ruth Adeyemi"]),
    # numbers and times do not speak
    ("Asked about the pier, 59 percent said it was safe.", [None, None]),
    ("In December, The New York Times wrote about the pier.", ["New York Times"]),
    ("Candidate Hugo Blake came late. | The candidates outlined their plans for the port.", ["candidates"]),
]

NAMED = [
    ("“It is late,” Penn said. ", "Arthur Penn came.", False),
    ("“It is late,” Kwon recalled.", "Kwon Min-jae, the former mayor, came.", False),
    ("“It is late,” he said.", "Arthur Penn came.", True),
]

NONE = [
    "It was the pier that Arthur Penn pushed for nearly six years.",
    "Arthur Penn left, referring to Secretary of State Hugo B. Blake.",
]


@pytest.mark.parametrize(("text", "speakers"), SPEAKERS)
def test_who_is_meant(text: str, speakers: list[str | None]) -> None:
    assert [one.speaker for one in statements(text)] == speakers


@pytest.mark.parametrize(("said", "before", "inferred"), NAMED)
def test_a_name_at_the_verb_is_not_inferred(said: str, before: str, inferred: bool) -> None:
    (one,) = statements(f"{before} | {said}")
    assert one.speaker is not None
    assert one.inferred is inferred


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_report(text: str) -> None:
    assert statements(text) == ()
