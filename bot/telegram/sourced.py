"""A claim with its source as plain text, to be taken elsewhere."""

from __future__ import annotations

from bot.answer import Answer, Claim
from bot.links import passage_link
from bot.render import MARKS, source_line
from bot.texts import text
from retrieval.articles import Article

__all__ = ["sourced"]


def sourced(answer: Answer, claim: Claim, *, fragment: bool = True) -> str:
    """What was said, who said it, and where it stands: one line, and the article's address on another.

    Direct speech stands in quotation marks, other speech is its whole sentence as printed. `fragment`: the address
    opens the page at the sentence, and is longer for it.
    """
    language = answer.question.language
    paragraph = claim.citations[0].paragraph
    article = answer.article(paragraph.article)
    where = f"{source_line(article, language)}, {text(language, 'paragraph', number=paragraph.number)}"
    line = f"{_said(answer, claim, article)} ({', '.join(part for part in (claim.speaker, where) if part)})"
    link = passage_link(article, claim.citations[0])
    if link and not fragment:
        link = article.url
    return "\n".join([" ".join(line.split()), *([link] if link else [])])


def _said(answer: Answer, claim: Claim, article: Article) -> str:
    if answer.written_by is not None:
        return claim.text
    if claim.kind == "direct":
        opening, closing = MARKS.get(article.language, MARKS["en"])
        return " […] ".join(f"{opening}{citation.quote}{closing}" for citation in claim.citations)
    sentences = dict.fromkeys((citation.paragraph.text, citation.sentence) for citation in claim.citations)
    return " […] ".join(span.of(whole) for whole, span in sentences)
