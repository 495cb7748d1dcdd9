"""Whose a quotation is that stands within what somebody else says, or beside what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.articles import Span
from retrieval.statements.german.candidates import is_known
from retrieval.statements.german.clauses import DASS, Cue
from retrieval.statements.german.closed import ADJECTIVE_ENDS
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.subjects import subject_of
from retrieval.statements.german.titles import is_clause
from retrieval.statements.lexicon import is_first_name
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Token

if TYPE_CHECKING:
    from retrieval.statements.german.reading import GermanReading

__all__ = ["owner"]

_BETWEEN = frozenset(
    "von vom als für einen eine ein einem einer selbst sogar gar hingegen dagegen nur aber wiederum den die das dem "
    "der sein seine ihre ihr".split()
)
"""What stands between a name and a quotation where the verb is left out."""


def owner(r: GermanReading, token: Token, outer: Span | None) -> tuple[Phrase, Span] | None:
    """Who has said the quotation `token`, and the word that tells so, if it is not whose cue `outer` is."""
    k = next(n for n, other in enumerate(r.s.tokens) if other is token)
    return _famous(r, k) or _told_to_say(r, k, outer) or _verb_left_out(r, k, outer)


def _famous(r: GermanReading, k: int) -> tuple[Phrase, Span] | None:
    """ "[Eva Langs] berühmtes „Wir schaffen das“"."""
    s, b = r.s, k - 1
    while b > 0 and s.tokens[b].kind == "w" and not s.tokens[b].capital and s.word(b).endswith(ADJECTIVE_ENDS):
        b -= 1
    if b < 1 or not (s.tokens[b].capital and s.tokens[b].text.endswith("s") and is_clause(s.tokens[k], r.g)):
        return None
    if not is_first_name(s.tokens[b - 1].text):
        return None
    span = s.span(b - 1, b + 1)
    return Phrase(b - 1, b + 1, b + 1, span, span, s.tokens[b].text), span


def _told_to_say(r: GermanReading, k: int, outer: Span | None) -> tuple[Phrase, Span] | None:
    """Who has said a quotation within what somebody else says, and the verb: "Weber sagte, [Lang] habe
    [behauptet]: „...“", "Weber sagte, [Lang] habe [behauptet], es sei „dringend“"."""
    if outer is None:
        return None
    said = (c for c in r.cues if c.end <= k and not c.passive and c.verb.sort == "say")
    cue = next((c for c in said if r.cue_span(c).start > outer.start and _leads_to(r, c, k)), None)
    phrase = subject_of(r.s, r.segments, cue, r.g) if cue is not None else None
    return (phrase, r.cue_span(cue)) if cue and phrase and phrase.sort != "pronoun" else None


def _leads_to(r: GermanReading, cue: Cue, k: int) -> bool:
    """Whether what a verb tells begins with the quotation at token `k`, or holds it in its first clause."""
    if r.word(k - 1) == ":":
        return r.segments.of(cue.finite) == r.segments.of(k - 2)
    begin = cue.end + 1
    told = r.word(begin) in DASS or r.konjunktiv(begin, r.break_after(begin))
    return r.word(cue.end) == "," and told and r.segments.of(begin) == r.segments.of(k)


def _verb_left_out(r: GermanReading, k: int, outer: Span | None) -> tuple[Phrase, Span] | None:
    """ "Weber sprach von einer „Farce“, [Eva Lang] von einem „Sieg“": the verb of the clause before."""
    begin, _ = r.segments.bounds[r.segments.of(k)]
    if outer is None or begin == 0 or r.s.tokens[begin].start < outer.start or r.any_finite(begin, k):
        return None
    quoted = any(t.kind == "q" and outer.start < t.start for t in r.s.tokens[:begin])
    begin += r.word(begin) in ("und", "aber", "doch")
    phrase = phrase_at(r.s, begin, r.g, modifiers=False)
    if not quoted or phrase is None or not phrase.core_end < k:
        return None
    close = all(r.word(n) in _BETWEEN for n in range(phrase.core_end, k))
    return (phrase, outer) if close and is_known(r.s, phrase, r.g) else None
