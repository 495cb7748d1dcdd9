"""Attribution before the statement: "X sagte, dass ...", "X sagte, es sei ...", "X sagte: ...", "X bat, zu ..."."""

from __future__ import annotations

from typing import NamedTuple

from retrieval.statements.german.candidates import can_speak
from retrieval.statements.german.clauses import DASS, Cue
from retrieval.statements.german.ends import clause_end
from retrieval.statements.german.lexicon import German
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.objects import NO_OBJECT, first_clause, is_bare
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.speakers import owner, rejected, source_before, speaker_of
from retrieval.statements.german.subjects import sentence_subject
from retrieval.statements.phrases import Phrase

__all__ = ["complement_of", "complements"]

_DASS_AND = ("dass ", "daß ", "ob ")
_ACCUSING = frozenset("vorwerfen unterstellen vorhalten entgegenhalten".split())
_JUDGING = frozenset("halten finden nennen bezeichnen betrachten".split())
_POINTING = frozenset("dafür davor dagegen damit darüber daran darauf".split())
_MEANWHILE = frozenset("während wobei wogegen wohingegen".split())  # a clause that one leads at the end is no object
_CAUSES = frozenset("da weil nachdem obwohl".split())
_ALSO_RELATIVE = frozenset("womit wodurch wozu".split())
_BY_CONTRAST = frozenset("dagegen hingegen aber jedoch indes indessen wiederum".split())


class _Complement(NamedTuple):
    """Where what was said starts, and how it is joined: "colon", "dass", "konjunktiv", "zu" or "bare"."""

    start: int
    sort: str


def complements(r: GermanReading, position: int) -> bool:
    """Adds what follows each verb of speech from token `position` on."""
    done = False
    shared: Phrase | None = None  # whose further participle comes next
    for n, cue in enumerate(r.cues):
        if cue.at < position:
            continue
        complement = complement_of(r, cue)
        if complement is None or _is_nearer(r, cue, r.cues[n + 1 :], complement.start):
            continue
        phrase = speaker_of(r, cue) or shared
        if complement.sort == "colon":
            phrase = _asker(r, cue) or phrase
        following = next(
            (c for c in r.cues[n + 1 :] if c.at > complement.start and _returns(r, c, complement.start, cue)), None
        )
        end = _clause_begin(r, following) if following else len(r.s)
        shared = phrase if following is not None and _has_participle(r, cue) else None
        position = _add(r, complement, end, phrase, cue)
        done = True
    return done


def _asker(r: GermanReading, cue: Cue) -> Phrase | None:
    """ "Gut fand [Weber], wie sein Team reagierte: „...“": who acts in the main clause, where the verb before a colon
    stands in a question or a that-clause."""
    begin, _ = r.segments.bounds[r.segments.of(cue.finite)]
    inside = begin > 0 and cue.finite > begin + 1 and r.word(begin) in r.g.words["content"]
    phrase = sentence_subject(r.s, r.segments, r.g) if inside else None
    return phrase if phrase is not None and can_speak(phrase, r.g) else None


def _is_nearer(r: GermanReading, first: Cue, later: list[Cue], start: int) -> bool:
    """Whether a main clause with a verb of speech of its own stands before the statement: that one takes it."""
    for cue in later:
        apart = cue.finite == cue.at or (cue.finite > first.at and r.word(cue.finite) in r.g.words["have"])
        begin, _ = r.segments.bounds[r.segments.of(cue.finite)]
        lead = r.word(begin + 1) if r.word(begin) in r.g.words["prepositions"] else r.word(begin)
        subordinate = lead in r.g.words["subordinators"] or (lead in r.g.words["relatives"] and r.word(cue.end) == ",")
        if cue.end <= start and apart and not subordinate:
            return True
        if begin == start and lead in _CAUSES and r.word(cue.end) == "," and not r.konjunktiv(begin, cue.end):
            return True  # "Die Stadt schloss das Bad, da sie [fürchtete], man wolle es besetzen"
    return False


def complement_of(r: GermanReading, cue: Cue, *, first: bool = True) -> _Complement | None:
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
            return _Complement(j + 1, "colon") if quoted or (cue.verb.sort != "weak" and not own) else None
        if (
            cue.verb.sort != "weak"
            and s.tokens[j].kind == "q"
            and s.tokens[j] in r.big
            and (j == start or s.word(j - 1) == "worten")
        ):
            return _Complement(j, "colon")
        if word in DASS and j <= start + 1 and s.word(j - 1) != ",":
            return _Complement(j, "dass")
        if word == ",":
            found = _after_comma(r, cue, start, j)
            if found:
                return found
    bare = cue.end < len(s) and s.word(cue.end) != "," and _takes_zu(cue, r.g) and cue.verb.lemma != "drohen"
    return _Complement(cue.end, "zu") if bare and r.infinitive(cue.end, r.break_after(cue.end)) else None


def _takes_zu(cue: Cue, g: German) -> bool:
    return cue.verb.sort in ("demand", "think") or cue.verb.lemma in g.words["with_zu"]


def _is_last_of_how(r: GermanReading, cue: Cue) -> bool:
    begin, end = r.segments.bounds[r.segments.of(cue.finite)]
    return begin > 0 and r.word(begin) in r.g.words["content"] and cue.finite == end - 1


def _after_comma(r: GermanReading, cue: Cue, start: int, j: int) -> _Complement | None:
    s, g = r.s, r.g
    k = j + 1
    if s.word(k) in ("und", "sowie") and s.word(k + 1) in DASS:
        k += 1
    lead = s.word(k)
    e = r.break_after(k)
    quotes = k < len(s) and (s.tokens[k] in r.big or s.tokens[k].text.startswith(_DASS_AND))
    if quotes and all(s.word(m) in g.words["adverbs"] for m in range(cue.end, j)):
        goes_on = _takes_zu(cue, g) and r.infinitive(k + 1, e)  # "warf ihm vor, „alle Daten“ zu missbrauchen"
        return _Complement(k, "zu" if goes_on else "colon")
    asks = lead in g.words["content"] and j <= start + 6 and _asks(r, cue, start, j, k)
    if lead in DASS or lead == "wonach" or asks:
        return _Complement(k, "dass")
    if r.konjunktiv(k, e) and not (lead in _MEANWHILE and e == len(s)):
        relative = lead in g.words["relatives"] and s.word(e - 1) in g.first
        if not (relative and cue.verb.sort == "weak"):
            return _Complement(first_clause(r, start, k), "konjunktiv")
    subordinate = lead in NO_OBJECT or (lead in g.words["subordinators"] and lead not in g.words["prepositions"])
    quoted = cue.verb.sort == "demand" and r.big and s.tokens[e - 1] in r.big and e - k < 4  # "bat, ihm „zu helfen“"
    takes = cue.verb.sort == "say" or _takes_zu(cue, g) or (cue.verb.sort == "judge" and _points(r, cue, j))
    judged = cue.verb.lemma in _JUDGING and s.word(cue.finite + 1) == "es"  # "hält es für falsch, ... zu"
    takes = takes or judged
    if takes and not subordinate and (quoted or r.infinitive(k, e)):
        first = start if s.word(start) == "," else j
        plain = first < j and not r.any_finite(first + 1, j) and s.word(first + 1) not in g.words["relatives"]
        return _Complement(first + 1 if plain else k, "zu")
    accuses = cue.verb.lemma in _ACCUSING
    second = any(t.text in g.second for t in s.tokens[k + 1 : e - 1])
    pronoun = accuses and lead in g.words["pronouns"] and r.finite(k + 1)  # "warf ihm vor, er wollte ..."
    guessed = (second and (accuses or cue.verb.sort in ("think", "demand"))) or pronoun
    if (cue.verb.sort == "say" or guessed) and not cue.passive and is_bare(r, cue, j, k, e):
        return _Complement(k, "bare")  # "sagte, der Plan ist gut", "fürchtet, der Plan könnte scheitern"
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


def _returns(r: GermanReading, cue: Cue, start: int, before: Cue) -> bool:
    """Whether a later cue is the reporter's again: "..., und forderte, dass"."""
    b = _clause_begin(r, cue)
    if _has_participle(r, before) and r.word(cue.at) in r.g.participles:
        return _chained(r, cue, b, start)
    if r.word(b) == "," and r.word(cue.finite) not in r.g.first and _contrasts(r, cue, b + 1):
        return complement_of(r, cue) is not None
    joined = r.word(b) in ("und", "aber", "doch") or (r.word(b) == "," and r.word(b + 1) in ("jedoch", "aber", "doch"))
    if b <= start + 1 or not joined or r.word(cue.finite) in r.g.first:
        return False
    if cue.finite != b + 1 and r.word(cue.finite) not in r.g.words["have"]:
        phrase = phrase_at(r.s, b + 1, r.g)
        return phrase is not None and phrase.sort == "noun" and cue.finite in (phrase.last, phrase.core_end)
    return complement_of(r, cue) is not None


def _contrasts(r: GermanReading, cue: Cue, k: int) -> bool:
    """ "Lang sagte, er gehe, [Weber dagegen erklärte], sie bleibe", "..., [während Weber erklärte], sie bleibe"."""
    phrase = phrase_at(r.s, k, r.g)
    named = phrase is not None and r.word(phrase.last) in _BY_CONTRAST and cue.finite == phrase.last + 1
    return named or (r.word(k) in _MEANWHILE and r.word(max(cue.end, cue.finite + 1)) == ",")


def _has_participle(r: GermanReading, cue: Cue) -> bool:
    return cue.finite < cue.at and r.word(cue.finite) in r.g.words["have"]


def _chained(r: GermanReading, cue: Cue, b: int, start: int) -> bool:
    """ "hatte gesagt, es eile, und [angekündigt], zu gehen": a further participle of the verb before the speech."""
    shares = cue.finite == cue.at or cue.finite < start
    apart = r.word(b) == "," or r.word(b - 1) == ","
    alone = shares and not r.any_finite(b, cue.at) and r.ends_clause(cue.end, len(r.s))
    return b > start + 1 and apart and alone and complement_of(r, cue) is not None


def _clause_begin(r: GermanReading, cue: Cue) -> int:
    for j in range(cue.at - 1 if cue.at > cue.finite else cue.finite - 1, -1, -1):
        if r.word(j) in ("und", "aber", "doch", ",", ":"):
            return j
    return 0


def _is_man(r: GermanReading, cue: Cue) -> bool:
    """ "Man betont auch, dass": the body that spoke in the sentence before."""
    return r.follows and "man" in (r.word(cue.finite - 1), r.word(cue.finite + 1))


def _add(r: GermanReading, complement: _Complement, end: int, phrase: Phrase | None, cue: Cue) -> int:
    """Adds what was said, up to token `end` at most. Returns the token where reading goes on."""
    s = r.s
    span = r.cue_span(cue)
    stop = clause_end(r, complement.start, end, subordinate=complement.sort in ("dass", "zu"))
    i, j = r.strip(complement.start, stop)
    if j <= i:
        if complement.sort == "colon" and phrase is not None:
            r.add_silent(phrase, span)  # "Er sagte:", and the next paragraph is what was said
        return end
    said_by = phrase
    if complement.sort != "colon":
        phrase = rejected(r, i, cue) or owner(r, i, cue) or phrase
    if s.word(i) == "wonach":
        phrase = source_before(r, i) or phrase
        i += 1
    if complement.sort == "colon" and i < j and s.tokens[i].kind == "q":
        for token in s.tokens[i:j]:
            if token.kind == "q" and (token.size > 1 or token is s.tokens[i]):
                r.add_quotation(token, phrase, span)
        return stop
    quotes = (k for k in range(i, j - 1) if s.word(k) == ":" and s.tokens[k + 1].kind == "q")
    colon = next((k for k in quotes if not r.after_title(k + 1)), j)
    nobody = phrase is None and not r.starts
    carried = nobody and (cue.verb.lemma == "heißen" or _is_man(r, cue))  # "So heißt es, ...", "Man betont auch, dass"
    r.add(r.content(i, colon), phrase, span, carried=carried)
    r.add_nested(i, colon, phrase, span, carried=carried)
    if s.word(stop) == "und":
        r.add_nested(stop, end, said_by, span)  # "sagte, es eile, und sprach von „Mut“"
    for token in s.tokens[colon + 1 : j]:
        if token.kind == "q" and token.size > 1:
            r.add_quotation(token, said_by, span)
    if phrase is not said_by and said_by is not None:
        r.add_silent(said_by, span)  # who rejects it speaks on
    return stop
