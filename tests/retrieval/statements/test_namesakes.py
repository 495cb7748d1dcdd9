"""Who is meant by a last name, a trade or a pronoun, and which names are persons."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

CASES = [
    ("Anna Schmidt sprach zuerst. Schmidt sagte, es eile. Bert Schmidt schwieg.", ["Anna Schmidt"]),
    ("Anna Schmidt kam. Bert Schmidt blieb. Schmidt sagte, es eile.", ["Bert Schmidt"]),
    ("Anna Schmidt und ihr Bruder Bert Schmidt kamen. Schmidt sagte, es eile.", ["Schmidt"]),
    (
        "Ministerin Anna Schmidt und ihr Bruder Bert Schmidt kamen. Ministerin Schmidt sagte, es eile.",
        ["Anna Schmidt"],
    ),
    ("Der Verwalter Cem Aydın sieht Chancen. Es eile, erklärte der Rechtsanwalt.", ["Cem Aydın"]),
    ("Chefarzt Lothar Brink leitet die Klinik. „Es eilt“, sagte der Mediziner.", ["Lothar Brink"]),
    ("Lothar Brink und Ute Lang leiten die Klinik. „Es eilt“, sagte der Mediziner.", ["Mediziner"]),
    ("Ob sie antritt, ließ Karin Lohse offen. Es eile, sagte die 45-Jährige.", ["Karin Lohse"]),
    ("Schäferin Grit Tänzer kam. „Es eilt“, sagte sie.", ["Grit Tänzer"]),
    ("Ministerin Richter kam. „Es eilt“, sagte Richter.", ["Richter"]),
    ("Der Vorsitzende Richter kam. „Es eilt“, sagte der Richter.", ["Richter"]),
]


@pytest.mark.parametrize(("text", "speakers"), CASES)
def test_german_names_and_trades(text: str, speakers: list[str]) -> None:
    assert [one.speaker for one in read_text(text).statements] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Omar al-Khatib came. “It is late,” al-Khatib told reporters.", ["Omar al-Khatib"]),
        (
            "Whales were seen in Larne Sound. Patrick Byrne has fished the Sound for years. The whales, he said, eat.",
            ["Patrick Byrne"],
        ),
    ],
)
def test_english_names(text: str, speakers: list[str]) -> None:
    assert [one.speaker for one in read_text(text, "en").statements] == speakers


COUPLES = [
    ("de", "Anna und Bert Schmidt teilten mit, das Bad schließe.", ["Anna Schmidt", "Bert Schmidt"]),
    ("de", "Die Geschwister Anna und Bert Schmidt teilten mit, das Bad schließe.", ["Anna Schmidt", "Bert Schmidt"]),
    ("de", "Anna und Bert Schmidt kamen. „Schade um das Bad“, sagte Anna.", ["Anna Schmidt"]),
    ("en", "Anna and Bert Schmidt came. “It is a pity,” Anna Schmidt said.", ["Anna Schmidt"]),
    ("de", "Eva Lang kam mit Tochter Anna, und Bert Schmidt sagte, das Bad schließe.", ["Bert Schmidt"]),
]


@pytest.mark.parametrize(("language", "text", "speakers"), COUPLES)
def test_two_first_names_share_the_last_name_after_them(language: str, text: str, speakers: list[str]) -> None:
    assert [s.speaker for s in read_text(text, language).statements] == speakers
