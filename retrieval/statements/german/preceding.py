"""Whether what stands before a German verb of speech can be what somebody says with it."""

from __future__ import annotations

from retrieval.statements.german.appositions import across_apposition
from retrieval.statements.german.clauses import DASS, Cue
from retrieval.statements.german.closed import BY_PLACE
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.reading import GermanReading

__all__ = ["colon_after", "cries_out", "may_be_said"]

_ADVERBIAL = frozenset("da weil nachdem als während wenn obwohl um bevor seit indem auf ob nach zwar".split())
_OF_THE_REPORTER = frozenset("nachdem während als obwohl bevor seit seitdem um indem".split())
"""A clause that one of these leads, in the indicative, says when or how somebody spoke."""
_TO = frozenset("auf zu zur".split())
_BUT = frozenset("aber jedoch allerdings zugleich gleichzeitig stattdessen".split())


def colon_after(r: GermanReading, end: int) -> int | None:
    """The colon before speech that the attribution also has after it: "Es eile, so Weber weiter: „...“"."""
    s = r.s
    k = next((k for k in range(end, len(s)) if s.tokens[k].kind != "w"), len(s))
    return k if s.word(k) == ":" and k + 1 < len(s) and s.tokens[k + 1] in r.big else None


def may_be_said(r: GermanReading, i: int, cue: Cue) -> bool:
    """Whether what stands before the verb at `i` can be a statement, and nothing after it is."""
    s, g = r.s, r.g
    if cue.verb.lemma == "heißen":
        place = s.word(0) in BY_PLACE and not r.konjunktiv(0, i)  # "In dem Brief, der ..., heißt es, dass"
        return "es" in (s.word(i + 1), s.word(i + 2)) and not (place and r.last_complement >= cue.end)
    if cue.verb.lemma == "lauten" and r.konjunktiv(0, i):
        phrase = phrase_at(s, i + 1, g)  # "Es eile, lautete Webers Fazit"
        return phrase is not None and any(phrase.head.lower() in g.words[x] for x in ("content_nouns", "uttered"))
    if cue.verb.sort == "weak" or s.word(i + 1) in (",", "dass", ":"):
        return False
    begin = next((k for k in range(i) if s.tokens[k].kind != "p"), 0)
    lead = s.word(begin)
    if cue.verb.lemma in r.g.words["evaluating"] and lead in g.words["content"] and not r.konjunktiv(0, i):
        return False  # "Dass er kam, nannte Weber „anständig“": what is judged is no statement
    if lead in _OF_THE_REPORTER and not r.konjunktiv(0, i):
        return cries_out(r, i)
    if _answers(r, begin, i):
        return False
    quoted = any(t in r.big for t in s.tokens[:i] if t.kind == "q") or (s.tokens[0].kind == "q" and i == 2)
    if quoted:
        return True
    if (
        cue.verb.sort in ("demand", "judge", "think")
        and not r.konjunktiv(0, i)
        and any(s.word(k) in _BUT for k in range(i, i + 4))
    ):
        return False  # "Weber lobte den Plan, fordert aber Geld": the same subject goes on
    if cue.verb.lemma == "zurückweisen":
        return False  # "Den Bericht, wonach er krank sei, wies er zurück"
    earlier = [c for c in r.cues if c.verb.sort == "say" and c.end < i and r.segments.of(c.finite) == 0]
    if any(_tells(r, c, i) for c in earlier):
        return False  # "X hatte gesagt, er sei unschuldig, erkannte das Gericht aber nicht an"
    verbal = any(t.kind == "q" and t.size == 1 and t.text[:1].islower() for t in s.tokens[1:i])  # Er „irre“ sich, sagte
    if not r.any_finite(0, i) and not r.konjunktiv(0, i) and lead not in DASS and not verbal:
        return False
    before = (r.main_verb(b, min(e, i - 1)) for b, e in r.segments.bounds if b < i - 1)
    if lead not in DASS and all(verb is None for verb in before) and not r.konjunktiv(0, i) and not verbal:
        return False  # "In der Debatte, die nun beginnt, forderte X": no statement yet
    separators = sum(t.lower in (",", "–", ":") for t in s.tokens[:i])
    if cue.verb.lemma == "drohen":
        return False  # "Wenn das geschieht, droht ein Streit"
    main = r.main_verb(*r.segments.bounds[0])
    broken = main == r.segments.bounds[0][1] - 1  # "Er habe, teilte die Polizei mit, ..."
    goes_on = main is not None and r.konjunktiv(main, main + 1) and (broken or colon_after(r, cue.end) is not None)
    if (separators < 2 or lead in _ADVERBIAL) and not goes_on and r.last_complement >= cue.end:
        return False
    return verbal or across_apposition(s, r.segments, r.segments.of(i), g) is None


def _tells(r: GermanReading, cue: Cue, i: int) -> bool:
    """Whether what a verb of speech tells stands before token `i`: "sagte [dem Kurier], es eile, bestritt aber"."""
    comma = r.break_after(cue.end)
    near = r.word(comma) == "," and comma < i and not r.any_finite(cue.end, comma)
    return near and (r.word(comma + 1) in DASS or r.konjunktiv(comma, i))


def cries_out(r: GermanReading, i: int) -> bool:
    """ "Als er sprach, wurde es laut, [„Wir gehen nicht“], rief Weber": a quotation of its own before token `i`."""
    k = i - 2
    own = k > 1 and r.s.tokens[k] in r.big and r.word(i - 1) == "," and r.word(k - 1) == ","
    large = own and next((c.isupper() for c in r.s.tokens[k].text if c.isalpha()), False)
    return large and r.word(0) in _OF_THE_REPORTER


def _answers(r: GermanReading, begin: int, i: int) -> bool:
    """ "[Auf die Frage, ob sie gehe], antwortete Weber": a clause of the noun's, which is nobody's answer."""
    comma = r.break_after(begin)
    led = r.word(begin) in _TO and not r.any_finite(begin, comma) and comma < i
    noun = r.s.tokens[comma - 1].lower
    return led and noun in r.g.words["content_nouns"] and r.word(comma + 1) in r.g.words["content"]
