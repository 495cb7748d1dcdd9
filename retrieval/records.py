"""Rows of the store as values: articles, paragraphs, statements, entities."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.errors import ArticleUnknown, StatementUnknown
from retrieval.store import Store

if TYPE_CHECKING:
    from retrieval.statements import Entity

__all__ = [
    "Summary",
    "article",
    "articles",
    "entities",
    "paragraphs",
    "statement_at",
    "statement_rows",
    "statements_at",
    "statements_by",
    "statements_in",
    "summaries",
]


@dataclass(frozen=True, slots=True)
class Summary:
    """An article without its text: `paragraphs` and `statements` are numbers of them."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    language: str
    paragraphs: int
    statements: int
    url: str | None
    source: str


def summaries(store: Store) -> list[Summary]:
    """In the order in which the articles were first added."""
    rows = store.all(
        "SELECT id, title, publisher, published, language,"
        " (SELECT count(*) FROM paragraphs WHERE article = key), (SELECT count(*) FROM statements WHERE article = key),"
        " url, source FROM articles ORDER BY key"
    )
    return [Summary(*row) for row in rows]


def article(store: Store, id: str) -> Article:  # noqa: A002
    """Raises ArticleUnknown."""
    row = store.one(
        "SELECT key, title, title_made, publisher, place, url, published, language, source FROM articles WHERE id = ?",
        (id,),
    )
    if row is None:
        raise ArticleUnknown(f"There is no article {id!r}. The list of all: wortlaut articles")
    key, title, title_made, *rest = row
    texts = store.all("SELECT number, text, heading, offset FROM paragraphs WHERE article = ? ORDER BY number", (key,))
    return Article(id, title, bool(title_made), tuple(Paragraph(id, *text) for text in texts), *rest)


def articles(store: Store, ids: Iterable[str]) -> dict[str, Article]:
    """Several at once, in the order of `ids`; those that are not there are left out."""
    wanted = list(dict.fromkeys(ids))
    texts: dict[str, list[Paragraph]] = defaultdict(list)
    for id_, *text in store.all(
        "SELECT a.id, p.number, p.text, p.heading, p.offset FROM json_each(?) w JOIN articles a ON a.id = w.value"
        " JOIN paragraphs p ON p.article = a.key ORDER BY a.key, p.number",
        (json.dumps(wanted),),
    ):
        texts[id_].append(Paragraph(id_, *text))
    found = {
        id_: Article(id_, title, bool(title_made), tuple(texts[id_]), *rest)
        for id_, title, title_made, *rest in store.all(
            "SELECT a.id, title, title_made, publisher, place, url, published, language, source"
            " FROM json_each(?) w JOIN articles a ON a.id = w.value",
            (json.dumps(wanted),),
        )
    }
    return {id_: found[id_] for id_ in wanted if id_ in found}


def statement_rows(store: Store, who: Iterable[tuple[str, str]]) -> set[int]:
    """Rows of the paragraphs with statements of these (article id, name within it)."""
    rows = store.all(
        "SELECT DISTINCT s.row FROM json_each(?) w JOIN articles a ON a.id = json_extract(w.value, '$[0]')"
        " JOIN statements s ON s.article = a.key AND s.speaker = w.value ->> 1",
        (json.dumps(sorted(set(who))),),
    )
    return {row for (row,) in rows}


def paragraphs(store: Store, rows: Iterable[int]) -> dict[int, Paragraph]:
    """In the order of `rows`; rows that are not there are left out."""
    wanted = [int(row) for row in rows]
    found = {
        row: Paragraph(*fields)
        for row, *fields in store.all(
            "SELECT p.row, a.id, p.number, p.text, p.heading, p.offset"
            " FROM json_each(?) w JOIN paragraphs p ON p.row = w.value JOIN articles a ON a.key = p.article",
            (json.dumps(wanted),),
        )
    }
    return {row: found[row] for row in wanted if row in found}


def statements_in(store: Store, rows: Iterable[int]) -> dict[int, tuple[Statement, ...]]:
    """Every row that is there, in the order of `rows`, with its statements in the order of the text."""
    by_row = paragraphs(store, rows)
    found: dict[int, list[Statement]] = defaultdict(list)
    for row, *fields in store.all(
        "SELECT s.row, s.spans, s.speaker, s.speaker_start, s.speaker_end, s.cue_start, s.cue_end, s.kind, s.inferred"
        " FROM json_each(?) w JOIN statements s ON s.row = w.value"
        " ORDER BY s.article, s.position",
        (json.dumps(list(by_row)),),
    ):
        found[row].append(_statement(by_row[row], fields))
    return {row: tuple(found[row]) for row in by_row}


def statements_at(store: Store, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[Statement, ...]]:
    """The statements in paragraphs, each by the id of its article and its number; one that is not there is left out."""
    asked = json.dumps(list(dict.fromkeys(places)))
    found = store.all(
        "SELECT a.id, p.number, p.row FROM json_each(?) w JOIN articles a ON a.id = json_extract(w.value, '$[0]')"
        " JOIN paragraphs p ON p.article = a.key AND p.number = json_extract(w.value, '$[1]')",
        (asked,),
    )
    there = statements_in(store, (row for _, _, row in found))
    return {(id_, number): there[row] for id_, number, row in found}


def statement_at(store: Store, article_id: str, number: int, span: Span) -> Statement:
    """The statement with this span in paragraph `number`, or else the only one that it touches. Raises
    StatementUnknown."""
    rows = store.all(
        "SELECT p.row FROM paragraphs p JOIN articles a ON a.key = p.article WHERE a.id = ? AND p.number = ?",
        (article_id, number),
    )
    there = [s for found in statements_in(store, (row for (row,) in rows)).values() for s in found]
    exact = [s for s in there if span in s.spans]
    touched = exact or [s for s in there if any(span.overlaps(own) for own in s.spans)]
    if len(touched) != 1:
        what = f"{len(touched)} statements touch" if touched else "No statement stands at"
        raise StatementUnknown(
            f"{what} {span.start} to {span.end} of paragraph {number} of {article_id!r}. Give article, paragraph, start"
            " and end of a citation as `wortlaut ask … --json` shows them."
        )
    return touched[0]


def statements_by(store: Store, who: Iterable[tuple[str, str]]) -> list[tuple[int, Statement]]:
    """The statements of these (article id, name within it), with their rows, in the order of articles and text."""
    pairs = json.dumps(sorted(set(who)))
    return [
        (row, _statement(Paragraph(*fields[:5]), fields[5:]))
        for row, *fields in store.all(
            "SELECT s.row, a.id, p.number, p.text, p.heading, p.offset,"
            " s.spans, s.speaker, s.speaker_start, s.speaker_end, s.cue_start, s.cue_end, s.kind, s.inferred"
            " FROM json_each(?) w"
            " JOIN articles a ON a.id = json_extract(w.value, '$[0]')"
            " JOIN statements s ON s.article = a.key AND s.speaker = w.value ->> 1"
            " JOIN paragraphs p ON p.row = s.row ORDER BY s.article, s.position",
            (pairs,),
        )
    ]


def entities(store: Store, articles: Collection[str] | None = None) -> Iterator[tuple[str, Entity, int]]:
    """Everybody who is named, in these articles or in all: article id, entity, and how many statements it has there."""
    from retrieval.statements import Entity

    columns = (
        "SELECT a.id, e.name, e.sort, e.forms, e.roles, e.gender,"
        " (SELECT count(*) FROM statements s WHERE s.article = e.article AND s.speaker = e.name)"
    )
    if articles is None:
        found = store.all(
            f"{columns} FROM entities e JOIN articles a ON a.key = e.article ORDER BY e.article, e.position"
        )
    else:
        found = store.all(
            f"{columns} FROM json_each(?) w JOIN articles a ON a.id = w.value JOIN entities e ON e.article = a.key"
            " ORDER BY e.article, e.position",
            (json.dumps(sorted(articles)),),
        )
    for id_, name, sort, forms, roles, gender, statements in found:
        entity = Entity(
            name=name, sort=sort, forms=tuple(json.loads(forms)), roles=tuple(json.loads(roles)), gender=gender
        )
        yield id_, entity, statements


def _statement(paragraph: Paragraph, fields: list[Any]) -> Statement:
    spans, speaker, speaker_start, speaker_end, cue_start, cue_end, kind, inferred = fields
    return Statement(
        paragraph,
        tuple(Span(start, end) for start, end in json.loads(spans)),
        speaker,
        Span(speaker_start, speaker_end) if speaker_start is not None else None,
        Span(cue_start, cue_end) if cue_start is not None else None,
        kind,
        bool(inferred),
    )
