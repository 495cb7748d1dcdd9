"""Whether "nach" is a time and no source: "nach dem Urteil fielen die Kurse", "kurz nach ihrer Aussage"."""

from __future__ import annotations

from retrieval.statements.german.reading import GermanReading
from retrieval.statements.phrases import Phrase

__all__ = ["is_afterwards"]

_DEFINITE = frozenset("der dem den".split())
_THIS = frozenset("dieser diesem diesen".split())
_SOON = frozenset("kurz unmittelbar direkt gleich schon bald lange noch sofort erst wenig".split())
_RULES = frozenset(
    "ist sind war waren bleibt bleiben darf dürfen muss müssen kann können soll sollen hat haben".split()
)
"""What a judgement may lay down: "Nach dem Urteil [muss] die Stadt zahlen"."""


def is_afterwards(r: GermanReading, i: int, phrase: Phrase) -> bool:
    """Whether what `phrase` names has happened before; `i`: the token of "nach"."""
    s = r.s
    head = phrase.head.lower()
    if s.word(phrase.last) == "," and s.word(phrase.last + 1) in ("wonach", "dass", "daß", "ob"):
        return True  # "nach ihrer Aussage, dass es eile, ..."
    if head in r.g.words["occasions"] and any(c.finite == phrase.last for c in r.cues):
        return True  # "Nach dem Urteil sagte sie"
    if i and (s.word(i - 1) in _SOON or s.word(i - 1) in r.g.words["durations"]):
        return True  # "zwei Monate nach dem Urteil", "kurz nach Bekanntgabe"
    if s.word(i + 1) in _THIS and head.endswith(r.g.ends["made_known"]):
        return True  # "Nach dieser Aussage verließ sie den Saal"
    if any(s.word(k) in r.g.words["long"] for k in range(phrase.first, phrase.core_end)):
        return True  # "nach monatelangen Ermittlungen"
    if s.word(i + 1) not in _DEFINITE:
        return False
    if i and head.endswith(r.g.ends["judgements"]) and phrase.last < len(s) and s.tokens[phrase.last].kind == "q":
        return True  # "war nach dem Urteil „sehr erleichtert“"
    if head.endswith(r.g.ends["judgements"]) and not _lays_down(r):
        return True  # "Nach dem Urteil kam es zu Protesten"
    return head.endswith(r.g.ends["events"]) and not _is_planned(r, phrase)


def _lays_down(r: GermanReading) -> bool:
    verb = r.first_main_verb()
    return verb is not None and r.word(verb) in _RULES


def _is_planned(r: GermanReading, phrase: Phrase) -> bool:
    """ "Nach der Ankündigung der Bahn [soll es schneller gehen]": this it has announced."""
    return r.word(phrase.last) in ("soll", "sollen") or r.word(phrase.last) in r.g.first
