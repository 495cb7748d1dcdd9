"""What only looks like a report of speech: "sprachen ihn frei", "nannte keine Zahlen", "die Gruppe nennt sich ..."."""

from __future__ import annotations

from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.closed import OF
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.sources import is_one_of

__all__ = ["is_naming", "is_unsaid", "leads"]

_NONE = frozenset("kein keine keinen keinerlei nichts".split())
_NO_OBJECTS = {"sprechen": "acquittal", "klagen": "ailments", "fordern": "casualties", "aufrufen": "gatherings"}
"""Lists of what makes a verb tell of no speech: "sprach ihn frei", "klagte über Übelkeit", "forderte drei Tote"."""
_POINTING = frozenset("das dies dieses".split())
_WEIGHING = frozenset("für gegen".split())


def is_unsaid(r: GermanReading, cue: Cue) -> bool:
    """Whether the verb tells of a name, of nothing, of an act, or of what was told before."""
    return is_naming(r, cue) or _is_denied(r, cue) or _is_no_speech(r, cue) or _points_back(r, cue) or _weighs(r, cue)


def leads(r: GermanReading, links: frozenset[str], k: int) -> bool:
    """Whether token `k` is one of `links` and leads what was said: not "[größer] als", "[anders] als"."""
    before = r.word(k - 1)
    compared = before.endswith("er") and before not in r.g.words["not_adjectives"] and not r.s.tokens[k - 1].capital
    return r.word(k) in links and not (r.word(k) == "als" and k > 0 and (compared or before == "anders"))


def _points_back(r: GermanReading, cue: Cue) -> bool:
    """ "Das teilte sie am Montag mit": what was said stands before."""
    begin, _ = r.segments.bounds[r.segments.of(cue.finite)]
    return cue.verb.sort == "say" and r.word(begin) in _POINTING and cue.finite == begin + 1


def _weighs(r: GermanReading, cue: Cue) -> bool:
    """ "Indizien, die für einen Fehler von Weber sprechen"."""
    begin, _ = r.segments.bounds[r.segments.of(cue.finite)]
    first = next((r.word(k) for k in range(begin, len(r.s)) if r.word(k) in _WEIGHING | OF), "")
    return cue.verb.lemma == "sprechen" and first in _WEIGHING


def _is_no_speech(r: GermanReading, cue: Cue) -> bool:
    """ "sprachen ihn frei", "versprechen sich Gewinn", "klagte über Übelkeit", "eine oft beklagte Lücke"."""
    near = range(cue.finite + 1, r.break_after(cue.finite + 1))
    if cue.verb.lemma in r.g.words["no_speech_reflexive"] and any(
        r.word(k) == "sich" for k in (cue.finite - 1, *near[:3])
    ):
        return True
    if cue.verb.lemma == "aussprechen" and not r.reflexive:
        return True  # "sprach eine Strafe gegen ihn aus"
    if cue.verb.lemma in r.g.words["admitting"]:
        places = range(r.segments.bounds[r.segments.of(cue.finite)][0], max(cue.end, near.stop))
        return not any(r.s.tokens[k].capital and is_one_of(r.word(k), r.g, "faults") for k in places)
    wrong = r.g.words[_NO_OBJECTS[cue.verb.lemma]] if cue.verb.lemma in _NO_OBJECTS else ()
    if any(r.word(k) in wrong for k in (*near, cue.at - 1)):
        return True
    before = cue.at - 1 - (r.word(cue.at - 1) in r.g.words["adverbs"])
    noun = cue.finite == cue.at and cue.at + 1 < len(r.s) and r.s.tokens[cue.at + 1].capital
    return noun and r.word(before) in r.g.words["determiners"] and r.word(before - 1) != ","


def _is_denied(r: GermanReading, cue: Cue) -> bool:
    """ "nannte keine Zahlen", "hat nicht berichtet": nothing was said."""
    near = range(cue.finite + 1, min(cue.finite + 4, len(r.s)))
    stop = r.break_after(cue.finite + 1)
    if cue.finite == cue.at and cue.verb.lemma == "nennen" and r.word(stop - 1) in ("nicht", "keine"):
        return True  # "Einzelheiten nannte sie zunächst nicht"
    return r.word(cue.at - 1) == "nicht" or any(r.word(k) in _NONE for k in near)


def is_naming(r: GermanReading, cue: Cue) -> bool:
    """ "Die Gruppe nennt sich „Neue Wege“", "ein Stern, den sie X3 nennen": a name, and no speech."""
    if cue.verb.lemma != "nennen":
        return False
    begin, end = r.segments.bounds[r.segments.of(cue.finite)]
    relative = begin > 0 and cue.finite == end - 1 and r.word(begin + 1) in ("sie", "man", "wir")
    return r.reflexive or (relative and not any(t.kind == "q" for t in r.s.tokens[begin:end]))
