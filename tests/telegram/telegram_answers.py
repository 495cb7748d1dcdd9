"""Answers made by hand, over one small article."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Citation, Claim
from retrieval.articles import Article, Paragraph, Span
from retrieval.question import Question

TEXTS = (
    "Es gehe um <alles>, sagte Mark Rutte & lächelte. Er war in Brüssel.",
    "„Es braucht Sicherheitsgarantien“, erklärte die Grünen-Politikerin, „die auch wirklich tragen“. Am Dienstag.",
)
PARAGRAPHS = tuple(Paragraph("nato", number, text) for number, text in enumerate(TEXTS, 1))
ARTICLE = Article(
    "nato",
    "Debatte in der Nato",
    False,
    PARAGRAPHS,
    publisher="taz",
    url="https://example.org/nato",
    published="2024-12-03",
)


def cite(paragraph: Paragraph, quote: str, sentence: str | None = None) -> Citation:
    """A citation of the quote's first occurrence, in the sentence given (else in the whole paragraph)."""
    start = paragraph.text.index(quote)
    whole = paragraph.text if sentence is None else sentence
    at = paragraph.text.index(whole)
    return Citation(paragraph, Span(start, start + len(quote)), Span(at, at + len(whole)))


SENTENCES = (
    "Es gehe um <alles>, sagte Mark Rutte & lächelte.",
    "„Es braucht Sicherheitsgarantien“, erklärte die Grünen-Politikerin, „die auch wirklich tragen“.",
)
INDIRECT = Claim(
    "Es gehe um <alles>",
    (cite(PARAGRAPHS[0], "Es gehe um <alles>", SENTENCES[0]),),
    speaker="Mark Rutte",
    speaker_as_written="Mark Rutte",
    kind="indirect",
)
DIRECT = Claim(
    "Es braucht Sicherheitsgarantien […] die auch wirklich tragen",
    (
        cite(PARAGRAPHS[1], "Es braucht Sicherheitsgarantien", SENTENCES[1]),
        cite(PARAGRAPHS[1], "die auch wirklich tragen", SENTENCES[1]),
    ),
    speaker="Annalena Baerbock",
    speaker_as_written="die Grünen-Politikerin",
    kind="direct",
    inferred=True,
)


def answered(*claims: Claim, question: str = "Who said what?", language: str = "en", **more: object) -> Answer:
    asked = Question(question, language, "statements")
    return Answer(asked, "answered", None, claims, (), (), articles=(ARTICLE,), **more)  # type: ignore[arg-type]


def answer_to(question: str) -> Answer:
    return answered(INDIRECT, DIRECT, question=question)


def echo(question: str) -> Answer:
    """The question itself as the one sentence that was found, so that a test sees which answer is which."""
    paragraph = Paragraph("echo", 1, question)
    claim = Claim(question, (cite(paragraph, question),))
    article = Article("echo", "Echo", False, (paragraph,))
    return Answer(Question(question, "en", "passages"), "answered", None, (claim,), (), (), articles=(article,))


LONG = replace(
    ARTICLE,
    id="long",
    paragraphs=tuple(
        Paragraph("long", number, f"„Satz {number} {'und so weiter ' * 60}“, sagte sie.") for number in range(1, 31)
    ),
)
