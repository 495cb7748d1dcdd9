"""Attribution before the statement: "X sagte, dass ...", "X sagte, es sei ...", "X sagte: ...", "X bat, zu ..."."""

from __future__ import annotations

from typing import NamedTuple

from retrieval.statements.german.after import place_of_saying
from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.frames import is_one_of
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.subjects import agent_of, subject_of
from retrieval.statements.phrases import Phrase

__all__ = ["complements", "speaker_of"]

_DASS = ("dass", "daß", "ob")
_WITH_ZU = frozenset(
    "ankündigen erklären behaupten versichern beteuern zusichern zusagen verkünden angeben vorwerfen beschuldigen "
    "bezichtigen bestreiten leugnen abstreiten dementieren unterstellen ablehnen bekräftigen einräumen".split()
)
_NO_OBJECT = frozenset("um ohne statt anstatt".split())


class _Complement(NamedTuple):
    """Where what was said starts, and how it is joined: "colon", "dass", "konjunktiv", "zu" or "bare"."""

    start: int
    sort: str


def complements(r: GermanReading, position: int) -> bool:
    """Adds what follows each verb of speech from token `position` on."""
    done = False
    for n, cue in enumerate(r.cues):
        if cue.at < position:
            continue
        complement = _complement(r, cue)
        if complement is None or _is_nearer(r, r.cues[n + 1 :], complement.start):
            continue
        phrase = speaker_of(r, cue)
        following = next(
            (c for c in r.cues[n + 1 :] if c.at > complement.start and _returns(r, c, complement.start)), None
        )
        end = _clause_begin(r, following) if following else len(r.s)
        _add(r, complement, end, phrase, cue)
        position = end
        done = True
    return done


def _is_nearer(r: GermanReading, later: list[Cue], start: int) -> bool:
    """Whether a main clause with a verb of speech of its own stands before the statement: that one takes it."""
    for cue in later:
        begin, _ = r.segments.bounds[r.segments.of(cue.finite)]
        lead = r.word(begin + 1) if r.word(begin) in r.g.words["prepositions"] else r.word(begin)
        subordinate = lead in r.g.words["subordinators"] or (lead in r.g.words["relatives"] and r.word(cue.end) == ",")
        if cue.end <= start and cue.finite == cue.at and not subordinate:
            return True
    return False


def speaker_of(r: GermanReading, cue: Cue) -> Phrase | None:
    """Who speaks: the subject, the agent of a passive, the place of "heißt es", and whoever is quoted by somebody."""
    if cue.verb.lemma == "zitieren":
        return _quoted_person(r, cue)
    if cue.passive:
        return agent_of(r.s, cue, r.g)
    if cue.verb.lemma == "heißen":
        return place_of_saying(r, cue.finite) or _place_before(r, cue)
    return subject_of(r.s, r.segments, cue, r.g)


def _quoted_person(r: GermanReading, cue: Cue) -> Phrase | None:
    """ "Die Zeitung zitierte X mit den Worten", "X wird mit den Worten zitiert": X speaks."""
    subject = subject_of(r.s, r.segments, cue, r.g)
    if cue.passive:
        return subject
    obj = phrase_at(r.s, cue.finite + 1, r.g)
    if obj and subject and obj.first == subject.first:  # "..., zitierte die Zeitung den Minister"
        obj = phrase_at(r.s, subject.last, r.g)
    return obj or subject


def _place_before(r: GermanReading, cue: Cue) -> Phrase | None:
    """ "In der Mitteilung heißt es"."""
    b, _ = r.segments.bounds[r.segments.of(cue.finite)]
    return phrase_at(r.s, b + 1, r.g) if r.word(b) in r.g.words["prepositions"] else None


def _complement(r: GermanReading, cue: Cue) -> _Complement | None:
    s, _g = r.s, r.g
    start = max(cue.end, cue.finite + 1)
    near = range(max(0, cue.finite - 2), min(len(s), cue.finite + 3))
    if cue.verb.lemma == "heißen" and not any(s.word(k) == "es" for k in near):
        return None
    for j in range(start, len(s)):
        word = s.word(j)
        if word == ":":
            quoted = j + 1 < len(s) and s.tokens[j + 1].kind == "q"
            own = not quoted and any(c.at > j and _complement(r, c) for c in r.cues)  # "..., scharf: So sagte X: ..."
            return _Complement(j + 1, "colon") if quoted or (cue.verb.sort != "weak" and not own) else None
        if s.tokens[j].kind == "q" and s.tokens[j] in r.big and (j == start or s.word(j - 1) == "worten"):
            return _Complement(j, "colon")
        if word in _DASS and j <= start + 1 and s.word(j - 1) != ",":
            return _Complement(j, "dass")
        if word == ",":
            found = _after_comma(r, cue, start, j)
            if found:
                return found
    bare = cue.end < len(s) and s.word(cue.end) != "," and _takes_zu(cue)
    return _Complement(cue.end, "zu") if bare and r.infinitive(cue.end, r.break_after(cue.end)) else None


def _takes_zu(cue: Cue) -> bool:
    return cue.verb.sort in ("demand", "think") or cue.verb.lemma in _WITH_ZU


def _after_comma(r: GermanReading, cue: Cue, start: int, j: int) -> _Complement | None:
    s, g = r.s, r.g
    k = j + 1
    if s.word(k) in ("und", "sowie") and s.word(k + 1) in _DASS:
        k += 1
    lead = s.word(k)
    if k < len(s) and s.tokens[k] in r.big and cue.end == j:
        return _Complement(k, "colon")
    if lead in _DASS or lead == "wonach" or (lead in g.words["content"] and j <= start + 6):
        return _Complement(k, "dass")
    e = r.break_after(k)
    if r.konjunktiv(k, e):
        relative = lead in g.words["relatives"] and s.word(e - 1) in g.first
        if not (relative and cue.verb.sort == "weak"):
            return _Complement(_first_clause(r, start, k), "konjunktiv")
    if _takes_zu(cue) and lead not in _NO_OBJECT and r.infinitive(k, e):
        first = start if s.word(start) == "," else j
        plain = first < j and not r.any_finite(first + 1, j) and s.word(first + 1) not in g.words["relatives"]
        return _Complement(first + 1 if plain else k, "zu")
    if cue.verb.sort == "say" and not cue.passive and _is_bare(r, cue, j, k, e):
        return _Complement(k, "bare")
    return None


def _first_clause(r: GermanReading, start: int, k: int) -> int:
    """ "sagte, wenn das geschehe, müsse man": the speech starts at the first comma after the cue."""
    s, g = r.s, r.g
    comma = next((j for j in range(start, k) if s.word(j) == ","), k - 1)
    i = comma + 1
    if i >= k:
        return k
    lead = s.word(i)
    if lead in g.words["subordinators"] or (lead in g.words["determiners"] and comma <= start + 8):
        relative = lead in g.words["relatives"] and r.finite(k - 2) and s.word(k - 2) not in g.first
        return k if relative else i
    return k


def _is_rejected(r: GermanReading, i: int, cue: Cue) -> bool:
    """ "wies den Vorwurf zurück, er habe ...": what follows is what others say."""
    s, g = r.s, r.g
    if cue.verb.lemma not in g.words["rejecting"] or (
        s.word(i) in ("dass", "daß") and s.word(i - 2) == s.tokens[cue.at].lower
    ):
        return False
    return any(t.capital and is_one_of(t.text, g, "rejected") for t in s.tokens[max(0, cue.finite - 4) : i])


def _source_before(r: GermanReading, i: int) -> Phrase | None:
    """ "wies [Berichte der Zeitung] zurück, wonach": the source noun that "wonach" refers to."""
    s, g = r.s, r.g
    for j in range(i - 1, -1, -1):
        if s.tokens[j].capital and (
            is_one_of(s.tokens[j].text, g, "source_nouns") or is_one_of(s.tokens[j].text, g, "content_nouns")
        ):
            return phrase_at(s, j, g)
    return None


def _is_bare(r: GermanReading, cue: Cue, comma: int, k: int, e: int) -> bool:
    """A main clause as object: "sagte, der Plan ist gut"."""
    s, g = r.s, r.g
    if (cue.finite != cue.at and cue.end != comma) or comma - cue.end > 8:
        return False
    if any(t in r.big for t in s.tokens[k:e]) and e - k < 8:
        return True
    if e - k < 4:
        return False
    lead = s.word(k)
    if lead in g.words["subordinators"] or lead in ("und", "aber", "sondern", "so", "sowie", "doch"):
        return False
    verbs = [m for m in range(k + 1, e) if r.finite(m)]
    if not verbs:
        return False
    relative = lead in g.words["relatives"] or (
        lead in g.words["prepositions"] and s.word(k + 1) in g.words["relatives"]
    )
    return not (relative and verbs[-1] >= e - 1 and not s.tokens[k + 1].capital)


def _returns(r: GermanReading, cue: Cue, start: int) -> bool:
    """Whether a later cue is the reporter's again: "..., und forderte, dass"."""
    b = _clause_begin(r, cue)
    if b <= start + 1 or r.word(b) not in ("und", "aber", "doch") or r.word(cue.finite) in r.g.first:
        return False
    if cue.finite != b + 1 and r.word(cue.finite) not in r.g.words["have"]:
        phrase = phrase_at(r.s, b + 1, r.g)
        return phrase is not None and phrase.sort == "noun" and cue.finite in (phrase.last, phrase.core_end)
    return _complement(r, cue) is not None


def _clause_begin(r: GermanReading, cue: Cue) -> int:
    for j in range(cue.finite - 1, -1, -1):
        if r.word(j) in ("und", "aber", "doch", ",", ":"):
            return j
    return 0


def _add(r: GermanReading, complement: _Complement, end: int, phrase: Phrase | None, cue: Cue) -> None:
    s = r.s
    span = r.cue_span(cue)
    i, j = r.strip(complement.start, _end(r, complement, end))
    if j <= i:
        return
    if complement.sort != "colon" and _is_rejected(r, i, cue):
        phrase = None
    if s.word(i) == "wonach":
        phrase = _source_before(r, i) or phrase
        i += 1
    if complement.sort == "colon" and s.tokens[i].kind == "q":
        for token in s.tokens[i:j]:
            if token.kind == "q" and (token.size > 1 or token is s.tokens[i]):
                r.add_quotation(token, phrase, span)
        return
    colon = next((k for k in range(i, j - 1) if s.word(k) == ":" and s.tokens[k + 1].kind == "q"), j)
    r.add(r.content(i, colon), phrase, span)
    r.add_nested(i, colon, phrase, span)
    for token in s.tokens[colon + 1 : j]:
        if token.kind == "q" and token.size > 1:
            r.add_quotation(token, phrase, span)


def _end(r: GermanReading, complement: _Complement, end: int) -> int:
    """Where the speech ends: before a main clause that goes on after it ("Auf die Frage, ob ..., sagte")."""
    s, g = r.s, r.g
    for k in range(complement.start + 2, end - 2):
        if s.word(k) != ",":
            continue
        joined = s.word(k + 1) in ("und", "aber", "doch")
        follows = s.word(k + 1 + joined)
        indicative = r.finite(k + 1 + joined) and follows not in g.first and follows not in g.second
        if indicative and (joined or complement.sort in ("dass", "zu")):
            return k
    return end
