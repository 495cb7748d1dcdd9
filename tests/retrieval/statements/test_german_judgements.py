"""Judgements, rejections and threats, and quotations that a full stop ends outside of its mark."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

CASES = [
    (
        "Dass niemand kam, nannte Anna Weber „ein Zeichen von Anstand“.",
        [("direct", "Anna Weber", "ein Zeichen von Anstand")],
    ),
    ("Was dort geschah, bezeichnete Anna Weber als „Skandal“.", [("direct", "Anna Weber", "Skandal")]),
    (
        "„Wir brauchen“, sagte Anna Weber am Montag in Berlin, „eine Reform der Steuern“.",
        [("direct", "Anna Weber", "Wir brauchen … eine Reform der Steuern")],
    ),
    ("Anna Weber wies die Kritik zurück.", [("reported", "Anna Weber", "Anna Weber wies die Kritik zurück")]),
    ("Die Gewerkschaft drohte mit Streik.", [("reported", "Gewerkschaft", "Die Gewerkschaft drohte mit Streik")]),
    (
        "Einen Rücktritt schloss Anna Weber aus.",
        [("reported", "Anna Weber", "Einen Rücktritt schloss Anna Weber aus")],
    ),
    (
        "Einen Bericht, wonach sie krank sei, wies Anna Weber als „Unsinn“ zurück.",
        [("indirect", None, "sie krank sei"), ("direct", "Anna Weber", "Unsinn")],
    ),
    (
        "Anna Weber hält davon wenig: Zwei kranke Häuser ergäben kein gesundes.",
        [("indirect", "Anna Weber", "Zwei kranke Häuser ergäben kein gesundes")],
    ),
    (
        "Anna Weber zeigte sich enttäuscht: Das Land lasse die Bühnen im Stich.",
        [("indirect", "Anna Weber", "Das Land lasse die Bühnen im Stich")],
    ),
    (
        "Das Gericht kam zu dem Ergebnis, „dass der Zeuge an jenem Abend nicht am Ort der Tat war“.",
        [("direct", "Gericht", "dass der Zeuge an jenem Abend nicht am Ort der Tat war")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_judgements(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    found = [(s.kind, s.speaker, " … ".join(x.of(text) for x in s.spans)) for s in read_text(text).statements]
    assert found == expected
