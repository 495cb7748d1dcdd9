"""Konjunktiv that is the reporter's own: "Es wäre das erste Treffen", "wollte nicht sagen, ob er bleibe"."""

from __future__ import annotations

from itertools import pairwise

from retrieval.statements.german.clauses import DASS
from retrieval.statements.german.reading import GermanReading

__all__ = ["is_declined", "is_supposed"]

_WOULD_BE = frozenset("wäre wären".split())
_WOULD_HAVE = frozenset("wäre wären hätte hätten".split())
_PLANNED = frozenset("sollte sollten".split())
_FIRST_PLANS = frozenset("ursprünglich eigentlich zunächst".split())
_NEARLY = frozenset("beinahe fast beinah".split())
_THE = frozenset("der die das".split())
_RANKS = tuple("erste ersten zweite zweiten dritte dritten nächste nächsten letzte letzten".split())
_WANTING = frozenset("wollte wollten will wollen konnte konnten kann können mochte mochten".split())
_NO = frozenset("nicht keine keinen kein nie niemand".split())


def is_supposed(r: GermanReading) -> bool:
    """Whether a sentence, all of whose Konjunktiv is the second, tells what would be, or what was meant to be: "Es wäre
    das erste Treffen seit Jahren", "Ursprünglich sollte er bleiben", "Ohne sie hätte er gewonnen"."""
    verb = r.first_main_verb()
    if verb is None:
        return False
    word = r.word(verb)
    begin, end = r.segments.bounds[r.segments.of(verb)]
    clause = [r.word(k) for k in range(begin, end)]
    ranked = any(w in _THE and following in _RANKS for w, following in pairwise(clause))
    if word in _WOULD_BE and ranked:
        return True
    if word in _PLANNED and any(w in _FIRST_PLANS for w in clause):
        return True
    past = word in _WOULD_HAVE and r.word(end - 1).endswith(("t", "en"))
    return past and (clause[0] == "ohne" or any(w in _NEARLY for w in clause))


def is_declined(r: GermanReading) -> bool:
    """ "Weber wollte nicht sagen, ob er bleibe", "Weber wollte nicht bestätigen, dass er gehe": nobody's words."""
    verb = r.first_main_verb()
    if verb is None or r.word(verb) not in _WANTING:
        return False
    _, end = r.segments.bounds[r.segments.of(verb)]
    denied = any(r.word(k) in _NO for k in range(verb, end))
    return denied and r.word(end - 1) in r.g.words["left_unsaid"] and r.word(end) == "," and r.word(end + 1) in DASS
