"""The article that ships comes out right, statement by statement."""

from __future__ import annotations

from pathlib import Path

from retrieval.articles import Article, Paragraph
from retrieval.statements import read
from retrieval.text import sentences

SEED = Path(__file__).parents[3] / "seeds" / "000_f9f18c80a6bc9567.txt"

EXPECTED = [
    (1, "Mark Rutte", "indirect", False, "Die Ukraine müsse in solche Gespräche „aus einer Position der Stärke“ gehen"),
    (1, "Mark Rutte", "direct", False, "aus einer Position der Stärke"),
    (1, "Mark Rutte", "indirect", True, "Deutschland und die anderen Alliierten müssten daher noch mehr für Kiew tun"),
    (2, "Mark Rutte", "indirect", False, "Seine Position habe er auch dem designierten US-Präsidenten"),
    (
        3,
        "Mark Rutte",
        "direct",
        True,
        "Was auf keinen Fall passieren darf, ist, dass Kim Jong Un, Xi Jinping und andere sich",
    ),
    (3, "Mark Rutte", "indirect", True, "Außerdem müsse die Ukraine das letzte Wort behalten"),
    (3, "Mark Rutte", "direct", True, "Wenn wir irgendwann zu einem Ukraine-Deal kommen, muss es ein guter Deal sein"),
    (4, "Kyjiw", "indirect", False, "Die Einladung solle noch in dieser Woche erfolgen"),
    (
        4,
        "Wolodymyr Selenskyj",
        "indirect",
        False,
        "Zumindest die freien, nicht von Russland besetzen Teile der Ukraine",
    ),
    (
        5,
        "Mark Rutte",
        "indirect",
        True,
        "Die Alliierten seien sich einig, dass das Tor für einen Nato-Beitritt offen stehe",
    ),
    (5, "Mark Rutte", "indirect", True, "Derzeit gehe es jedoch vor allem, die Ukraine"),
    (5, "Mark Rutte", "indirect", False, "Sollte es zu einer Friedensvereinbarung kommen, könnten"),
    (
        6,
        "USA",
        "reported",
        False,
        "Gegen einen schnellen Nato-Beitritt haben sich die USA und Deutschland ausgesprochen",
    ),
    (
        6,
        "Deutschland",
        "reported",
        False,
        "Gegen einen schnellen Nato-Beitritt haben sich die USA und Deutschland ausgesprochen",
    ),
    (6, None, "indirect", False, "Andernfalls könne die Nato direkt in den Krieg mit Russland verwickelt werden"),
    (
        6,
        "Dmitri Peskow",
        "direct",
        False,
        "Eine solche mögliche Entscheidung ist inakzeptabel, weil sie für uns eine Bedrohung",
    ),
    (7, "Annalena Baerbock", "indirect", False, "bei den Gesprächen über eine mögliche Friedenslösung stehe auch eine"),
    (7, "Annalena Baerbock", "direct", True, "Es braucht Sicherheitsgarantien, die auch wirklich tragen"),
    (7, "Annalena Baerbock", "indirect", True, "Zunächst müsse sich aber Russlands Präsident Wladimir Putin bewegen"),
    (7, "Annalena Baerbock", "direct", True, "Putin verweigert den Weg zum Frieden"),
    (
        8,
        "Kaja Kallas",
        "reported",
        True,
        "Sie war an ihrem ersten Arbeitstag am Sonntag nach Kiew gereist und hatte dort",
    ),
    (8, "Mark Rutte", "direct", False, "Die Front bewegt sich nicht ostwärts"),
    (8, "Mark Rutte", "direct", True, "Sie bewegt sich langsam westwärts"),
]


def seed() -> Article:
    blocks = [block.strip() for block in SEED.read_text("utf-8").split("\n\n")]
    texts = [block for block in blocks if block.endswith((".", "“", "”"))]
    return Article("seed", "", True, tuple(Paragraph("seed", n, text) for n, text in enumerate(texts, 1)))


def test_every_statement_of_the_article_with_its_speaker() -> None:
    found = read(seed()).statements

    assert len(found) == len(EXPECTED)
    for statement, (number, speaker, kind, inferred, beginning) in zip(found, EXPECTED, strict=True):
        text = statement.paragraph.text
        assert (statement.paragraph.number, statement.speaker, statement.kind) == (number, speaker, kind)
        assert statement.inferred is inferred
        assert statement.spans[0].of(text).startswith(beginning)


def test_speakers_are_shown_as_written() -> None:
    statements = read(seed()).statements
    written = [
        s.speaker_span.of(s.paragraph.text) for s in statements if s.speaker_span and s.paragraph.number in (3, 6, 7)
    ]

    assert written == [
        *["der Niederländer"] * 3,
        "die USA und Deutschland",
        "Deutschland",
        "die Befürchtung",
        "Kreml-Sprecher Dmitri Peskow",
        "Die deutsche Außenministerin Annalena Baerbock",
        *["die Grünen-Politikerin"] * 3,
    ]


def test_an_editors_note_in_brackets_ends_no_sentence() -> None:
    text = seed().paragraphs[2].text
    first = sentences(text, "de")[0].of(text)

    assert first.startswith("„Was auf keinen Fall")
    assert first.endswith("abgelöst hat.")


def test_who_is_only_talked_about_says_nothing() -> None:
    reading = read(seed())
    named = {e.name for e in reading.entities}
    speakers = {s.speaker for s in reading.statements}

    assert {"Donald Trump", "Wladimir Putin", "Jens Stoltenberg"} <= named - speakers
    assert "deutsche Außenministerin" in next(e for e in reading.entities if e.name == "Annalena Baerbock").roles
