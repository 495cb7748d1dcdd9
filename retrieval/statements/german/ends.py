"""Where German speech ends: before what the reporter goes on with."""

from __future__ import annotations

from retrieval.statements.german.clauses import DASS
from retrieval.statements.german.nouns import phrase_at, skip_adjuncts
from retrieval.statements.german.reading import GermanReading

__all__ = ["clause_end", "is_main_clause"]

_ADDED = frozenset("wobei nachdem woraufhin worauf".split())  # lead what the reporter adds after somebody's words
_PARTICLES = frozenset(
    "ab an auf aus bei ein vor zu zurück nach mit um weg fest los hin her dar statt teil fern".split()
)
_STILL = frozenset("nun auch jetzt nicht zunächst weiter weiterhin bereits erneut derzeit bislang bisher".split())
"""Adverbs that the rest of a main clause may begin with, and hardly an addition to what was said."""
_LONGEST_BRACKET = 3  # words
_SUBJECTS = frozenset("er sie es man wir".split())
_BUT = frozenset("und aber doch".split())


def clause_end(r: GermanReading, start: int, end: int, *, subordinate: bool = True) -> int:
    """Where speech from token `start` ends: before a main clause that follows it ("Auf die Frage, ob ..., sagte").

    `subordinate`: it is a subordinate clause, after which a verb is that of the main one."""
    s, g = r.s, r.g
    inner = subordinate and _is_within(r, start)
    for k in range(start + 2, end - 1):
        if s.word(k) == "und" and (_takes_up(r, start, k) if subordinate else _turns(r, start, k)):
            return k  # "sagte, sie sei froh [und ging nach Hause]"
        if s.word(k) != ",":
            continue
        complete = r.finite(k - 1) or r.infinitive(start, k) or r.konjunktiv(start, k)
        if inner and complete and _closes(r, k + 1, end):
            return k  # "lehnte die Forderung, den Plan zu ändern, [am Montag ab]"
        joined = s.word(k + 1) in ("und", "aber", "doch")
        follows = s.word(k + 1 + joined)
        indicative = r.finite(k + 1 + joined) and follows not in g.first and follows not in g.second
        indicative = indicative and not _is_adjective(r, k + 1 + joined)
        if indicative and (joined or subordinate or r.konjunktiv(start, k) or _is_second(r, start, k)):
            return k
        if subordinate and r.finite(k - 1) and _is_inverted(r, k + 1):
            return k  # "Aussagen, dass es eile, [schenken sie keinen Glauben]"
        opened = subordinate and start and s.word(0) in g.words["subordinators"]
        if opened and r.finite(k + 1) and r.infinitive(start, k):
            return k  # "Da Weber droht, zu gehen, [könnte es eng werden]"
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


def _is_inverted(r: GermanReading, k: int) -> bool:
    """Whether a verb that no list holds stands before its pronoun at token `k`."""
    word = r.word(k)
    lists = ("subordinators", "prepositions", "coordinators", "adverbs", "relatives", "determiners", "content")
    known = any(word in r.g.words[sort] for sort in lists)
    small = k + 1 < len(r.s) and r.s.tokens[k].kind == "w" and not r.s.tokens[k].capital
    return small and not known and word.endswith(("t", "en", "te")) and r.word(k + 1) in _SUBJECTS


def _is_within(r: GermanReading, start: int) -> bool:
    """Whether a main clause goes on after the clause from token `start` on: a noun stands before it, and no verb."""
    verb = r.first_main_verb()
    return start > 1 and r.s.tokens[start - 2].capital and verb is not None and verb < start


def _closes(r: GermanReading, k: int, end: int) -> bool:
    """Whether tokens `k` to `end` are the rest of a main clause: they close its verb ("hat den Plan, zu gehen, [im Mai
    begrüßt]"), or open with an adverb ("erhält der Plan, zu gehen, [nun auch Lob]")."""
    s, g = r.s, r.g
    last = s.tokens[end - 1]
    if r.any_finite(k, end - 1) or s.word(k) in g.words["coordinators"] or r.infinitive(k, end):
        return False
    verb = s.word(r.first_main_verb() or 0)
    if last.kind != "w" or last.capital:
        return s.word(k) in _STILL and s.word(k) not in g.words["relatives"]
    if verb in g.words["have"] or verb in g.words["passive"]:
        return last.lower in g.participles or last.lower.endswith(("t", "en"))
    if verb in g.words["modal"]:
        return last.lower.endswith("n")
    return last.lower in _PARTICLES


def _turns(r: GermanReading, start: int, k: int) -> bool:
    """Whether a verb in the past goes on with the main clause after "und": what was said stands in the Konjunktiv."""
    s, g = r.s, r.g
    told = r.konjunktiv(start, k) or any(t.kind == "w" and t.text in g.second for t in s.tokens[start:k])
    return told and _goes_on(r, k)


def _ends_with_zu(r: GermanReading, start: int, k: int) -> bool:
    """Whether a verb goes on with the main clause after an infinitive: "forderte, zu gehen [und sprach von Verrat]"."""
    closed = r.word(start) not in DASS and not r.any_finite(start, k) and r.infinitive(k - 2, k)
    return closed and _goes_on(r, k)


def _goes_on(r: GermanReading, k: int) -> bool:
    """Whether a verb of the reporter's stands after "und" at token `k`."""
    s, g = r.s, r.g
    word = s.word(k + 1)
    plain = word not in g.first and word not in g.second and word not in g.participles
    known = word in g.finite or word in g.words["finite"]
    past = word.endswith("te") and not s.word(k - 1).endswith("te") and not s.tokens[min(k + 2, len(s) - 1)].capital
    return plain and r.finite(k + 1) and (known or past)


def _is_adjective(r: GermanReading, k: int) -> bool:
    """ "sagte, dass es verboten sei, [bestimmte] Fragen zu stellen"."""
    noun = k + 1 < len(r.s) and r.s.tokens[k + 1].capital
    return noun and r.word(k).endswith("te") and r.infinitive(k + 1, r.break_after(k))


def _takes_up(r: GermanReading, start: int, k: int) -> bool:
    """Whether the main clause goes on after the "und" at token `k`: "sagte, dass es eilt [und forderte mehr Geld]". The
    clause before it has ended, and the verb after it does not stand at the end of one."""
    if _ends_with_zu(r, start, k):
        return True
    verb = k + 1
    told = r.s.tokens[verb].text in r.g.first | r.g.second or r.konjunktiv(verb, r.break_after(verb))
    ended = r.finite(k - 1) or r.s.tokens[k - 1].kind == "q" or r.infinitive(max(start, k - 3), k)
    return r.finite(verb) and not told and ended and not r.ends_clause(verb + 1, len(r.s))


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
