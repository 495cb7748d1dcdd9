"""What a verb of speech has as its object: "dass ...", "es sei ...", ": „...“", "... zu ...", "es ist ..."."""

from __future__ import annotations

from typing import NamedTuple

from retrieval.statements.german.clauses import DASS, Cue
from retrieval.statements.german.closed import WITHOUT
from retrieval.statements.german.lexicon import German
from retrieval.statements.german.reading import GermanReading

__all__ = ["MEANWHILE", "Complement", "complement_of"]

_OF_TIME = frozenset("nachdem als bevor während sobald seit seitdem".split())
MEANWHILE = frozenset("während wobei wogegen wohingegen".split())
"""A clause that one of these leads at the end is no object."""
_DASS_AND = ("dass ", "daß ", "ob ")
_POINTING = frozenset("dafür davor dagegen damit darüber daran darauf".split())
_ALSO_RELATIVE = frozenset("womit wodurch wozu".split())


class Complement(NamedTuple):
    """Where what was said starts, and how it is joined: "colon", "dass", "konjunktiv", "zu" or "bare"."""

    start: int
    sort: str


def complement_of(r: GermanReading, cue: Cue, *, first: bool = True) -> Complement | None:
    """What follows the verb and is what was said, None where nothing does. `first`: a later verb may have the colon."""
    s = r.s
    start = max(cue.end, cue.finite + 1)
    near = range(max(0, cue.finite - 2), min(len(s), cue.finite + 3))
    if cue.verb.lemma == "heißen" and not any(s.word(k) == "es" for k in near):
        return None
    for j in range(start, len(s)):
        word = s.word(j)
        if word == ":" and not (j + 1 < len(s) and s.tokens[j + 1].kind == "q" and r.after_title(j + 1)):
            quoted = j + 1 < len(s) and s.tokens[j + 1].kind == "q"
            if cue.verb.sort == "weak" and _is_last_of_how(r, cue):
                return None  # "Weber lobte, wie das Team reagierte: „...“"
            later = (c for c in r.cues if c.at > j) if first and not quoted else ()
            own = any(complement_of(r, c, first=False) for c in later)  # "X urteilte scharf: So sagte er: ..."
            return Complement(j + 1, "colon") if quoted or (cue.verb.sort != "weak" and not own) else None
        if (
            cue.verb.sort != "weak"
            and s.tokens[j].kind == "q"
            and s.tokens[j] in r.big
            and (j == start or s.word(j - 1) == "worten")
        ):
            return Complement(j, "colon")
        if word in DASS and j <= start + 1 and s.word(j - 1) != ",":
            return Complement(j, "dass")
        if word == ",":
            found = _after_comma(r, cue, start, j)
            if found:
                return found
    bare = cue.end < len(s) and s.word(cue.end) != "," and _takes_zu(cue, r.g) and cue.verb.lemma != "drohen"
    return Complement(cue.end, "zu") if bare and r.infinitive(cue.end, r.break_after(cue.end)) else None


def _takes_zu(cue: Cue, g: German) -> bool:
    return cue.verb.sort in ("demand", "think") or cue.verb.lemma in g.words["with_zu"]


def _is_last_of_how(r: GermanReading, cue: Cue) -> bool:
    begin, end = r.segments.bounds[r.segments.of(cue.finite)]
    return begin > 0 and r.word(begin) in r.g.words["content"] and cue.finite == end - 1


def _after_comma(r: GermanReading, cue: Cue, start: int, j: int) -> Complement | None:
    s, g = r.s, r.g
    k = j + 1
    if s.word(k) in ("und", "sowie") and s.word(k + 1) in DASS:
        k += 1
    lead = s.word(k)
    e = r.break_after(k)
    quotes = k < len(s) and (s.tokens[k] in r.big or s.tokens[k].text.startswith(_DASS_AND))
    if quotes and all(s.word(m) in g.words["adverbs"] for m in range(cue.end, j)):
        goes_on = _takes_zu(cue, g) and r.infinitive(k + 1, e)  # "warf ihm vor, „alle Daten“ zu missbrauchen"
        return Complement(k, "zu" if goes_on else "colon")
    asks = lead in g.words["content"] and j <= start + 6 and _asks(r, cue, start, j, k)
    if lead in DASS or lead == "wonach" or asks:
        return Complement(k, "dass")
    if r.konjunktiv(k, e) and not (lead in MEANWHILE and e == len(s)):
        relative = lead in g.words["relatives"] and s.word(e - 1) in g.first
        if not (relative and cue.verb.sort == "weak"):
            return Complement(_first_clause(r, start, k), "konjunktiv")
    subordinate = lead in WITHOUT or (lead in g.words["subordinators"] and lead not in g.words["prepositions"])
    quoted = cue.verb.sort == "demand" and r.big and s.tokens[e - 1] in r.big and e - k < 4  # "bat, ihm „zu helfen“"
    takes = cue.verb.sort == "say" or _takes_zu(cue, g) or (cue.verb.sort == "judge" and _points(r, cue, j))
    judged = cue.verb.lemma in g.words["holding"] and s.word(cue.finite + 1) == "es"  # "hält es für falsch, ... zu"
    takes = takes or judged
    if takes and not subordinate and (quoted or r.infinitive(k, e)):
        first = start if s.word(start) == "," else j
        plain = first < j and not r.any_finite(first + 1, j) and s.word(first + 1) not in g.words["relatives"]
        return Complement(first + 1 if plain else k, "zu")
    accuses = cue.verb.lemma in g.words["charging"]
    second = any(t.text in g.second for t in s.tokens[k + 1 : e - 1])
    pronoun = accuses and lead in g.words["pronouns"] and r.finite(k + 1)  # "warf ihm vor, er wollte ..."
    guessed = (second and (accuses or cue.verb.sort in ("think", "demand"))) or pronoun
    if (cue.verb.sort == "say" or guessed) and not cue.passive and _is_bare(r, cue, j, k, e):
        return Complement(k, "bare")  # "sagte, der Plan ist gut", "fürchtet, der Plan könnte scheitern"
    return None


def _points(r: GermanReading, cue: Cue, j: int) -> bool:
    """ "kritisierte ihn dafür, gelogen zu haben"."""
    return any(r.word(k) in _POINTING for k in range(cue.finite, j))


def _asks(r: GermanReading, cue: Cue, start: int, comma: int, k: int) -> bool:
    """Whether "wie" or "wo" leads an indirect question, and goes with no noun ("den Wandel, wie er ..."); "womit" leads
    one only after a verb of saying."""
    lead, noun = r.word(k), r.s.tokens[comma - 1]
    if lead == "wo":
        return noun.lower in r.g.words["content_nouns"] or (cue.verb.sort == "say" and not noun.capital)
    if lead in _ALSO_RELATIVE:
        return cue.verb.sort == "say"
    return lead != "wie" or comma == start or not noun.capital


def _first_clause(r: GermanReading, start: int, k: int) -> int:
    """ "sagte, wenn das geschehe, müsse man": the speech starts at the first comma after the cue."""
    s, g = r.s, r.g
    comma = next((j for j in range(start, k) if s.word(j) == ","), k - 1)
    i = comma + 1
    if i >= k:
        return k
    lead = s.word(i)
    near = comma <= start + 8
    if lead in WITHOUT:
        return k  # "behauptete, ohne Belege zu nennen, die Wahl sei gefälscht"
    within = near and lead in g.words["prepositions"] and not r.any_finite(i, r.break_after(i))
    if lead in g.words["subordinators"] or (lead in g.words["determiners"] and near) or within:
        last = r.break_after(i) - 1  # "sagte, der Mann, der floh, sei tot": no relative clause
        relative = lead in g.words["relatives"] and r.finite(last) and s.word(last) not in g.first
        return k if relative else i
    return k


def _is_bare(r: GermanReading, cue: Cue, comma: int, k: int, e: int) -> bool:
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
