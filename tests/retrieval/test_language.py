from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language import function_words, language_of

GERMAN = (
    "Die Ukraine müsse in solche Gespräche aus einer Position der Stärke gehen, sagte der Nato-Generalsekretär Rutte."
)
ENGLISH = (
    "Ukraine had to enter such talks from a position of strength, NATO Secretary General Mark Rutte said on Tuesday."
)
DUTCH = (
    "Het kabinet heeft vandaag in Den Haag besloten dat de plannen voor de nieuwe wet worden uitgesteld, zei premier "
    "Rutte, die in de Kamer was. Hij wil dat er meer geld komt, maar niet voor alle plannen tegelijk."
)
FRENCH = (
    "Le président de la République a déclaré mardi à Bruxelles que la France soutiendrait l'Ukraine aussi longtemps "
    "que nécessaire, sans donner de détails sur les livraisons d'armes."
)


@pytest.mark.parametrize(
    "question",
    [
        "And Rutte?",
        "Who?",
        "Why?",
        "What did Baerbock say?",
        "What did von der Leyen say?",
        "Did Özdemir comment?",
        "Who was replaced by Rutte?",
        "Who said that the front moves westwards?",
        "the Kremlin spokesman",
        "What about Selenskyj?",
        "how to bake bread",
        "What did Frank-Walter Steinmeier zu Hohenlohe say?",
    ],
)
def test_english_questions_are_english_whatever_the_names(question: str) -> None:
    assert language_of(question) == "en"


@pytest.mark.parametrize(
    "question",
    [
        "Und zu Trump?",
        "Wer?",
        "Warum?",
        "Was sagte Baerbock?",
        "Was sagte die deutsche Außenministerin?",
        "Wie backt man Brot?",
        "der Nato-Generalsekretär",
        "Baerbock über Putin",
        "Baerbock zu Putin",
        "Was hat Boris Johnson gesagt?",
        "Was sagte der Chef der New York Times?",
        "Was sagte Ursula von der Leyen?",
    ],
)
def test_german_questions_are_german_whatever_the_names(question: str) -> None:
    assert language_of(question, default="en") == "de"


@pytest.mark.parametrize("text", ["", " \n", "Rutte?", "123", "?!", "NATO 2024"])
def test_what_has_no_language_is_in_the_default(text: str) -> None:
    assert language_of(text) == "de"
    assert language_of(text, "en") == "en"


@pytest.mark.parametrize(
    ("text", "language"), [(GERMAN, "de"), (ENGLISH, "en"), (DUTCH, "nl"), (FRENCH, "fr"), (ENGLISH.upper(), "en")]
)
def test_longer_texts_in_any_language(text: str, language: str) -> None:
    assert language_of(text, default="xx") == language


def test_a_quotation_in_another_language_does_not_turn_an_article() -> None:
    assert language_of(f"{GERMAN} {GERMAN} „{ENGLISH}“") == "de"


@given(st.text())
def test_never_raises_and_gives_two_letters(text: str) -> None:
    assert len(language_of(text)) == 2


@given(st.text(alphabet=st.characters(categories=["Cs"]), min_size=1))
def test_lone_surrogates_do_no_harm(text: str) -> None:
    assert language_of(f"{text} Was sagte {text} Baerbock?") == "de"


def test_function_words_are_in_small_letters() -> None:
    for language in ("de", "en"):
        assert function_words(language) == {word.lower() for word in function_words(language)}


def test_german_and_english_need_no_identifier() -> None:
    code = (
        "import sys; from retrieval.language import language_of;"
        f"assert language_of({GERMAN!r}) == 'de' and language_of({ENGLISH!r}) == 'en';"
        "assert 'py3langid' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_where_no_temporary_file_can_be_written_no_article_is_kept_in_a_wrong_language(tmp_path: Path) -> None:
    """The identifier unpacks its model into one. A question in such a language is read all the same."""
    text = "Le maire de la ville a annoncé hier que la nouvelle ligne de tramway ne sera pas construite avant l'année."
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    code = (
        "import sys, tempfile; from pathlib import Path; tempfile.tempdir = sys.argv[2];"
        "from retrieval.language import language_of; from retrieval.readers import Skipped, read;"
        f"assert language_of({text!r}, default='en') == 'en';"
        "skipped, = read(Path(sys.argv[1])); assert isinstance(skipped, Skipped); print(skipped.reason)"
    )
    gone = tmp_path / "gone"
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path, gone], check=True, capture_output=True, encoding="utf-8"
    )

    assert done.stdout.strip() == (
        "its language cannot be told, because no temporary file can be written (no such file or directory); "
        f"make room in {gone}, or set TMPDIR to another folder"
    )
