"""Views as reports: "X hält Y für falsch", "X sieht in Y eine Gefahr", "X machte Y für Z verantwortlich"."""

from __future__ import annotations

from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.reading import GermanReading

__all__ = ["is_view"]

_CERTAIN = frozenset("der die das den dem des".split())  # "hält den Rekord für die schnellste Runde"
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
