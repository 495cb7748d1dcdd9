"""Said by, said to, said about: what must not be taken for each other, in both languages."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

GERMAN = [
    # said to, said about
    ("Anna Weber sagte Peter Lang, der Plan sei gut.", {"Anna Weber": ["der Plan sei gut"]}),
    ("Anna Weber sagte über Peter Lang: „Er ist ein guter Mann.“", {"Anna Weber": ["Er ist ein guter Mann."]}),
    ("Laut Anna Weber hat Peter Lang gelogen.", {"Anna Weber": ["hat Peter Lang gelogen"]}),
    # a quotation by someone else in somebody's paragraph
    (
        "Anna Weber sagte, der Plan sei gut. „Das ist Unsinn“, entgegnete Peter Lang.",
        {"Anna Weber": ["der Plan sei gut"], "Peter Lang": ["Das ist Unsinn"]},
    ),
    # a source in the sentence overrides the speaker of the one before
    (
        "Anna Weber sagte, der Plan sei gut. Er solle bald kommen, hieß es in Berlin.",
        {"Anna Weber": ["der Plan sei gut"], "Berlin": ["Er solle bald kommen"]},
    ),
    (
        "Anna Weber sagte, der Plan sei gut. Nach Angaben der Polizei sei das falsch.",
        {"Anna Weber": ["der Plan sei gut"], "Polizei": ["sei das falsch"]},
    ),
    # denying
    ("Anna Weber bestritt, dass der Plan schlecht sei.", {"Anna Weber": ["dass der Plan schlecht sei"]}),
    ("Anna Weber wies den Vorwurf zurück, sie habe gelogen.", {None: ["sie habe gelogen"]}),
    # quoted by somebody
    ("Die Zeitung zitierte Anna Weber mit den Worten: „Der Plan ist gut.“", {"Anna Weber": ["Der Plan ist gut."]}),
    ("Anna Weber wird mit den Worten zitiert: „Der Plan ist gut.“", {"Anna Weber": ["Der Plan ist gut."]}),
    # two speakers in one sentence
    (
        "Anna Weber sagte, der Plan sei gut, und Peter Lang erklärte, er sei schlecht.",
        {"Anna Weber": ["der Plan sei gut"], "Peter Lang": ["er sei schlecht"]},
    ),
    # the possessor of a role is not its holder
    ("Anna Webers Sprecher Peter Lang sagte, der Plan sei gut.", {"Peter Lang": ["der Plan sei gut"]}),
    ("Der Sprecher von Anna Weber sagte, der Plan sei gut.", {"Sprecher von Anna Weber": ["der Plan sei gut"]}),
    ("Habecks Sprecherin Anna Weber sagte: „Ja.“", {"Anna Weber": ["Ja."]}),
    ("Ruttes Vorgänger Jens Stoltenberg sagte: „Ja.“", {"Jens Stoltenberg": ["Ja."]}),
    ("Merkels Mann Joachim Sauer sagte: „Ja.“", {"Joachim Sauer": ["Ja."]}),
    (
        "Präsident Wolodymyr Selenskyj kam. Selenskyjs Frau, Olena Selenska, sagte: „Ja.“ "
        "Selenskyjs Berater Mychajlo Podoljak sagte: „Nein.“ Selenskyjs Sprecher sagte: „Gut.“",
        {"Olena Selenska": ["Ja."], "Mychajlo Podoljak": ["Nein."], "Selenskyjs Sprecher": ["Gut."]},
    ),
    # an organisation is no epithet of the person named before, and a group is not one person
    ("Anna Weber kam an. Der FC Bayern erklärte: „Nein.“", {"FC Bayern": ["Nein."]}),
    ("Peter Lang kam an. Der Pharmakonzern Bayer erklärte: „Nein.“", {"Pharmakonzern Bayer": ["Nein."]}),
    ("Beamter Peter Lang kam an. Der Bund Deutscher Beamter sagte: „Nein.“", {"Bund Deutscher Beamter": ["Nein."]}),
    ("Anna Weber kam an. Die Linke erklärte: „Nein.“", {"Linke": ["Nein."]}),
    ("Peter Lang kam an. Die Bundesländer erklärten: „Nein.“", {"Bundesländer": ["Nein."]}),
    ("Anna Weber kam an. Die Deutschen erklärten: „Nein.“", {"Deutschen": ["Nein."]}),
    # the object before the verb
    ("Den Minister Peter Lang forderte Anna Weber auf, zu gehen.", {"Anna Weber": ["zu gehen"]}),
]

ENGLISH = [
    ("Mary Weaver told Peter Long that the plan was good.", {"Mary Weaver": ["that the plan was good"]}),
    ("Mary Weaver said of Peter Long, “He is a good man.”", {"Mary Weaver": ["He is a good man."]}),
    ("According to Mary Weaver, Peter Long lied.", {"Mary Weaver": ["Peter Long lied"]}),
    (
        "Mary Weaver said the plan was good. “That is nonsense,” Peter Long replied.",
        {"Mary Weaver": ["the plan was good"], "Peter Long": ["That is nonsense,"]},
    ),
    ("Mary Weaver denied that the plan was bad.", {"Mary Weaver": ["that the plan was bad"]}),
    (
        "Mary Weaver said the plan was good, while Peter Long said it was bad.",
        {"Mary Weaver": ["the plan was good"], "Peter Long": ["it was bad"]},
    ),
    ("A spokesman for Mary Weaver said the plan was good.", {"spokesman for Mary Weaver": ["the plan was good"]}),
    # the possessor of a role is not its holder
    (
        "President Volodymyr Zelensky came. Zelensky’s wife, Olena Zelenska, said: “Children need peace.” Zelensky’s "
        "adviser Mykhailo Podolyak said: “Talks are far away.”",
        {"Olena Zelenska": ["Children need peace."], "Mykhailo Podolyak": ["Talks are far away."]},
    ),
    (
        "President Volodymyr Zelensky came. Zelensky’s spokesman said it was late.",
        {"Zelensky’s spokesman": ["it was late"]},
    ),
    ("“It is late,” said Mary Weaver’s husband, Peter Long.", {"Peter Long": ["It is late,"]}),
    ("Mary Weaver came. Weaver spokesman Peter Long said it was late.", {"Peter Long": ["it was late"]}),
    ("Mary Weaver came. The Weaver campaign said it was late.", {"Weaver campaign": ["it was late"]}),
    # a newspaper is no epithet of the person named before
    ("Peter Long came. The Independent said it was late.", {"Independent": ["it was late"]}),
    ("Peter Long came. The FC Barcelona said: “We buy nobody.”", {"FC Barcelona": ["We buy nobody."]}),
]


def by_speaker(text: str, language: str) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = {}
    for statement in read_text(text, language).statements:
        found.setdefault(statement.speaker, []).append(" … ".join(span.of(text) for span in statement.spans))
    return found


@pytest.mark.parametrize(("text", "expected"), GERMAN)
def test_german(text: str, expected: dict[str | None, list[str]]) -> None:
    assert by_speaker(text, "de") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: dict[str | None, list[str]]) -> None:
    assert by_speaker(text, "en") == expected
