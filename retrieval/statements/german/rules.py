"""The German rules, in the order in which they are tried on a sentence."""

from __future__ import annotations

from retrieval.statements.german.after import attributions_after
from retrieval.statements.german.clauses import Cue, Segments
from retrieval.statements.german.complements import complements
from retrieval.statements.german.contents import content_nouns
from retrieval.statements.german.fragments import fragments
from retrieval.statements.german.frames import frames
from retrieval.statements.german.konjunktiv import (
    free_konjunktiv,
    hearsay,
    hearsay_beside,
    is_answered,
    main_konjunktiv,
    may_be_speech,
)
from retrieval.statements.german.lexicon import german
from retrieval.statements.german.loose import (
    after_colon,
    back_reference,
    colon_quotation,
    leftover_quotations,
    quotation_alone,
)
from retrieval.statements.german.objects import complement_of
from retrieval.statements.german.orders import addresses_reader
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.reports import reported, reported_beside, silent
from retrieval.statements.german.subjects import sentence_subject
from retrieval.statements.german.views import told_of
from retrieval.statements.german.worded import worded
from retrieval.statements.phrases import Found, Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["read_sentence", "subject"]


def read_sentence(s: Sentence, *, follows: bool, starts: bool) -> list[Found]:
    """The statements of a sentence. `follows`: the one before was somebody's speech; `starts`: a paragraph does."""
    r = GermanReading(s, german(), follows=follows, starts=starts)
    _read(r)
    if not any(f.silent and f.speaker is None for f in r.found):
        worded(r)
        fragments(r)
    return r.found


def _read(r: GermanReading) -> None:
    position = attributions_after(r)
    if position == 0 and addresses_reader(r):
        r.add_break()
        return
    if position == 0 and back_reference(r):
        return
    sources = frames(r) if position == 0 else []
    if sources:
        r.cues = [c for c in r.cues if not any(c.at in source or _takes(r, c, source) for source in sources)]
        complements(r, 0)
        leftover_quotations(r)
        return
    if position == 0 and main_konjunktiv(r):
        return
    if position == 0 and is_answered(r):
        content_nouns(r)
    if complements(r, position) or position:
        leftover_quotations(r)
        after_colon(r)
        reported_beside(r)
        return
    _ = (
        content_nouns(r)
        or colon_quotation(r)
        or (not leftover_quotations(r) and quotation_alone(r))
        or free_konjunktiv(r)
        or hearsay(r)
        or reported(r)
        or told_of(r)
        or hearsay_beside(r)
        or silent(r)
        or may_be_speech(r)
    )
    leftover_quotations(r)
    after_colon(r)


def _takes(r: GermanReading, cue: Cue, source: range) -> bool:
    """Whether the source would be what was said: "Das Werk schließt, wie die Stadt mitteilte"."""
    complement = complement_of(r, cue)
    return complement is not None and complement.start == source.start and r.word(source.start) == "wie"


def subject(s: Sentence) -> Phrase | None:
    """The subject of the sentence: who goes on speaking where the next one is speech without a source."""
    return sentence_subject(s, Segments(s), german())
