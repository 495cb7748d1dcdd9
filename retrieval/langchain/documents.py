"""LangChain documents into articles, and paragraphs into documents."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from langchain_core.documents import Document

from retrieval import attached
from retrieval.articles import Article, Paragraph, Statement
from retrieval.attached import Brought
from retrieval.errors import DocumentRefused
from retrieval.readers.given import date_of, language_code, of_paragraphs
from retrieval.search import Passage
from retrieval.snapshot import Snapshot

__all__ = ["brought", "documents", "retrieved"]


# ------------------------------------------------------------------------------------------- documents into articles


def brought(document: Document, id: str) -> Brought:  # noqa: A002
    """An article whose only paragraph is the document's text, letter for letter. Raises DocumentRefused."""
    for what, text in (("id", id), ("text", document.page_content)):
        if not text.strip():
            raise DocumentRefused(f"The document {id!r} has an empty {what}. Leave it out.")
        if not _whole(text):
            raise DocumentRefused(
                f"The {what} of the document {id!r} has half a character (a lone surrogate), which cannot be kept."
            )
    return Brought(_article(document, id), _metadata(document, id))


def _article(document: Document, id_: str) -> Article:
    given = document.metadata
    article = of_paragraphs(
        [document.page_content], id_, "LangChain", _line(given.get("title")), language_code(given.get("language"))
    )
    return replace(
        article,
        publisher=_line(given.get("publisher")) or article.publisher,
        url=_url(given.get("url")),
        published=date_of(given.get("published")),
    )


def _metadata(document: Document, id_: str) -> str:
    try:
        text = json.dumps(document.metadata, ensure_ascii=False, allow_nan=False)
        same = _whole(text) and json.loads(text) == document.metadata
    except (TypeError, ValueError, RecursionError):
        same = False
    if not same:
        names = ", ".join(repr(name) for name, value in document.metadata.items() if not _is_json(name, value))
        raise DocumentRefused(
            f"The metadata of the document {id_!r} would not come back as given ({names}). Give it what JSON has:"
            " texts, finite numbers, true, false, null, lists, and objects with texts as names."
        )
    return text


def _is_json(name: object, value: object) -> bool:
    try:
        text = json.dumps({name: value}, ensure_ascii=False, allow_nan=False)
        return _whole(text) and bool(json.loads(text) == {name: value})
    except (TypeError, ValueError, RecursionError):
        return False


def _whole(text: str) -> bool:
    """Whether a text has no half of a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _line(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _url(value: object) -> str | None:
    if not isinstance(value, str) or not value.isprintable() or " " in value:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.hostname else None


# ------------------------------------------------------------------------------------------- paragraphs into documents


def documents(snapshot: Snapshot, rows: Iterable[int]) -> dict[int, Document]:
    """By row: what was brought comes back as it was given, other paragraphs with what there is to know of them."""
    statements = snapshot.statements_in(rows)
    paragraphs = snapshot.paragraphs(statements)
    articles, given = _articles(snapshot, paragraphs.values())
    return {
        row: _document(paragraph, articles[paragraph.article], statements[row], given.get(paragraph.article))
        for row, paragraph in paragraphs.items()
    }


def _document(
    paragraph: Paragraph, article: Article, statements: Iterable[Statement], given: dict[str, Any] | None
) -> Document:
    metadata = _about(paragraph, article, statements) if given is None else given
    return Document(id=_id(paragraph, given), page_content=paragraph.text, metadata=metadata)


def retrieved(snapshot: Snapshot, passages: Iterable[Passage]) -> list[Document]:
    """What was found, with its score; what was brought keeps its own metadata as well."""
    found = list(passages)
    articles, kept = _articles(snapshot, [passage.paragraph for passage in found])
    made = []
    for passage in found:
        paragraph, given = passage.paragraph, kept.get(passage.paragraph.article)
        about = _about(paragraph, articles[paragraph.article], passage.statements) | {"score": passage.score}
        made.append(
            Document(id=_id(paragraph, given), page_content=paragraph.text, metadata={**(given or {}), **about})
        )
    return made


def _articles(
    snapshot: Snapshot, paragraphs: Iterable[Paragraph]
) -> tuple[dict[str, Article], dict[str, dict[str, Any]]]:
    """The articles of paragraphs, and the metadata of those that were brought."""
    articles = snapshot.articles(paragraph.article for paragraph in paragraphs)
    given = attached.metadata(snapshot.store, articles)
    return articles, {id_: json.loads(text) for id_, text in given.items()}


def _id(paragraph: Paragraph, given: dict[str, Any] | None) -> str:
    return attached.place(paragraph.article, paragraph.number) if given is None else paragraph.article


def _about(paragraph: Paragraph, article: Article, statements: Iterable[Statement]) -> dict[str, Any]:
    return {
        "article": article.id,
        "paragraph": paragraph.number,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "statements": [
            {
                "speaker": statement.speaker,
                "kind": statement.kind,
                "inferred": statement.inferred,
                "spans": [[span.start, span.end] for span in statement.spans],
            }
            for statement in statements
        ],
    }
