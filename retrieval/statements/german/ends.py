"""Where German speech ends: before what the reporter goes on with."""

from __future__ import annotations

from retrieval.statements.german.nouns import phrase_at, skip_adjuncts
from retrieval.statements.german.reading import GermanReading

__all__ = ["clause_end", "is_main_clause"]

_ADDED = frozenset("wobei nachdem woraufhin worauf".split())  # lead what the reporter adds after somebody's words
_LONGEST_BRACKET = 3  # words
_BUT = frozenset("und aber doch".split())


def clause_end(r: GermanReading, start: int, end: int, *, subordinate: bool = True) -> int:
    """Where speech from token `start` ends: before a main clause that follows it ("Auf die Frage, ob ..., sagte").

    `subordinate`: it is a subordinate clause, after which a verb is that of the main one."""
    s, g = r.s, r.g
    for k in range(start + 2, end - 1):
        if s.word(k) != ",":
            continue
        joined = s.word(k + 1) in ("und", "aber", "doch")
        follows = s.word(k + 1 + joined)
        indicative = r.finite(k + 1 + joined) and follows not in g.first and follows not in g.second
        if indicative and (joined or subordinate or r.konjunktiv(start, k) or _is_second(r, start, k)):
            return k
        if subordinate and joined and is_main_clause(r, k + 2) and not r.konjunktiv(k, end):
            return k  # "räumte ein, Fehler gemacht zu haben, doch daran will er festhalten"
        if subordinate and _is_bracket(r, k + 1, end) and r.finite(k - 1):
            return k  # "hat ihn nach der Aussage, dass es eile, [scharf kritisiert]"
        if subordinate and s.word(k + 1) == "was" and not r.konjunktiv(k, end) and not _asks(r, start, k):
            return k  # "bat, zu gehen, [was die Stadt ablehnte]"
        if subordinate and s.word(k + 1) in _ADDED and not r.konjunktiv(k, end):
            return k
        if subordinate and is_main_clause(r, k + 1) and r.finite(k - 1) and not r.konjunktiv(k, end):
            return k
    return end


def _asks(r: GermanReading, start: int, k: int) -> bool:
    """Whether "was" goes on a row of questions: "fragte, wer dort war, [was geschah]"."""
    asking = r.g.words["content"]
    return r.word(start) in asking or any(r.word(m) == "," and r.word(m + 1) in asking for m in range(start, k))


def _is_bracket(r: GermanReading, k: int, end: int) -> bool:
    """Whether no more than a participle follows, with which the main clause closes."""
    words = r.s.tokens[k:end]
    small = 0 < len(words) <= _LONGEST_BRACKET and all(t.kind == "w" and not t.capital for t in words)
    return small and words[-1].lower in r.g.participles and not r.any_finite(k, end - 1)


def _is_second(r: GermanReading, i: int, j: int) -> bool:
    """Whether the main verb of tokens `i` to `j` stands in the Konjunktiv II."""
    verb = r.main_verb(i, j)
    return verb is not None and r.s.tokens[verb].text in r.g.second


def is_main_clause(r: GermanReading, k: int) -> bool:
    """Whether the verb is the second part of the clause from token `k` on: "mehrmals [wurde] das Mandat verlängert"."""
    begin, end = k, r.break_after(k)
    verb = r.main_verb(begin, end)
    if verb is None or verb >= end - 1 or verb == begin or r.word(begin) in r.g.words["relatives"]:
        return False
    phrase = phrase_at(r.s, begin, r.g)
    fills = phrase is not None and verb in (phrase.last, phrase.core_end)
    adjunct = r.word(begin) in r.g.words["prepositions"] and r.word(begin - 1) in _BUT
    return verb == begin + 1 or fills or (adjunct and verb == skip_adjuncts(r.s, begin, r.g))
