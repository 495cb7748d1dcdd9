"""Who speaks in English: across asides, in the main clause, by title, by role; and who does not."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph
from retrieval.statements import Reading, read, read_text


def article(*paragraphs: str) -> Reading:
    numbered = tuple(Paragraph("a", n, text) for n, text in enumerate(paragraphs, 1))
    return read(Article("a", "", True, numbered, language="en"))


SUBJECTS = [
    ("Peter Lang, 54, of Dayton, Ohio, said it was late.", "Peter Lang"),
    ("Peter Lang, dressed in a red coat that his late father had worn, said it was late.", "Peter Lang"),
    ("Drivers for the ferry line, which is run from Ohio, say it is late.", "Drivers for the ferry line"),
    ("James A. Baker said it was late.", "James A. Baker"),
    # a name that looks like a small word
    ("Nora May said it was late.", "Nora May"),
    ("Peter Long said it was late.", "Peter Long"),
    ("An outside lawyer said it was late.", "outside lawyer"),
    # the subject of the main clause, not of the last verb
    ("On Monday, Weaver tried to turn the tables, accusing Lang of fraud.", "Weaver"),
    ("Weaver admitted the law in her book was wrong, but said it was old.", "Weaver"),
    ("Weaver spent an hour on the phone with the man who runs the party, saying it was late.", "Weaver"),
    ("Economists polled by the Herald say it is late.", "Economists polled by the Herald"),
    ("The opposition accused Lang of fraud.", "opposition"),
    ("Critics say it is late.", "Critics"),
    ("Her Hungarian counterpart, Peter Lang, rejected the plan.", "Peter Lang"),
    # an organisation has its whole name
    ("The Bank of England said it was late.", "Bank of England"),
    ("According to the Institute for the Study of Tides, it was late.", "Institute for the Study of Tides"),
    ("Sen. Mary Weaver of Ohio said it was late.", "Mary Weaver"),
    # several, and nobody by name
    ("A majority of voters say it is late.", None),
    ("Some accused Lang of fraud.", None),
    # a genitive is no part of the name
    ("Masters’ claim that it was late drew laughs.", "Masters"),
]

RESOLVED = [
    # a title tells two of one name apart
    (["Mary Weaver and Bill Weaver came to Iowa.", "Mr. Weaver said it was late."], "Bill Weaver"),
    (["Mary Weaver and Bill Weaver came to Iowa.", "Mrs. Weaver said it was late."], "Mary Weaver"),
    (["Mary Weaver came to Iowa.", "Mr. Weaver said it was late."], "Weaver"),
    # a title stands for its role
    (["Sen. Mary Weaver met Gov. Peter Lang.", "The senator said it was late."], "Mary Weaver"),
    (["Sen. Mary Weaver met Gov. Peter Lang.", "The governor said it was late."], "Peter Lang"),
    # where somebody comes from
    (["Joost Visser came to Iowa.", "The Dutchman, who was late, said it was early."], "Joost Visser"),
    # a role written small
    (["Mary Weaver, the mayor's spokeswoman, met Ann Lang.", "The spokeswoman said it was late."], "Mary Weaver"),
    (["Campaign adviser Mary Weaver met Ann Lang.", "The adviser said it was late."], "Mary Weaver"),
    # who holds one office is not meant by another
    (["Secretary Mary Weaver came.", "The president said it was late."], "president"),
    # a paragraph that announces the words of the next one
    (["Mary Weaver met Peter Lang in Ohio. Lang continued:", "“We have to go home now, all of us.”"], "Peter Lang"),
    (["Peter Lang came. Stated Mary Weaver:", "“We have to go home now, all of us.”"], "Mary Weaver"),
    # a pronoun finds its person over paragraphs that name nobody
    (["Mary Weaver came to Iowa.", "It rained.", "It snowed.", "She said it was late."], "Mary Weaver"),
]


@pytest.mark.parametrize(("text", "speaker"), SUBJECTS)
def test_the_subject_speaks(text: str, speaker: str | None) -> None:
    assert read_text(text, "en").statements[-1].speaker == speaker


@pytest.mark.parametrize(("paragraphs", "speaker"), RESOLVED)
def test_titles_and_roles_find_their_person(paragraphs: list[str], speaker: str) -> None:
    assert article(*paragraphs).statements[-1].speaker == speaker


ROLES = [
    ("Reporters met campaign spokesman Peter Lang.", "Peter Lang", ("campaign spokesman",)),
    ("Reporters met the adviser Mary Weaver.", "Mary Weaver", ("adviser",)),
    ("Mary Weaver, a former senator from Ohio, came.", "Mary Weaver", ("former senator",)),
    ("Mary Weaver, the mayor's spokeswoman, came.", "Mary Weaver", ("mayor's spokeswoman",)),
    ("Mary Weaver, who met the mayor, came.", "Mary Weaver", ()),
    ("Mary Weaver’s spokesman came.", "Mary Weaver", ()),
]


@pytest.mark.parametrize(("text", "name", "roles"), ROLES)
def test_a_role_written_small_belongs_to_the_name_beside_it(text: str, name: str, roles: tuple[str, ...]) -> None:
    assert next(e for e in read_text(text, "en").entities if e.name == name).roles == roles


CONFUSIONS = [
    # said to, said about
    ("Weaver told Lang that it was late.", {"Weaver": ["that it was late"]}),
    ("Weaver accused Lang of fraud.", {"Weaver": ["Lang of fraud"]}),
    ("Weaver was praised by Lang.", {}),
    # quoted by somebody
    ("According to the Herald, Weaver left.", {"Herald": ["Weaver left"]}),
    # two speakers in one sentence
    (
        "Weaver praised the plan, but Lang called it a mistake.",
        {"Weaver": ["the plan"], "Lang": ["it a mistake"]},
    ),
    (
        "While Weaver said it was late, Lang said it was early.",
        {"Weaver": ["it was late"], "Lang": ["it was early"]},
    ),
    ("Weaver denied that it was late.", {"Weaver": ["that it was late"]}),
]


@pytest.mark.parametrize(("text", "expected"), CONFUSIONS)
def test_said_by_is_not_said_to_or_about(text: str, expected: dict[str | None, list[str]]) -> None:
    found: dict[str | None, list[str]] = {}
    for statement in read_text(text, "en").statements:
        found.setdefault(statement.speaker, []).append(" … ".join(span.of(text) for span in statement.spans))
    assert found == expected
