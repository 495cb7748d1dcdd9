"""What a verb of speech has as its object: where speech in the Konjunktiv begins, and whether a main clause is one."""

from __future__ import annotations

from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.reading import GermanReading

__all__ = ["NO_OBJECT", "first_clause", "is_bare"]

NO_OBJECT = frozenset("um ohne statt anstatt".split())
"""Lead an infinitive that is not what was said."""
_OF_TIME = frozenset("nachdem als bevor während sobald seit seitdem".split())


def first_clause(r: GermanReading, start: int, k: int) -> int:
    """ "sagte, wenn das geschehe, müsse man": the speech starts at the first comma after the cue."""
    s, g = r.s, r.g
    comma = next((j for j in range(start, k) if s.word(j) == ","), k - 1)
    i = comma + 1
    if i >= k:
        return k
    lead = s.word(i)
    near = comma <= start + 8
    if lead in NO_OBJECT:
        return k  # "behauptete, ohne Belege zu nennen, die Wahl sei gefälscht"
    within = near and lead in g.words["prepositions"] and not r.any_finite(i, r.break_after(i))
    if lead in g.words["subordinators"] or (lead in g.words["determiners"] and near) or within:
        last = r.break_after(i) - 1  # "sagte, der Mann, der floh, sei tot": no relative clause
        relative = lead in g.words["relatives"] and r.finite(last) and s.word(last) not in g.first
        return k if relative else i
    return k


def is_bare(r: GermanReading, cue: Cue, comma: int, k: int, e: int) -> bool:
    """A main clause as object: "sagte, der Plan ist gut"."""
    s, g = r.s, r.g
    if (cue.finite != cue.at and cue.end != comma) or comma - cue.end > 8:
        return False
    if any(t in r.big for t in s.tokens[k:e]) and e - k < 8:
        return True
    verb_last = cue.finite > cue.at and r.finite(k)  # "Der Mann, der ausgesagt hatte, war krank"
    reflexive = cue.finite == cue.at and s.word(cue.finite + 1) == "sich"  # "bekannten sich schuldig"
    short = s.tokens[k + 1].text in g.second if k + 1 < e else False  # "sagte, Läden müssten schließen"
    short = short or (s.word(k) in ("er", "sie", "es", "man", "wir") and r.finite(k + 1))  # "sagte, er kommt morgen"
    brief = e - k < (3 if short else 4)
    begin, end = r.segments.bounds[r.segments.of(cue.finite)]
    since = s.word(begin) in _OF_TIME and r.main_verb(begin, end) is None  # "nachdem sie ihn bemerkt hatten, ..."
    if brief or verb_last or reflexive or since or r.finite(k):
        return False
    lead = s.word(k)
    if lead == "zum" and s.word(k + 1) == "beispiel":
        return False
    if lead in g.words["subordinators"] or lead in ("und", "aber", "sondern", "so", "sowie", "doch"):
        return False
    verbs = [m for m in range(k + 1, e) if r.finite(m)]
    if not verbs:
        return False
    if any(s.word(m) in g.words["finite"] or s.tokens[m].text in g.second for m in verbs if m < max(e - 3, k + 2)):
        return True  # "die kranken Tiere würden behandelt oder geschlachtet"
    relative = lead in g.words["relatives"] or (
        lead in g.words["prepositions"] and s.word(k + 1) in g.words["relatives"]
    )
    return not (relative and verbs[-1] >= e - 1 and not s.tokens[k + 1].capital)
