"""Reports of speech: "X kritisierte Y", whose object tells what was said, or nothing does."""

from __future__ import annotations

from retrieval.statements.german.candidates import can_speak
from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.lexicon import German
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.speakers import speaker_of
from retrieval.statements.phrases import Phrase

__all__ = ["EVALUATING", "is_naming", "may_demand", "reported", "silent"]

EVALUATING = frozenset(
    "bezeichnen nennen beschreiben beurteilen charakterisieren vorwerfen würdigen kritisieren zurückweisen".split()
)
_FAR = frozenset("als auf".split())  # "schätzt den Schaden, der dort entstand, auf ..."


def reported(r: GermanReading) -> bool:
    """ "X kritisierte Y": a report of speech; the statement is the whole sentence."""
    s = r.s
    for cue in r.cues:
        if not _tells(r, cue):
            continue
        phrase = speaker_of(r, cue)
        if phrase is None or (cue.verb.sort == "demand" and not may_demand(phrase, r.g)):
            continue
        span = r.cue_span(cue)
        if not _is_quoted(r, cue):
            r.add([s.span(0, len(s))], phrase, span, "reported")
        r.add_nested(0, len(s), phrase, span, least=1 if cue.verb.lemma in EVALUATING else 2)
        return True
    return False


def _tells(r: GermanReading, cue: Cue) -> bool:
    """Whether the object of the verb tells what was said: "sprach von einem Fehler", "forderte mehr Geld"."""
    links = r.g.reports.get(cue.verb.lemma)
    if links is None or is_naming(r, cue):
        return False
    begin, end = r.segments.bounds[r.segments.of(cue.finite)]
    around = range(begin, len(r.s) if links & _FAR else max(end, r.break_after(cue.finite)))
    return not links or any(r.word(k) in links for k in around)


def is_naming(r: GermanReading, cue: Cue) -> bool:
    """ "Die Gruppe nennt sich „Neue Wege“": a name, and no speech."""
    return r.reflexive and cue.verb.lemma == "nennen"


def may_demand(phrase: Phrase, g: German) -> bool:
    """Whether it may demand something with words; "Der Sturm forderte drei Tote" says nothing."""
    return phrase.sort == "pronoun" or phrase.plural or can_speak(phrase, g) or phrase.determiner in ("die", "")


def _is_quoted(r: GermanReading, cue: Cue) -> bool:
    """ "nannte den Plan als „Unfug“", "sprach von einer „großen Chance“": the quoted words alone are what was said."""
    links = r.g.reports.get(cue.verb.lemma, frozenset())
    for i, token in enumerate(r.s.tokens):
        linked = r.word(i - 1) in links or r.word(i - 2) in links or not links
        evaluates = links or cue.verb.lemma in EVALUATING
        if token.kind == "q" and linked and evaluates and not r.after_title(i, judged=True):
            return True
    return False


def silent(r: GermanReading) -> bool:
    """ "X kritisierte den Plan": a verb of speech that tells nothing of what was said; the next sentence may."""
    for cue in r.cues:
        phrase = speaker_of(r, cue) if cue.verb.sort in ("say", "demand", "judge") else None
        if phrase is not None and can_speak(phrase, r.g):
            r.add_silent(phrase, r.cue_span(cue))
            return True
    return False
