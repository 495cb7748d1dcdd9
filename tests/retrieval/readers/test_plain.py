from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import Unreadable
from retrieval.readers import read_plain
from retrieval.readers.layout import layout

ARTICLE = (
    "Brüssel taz | In der Nato hat eine Debatte über Friedensgespräche begonnen. Rutte warnte.\r\n\r\n"
    "„Es muss ein guter Deal sein“, sagte er.\r\n\r\n"
    "Sicherheitsabkommen möglich\r\n\r\n"
    "Die Alliierten seien sich einig, sagte Rutte.\r\n\r\n"
    "Das stimmt.\r\n"
)
BLOCKS = st.lists(
    st.sampled_from(
        [
            "Ein Titel",
            "Von Eric Bonse",
            "3. Dezember 2024",
            "Brüssel taz | Ein Satz.",
            "„Ja“, sagte er.",
            "***",
            "- Punkt",
            "So\u00adft\u200b.",
            "a\u00a0b\fc.",
            "Zeile\nund noch eine.",
            "Zeile\r\nZwei",
            "Wort " * 40,
            "klein",
            "Ende.",
        ]
    )
    | st.text(max_size=40)
)
GAPS = st.sampled_from(["\n\n", "\r\n\r\n", "\n", "\r", "\n \t\n", "\n\n\n"])


def test_an_article() -> None:
    article = read_plain(ARTICLE, id="x", source="x.txt")
    assert (article.id, article.source, article.language) == ("x", "x.txt", "de")
    assert (article.place, article.publisher, article.url, article.published) == ("Brüssel", "taz", None, None)
    assert [(p.number, p.heading) for p in article.paragraphs] == [
        (1, None),
        (2, None),
        (3, "Sicherheitsabkommen möglich"),
        (4, "Sicherheitsabkommen möglich"),
    ]
    assert article.paragraphs[0].text.startswith("Brüssel taz | In der Nato")
    assert {p.article for p in article.paragraphs} == {"x"}


def test_a_missing_title_is_made_of_the_first_sentence_without_its_dateline() -> None:
    article = read_plain(ARTICLE, id="x")
    assert article.title == "In der Nato hat eine Debatte über Friedensgespräche begonnen."
    assert article.title_made


def test_a_made_title_is_shortened_between_words() -> None:
    text = f"BERLIN (dpa) – {'Donaudampfschifffahrt, ' * 8}sagte Rutte."
    title = read_plain(text, id="x").title
    assert title == "Donaudampfschifffahrt, Donaudampfschifffahrt, Donaudampfschifffahrt…"
    assert read_plain("x" * 300 + ".", id="x").title == "x" * 79 + "…"


def test_a_dateline_alone_still_has_a_title() -> None:
    assert read_plain("BERLIN (dpa)\n\nMehr in Kürze.", id="x").title == "BERLIN (dpa)"


def test_title_and_date_of_the_head() -> None:
    article = read_plain("Debatte in der\nNato\n\nBy Jane Doe\n\nDec. 3, 2024\n\n(Reuters) - He said no.", id="x")
    assert (article.title, article.title_made, article.published) == ("Debatte in der Nato", False, "2024-12-03")
    assert (article.publisher, len(article.paragraphs)) == ("Reuters", 1)


def test_the_dateline_after_a_headline_that_ends_like_a_sentence() -> None:
    article = read_plain("Rutte Warns of Delay.\n\nBRUSSELS (AP) — NATO’s chief warned on Tuesday.", id="x")
    assert (article.place, article.publisher, article.title) == ("Brussels", "AP", "Rutte Warns of Delay.")


def test_title_and_language_given() -> None:
    article = read_plain("Nein.", id="x", title="Titel", language="en")
    assert (article.title, article.title_made, article.language) == ("Titel", False, "en")


@pytest.mark.parametrize("text", ["", "\n \n", "***", "\u200b\n\n…"])
def test_no_text(text: str) -> None:
    with pytest.raises(Unreadable):
        read_plain(text, id="x")


@given(BLOCKS, GAPS)
def test_every_paragraph_is_the_slice_at_its_offset(blocks: list[str], gap: str) -> None:
    text = gap.join(blocks)
    if not any(map(str.isalnum, text)):
        return
    article = read_plain(text, id="x")
    end = 0
    for number, paragraph in enumerate(article.paragraphs, 1):
        assert paragraph.number == number
        assert paragraph.text == text[paragraph.offset : paragraph.offset + len(paragraph.text)]
        assert paragraph.offset >= end
        assert paragraph.text == paragraph.text.strip() != ""
        end = paragraph.offset + len(paragraph.text)
    assert article.title.strip()


@given(BLOCKS, GAPS, st.none() | st.just("Ein Titel"))
def test_no_character_is_lost(blocks: list[str], gap: str, title: str | None) -> None:
    text = gap.join(blocks)
    found = layout(text, title)
    kept = "".join(block.span.of(text) for block in found)
    invisible = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"}
    letters = [character for character in text if not character.isspace() and character not in invisible]
    assert [character for character in kept if not character.isspace() and character not in invisible] == letters
    assert all(not any(map(str.isalnum, block.span.of(text))) for block in found if block.kind == "ornament"), (
        "only what has no letter may be left out"
    )
    if any(map(str.isalnum, text)):
        assert any(block.kind == "paragraph" for block in found)


@pytest.mark.parametrize(
    "text", ["\n" * 300_000 + "a", "a\n" * 150_000, "a b " * 100_000, "A-" * 100_000, "(" * 100_000 + "a"]
)
def test_time_grows_with_length_only(text: str) -> None:
    read_plain(text, id="x")
