"""Offices of one word in English that are not the same: first and prime ministers, whose spokesman; unnamed speakers who go on."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph, Statement
from retrieval.statements import read


def statements(text: str) -> tuple[Statement, ...]:
    """The statements of paragraphs that "|" parts."""
    paragraphs = tuple(Paragraph("a", n, part.strip()) for n, part in enumerate(text.split("|"), 1))
    return read(Article("a", "", True, paragraphs, language="en")).statements


SPEAKERS = [
    # ranks of an office
    ("First Minister Grace Obi came. Hugo Blake left. The first minister said it was late.", ["Grace Obi"]),
    ("Farm minister Grace Obi came. | The First Minister said it was late.", ["First Minister"]),
    ("Farm minister Grace Obi came. | The minister said it was late.", ["Grace Obi"]),
    ("Vice President Grace Obi came. President Hugo Blake left. The president said it was late.", ["Hugo Blake"]),
    ("Vice President Grace Obi came. President Hugo Blake left. The vice president said it was late.", ["Grace Obi"]),
    ("First Ann Moss said it was late.", ["Ann Moss"]),
    # whose spokesman it is
    (
        "Hugo Blake, the farmers’ spokesman, came. | The mayor’s spokesman said it was late.",
        ["mayor’s spokesman"],
    ),
    ("Hugo Blake, the farmers’ spokesman, came. | The spokesman said it was late.", ["Hugo Blake"]),
    # a role before a name and a comma is known from then on
    ("A tired Presiding Officer, Grace Obi, lamented it. | The Presiding Officer said it was late.", ["Grace Obi"] * 2),
    # unnamed speakers go on under their role alone
    ("A spokesman for the mill said it was late. The spokesman added it was dark.", ["spokesman for the mill"] * 2),
    ("Hodges joked that it was late. He said it was dark.", ["Hodges", "Hodges"]),
    # a first word in capitals
    ("RUTH Adeyemi came. | Adeyemi said it was late.", ["Ruth Adeyemi"]),
    ("RUTH ADEYEMI came. | Adeyemi said it was late.", ["Ruth Adeyemi"]),
    # who raises what somebody else said goes on, and who says it while somebody listens
    ("Hugo Blake raised the fact Owen Pryce told them it was late. | “It was,” he said.", ["Owen Pryce", "Hugo Blake"]),
    ("Hugo Blake listened as Owen Pryce said it was late. | “It was,” he said.", ["Owen Pryce", "Owen Pryce"]),
    # between a speaker and the verb
    ("Mayor Grace Obi -- who has been away for most of a long and cold year -- said it was late.", ["Grace Obi"]),
    ("Even voters who favor a tax agree that it is late.", ["voters"]),
    ("Farm Secretary Grace Obi, told reporters that it was late.", ["Grace Obi"]),
    ("But Grace Obi, legal director with the Union of Mills, said it was late.", ["Grace Obi"]),
    ("Farm minister Grace Obi, who is expected today, says Rome and Oslo “want a mill”.", ["Grace Obi"]),
    ("A deal was near, the country's Foreign Ministry said on Monday.", ["country's Foreign Ministry"]),
    # who does something else than say a quotation
    ("“We sang until the mill woke up!” Grace Obi began. “It was late.”", ["Grace Obi", "Grace Obi"]),
    ("“It was far too late,” laughed the captain.", ["captain"]),
    ("“I am ready to talk,” Grace Obi was quoted as saying.", ["Grace Obi"]),
]


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_who_speaks(text: str, expected: list[str | None]) -> None:
    assert [s.speaker for s in statements(text)] == expected


SAID = [
    ("The mayor said about 15 mills were lost.", ["about 15 mills were lost"]),
    ("It is too early to tell how late it is.", []),
    ("The storm roared through the valley as a giant.", []),
    (
        "The mayor told the clerk to go home – adding she would follow.",
        ["to go home", "she would follow"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_was_said(text: str, expected: list[str]) -> None:
    assert [s.spans[0].of(s.paragraph.text) for s in statements(text)] == expected
