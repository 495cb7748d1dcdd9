from __future__ import annotations

import pytest

from retrieval.readers.layout import BlockKind, layout

FIRST = "Die Ukraine müsse aus einer „Position der Stärke“ verhandeln, sagte Rutte."
SECOND = "Gegen einen schnellen Beitritt haben sich die USA ausgesprochen."
LONG = "Die deutsche Außenministerin sagte, bei den Gesprächen stehe auch eine Mitgliedschaft im Raum. " * 2


def kinds(text: str, title: str | None = None) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.span.of(text)) for block in layout(text, title)]


@pytest.mark.parametrize(
    "empty", ["\n\n", "\r\n\r\n", "\r\r", "\n \t \n", "\n\u00a0\n", "\n\f\n", "\n\u200b\n", "\n\n\n\n"]
)
def test_paragraphs_stand_between_empty_lines(empty: str) -> None:
    assert kinds(f"{FIRST}{empty}{SECOND}") == [("paragraph", FIRST), ("paragraph", SECOND)]


def test_line_ends_within_a_paragraph_stay() -> None:
    wrapped = "Die Ukraine müsse aus einer\r\nPosition der Stärke verhandeln."
    assert kinds(f"\r\n{wrapped}\r\n\r\n{SECOND}\r\n") == [("paragraph", wrapped), ("paragraph", SECOND)]


@pytest.mark.parametrize(
    "crosshead",
    [
        "Bilaterale Sicherheitsabkommen möglich",
        "Debatte um „Brücke“ für Kiew",
        "„Brücke“ für Kiew",
        "2024 im Rückblick",
        "Reactions from Berlin",
        "… und Rutte",
        "Was nun, Herr Rutte, geschieht",
        "FDP/Die Grünen",
    ],
)
def test_crossheads(crosshead: str) -> None:
    assert kinds(f"{FIRST}\n\n{crosshead}\n\n{SECOND}") == [
        ("paragraph", FIRST),
        ("crosshead", crosshead),
        ("paragraph", SECOND),
    ]


@pytest.mark.parametrize(
    "block",
    [
        "Das ist kein Titel.",
        "Wirklich?",
        "Die Teilnehmer:",
        "– der Beitritt zur Nato",
        "• Waffen",
        "1. Waffen für Kiew",
        "„Putin verweigert den Weg zum Frieden“",
        "Rutte: „Es muss ein guter Deal sein“",
        "und danach geschah nichts",
        "„Sie kommt nicht“, sagte Rutte",
        "BERLIN (dpa)",
        "https://example.org/artikel",
        "(dpa, taz)",
        "Ein Block ohne Punkt am Ende, der aber so lang ist, dass ihn niemand für eine Überschrift hält",
    ],
)
def test_what_is_no_crosshead_is_a_paragraph(block: str) -> None:
    assert kinds(f"{FIRST}\n\n{block}\n\n{SECOND}")[1] == ("paragraph", block)


def test_nothing_follows_a_crosshead_no_crosshead() -> None:
    assert kinds(f"{FIRST}\n\nMit Material von dpa") == [("paragraph", FIRST), ("paragraph", "Mit Material von dpa")]


def test_a_sentence_that_goes_on_is_no_crosshead() -> None:
    assert [kind for kind, _ in kinds(f"{FIRST}\n\nDer Sprecher\n\nsagte nichts dazu.")] == ["paragraph"] * 3
    assert [kind for kind, _ in kinds(f"Er sagte nichts, weil er,\n\nDer Rat\n\n{SECOND}")] == ["paragraph"] * 3


def test_a_crosshead_after_a_quotation_without_a_full_stop() -> None:
    assert kinds(f"Er sagte: „Es muss ein guter Deal sein“\n\nIm Raum\n\n{SECOND}")[1] == ("crosshead", "Im Raum")


def test_a_list_is_no_crosshead() -> None:
    text = f"{FIRST}\n\nBerlin\n\nParis\n\nRom\n\n{SECOND}"
    assert [kind for kind, _ in kinds(text)] == ["paragraph"] * 5


def test_title_byline_and_date_stand_before_the_text() -> None:
    text = f"Rutte: „Position der Stärke“\n\nVon Eric Bonse aus Brüssel\n\n3. Dezember 2024\n\n{FIRST}\n\n{SECOND}"
    assert [kind for kind, _ in kinds(text)] == ["title", "byline", "date", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "byline",
    ["Von Eric Bonse", "VON ERIC BONSE", "By Andrew Gray and Lili Bayer", "Text: Eric Bonse", "Von E. Bonse, Brüssel"],
)
def test_bylines(byline: str) -> None:
    assert kinds(f"Debatte in der Nato\n\n{byline}\n\n{FIRST}")[1] == ("byline", byline)


def test_a_title_like_a_byline_is_a_title() -> None:
    assert kinds(f"Von Menschen und Mäusen\n\nVon Eric Bonse\n\n{FIRST}")[:2] == [
        ("title", "Von Menschen und Mäusen"),
        ("byline", "Von Eric Bonse"),
    ]


@pytest.mark.parametrize("first", ["Hallo", "BERLIN (dpa)", "Ende eines Satzes.", "- ein Punkt", "x" * 151])
def test_what_is_no_title(first: str) -> None:
    text = f"{first}\n\nWelt" if first == "Hallo" else f"{first}\n\n{FIRST}"
    assert [kind for kind, _ in kinds(text)] == ["paragraph"] * 2


def test_with_a_title_given_only_its_repetition_is_one() -> None:
    assert kinds(f"Debatte\nin der Nato\n\n{FIRST}", "Debatte in der Nato")[0][0] == "title"
    assert kinds(f"Debatte\n\n{FIRST}", "Etwas anderes") == [("crosshead", "Debatte"), ("paragraph", FIRST)]


def test_without_empty_lines_each_line_is_a_paragraph() -> None:
    assert kinds(f"Debatte in der Nato\n{LONG}\nIm Raum\n{FIRST}\n") == [
        ("title", "Debatte in der Nato"),
        ("paragraph", LONG.strip()),
        ("crosshead", "Im Raum"),
        ("paragraph", FIRST),
    ]


def test_without_empty_lines_wrapped_lines_are_one_paragraph() -> None:
    text = "Die Ukraine müsse aus einer\nPosition der Stärke verhandeln,\nsagte Rutte. Deutschland müsse\nmehr tun."
    assert kinds(text) == [("paragraph", text)]


def test_a_title_or_crosshead_right_above_its_paragraph() -> None:
    text = f"Rutte: „Deal“\n{LONG}\n\nIm Raum\n{LONG}"
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "crosshead", "paragraph"]


def test_ornaments_are_neither_paragraphs_nor_in_the_way() -> None:
    text = f"***\n\nTitel\n\n***\n\n{FIRST}\n\nIm Raum\n\n* * *\n\n{SECOND}\n\n___."
    assert [kind for kind, _ in kinds(text)] == [
        "ornament",
        "title",
        "ornament",
        "paragraph",
        "crosshead",
        "ornament",
        "paragraph",
        "ornament",
    ]


@pytest.mark.parametrize("text", ["", "\n\n", " \u00a0\u200b"])
def test_nothing(text: str) -> None:
    assert layout(text) == ()


@pytest.mark.parametrize("who", ["Mayor Anna Weaver (Con) commented", "Bürgermeisterin Anna Weber sagte"])
def test_who_says_the_quotation_below_is_no_crosshead(who: str) -> None:
    quotation = "“We close the pool.”"
    assert kinds(f"{FIRST}\n\n{who}\n\n{quotation}\n\n{SECOND}")[1:3] == [("paragraph", who), ("paragraph", quotation)]
    assert kinds(f"{FIRST}\n\n{who}\n\n{SECOND}")[1] == ("crosshead", who)
