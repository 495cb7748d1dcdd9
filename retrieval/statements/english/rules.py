"""The English rules, in the order in which they are tried on a sentence."""

from __future__ import annotations

from dataclasses import replace

from retrieval.statements.english import loose
from retrieval.statements.english.after import attributions_after
from retrieval.statements.english.clauses import HEARD
from retrieval.statements.english.complements import complements
from retrieval.statements.english.frames import frames
from retrieval.statements.english.labels import labelled
from retrieval.statements.english.lexicon import english
from retrieval.statements.english.nominal import nominal
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.english.subjects import acting_subject
from retrieval.statements.english.voices import may_speak
from retrieval.statements.phrases import Found, Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["read_sentence", "subject"]


def read_sentence(s: Sentence, *, follows: bool, starts: bool) -> list[Found]:
    """The statements of a sentence. `follows`: the one before was somebody's speech; `starts`: a paragraph does."""
    r = EnglishReading(s, english(), follows=follows, starts=starts)
    _read(r)
    heard = [r.cue_span(cue) for cue in r.cues if cue.verb is HEARD]
    for one in r.found:
        if one.cue in heard:
            one.speaker = None
        elif one.speaker is not None and not may_speak(s, one.speaker, r.e):
            one.speaker = replace(one.speaker, nobody=True)
    return r.found


def _read(r: EnglishReading) -> None:
    if labelled(r):
        return
    position = attributions_after(r)
    if position == 0 and frames(r):
        return
    complements(r, position)
    nominal(r)
    if r.found:
        return
    _ = loose.colon_quotation(r) or loose.acted_after(r) or loose.quotation_alone(r) or loose.announcement(r)


def subject(s: Sentence) -> Phrase | None:
    """Who acts in a sentence: the subject of its main clause."""
    return acting_subject(s, english())
