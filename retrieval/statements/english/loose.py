"""Quotations without a verb that takes them: after a colon, and on their own."""

from __future__ import annotations

from retrieval.statements.english.nouns import phrase_after, phrase_before
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.english.subjects import main_subject, subject_of
from retrieval.statements.english.voices import can_speak
from retrieval.statements.phrases import Found, Phrase

__all__ = ["announcement", "colon_quotation", "quotation_alone"]

_LABEL = 7  # tokens
_SHORT_CLAUSE = 14  # tokens
_MOSTLY = 0.45  # share of quoted characters from which a sentence without a cue is a quotation


def colon_quotation(r: EnglishReading) -> bool:
    """A quotation after a colon, without a verb of speech."""
    s = r.s
    for k, token in enumerate(s.tokens):
        if token.kind == "q" and token.size > 2 and s.word(k - 1) == ":":
            phrase = _before_colon(r, k - 1)
            r.add_quotation(token, phrase, None, carried=phrase is None)
            return True
    return False


def _before_colon(r: EnglishReading, colon: int) -> Phrase | None:
    """Who stands before a colon: "His daughter:", or the subject of a short clause, "His daughter was blunt:"."""
    if colon > _SHORT_CLAUSE:
        return None
    if any(map(r.is_verb, range(1, colon))):
        subject = main_subject(r.s, colon, r.e)
        if subject is not None and can_speak(r.s, subject, r.e):
            return subject
    return phrase_before(r.s, colon, r.e) if colon < _LABEL else None


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
