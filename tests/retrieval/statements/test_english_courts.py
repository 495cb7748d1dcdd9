"""Courts, charges and offices in English news: what a court heard, whom a participle describes, who holds which office."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph, Statement
from retrieval.statements import read


def statements(text: str) -> tuple[Statement, ...]:
    """The statements of paragraphs that "|" parts."""
    paragraphs = tuple(Paragraph("a", n, part.strip()) for n, part in enumerate(text.split("|"), 1))
    return read(Article("a", "", True, paragraphs, language="en")).statements


HEARD = [
    ("The court heard the boat had been painted red.", ["the boat had been painted red"]),
    ("Jurors were told that the boat was red.", ["that the boat was red"]),
    ("The boat had been painted red, the inquest heard.", ["The boat had been painted red"]),
    ("Leeds Crown Court heard how the boat had sunk.", ["how the boat had sunk"]),
    ("Ruth Adeyemi heard that the boat was red.", []),
    ("The crew was told to wait.", []),
]


@pytest.mark.parametrize(("text", "expected"), HEARD)
def test_what_a_court_heard_is_said_by_nobody_who_is_named(text: str, expected: list[str]) -> None:
    found = statements(text)
    assert [s.spans[0].of(s.paragraph.text) for s in found] == expected
    assert all(s.speaker is None for s in found)


def test_what_somebody_said_in_what_a_court_heard_is_theirs() -> None:
    first, second = statements("Owen Pryce said the boat was red, the court heard.")
    assert first.speaker is None
    assert first.spans[0].of(first.paragraph.text) == "Owen Pryce said the boat was red"
    assert second.speaker == "Owen Pryce"
    assert second.spans[0].of(second.paragraph.text) == "the boat was red"


SPEAKERS = [
    # a participle or "who" says more about the subject
    ("A man accused of robbing Owen Pryce at his mill told police it was late.", ["man"]),
    ("A man accused of theft when a row got out of hand told police it was late.", ["man"]),
    ("A sailor who is on trial for robbing a friend said he was asleep.", ["sailor"]),
    ("A sailor who admits robbing a mill, claims he was asleep.", ["sailor", "sailor"]),
    ("“It is late,” a nurse hit by the cart said.", ["nurse"]),
    ("Residents living near the mill said it was late.", ["Residents"]),
    ("A nurse named in the report said it was late.", ["nurse"]),
    ("Ruth Adeyemi looked out. | “It was red,” the nursing assistant, 33, said.", ["Ruth Adeyemi"]),
    ("Speaking to reporters the nurse said it was late.", ["nurse"]),
    ("In a note to friends the nurse said it was late.", ["nurse"]),
    # offices of several words, and whose they are
    ("Chief Minister Velan came. | “It is late,” the chief minister said.", ["Velan"]),
    ("Attorney General Grace Obi came. | It was late, the attorney general said.", ["Grace Obi"]),
    ("Deputy Prime Minister Grace Obi said no. | The deputy prime minister said it was late.", ["Grace Obi"]),
    ("The Chief Minister, Grace Obi, soon replied that it was late.", ["Grace Obi"]),
    ("Mayor Grace Obi said it was late. The mayor's spokesman said it was early.", ["Grace Obi", "mayor's spokesman"]),
    (
        "The chief executive of Brightmoor, Sir Owen Pryce, said it was late. The chair, Ann Moss, said it was early. "
        "The chief executive said it was over.",
        ["Owen Pryce", "Ann Moss", "Owen Pryce"],
    ),
    ("Mayor Grace Obi said it was late. The attorney general said it was early.", ["Grace Obi", "attorney general"]),
    # a spokesperson may be a woman, a witness a man
    ("A spokesperson for Mr Pryce said it was late. | She said it was dark.", ["spokesperson for Mr Pryce"] * 2),
    ("A witness said it was late. He said it was dark.", ["witness", "witness"]),
    # initials without a blank, and a name that no list knows after them
    ("State president K.R. Velan said it was late. | Mr Velan said it was dark.", ["K. R. Velan", "K. R. Velan"]),
    ("U.S. Senator Ruth Adeyemi said it was late.", ["Ruth Adeyemi"]),
    # who tells of what somebody else said goes on
    (
        "Ruth Adeyemi said her landlady reported that the mill burns. | “We ran,” she said.",
        ["Ruth Adeyemi", "landlady", "Ruth Adeyemi"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_who_speaks(text: str, expected: list[str | None]) -> None:
    assert [s.speaker for s in statements(text)] == expected
