"""Where German statements begin and end, and which clause they belong to. All sentences are made up."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

Said = tuple[str, str | None, str]


def said(text: str) -> list[Said]:
    found = read_text(text, "de").statements
    return [(s.kind, s.speaker, " … ".join(span.of(text) for span in s.spans).removesuffix(".")) for s in found]


BOUNDS = [
    (
        "Anna Weber räumte ein, es könnten Stellen wegfallen, sprach aber von einem offenen Prozess.",
        [
            ("indirect", "Anna Weber", "es könnten Stellen wegfallen"),
            ("reported", "Anna Weber", "sprach aber von einem offenen Prozess"),
        ],
    ),
    (
        "Anna Weber sagte, dass der Plan gut ist, mehrmals wurde er verschoben.",
        [("indirect", "Anna Weber", "dass der Plan gut ist")],
    ),
    (
        "Zwar räumte der Konzern ein, Fehler gemacht zu haben, doch an der Strategie will er festhalten.",
        [("indirect", "Konzern", "Fehler gemacht zu haben")],
    ),
    (
        "Während die Linke schwieg, forderte Anna Weber mehr Geld.",
        [("reported", "Anna Weber", "forderte Anna Weber mehr Geld")],
    ),
    (
        "Anna Weber forderte mehr Geld, obwohl die Kassen leer sind.",
        [("reported", "Anna Weber", "Anna Weber forderte mehr Geld")],
    ),
    (
        "Am Montag war klar: Die Partei unterstützt den Streik, so Anna Weber.",
        [("indirect", "Anna Weber", "Die Partei unterstützt den Streik")],
    ),
    (
        "Anna Weber behauptete, ohne Belege zu nennen, die Wahl sei gefälscht.",
        [("indirect", "Anna Weber", "die Wahl sei gefälscht")],
    ),
    ("Dass die Steuern steigen, schloss Anna Weber aus.", [("indirect", "Anna Weber", "Dass die Steuern steigen")]),
    (
        "„Wenn wir nicht handeln“, sagte Anna Weber, die im Mai gewählt wurde, „verlieren wir alles.“",
        [("direct", "Anna Weber", "Wenn wir nicht handeln … verlieren wir alles")],
    ),
    (
        "Als Anna Weber sagte, dass die Proteste, die nun enden, kein Aufstand seien, meinte sie alle.",
        [("indirect", "Anna Weber", "dass die Proteste, die nun enden, kein Aufstand seien")],
    ),
]

VERBS = [
    ("Der Minister musste einräumen, dass es eilt.", [("indirect", "Minister", "dass es eilt")]),
    (
        "Anna Weber ließ über ihren Anwalt erklären, sie sei unschuldig.",
        [("indirect", "Anna Weber", "sie sei unschuldig")],
    ),
    (
        "Sie sei unschuldig, ließ Anna Weber über ihren Anwalt mitteilen.",
        [("indirect", "Anna Weber", "Sie sei unschuldig")],
    ),
    (
        "Der Konzern teilte mit, zu laufenden Verfahren äußere man sich nicht.",
        [("indirect", "Konzern", "zu laufenden Verfahren äußere man sich nicht")],
    ),
    ("Die Fahndung laufe, hiess es bei der Polizei.", [("indirect", "Polizei", "Die Fahndung laufe")]),
    ("Der Minister mußte zugeben, daß es eilt.", [("indirect", "Minister", "daß es eilt")]),
]

REASONS = [
    ("Als Grund gab die Firma das Wetter an.", "Firma"),
    ("Anna Weber nannte als Ursache den Regen.", "Anna Weber"),
    ("Als Ursache wurde von der Polizei ein Defekt angegeben.", "Polizei"),
    ("Als Termin wurde der Mai genannt.", None),
]

SOURCES = [
    (
        "Wie aus dem Bericht der Zeitung hervorgeht, sinkt der Umsatz.",
        [("indirect", "Zeitung", "sinkt der Umsatz")],
    ),
    (
        "Für den Mann ist laut Polizei Untersuchungshaft angeordnet.",
        [("indirect", "Polizei", "Für den Mann ist … Untersuchungshaft angeordnet")],
    ),
    (
        "Laut Polizei gab es eine Kontrolle, bei der laut Anna Weber niemand verletzt wurde.",
        [
            ("indirect", "Polizei", "gab es eine Kontrolle"),
            ("indirect", "Anna Weber", "bei der … niemand verletzt wurde"),
        ],
    ),
    (
        "Hans Müller ist nach eigenen Angaben von den Fehlern überrascht worden.",
        [("indirect", "Hans Müller", "Hans Müller ist … von den Fehlern überrascht worden")],
    ),
]

EMBEDDED = [
    (
        "Auch der Verdacht, er sei krank, bestätigte sich nicht.",
        [("indirect", None, "er sei krank")],
    ),
    (
        "Auf den Vorwurf der Partei, es handele sich um Betrug, entgegnete Anna Weber, dass sie nichts wisse.",
        [
            ("indirect", "Partei", "es handele sich um Betrug"),
            ("indirect", "Anna Weber", "dass sie nichts wisse"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDS)
def test_a_statement_ends_where_the_reporter_goes_on(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "expected"), VERBS)
def test_a_verb_of_speech_is_known_in_all_its_forms_and_spellings(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "speaker"), REASONS)
def test_what_is_given_as_a_reason_is_reported(text: str, speaker: str | None) -> None:
    assert said(text) == [("reported", speaker, text.removesuffix("."))]


@pytest.mark.parametrize("text", ["Die Firma nannte keine Zahlen.", "Über die Wahl hat die Zeitung nicht berichtet."])
def test_what_was_not_said_is_no_report(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(("text", "expected"), SOURCES)
def test_each_source_says_its_own_clause(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


def test_what_follows_somebodys_words_in_time_has_no_source() -> None:
    text = "Anna Weber hat Hans Müller nach dessen Aussage, dass es eilt, gelobt."
    assert said(text) == [("indirect", "Hans Müller", "dass es eilt")]


@pytest.mark.parametrize(("text", "expected"), EMBEDDED)
def test_what_a_noun_of_the_reporter_holds_is_a_statement_of_its_own(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


def test_speech_and_hearsay_are_two_statements() -> None:
    text = "Die Polizei schwieg zunächst. Der Täter sei bekannt, sagte Anna Weber. Er sei geflohen. Er soll blond sein."
    assert [words for _, _, words in said(text)] == ["Der Täter sei bekannt", "Er sei geflohen", "Er soll blond sein"]


def test_a_main_clause_in_the_konjunktiv_holds_its_subordinate_clauses() -> None:
    text = "Anna Weber durfte nicht reisen. Man hätte sie erst geholt, wenn es zu spät gewesen sei."
    assert said(text) == [("indirect", "Anna Weber", "Man hätte sie erst geholt, wenn es zu spät gewesen sei")]
