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
    ("Das Oberhaupt der Kirche, die Königin Elisabeth II., sagte, es eile.", "Elisabeth II"),
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


GOES_ON = [
    ("Jan Feld sagte, der Plan sei gut. Fehler wurden von Parteien gefunden. Man müsse nun handeln.", "Jan Feld"),
    ("Jan Feld sagte, der Plan sei gut. Die Polizei riegelte das Haus ab. Man müsse nun handeln.", "Polizei"),
    ("Jan Feld sagte, der Plan sei gut. Eva Lang kam hinzu. Man müsse nun handeln.", "Eva Lang"),
    ("Der Plan sei gut, sagte ein Richter. Zudem sei er billig, hieß es weiter.", "Richter"),
    ("Jan Feld nannte den Plan schlecht. Zudem wird bemängelt, dass er teuer sei.", "Jan Feld"),
    ("Jan Feld nannte den Plan schlecht. Ihm wird vorgeworfen, dass er teuer sei.", None),
    ("Jan Feld kam. Der Plan ist gut. In Bonn wird bemängelt, dass er teuer sei.", None),
]


@pytest.mark.parametrize(("text", "expected"), GOES_ON)
def test_speech_goes_on_with_who_spoke(text: str, expected: str | None) -> None:
    assert speakers(text)[-1] == expected


BODIES = [
    ("Das Ministerium schwieg zunächst. Es teilte am Abend mit, dass der Fall geprüft werde.", "Ministerium"),
    ("Das Gericht sagte, es eile. Auch stellte es fest, dass die Zeugen logen.", "Gericht"),
    ("Die Behörde sagte, es eile. Auch stellte es fest, dass die Zeugen logen.", None),
]


@pytest.mark.parametrize(("text", "expected"), BODIES)
def test_es_is_a_body_of_neuter_gender(text: str, expected: str | None) -> None:
    assert speakers(text)[-1] == expected


OFFICES = [
    ("Ein Sprecher der Stadt sagte, es eile. Der Sprecher betonte, man prüfe alles.", "Sprecher der Stadt"),
    ("Die Vorsitzende der Partei, Eva Lang, kam. „Wir prüfen alles genau“, sagte die Vorsitzende.", "Eva Lang"),
    ("Der Vorsitzende der Partei, Jan Feld, kam. „Wir prüfen alles genau“, sagte die Vorsitzende.", "Vorsitzende"),
    ("Die Sozialistin Rosa Feld kam. „Wir prüfen alles genau“, sagte die Sozialistin.", "Rosa Feld"),
    ("„Es hat gekracht“, sagte Pastor Jan Feld. „Ich lief hinaus“, sagte der Geistliche.", "Jan Feld"),
]


@pytest.mark.parametrize(("text", "expected"), OFFICES)
def test_an_office_is_who_holds_it(text: str, expected: str) -> None:
    assert speakers(text)[-1] == expected


PARTIES = [
    ("Jan Feld (SPD) sprach. Olaf Brandt (FDP) widersprach. Der SPD-Politiker sagte, es eile.", "Jan Feld"),
    ("Jan Feld (SPD) sprach. Olaf Brandt (FDP) widersprach. Der FDP-Politiker sagte, es eile.", "Olaf Brandt"),
    ("SPD-Chefin Eva Feld sprach. Olaf Brandt (FDP) widersprach. Die SPD-Politikerin sagte, es eile.", "Eva Feld"),
    ("Eva Feld (Grüne) sprach. Olaf Brandt (FDP) widersprach. Die Grünen-Politikerin sagte, es eile.", "Eva Feld"),
    ("Olaf Brandt (FDP) kam. Der SPD-Politiker sagte, es eile.", "SPD-Politiker"),
]


@pytest.mark.parametrize(("text", "expected"), PARTIES)
def test_a_party_tells_who_is_meant(text: str, expected: str) -> None:
    assert speakers(text)[-1] == expected


def test_accents_do_not_hide_a_first_name() -> None:
    text = "Die Helferin María José López sagte, es fehle an Wasser. Sie bat um Hilfe: „Ohne Wasser sterben wir alle.“"
    assert speakers(text)[-1] == "María José López"


OTHERS = [
    ("Jan Feld ist tot. Die Anwältin Felds sagte, es eile. Die Anwältin sagte, sie sei traurig.", "Anwältin Felds"),
    ("Jan Feld kam. Dessen Gegner Olaf Odongo sprach von Betrug: „Wir geben niemals auf, Leute.“", "Olaf Odongo"),
    ("Olaf Odongo tobte. „Wir geben niemals auf“, so der Oppositionsführer.", "Olaf Odongo"),
    ("Richterin Eva Lang sprach ihn frei. Nach dem Urteil sagte sie, sie sei zufrieden.", "Eva Lang"),
    ("Sarkony will helfen. Er sagte am Rande des Gipfels, dass es eile.", "Sarkony"),
    ("Jan Feld (43) sprach mit uns. Ein Sprecher der Stadt schwieg. Man prüfe das, sagte sie.", None),
    ("Das Blatt sagte, es eile. Ein Sprecher der Stadt schwieg. Man prüfe das, sagte er.", "Sprecher der Stadt"),
    ("Eva Lang sagte, es eile. Der Filialleiter kam. Man prüfe das, sagte er.", "Filialleiter"),
    ("Eva Lang sagte, es eile. Der Filialleiter kam. Man prüfe das, sagte sie.", "Eva Lang"),
    ("Regen fällt. Sie sagte am Rande des Gipfels, dass es eile.", None),
]


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_whoever_belongs_to_somebody_is_somebody_else(text: str, expected: str | None) -> None:
    assert speakers(text)[-1] == expected


def test_a_name_keeps_both_of_its_quotation_marks_or_none() -> None:
    assert speakers("Nach Angaben der „Neuen Post“ eilt es.") == ["Neuen Post"]
    assert speakers("Die Zeitung „Neue Post“ sagte, es eile.") == ["Zeitung „Neue Post“"]


OF_OTHERS = [
    ("Jan Feld, Sprecher des Hafens, kam. Der Sprecher der Stadt sagte, es eile.", "Sprecher der Stadt"),
    ("Jan Feld, Sprecher des Hafens, kam. Der Sprecher des Hafens sagte, es eile.", "Jan Feld"),
    ("Jan Feld, Sprecher des Hafens, kam. Der Hafensprecher sagte, es eile.", "Jan Feld"),
    ("Der Wirt kannte Jan Feld. „Er kam jeden Tag in mein Lokal“, sagte der Wirt.", "Wirt"),
    ("„Er kam jeden Tag in mein Lokal“, sagte Jan Feld. „Er trank nie viel“, sagte der Wirt.", "Jan Feld"),
]


@pytest.mark.parametrize(("text", "expected"), OF_OTHERS)
def test_whose_office_it_is_tells_who_holds_it(text: str, expected: str) -> None:
    assert speakers(text)[-1] == expected


OTHER_WORDS = [
    ("Trainer Paul Falk lobte Kapitän Timo Lang. „Wir waren wach“, sagte der Coach.", "Paul Falk"),
    ("Trainer Paul Falk lobte das Team. Der Coach blieb. „Wir waren wach“, sagte der 47-Jährige.", "Paul Falk"),
    ("Torwart Timo Lang hielt viel. Trainer Paul Falk schwieg. „Ich war wach“, sagte der Keeper.", "Timo Lang"),
    ("Premierminister Jon Falk traf Ole Lang. „Wir sind bereit“, sagte der Regierungschef.", "Jon Falk"),
    ("Bürgermeisterin Ute Falk traf Eva Lang. „Wir sind bereit“, sagte die Rathauschefin.", "Ute Falk"),
    ("Der Boxer Karl Falk kam. „Ich bin bereit“, sagte der Profi.", "Karl Falk"),
]


@pytest.mark.parametrize(("text", "expected"), OTHER_WORDS)
def test_an_office_has_other_names(text: str, expected: str) -> None:
    assert speakers(text)[-1] == expected


APART = [
    ("Richterin Ute Falk verlas das Urteil. Die Gutachterin sagte, es eile.", "Gutachterin"),
    ("„Wir waren wach“, sagte Trainer Paul Falk. „Es war knapp“, sagte der Torhüter.", "Torhüter"),
    ("„Er lügt“, sagte Staatsanwalt Paul Falk. „Es war anders“, sagte der Verteidiger.", "Verteidiger"),
]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_nobody_has_two_roles_that_exclude_each_other(text: str, expected: str) -> None:
    assert speakers(text)[-1] == expected


SUBJECTS = [
    ("Es gebe Fragen, sagte der „Rheinischen Zeit“ auch Fraktionsvize Eva Lang.", "Eva Lang"),
    ("Es gebe Fragen, schrieb der „Rheinische Bote“ am Montag.", "Rheinische Bote"),
    ("Die Zahl der Opfer bezifferte das Ministerium auf 20.", "Ministerium"),
    ("Hans Weber kam. Die Zeitung zitierte ihn mit den Worten: „Ich gehe jetzt.“", "Hans Weber"),
    ("Hans Weber kam. Die Zeitung zitierte ihn damit, dass er gehen wolle.", "Hans Weber"),
    ("Es kam die Ministerin, der die Opposition vorwarf, sie schweige.", "Opposition"),
    ("Es kam der Minister, der der Opposition vorwarf, sie schweige.", "Minister"),
    ("Hans Weber kam. Gegen ihn erließ der Richter Haftbefehl. Er sagte, es eile.", "Hans Weber"),
    ("Trainer Paul Falk zeigte sich froh, „auch mal ganz knapp gewonnen“ zu haben.", "Paul Falk"),
]


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_who_does_it_speaks(text: str, expected: str) -> None:
    assert speakers(text)[-1] == expected


@pytest.mark.parametrize("first", ["Vermeldet", "Gefordert", "Bestätigt"])
def test_a_participle_at_the_start_is_nobody(first: str) -> None:
    text = f"{first} hatte den Wechsel des Spielers die Zeitung. Am Montag hätten sich die Vereine geeinigt."
    assert first not in {e.name for e in read_text(text, "de").entities}
