"""The German rules, in the order in which they are tried on a sentence."""

from __future__ import annotations

from retrieval.statements.german import loose
from retrieval.statements.german.after import attributions_after
from retrieval.statements.german.clauses import Segments
from retrieval.statements.german.complements import complements
from retrieval.statements.german.frames import frames
from retrieval.statements.german.lexicon import german
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.subjects import sentence_subject
from retrieval.statements.phrases import Found, Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["read_sentence", "subject"]


def read_sentence(s: Sentence, *, follows: bool, starts: bool) -> list[Found]:
    """The statements of a sentence. `follows`: the one before was somebody's speech; `starts`: a paragraph does."""
    r = GermanReading(s, german(), follows=follows, starts=starts)
    position = attributions_after(r)
    frame = frames(r) if position == 0 else None
    if frame is not None:
        r.cues = [cue for cue in r.cues if cue.at not in frame]
        complements(r, 0)
        loose.leftover_quotations(r)
        return r.found
    if position == 0 and (loose.back_reference(r) or loose.main_konjunktiv(r)):
        return r.found
    if complements(r, position) or position:
        loose.leftover_quotations(r)
        return r.found
    _ = (
        loose.content_nouns(r)
        or loose.colon_quotation(r)
        or (not loose.leftover_quotations(r) and loose.quotation_alone(r))
        or loose.free_konjunktiv(r)
        or loose.hearsay(r)
        or loose.reported(r)
    )
    loose.leftover_quotations(r)
    return r.found


def subject(s: Sentence) -> Phrase | None:
    """The subject of the sentence: who goes on speaking where the next one is speech without a source."""
    return sentence_subject(s, Segments(s), german())
