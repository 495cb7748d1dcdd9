"""Rules for German, a table of cases each: text -> (kind, speaker, what was said)."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

Said = tuple[str, str | None, str]


def said(text: str) -> list[Said]:
    """Kind, speaker and words of each statement; the spans of an interrupted one joined by " … "."""
    found = read_text(text, "de").statements
    return [(s.kind, s.speaker, " … ".join(span.of(text) for span in s.spans)) for s in found]


BEFORE = [
    ("Anna Weber sagte, dass der Plan gut ist.", [("indirect", "Anna Weber", "dass der Plan gut ist")]),
    ("Anna Weber sagte, der Plan sei gut.", [("indirect", "Anna Weber", "der Plan sei gut")]),
    ("Anna Weber sagte: „Der Plan ist gut.“", [("direct", "Anna Weber", "Der Plan ist gut.")]),
    ("Am Montag sagte Anna Weber der Zeitung, der Plan sei gut.", [("indirect", "Anna Weber", "der Plan sei gut")]),
    (
        "Anna Weber forderte die Länder auf, mehr Wohnungen zu bauen.",
        [("indirect", "Anna Weber", "mehr Wohnungen zu bauen")],
    ),
    (
        "Anna Weber hat angekündigt, das Amt niederzulegen.",
        [("indirect", "Anna Weber", "das Amt niederzulegen")],
    ),
    (
        "Die Polizei teilte mit, zwei Menschen seien verletzt.",
        [("indirect", "Polizei", "zwei Menschen seien verletzt")],
    ),
    (
        "Anna Weber, die Vorsitzende der Partei, sagte, wenn das so sei, müsse man handeln.",
        [("indirect", "Anna Weber", "wenn das so sei, müsse man handeln")],
    ),
    (
        "Anna Weber räumte ein, dass Fehler passiert seien, und kündigte an, dass sich das ändern werde.",
        [
            ("indirect", "Anna Weber", "dass Fehler passiert seien"),
            ("indirect", "Anna Weber", "dass sich das ändern werde"),
        ],
    ),
]

AFTER = [
    ("„Der Plan ist gut“, sagte Anna Weber.", [("direct", "Anna Weber", "Der Plan ist gut")]),
    ("Der Plan sei gut, sagte Anna Weber am Montag in Berlin.", [("indirect", "Anna Weber", "Der Plan sei gut")]),
    ("Der Plan sei gut, so Anna Weber weiter.", [("indirect", "Anna Weber", "Der Plan sei gut")]),
    ("„Endlich ein guter Plan“, freute sich Anna Weber.", [("direct", "Anna Weber", "Endlich ein guter Plan")]),
    (
        "„Der Plan“, sagte Anna Weber, „ist wirklich gut.“",
        [("direct", "Anna Weber", "Der Plan … ist wirklich gut.")],
    ),
    (
        "Der Plan, so Anna Weber, müsse jetzt umgesetzt werden.",
        [("indirect", "Anna Weber", "Der Plan … müsse jetzt umgesetzt werden")],
    ),
    (
        "„Der Plan ist gut“, sagte Anna Weber. „Er kommt genau zur rechten Zeit.“",
        [
            ("direct", "Anna Weber", "Der Plan ist gut"),
            ("direct", "Anna Weber", "Er kommt genau zur rechten Zeit."),
        ],
    ),
    ("Die Gespräche liefen gut, hieß es in Berlin.", [("indirect", "Berlin", "Die Gespräche liefen gut")]),
]

SOURCES = [
    ("Laut Anna Weber ist der Plan gut.", [("indirect", "Anna Weber", "ist der Plan gut")]),
    ("Nach Angaben der Polizei wurde niemand verletzt.", [("indirect", "Polizei", "wurde niemand verletzt")]),
    ("Der Polizei zufolge wurde niemand verletzt.", [("indirect", "Polizei", "wurde niemand verletzt")]),
    (
        "Wie die Polizei am Montag mitteilte, wurde niemand verletzt.",
        [("indirect", "Polizei", "wurde niemand verletzt")],
    ),
    (
        "Verletzt wurde nach Angaben der Feuerwehr bei dem Brand niemand.",
        [("indirect", "Feuerwehr", "Verletzt wurde … bei dem Brand niemand")],
    ),
]

WITHOUT_CUE = [
    (
        "Anna Weber sagte, der Plan sei gut. Allerdings müsse er rasch kommen. Auch das Geld sei da.",
        [
            ("indirect", "Anna Weber", "der Plan sei gut"),
            ("indirect", "Anna Weber", "Allerdings müsse er rasch kommen. Auch das Geld sei da"),
        ],
    ),
    (
        "Anna Weber zeigte sich zufrieden: „Wir haben lange dafür gearbeitet.“",
        [("direct", "Anna Weber", "Wir haben lange dafür gearbeitet.")],
    ),
    (
        "Anna Weber begrüßte den Beschluss. „Wir haben lange dafür gearbeitet.“",
        [("direct", "Anna Weber", "Wir haben lange dafür gearbeitet.")],
    ),
    (
        "Das Ministerium wies die Kritik zurück. Die Ministerin Anna Weber vertrat die Ansicht, der Plan sei gut.",
        [
            ("reported", "Ministerium", "Das Ministerium wies die Kritik zurück"),
            ("indirect", "Anna Weber", "der Plan sei gut"),
        ],
    ),
    ("Zwei Menschen sind tot. Das teilte die Polizei mit.", [("indirect", "Polizei", "Zwei Menschen sind tot")]),
]

REPORTS = [
    ("Anna Weber forderte mehr Geld für die Schulen.", "reported", "Anna Weber"),
    ("Anna Weber sprach von einem schweren Fehler.", "reported", "Anna Weber"),
    ("Der Plan wurde von Anna Weber als Fehler bezeichnet.", "reported", "Anna Weber"),
]

MARKS = [
    ("»Der Plan ist gut«, sagte Anna Weber.", "Der Plan ist gut"),
    ("«Der Plan ist gut», sagte Anna Weber.", "Der Plan ist gut"),
    ("“Der Plan ist gut”, sagte Anna Weber.", "Der Plan ist gut"),
    ('"Der Plan ist gut", sagte Anna Weber.', "Der Plan ist gut"),
    ("‚Der Plan ist gut‘, sagte Anna Weber.", "Der Plan ist gut"),
    ("‹Der Plan ist gut›, sagte Anna Weber.", "Der Plan ist gut"),
    ("„Er hat ‚nein‘ gesagt und ist gegangen“, sagte Anna Weber.", "Er hat ‚nein‘ gesagt und ist gegangen"),
    ("Anna Weber sagte: „Der Plan ist gut und er bleibt.", "Der Plan ist gut und er bleibt."),
]


@pytest.mark.parametrize(("text", "expected"), [*BEFORE, *AFTER, *SOURCES, *WITHOUT_CUE])
def test_who_says_what_is_found(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "kind", "speaker"), REPORTS)
def test_a_report_of_speech_is_its_whole_sentence(text: str, kind: str, speaker: str) -> None:
    assert said(text) == [(kind, speaker, text.rstrip("."))]


@pytest.mark.parametrize(("text", "quote"), MARKS)
def test_all_quotation_marks_are_read_and_left_out(text: str, quote: str) -> None:
    assert said(text) == [("direct", "Anna Weber", quote)]


def test_words_quoted_inside_of_indirect_speech_are_a_statement_too() -> None:
    found = said("Anna Weber sagte, man gehe „aus einer Position der Stärke“ in die Gespräche.")

    assert found == [
        ("indirect", "Anna Weber", "man gehe „aus einer Position der Stärke“ in die Gespräche"),
        ("direct", "Anna Weber", "aus einer Position der Stärke"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Der Film „Das Leben der Anderen“ läuft am Montag.",
        "Die „Wahrheit“ sah anders aus.",
        "Das Schiff „Gorch Fock“ liegt in Kiel.",
        "Anna Weber fuhr nach Berlin. Dort traf sie den Kanzler.",
        "Die Stadt plant, eine Brücke zu bauen.",
        "Es regnete, und die Straßen waren leer.",
    ],
)
def test_the_reporters_own_voice_titles_and_irony_are_nobodys_statement(text: str) -> None:
    assert said(text) == []
