"""Speech that only its mood shows: the Konjunktiv that goes on, and hearsay ("Er soll ...")."""

from __future__ import annotations

from retrieval.statements.german.candidates import can_speak
from retrieval.statements.german.clauses import DASS
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.objects import complement_of
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.sources import is_one_of
from retrieval.statements.german.subjects import sentence_subject
from retrieval.statements.german.supposed import is_declined, is_supposed
from retrieval.statements.phrases import Phrase

__all__ = ["free_konjunktiv", "hearsay", "hearsay_beside", "is_answered", "main_konjunktiv", "may_be_speech"]

_GUESSES = ("könnte", "dürfte", "müsste", "gingen", "blieben", "hießen")
"""The reporter's own: speech would stand in the Konjunktiv I ("könne"), and "gingen" is mostly the past."""
_SAID_TO = ("soll", "sollen")
_SHOULD = ("sollte", "sollten")
_GUESSING = ("könnt", "dürft", "müsst", "sollt")  # "könnte": the reporter may guess
_AND = ("und", "aber", "doch")  # "Er schwieg, und es werde regnen": a clause of its own
_KNOWN = ("adverbs", "prepositions", "determiners", "pronouns", "finite", "subordinators")


def main_konjunktiv(r: GermanReading) -> bool:
    """The main clause itself stands in the Konjunktiv, whatever cues its subordinate clauses hold."""
    s, g = r.s, r.g
    if any(t.lower == ":" for t in s.tokens):
        return False
    verb = r.first_main_verb()
    if verb is None or s.tokens[verb].text not in g.first | g.second:
        if not _is_unlisted(r):
            return False
        r.add([s.span(0, len(s))], None, None, free=True, carried=True)
        r.add_nested(0, len(s), None, None, carried=True)
        return True
    begin, _ = r.segments.bounds[r.segments.of(verb)]
    if any(c.finite == c.at == verb for c in r.cues) or is_answered(r):
        return False  # "Gestern gingen Experten davon aus, ..."
    earlier = [complement_of(r, cue) for cue in r.cues if cue.end < verb]
    if verb > begin and any(c is not None and c.start == begin for c in earlier):
        return False  # "Während X erklärte, er sei froh, räumte Y ein, ..."
    goes_on = s.tokens[verb].text in g.second and r.follows and not r.starts
    return (s.tokens[verb].text in g.first or goes_on) and free_konjunktiv(r)


def is_answered(r: GermanReading) -> bool:
    """ "Auf den Vorwurf, es eile, entgegnete Weber": the clause in the Konjunktiv belongs to the noun before it."""
    verb = r.first_main_verb()
    begin = r.segments.bounds[r.segments.of(verb)][0] if verb is not None else 0
    led = begin > 0 and r.word(0) in r.g.words["prepositions"] and not r.any_finite(0, begin)
    return led and any(c.finite == r.segments.bounds[r.segments.of(c.finite)][0] > begin for c in r.cues)


def _is_unlisted(r: GermanReading) -> bool:
    """A Konjunktiv I that no list holds, right after the subject, where speech goes on: "Dies bedinge Sturmböen"."""
    s, g = r.s, r.g
    phrase = phrase_at(s, 0, g) if r.follows else None
    if phrase is None or phrase.plural or phrase.last >= len(s) - 1:
        return False
    token, after = s.tokens[phrase.last], s.tokens[phrase.last + 1]
    word = token.lower
    known = word in g.finite or any(word in g.words[sort] for sort in _KNOWN)
    form = word.endswith("e") and not word.endswith("te") and len(word) > 4
    return form and not known and not token.capital and not after.capital


def free_konjunktiv(r: GermanReading) -> bool:
    """Indirect speech that goes on: "Zudem müsse die Ukraine ..."."""
    s, g = r.s, r.g
    forms = {t.text for t in s.tokens if t.kind == "w"}
    goes_on = (r.follows and not r.starts) or _after_colon(r)
    forms.difference_update(_GUESSES, () if _is_should(r) else _SHOULD)
    second = goes_on and not g.second.isdisjoint(forms)
    first = r.konjunktiv(0, len(s))
    if not (first or second) or (not first and is_supposed(r)):
        return False
    if is_declined(r) or _embedded(r):
        return True
    relative = relative_in_konjunktiv(r)
    begin = relative or _konjunktiv_begin(r)
    if not first and _tells_what_is(r) and (begin == 0 or (relative and not r.cues)):
        return False
    phrase = _teller(r) if s.word(begin) not in _AND else None
    r.add(r.content(begin, len(s)), phrase, None, free=phrase is None, carried=phrase is None)
    r.add_nested(begin if phrase is None else 0, len(s), phrase, None, carried=phrase is None)
    return True


def _tells_what_is(r: GermanReading) -> bool:
    """ "Die Partei erreicht nicht die Zahl von Sitzen, [die ausreichen würde]": the main clause is the reporter's."""
    verb = r.first_main_verb()
    if verb is None or _is_should(r):
        return False
    return not _holds_second(r, *r.segments.bounds[r.segments.of(verb)])


def relative_in_konjunktiv(r: GermanReading) -> int:
    """ "Weber beklagt den Umbau, [der zu teuer sei]": where the relative clause of the reporter's main clause begins
    that is somebody's speech; 0 where none is."""
    s, g = r.s, r.g
    verb = r.first_main_verb()
    speech = g.first | g.second
    if verb is None or s.tokens[verb].text in speech:
        return 0
    begin = next((b for b, e in r.segments.bounds if any(t.kind == "w" and t.text in speech for t in s.tokens[b:e])), 0)
    lead = s.word(begin + 1) if s.word(begin) in g.words["prepositions"] else s.word(begin)
    led = begin > verb and s.word(begin - 1) == "," and lead in g.words["relatives"]
    return begin if led and s.tokens[r.break_after(begin) - 1].text in speech else 0


def _is_should(r: GermanReading) -> bool:
    """Whether "sollte" is the main verb; "Ein Gesetz, das helfen sollte, fehlt" tells what was meant to be."""
    verb = r.first_main_verb()
    return verb is not None and r.word(verb) in _SHOULD


def _after_colon(r: GermanReading) -> bool:
    """ "Weber hält davon wenig: [Das ergäbe keinen Sinn]": what somebody thinks, in the Konjunktiv II."""
    colon = next((k for k in range(len(r.s)) if r.word(k) == ":"), 0)
    verb = r.main_verb(colon + 1, r.break_after(colon + 1)) if colon else None
    if verb is None or r.s.tokens[verb].text not in r.g.second or r.s.tokens[verb].text.startswith(_GUESSING):
        return False
    return _teller(r) is not None


def _embedded(r: GermanReading) -> bool:
    """ "Auch der Verdacht, [es eile], bestätigte sich nicht": what a noun of the reporter's clause holds."""
    s, g = r.s, r.g
    bounds = r.segments.bounds
    main = next((n for n, (b, e) in enumerate(bounds) if n > 1 and b < e and _indicative(r, b)), None)
    if main is None or r.any_finite(*bounds[0]) or r.konjunktiv(bounds[main][0], len(s)):
        return False
    told = next((n for n in range(1, main) if r.konjunktiv(*bounds[n]) or _holds_second(r, *bounds[n])), None)
    if told is None or s.word(bounds[0][0]) in g.words["subordinators"]:
        return False
    begin, end = bounds[told][0], bounds[main][0] - 1
    i = next((k for k in range(bounds[0][1]) if s.word(k) not in g.words["adverbs"] | g.words["prepositions"]), 0)
    phrase = phrase_at(s, i, g)
    if phrase is not None and not any(is_one_of(phrase.head, g, sort) for sort in ("content_nouns", "source_nouns")):
        phrase = None
    carried = phrase is None and r.follows
    r.add(r.content(begin, end), phrase, None, carried=carried)
    r.add_nested(begin, end, phrase, None, carried=carried)
    return True


def _indicative(r: GermanReading, k: int) -> bool:
    return r.finite(k) and r.s.tokens[k].text not in r.g.first | r.g.second


def _holds_second(r: GermanReading, b: int, e: int) -> bool:
    return any(t.kind == "w" and t.text in r.g.second and not t.text.startswith("sollte") for t in r.s.tokens[b:e])


def _teller(r: GermanReading) -> Phrase | None:
    """ "Weber will wissen, ob das so sei": the subject of a main clause in the indicative, if it surely can speak."""
    s, g = r.s, r.g
    verb = r.first_main_verb()
    if verb is None or r.konjunktiv(verb, verb + 1) or s.tokens[verb].text in g.second:
        return None
    phrase = sentence_subject(s, r.segments, g)
    if phrase is None or phrase.sort == "pronoun" or s.word(phrase.first).isdigit():
        return None
    known = g.roles.role(phrase.head) or g.roles.organisation(phrase.head) or g.roles.epithet(phrase.head)
    named = phrase.first == 0 and not phrase.determiner and phrase.last == phrase.core_end
    return phrase if known or (named and can_speak(phrase, g)) else None


def _konjunktiv_begin(r: GermanReading) -> int:
    """Where the speech begins: the clause in the Konjunktiv, after one of the reporter's own ("Er geht, er sei")."""
    s, g = r.s, r.g
    speech = g.first | g.second if r.konjunktiv(0, len(s)) else g.second
    main = r.first_main_verb()
    told = main is not None and s.tokens[main].text not in speech
    if s.word(0) in g.words["content"] and s.tokens[r.break_after(1) - 1].text not in speech:
        return 0  # "Was die Leute wollten, sei Ruhe"
    for b, e in r.segments.bounds:
        if b == 0 and s.word(b) in g.words["content"] and r.finite(e - 1):
            return 0  # "Wie es dazu kam, sei unklar"
        verb = r.main_verb(b, e)
        if any(t.kind == "w" and t.text in speech for t in s.tokens[b:e]):
            starts = (k for k, _ in r.segments.bounds if told and main is not None and main < k < b)
            lead = next((k for k in starts if s.word(k) in DASS), b)  # "dass der Plan, der alt ist, falsch sei"
            return lead if verb is None or s.tokens[verb].text in speech else 0
        if verb is None and not told:
            return 0
    return 0


def hearsay(r: GermanReading) -> bool:
    """ "Er soll den Plan verraten haben": what is said to be so; without a perfect only after speech."""
    s = r.s
    verb = r.first_main_verb()
    if verb is None or s.word(verb) not in _SAID_TO or not (r.follows or _is_perfect(r, verb + 1)):
        return False
    r.add([s.span(0, len(s))], None, None, free=True, hearsay=True)
    return True


def hearsay_beside(r: GermanReading) -> bool:
    """ "Gesucht wird ein Mann, [der den Plan verraten haben soll]", "Ein Mann wurde gefasst, [er soll ihn verraten
    haben]": what is said to be so, in a clause of its own."""
    s = r.s
    for b, e in r.segments.bounds:
        lead = s.word(b + 1) if s.word(b) in r.g.words["prepositions"] else s.word(b)
        says = s.word(e - 1) in _SAID_TO and (s.word(e - 2) in ("haben", "sein") or _is_about(r, b, e))
        relative = says and e - b > 3 and lead in r.g.words["relatives"]
        verb = r.main_verb(b, e) if b and not relative else None
        if relative or (verb is not None and s.word(verb) in _SAID_TO and _is_perfect(r, verb + 1)):
            r.add(r.content(b, e), None, None, hearsay=True)
            return True
    return False


def _is_about(r: GermanReading, b: int, e: int) -> bool:
    """ "bei denen es sich um Spione handeln soll"."""
    return r.word(e - 2) == "handeln" and any(r.word(k) == "sich" for k in range(b, e))


def _is_perfect(r: GermanReading, i: int) -> bool:
    """Whether an infinitive of the perfect ends a clause after token `i`: "verraten haben", "gesehen worden sein"."""
    s = r.s
    for k in range(i + 1, len(s)):
        closes = r.ends_clause(k + 1, len(s)) or s.word(k + 1) in r.g.words["prepositions"]
        if s.word(k) in ("haben", "sein") and closes:
            before = s.word(k - 1)
            if s.word(k) == "sein" and before in r.g.words["states"]:
                return False  # "soll 2030 abgeschlossen sein": a plan
            return before.endswith(("t", "en")) and not s.tokens[k - 1].capital and before not in r.g.words["adverbs"]
    return False


def may_be_speech(r: GermanReading) -> bool:
    """ "Techniker hätten den Hebel gestellt": only what follows shows whether somebody says so."""
    verb = r.first_main_verb()
    form = r.s.tokens[verb].text if verb is not None else ""
    if form not in r.g.second or form.startswith(_GUESSING):
        return False
    r.add_open()
    return True
