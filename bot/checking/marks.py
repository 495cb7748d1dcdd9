"""Words in quotation marks inside of a claim's own sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.checking.attribution import Chosen
from bot.checking.drafts import Source
from bot.checking.matching import find, is_invisible
from bot.checking.places import Place, said_by_nobody
from bot.checking.reasons import reason
from bot.checking.sense import is_cut_off
from bot.checking.voices import Voice, is_voice_of
from retrieval.articles import Span
from retrieval.said import Said
from retrieval.search import View
from retrieval.text import Quotation, quotations

__all__ = ["Marked", "in_marks"]

_DOUBLE = re.compile(r"[„“”‟\"＂»«〝〞「」『』《》❝❞″]|''|``|,,(?=\w)")
_SINGLE = re.compile(r"[‚‘’‛'`´‹›❛❜′]")
_CLAUSE = 3
"""Words from which on a quotation can be a clause of its own."""
_ELISIONS = re.compile(r"['’](?:\d\ds?\b|(?:s|n|ne|nen|nem|ner|tis|twas|em|cause|til|round|n’|n')\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim's text with the article's own letters in its quotation marks, and the statements that they are from."""

    text: str
    said: tuple[tuple[Source, Said], ...]


def in_marks(
    text: str, chosen: Sequence[Chosen], named: Sequence[Voice], view: View
) -> tuple[Marked | None, list[str]]:
    """Whether each quotation in a claim's text stands letter for letter in what its speaker says, or in quotation marks
    of a cited passage."""
    quoted = quotations(text)
    if _is_unpaired(text, [q.outer for q in quoted if q.closed], [q.inner for q in quoted if q.closed]):
        return None, [reason("unpaired")]
    sources = list({one.place.source.number: one.place.source for one in chosen}.values())
    wrong: list[str] = []
    said: list[tuple[Source, Said]] = []
    pieces: list[tuple[Quotation, str]] = []
    outer = [q for q in quoted if not any(o is not q and o.closed and o.inner.contains(q.outer) for o in quoted)]
    for quotation in outer:
        words = quotation.inner.of(text)
        here = [voice for voice in named if any(span.overlaps(quotation.inner) for span in voice.said)]
        letters, statement, why = _found(words, sources, here or named, view)
        if letters is not None and _is_cut(quotation, text, sources):
            letters, why = None, reason("marked_cut", words=words)
        if letters is None:
            wrong.append(why)
        else:
            pieces.append((quotation, letters))
            said += [statement] if statement else []
    if wrong:
        return None, list(dict.fromkeys(wrong))
    return Marked(_replaced(text, pieces), tuple(said)), []


def _found(
    words: str, sources: Sequence[Source], named: Sequence[Voice], view: View
) -> tuple[str | None, tuple[Source, Said] | None, str]:
    """The article's own letters, and the statement that they are from, if they are from one."""
    others = ""
    for source in sources:
        text = source.paragraph.text
        for spans in find(words, text):
            hull = Span(spans[0].start, spans[-1].end)
            if said_by_nobody(hull, source):
                continue
            direct = [s for s in source.statements if s.statement.kind == "direct" and _within(hull, s)]
            by = [s for s in direct if not named or any(is_voice_of(v.mention, v.name, s, view) for v in named)]
            if by:
                return _letters(spans, text, words), (source, by[0]), ""
            others = others or (named[0].name if direct else "")
            own = [s for s in source.statements if _within(hull, s)]
            theirs = not named or any(is_voice_of(v.mention, v.name, s, view) for v in named for s in own)
            if not direct and theirs and any(q.inner.contains(hull) for q in quotations(text) if q.closed):
                return _letters(spans, text, words), None, ""
    if others:
        return None, None, reason("marked_other", words=words, name=others)
    return None, None, reason("marked", words=words)


def _is_cut(quotation: Quotation, text: str, sources: Sequence[Source]) -> bool:
    """Whether the words stand nowhere but where something denies them or makes them depend on an "if"."""
    words = quotation.inner.of(text)
    places = [Place(source, words, spans, ()) for source in sources for spans in find(words, source.paragraph.text)]
    before = text[: quotation.outer.start]
    clause = before if len(words.split()) < _CLAUSE else re.split(r"[.,;:]", before)[-1]
    return all(is_cut_off(place, clause, before + text[quotation.outer.end :]) for place in places)


def _within(hull: Span, said: Said) -> bool:
    spans = said.statement.spans
    return Span(spans[0].start, spans[-1].end).contains(hull)


def _letters(spans: Sequence[Span], text: str, words: str) -> str:
    """The source's letters, without what shows nothing; with the punctuation behind the words, if it stands there."""
    slices = ["".join(c for c in span.of(text) if not is_invisible(c)) for span in spans]
    tail = _tail(words)
    slices[-1] += tail if text.startswith(tail, spans[-1].end) else ""
    return " […] ".join(" ".join(piece.split()) for piece in slices)


def _tail(words: str) -> str:
    return words[len(words.rstrip(".,;:")) :]


def _replaced(text: str, pieces: Sequence[tuple[Quotation, str]]) -> str:
    """Quotations inside of others go with those. Punctuation that is the claim's own goes behind the closing mark."""
    outer = [one for one in pieces if not any(o is not one and o[0].inner.contains(one[0].outer) for o in pieces)]
    for quotation, letters in sorted(outer, key=lambda one: one[0].outer.start, reverse=True):
        inner, whole = quotation.inner, quotation.outer
        tail = _tail(inner.of(text))
        own = "" if letters.endswith(tail) or text.startswith(tail, whole.end) else tail
        text = text[: inner.start] + letters + text[inner.end : whole.end] + own + text[whole.end :]
    return text


def _is_unpaired(text: str, outer: Sequence[Span], inner: Sequence[Span]) -> bool:
    """Whether some quotation mark belongs to no quotation, and is no apostrophe."""

    def belongs(at: int, end: int) -> bool:
        return any(
            (o.start <= at and end <= i.start) or (i.end <= at and end <= o.end)
            for o, i in zip(outer, inner, strict=True)
        )

    if any(not belongs(*m.span()) for m in _DOUBLE.finditer(text)):
        return True
    for mark in _SINGLE.finditer(text):
        at, end = mark.span()
        if belongs(at, end) or text[at - 1 : at].isalnum() or _ELISIONS.match(text, at):
            continue
        return True
    return False
