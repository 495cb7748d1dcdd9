"""Where a German report of speech begins and ends within its sentence."""

from __future__ import annotations

from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.closed import DASHES
from retrieval.statements.german.ends import is_main_clause
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.reading import GermanReading

__all__ = ["extent"]

_CONTRASTING = frozenset("während obwohl obgleich wohingegen wogegen".split())
_LONGEST_DATELINE = 9  # tokens
_JOINING = frozenset("und aber doch sondern".split())


def extent(r: GermanReading, cue: Cue) -> tuple[int, int]:
    """The tokens of a report: the sentence without what else somebody does in it."""
    clause = _subordinate(r, cue)
    return clause or (_begin(r, cue), _end(r, cue))


def _subordinate(r: GermanReading, cue: Cue) -> tuple[int, int] | None:
    """The clause of a verb that stands at its end: "Der Mann ging, [weil die Stadt mehr Geld forderte]"."""
    n = r.segments.of(max(cue.finite, cue.at))
    b, e = r.segments.bounds[n]
    lead = r.word(b + 1) if r.word(b) in r.g.words["prepositions"] else r.word(b)
    relative = n > 0 and r.word(b - 1) == "," and lead in r.g.words["relatives"]
    leads = r.word(b) in r.g.words["subordinators"] or relative
    last = max(cue.finite, cue.at) == e - 1 and cue.finite >= cue.at
    named = cue.verb.lemma == "nennen" and lead in r.g.words["relatives"]  # "Die Lösung, die Weber nannte, ist ..."
    return (b, e) if leads and last and not named else None


def _begin(r: GermanReading, cue: Cue) -> int:
    """After an adverbial clause ("Während die einen schwiegen, [forderten ...]")."""
    b, e = r.segments.bounds[0]
    subordinate = r.word(b) in _CONTRASTING and e - b > 2 and r.finite(e - 1)
    first = r.segments.of(min(cue.finite, cue.at))
    return e + 1 if subordinate and first == 1 else _dateline(r, cue)


def _dateline(r: GermanReading, cue: Cue) -> int:
    """The token after the place and the agency that open an article ("Kiel (dpa) - ")."""
    dash = next((k for k in range(1, min(_LONGEST_DATELINE, cue.finite)) if r.word(k) in DASHES), None)
    if dash is None or not r.starts:
        return 0
    head = r.s.tokens[:dash]
    agency = head[-1].kind == "b" and all(t.capital for t in head if t.kind == "w")
    shouted = all(t.text.isupper() for t in head if t.kind == "w")
    return dash + 1 if agency or shouted else 0


def _end(r: GermanReading, cue: Cue) -> int:
    """Before what somebody else does meanwhile ("..., [während die anderen schwiegen]"), and before a main clause that
    follows ("..., [die Stadt schwieg]")."""
    for k in range(max(cue.end, cue.finite + 1), len(r.s) - 1):
        if r.word(k) == "," and (r.word(k + 1) in _CONTRASTING or _is_other(r, k + 1)):
            return k
    return len(r.s)


def _is_other(r: GermanReading, k: int) -> bool:
    """Whether a main clause of the reporter starts at token `k`, with "und" or without."""
    k += r.word(k) in _JOINING
    if is_main_clause(r, k):
        return True
    if r.word(k + 1) in r.g.words["determiners"]:  # "das Gesetz, das die Gebühr regelt"
        return False
    phrase = phrase_at(r.s, k, r.g, modifiers=False)
    verb = phrase.core_end if phrase is not None and phrase.sort == "noun" else len(r.s)
    return r.finite(verb) and verb < r.break_after(k) - 1 and r.s.tokens[verb].text not in r.g.first
