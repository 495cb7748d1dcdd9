"""Reports of speech: "X kritisierte Y", whose object tells what was said, or nothing does."""

from __future__ import annotations

from retrieval.articles import Span
from retrieval.statements.german.candidates import can_speak, is_thing
from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.closed import OF
from retrieval.statements.german.extents import extent
from retrieval.statements.german.konjunktiv import relative_in_konjunktiv
from retrieval.statements.german.lexicon import German
from retrieval.statements.german.objects import complement_of
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.sources import is_one_of
from retrieval.statements.german.speakers import speaker_of
from retrieval.statements.german.subjects import after_oblique_relative, sentence_subject
from retrieval.statements.german.unsaid import is_unsaid, leads
from retrieval.statements.german.views import is_view
from retrieval.statements.phrases import Phrase

__all__ = ["may_demand", "reported", "reported_beside", "silent"]

_AND = frozenset("und aber doch sowie".split())
_LEAST = 4  # tokens of a sentence that announces what somebody says
_FAR = frozenset("als auf".split())  # "schätzt den Schaden, der dort entstand, auf ..."


def reported(r: GermanReading) -> bool:
    """ "X kritisierte Y": a report of speech; the statement is the whole sentence."""
    s = r.s
    for cue in r.cues:
        reason = _gives_reason(r, cue)
        if not reason and not _tells(r, cue):
            continue
        phrase = speaker_of(r, cue)
        carried = reason and cue.passive and phrase is None
        if phrase is None and not carried:
            continue
        if cue.finite >= cue.at and _has_object_before(r, cue):
            continue
        if phrase is not None and not _may_report(r, cue, phrase):
            continue
        span = r.cue_span(cue)
        b, e = _own(r, cue)
        begin, end = extent(r, cue)
        if not _is_quoted(r, cue, b, e):
            r.add(r.content(begin, end), phrase, span, "reported", carried=carried)
        told = relative_in_konjunktiv(r)
        if told and phrase is not None:
            r.add(r.content(told, len(s)), phrase, span)
        r.add_nested(b, e, phrase, span, carried=carried, least=1 if cue.verb.lemma in r.g.words["evaluating"] else 2)
        if e < len(s) or begin > 0 or end < len(s):
            reported_beside(r)
        return True
    return False


def _has_object_before(r: GermanReading, cue: Cue) -> bool:
    """ "ein Stern, [den] sie Aldebaran nennen": the object is no more than a relative pronoun."""
    begin, end = r.segments.bounds[r.segments.of(cue.finite)]
    last = begin > 0 and cue.finite >= end - 1
    return last and after_oblique_relative(r.s, begin, r.g) is not None


def _may_report(r: GermanReading, cue: Cue, phrase: Phrase) -> bool:
    """Whether the subject may say with this verb what its object tells."""
    if cue.verb.lemma in r.g.acts:
        return can_speak(phrase, r.g) and not is_thing(phrase, r.g) and _is_act(r, cue, phrase)
    if cue.verb.lemma in r.g.views:
        return not is_thing(phrase, r.g)
    if cue.verb.lemma == "ausgehen" and not can_speak(phrase, r.g):
        return False  # "der Strom, der von der Sonne ausgeht"
    return cue.verb.sort != "demand" or may_demand(phrase, r.g)


def _is_act(r: GermanReading, cue: Cue, phrase: Phrase) -> bool:
    """Whether who rejects, threatens or excludes does so with words: not "wies die Klage zurück"."""
    if cue.verb.lemma in r.g.words["rejecting"]:
        return any(t.capital and is_one_of(t.text, r.g, "rejected") for t in r.s.tokens)
    if cue.verb.lemma == "ausschließen" and any(t.lower in OF for t in r.s.tokens):
        return False
    known = r.g.roles.role(phrase.head) or r.g.roles.organisation(phrase.head)
    plural = phrase.sort == "noun" and not phrase.determiner and phrase.head.endswith("en") and not known
    return not (plural and phrase.first > cue.finite)  # "Der Vertrag schließt Klagen aus"


def _gives_reason(r: GermanReading, cue: Cue) -> bool:
    """ "Als Grund nannte sie das Wetter", "Das Wetter wurde als Ursache angegeben"."""
    if cue.verb.lemma not in r.g.words["naming_reasons"]:
        return False
    b, _ = r.segments.bounds[r.segments.of(min(cue.finite, cue.at))]
    places = range(b, max(cue.end, cue.finite))
    near = [*places, *range(cue.finite + 1, r.break_after(cue.finite + 1))]
    return any(
        r.word(k) == "als" and any(r.word(m).endswith(r.g.ends["reasons"]) for m in range(k + 1, k + 4)) for k in near
    )


def _own(r: GermanReading, cue: Cue) -> tuple[int, int]:
    """The tokens that a report may quote from: all, or those before a clause with a verb of speech of its own."""
    later = [r.segments.bounds[r.segments.of(c.finite)][0] for c in r.cues if c.finite > max(cue.end, cue.finite)]
    stop = next((b for b in later if b > cue.end and r.main_verb(b, r.break_after(b)) is not None), len(r.s))
    return 0, stop


def reported_beside(r: GermanReading) -> None:
    """ "X sagte, es eile, und [forderte mehr Geld]": a report in a clause of its own, beside what was found already."""
    s = r.s
    for cue in r.cues:
        b, e = _clause(r, cue)
        span = r.cue_span(cue)
        used = b >= e or any(f.cue == span for f in r.found) or complement_of(r, cue) is not None
        if used or not _tells(r, cue, b, e) or _overlaps(r, s.span(b, e)):
            continue
        phrase = speaker_of(r, cue)
        if phrase is None or not _may_report(r, cue, phrase):
            continue
        if not _is_quoted(r, cue, b, e):
            r.add([s.span(b, e)], phrase, span, "reported")
        r.add_nested(b, e, phrase, span, least=1)


def _overlaps(r: GermanReading, span: Span) -> bool:
    return any(x.start < span.end and span.start < x.end for f in r.found for x in f.spans)


def _clause(r: GermanReading, cue: Cue) -> tuple[int, int]:
    """The tokens of the clause of a verb of speech."""
    b, _ = r.segments.bounds[r.segments.of(min(cue.finite, cue.at))]
    for k in range(cue.finite - 1, b - 1, -1):
        if r.word(k) in _AND:
            b = k
            break
    return b, r.break_after(max(cue.end, cue.finite + 1))


def _tells(r: GermanReading, cue: Cue, b: int = 0, e: int | None = None) -> bool:
    """Whether the object of the verb tells what was said: "sprach von einem Fehler", "forderte mehr Geld"."""
    links = r.g.reports.get(cue.verb.lemma)
    if cue.verb.lemma in r.g.views:
        return is_view(r, cue)
    if links is None or is_unsaid(r, cue):
        return False
    begin, end = r.segments.bounds[r.segments.of(cue.finite)]
    if e is not None:
        return not links or any(leads(r, links, k) for k in range(b, e))
    around = range(begin, len(r.s) if links & _FAR else max(end, r.break_after(cue.finite)))
    return not links or any(leads(r, links, k) for k in (0, *around))


def may_demand(phrase: Phrase, g: German) -> bool:
    """Whether it may demand something with words; "Der Sturm forderte drei Tote" says nothing."""
    return phrase.sort == "pronoun" or phrase.plural or can_speak(phrase, g) or phrase.determiner in ("die", "")


def _is_quoted(r: GermanReading, cue: Cue, b: int = 0, e: int | None = None) -> bool:
    """ "nannte den Plan als „Unfug“", "sprach von einer „großen Chance“": the quoted words alone are what was said."""
    links = r.g.reports.get(cue.verb.lemma, frozenset())
    for i, token in enumerate(r.s.tokens[b:e], b):
        linked = r.word(i - 1) in links or r.word(i - 2) in links or not links
        evaluates = links or cue.verb.lemma in r.g.words["evaluating"]
        if token.kind == "q" and linked and evaluates and not r.after_title(i, judged=True):
            return True
    return False


def silent(r: GermanReading) -> bool:
    """ "X kritisierte den Plan": a verb of speech that tells nothing of what was said; the next sentence may."""
    for cue in r.cues:
        begin, _ = r.segments.bounds[r.segments.of(cue.finite)]
        if r.word(begin) in r.g.words["subordinators"] and r.word(begin) != "wie":
            continue  # "Ob sich Weber geäußert hat, wollte die Polizei nicht sagen"
        phrase = speaker_of(r, cue) if cue.verb.sort in ("say", "demand", "judge") else None
        if phrase is not None and can_speak(phrase, r.g):
            r.add_silent(phrase, r.cue_span(cue))
            return True
    return _announces(r)


def _announces(r: GermanReading) -> bool:
    """ "Weber schlug zurück:", and the next paragraph is what was said."""
    s = r.s
    if len(s) < _LEAST or s.word(len(s) - 1) != ":":
        return False
    phrase = sentence_subject(s, r.segments, r.g)
    verb = r.first_main_verb()
    if (
        phrase is None
        or verb is None
        or phrase.sort == "pronoun"
        or not can_speak(phrase, r.g)
        or is_thing(phrase, r.g)
    ):
        return False
    r.add_silent(phrase, s.span(verb, verb + 1))
    return True
