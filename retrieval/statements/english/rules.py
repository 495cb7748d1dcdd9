"""The English rules, in the order in which they are tried on a sentence."""

from __future__ import annotations

from retrieval.statements.english import loose
from retrieval.statements.english.after import attributions_after
from retrieval.statements.english.complements import complements
from retrieval.statements.english.frames import frames
from retrieval.statements.english.labels import labelled
from retrieval.statements.english.lexicon import english
from retrieval.statements.english.nominal import nominal
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.phrases import Found, Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["read_sentence", "subject"]


def read_sentence(s: Sentence, *, follows: bool, starts: bool) -> list[Found]:
    """The statements of a sentence. `follows`: the one before was somebody's speech; `starts`: a paragraph does."""
    r = EnglishReading(s, english(), follows=follows, starts=starts)
    if labelled(r):
        return r.found
    position = attributions_after(r)
    if position == 0 and frames(r):
        return r.found
    complements(r, position)
    nominal(r)
    _ = r.found or loose.colon_quotation(r) or loose.quotation_alone(r) or loose.announcement(r)
    return r.found


def subject(_: Sentence) -> Phrase | None:
    """English speech that goes on is quoted, and its speaker is who spoke last."""
    return None
