"""Quotations that a noun announces ("mit den Worten „...“"), and who a sentence without a verb of speech names."""

from __future__ import annotations

from retrieval.statements.german.appositions import FOCUS
from retrieval.statements.german.candidates import is_known
from retrieval.statements.german.closed import OF
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.slots import subject_after, subject_before
from retrieval.statements.german.speakers import speaker_of
from retrieval.statements.german.subjects import sentence_subject
from retrieval.statements.phrases import Phrase

__all__ = ["came_from", "named_after", "named_before", "worded", "worder"]

_THEIRS = ("sein", "ihr", "mein", "unser")
_WITH = frozenset("mit unter".split())
_GENITIVES = frozenset("des der eines einer".split())
_FROM = frozenset("von vom aus seitens".split())
_LEADING = frozenset("dazu so ganz anders ähnlich ebenso genauso wörtlich dann".split())
_LONGEST_NAME = 8  # words of "des früheren Ministers Hans Lang"
_LONGEST_LEAD = 3  # words before a name: "Ganz anders Weber: „...“"


def worded(r: GermanReading) -> None:
    """ "mit den Worten „...“ ging er", "Webers Satz „...“", "der Satz „...“ von Weber": what no rule has taken yet."""
    s, g = r.s, r.g
    for i, token in enumerate(s.tokens):
        noun = i - 1 - (s.word(i - 1) == ":")
        if token.kind != "q" or token.start in r.quoted or s.word(noun) not in g.words["uttered"]:
            continue
        if token.size > 1 or token.last in "!?.":
            r.add_quotation(token, _wording(r, noun, i), s.span(noun, noun + 1))


def worder(r: GermanReading, i: int) -> Phrase | None:
    """ "erinnerte an einen Satz [von Hans Lang]: „...“": whose words a noun before the colon of token `i` announces."""
    s, g = r.s, r.g
    colon = i - 1
    for k in range(colon - 2, max(0, colon - _LONGEST_NAME), -1) if s.word(colon) == ":" else ():
        if s.word(k) in OF | {"des"} and s.word(k - 1) in g.words["uttered"]:
            phrase = phrase_at(s, k + (s.word(k) in OF), g)
            theirs = phrase is not None and phrase.last == colon and is_known(s, phrase, g)
            return phrase if theirs else None
    return None


def _wording(r: GermanReading, noun: int, i: int) -> Phrase | None:
    """Whose words the quotation at `i` is, which the noun announces."""
    s, g = r.s, r.g
    if s.word(i + 1) in OF:
        return phrase_at(s, i + 2, g)
    if s.word(i + 1) in _GENITIVES and r.break_after(i) > i + 2:
        return phrase_at(s, i + 1, g)
    before = s.tokens[noun - 1] if noun else None
    if before is not None and (before.lower.startswith(_THEIRS) or (before.capital and before.text.endswith("s"))):
        return phrase_at(s, noun - 1, g)
    if any(s.word(k) in _WITH for k in range(max(0, noun - 3), noun)):
        cue = next((c for c in r.cues if c.verb.lemma == "zitieren"), None)
        return speaker_of(r, cue) if cue is not None else sentence_subject(s, r.segments, g)
    return None


def named_before(r: GermanReading, k: int) -> Phrase | None:
    """ "Dazu [Weber]: „...“", "Ganz anders [die Ministerin]: „...“": who stands alone before the colon at `k`."""
    s, g = r.s, r.g
    small = g.words["adverbs"] | g.words["coordinators"] | FOCUS | _LEADING
    i = 0
    while i < min(k - 1, _LONGEST_LEAD) and s.word(i) in small:
        i += 1
    phrase = phrase_at(s, i, g)
    return phrase if phrase is not None and (i == 0 or is_known(r.s, phrase, r.g)) else None


def named_after(r: GermanReading) -> Phrase | None:
    """ "„...“: [Karin Lang] klingt müde": somebody by name or role who acts in what stands after a quotation."""
    s, g = r.s, r.g
    if s.word(1) != ":" or s.tokens[0] not in r.big:
        return None
    verb = next((k for k in range(2, len(s)) if r.finite(k)), None)
    subject = verb is not None and (subject_before(s, 2, verb, g) or subject_after(s, verb + 1, g))
    phrase = subject or phrase_at(s, 2, g)
    return phrase if phrase is not None and is_known(r.s, phrase, r.g) else None


def came_from(r: GermanReading) -> Phrase | None:
    """ "Kritik kam von [Weber]", "Unterstützung erhält Lang von [der SPD]": whose criticism or praise it is."""
    praised = next((i for i, t in enumerate(r.s.tokens) if t.capital and t.lower in r.g.words["voiced"]), None)
    if praised is None:
        return None
    for k in range(praised + 1, len(r.s)):
        if r.word(k) == ":":
            break
        phrase = phrase_at(r.s, k + 1, r.g) if r.word(k) in _FROM else None
        if phrase is not None and is_known(r.s, phrase, r.g):
            return phrase
    return None
