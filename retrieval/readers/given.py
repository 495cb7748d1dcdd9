"""Articles from what another program says of them: their paragraphs as given, a title, a date, a language."""

from __future__ import annotations

import re
from typing import Any

from retrieval.articles import Article, Paragraph
from retrieval.language import language_of_article
from retrieval.readers.dates import iso_date
from retrieval.readers.plain import first_dateline, made_title

__all__ = ["date_of", "language_code", "of_paragraphs"]

_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_]\w+)*")


def of_paragraphs(texts: list[str], id_: str, source: str, title: str | None, language: str | None) -> Article:
    """Numbered as given: an empty one is left out and keeps its number. Raises Unreadable where its language cannot be
    told."""
    paragraphs = tuple(Paragraph(id_, number, text) for number, text in enumerate(texts, 1) if text.strip())
    language = language or language_of_article("\n\n".join(texts))
    dateline = first_dateline(paragraphs)
    return Article(
        id=id_,
        title=title or made_title(paragraphs[0].text, language),
        title_made=not title,
        paragraphs=paragraphs,
        publisher=dateline.publisher if dateline else None,
        place=dateline.place if dateline else None,
        language=language,
        source=source,
    )


def date_of(value: Any) -> str | None:
    """As ISO 8601; None where it is no date that can be read."""
    return iso_date(value) if isinstance(value, str) else None


def language_code(value: Any) -> str | None:
    """ "de" of "de-AT"; None where it is no code of a language."""
    match = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None
