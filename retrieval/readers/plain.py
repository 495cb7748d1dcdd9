"""Plain text to an Article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.articles import Article, Paragraph
from retrieval.errors import Unreadable
from retrieval.language import language_of_article
from retrieval.readers.dateline import Dateline, dateline_of
from retrieval.readers.dates import iso_date
from retrieval.readers.layout import layout
from retrieval.text import sentences

__all__ = ["first_dateline", "made_title", "read_plain"]

_TITLE = 80


def read_plain(
    text: str,
    *,
    id: str,  # noqa: A002
    source: str = "",
    title: str | None = None,
    language: str | None = None,
) -> Article:
    """An article from decoded text. Every paragraph is `text[offset : offset + len(paragraph.text)]`.

    Raises Unreadable where there is no paragraph.
    """
    paragraphs: list[Paragraph] = []
    found, published, heading = None, None, None
    for block in layout(text, title):
        content = block.span.of(text)
        if block.kind == "title":
            found = " ".join(content.split())
        elif block.kind == "date":
            published = iso_date(content)
        elif block.kind == "crosshead":
            heading = " ".join(content.split())
        elif block.kind == "paragraph":
            paragraphs.append(Paragraph(id, len(paragraphs) + 1, content, heading, block.span.start))
    if not paragraphs:
        raise Unreadable("no text in it")
    dateline = first_dateline(paragraphs)
    language = language or language_of_article(text)
    return Article(
        id=id,
        title=title or found or made_title(paragraphs[0].text, language),
        title_made=not (title or found),
        paragraphs=tuple(paragraphs),
        publisher=dateline.publisher if dateline else None,
        place=dateline.place if dateline else None,
        published=published,
        language=language,
        source=source,
    )


def first_dateline(paragraphs: Sequence[Paragraph]) -> Dateline | None:
    """The dateline of an article: at the beginning, or after a headline that ends like a sentence and so became the
    first paragraph."""
    return next((found for found in map(dateline_of, (paragraph.text for paragraph in paragraphs[:2])) if found), None)


def made_title(paragraph: str, language: str) -> str:
    """The first sentence without its dateline, shortened between words."""
    dateline = dateline_of(paragraph)
    text = paragraph[dateline.end :] if dateline else paragraph
    text = text or paragraph
    first = next((span.of(text) for span in sentences(text, language)), text)
    title = " ".join(first.split())
    if len(title) <= _TITLE:
        return title
    cut = title[:_TITLE].rpartition(" ")[0] or title[: _TITLE - 1]
    return re.sub(r"[\s,;:–—-]+$", "", cut) + "…"
