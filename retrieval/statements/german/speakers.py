"""Who speaks where the verb of speech stands before the statement, and who has said what somebody rejects."""

from __future__ import annotations

from dataclasses import replace

from retrieval.statements.german.after import place_of_saying
from retrieval.statements.german.candidates import can_speak
from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.closed import OF
from retrieval.statements.german.nouns import phrase_at, pronoun_at, skip_adjuncts
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.sources import is_one_of
from retrieval.statements.german.subjects import agent_of, subject_of
from retrieval.statements.phrases import Phrase

__all__ = ["author_of", "document_at", "rejected", "source_before", "speaker_of"]

_MEANS = frozenset("in im laut nach aus bei beim mit wegen durch als per zufolge".split())
_NAME = 3  # words of a paper's name in quotation marks
_AT = frozenset("bei beim seitens".split())
_TWICE = 2
_PLACES = frozenset("in im aus auf bei laut".split())


def speaker_of(r: GermanReading, cue: Cue) -> Phrase | None:
    """Who speaks: the subject, the agent of a passive, the place of "heißt es", and whoever is quoted by somebody."""
    if cue.verb.lemma == "bekanntwerden":
        return None  # "Anfang Mai wurde bekannt, dass": nobody says it
    if cue.verb.lemma == "zitieren":
        return _quoted_person(r, cue)
    if cue.passive:
        begin, _ = r.segments.bounds[r.segments.of(cue.finite)]
        told = bool(r.g.reports.get(cue.verb.lemma, frozenset()) & OF)  # "wurde von einem Fehler gesprochen"
        by = None if told and sum(t.lower in OF for t in r.s.tokens) < _TWICE else agent_of(r.s, cue, r.g)
        return by or document_at(r, begin, cue.at)
    if cue.verb.lemma in ("heißen", "verlauten"):
        return place_of_saying(r, cue.finite) or _place_before(r, cue)
    return _at_whose(r, cue) or subject_of(r.s, r.segments, cue, r.g) or _neuter(r, cue)


def _at_whose(r: GermanReading, cue: Cue) -> Phrase | None:
    """ "räumte man [bei der Polizei] ein", "bei der Bahn teilte man mit": those for whom "man" speaks."""
    k = cue.finite + 1
    if r.word(k) != "man":
        return None
    begin, _ = r.segments.bounds[r.segments.of(cue.finite)]
    places = [at for at in (k + 1, begin) if r.word(at) in _AT]
    phrase = phrase_at(r.s, places[0] + 1, r.g) if places else None
    return phrase if phrase is not None and can_speak(phrase, r.g) else None


def _neuter(r: GermanReading, cue: Cue) -> Phrase | None:
    """ "Es wies den Vorwurf zurück", "Hier stellte es fest, dass": a court or a ministry."""
    if cue.verb.sort not in ("say", "demand", "judge") or cue.verb.lemma in ("hervorgehen", "lauten", "geben"):
        return None
    begin, _ = r.segments.bounds[r.segments.of(cue.finite)]
    at = cue.finite - 1 if r.word(cue.finite - 1) == "es" and begin == cue.finite - 1 else cue.finite + 1
    if r.word(at) != "es" or at >= len(r.s):
        return None
    return pronoun_at(r.s, at)


def _quoted_person(r: GermanReading, cue: Cue) -> Phrase | None:
    """ "Die Zeitung zitierte X mit den Worten", "X wird mit den Worten zitiert": X speaks."""
    subject = subject_of(r.s, r.segments, cue, r.g)
    if cue.passive:
        return subject
    before = subject is not None and subject.first < cue.finite
    if r.word(cue.finite + 1) == "ihn" or (r.word(cue.finite + 1) == "sie" and before):
        return pronoun_at(r.s, cue.finite + 1)  # "Die Zeitung zitierte ihn mit den Worten"
    obj = phrase_at(r.s, skip_adjuncts(r.s, cue.finite + 1, r.g), r.g)
    if obj and subject and obj.first == subject.first:  # "..., zitierte die Zeitung den Minister"
        obj = phrase_at(r.s, subject.last, r.g)
    return obj or subject


def _place_before(r: GermanReading, cue: Cue) -> Phrase | None:
    """ "In der Mitteilung[, die am Montag erschien,] heißt es", "Aus Kreisen der Partei verlautet"."""
    b, _ = r.segments.bounds[r.segments.of(cue.finite)]
    places = [k for k in (b, 0) if r.word(k) in _PLACES]
    return phrase_at(r.s, places[0] + 1, r.g) if places else None


def document_at(r: GermanReading, begin: int, end: int) -> Phrase | None:
    """ "In einem Bericht der Zeitung wurde vermutet, dass": the text that says it."""
    s, g = r.s, r.g
    for k in dict.fromkeys((*range(begin, end), 0)):
        phrase = phrase_at(s, k + 1, g) if s.word(k) in _PLACES else None
        if phrase is None:
            continue
        lower = phrase.head.lower()
        named = s.tokens[k + 1].kind == "q" and s.tokens[k + 1].size <= _NAME  # "im „Kurier“ als „Unfug“ bezeichnet"
        if named or lower.endswith(g.ends["documents"]) or is_one_of(phrase.head, g, "source_nouns"):
            return phrase
    return None


def rejected(r: GermanReading, i: int, cue: Cue) -> Phrase | None:
    """ "wies [den Vorwurf der Partei] zurück, er habe ...": what follows is what others say."""
    s, g = r.s, r.g
    if cue.verb.lemma not in g.words["rejecting"] or (
        s.word(i) in ("dass", "daß") and s.word(i - 2) == s.tokens[cue.at].lower
    ):
        return None
    for k in range(i - 1, max(-1, cue.finite - 5), -1):
        if s.word(k) == "worten":  # "trat dem Vorwurf mit den Worten entgegen, er sei ..."
            return None
        if s.tokens[k].capital and is_one_of(s.tokens[k].text, g, "rejected"):
            return phrase_at(s, k - (s.word(k - 1) in g.words["determiners"]), g)
    return None


def author_of(r: GermanReading, i: int, cue: Cue) -> Phrase | None:
    """ "lehnte [den Vorschlag des Ministers] ab, die Schule zu schließen": whose words they are that somebody
    takes a stand on, if the noun before the statement at token `i` says so."""
    s, g = r.s, r.g
    comma = i - 1
    while comma > cue.end and (s.tokens[comma - 1].kind == "p" or s.word(comma - 1) == cue.verb.particle):
        comma -= 1
    for k in range(comma - 1, cue.finite, -1):
        token = s.tokens[k]
        if token.kind == "p":
            return None
        if not token.capital or not is_one_of(token.text, g, "content_nouns"):
            continue
        before = range(k - 1, max(cue.finite, k - 4), -1)
        if any(s.word(m) in _MEANS or is_one_of(s.tokens[m].text, g, "content_nouns") for m in before):
            return None  # "ging in dem Bericht der Zeitung davon aus, ...", "in der Antwort auf die Forderung der SPD"
        by = s.word(k + 1) in OF
        whose = phrase_at(s, k + 1 + by, g) if by or s.word(k + 1) in ("des", "der") else None
        if whose is None or whose.last > comma:
            return None
        several = whose.determiner == "der" and g.roles.gender(whose.head) != "f"  # "die Kritik der Politiker"
        return replace(whose, plural=whose.plural or several)
    return None


def source_before(r: GermanReading, i: int) -> Phrase | None:
    """ "wies [Berichte der Zeitung] zurück, wonach": the source noun that "wonach" refers to."""
    s, g = r.s, r.g
    for j in range(i - 1, -1, -1):
        if s.tokens[j].capital and (
            is_one_of(s.tokens[j].text, g, "source_nouns") or is_one_of(s.tokens[j].text, g, "content_nouns")
        ):
            return phrase_at(s, j, g)
    return None
