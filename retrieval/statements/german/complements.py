"""Attribution before the statement: "X sagte, dass ...", "X sagte, es sei ...", "X sagte: ...", "X bat, zu ..."."""

from __future__ import annotations

from retrieval.statements.german.candidates import can_speak
from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.ends import clause_end
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.objects import MEANWHILE, Complement, complement_of
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.speakers import author_of, rejected, source_before, speaker_of
from retrieval.statements.german.subjects import sentence_subject
from retrieval.statements.german.worded import worder
from retrieval.statements.phrases import Phrase

__all__ = ["complements"]

_CAUSES = frozenset("da weil nachdem obwohl".split())
_BY_CONTRAST = frozenset("dagegen hingegen aber jedoch indes indessen wiederum".split())


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
            phrase = worder(r, complement.start) or _asker(r, cue) or phrase
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
    return named or (r.word(k) in MEANWHILE and r.word(max(cue.end, cue.finite + 1)) == ",")


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


def _add(r: GermanReading, complement: Complement, end: int, phrase: Phrase | None, cue: Cue) -> int:
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
        phrase = rejected(r, i, cue) or author_of(r, i, cue) or phrase
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
