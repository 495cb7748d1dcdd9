"""What of a German sentence is said, and what is the reporter's own. All sentences are made up."""

from __future__ import annotations

import pytest

from retrieval.readers.plain import read_plain
from retrieval.statements import read, read_text

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
        [("indirect", "Polizei", "Die Brücke wurde … von einem Lastwagen beschädigt")],
    ),
    (
        "Da die Brücke laut Anna Weber marode ist, wurde sie gesperrt.",
        [("indirect", "Anna Weber", "Da die Brücke … marode ist")],
    ),
    (
        "Nach Angaben der Polizei sanken 40 Boote, darunter laut der Stadt Kiel neun Fähren.",
        [("indirect", "Polizei", "sanken 40 Boote"), ("indirect", "Stadt Kiel", "neun Fähren")],
    ),
    (
        "Es gibt eine Regel, die laut Anna Weber gilt, wenn es am See stürmt.",
        [("indirect", "Anna Weber", "die … gilt, wenn es am See stürmt")],
    ),
    ("Die Werft will laut der Zeitung 40 Boote bauen.", [("indirect", "Zeitung", "Die Werft will … 40 Boote bauen")]),
    (
        "Bisher liegen laut Anbus Bestellungen für neun Boote vor.",
        [("indirect", "Anbus", "Bisher liegen … Bestellungen für neun Boote vor")],
    ),
    (
        "Die Firma, die nach bisherigen Ermittlungen für den Brand verantwortlich ist, schweigt.",
        [("indirect", None, "die … für den Brand verantwortlich ist")],
    ),
    (
        "Das ist laut Polizei und Feuerwehr „kein Grund zur Sorge“ gewesen.",
        [
            ("indirect", "Polizei", "Das ist … „kein Grund zur Sorge“ gewesen"),
            ("indirect", "Feuerwehr", "Das ist … „kein Grund zur Sorge“ gewesen"),
            ("direct", "Polizei", "kein Grund zur Sorge"),
            ("direct", "Feuerwehr", "kein Grund zur Sorge"),
        ],
    ),
    (
        "Die Werft ist nach Angaben des Vorstands pleite, wie Anna Weber am Montag erklärte.",
        [
            ("indirect", "Vorstand", "Die Werft ist … pleite"),
            ("indirect", "Anna Weber", "Die Werft ist nach Angaben des Vorstands pleite"),
        ],
    ),
    ("Zwei Monate nach dem Urteil des Gerichts in Kiel ist die Werft leer.", []),
    ("Erst nach langen Ermittlungen der Polizei war der Fall klar.", []),
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


ENDS = [
    (
        "Der Richter lehnte die Forderung von Anna Weber, den Zeugen zu hören, am Montag ab.",
        [("indirect", "Anna Weber", "den Zeugen zu hören")],
    ),
    ("Die Stadt wies den Vorwurf, sie habe geschlafen, zurück.", [("indirect", None, "sie habe geschlafen")]),
    (
        "Die Kammer hat den Vorschlag von Anna Weber, die Brücke zu sperren, im Mai beraten.",
        [("indirect", "Anna Weber", "die Brücke zu sperren")],
    ),
    (
        "Applaus erhielt der Vorschlag von Anna Weber, die Brücke zu sperren, auch von den Fischern.",
        [("indirect", "Anna Weber", "die Brücke zu sperren")],
    ),
    (
        "Anna Weber sagte, die Brücke sei sicher und eröffnete danach das Fest.",
        [("indirect", "Anna Weber", "die Brücke sei sicher")],
    ),
    (
        "Anna Weber sagte, die Fischer müssten gehen und bemühte dafür das Bild vom „vollen Netz“.",
        [("indirect", "Anna Weber", "die Fischer müssten gehen"), ("direct", "Anna Weber", "vollen Netz")],
    ),
    (
        "Anna Weber sagte, dass es verboten sei, bestimmte Netze zu benutzen, die der See schaden.",
        [
            (
                "indirect",
                "Anna Weber",
                "dass es verboten sei, bestimmte Netze zu benutzen, die der See schaden",
            )
        ],
    ),
    (
        "Da Anna Weber angekündigt hat, nicht weichen zu wollen, könnte der Abend lang werden.",
        [("indirect", "Anna Weber", "nicht weichen zu wollen")],
    ),
    (
        "Webers Aussage ist, dass die Brücke sicher gewesen sei, während die Stadt das Gegenteil behaupten wolle.",
        [("indirect", None, "dass die Brücke sicher gewesen sei, während die Stadt das Gegenteil behaupten wolle")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_a_statement_ends_where_the_main_clause_goes_on(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


SOURCES_OF_TWO = [
    (
        "Hans Lang hatte ein Bild gezeigt, auf dem er lacht, und Anna Weber hatte dazu gesagt, das Bild sei alt.",
        [("indirect", "Anna Weber", "das Bild sei alt")],
    ),
    (
        "Hans Lang erklärte, er habe nichts gewusst, Anna Weber dagegen sagte, er habe alles gewusst.",
        [("indirect", "Hans Lang", "er habe nichts gewusst"), ("indirect", "Anna Weber", "er habe alles gewusst")],
    ),
    (
        "Hans Lang sagte, er gehe, während Anna Weber erklärte, sie bleibe.",
        [("indirect", "Hans Lang", "er gehe"), ("indirect", "Anna Weber", "sie bleibe")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SOURCES_OF_TWO)
def test_two_who_speak_in_a_sentence_each_say_their_own(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


INTERRUPTED = [
    ("Die Werft sei, das berichtet die Zeitung, pleite.", [("indirect", "Zeitung", "Die Werft sei … pleite")]),
    (
        "Die Frau habe „laut geschrien“, berichtete Anna Weber.",
        [("indirect", "Anna Weber", "Die Frau habe „laut geschrien“"), ("direct", "Anna Weber", "laut geschrien")],
    ),
    (
        "Der Mann habe, teilte die Polizei mit, am Montag ein Boot gestohlen und sei geflohen.",
        [("indirect", "Polizei", "Der Mann habe … am Montag ein Boot gestohlen und sei geflohen")],
    ),
    (
        "Das Amt habe, so Anna Weber, niemanden informiert und „alle belogen“.",
        [
            ("indirect", "Anna Weber", "Das Amt habe … niemanden informiert und „alle belogen“"),
            ("direct", "Anna Weber", "alle belogen"),
        ],
    ),
    (
        "Die Wahl war, so Anna Weber, ein Fehler der Stadt.",
        [("indirect", "Anna Weber", "Die Wahl war … ein Fehler der Stadt")],
    ),
    (
        "Der Plan sei, so Anna Weber, die Chefin der Bahn, ein Fehler.",
        [("indirect", "Anna Weber", "Der Plan sei … ein Fehler")],
    ),
    ("Der Plan ist gut, so Anna Weber, die Chefin der Bahn.", [("indirect", "Anna Weber", "Der Plan ist gut")]),
    (
        "Sie gehe, sagte Anna Weber, weil die Brücke marode sei.",
        [("indirect", "Anna Weber", "Sie gehe … weil die Brücke marode sei")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), INTERRUPTED)
def test_speech_goes_on_after_who_interrupts_it(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


MAIN_CLAUSES = [
    (
        "Aussagen von Hans Lang, dass der See leer sei, schenkt Anna Weber keinen Glauben: „Wir fangen täglich Fische.“",
        [("indirect", "Hans Lang", "dass der See leer sei"), ("direct", "Anna Weber", "Wir fangen täglich Fische")],
    ),
    (
        "Aussagen der Stadt, dass der See leer sei, schenken sie keinen Glauben.",
        [("indirect", "Stadt", "dass der See leer sei")],
    ),
    (
        "Die Fischer hatten zwar, nachdem sie es bemerkt hatten, noch gebremst, trotzdem raste das Boot auf den Strand.",
        [],
    ),
    ("Anna Weber schrieb Briefe, unterstützte die Fischer in allen Fragen und fuhr zum See.", []),
    ("Im Mai wird mit einer Fahrt nach Kiel gerechnet, wo sich der große Hafen befindet.", []),
    ("Der Wert wird auf zehn Millionen Euro geschätzt, womit der Hafen der größte am See ist.", []),
    (
        "Die Werft sagte, es sei spät. Sie präsentiert ein Boot, das im Mai durch den See fahren soll.",
        [("indirect", "Werft", "es sei spät")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), MAIN_CLAUSES)
def test_a_main_clause_of_the_reporters_is_no_speech(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


CUES = [
    (
        "Anna Weber forderte, auch hier „einen Schlussstrich zu ziehen“ und kritisierte die Stadt.",
        [
            ("indirect", "Anna Weber", "auch hier „einen Schlussstrich zu ziehen“"),
            ("direct", "Anna Weber", "einen Schlussstrich zu ziehen"),
        ],
    ),
    (
        "Anna Weber sagte, der Mann, der am Montag floh, sei tot.",
        [("indirect", "Anna Weber", "der Mann, der am Montag floh, sei tot")],
    ),
    (
        "In einer viel beachteten Rede, die den Kurs markierte, hatte Anna Weber der Stadt vorgeworfen, sie sei träge.",
        [("indirect", "Anna Weber", "sie sei träge")],
    ),
    (
        "Der Hafen sei so alt wie die Stadt: „Hier fing alles an“, sagte Anna Weber.",
        [
            ("indirect", "Anna Weber", "Der Hafen sei so alt wie die Stadt"),
            ("direct", "Anna Weber", "Hier fing alles an"),
        ],
    ),
    (
        "Die Stadt „beschönige“ ihre Zahlen, sagte Anna Weber.",
        [
            ("indirect", "Anna Weber", "Die Stadt „beschönige“ ihre Zahlen"),
            ("direct", "Anna Weber", "beschönige"),
        ],
    ),
    (
        "Das Ministerium nannte Zahlen, wonach im Juni mehr Fische gefangen wurden.",
        [("indirect", "Ministerium", "im Juni mehr Fische gefangen wurden")],
    ),
    (
        "Berichte örtlicher Fischer, wonach der See leer ist, wurden nicht bestätigt.",
        [("indirect", None, "der See leer ist")],
    ),
    ("Wie am Abend bekannt wurde, ist der See leer.", [("indirect", None, "ist der See leer")]),
    ("Die Polizei umstellte das als „Schneckenhaus“ bekannte Gebäude.", []),
    (
        "Die Polizei sagte, es sei Nacht. Gefasst wurden zwei Männer, einer soll zuvor ein Boot gestohlen haben.",
        [("indirect", "Polizei", "es sei Nacht"), ("indirect", "Polizei", "einer soll zuvor ein Boot gestohlen haben")],
    ),
    (
        "Die Polizei sagte, es sei Nacht. Gesucht werden Männer, bei denen es sich um Diebe handeln soll.",
        [("indirect", "Polizei", "es sei Nacht"), ("indirect", "Polizei", "bei denen es sich um Diebe handeln soll")],
    ),
    (
        "Die Polizei sagte, es sei Nacht. Sie sucht weiter, so soll die Ruhe gesichert sein.",
        [("indirect", "Polizei", "es sei Nacht")],
    ),
    (
        "Der See ist leer. Dies gab am Abend – nach langer Suche – Professorin Anna Weber bekannt.",
        [("indirect", "Anna Weber", "Der See ist leer")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CUES)
def test_what_names_the_source_finds_what_it_says(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


def test_a_paragraph_may_tell_who_said_the_end_of_the_one_before() -> None:
    text = "Am See steht ein Turm.\n\nDer See ist leer.\n\nDas teilte die Stadt Kiel am Montag mit. Er soll bleiben."
    article = read_plain(text, id="a", language="de")
    reading = read(article)
    first = reading.statements[0]
    assert [span.of(first.paragraph.text) for span in first.spans] == ["Der See ist leer"]
    assert (first.paragraph.number, first.speaker, first.inferred) == (2, "Stadt Kiel", True)
    assert "Stadt Kiel" in [entity.name for entity in reading.entities]
