"""Speech without a verb of speech that takes it: nouns, quotations on their own, Konjunktiv, and reports of speech."""

from __future__ import annotations

from retrieval.articles import Span
from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.complements import speaker_of
from retrieval.statements.german.frames import is_one_of
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.subjects import can_speak, is_thing, sentence_subject, subject_after, subject_before
from retrieval.statements.phrases import Phrase

__all__ = [
    "back_reference",
    "colon_quotation",
    "content_nouns",
    "free_konjunktiv",
    "hearsay",
    "leftover_quotations",
    "main_konjunktiv",
    "quotation_alone",
    "reported",
]

_EVALUATING = frozenset(
    "bezeichnen nennen beschreiben beurteilen charakterisieren vorwerfen würdigen kritisieren zurückweisen".split()
)
_TITLE = 8  # words; a shorter quotation after a colon, with nobody to say it, may be a title
_MOSTLY = 0.45  # share of quoted characters from which a sentence without a cue is a quotation


def back_reference(r: GermanReading) -> bool:
    """ "Das sagte X", "Dies berichtete die Zeitung": the sentence before is what was said."""
    s, g = r.s, r.g
    if s.word(0) not in ("das", "dies") or r.starts or not r.finite(1) or len(s) < 3:
        return False
    cue = next((c for c in r.cues if c.finite == 1), None) or _infinitive_at_end(r)
    if (
        cue is None
        or cue.passive
        or (cue.verb.sort != "say" and cue.verb.lemma != "bestätigen")
        or any(t.lower in ",:" for t in s.tokens)
    ):
        return False
    phrase = subject_after(s, 2, g)
    if phrase is None or phrase.head.lower() in ("es", "sie"):
        return False
    r.add([Span(s.start, s.end)], phrase, r.cue_span(cue), back=True)
    return True


def _infinitive_at_end(r: GermanReading) -> Cue | None:
    """ "Das musste der Minister einräumen"."""
    s, g = r.s, r.g
    last = len(s) - 1
    verbs = [*g.finite.get(s.word(last), ()), *([g.joined[s.word(last)]] if s.word(last) in g.joined else [])]
    if s.word(1) not in g.words["modal"] or not verbs:
        return None
    return Cue(last, 1, len(s), verbs[0])


def content_nouns(r: GermanReading) -> bool:
    """ "die Forderung, ...", "sich überzeugt, dass ...": a noun or adjective whose content follows."""
    s, g = r.s, r.g
    for i, token in enumerate(s.tokens):
        noun = token.capital and is_one_of(token.text, g, "content_nouns")
        if not noun and token.lower not in g.words["content_words"]:
            continue
        comma = next((j for j in range(i + 1, min(len(s), i + 8)) if s.word(j) == ","), None)
        if comma is None:
            continue
        lead = s.word(comma + 1)
        konjunktiv = r.konjunktiv(comma + 1, r.break_after(comma + 1))
        infinitive = noun and r.infinitive(comma + 1, r.break_after(comma + 1))
        if not (lead in ("dass", "daß", "ob") or konjunktiv or infinitive) or (
            lead in ("die", "der", "das") and not konjunktiv
        ):
            continue
        rejects = any(c.verb.lemma in g.words["rejecting"] for c in r.cues) and is_one_of(token.text, g, "rejected")
        phrase = None if rejects else _holder(r, i)
        cue = Span(token.start, token.end)
        r.add(r.content(comma + 1, len(s)), phrase, cue)
        r.add_nested(comma + 1, len(s), phrase, cue)
        return True
    return False


def _holder(r: GermanReading, i: int) -> Phrase | None:
    """Whose demand or view the noun at `i` is: its genitive, else the subject of the sentence."""
    s, g = r.s, r.g
    if s.word(i + 1) in ("von", "vom"):
        return phrase_at(s, i + 2, g)
    phrase = phrase_at(s, i + 1, g) if s.word(i + 1) in ("des", "der") else None
    return phrase or sentence_subject(s, r.segments, g)


def colon_quotation(r: GermanReading) -> bool:
    """A quotation after a colon, without a verb of speech: "Müller zeigte sich zufrieden: „...“"."""
    s, g = r.s, r.g
    for k, token in enumerate(s.tokens):
        if token.kind != "q" or token.size < 2 or s.word(k - 1) != ":":
            continue
        if (r.follows or not r.starts) and r.konjunktiv(0, k - 1):
            r.add(r.content(0, k - 1), None, None, free=True, carried=True)
            r.add_quotation(token, None, None, carried=True)
            return True
        verb = next((v for v in range(k - 1) if r.finite(v)), None)
        phrase = phrase_at(s, 0, g)
        if verb is not None:
            phrase = subject_before(s, 0, verb, g) or subject_after(s, verb + 1, g)
        if phrase and phrase.last > k:
            phrase = None
        if token.size < _TITLE and token.last not in ".!?" and not (phrase and can_speak(phrase, g)):
            continue  # "Ein Fest findet statt: „Goldener Herbst“"
        r.add_quotation(token, phrase, None, carried=phrase is None)
        return True
    return False


def leftover_quotations(r: GermanReading) -> bool:
    """Quoted words beside a verb of speech that no other rule has taken: "nannte dies einen „Putsch“"."""
    before = len(r.found)
    for i, token in enumerate(r.s.tokens):
        if token.kind != "q" or r.after_title(i) or token.start in r.quoted:
            continue
        cue = _cue_beside(r, i, token.size)
        if cue is not None:
            phrase = speaker_of(r, cue)
        elif not r.found and "als" in (r.word(i - 1), r.word(i - 2)):  # "feierte die Absage als „großen Erfolg“"
            phrase = sentence_subject(r.s, r.segments, r.g)
            phrase = phrase if phrase and can_speak(phrase, r.g) else None
        else:
            continue
        if phrase is not None and not phrase.first <= i < phrase.last and not is_thing(phrase, r.g):
            r.add_quotation(token, phrase, r.cue_span(cue) if cue else None)
    return len(r.found) > before


def _cue_beside(r: GermanReading, i: int, size: int) -> Cue | None:
    """The verb of speech that the quotation at `i` may belong to: in its clause, or before it if it evaluates."""
    n = r.segments.of(i)
    for cue in reversed(r.cues):
        if cue.verb.lemma in _EVALUATING and (cue.finite < i or n == r.segments.of(cue.finite)):
            return cue
        near = n in (r.segments.of(cue.finite), r.segments.of(cue.at))
        says = cue.verb.sort in ("say", "demand", "judge") or cue.verb.lemma in ("sprechen", "sehen")
        if near and size > 1 and says:
            return cue
    return None


def quotation_alone(r: GermanReading) -> bool:
    """A sentence that is mostly a quotation goes on with the speaker before it."""
    covered = sum(t.end - t.start for t in r.big)
    if not r.big or covered < _MOSTLY * (r.s.end - r.s.start):
        return False
    for token in r.big:
        r.add_quotation(token, None, None, carried=True)
    return True


def main_konjunktiv(r: GermanReading) -> bool:
    """The main clause itself stands in the Konjunktiv, whatever cues its subordinate clauses hold."""
    s, g = r.s, r.g
    if any(t.lower == ":" for t in s.tokens):
        return False
    verb = next((v for b, e in r.segments.bounds if (v := r.main_verb(b, e)) is not None), None)
    if verb is None or s.tokens[verb].text not in g.first | g.second:
        verb = _unlisted(r) or verb
        if verb is None:
            return False
        if s.tokens[verb].text not in g.first | g.second and _unlisted(r) == verb:
            r.add([s.span(0, len(s))], None, None, free=True, carried=True)
            r.add_nested(0, len(s), None, None, carried=True)
            return True
    goes_on = s.tokens[verb].text in g.second and r.follows and not r.starts
    return (s.tokens[verb].text in g.first or goes_on) and free_konjunktiv(r)


def _unlisted(r: GermanReading) -> int | None:
    """A Konjunktiv I that no list holds, right after the subject, where speech goes on: "Dies bedinge Sturmböen"."""
    s, g = r.s, r.g
    phrase = phrase_at(s, 0, g) if r.follows else None
    i = phrase.last if phrase else len(s)
    if i >= len(s) - 1 or phrase is None or phrase.plural:
        return None
    word = s.word(i)
    known = any(
        word in g.words[sort]
        for sort in ("adverbs", "prepositions", "determiners", "pronouns", "finite", "subordinators")
    )
    form = word.endswith("e") and not word.endswith("te") and len(word) > 4 and not s.tokens[i].capital
    return i if form and not known and word not in g.finite and not s.tokens[i + 1].capital else None


def free_konjunktiv(r: GermanReading) -> bool:
    """Indirect speech that goes on: "Zudem müsse die Ukraine ..."."""
    s, g = r.s, r.g
    second = r.follows and not r.starts and any(t.kind == "w" and t.text in g.second for t in s.tokens)
    if not second and not r.konjunktiv(0, len(s)):
        return False
    begin = _konjunktiv_begin(r)
    r.add(r.content(begin, len(s)), None, None, free=True, carried=True)
    r.add_nested(begin, len(s), None, None, carried=True)
    return True


def _konjunktiv_begin(r: GermanReading) -> int:
    """Where the speech begins: the clause in the Konjunktiv, after one of the reporter's own ("Er geht, er sei")."""
    s, g = r.s, r.g
    speech = g.first if r.konjunktiv(0, len(s)) else g.second
    for b, e in r.segments.bounds:
        verb = r.main_verb(b, e)
        if any(t.kind == "w" and t.text in speech for t in s.tokens[b:e]):
            return b if verb is None or s.tokens[verb].text in speech else 0
        if verb is None:
            return 0
    return 0


def hearsay(r: GermanReading) -> bool:
    """ "Er soll den Plan verraten haben": what is said to be so, after speech."""
    s = r.s
    verb = next((v for b, e in r.segments.bounds if (v := r.main_verb(b, e)) is not None), None)
    if verb is None or s.word(verb) not in ("soll", "sollen") or not r.follows:
        return False
    r.add([s.span(0, len(s))], None, None, free=True, carried=True)
    r.add_nested(0, len(s), None, None, carried=True)
    return True


def _tells(r: GermanReading, cue: Cue) -> bool:
    """Whether the object of the verb tells what was said: "sprach von einem Fehler", "forderte mehr Geld"."""
    links = r.g.reports.get(cue.verb.lemma)
    if links is None:
        return False
    begin, end = r.segments.bounds[r.segments.of(cue.finite)]
    around = range(begin, max(end, r.break_after(cue.finite)))
    return not links or any(r.word(k) in links for k in around)


def reported(r: GermanReading) -> bool:
    """ "X kritisierte Y": a report of speech; the statement is the whole sentence."""
    s = r.s
    for cue in r.cues:
        if not _tells(r, cue):
            continue
        phrase = speaker_of(r, cue)
        if phrase is None:
            continue
        span = r.cue_span(cue)
        r.add([s.span(0, len(s))], phrase, span, "reported")
        r.add_nested(0, len(s), phrase, span, least=1 if cue.verb.lemma in _EVALUATING else 2)
        return True
    return False
