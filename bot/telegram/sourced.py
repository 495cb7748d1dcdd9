"""A claim with its source as plain text, to be taken elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.answer import Answer, Claim
from bot.claims import MARKS, Place, places
from bot.links import passage_link
from bot.render import source_line
from bot.texts import text
from retrieval.articles import Article

__all__ = ["sourced"]


def sourced(answer: Answer, claim: Claim, *, fragment: bool = True) -> str:
    """What was said, who said it, and where it stands: one line for each paragraph, and the article's address on
    another. Always the article's own words, also of a claim that a language model wrote.

    Direct speech stands in quotation marks, other speech is its whole sentence as printed. `fragment`: the address
    opens the page at the sentence, and is longer for it.
    """
    by_paragraph = groupby(places(claim), key=lambda place: place.paragraph)
    return "\n\n".join(_sourced(answer, claim, list(stand), fragment) for _, stand in by_paragraph)


def _sourced(answer: Answer, claim: Claim, stand: Sequence[Place], fragment: bool) -> str:
    language, paragraph = answer.question.language, stand[0].paragraph
    article = answer.article(paragraph.article)
    where = f"{source_line(article, language)}, {text(language, 'paragraph', number=paragraph.number)}"
    said = " […] ".join(_said(claim, place, article) for place in stand)
    line = f"{said} ({', '.join(part for part in (claim.speaker, where) if part)})"
    link = passage_link(article, stand[0].citations[0])
    if link and not fragment:
        link = article.url
    return "\n".join([" ".join(line.split()), *([link] if link else [])])


def _said(claim: Claim, place: Place, article: Article) -> str:
    if claim.kind == "direct":
        opening, closing = MARKS.get(article.language, MARKS["en"])
        return " […] ".join(f"{opening}{citation.quote}{closing}" for citation in place.citations)
    return place.sentence.of(place.paragraph.text)
