"""English sentences whose speaker is easily taken for somebody else; "|" parts paragraphs."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph
from retrieval.statements import Reading, read


def reading(text: str) -> Reading:
    paragraphs = tuple(Paragraph("a", n, part.strip()) for n, part in enumerate(text.split("|"), 1))
    return read(Article("a", "", True, paragraphs, language="en"))


def said(text: str) -> list[tuple[str | None, str, list[str]]]:
    found = reading(text).statements
    return [(s.speaker, s.kind[0], [span.of(s.paragraph.text) for span in s.spans]) for s in found]


SAID = [
    # a place before the first sentence does not speak
    (
        "Oakham (Norland): After the loss, head coach Hugo Blake said that it was late. | The head coach said: “We lost.”",
        [("Hugo Blake", "i", ["that it was late"]), ("Hugo Blake", "d", ["We lost."])],
    ),
    ("Oakham (Norland): The mill was sold, Hugo Blake said.", [("Hugo Blake", "i", ["The mill was sold"])]),
    ("Oslo (Norway): “We lost,” Hugo Blake said.", [("Hugo Blake", "d", ["We lost,"])]),
    ("Oslo: The mill was sold, Hugo Blake said.", [("Hugo Blake", "i", ["The mill was sold"])]),
    ("Blake (Labour): It is late, and I said so.", [("Blake (Labour)", "i", ["It is late, and I said so"])]),
    # a line that only says who speaks
    ("The mill was sold. | Cllr Hugo Blake commented | “It is late.”", [("Hugo Blake", "d", ["It is late."])]),
    (
        "Cllr Ines Frank said it was dark. | Cllr Hugo Blake replied. | “It is late.”",
        [("Ines Frank", "i", ["it was dark"]), ("Hugo Blake", "d", ["It is late."])],
    ),
    # whose office it is
    (
        "Isle of Tarn Coroner Grace Obi told the court that it was late. She said it was dark.",
        [("Grace Obi", "i", ["that it was late"]), ("Grace Obi", "i", ["it was dark"])],
    ),
    (
        "Grace Obi left. The mill was sold, the Minister for Mills has said.",
        [("Minister for Mills", "i", ["The mill was sold"])],
    ),
    ("However, Sgt Hugo Blake, said he would go.", [("Hugo Blake", "i", ["he would go"])]),
    (
        "Hugo Blake, known as the gaffer, said it was late. “Go home,” the gaffer added.",
        [("Hugo Blake", "i", ["it was late"]), ("Hugo Blake", "d", ["Go home,"])],
    ),
    # somebody who is named in passing
    (
        "The war, which according to UN chief Hugo Blake has cost 4,000 lives, went on. “We want peace,” the Norland top "
        "diplomat said.",
        [("Hugo Blake", "i", ["has cost 4,000 lives"]), ("Norland top diplomat", "d", ["We want peace,"])],
    ),
    (
        "Foreign Minister Ines Frank met UN chief Blake. Blake said it was late. “We want peace,” the top diplomat said.",
        [("Blake", "i", ["it was late"]), ("Ines Frank", "d", ["We want peace,"])],
    ),
    ("Mayor Hugo Blake left. The then mayor said it was late.", [("then mayor", "i", ["it was late"])]),
    ("A call was made to Grace Obi showing that it was late.", [(None, "i", ["that it was late"])]),
    ("“We lost,” a visibly angry Hugo Blake said.", [("Hugo Blake", "d", ["We lost,"])]),
    (
        "Grace Obi, the justice minister, met Mayor Hugo Blake. “It is late,” Blake said. The justice minister said it was dark.",
        [("Hugo Blake", "d", ["It is late,"]), ("Grace Obi", "i", ["it was dark"])],
    ),
    # one office, several words for it
    (
        "Coach Hugo Blake was angry. “We lost,” captain Karl Wood said. The boss added: “It is over.”",
        [("Karl Wood", "d", ["We lost,"]), ("Hugo Blake", "d", ["It is over."])],
    ),
    (
        "Oakham BMP President Grace Obi met former Chief Hugo Blake. “No,” Blake said. The Oakham BMP chief said it was late.",
        [("Hugo Blake", "d", ["No,"]), ("Grace Obi", "i", ["it was late"])],
    ),
    # a last name after a role, and a role with much after it
    (
        "“We lost,” said striker Blake. | Blake left the field. He said it was late.",
        [("Blake", "d", ["We lost,"]), ("Blake", "i", ["it was late"])],
    ),
    (
        "It was late, head coach of the Norland national football team Hugo Blake said.",
        [("Hugo Blake", "i", ["It was late"])],
    ),
    # a statement that its speaker interrupts after the subject, or that begins with an adjunct
    ("The war, said Mayor Hugo Blake, was lost.", [("Hugo Blake", "i", ["The war", "was lost"])]),
    (
        "Ms Obi said in two cases, the mill was closed. On Monday she said in court, nobody had called.",
        [("Obi", "i", ["in two cases, the mill was closed"]), ("Obi", "i", ["nobody had called"])],
    ),
    (
        "The way must change, advocates for river mammals said.",
        [(None, "i", ["The way must change"])],
    ),
    ("The scientists found the old mills were dry.", [("scientists", "i", ["the old mills were dry"])]),
    ("Police found a man who was late.", []),
    (
        "Hugo Blake said: “It is late.” And added: “Can we go?”",
        [("Hugo Blake", "d", ["It is late."]), ("Hugo Blake", "d", ["Can we go?"])],
    ),
    # a quotation that is only the end of what was said
    (
        "Karl Wood left. | Mr Blake told the jury the cart “broke through the wall”. He said it was late.",
        [("Blake", "i", ["the cart “broke through the wall”"]), ("Blake", "i", ["it was late"])],
    ),
    ("Mr Blake told the court he “did not want it”.", [("Blake", "i", ["he “did not want it”"])]),
    # a first name after a title
    (
        "The firm is run by Sir Karl Wood. “It is late,” Sir Karl said.",
        [("Karl Wood", "d", ["It is late,"])],
    ),
    # two marks that close a quotation of one
    ("Grace Obi stood up. \"It is late,'' she told the mayor.", [("Grace Obi", "d", ["It is late,"])]),
    # nouns that look like verbs, and to whom it was said
    ("The defending champions said they would return.", [("defending champions", "i", ["they would return"])]),
    ("Grace Obi beat the defending champions that had won twice.", []),
    ("Grace Obi told all the members that it was late.", [("Grace Obi", "i", ["that it was late"])]),
]


@pytest.mark.parametrize(("text", "statements"), SAID)
def test_whoever_speaks_is_meant(text: str, statements: list[tuple[str | None, str, list[str]]]) -> None:
    assert said(text) == statements


@pytest.mark.parametrize("name", ["Ministry of Justice", "Department of Commerce", "Ministry of State"])
def test_a_body_that_has_an_office_in_its_name_is_a_body(name: str) -> None:
    found = reading(f"A spokesman said it was late. “It is dark,” the {name} said.")
    assert found.statements[-1].speaker == name
    assert {e.sort for e in found.entities if e.name == name} == {"organisation"}
