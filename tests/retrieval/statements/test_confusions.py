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
