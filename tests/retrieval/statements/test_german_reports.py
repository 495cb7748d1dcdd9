"""Reports of what somebody said: where they begin and end, and which verbs and phrases make one."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text

Said = tuple[str, str | None, str]

EXTENTS: list[tuple[str, list[Said]]] = [
    # a subordinate clause is a report of its own
    (
        "Der Rat vertagte sich, weil die Gewerkschaft mehr Geld forderte.",
        [("reported", "Gewerkschaft", "weil die Gewerkschaft mehr Geld forderte")],
    ),
    (
        "Hans Lang traf Anna Weber, der er Feigheit vorgeworfen hatte.",
        [("reported", "Hans Lang", "der er Feigheit vorgeworfen hatte")],
    ),
    # a report ends where the reporter goes on
    (
        "Anna Weber fordert mehr Geld, die Stadt hatte zwei Prozent gezahlt.",
        [("reported", "Anna Weber", "Anna Weber fordert mehr Geld")],
    ),
    (
        "Die Polizei geht von einem Unfall aus, aber die Straße bleibt gesperrt.",
        [("reported", "Polizei", "Die Polizei geht von einem Unfall aus")],
    ),
    # a relative clause belongs to it, and so does what the relative pronoun names
    (
        "Anna Weber fordert ein Gesetz, das die Gebühr regelt.",
        [("reported", "Anna Weber", "Anna Weber fordert ein Gesetz, das die Gebühr regelt")],
    ),
    (
        "Die Lösung, die Anna Weber nannte, ist ein höherer Preis.",
        [("reported", "Anna Weber", "Die Lösung, die Anna Weber nannte, ist ein höherer Preis")],
    ),
    # an accusation in the Konjunktiv II or with "wollte" is what was said
    ("Kritiker werfen Anna Weber vor, sie hätte gelogen.", [("indirect", "Kritiker", "sie hätte gelogen")]),
    ("Kritiker hatten ihr vorgeworfen, sie wollte nur Geld.", [("indirect", "Kritiker", "sie wollte nur Geld")]),
]


def said(text: str) -> list[Said]:
    return [(s.kind, s.speaker, " … ".join(x.of(text) for x in s.spans)) for s in read_text(text).statements]


@pytest.mark.parametrize(("text", "expected"), EXTENTS)
def test_a_report_ends_where_the_reporter_goes_on(text: str, expected: list[Said]) -> None:
    assert said(text) == expected
