"""An article into rows of the store: what of it is new, and the one transaction that writes it."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from retrieval import corrections
from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.embedding import Embedder
from retrieval.store import Store

if TYPE_CHECKING:
    from retrieval.statements import Reading

__all__ = ["Embedded", "Plan", "digest", "plan", "save", "save_model", "save_reading"]


class Embedded(NamedTuple):
    """A paragraph as the store keeps it: its vector, and its token codes where the model gives token vectors."""

    vector: bytes
    codes: bytes | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What an article needs: `kept` are rows of the store by the paragraph's number, `fresh` must be embedded.

    `key` is None for an article that is new. Not `same_language`: kept vectors move to new rows, because the language
    of a row never changes.
    """

    key: int | None
    kept: dict[int, int]
    fresh: tuple[Paragraph, ...]
    same_language: bool = True


def digest(article: Article) -> str:
    """Of everything that makes the article, so not of where it was read from."""
    fields = [article.id, article.title, article.title_made, article.publisher, article.place, article.url]
    fields += [article.published, article.language]
    texts = [[p.number, p.text, p.heading, p.offset] for p in article.paragraphs]
    return hashlib.sha256(json.dumps([fields, texts]).encode()).hexdigest()


def plan(store: Store, article: Article) -> Plan:
    """Paragraphs keep their rows by their text, wherever in the article they stand now."""
    old = store.one("SELECT key, language FROM articles WHERE id = ?", (article.id,))
    if old is None:
        return Plan(None, {}, article.paragraphs)
    key, language = old
    rows: dict[str, deque[int]] = defaultdict(deque)
    for row, text in store.all("SELECT row, text FROM paragraphs WHERE article = ? ORDER BY number", (key,)):
        rows[text].append(row)
    kept = {p.number: rows[p.text].popleft() for p in article.paragraphs if rows[p.text]}
    fresh = tuple(p for p in article.paragraphs if p.number not in kept)
    return Plan(key, kept, fresh, same_language=language == article.language)


def save(
    store: Store, article: Article, plan: Plan, embedded: Sequence[Embedded], reading: Reading, reader: str
) -> None:
    """Within a transaction. `embedded` is `plan.fresh`; `reader` is the statement reader's fingerprint."""
    key = _save_article(store, article, plan.key, reader)
    if plan.key is not None:
        store.run("DELETE FROM statements WHERE article = ?", (key,))
        kept = json.dumps(list(plan.kept.values()))
        store.run(
            "DELETE FROM paragraphs WHERE article = ? AND row NOT IN (SELECT value FROM json_each(?))", (key, kept)
        )
        store.run("UPDATE paragraphs SET number = -number WHERE article = ?", (key,))  # makes room for new numbers
    blobs = dict(zip((p.number for p in plan.fresh), embedded, strict=True))
    for paragraph in article.paragraphs:
        row = plan.kept.get(paragraph.number)
        if row is None:
            _insert(store, key, paragraph, blobs[paragraph.number])
        elif plan.same_language:
            store.run(
                "UPDATE paragraphs SET number = ?, heading = ?, offset = ? WHERE row = ?",
                (paragraph.number, paragraph.heading, paragraph.offset, row),
            )
        else:
            known = store.one("SELECT vector, codes FROM vectors JOIN tokens USING (row) WHERE row = ?", (row,))
            store.run("DELETE FROM paragraphs WHERE row = ?", (row,))
            _insert(store, key, paragraph, Embedded(*known))
    save_reading(store, key, reading, reader)


def save_reading(store: Store, key: int, reading: Reading, reader: str) -> None:
    """Replaces statements and entities of an article that is there, corrected where its owner did."""
    (id_,) = store.one("SELECT id FROM articles WHERE key = ?", (key,))
    reading = corrections.applied(store, id_, reading)
    store.run("UPDATE articles SET reader = ? WHERE key = ?", (reader, key))
    store.run("DELETE FROM statements WHERE article = ?", (key,))
    store.run("DELETE FROM entities WHERE article = ?", (key,))
    rows = dict(store.all("SELECT number, row FROM paragraphs WHERE article = ?", (key,)))
    store.run_many(
        "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(key, position, rows[s.paragraph.number], *_fields(s)) for position, s in enumerate(reading.statements)],
    )
    store.run_many(
        "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (key, position, e.name, e.sort, _json(e.forms), _json(e.roles), e.gender)
            for position, e in enumerate(reading.entities)
        ],
    )


def save_model(store: Store, embedder: Embedder, generation: int) -> None:
    store.run(
        "INSERT OR REPLACE INTO model VALUES (1, ?, ?, ?, ?)",
        (embedder.name, embedder.dimension, embedder.fingerprint, generation),
    )


def _save_article(store: Store, article: Article, key: int | None, reader: str) -> int:
    fields = (article.title, int(article.title_made), article.publisher, article.place, article.url, article.published)
    fields_all = (*fields, article.language, article.source, digest(article), reader)
    if key is None:
        return store.run(
            "INSERT INTO articles (id, title, title_made, publisher, place, url, published, language, source, digest,"
            " reader) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article.id, *fields_all),
        )
    store.run(
        "UPDATE articles SET title = ?, title_made = ?, publisher = ?, place = ?, url = ?, published = ?, language = ?,"
        " source = ?, digest = ?, reader = ? WHERE key = ?",
        (*fields_all, key),
    )
    return key


def _insert(store: Store, key: int, paragraph: Paragraph, embedded: Embedded) -> None:
    row = store.run(
        "INSERT INTO paragraphs (article, number, text, heading, offset) VALUES (?, ?, ?, ?, ?)",
        (key, paragraph.number, paragraph.text, paragraph.heading, paragraph.offset),
    )
    store.run("INSERT INTO vectors VALUES (?, ?)", (row, embedded.vector))
    store.run("INSERT INTO tokens VALUES (?, ?)", (row, embedded.codes))


def _fields(statement: Statement) -> tuple[object, ...]:
    spans, speaker, cue = json.dumps(statement.spans), _ends(statement.speaker_span), _ends(statement.cue_span)
    return (spans, statement.speaker, *speaker, *cue, statement.kind, int(statement.inferred))


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


def _json(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
