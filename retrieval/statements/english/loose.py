"""Quotations without a verb that takes them: after a colon, and on their own."""

from __future__ import annotations

from retrieval.statements.english.lexicon import small
from retrieval.statements.english.nouns import phrase_after, phrase_before
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.english.silence import is_silent
from retrieval.statements.english.subjects import main_subject, subject_of
from retrieval.statements.english.voices import can_speak
from retrieval.statements.phrases import Found, Phrase

__all__ = ["acted_after", "announcement", "colon_quotation", "quotation_alone"]

_SPOKEN = 3  # words of a quotation from which it is speech
_SHORTEST = 3  # tokens of a sentence with a quotation, a subject and a verb
_LABEL = 7  # tokens
_LINE = 14  # tokens of a line that only says who speaks
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


def acted_after(r: EnglishReading) -> bool:
    """A quotation at the beginning, and who does something else than say it: "“It is late!” Weaver began." """
    s = r.s
    token = s.tokens[0]
    if token not in r.big or token.size < _SPOKEN or token.last not in ".,!?…" or len(s) < _SHORTEST:
        return False
    i = 2 if s.word(1) == "," else 1
    verb = next(
        (j for j in range(i + 1, min(len(s), i + _LABEL)) if r.is_verb(j) or s.word(j) in ("began", "went")), None
    )
    if r.is_verb(i) and not small(s, i, r.e, "auxiliaries"):
        phrase, j = phrase_after(s, i + 1, r.e), i  # "“It is late!” laughed Weaver"
    elif verb is not None:
        phrase, j = phrase_before(s, verb, r.e), verb
        phrase = phrase if phrase is not None and phrase.first == i else None
    else:
        return False
    if phrase is None or not can_speak(s, phrase, r.e):
        return False
    for each in r.big:
        r.add_quotation(each, phrase, s.span(j, j + 1))
    return True


def quotation_alone(r: EnglishReading) -> bool:
    """A sentence that is mostly a quotation goes on with the speaker before it."""
    if not r.big or sum(t.end - t.start for t in r.big) < _MOSTLY * (r.s.end - r.s.start):
        return False
    for token in r.big:
        r.add_quotation(token, None, None, carried=True)
    return True


def _said_alone(r: EnglishReading) -> bool:
    """ "Mayor Ann Weaver commented" in a line of its own."""
    s = r.s
    end = len(s) - 1 if s.tokens[-1].kind == "p" else len(s)
    cue = r.cues[-1] if r.cues else None
    if not r.starts or cue is None or cue.end != end or cue.form != "finite" or cue.verb.sort not in ("say", "tell"):
        return False
    phrase = None if end > _LINE or is_silent(r, cue) else subject_of(s, cue, r.e)
    if phrase is None or phrase.first or not can_speak(s, phrase, r.e):
        return False
    r.found.append(Found([], phrase, r.cue_span(cue), "direct", silent=True))
    return True


def announcement(r: EnglishReading) -> bool:
    """ "Weaver continued:", "Stated Weaver:" at the end of a paragraph, "Weaver commented" as all of it: what was said
    stands in the next one."""
    s = r.s
    if r.found:
        return False
    if s.word(len(s) - 1) != ":":
        return _said_alone(r)
    cue = next((c for c in reversed(r.cues) if c.verb.sort in ("say", "tell") and c.form in ("finite", "ing")), None)
    if cue is None:
        return False
    phrase = subject_of(s, cue, r.e) or phrase_after(s, cue.end, r.e)
    if phrase is not None:
        r.found.append(Found([], phrase, r.cue_span(cue), "direct", silent=True))
    return phrase is not None
