"""Quotations without a verb that takes them: after a colon, and on their own."""

from __future__ import annotations

from retrieval.statements.english.nouns import phrase_after, phrase_before
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.english.subjects import subject_of
from retrieval.statements.phrases import Found

__all__ = ["announcement", "colon_quotation", "quotation_alone"]

_MOSTLY = 0.45  # share of quoted characters from which a sentence without a cue is a quotation


def colon_quotation(r: EnglishReading) -> bool:
    """A quotation after a colon, without a verb of speech."""
    s = r.s
    for k, token in enumerate(s.tokens):
        if token.kind == "q" and token.size > 2 and s.word(k - 1) == ":":
            phrase = phrase_before(s, k - 1, r.e) if k < 8 else None
            r.add_quotation(token, phrase, None, carried=phrase is None)
            return True
    return False


def quotation_alone(r: EnglishReading) -> bool:
    """A sentence that is mostly a quotation goes on with the speaker before it."""
    if not r.big or sum(t.end - t.start for t in r.big) < _MOSTLY * (r.s.end - r.s.start):
        return False
    for token in r.big:
        r.add_quotation(token, None, None, carried=True)
    return True


def announcement(r: EnglishReading) -> bool:
    """ "Weaver continued:", "Stated Weaver:" at the end of a paragraph: what was said stands in the next one."""
    s = r.s
    if r.found or s.word(len(s) - 1) != ":":
        return False
    cue = next((c for c in reversed(r.cues) if c.verb.sort in ("say", "tell") and c.form in ("finite", "ing")), None)
    if cue is None:
        return False
    phrase = subject_of(s, cue, r.e) or phrase_after(s, cue.end, r.e)
    if phrase is not None:
        r.found.append(Found([], phrase, r.cue_span(cue), "direct", silent=True))
    return phrase is not None
