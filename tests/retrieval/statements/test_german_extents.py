"""How far German speech reaches, and verbs that take it up from before. All sentences are made up."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

Said = tuple[str, str | None, str]


def said(text: str) -> list[Said]:
    found = read_text(text, "de").statements
    return [(s.kind, s.speaker, " … ".join(span.of(text) for span in s.spans).removesuffix(".")) for s in found]


CASES = [
    # a source inside of a noun phrase says no more than that phrase
    (
        "Anna Weber verließ die ihrer Ansicht nach schlechte Sitzung.",
        [("indirect", "Anna Weber", "schlechte Sitzung")],
    ),
    (
        "Gerettet wurden alle der nach Polizeiangaben 30 Gäste des Hotels.",
        [("indirect", "Polizei", "30 Gäste des Hotels")],
    ),
    # ... but one in a relative clause says the clause
    (
        "Es gab ein Fest, bei dem laut Anna Weber niemand fror.",
        [("indirect", "Anna Weber", "bei dem … niemand fror")],
    ),
    # whose view it is says nothing new inside of speech
    (
        "Anna Weber sagte, der Plan sei ihrer Meinung nach gut.",
        [("indirect", "Anna Weber", "der Plan sei ihrer Meinung nach gut")],
    ),
    (
        "Anna Weber sagte, der Plan sei gut. Die Stadt müsse ihrer Meinung nach bauen.",
        [
            ("indirect", "Anna Weber", "der Plan sei gut"),
            ("indirect", "Anna Weber", "Die Stadt müsse ihrer Meinung nach bauen"),
        ],
    ),
    ("Ihrer Meinung nach ist der Plan gut.", [("indirect", None, "ist der Plan gut")]),
    # "was" goes on what the reporter says
    (
        "Anna Weber bat die Stadt, den Deich zu erhöhen, was diese ablehnte.",
        [("indirect", "Anna Weber", "den Deich zu erhöhen")],
    ),
    (
        "Anna Weber sagte, dass er komme, was ein Fehler sei.",
        [("indirect", "Anna Weber", "dass er komme, was ein Fehler sei")],
    ),
    # further participles of the verb before the speech
    (
        "Anna Weber hatte angegeben, sie sei krank, jedoch stets beteuert, nicht gelogen zu haben.",
        [("indirect", "Anna Weber", "sie sei krank"), ("indirect", "Anna Weber", "nicht gelogen zu haben")],
    ),
    # "das" takes up what stands before it
    ("Der Plan ist gut – das zumindest meint Anna Weber.", [("indirect", "Anna Weber", "Der Plan ist gut")]),
    ("Die Fähre bleibt im Hafen, das entschied die Polizei.", [("indirect", "Polizei", "Die Fähre bleibt im Hafen")]),
    (
        "Anna Weber kaufte ein Haus, das nannte er schön.",
        [("reported", None, "Anna Weber kaufte ein Haus, das nannte er schön")],
    ),
    ("Anna Weber kaufte ein Haus, das sagte Karl Lang zu gehören schien.", []),
    # a clause of a question is no answer
    ("Auf die Frage, warum sie gehe, sagte Anna Weber, sie sei müde.", [("indirect", "Anna Weber", "sie sei müde")]),
    # two clauses, the first with a plural that looks like an infinitive
    (
        "Die Häfen bleiben gesperrt, nur der größte wurde nach Angaben der Polizei freigegeben.",
        [("indirect", "Polizei", "nur der größte wurde … freigegeben")],
    ),
    # verbs of several words
    ("Anna Weber gab zu bedenken, dass es eile.", [("indirect", "Anna Weber", "dass es eile")]),
    ("Wie Anna Weber zu bedenken gab, eilt es.", [("indirect", "Anna Weber", "eilt es")]),
    ("Anna Weber hat zu verstehen gegeben, dass es eile.", [("indirect", "Anna Weber", "dass es eile")]),
    ("Anna Weber brachte zum Ausdruck, dass es eile.", [("indirect", "Anna Weber", "dass es eile")]),
    ("Anna Weber besteht darauf, dass es eile.", [("indirect", "Anna Weber", "dass es eile")]),
    ("Der Rat besteht seit Jahren, ohne zu tagen.", []),
    ("Anna Weber hält es für falsch, den Deich zu erhöhen.", [("indirect", "Anna Weber", "den Deich zu erhöhen")]),
    ("Anna Weber hält einen Hund, um nicht allein zu sein.", []),
    # a short main clause after the verb
    ("Anna Weber befürchtet, Läden könnten schließen.", [("indirect", "Anna Weber", "Läden könnten schließen")]),
    ("Anna Weber sagte, er kommt morgen.", [("indirect", "Anna Weber", "er kommt morgen")]),
    ("Anna Weber sagte, die kommen wollten.", []),
    # nothing is said twice
    ("Anna Weber dementierte Berichte, wonach sie gelogen habe.", [("indirect", None, "sie gelogen habe")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_speech_reaches_as_far_as_its_speaker(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


AFTERWARDS = [
    ("Nach der Ankündigung des Streiks fielen die Kurse.", []),
    ("Nach der Nachricht vom Unfall kamen viele Helfer.", []),
    (
        "Nach der Ankündigung der Polizei soll die Brücke im Mai öffnen.",
        [("indirect", "Polizei", "soll die Brücke im Mai öffnen")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), AFTERWARDS)
def test_what_happens_after_news_is_said_by_nobody(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


APPOSITIONS = [
    ("Das Werk schließe, teilte Sprecher Jan Feld mit, ein Cousin der Ministerin.", "Das Werk schließe"),
    ("Das Werk schließe, sagte Jan Feld am Montag, der älteste Sohn des Gründers.", "Das Werk schließe"),
    ("Das koste viel, teilte Jan Feld mit, ein Drittel davon in Bonn.", "Das koste viel … ein Drittel davon in Bonn"),
]


@pytest.mark.parametrize(("text", "expected"), APPOSITIONS)
def test_who_somebody_is_behind_the_attribution_is_not_said(text: str, expected: str) -> None:
    assert said(text) == [("indirect", "Jan Feld", expected)]


GOING_ON = [
    ("Ministerin Anna Weber sagte Hilfe zu, schloss eine Bürgschaft des Landes aber aus.", "Anna Weber"),
    ("Anna Weber lobte den Entwurf, kündigte eine Prüfung der Kosten aber an.", "Anna Weber"),
    ("Die Ministerin reiste nach Kiel, forderte eine Reform und traf Arbeiter.", "Ministerin"),
    ("Anna Weber kritisierte den Plan, verlangte ein Gesetz, lehnte die Abgabe aber ab.", "Anna Weber"),
]


@pytest.mark.parametrize(("text", "speaker"), GOING_ON)
def test_whoever_acts_goes_on_and_the_object_says_nothing(text: str, speaker: str) -> None:
    assert said(text) == [("reported", speaker, text.removesuffix("."))]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Der Ausbau kommt, kündigte die Landrätin an.", "Landrätin", "Der Ausbau kommt"),
        ("Die Ministerin kommt morgen, sagte eine Kassiererin.", "Kassiererin", "Die Ministerin kommt morgen"),
    ],
)
def test_whoever_can_speak_behind_the_verb_has_said_it(text: str, speaker: str, words: str) -> None:
    assert said(text) == [("indirect", speaker, words)]


SPEECH = "Anna Weber sagte, der Plan sei gut. "


@pytest.mark.parametrize(
    "after",
    [
        "Ein Gesetz, das den Bau regeln sollte, wurde gestoppt.",
        "Beide Seiten gingen zufrieden nach Hause.",
        "Wer das will, müsste lange warten.",
    ],
)
def test_what_might_be_is_no_speech_that_goes_on(after: str) -> None:
    assert said(SPEECH + after) == [("indirect", "Anna Weber", "der Plan sei gut")]


@pytest.mark.parametrize(
    "after",
    ["Die Kosten würden sinken.", "Alle hätten zugestimmt.", "Die Stadt sollte bald bauen."],
)
def test_a_konjunktiv_of_the_main_clause_goes_on(after: str) -> None:
    assert said(SPEECH + after)[1:] == [("indirect", "Anna Weber", after.removesuffix("."))]


def test_hearsay_in_a_clause_of_its_own() -> None:
    text = SPEECH + "Gesucht wird ein Mann, der den Plan verraten haben soll."
    assert said(text)[1] == ("indirect", "Anna Weber", "der den Plan verraten haben soll")
    assert said("Gesucht wird ein Mann, der den Plan verraten haben soll.") == []
