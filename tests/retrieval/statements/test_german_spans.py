"""What of a German sentence is said, and what is the reporter's own. All sentences are made up."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

Said = tuple[str, str | None, str]


def said(text: str) -> list[Said]:
    found = read_text(text, "de").statements
    return [(s.kind, s.speaker, " … ".join(span.of(text) for span in s.spans).removesuffix(".")) for s in found]


SOURCES = [
    (
        "Am Abend war der Hafen leer: Wie die Reederei Hansen meldet, haben alle Schiffe abgelegt.",
        [("indirect", "Reederei Hansen", "haben alle Schiffe abgelegt")],
    ),
    (
        "Der Hafen ist leer; laut der Reederei Hansen haben alle Schiffe abgelegt; am Kai liegt Schnee.",
        [("indirect", "Reederei Hansen", "haben alle Schiffe abgelegt")],
    ),
    (
        "Die Brücke wurde nach Polizeiangaben von einem Lastwagen beschädigt.",
        [("indirect", None, "Die Brücke wurde … von einem Lastwagen beschädigt")],
    ),
    (
        "Nach Ansicht vieler Winzer ist der Sommer zu trocken.",
        [("indirect", "Winzer", "ist der Sommer zu trocken")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SOURCES)
def test_a_source_has_its_own_clause_and_no_other(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


KONJUNKTIV = [
    (
        "Anna Weber beklagte den Umbau der Schule, der viel zu teuer geworden sei.",
        [("indirect", "Anna Weber", "der viel zu teuer geworden sei")],
    ),
    (
        "Anna Weber beklagt Mängel an der Brücke, die zu langen Staus geführt hätten.",
        [
            ("reported", "Anna Weber", "Anna Weber beklagt Mängel an der Brücke, die zu langen Staus geführt hätten"),
            ("indirect", "Anna Weber", "die zu langen Staus geführt hätten"),
        ],
    ),
    (
        "Auch die Sprecherin der Stadt, Anna Weber, will noch prüfen, ob die Brücke gesperrt werden solle.",
        [("indirect", "Anna Weber", "ob die Brücke gesperrt werden solle")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), KONJUNKTIV)
def test_the_clause_in_the_konjunktiv_is_what_was_said(text: str, expected: list[Said]) -> None:
    assert said(text) == expected
