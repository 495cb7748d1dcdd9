"""Nothing that is fed to the reader makes it slow, and nothing makes it point outside of its paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.articles import Paragraph
from retrieval.statements import fingerprint, read_headline, read_text

MEGABYTE = 1_000_000
# No time is measured, the machines are too unlike: a reader that is not linear runs into the time-out of all tests.


@pytest.mark.parametrize("piece", ['"', "(", "a", "a,"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_megabyte_of_anything_is_read(piece: str, language: str) -> None:
    size = MEGABYTE if len(piece) == 1 else MEGABYTE // 4
    text = piece * (size // len(piece))

    assert read_text(text, language).entities == ()


def test_a_sentence_of_cues_costs_no_more_than_its_length() -> None:
    assert read_text("sagte, " * 15_000, "de").entities == ()


WORDS = st.sampled_from(
    "Anna Weber sagte erklärte , . : ; „ “ \" ' ( ) dass sei habe müsse laut nach Angaben der Polizei zufolge wie er sie und "
    "said that told according to “ ” – - so 3. ! ? forderte zu gehen hieß es in Berlin".split()
)


@settings(max_examples=150, deadline=None)
@given(words=st.lists(WORDS, max_size=40), language=st.sampled_from(["de", "en", "fr"]))
def test_every_span_lies_in_its_paragraph_and_speakers_are_entities(words: list[str], language: str) -> None:
    text = " ".join(words)
    reading = read_text(text, language)
    names = {e.name for e in reading.entities}

    for statement in reading.statements:
        spans = [*statement.spans, *(x for x in (statement.speaker_span, statement.cue_span) if x)]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert list(statement.spans) == sorted(statement.spans)
        assert statement.speaker is None or statement.speaker in names


HEADLINES = [
    ("Weber: Wir brauchen mehr Wohnungen", ("Weber", "Wir brauchen mehr Wohnungen", "indirect")),
    ("Weaver: ‘Enough is enough’", ("Weaver", "Enough is enough", "direct")),
    ("Kanzler Lang: „Das reicht“", ("Kanzler Lang", "Das reicht", "direct")),
    ("Kommentar: Das reicht nicht", None),
    ("Wie es weitergeht: fünf Fragen", None),
    ("Ein langer Tag geht zu Ende", None),
]


@pytest.mark.parametrize(("text", "expected"), HEADLINES)
def test_a_headline_says_who_said_what(text: str, expected: tuple[str, str, str] | None) -> None:
    statement = read_headline(Paragraph("a", 1, text))

    assert (statement and (statement.speaker, statement.spans[0].of(text), statement.kind)) == expected


def test_a_last_name_in_a_headline_resolves_in_its_article() -> None:
    entities = read_text("Ministerpräsident Hans Weber kam an.", "de").entities
    statement = read_headline(Paragraph("a", 1, "Weber: Wir brauchen mehr Wohnungen"), entities)

    assert statement is not None
    assert statement.speaker == "Hans Weber"


def test_the_fingerprint_is_short_and_stays() -> None:
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 16
