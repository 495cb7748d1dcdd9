"""What a German reporter tells in the own voice, and nobody has said; and who is not given somebody else's words."""

from __future__ import annotations

import pytest

from retrieval.statements import read_text


def said(text: str) -> list[tuple[str | None, str]]:
    found = read_text(text, "de").statements
    return [(s.speaker, " … ".join(span.of(text) for span in s.spans)) for s in found]


NOBODYS = [
    "Der Präsident stärkt ihm nach dieser Aussage den Rücken.",
    "Dem Mann steht nach dem Urteil des Amtsgerichts eine lange Haft bevor.",
    "Zwei Monate nach dem Urteil des Amtsgerichts in Kiel liegt die Begründung vor.",
    "Nach monatelangen Ermittlungen der Polizei steht der Fall vor dem Abschluss.",
    "Anna Weber liegt in einigen Umfragen vor Präsident Lang, was sie zu einer Rivalin macht.",
    "Die Zahlen der Toten widersprechen sich: Das Rote Kreuz zählte 70.",
    "Ein Land darf das – wie der Fall gezeigt hat – nicht zulassen.",
    "Hans Weber stand im Verdacht, das Geld gestohlen zu haben.",
    "Die Polizei fasste zwei Männer, die unter dem Verdacht stehen, Mitglieder einer Bande zu sein.",
    "Was ist Ihrer Meinung nach an dem Gesetz falsch?",
    "Mit dem Bau wird deutlich, dass die Stadt wächst.",
    "Offen ist die Frage, ob die Halle verkauft wird.",
    "Das Ergebnis kam dadurch zustande, dass beide Seiten vorsichtig spielten.",
    "Es gab keine Entscheidung darüber, ob die Halle verkauft wird.",
    "So war der Eindruck entstanden, dass die Fans den Streit gesucht hätten.",
]


@pytest.mark.parametrize("text", NOBODYS)
def test_what_the_reporter_tells_is_nobodys(text: str) -> None:
    assert said(text) == []


SUPPOSED = [
    "Ursprünglich sollte die Halle bis Mai stehen.",
    "Es wäre das erste Treffen der beiden seit Jahren.",
    "Ohne ihre Stimme hätte es ein Patt gegeben.",
    "Beinahe hätten die Gäste noch getroffen.",
    "Die Partei erreicht nicht die Zahl von Sitzen, die für eine Mehrheit ausreichen würde.",
    "Die Läden blieben am Montag geschlossen.",
    "Auf Fragen wollte Lang nicht bestätigen, dass der Vertrag gekündigt werde.",
]


@pytest.mark.parametrize("text", SUPPOSED)
def test_what_the_reporter_supposes_does_not_go_on_with_speech(text: str) -> None:
    before = "Anna Weber sagte, der Bau sei teuer."
    assert said(f"{before} {text}") == [("Anna Weber", "der Bau sei teuer")]


SOURCES = [
    (
        "Der Wagen wurde nach Polizeiangaben von einem Lastwagen erfasst.",
        [("Polizei", "Der Wagen wurde … von einem Lastwagen erfasst")],
    ),
    (
        "Zu einem Bericht der Zeitung, demzufolge ein Streik droht, sagte der Sprecher: „Es gibt keinen Beschluss.“",
        [("Zeitung", "ein Streik droht"), ("Sprecher", "Es gibt keinen Beschluss.")],
    ),
    (
        "Am Abend gab es Gerüchte, denen zufolge Weber schon abgereist war.",
        [(None, "Weber schon abgereist war")],
    ),
    (
        "Das Ministerium veröffentlichte Zahlen, wonach 1.900 Menschen festgenommen wurden.",
        [("Ministerium", "1.900 Menschen festgenommen wurden")],
    ),
    ("Das Werk schließt, wie aus Kreisen der Regierung verlautete.", [("Regierung", "Das Werk schließt")]),
    ("Das Werk schließt, wie aus der Stadtverwaltung zu hören war.", [("Stadtverwaltung", "Das Werk schließt")]),
    (
        "Nach dem Stand der Ermittlungen der Polizei brannte es zuerst im Keller.",
        [("Polizei", "brannte es zuerst im Keller")],
    ),
    ("Laut BILD-Informationen gab es Streit um den Plan.", [("BILD", "gab es Streit um den Plan")]),
    (
        "Einem Bericht der „Neuen Zeit“ unter Berufung auf einen Berater zufolge soll dort eine Liste kursieren.",
        [("Neuen Zeit", "soll dort eine Liste kursieren")],
    ),
    (
        "Nach Angaben der Zeitung unter Berufung auf Zeugen gab es dort eine Liste.",
        [("Zeitung", "gab es dort eine Liste")],
    ),
    (
        "Die Armee griff das Lager an, laut der Nachrichtenagentur Nord wurde ein Rastplatz getroffen.",
        [("Nachrichtenagentur Nord", "wurde ein Rastplatz getroffen")],
    ),
    ("Das Haus, laut Polizei ein Altbau, brannte nieder.", [("Polizei", "ein Altbau")]),
    ("Er kam, laut Zeugen, zu spät.", [("Zeugen", "Er kam … zu spät")]),
    ("Nach einer Stellungnahme der Armee ist das Lager geräumt.", [("Armee", "ist das Lager geräumt")]),
    ("Regierungsangaben zufolge eilt es.", [("Regierung", "eilt es")]),
    ("Laut UN-Angaben eilt es.", [("UN", "eilt es")]),
    ("Nach Medienangaben eilt es.", [(None, "eilt es")]),
    ("Nach dem Urteil des Gerichts muss die Stadt zahlen.", [("Gerichts", "muss die Stadt zahlen")]),
]


@pytest.mark.parametrize(("text", "expected"), SOURCES)
def test_a_source_says_its_clause(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert said(text) == expected


SPEAKERS = [
    ("Das Feuer sei gelöscht, hieß es in der Nacht von der Feuerwehr.", ("Feuerwehr", "Das Feuer sei gelöscht")),
    ("Das Feuer sei gelöscht, hieß es in der Nacht.", (None, "Das Feuer sei gelöscht")),
    ("Der Richter aber sagte, es eile.", ("Richter", "es eile")),
    (
        "Es eile, sagte Hans Weber. Wie es zu dem Brand kam, sei noch unklar.",
        ("Hans Weber", "Wie es zu dem Brand kam, sei noch unklar"),
    ),
    ("„Es eilt“, sagte der Politiker der „Neuen Zeit“.", ("Politiker", "Es eilt")),
    ("„Es eilt“, sagte ein Sprecher der Behörde der Nachrichtenagentur Nord.", ("Sprecher der Behörde", "Es eilt")),
    ("„Es eilt“, sagte ein Redakteur der „Neuen Zeit“.", ("Redakteur der „Neuen Zeit“", "Es eilt")),
    (
        "Anna Weber lobte, wie ihr Team reagierte: „Das hätten wir früher haben können.“",
        ("Anna Weber", "Das hätten wir früher haben können."),
    ),
    (
        "Ob sich der Mann geäußert hat, wollte die Behörde nicht sagen. Der 36-Jährige sei in ein Krankenhaus gebracht worden.",
        ("Behörde", "Der 36-Jährige sei in ein Krankenhaus gebracht worden"),
    ),
    (
        "Vermeldet hatte den Wechsel die Nachrichtenagentur. Die Vereine hätten sich geeinigt.",
        ("Nachrichtenagentur", "Die Vereine hätten sich geeinigt"),
    ),
    (
        "Der Minister reagierte am Freitag auf Kritik der Grünen, er gebe zu wenig aus.",
        ("Grünen", "er gebe zu wenig aus"),
    ),
    ("Hans Weber zeigte sich erfreut, den Sieg errungen zu haben.", ("Hans Weber", "den Sieg errungen zu haben")),
    (
        "Nach Angaben der Polizei gab es Streit. Dabei starben zwei Männer, einer soll erstochen worden sein.",
        ("Polizei", "einer soll erstochen worden sein"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_who_says_it_is_not_whoever_stands_nearest(text: str, expected: tuple[str | None, str]) -> None:
    assert said(text)[-1] == expected


def test_a_plan_is_no_hearsay() -> None:
    text = "Nach Angaben der Stadt wird gebaut. Erst stehen Prüfungen an, alles soll 2030 abgeschlossen sein."
    assert said(text) == [("Stadt", "wird gebaut")]


def test_what_nobody_known_has_said_goes_on_as_nobodys() -> None:
    text = "Anna Weber kam am Montag. Es wird vermutet, dass sie krank war. Sie habe Fieber gehabt. Sie sei zu spät gekommen."
    assert said(text)[1:] == [(None, "Sie habe Fieber gehabt. Sie sei zu spät gekommen")]
