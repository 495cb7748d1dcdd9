"""Corrections: what the owner of a library put right about its statements ("that was not Rutte").

A correction belongs to words: to the spans of a paragraph of this text in the article of this id. It is applied
whenever the statements of that article are written, so that whatever is read from the store is right already.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from retrieval.articles import Span, Statement
from retrieval.errors import CorrectionUnknown
from retrieval.names import last_spellings, name_words, same_first_name, same_spelling
from retrieval.store import Store

if TYPE_CHECKING:
    from retrieval.statements import Entity, Reading

__all__ = ["Correction", "Sort", "applied", "forget", "keep", "kept", "one", "shown"]

Sort = Literal["person", "organisation"]

_SELECT = (
    "SELECT c.number, c.article, c.paragraph, c.spans, c.speaker, c.sort, c.made, c.applied, a.key,"
    " (SELECT min(p.number) FROM paragraphs p WHERE p.article = a.key AND p.text = c.paragraph)"
    " FROM corrections c LEFT JOIN articles a ON a.id = c.article"
)

_COVERED = 0.5
"""Of a statement: the part that a correction has to cover to be about it, where none has exactly its spans."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The words at `spans` of a paragraph are not shown, or are `speaker`'s; `number` tells corrections apart.

    `text` is the paragraph's, `paragraph` its number now, None where it is not there. `waiting` says what has to come
    back before the correction works: the "article", the "paragraph" with just these words, or a "statement" there.
    """

    number: int
    article: str
    text: str
    spans: tuple[Span, ...]
    speaker: str | None
    sort: Sort
    made: str
    paragraph: int | None
    waiting: Literal["article", "paragraph", "statement"] | None

    @property
    def hidden(self) -> bool:
        return self.speaker is None

    @property
    def quote(self) -> str:
        return " […] ".join(span.of(self.text) for span in self.spans)


# ---------------------------------------------------------------------------------------------------------- the table


def kept(store: Store, articles: Collection[str] | None = None) -> list[Correction]:
    """All of them, or those of some articles, in the order in which they were first made."""
    which, values = "", list[str]()
    if articles is not None:
        which, values = "WHERE c.article IN (SELECT value FROM json_each(?))", [json.dumps(list(articles))]
    rows = store.all(f"{_SELECT} {which} ORDER BY c.number", values)
    found = []
    for number, id_, text, spans, speaker, sort, made, works, key, paragraph in rows:
        waiting: Literal["article", "paragraph", "statement"] | None = None
        if not works:
            waiting = "article" if key is None else "paragraph" if paragraph is None else "statement"
        ends = tuple(Span(start, end) for start, end in json.loads(spans))
        found.append(Correction(number, id_, text, ends, speaker, sort, made, paragraph, waiting))
    return found


def one(store: Store, number: int) -> Correction:
    """Raises CorrectionUnknown."""
    for correction in kept(store):
        if correction.number == number:
            return correction
    raise CorrectionUnknown(f"There is no correction {number}. The list of all: wortlaut corrections")


def keep(store: Store, statement: Statement, speaker: str | None, sort: Sort) -> int:
    """Within a transaction. Replaces the correction of the same words; returns its number."""
    words = (statement.paragraph.article, statement.paragraph.text, json.dumps(statement.spans))
    store.run(
        "INSERT INTO corrections (article, paragraph, spans, speaker, sort, made) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (article, paragraph, spans) DO UPDATE SET speaker = excluded.speaker, sort = excluded.sort,"
        " made = excluded.made",
        (*words, speaker, sort, datetime.now(UTC).isoformat(timespec="seconds")),
    )
    (number,) = store.one("SELECT number FROM corrections WHERE article = ? AND paragraph = ? AND spans = ?", words)
    return int(number)


def forget(store: Store, number: int) -> None:
    store.run("DELETE FROM corrections WHERE number = ?", (number,))


# ---------------------------------------------------------------------------------------------------------- applying


def applied(store: Store, article: str, reading: Reading) -> Reading:
    """The reading as the store has to keep it. Within a transaction: it also notes which corrections found a statement,
    and which wait."""
    corrections = kept(store, [article])
    if not corrections:
        return reading
    corrected, found = shown(reading, corrections)
    store.run(
        "UPDATE corrections SET applied = number IN (SELECT value FROM json_each(?)) WHERE article = ?",
        (json.dumps(sorted(found)), article),
    )
    return corrected


def shown(reading: Reading, corrections: Sequence[Correction]) -> tuple[Reading, set[int]]:
    """A reading without what is hidden and with the right speakers, and the numbers of the corrections that were used.

    A correction is about the statement with exactly its spans. Where a reader has drawn other bounds, it is about each
    statement that it covers for the most part, and of several corrections the one that covers most counts.
    """
    exact = {(s.paragraph.text, s.spans) for s in reading.statements}
    loose = [c for c in corrections if (c.text, c.spans) not in exact]
    by_words = {(c.text, c.spans): c for c in corrections}
    entities = list(reading.entities)
    statements: list[Statement] = []
    used: set[int] = set()
    for statement in reading.statements:
        correction = by_words.get((statement.paragraph.text, statement.spans)) or _covering(statement, loose)
        if correction is None:
            statements.append(statement)
            continue
        used.add(correction.number)
        if correction.speaker is not None:
            statements.append(_attributed(statement, _entity(correction.speaker, correction.sort, entities)))
    return replace(reading, statements=tuple(statements), entities=tuple(entities)), used


def _covering(statement: Statement, corrections: Sequence[Correction]) -> Correction | None:
    length = sum(span.end - span.start for span in statement.spans)
    best: tuple[float, Correction | None] = (_COVERED, None)
    for correction in corrections:
        if correction.text != statement.paragraph.text:
            continue
        common = sum(
            max(0, min(a.end, b.end) - max(a.start, b.start)) for a in statement.spans for b in correction.spans
        )
        if common > best[0] * length:
            best = (common / length, correction)
    return best[1]


def _attributed(statement: Statement, entity: Entity) -> Statement:
    """The mention stays only where it names the right speaker: a correction is a name that somebody knows, not words of
    the paragraph."""
    mention = statement.speaker_span
    named = mention is not None and _names(mention.of(statement.paragraph.text), entity)
    return replace(statement, speaker=entity.name, speaker_span=mention if named else None, inferred=False)


def _names(mention: str, entity: Entity) -> bool:
    parts = {word for form in (entity.name, *entity.forms) for word in name_words(form)}
    return any(same_spelling(word, part) for word in name_words(mention) if word[:1].isupper() for part in parts)


def _entity(name: str, sort: Sort, entities: list[Entity]) -> Entity:
    """Who is called so in the article: by the same form, or else the one person of that last name whose first name does
    not contradict. Somebody whom it does not name is added to `entities`."""
    from retrieval.statements import Entity

    same = [e for e in entities if any(same_spelling(name, form) for form in (e.name, *e.forms))]
    if not same and sort == "person":
        same = [
            e
            for e in entities
            if e.sort == "person"
            and not last_spellings(name).isdisjoint(last_spellings(e.name))
            and same_first_name(name, e.name) is not False
        ]
    if len(same) == 1:
        return same[0]
    if named := next((e for e in entities if e.name == name), None):
        return named
    entities.append(Entity(name, sort, (name,), (), None))
    return entities[-1]
