"""Sentences, words and quotation marks."""

from __future__ import annotations

import pytest

from retrieval.text import quotations, sentences, words

SENTENCES = [
    ("de", "Er kam am 3. Dezember. Sie ging.", ["Er kam am 3. Dezember.", "Sie ging."]),
    ("de", "Der 1. FC Köln siegte 2005. Die Fans jubelten.", ["Der 1. FC Köln siegte 2005.", "Die Fans jubelten."]),
    ("de", "Dr. Meier, z. B. Prof. J. R. Lang, kam. Ja!", ["Dr. Meier, z. B. Prof. J. R. Lang, kam.", "Ja!"]),
    ("de", "„Es eilt. Wirklich.“ Dann ging er.", ["„Es eilt.", "Wirklich.“", "Dann ging er."]),
    ("de", "„Es eilt!“, rief er. Sie: „Nein.“", ["„Es eilt!“, rief er.", "Sie: „Nein.“"]),
    (
        "de",
        "Siehe https://a.example/b.c?d=e. Es kostet 3.500,50 Euro.",
        ["Siehe https://a.example/b.c?d=e.", "Es kostet 3.500,50 Euro."],
    ),
    ("de", "Das sagte Merkel.Als sie ging, war es spät.", ["Das sagte Merkel.", "Als sie ging, war es spät."]),
    ("de", "Absatz eins\n\nAbsatz zwei", ["Absatz eins", "Absatz zwei"]),
    ("de", "Eine Zeile,\num die es geht. Noch eine.", ["Eine Zeile,\num die es geht.", "Noch eine."]),
    (
        "de",
        "„Sie sollen (nach der Pause, die Red.) High Five geben“, sagte er. Sie ging.",
        ["„Sie sollen (nach der Pause, die Red.) High Five geben“, sagte er.", "Sie ging."],
    ),
    ("de", "Er ging (Anm. d. Red.) nach Hause. Sie kam.", ["Er ging (Anm. d. Red.) nach Hause.", "Sie kam."]),
    ("de", "„Ich will [...] Frieden“, sagte er. Sie ging.", ["„Ich will [...] Frieden“, sagte er.", "Sie ging."]),
    ("de", "Er ging. (Es war spät.) Peter kam.", ["Er ging.", "(Es war spät.)", "Peter kam."]),
    ("de", "Das ist gut. [...] Peter kam.", ["Das ist gut.", "[...]", "Peter kam."]),
    ("de", "Er kam spät (Anm. d. Red.) Der Plan ist gut.", ["Er kam spät (Anm. d. Red.)", "Der Plan ist gut."]),
    (
        "en",
        "“We (the allies. Editor's note.) High Five,” he said.",
        ["“We (the allies. Editor's note.) High Five,” he said."],
    ),
    ("en", "They (Editor's note.) went home. She left.", ["They (Editor's note.) went home.", "She left."]),
    ("en", "She left. (It was late.) Peter came.", ["She left.", "(It was late.)", "Peter came."]),
    ("en", "He said no. Mary Weaver left no. 5 open.", ["He said no.", "Mary Weaver left no. 5 open."]),
    ("en", "Mr. Long met Sen. Weaver at 3 p.m. They talked.", ["Mr. Long met Sen. Weaver at 3 p.m.", "They talked."]),
    ("en", "“Really?” Mary Weaver asked. “Yes.”", ["“Really?” Mary Weaver asked.", "“Yes.”"]),
    ("en", "J. R. Long left the U.S. in May. He is back.", ["J. R. Long left the U.S. in May.", "He is back."]),
]

QUOTATIONS = [
    ('"...and so on," she said. He left "...', [("...and so on,", True)]),
    ('".@anna is right," he wrote.', [(".@anna is right,", True)]),
    ('It was "late" . ".', [("late", True)]),
    ("„Ja“, sagte er.", [("Ja", True)]),
    ('»Ja« «Nein» “Yes” "No" ‚So‘ ‹Gut›', [(w, True) for w in ("Ja", "Nein", "Yes", "No", "So", "Gut")]),
    ("„Er sagte ‚nein‘ zu mir“", [("Er sagte ‚nein‘ zu mir", True), ("nein", True)]),
    ("„A „B“ C“", [("A „B“ C", True), ("B", True)]),
    ("It's Lukas' car, he said, don't.", []),
    ("“He said ‘don’t do it’ to me.”", [("He said ‘don’t do it’ to me.", True), ("don’t do it", True)]),
    ("In '08 it was the '90s again.", []),
    ("„Nie geschlossen. Und mehr", [("Nie geschlossen. Und mehr", False)]),
    ('Er sagte "offen. Dann sagte sie "zu" dazu.', [("offen.", False), ("zu", True)]),
    ("„Eins\n\n„Zwei“", [("Eins", False), ("Zwei", True)]),
    ("''Le Monde'' und ,,Ja''", [("Le Monde", True), ("Ja", True)]),
]


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES)
def test_sentences(language: str, text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text, language)] == expected


@pytest.mark.parametrize(("language", "text", "expected"), SENTENCES)
def test_sentences_cover_all_that_is_no_white_space(language: str, text: str, expected: list[str]) -> None:
    covered = {i for span in sentences(text, language) for i in range(span.start, span.end)}

    assert all(i in covered or c.isspace() for i, c in enumerate(text))


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS)
def test_quotations(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(q.inner.of(text), q.closed) for q in quotations(text)] == expected


def test_the_outer_span_of_a_quotation_holds_its_marks() -> None:
    (quotation,) = quotations("Er sagte: „Ja.“ Dann ging er.")

    assert quotation.outer.of("Er sagte: „Ja.“ Dann ging er.") == "„Ja.“"


def test_words_keep_hyphens_apostrophes_and_numbers_whole() -> None:
    text = "Die Nato-Mitgliedschaft (3.500 Euro), don't!"

    assert [span.of(text) for span in words(text)] == ["Die", "Nato-Mitgliedschaft", "3.500", "Euro", "don't"]


@pytest.mark.parametrize("piece", ['"', "(", "a", "'", "(a.) "])
def test_a_megabyte_of_anything_is_split(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece))).strip()

    quotations(text)
    found = sentences(text)
    words(text)

    assert (found[0].start, found[-1].end) == (0, len(text))
