"""Who a German statement comes from: documents, relative clauses, rejected claims, the sentence before."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

Said = tuple[str, str | None, str]


def said(text: str) -> list[Said]:
    found = read_text(text, "de").statements
    return [(s.kind, s.speaker, " … ".join(span.of(text) for span in s.spans)) for s in found]


DOCUMENTS = [
    (
        "In einem Bericht der Zeitung wurde vermutet, dass der Plan scheitert.",
        [("indirect", "Zeitung", "dass der Plan scheitert")],
    ),
    (
        "Aus Kreisen der Partei verlautete, dass der Plan scheitert.",
        [("indirect", "Partei", "dass der Plan scheitert")],
    ),
    (
        "In der Mitteilung der Partei, die am Montag erschien, heißt es, der Plan sei gescheitert.",
        [("indirect", "Partei", "der Plan sei gescheitert")],
    ),
    (
        "In dem Brief, der am Montag einging, heißt es: „Der Plan ist gut.“",
        [("direct", "Brief", "Der Plan ist gut.")],
    ),
    ("Die Zeitung zitierte Zeugen, laut denen der Wagen brannte.", [("indirect", "Zeugen", "der Wagen brannte")]),
    (
        "Mit dem Plan ist alles gut, so heißt es in einer Mitteilung der Partei.",
        [("indirect", "Partei", "Mit dem Plan ist alles gut")],
    ),
    ("Wie es hieß, ist der Plan in Gefahr.", [("indirect", None, "ist der Plan in Gefahr")]),
    (
        "Das Werk schließt, wie am Montag von der Stadt mitgeteilt wurde.",
        [("indirect", "Stadt", "Das Werk schließt")],
    ),
    ("Nach dem Grundgesetz ist die Wohnung geschützt.", [("indirect", "Grundgesetz", "ist die Wohnung geschützt")]),
    (
        "Anna Weber kam nach Berlin. Ihr zufolge scheitert der Plan.",
        [("indirect", "Anna Weber", "scheitert der Plan")],
    ),
    (
        "Der Bericht der Behörde, wonach die Brücke marode ist, wurde am Montag bekannt.",
        [("indirect", "Behörde", "die Brücke marode ist")],
    ),
]

REJECTED = [
    (
        "Anna Weber wies den Vorwurf der Opposition zurück, sie habe gelogen.",
        [("indirect", "Opposition", "sie habe gelogen")],
    ),
    (
        "Anna Weber wies den Vorwurf der Opposition zurück, sie habe gelogen. Das Amt habe alles geprüft.",
        [("indirect", "Opposition", "sie habe gelogen"), ("indirect", "Anna Weber", "Das Amt habe alles geprüft.")],
    ),
    ("Es gab Vorwürfe, der Minister habe gelogen.", [("indirect", None, "der Minister habe gelogen")]),
]

BACK = [
    (
        "Das Werk schließt im Mai. Das gab der Betreiber am Montag bekannt.",
        [("indirect", "Betreiber", "Das Werk schließt im Mai.")],
    ),
    (
        "Das Werk schließt im Mai. Dies geht aus einem Bericht der Behörde hervor.",
        [("indirect", "Behörde", "Das Werk schließt im Mai.")],
    ),
    (
        "Das Werk schließt. Im Mai gehen 30 Leute. Das teilte der Betreiber mit.",
        [("indirect", "Betreiber", "Das Werk schließt. Im Mai gehen 30 Leute.")],
    ),
]

ENDS = [
    (
        "Auch der Plan habe Methode, so Anna Weber weiter: „Das ist in allen Firmen üblich.“",
        [
            ("indirect", "Anna Weber", "Auch der Plan habe Methode"),
            ("direct", "Anna Weber", "Das ist in allen Firmen üblich."),
        ],
    ),
    (
        "Der Plan sei gut, sagte Anna Weber: „Er kommt zur rechten Zeit.“",
        [("indirect", "Anna Weber", "Der Plan sei gut"), ("direct", "Anna Weber", "Er kommt zur rechten Zeit.")],
    ),
    (
        "Während Eva Lang erklärte, froh zu sein, räumte Anna Weber ein, lange gewartet zu haben.",
        [("indirect", "Eva Lang", "froh zu sein"), ("indirect", "Anna Weber", "lange gewartet zu haben")],
    ),
    (
        "Anna Weber sagte, dass der Plan gut ist, nannte aber keine Zahlen.",
        [("indirect", "Anna Weber", "dass der Plan gut ist")],
    ),
    (
        "Der Plan sei gut, sagte Anna Weber, nachdem sie das Werk besucht hatte.",
        [("indirect", "Anna Weber", "Der Plan sei gut")],
    ),
    (
        "Auf die Frage, ob der Plan gut sei, sagte Anna Weber: „Ja, er ist gut.“",
        [("direct", "Anna Weber", "Ja, er ist gut.")],
    ),
]

VERBS = [
    ("Die Ministerin gab bekannt, dass das Amt umzieht.", [("indirect", "Ministerin", "dass das Amt umzieht")]),
    ("Die Ministerin will bekannt geben, dass das Amt umzieht.", [("indirect", "Ministerin", "dass das Amt umzieht")]),
    ("Die Regierung ordnete an, das Werk zu schließen.", [("indirect", "Regierung", "das Werk zu schließen")]),
    (
        "Anna Weber ließ durchblicken, dass der Plan gescheitert ist.",
        [("indirect", "Anna Weber", "dass der Plan gescheitert ist")],
    ),
    ("Anna Weber kritisierte ihn dafür, gelogen zu haben.", [("indirect", "Anna Weber", "gelogen zu haben")]),
    ("Anna Weber hofft aber, „dass der Plan gelingt“.", [("direct", "Anna Weber", "dass der Plan gelingt")]),
    ("Die Polizei fürchtet, der Täter könnte fliehen.", [("indirect", "Polizei", "der Täter könnte fliehen")]),
    ("Anna Weber ist zuversichtlich, das Amt zu halten.", [("indirect", "Anna Weber", "das Amt zu halten")]),
    ("Die Stadt gab den Befehl, das Haus zu räumen.", [("indirect", "Stadt", "das Haus zu räumen")]),
    ("„Ja, gern“, zitierte man Anna Weber.", [("direct", "Anna Weber", "Ja, gern")]),
    ("So urteilte Anna Weber: „Das war der beste Plan.“", [("direct", "Anna Weber", "Das war der beste Plan.")]),
]

EVALUATIONS = [
    ("Anna Weber kritisierte den Plan als „unsinnig“.", [("direct", "Anna Weber", "unsinnig")]),
    ("Anna Weber hält den Plan für „groben Unfug“.", [("direct", "Anna Weber", "groben Unfug")]),
    ("Anna Weber nannte den Bericht „kompletten Unsinn“.", [("direct", "Anna Weber", "kompletten Unsinn")]),
    (
        "Für Anna Weber ist der Plan „ein großer Irrtum“.",
        [
            ("indirect", "Anna Weber", "ist der Plan „ein großer Irrtum“"),
            ("direct", "Anna Weber", "ein großer Irrtum"),
        ],
    ),
]


def trimmed(found: list[Said]) -> list[Said]:
    """Without the stop at the end of a sentence, which belongs to it and to no words."""
    return [(kind, speaker, words.removesuffix(".")) for kind, speaker, words in found]


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS + REJECTED + BACK + ENDS + VERBS + EVALUATIONS)
def test_the_source_of_a_statement_is_found(text: str, expected: list[Said]) -> None:
    assert trimmed(said(text)) == trimmed(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Das Gericht wies die Klage zurück.",
        "Der Vertrag schließt Klagen aus.",
        "Der Trainer schloss ihn vom Spiel aus.",
        "Die Geschworenen sprachen sie vom Vorwurf des Betrugs frei.",
        "Die Gruppe bezeichnet sich als Bündnis der Vernunft.",
        "In den Bergen forderte der Sturm drei Todesopfer.",
        "Das Programm schließt eine oft beklagte Lücke.",
        "Anna Weber kritisierte den Plan.",  # nothing of what she said is told
        "Die Zahlen deuten auf einen Irrtum hin.",
        "Ich habe den Plan gesehen und bin heute noch froh.",  # "habe" is no Konjunktiv beside "ich"
        "Wenn das geschieht, droht ein Streit.",
        "Der Frachter droht nun vor der Küste auseinanderzubrechen.",
        "Es ist nicht bekannt, ob Lösegeld bezahlt wurde.",
        "Die Gruppe, die sich selbst „Rat für neue Wege“ nennt, zog durch die Stadt.",
        "Ich studiere in Berlin und arbeite dort.",
        "Der Mann, der vor Gericht ausgesagt hatte, war zuvor schwer belastet worden.",
    ],
)
def test_what_is_told_by_the_reporter_is_nobodys(text: str) -> None:
    assert said(text) == []
