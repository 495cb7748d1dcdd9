"""Reports without a verb of speech: how somebody sees something ("X hält Y für falsch", "X erwartet Y"), and what a
text tells of ("In dem Brief ist von Y die Rede")."""

from __future__ import annotations

from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.closed import OF
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.speakers import document_at

__all__ = ["is_view", "told_of"]

_CERTAIN = frozenset("der die das den dem des".split())  # "hält den Rekord für die schnellste Runde"
_BE = frozenset("ist war sind waren".split())
_OPEN = frozenset("ein eine einen kein keine keinen den vor".split())
_IN_IT = frozenset("der dem diesem dieser diesen den seinem seiner ihrem ihrer einem einer".split())


def is_view(r: GermanReading, cue: Cue) -> bool:
    """Whether the verb judges something here: "sahen das erste Tor" and "befand sich dort" do not."""
    begin, end = r.segments.bounds[r.segments.of(min(cue.finite, cue.at))]
    places = [*range(begin, cue.finite), *range(cue.finite + 1, max(end, cue.end))]
    relative = begin > 0 and r.word(begin) in r.g.words["relatives"] and cue.finite >= end - 1
    idle = any(r.word(k) == "sich" for k in places) or r.word(cue.finite + 1) == "es"
    if cue.passive or relative or idle:
        return False
    links = r.g.reports[cue.verb.lemma]
    if not links:
        return _foresees(r, cue)
    closes = len(r.s) - 2  # "hält das Gesetz, das bald gilt, für falsch"
    return any(r.word(k) in links and _judges(r, cue, k, places) for k in (*places, closes))


def _judges(r: GermanReading, cue: Cue, k: int, places: list[int]) -> bool:
    """Whether what the preposition at token `k` leads says how something is seen."""
    word = r.word(k)
    if cue.verb.particle:
        return True
    if word == "für":
        return r.word(k + 1) not in _CERTAIN
    if word == "als":
        return r.word(k - 1) not in (",", "mehr")
    follows = (m for m in places if m > k + 1 or m < k - 1)
    return (word == "darin" or (r.word(k + 1) in _IN_IT and not r.word(k + 2).isdigit())) and any(
        r.word(m) in _OPEN for m in follows
    )


def _foresees(r: GermanReading, cue: Cue) -> bool:
    """ "Experten erwarten einen Rückgang", and not "wie erwartet", "Den Fahrer erwartet eine Strafe"."""
    begin, end = r.segments.bounds[r.segments.of(cue.finite)]
    second = cue.finite == cue.at and r.main_verb(begin, end) == cue.finite
    return second and begin < cue.finite < end - 1 and r.word(begin) not in r.g.words["oblique_determiners"]


def told_of(r: GermanReading) -> bool:
    """ "In dem Brief ist von einem Fehler die Rede": a report, or the quoted words alone."""
    s = r.s
    at = next((k for k in range(2, len(s)) if s.tokens[k].text == "Rede" and s.word(k - 1) == "die"), None)
    if at is None or not any(s.word(k) in _BE for k in range(at + 2)) or not any(s.word(k) in OF for k in range(at)):
        return False
    phrase = document_at(r, 0, at)
    if phrase is None:
        return False  # "Von zehn Toten war die Rede": nobody's
    span = s.span(at, at + 1)
    if not any(t.kind == "q" for t in s.tokens[:at]):
        r.add(r.content(0, len(s)), phrase, span, "reported")
    r.add_nested(0, at, phrase, span)
    return True
