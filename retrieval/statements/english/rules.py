"""The English rules, in the order in which they are tried on a sentence."""

from __future__ import annotations

from retrieval.statements.english import loose
from retrieval.statements.english.after import attributions_after, frames
from retrieval.statements.english.complements import complements
from retrieval.statements.english.lexicon import english
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.phrases import Found, Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["read_sentence", "subject"]


def read_sentence(s: Sentence, *, follows: bool, starts: bool) -> list[Found]:
    """The statements of a sentence. `follows`: the one before was somebody's speech; `starts`: a paragraph does."""
    r = EnglishReading(s, english(), follows=follows, starts=starts)
    position = attributions_after(r)
    if position == 0 and frames(r):
        return r.found
    found = complements(r, position) or position > 0
    _ = loose.content_nouns(r) if not found else False
    _ = r.found or loose.colon_quotation(r) or loose.quotation_alone(r)
    return r.found


def subject(_: Sentence) -> Phrase | None:
    """English speech that goes on is quoted, and its speaker is who spoke last."""
    return None
