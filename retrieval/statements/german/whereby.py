"""Sources that a relative clause takes up: "Berichte der Zeitung, wonach es eilt", "Gerüchte, denen zufolge ..."."""

from __future__ import annotations

from typing import NamedTuple

from retrieval.statements.german.candidates import can_speak, is_thing
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.source_nouns import is_one_of
from retrieval.statements.german.subjects import sentence_subject
from retrieval.statements.phrases import Phrase

__all__ = ["Frame", "relative_frame"]

_WHEREBY = frozenset("wonach demzufolge derzufolge".split())
_PUBLISHES = ("veröffentlicht", "verbreitet", "präsentiert", "publiziert")
_FIGURES = ("Zahlen", "Daten")
_RELATIVES = frozenset("dem der denen welchem welcher welchen".split())


class Frame(NamedTuple):
    """A source from token `begin` to `end`; without a phrase it is the one of the sentence before. `stop`: where what
    it says ends, if that is all that follows it."""

    begin: int
    end: int
    phrase: Phrase | None
    stop: int = 0


def relative_frame(r: GermanReading, i: int) -> Frame | None:
    """ "Berichte der Zeitung, [wonach/laut denen/denen zufolge] es eilt": the source stands before the comma."""
    s = r.s
    alone = s.word(i) in _WHEREBY
    first = s.word(i) in ("laut", "nach") and s.word(i + 1) in _RELATIVES
    second = s.word(i) in _RELATIVES and s.word(i + 1) == "zufolge"
    end = r.break_after(i + 1)
    closes = r.finite(end - 1) or s.word(end - 1) in r.g.words["modal"]
    if not (alone or first or second) or r.konjunktiv(0, i) or not closes:
        return None
    phrase = _source_before(r, i)
    if phrase is None and (s.word(i) != "wonach" or any(c.verb.lemma in r.g.words["rejecting"] for c in r.cues)):
        return None
    return Frame(i, i + 2 - alone, phrase or _teller(r, i), end)


def _source_before(r: GermanReading, i: int) -> Phrase | None:
    """The source that a relative clause from token `i` on refers to: who publishes it, where nothing else says whose
    it is ("Das Amt veröffentlichte [Zahlen], wonach ...")."""
    s, g = r.s, r.g
    for j in range(i - 2, max(-1, i - 9), -1):
        noun = s.tokens[j].text
        if s.tokens[j].capital and any(is_one_of(noun, g, sort) for sort in ("source_nouns", "content_nouns")):
            phrase = phrase_at(s, j - (s.word(j - 1) in g.words["determiners"]), g)
            own = j == i - 2 and (noun in _FIGURES or any(s.word(k).startswith(_PUBLISHES) for k in range(j)))
            return (_teller(r, i) if own else None) or phrase
    return None


def _teller(r: GermanReading, i: int) -> Phrase | None:
    """Who tells what a relative clause from token `i` on says: the subject of the sentence, if it may speak."""
    subject = sentence_subject(r.s, r.segments, r.g)
    tells = subject is not None and subject.last < i and can_speak(subject, r.g) and not is_thing(subject, r.g)
    return subject if tells else None
