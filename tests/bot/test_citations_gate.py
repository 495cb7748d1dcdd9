"""What a model can do with true quotations to say something false: each way is shut, and the honest claim beside it is
kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fakes import WordEmbedder

from bot.answer import Claim
from bot.citations import Draft, Quoted, Rejected, Source, check
from bot.material import numbered
from retrieval.articles import Article, Paragraph
from retrieval.library import Library
from retrieval.search import Searcher

PARAGRAPHS = [
    "In der Klinik Westend sind 14 Menschen erkrankt. „Es gibt keinen Grund zur Panik“, sagte Ministerin Berta Falk."
    " Der Chefarzt Emil Sander warnte vor einer Ausbreitung.",
    "Die Patientin Rosa Kühn sagte, sie fühle sich sicher. Ihr Mann Uwe Kühn sagte, er habe Angst. „Wer hier arbeitet, verdient"
    " Respekt“, sagte Rosa Kühn.",
    "„Frau Falk sagte mir: ‚Wir lassen Westend nicht im Stich‘“, berichtete Sander. „Wenn das Land zahlt, bauen wir"
    " neu“, sagte Falk.",
    "Falk trat vor die Presse. „Das Haus muss sofort schließen“, sagte Falk. „Wir danken allen Helfern“, sagte Falk.",
]
WARNED = (1, "Der Chefarzt Emil Sander warnte vor einer Ausbreitung")
AFRAID = (2, "er habe Angst")
TOLD = (3, "Wir lassen Westend nicht im Stich")
HIDDEN = (4, "Das Haus muss sofort schließen")
THANKS = (4, "Wir danken allen Helfern")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, dict[int, Source]]]:
    """With the statement that the house must close taken out by its owner."""
    paragraphs = tuple(Paragraph("klinik", n, text) for n, text in enumerate(PARAGRAPHS, 1))
    article = Article("klinik", "Klinik Westend", False, paragraphs, publisher="Talbote", language="de")
    embedder = WordEmbedder()
    with Library.open(tmp_path_factory.mktemp("gate"), embedder) as library:
        list(library.add([article]))
        statements = library.snapshot().statements_at([("klinik", 4)])["klinik", 4]
        library.hide(next(s for s in statements if HIDDEN[1] in s.spans[0].of(s.paragraph.text)))
        view = Searcher(library, embedder).view()
        yield view, {one.number: one for one in numbered(paragraphs, {"klinik": article}, view)}


def checked(library: Any, text: str, speaker: str | None, *quoted: tuple[int, str]) -> Claim | Rejected:
    view, sources = library
    return check(Draft(text, tuple(Quoted(*one) for one in quoted), speaker), sources, "de", view)


@pytest.mark.parametrize(
    ("why", "text", "speaker", "quoted"),
    [
        ("said by Falk", "Falk warnte vor einer Ausbreitung.", "Emil Sander", WARNED),
        ("said by Falk", "Sander und Falk warnten vor einer Ausbreitung.", "Emil Sander", WARNED),
        ("said by Falk", "Sowohl Falk als auch Sander warnten vor einer Ausbreitung.", "Emil Sander", WARNED),
        ("Rosa Kühn", "Rosa Kühn hat Angst.", "Uwe Kühn", AFRAID),
        ("about", "Falk bat Sander um seine Warnung vor einer Ausbreitung.", "Emil Sander", WARNED),
        ("from somebody else", "Sander sagte: „Wir lassen Westend nicht im Stich“.", "Emil Sander", TOLD),
        ("cut from", "Falk sagte: „bauen wir neu“.", "Berta Falk", (3, "Wenn das Land zahlt, bauen wir neu")),
        ("cut from", "Falk sagte: „Grund zur Panik“.", "Berta Falk", (1, "Es gibt keinen Grund zur Panik")),
        ("may not be used", "Falk sagte, das Haus müsse sofort schließen.", "Berta Falk", HIDDEN),
        ("may not be used", "Das Haus muss sofort schließen.", None, HIDDEN),
        ("marks", "Falk sagte: „Das Haus muss sofort schließen“.", "Berta Falk", THANKS),
        ("tells as a fact", "Es gibt keinen Grund zur Panik.", None, (1, "Es gibt keinen Grund zur Panik")),
    ],
)
def test_true_words_do_not_carry_a_false_claim(library: Any, why: str, text: str, speaker: Any, quoted: Any) -> None:
    result = checked(library, text, speaker, quoted)

    assert isinstance(result, Rejected), result
    assert any(why in reason for reason in result.reasons), result.reasons


@pytest.mark.parametrize(
    ("text", "speaker", "quoted"),
    [
        ("Sander warnte vor einer Ausbreitung.", "Emil Sander", WARNED),
        ("Sander warnte vor einer Ausbreitung.", None, WARNED),
        ("Uwe Kühn sagte, er habe Angst.", "Uwe Kühn", AFRAID),
        ("Falk sieht keinen „Grund zur Panik“.", "Berta Falk", (1, "Es gibt keinen Grund zur Panik")),
        ("Falk sagte: „Wir danken allen Helfern“.", "Berta Falk", THANKS),
    ],
)
def test_the_honest_claim_is_kept(library: Any, text: str, speaker: str | None, quoted: tuple[int, str]) -> None:
    assert isinstance(result := checked(library, text, speaker, quoted), Claim), result
