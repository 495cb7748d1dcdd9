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
    # two things told in one sentence
    (
        "Während die Post von tausend Menschen sprach, sprach die Polizei von hundert.",
        [
            ("reported", "Post", "Während die Post von tausend Menschen sprach"),
            ("reported", "Polizei", "sprach die Polizei von hundert"),
        ],
    ),
    (
        "Die Polizei teilte mit, dass die Regenfälle anhalten und warnte vor neuen Fluten.",
        [
            ("indirect", "Polizei", "dass die Regenfälle anhalten"),
            ("reported", "Polizei", "und warnte vor neuen Fluten"),
        ],
    ),
    (
        "Hans Lang hielt ihr vor, wenig zu zahlen und nannte sie eine Lügnerin.",
        [("indirect", "Hans Lang", "wenig zu zahlen"), ("reported", "Hans Lang", "und nannte sie eine Lügnerin")],
    ),
    ("Anna Weber sagte, dass er kommt und bleibt.", [("indirect", "Anna Weber", "dass er kommt und bleibt")]),
    # whoever does something and then speaks is no object of the verb
    (
        "Anna Weber lobte den Plan, warf Hans Lang aber Betrug vor.",
        [("reported", "Anna Weber", "Anna Weber lobte den Plan, warf Hans Lang aber Betrug vor")],
    ),
    (
        "Die Eltern begrüßten den Plan, fordern aber die Nennung eines Datums.",
        [("reported", "Eltern", "Die Eltern begrüßten den Plan, fordern aber die Nennung eines Datums")],
    ),
    # what an article opens with is no part of it
    ("Kiel (dpa) - Der Rat forderte mehr Geld.", [("reported", "Rat", "Der Rat forderte mehr Geld")]),
    ("KIEL – Der Rat forderte mehr Geld.", [("reported", "Rat", "Der Rat forderte mehr Geld")]),
    (
        "Vor einer zweiten – größeren – Flut hat Anna Weber gewarnt.",
        [("reported", "Anna Weber", "Vor einer zweiten – größeren – Flut hat Anna Weber gewarnt")],
    ),
    # an accusation in the Konjunktiv II or with "wollte" is what was said
    ("Kritiker werfen Anna Weber vor, sie hätte gelogen.", [("indirect", "Kritiker", "sie hätte gelogen")]),
    ("Kritiker hatten ihr vorgeworfen, sie wollte nur Geld.", [("indirect", "Kritiker", "sie wollte nur Geld")]),
]

VIEWS = [
    ("Anna Weber hält den Plan für falsch.", "Anna Weber"),
    ("Anna Weber hält das Gesetz, das im Mai beschlossen wurde, für falsch.", "Anna Weber"),
    ("Anna Weber sieht in dem Plan eine Gefahr.", "Anna Weber"),
    ("Darin sieht Anna Weber keinen Fortschritt.", "Anna Weber"),
    ("Anna Weber sieht den Plan als Rückschritt.", "Anna Weber"),
    ("Anna Weber betrachtet den Plan als Rückschritt.", "Anna Weber"),
    ("Anwohner empfanden die Feier als Zumutung.", "Anwohner"),
    ("Analysten erwarten einen Rückgang der Preise.", "Analysten"),
    ("Für dieses Jahr befürchtet Anna Weber einen Engpass.", "Anna Weber"),
    ("In dem Brief ist von einem Fehler die Rede.", "Brief"),
    ("Anna Weber machte die Stadt für den Stau verantwortlich.", "Anna Weber"),
    ("Anna Weber hat die Stadt dafür verantwortlich gemacht.", "Anna Weber"),
]

DEMANDS = [
    ("Anna Weber sprach sich für ein Verbot aus.", "Anna Weber"),
    ("Anna Weber hat sich gegen ein Verbot ausgesprochen.", "Anna Weber"),
    ("Anna Weber rief die Bürger zur Vorsicht auf.", "Anna Weber"),
    ("Anna Weber räumte Fehler ein.", "Anna Weber"),
    ("Der Fahrer hat die Tat gestanden.", "Fahrer"),
    ("Anna Weber riet von Reisen ab.", "Anna Weber"),
    ("Der Verteidiger plädierte auf Freispruch.", "Verteidiger"),
    ("Anna Weber stellte einen Rabatt in Aussicht.", "Anna Weber"),
    ("Anna Weber gab den Schaden mit zwei Millionen Euro an.", "Anna Weber"),
]

NO_REPORTS = [
    "Das Gericht sprach eine Strafe gegen ihn aus.",
    "Die Stadt räumte ihm ein Recht ein.",
    "Anna Weber gab den Rest zu.",
    "Anna Weber suchte Spuren, die für einen Fehler von Hans Lang sprechen.",
    "Von einem Fehler wurde gesprochen.",
    "Anna Weber lobte den Park, der schöner als 2010 ist.",
    "Die Gewerkschaft rief zu einem Streik auf.",
    "Anna Weber hält den Rekord für die schnellste Runde.",
    "Anna Weber sah in der 24. Minute den ersten Treffer.",
    "Anna Weber sah das Haus, als der Regen begann.",
    "Anna Weber sieht sich als Siegerin.",
    "Der Plan wird als Rückschritt gesehen.",
    "Der Minister forderte Soldaten an.",
    "Den Fahrer erwartet eine Strafe.",
    "Von zehn Verletzten war die Rede.",
    "Anna Weber kam schneller als erwartet.",
    "Anna Weber wird in der Halle erwartet.",
    "Hans Lang kennt Leute, die Anna Weber für eine Heldin halten.",
]

FOUND: list[tuple[str, list[Said]]] = [
    ("In dem Brief war von einem „groben Fehler“ die Rede.", [("direct", "Brief", "groben Fehler")]),
    ("„Das wird nichts“, unkte Anna Weber.", [("direct", "Anna Weber", "Das wird nichts")]),
    ("Anna Weber machte zur Bedingung, dass alle gehen.", [("indirect", "Anna Weber", "dass alle gehen")]),
    (
        "Anna Weber zeigte sich erfreut, „endlich wieder Ruhe“ zu haben.",
        [
            ("indirect", "Anna Weber", "„endlich wieder Ruhe“ zu haben"),
            ("direct", "Anna Weber", "endlich wieder Ruhe"),
        ],
    ),
    ("Anna Weber zeigte sich bestürzt, dass alle gehen.", [("indirect", "Anna Weber", "dass alle gehen")]),
    ("Anna Weber klagte die Stadt an, zu wenig zu zahlen.", [("indirect", "Anna Weber", "zu wenig zu zahlen")]),
    (
        "Die Partei forderte, auch im Süden „die Mieten zu senken“ und sprach von einem Fehler.",
        [
            ("indirect", "Partei", "auch im Süden „die Mieten zu senken“"),
            ("direct", "Partei", "die Mieten zu senken"),
            ("reported", "Partei", "und sprach von einem Fehler"),
        ],
    ),
    ("Anna Weber schrieb von einem „bösen Spiel“.", [("direct", "Anna Weber", "bösen Spiel")]),
    ("Der Stadt wird nachgesagt, Geld zu verschwenden.", [("indirect", None, "Geld zu verschwenden")]),
    ("Anna Weber ärgert sich darüber, dass alle gehen.", [("indirect", "Anna Weber", "dass alle gehen")]),
]


def said(text: str) -> list[Said]:
    return [(s.kind, s.speaker, " … ".join(x.of(text) for x in s.spans)) for s in read_text(text).statements]


@pytest.mark.parametrize(("text", "expected"), EXTENTS)
def test_a_report_ends_where_the_reporter_goes_on(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(("text", "speaker"), VIEWS + DEMANDS)
def test_a_view_or_a_demand_is_a_report(text: str, speaker: str) -> None:
    assert said(text) == [("reported", speaker, text.removesuffix("."))]


@pytest.mark.parametrize("text", NO_REPORTS)
def test_what_is_no_report(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_verbs_that_tell_what_was_said(text: str, expected: list[Said]) -> None:
    assert said(text) == expected
