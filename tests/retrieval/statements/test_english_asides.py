"""English sentences with much between a speaker, the verb and what was said; "|" parts paragraphs."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph, Statement
from retrieval.statements import read, read_text


def statements(text: str) -> tuple[Statement, ...]:
    paragraphs = tuple(Paragraph("a", n, part.strip()) for n, part in enumerate(text.split("|"), 1))
    return read(Article("a", "", True, paragraphs, language="en")).statements


def said(text: str) -> list[tuple[str | None, str, str]]:
    return [(s.speaker, s.kind[0], s.spans[0].of(s.paragraph.text)) for s in statements(text)]


SAID = [
    # the quotation is over where the reporter goes on
    ("Grace Obi told the clerk 'it was dark in there' when he asked.", [("Grace Obi", "d", "it was dark in there")]),
    # a wrong opening mark, and two sorts of marks
    ("Grace Obi said: ”It is dark.”", [("Grace Obi", "d", "It is dark.")]),
    ('Grace Obi said: "It is dark.” Then she left.', [("Grace Obi", "d", "It is dark.")]),
    # what was denied ends before what else was done
    ("Grace Obi denied the charge and left the room.", [("Grace Obi", "r", "the charge")]),
    ("Grace Obi cried when she heard that the mill was sold.", []),
    # an object before a relative clause
    (
        "Grace Obi told the clerk about a friend who once sold the mill.",
        [("Grace Obi", "r", "a friend who once sold the mill")],
    ),
    # nouns that look like verbs
    ("The planning officer came at noon.", []),
    ("The council sent a “keep out” warning to anyone who has a boat.", []),
    # a question, whose it is, and where it ends
    (
        "Asked by Hugo Blake why it was dark, Grace Obi said she was asleep.",
        [("Hugo Blake", "i", "why it was dark"), ("Grace Obi", "i", "she was asleep")],
    ),
    (
        "When Grace Obi was asked by Hugo Blake whether it was dark, she said it was not.",
        [("Hugo Blake", "i", "whether it was dark"), ("Grace Obi", "i", "it was not")],
    ),
    (
        "Grace Obi said the mill was sold adding that it was dark.",
        [("Grace Obi", "i", "the mill was sold"), ("Grace Obi", "i", "that it was dark")],
    ),
    # a quotation that is called out before somebody acts, and one that goes on in the next paragraph
    ("Chanting, “We want the mill,” some parents left.", [("parents", "d", "We want the mill,")]),
    (
        "Grace said: ‘It’s dark in here. They’re late. | ‘It’s always dark.’",
        [("Grace", "d", "It’s dark in here. They’re late."), ("Grace", "d", "It’s always dark.")],
    ),
    # what is counted, and what is no speech
    ("New figures suggest it is late.", [("New figures", "i", "it is late")]),
    ("Grace Obi was too tired to talk about the mill.", []),
    ("A name mentioned in the note was wrong.", []),
    # before whom it was said
    ("“It is dark,” Grace Obi said, addressing reporters.", [("Grace Obi", "d", "It is dark,")]),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_was_said(text: str, expected: list[tuple[str | None, str, str]]) -> None:
    assert said(text) == expected


SPEAKERS = [
    ("Grace Obi, while speaking in Leeds on Sunday, said it was late.", ["Grace Obi"]),
    ("Grace Obi, who runs Mills, Farms and Wells in Ohio, said it was late.", ["Grace Obi"]),
    ("Grace Obi, 45, of Flint, Mich., who was there, said it was late.", ["Grace Obi"]),
    ("Grace Obi, MP, of Flint, said it was late.", ["Grace Obi"]),
    ("Local priest Fr Hugo Blake came. | Fr Blake said it was late.", ["Hugo Blake"]),
    ("Councillor Hugo Blake came. | Coun. Blake said it was late.", ["Hugo Blake"]),
    ("Kerry TD Hugo Blake came. | Mr Blake said it was late.", ["Hugo Blake"]),
    ("One woman who will only give us her first name says it is late.", ["woman"]),
    ("Hundreds of residents say it is late.", ["Hundreds of residents"]),
    ("Grace Obi, who was there, and Hugo Blake, a friend, said it was late.", ["Hugo Blake"]),
    ("Wheels in Motion’s chair, Grace Obi, said it was late.", ["Grace Obi"]),
    ("Former Mayor Hugo Blake came. Mayor Grace Obi said no. The former mayor said it was late.", ["Hugo Blake"]),
    ("Former Mayor Hugo Blake came. | Mayor Grace Obi left. | The mayor said it was late.", ["Grace Obi"]),
    ("Mayor Grace Obi came. Hugo Blake said it was dark. The former mayor said it was late.", ["Hugo Blake", "former mayor"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_who_speaks(text: str, expected: list[str | None]) -> None:
    assert [s.speaker for s in statements(text)] == expected


@pytest.mark.parametrize("text", ["Weaver told Mary of", "Weaver told Mary about.", "told Mary of"])
def test_a_sentence_that_breaks_off_is_read(text: str) -> None:
    assert read_text(text, "en").statements == ()
