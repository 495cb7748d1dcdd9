"""Words in quotation marks inside of a claim's own sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.checking.attribution import Chosen
from bot.checking.drafts import Source
from bot.checking.layout import quotations
from bot.checking.matching import find, is_invisible
from bot.checking.places import Place, said_by_nobody
from bot.checking.reasons import reason
from bot.checking.sense import is_cut_off
from bot.checking.voices import Voice, is_voice_of
from retrieval.articles import Span
from retrieval.said import Said
from retrieval.search import View
from retrieval.text import Quotation

__all__ = ["in_marks"]

_DOUBLE = re.compile(r"[„“”‟\"＂»«〝〞「」『』《》❝❞″]|''|``|,,(?=\w)")
_SINGLE = re.compile(r"[‚‘’‛'`´‹›❛❜′]")
_STOPS = ".,;:"
_INSIDE = (".", ",", "!", "?", "…")
"""What stands between a quotation's last word and its closing mark."""
_CLAUSE = 3
"""Words from which on a quotation can be a clause of its own."""
_ELISIONS = re.compile(r"['’](?:\d\ds?\b|(?:s|n|ne|nen|nem|ner|tis|twas|em|cause|til|round|n’|n')\b)", re.IGNORECASE)


def in_marks(text: str, chosen: Sequence[Chosen], named: Sequence[Voice], view: View) -> tuple[str | None, list[str]]:
    """A claim's text with the article's own letters in its quotation marks; None, and why, where a quotation does not
    stand letter for letter in what its speaker says, or in quotation marks of a cited passage."""
    quoted = quotations(text)
    if _is_unpaired(text, [q.outer for q in quoted if q.closed], [q.inner for q in quoted if q.closed]):
        return None, [reason("unpaired")]
    sources = list({one.place.source.number: one.place.source for one in chosen}.values())
    wrong: list[str] = []
    pieces: list[tuple[Quotation, str]] = []
    outer = [q for q in quoted if not any(o is not q and o.closed and o.inner.contains(q.outer) for o in quoted)]
    for quotation in outer:
        words = quotation.inner.of(text)
        here = [voice for voice in named if any(span.overlaps(quotation.inner) for span in voice.said)]
        letters, why = _found(words, sources, here or named, view)
        if letters is not None and _is_cut(quotation, text, sources):
            letters, why = None, reason("marked_cut", words=words)
        if letters is None:
            wrong.append(why)
        else:
            pieces.append((quotation, letters))
    if wrong:
        return None, list(dict.fromkeys(wrong))
    replaced = _replaced(text, pieces)
    return (replaced, []) if _is_paired(replaced) else (None, [reason("unpaired")])


def _found(words: str, sources: Sequence[Source], named: Sequence[Voice], view: View) -> tuple[str | None, str]:
    """The article's own letters, or why there are none."""
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
                return _letters(spans, text, words), ""
            others = others or (named[0].name if direct else "")
            own = [s for s in source.statements if _within(hull, s)]
            theirs = not named or any(is_voice_of(v.mention, v.name, s, view) for v in named for s in own)
            if not direct and theirs and any(q.inner.contains(hull) for q in quotations(text) if q.closed):
                return _letters(spans, text, words), ""
    if others:
        return None, reason("marked_other", words=words, name=others)
    return None, reason("marked", words=words)


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
    """The source's letters, without what shows nothing; with the punctuation behind the words, if it stands there, and
    with the marks around a quotation inside of them that they begin or end with."""
    plain = _slices(spans, text)
    tail = _tail(words)
    plain += tail if text.startswith(tail, spans[-1].end) else ""
    start, end = _with_marks(words, text, spans[0].start, spans[-1].end)
    wider = list(spans)
    wider[0] = Span(start, wider[0].end)
    wider[-1] = Span(wider[-1].start, end)
    whole = _slices(wider, text)
    return whole if len(whole) > len(plain) and _is_paired(whole) and not _is_paired(plain) else plain


def _slices(spans: Sequence[Span], text: str) -> str:
    slices = ("".join(c for c in span.of(text) if not is_invisible(c)) for span in spans)
    return " […] ".join(" ".join(piece.split()) for piece in slices)


def _with_marks(words: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets with the mark before a quotation inside of the words, and up to the one behind it."""
    if _is_mark(words[:1]) and _is_mark(text[start - 1 : start]):
        start -= 1
    if _is_mark(words.rstrip(_STOPS)[-1:]):
        behind = end
        while text[behind : behind + 1] in _INSIDE and behind < len(text):
            behind += 1
        end = behind + 1 if _is_mark(text[behind : behind + 1]) else end
    return start, end


def _is_mark(sign: str) -> bool:
    return bool(sign) and bool(_DOUBLE.fullmatch(sign) or _SINGLE.fullmatch(sign))


def _is_paired(text: str) -> bool:
    closed = [quotation for quotation in quotations(text) if quotation.closed]
    return not _is_unpaired(text, [q.outer for q in closed], [q.inner for q in closed])


def _tail(words: str) -> str:
    return words[len(words.rstrip(_STOPS)) :]


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
