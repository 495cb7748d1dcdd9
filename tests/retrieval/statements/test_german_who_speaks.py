"""Whom a German epithet, role or name stands for, over several sentences. All sentences are made up."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph
from retrieval.statements import read, read_text


def speakers(text: str) -> list[str | None]:
    return [s.speaker for s in read_text(text, "de").statements]


def speakers_of(*paragraphs: str) -> list[str | None]:
    made = tuple(Paragraph("a", n + 1, text, None, 0) for n, text in enumerate(paragraphs))
    article = Article("a", "", True, made, None, None, None, None, "de", "")
    return [s.speaker for s in read(article).statements]


EPITHETS = [
    ("Ibrahim Diallo rief zu Spenden auf. „Wir haben wenig Zeit“, sagte der Senegalese.", "Ibrahim Diallo"),
    ("Elena Nguyen schließt ihr Geschäft. Es sei genug, erzählt die gebürtige Vietnamesin.", "Elena Nguyen"),
    ("Ingrid Pointner widersprach. Es sei genug, so die gebürtige Welserin.", "Ingrid Pointner"),
    ("Dieter Sommer ist froh. „Der Hof war in Gefahr“, meinte der 54-jährige Familienvater.", "Dieter Sommer"),
    ("Ministerin Dora Keller mahnte. „Masern sind gefährlich“, so die Ärztin und Autorin.", "Dora Keller"),
    ("Die Gutachterin Karin Feld widersprach. Nötig sei Gewalt, so die Sachverständige.", "Karin Feld"),
    ("Politikerin Aylin Karadağ sprach. Es träfe die Rentner, erklärte die Abgeordnete.", "Aylin Karadağ"),
    ("Die Bahn streicht Züge. Es sei genug, meinte der gebürtige Berliner.", "gebürtige Berliner"),
    (
        "Aylin Karadağ sprach. Das lehnten die Abgeordneten ab. Es sei genug, erklärten die Abgeordneten.",
        "Abgeordneten",
    ),
    ("Hans Weber kam. Es sei genug, sagte die 43-jährige Lehrerin.", "43-jährige Lehrerin"),
]


@pytest.mark.parametrize(("text", "expected"), EPITHETS)
def test_an_epithet_is_who_was_named_and_fits(text: str, expected: str) -> None:
    assert speakers(text)[-1] == expected


ROLES = [
    ("Der Chef der Deutschen Fähre, Rüdiger Lang, kam mit Jan Feld. „Wir sind pünktlich“, sagte der Fährchef."),
    ("Rüdiger Lang, Chef der Deutschen Fähre, kam mit Jan Feld. „Wir sind pünktlich“, sagte der Fährchef."),
    ("Der Sprecher des Hafens, Rüdiger Lang, kam mit Jan Feld. „Wir sind pünktlich“, sagte der Sprecher."),
]


@pytest.mark.parametrize("text", ROLES)
def test_a_role_beside_a_name_is_remembered(text: str) -> None:
    assert speakers(text) == ["Rüdiger Lang"]


def test_two_names_in_a_row_are_no_role() -> None:
    text = "Es kamen Rüdiger Lang, Präsident Olaf Brandt und Eva Feld. „Wir sind pünktlich“, sagte der Präsident."
    assert speakers(text) == ["Olaf Brandt"]


def test_a_role_in_an_apposition_tells_the_gender() -> None:
    text = "Die Sprecherin des Hafens, Andrea Kühn, kam mit Olaf Brandt. „Wir sind pünktlich“, sagte sie."
    assert speakers(text) == ["Andrea Kühn"]


SUBJECTS = [
    (
        "„Nein“, sagte Olaf Brandt. Jan Feld will gehen. „Ich habe lange genug gewartet“, sagte der 51-Jährige.",
        "Jan Feld",
    ),
    ("„Das ist falsch“, sagte Olaf Brandt. Jan Feld schwieg. „Ich habe lange genug gewartet“, sagte er.", "Jan Feld"),
    (
        "„Das ist falsch“, sagte Olaf Brandt. Eva Lang schwieg. „Ich habe lange genug gewartet“, sagte er.",
        "Olaf Brandt",
    ),
    (
        "„Das ist falsch“, sagte Olaf Brandt. Die Lage ist ernst. „Ich habe lange genug gewartet“, sagte er.",
        "Olaf Brandt",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_a_pronoun_is_the_subject_of_the_sentence_before(text: str, expected: str) -> None:
    assert speakers(text)[-1] == expected


NAMES = [
    ("„Unser Plan ist gut“, sagte Xu Liang. Xu fügte hinzu, er sei zufrieden.", "Xu Liang"),
    ("Papst Benedikt XVI. sagte, es eile. Es sei Zeit, so Benedikt.", "Benedikt XVI"),
    ("Der Plan sei gut, betonte Tenzing Dorjee. Es sei Zeit, so Dorjee.", "Tenzing Dorjee"),
    ("In Alto Verde brennt es. Alto Verde, ein Dorf, ist leer. Es sei zu spät, so Anna Lang.", "Anna Lang"),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_a_person_whose_name_no_list_knows_is_found(text: str, expected: str) -> None:
    assert speakers(text)[-1] == expected


def test_a_place_is_no_person() -> None:
    first = "Santa Rosa (Argentinien), 3. Mai 2020 – Der Gründer der Firma, Jan Weber, geht."
    assert speakers_of(first + " „Es ist Zeit für Neues“, schrieb er.") == ["Jan Weber"]
    assert speakers("Die Ärztin Eva Lang kam aus Alto Verde. Alto Verde (Peru) ist klein. Es eile, so Lang.") == [
        "Eva Lang"
    ]


WHO = [
    ("Jan Feld kam. „Kein Wert rechtfertigt das“, zitiert ihn die Zeitung.", "Jan Feld"),
    ("Die von Jan Feld am Abend geäußerte Hoffnung, der Plan werde gelingen, trog.", "Jan Feld"),
    ("Zitat von Jan Feld: „Wir haben viel mehr erreicht, als alle dachten.“", "Jan Feld"),
    ("Auch war der frühere Minister Jan Feld anwesend, der der Stadt vorwarf, Geld zu verschwenden.", "Jan Feld"),
    ("Zu hören war ein Prediger aus London, der alle aufforderte, das Land zu meiden.", "Prediger"),
    ("Er will einen Plan vorlegen, der sagt, dass es eilt.", None),
]


@pytest.mark.parametrize(("text", "expected"), WHO)
def test_who_says_it_is_not_only_the_subject(text: str, expected: str | None) -> None:
    assert speakers(text)[-1] == expected
