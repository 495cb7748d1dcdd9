"""Who a German speaker is when grammar tells: number, gender, roles, and who spoke before. All sentences are made up."""

from __future__ import annotations

import pytest

from retrieval.articles import Article, Paragraph
from retrieval.statements import german, read, read_text


def speakers(text: str) -> list[str | None]:
    return [s.speaker for s in read_text(text, "de").statements]


SUBJECTS = [
    ("Harsche Kritik am Plan äußerten die Vertrauensleute: „Das ist ungerecht.“", ["Vertrauensleute"]),
    ("Die Pläne nannte sie einen „Irrweg“.", [None]),
    ("Eltern rät die Forscherin, ruhig zu bleiben.", ["Forscherin"]),
    ("Ein anderer Bürger machte den Vorschlag, den Platz zu sperren.", ["Bürger"]),
    (
        "Der Kommissar der Union, Hans Müller, der hier ist, um zu helfen, den Ort zu öffnen, sagte, es eile.",
        ["Hans Müller"],
    ),
    (
        "Dem steht die Aussage von Hans Müller, Vorsitzender der Grünen, der sagte, es eile, entgegen.",
        ["Hans Müller"],
    ),
    ("Sollte es regnen, habe man noch Zeit.", [None]),
    ("Für Hans Müller lag der Fall klar: „Er wollte nur Zeit gewinnen.“", ["Hans Müller"]),
    ("Auf die Frage, ob er fürchte, dass es eilt, sagte Eva Lang: „Nein, gar nicht.“", ["Eva Lang"]),
    ("Hans Müller lobte Jan. Er traue ihm zu, so noch eher einen Plan zu machen, der halte.", ["Hans Müller"]),
]


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_the_subject_is_who_agrees_with_the_verb(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


BEFORE = [
    ("Es sei wichtig, mahnte Lauterkorn. Der SPD-Politiker sagte, es eile.", ["Lauterkorn", "Lauterkorn"]),
    ("Ein Zeuge sagte, es habe geknallt. „Es war laut“, sagte der 43-Jährige.", ["Zeuge", "Zeuge"]),
    ("Ein Sprecher sagte, der Termin stehe. Mehr sei nicht bekannt, sagte er.", ["Sprecher", "Sprecher"]),
    ("Psychologin Eva Lang sagte, es eile. „Das ist klar“, so die Expertin.", ["Eva Lang", "Eva Lang"]),
    ("Minister Hans Reul sagte, es eile. „Das ist klar“, so der CDU-Mann.", ["Hans Reul", "Hans Reul"]),
    ("Direktorin Ngozi Okonjo sagte, es eile. „Das ist klar“, so Ngozi.", ["Ngozi Okonjo", "Ngozi Okonjo"]),
    ("Die Ministerin schwieg. Sie kenne das Papier nicht, sagte sie.", ["Ministerin"]),
    ("Rechnungshofpräsident Kay Schell sagte, es eile. Das sei klar, sagte er.", ["Kay Schell", "Kay Schell"]),
    ("In seiner Rede räumte der Premier Fehler ein. Man habe zu spät reagiert.", ["Premier", "Premier"]),
    ("Hans Türk kam. „Das muss aufhören“, verlangte der Österreicher.", ["Hans Türk"]),
]


@pytest.mark.parametrize(("text", "expected"), BEFORE)
def test_who_spoke_before_goes_on_by_another_name(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


def test_an_unnamed_speaker_is_nobody_of_an_earlier_paragraph() -> None:
    texts = ["Trainer Hans Müller sagte: „Es war gut.“", "Ein Sprecher sagte, es eile. Das sei klar, sagte er."]
    paragraphs = tuple(Paragraph("a", number, text) for number, text in enumerate(texts, 1))
    found = read(Article("a", "", True, paragraphs, language="de")).statements
    assert [s.speaker for s in found] == ["Hans Müller", "Sprecher", "Sprecher"]


def test_a_name_that_may_be_a_firm_takes_no_pronoun_from_a_person() -> None:
    text = "Konzernchef Hans Müller kam. Aerotec habe gut verdient, teilte Aerotec mit. Es eile, fügte er hinzu."
    assert speakers(text)[-1] == "Hans Müller"


def test_hearsay_after_a_paragraph_that_an_authority_ends_is_still_its_own() -> None:
    texts = ["Das Feuer sei gelöscht, teilte die Polizei mit.", "Drei Männer sollen geflohen sein."]
    paragraphs = tuple(Paragraph("a", number, text) for number, text in enumerate(texts, 1))
    found = read(Article("a", "", True, paragraphs, language="de")).statements
    assert [(s.speaker, s.inferred) for s in found] == [("Polizei", False), ("Polizei", True)]


@pytest.mark.parametrize("word", ["Fahrzeuge", "Flugzeugen", "Halbleiter", "Lautsprecher", "Gebärmutter", "Autopilot"])
def test_a_thing_that_ends_like_a_person_is_none(word: str) -> None:
    assert not german.language().roles.role(word)


@pytest.mark.parametrize("word", ["Hochhaus", "Stockwerks", "Emissionen", "Datenbank", "Gottesdienste", "Innenstadt"])
def test_a_thing_that_ends_like_an_organisation_is_none(word: str) -> None:
    assert not german.language().roles.organisation(word)


@pytest.mark.parametrize(
    "word",
    ["Meeresbiologin", "Chefvolkswirt", "Reiseveranstalterin", "Sondergesandter", "Physiotherapeut", "Journalist"],
)
def test_a_trade_is_known_by_its_ending(word: str) -> None:
    assert german.language().roles.role(word)
