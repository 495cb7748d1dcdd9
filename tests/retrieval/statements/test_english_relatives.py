"""Relatives and aides beside the person whose they are: "his daughter Ellen", "his wife, Joan,", "his spokesman, ..."."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

QUOTED = "“We are going home, all of us.”"

BESIDE = [
    ("en", f"Harlan said it was late. His daughter Ruth disagreed: {QUOTED}", "Ruth"),
    ("en", f"Harlan said it was late. His daughter Siobhan disagreed: {QUOTED}", "Siobhan"),
    ("en", f"Harlan said it was late. His wife, Nora, said: {QUOTED}", "Nora"),
    ("en", f"Harlan said it was late. His wife, Nora, was blunt: {QUOTED}", "Nora"),
    ("en", f"Harlan said it was late. His son Owen: {QUOTED}", "Owen"),
    ("en", f"Harlan said it was late. {QUOTED[:-2]},” said his wife, Nora.", "Nora"),
    ("en", f"Harlan said it was late. His lawyer, Joe Smith, disagreed: {QUOTED}", "Joe Smith"),
    ("en", f"Harlan said it was late. His lawyer Joe Smith disagreed: {QUOTED}", "Joe Smith"),
    ("en", f"Harlan said it was late. His daughter disagreed: {QUOTED}", "daughter"),
    ("en", f"Harlan said it was late. He was blunt: {QUOTED}", "Harlan"),
    # somebody named in full elsewhere
    ("en", "Ruth Harlan, 12, came with her father. His daughter Ruth said it was late.", "Ruth Harlan"),
    ("de", "Harlan sagte, es sei spät. Seine Tochter Ruth widersprach: „Wir gehen alle nach Hause.“", "Ruth"),
    ("de", "Harlan sagte, es sei spät. Seine Frau, Nora, sagte: „Wir gehen alle nach Hause.“", "Nora"),
]


@pytest.mark.parametrize(("language", "text", "speaker"), BESIDE)
def test_a_relative_or_an_aide_speaks_and_not_who_spoke_before(language: str, text: str, speaker: str) -> None:
    assert read_text(text, language).statements[-1].speaker == speaker


def test_a_relative_by_a_first_name_is_meant_by_the_pronoun_that_agrees() -> None:
    text = "Peter Harlan came. His daughter Ruth said it was late. He said it was early. She said it was cold."

    assert [s.speaker for s in read_text(text, "en").statements] == ["Ruth", "Peter Harlan", "Ruth"]


APPOSED = [
    ("en", "His spokesman, Ben Sayle, denied the report.", "Ben Sayle", ("spokesman",)),
    ("en", "Harlan’s longtime lawyer, Joe Smith, said it was late.", "Joe Smith", ("longtime lawyer",)),
    ("en", "His wife, Nora, said it was late.", "Nora", ("wife",)),
    ("de", "Sein Sprecher, Jan Weber, sagte, es sei spät.", "Jan Weber", ("Sprecher",)),
    ("de", "Seine Frau, Nora, sagte, es sei spät.", "Nora", ("Frau",)),
]


@pytest.mark.parametrize(("language", "text", "name", "roles"), APPOSED)
def test_a_name_after_somebodys_role_holds_it(language: str, text: str, name: str, roles: tuple[str, ...]) -> None:
    reading = read_text(text, language)

    assert reading.statements[-1].speaker == name
    assert next(e for e in reading.entities if e.name == name).roles == roles


def test_a_day_after_a_relative_is_nobody() -> None:
    assert read_text("Harlan left his wife, Monday, and said it was late.", "en").statements[-1].speaker == "Harlan"
    assert all(e.name != "Monday" for e in read_text("Harlan left his wife, Monday, said it was late.", "en").entities)
