"""English news as papers and agencies write it: descriptions, relatives, trades, datelines; "|" parts paragraphs."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph, Statement
from retrieval.statements import read


def statements(text: str) -> tuple[Statement, ...]:
    paragraphs = tuple(Paragraph("a", n, part.strip()) for n, part in enumerate(text.split("|"), 1))
    return read(Article("a", "", True, paragraphs, language="en")).statements


SPEAKERS = [
    # an office, a place on the team, a trade
    ("Owen Pryce runs for Labour. | “It can be done here,” the MP said.", ["Owen Pryce"]),
    ("Winger Owen Pryce sat down. | “We never woke up,” said the winger.", ["Owen Pryce"]),
    ("Marine biologist Ruth Adeyemi said it was a whale. The biologist said it was old.", ["Ruth Adeyemi"] * 2),
    ("Ruth Adeyemi said it was a whale. A biologist said it was old.", ["Ruth Adeyemi", "biologist"]),
    ("Bowler Owen Pryce sat down. | “It was luck,” the left-hander said.", ["Owen Pryce"]),
    ("Grace Obi said it was dark. “I ran,” said the 31-year-old weaver.", ["Grace Obi", "Grace Obi"]),
    ("Grace Obi said it was dark. “I ran,” said a 31-year-old weaver.", ["Grace Obi", "31-year-old weaver"]),
    ("A neighbour said it was late.", ["neighbour"]),
    ("Referee Willem de Groot ruled that the ball was out.", ["Willem de Groot"]),
    # whose name stands between commas after a description, a title before it
    ("Her Labour shadow, Owen Pryce, said it was late.", ["Owen Pryce"]),
    ("“It is late,” said its medical director, Dr Ruth Adeyemi.", ["Ruth Adeyemi"]),
    ("“It is late,” said the union, which speaks for Owen Pryce.", ["union"]),
    # others than who is named before the comma
    ("Writing in the journal Coastal Weather, the researchers say it is late.", ["researchers"]),
    # relatives
    ("Grace Obi and her brother Femi came. | Her brother said it was late.", ["Femi"]),
    ("Grace Obi came alone. | Her brother said it was late.", ["brother"]),
    ("Ann Moss met Hugo Blake. | Grace Obi and her husband Femi sat down. | “It is late,” she said.", ["Grace Obi"]),
    ("Ann Moss met Hugo Blake. | Grace Obi and her sister Ruth sat down. | “It is late,” she said.", [None]),
    ("Grace Obi and her husband Femi said it was late.", ["Grace Obi", "Femi"]),
    # an unnamed woman with an office goes on
    (
        "Hugo Blake came. | A spokeswoman for the Rail Group said it was late. She said it was dark.",
        ["spokeswoman for the Rail Group"] * 2,
    ),
    # peoples and ages
    ("Ivan Sokol sat down. | “They are like apples,” the Bulgarian said.", ["Ivan Sokol"]),
    ("Klara Benes sat down. | The teenager said it was late.", ["Klara Benes"]),
    # an aside with a description in it, letters after a name
    ("Her coach, the former number nine Petr Hala, said it was late.", ["Petr Hala"]),
    ("His barrister, Owen Pryce KC, said it was late.", ["Owen Pryce"]),
    ("In court, prosecutor Nadia Rahman KC said it was late.", ["Nadia Rahman"]),
    ("Joan Pryce MP said it was late.", ["Joan Pryce"]),
    ("Her coach, the friend of Petr Hala, said it was late.", ["coach"]),
    # who no list knows
    ("A ship sank, and flight controllers said it was late.", ["flight controllers"]),
    ("The harbour letters said it was late.", [None]),
    ("His family said it was late.", ["family"]),
    ("Volunteers at the old mill said it was late.", ["Volunteers"]),
    ("Keepers at the mill have since denied it.", ["Keepers"]),
    # several with titles
    ("Dr Grace Obi and Dr Hugo Blake, who run the ward, said it was late.", ["Grace Obi", "Hugo Blake"]),
    # a clause about the speaker without commas
    ("Two envoys who spoke on condition of anonymity said it was late.", ["envoys"]),
    ("A neighbour who asked to remain unnamed said it was late.", ["neighbour"]),
    ("The plan met protests, including from shopkeepers that warn it is late.", ["shopkeepers"]),
    ("Sources close to the mayor said it was late.", ["Sources close to the mayor"]),
    # "they" is a source, too; "it" is a body with a plural name
    ("A ministry source said it was late. They said it was dark.", ["ministry source"] * 2),
    ("Northern Power Networks said it was late. It said it was dark.", ["Northern Power Networks"] * 2),
    # a name that looks like a small word or a title
    ("Then the shadow minister Will Hobbs said it was late.", ["Will Hobbs"]),
    ("The opposition leader, Dean Hobbs, said it was late.", ["Dean Hobbs"]),
    ("Dean Hobbs said it was late.", ["Dean Hobbs"]),
    # "the company", "the council" are the only one that spoke, or that is named so
    ("Halberd Foods said it was late. | The company said it was dark.", ["Halberd Foods"] * 2),
    ("Halberd Foods said it was late. | The council said it was dark.", ["Halberd Foods", "council"]),
    (
        "Halberd Foods said it was late. Nordfrost Foods said it was dark. | The company said it was cold.",
        ["Halberd Foods", "Nordfrost Foods", "company"],
    ),
    ("Hobbs said it was late. | The company said it was dark.", ["Hobbs", "company"]),
    ("Reuters reported that it was late. | The company said it was dark.", ["Reuters", "company"]),
    ("A plan by Wells City Council failed. | The council said it was dark.", ["Wells City Council"]),
    ("A plan by Wells City Council failed. | A council said it was dark.", ["council"]),
    ("Wells City Council met Bath City Council. | The council said it was dark.", ["council"]),
    ("The council said it was dark. | A plan by Wells City Council failed.", ["council"]),
    # organisations
    ("The Confederation of Welsh Shopkeepers said it was late.", ["Confederation of Welsh Shopkeepers"]),
    ("The port is silting up, according to a Harbour Trust report published last year.", ["Harbour Trust report"]),
    ("The Bank of Arden left rates unchanged but said it was late.", ["Bank of Arden"]),
]


@pytest.mark.parametrize(("text", "speakers"), SPEAKERS)
def test_who_speaks_in_the_news(text: str, speakers: list[str | None]) -> None:
    assert [one.speaker for one in statements(text)] == speakers


WORDS = [
    ("At least nine people died, officials said Monday, as it rained on.", ["At least nine people died"]),
    ("More than 40 sheep were lost, farmers said.", ["More than 40 sheep were lost"]),
    ("At the harbour, officials said it was late.", ["it was late"]),
    ("The ferry sank as rescuers continued to search.", []),
    ("Ruth Adeyemi told Hugo Blake to wait outside.", ["to wait outside"]),
    ("Ruth Adeyemi told the truth to the judge.", []),
    ("Hugo Blake was told to wait outside.", []),
    ("Ruth Adeyemi accepts that the sample was small.", ["that the sample was small"]),
    # what was not done is no speech
    ("Ruth Adeyemi did not accuse Hugo Blake of fraud.", []),
    ("Ruth Adeyemi has never threatened to resign.", []),
    ("Ruth Adeyemi could not promise that it would rain.", ["that it would rain"]),
    ("Ruth Adeyemi did not deny that it was late.", ["that it was late"]),
    ("Ruth Adeyemi has not only promised to pay.", ["to pay"]),
    ("Hugo Blake refused to be drawn on whether it would rain.", []),
    # a name in -ing is no gerund
    ("Boeing will build a new plant, officials said on Monday.", ["Boeing will build a new plant"]),
    ("Boeing said it was late.", ["it was late"]),
    ("Leaving the plant, officials said it was late.", ["it was late"]),
    ("BEIJING: The pier will close, officials said on Monday.", ["The pier will close"]),
    # a town in capitals is no speaker, a name is one
    ("SYDNEY: The fire has reached two towns.", []),
    ("ADEYEMI: The fire has reached two towns.", ["The fire has reached two towns"]),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_what_is_said_in_the_news(text: str, words: list[str]) -> None:
    found = [" … ".join(span.of(text) for span in one.spans) for one in statements(text)]
    assert found == words


DIRECT = [
    ("Ruth Adeyemi said that “we will see what it brings.”", [("direct", "we will see what it brings.")]),
    ("Ruth Adeyemi said that, “We will see what it brings.”", [("direct", "We will see what it brings.")]),
    ("Ruth Adeyemi said that “we will see” what it brings.", [("indirect", "that “we will see” what it brings")]),
    ('"...and then it was late," Ruth Adeyemi said.', [("direct", "...and then it was late,")]),
    ('".@harbour is closed again," Ruth Adeyemi tweeted.', [("direct", ".@harbour is closed again,")]),
]


@pytest.mark.parametrize(("text", "expected"), DIRECT)
def test_words_in_quotation_marks(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(one.kind, " … ".join(span.of(text) for span in one.spans)) for one in statements(text)]
    assert found == expected
