"""Speech that no verb takes: "Das sagte X" after it, and quotations on their own."""

from __future__ import annotations

from retrieval.articles import Span
from retrieval.statements.german.candidates import can_speak, is_known, is_thing, likelier
from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.closed import JOINING
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.objects import complement_of
from retrieval.statements.german.owners import owner
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.slots import subject_after, subject_before
from retrieval.statements.german.speakers import speaker_of
from retrieval.statements.german.subjects import agent_of, sentence_subject
from retrieval.statements.german.unsaid import is_naming
from retrieval.statements.german.worded import came_from, named_after, named_before
from retrieval.statements.phrases import Phrase

__all__ = ["after_colon", "back_reference", "colon_quotation", "leftover_quotations", "quotation_alone"]

_TITLE = 8  # words; a shorter quotation after a colon, with nobody to say it, may be a title
_THESE = frozenset("diesen diesem dieser solchen".split())
_SHORT = 16  # tokens of a sentence that only names a speaker
_MOSTLY = 0.45  # share of quoted characters from which a sentence without a cue is a quotation


def back_reference(r: GermanReading) -> bool:
    """ "Das sagte X", "Dies geht aus dem Bericht hervor": the sentence before is what was said, or the paragraph before
    if it is a quotation."""
    s, g = r.s, r.g
    if (
        s.word(0) == "mit"
        and s.word(1) in _THESE
        and any(s.word(k) in g.words["uttered"] or s.word(k) in g.words["appeals"] for k in (2, 3))
    ):
        phrase = sentence_subject(s, r.segments, g)
        if phrase is None or phrase.head.lower() == "es":
            return False
        r.add([Span(s.start, s.end)], phrase, s.span(0, 3), back=True)
        return True
    if s.word(0) == "so" and len(s) < _SHORT and not r.any_finite(0, len(s)):
        phrase = phrase_at(s, 1, g)  # "„Nein.“ So Weber am Montag."
        if phrase is not None and can_speak(phrase, g):
            r.add([Span(s.start, s.end)], phrase, s.span(0, 1), back=True)
            return True
    if s.word(0) in ("das", "so") and s.word(1) in ("ist", "war", "lautet", "lautete"):
        named = (k for k in range(2, min(len(s), 6)) if s.tokens[k].lower in g.words["uttered"] | g.words["verdicts"])
        phrase = next((phrase_at(s, k - (s.word(k - 1) in ("das", "die", "der")), g) for k in named), None)
        if phrase is not None and phrase.last > phrase.core_end and phrase.last == len(s):
            r.add([Span(s.start, s.end)], phrase, s.span(1, 2), back=True)  # "Das ist das Fazit von Weber."
            return True
    if s.word(0) not in ("das", "dies", "dieses") or not r.finite(1) or len(s) < 3:
        return False
    cue = next((c for c in r.cues if c.finite == 1), None) or _infinitive_at_end(r)
    if cue is None or not _tells_back(cue) or complement_of(r, cue) is not None:
        return False
    if cue.passive:
        phrase = agent_of(s, cue, g)
    elif cue.verb.lemma == "hervorgehen":
        phrase = next((phrase_at(s, i + 1, g) for i in range(2, len(s)) if s.word(i) == "aus"), None)
    else:
        dashes = [k for k in range(2, len(s)) if s.word(k) in ("–", "—")]  # "Dies gab – nach der Prüfung – X bekannt"
        phrase = subject_after(s, 2, g) or (subject_after(s, dashes[1] + 1, g) if len(dashes) == 2 else None)
    if phrase is None or phrase.head.lower() in ("es", "sie"):
        return False
    r.add([Span(s.start, s.end)], phrase, r.cue_span(cue), back=True)
    return True


def _tells_back(cue: Cue) -> bool:
    return cue.verb.sort == "say" or cue.verb.lemma in ("bestätigen", "bekräftigen", "hervorgehen", "entscheiden")


def _infinitive_at_end(r: GermanReading) -> Cue | None:
    """ "Das musste der Minister einräumen"."""
    s, g = r.s, r.g
    last = len(s) - 1
    verbs = [*g.finite.get(s.word(last), ()), *([g.joined[s.word(last)]] if s.word(last) in g.joined else [])]
    if s.word(1) not in g.words["modal"] or not verbs:
        return None
    return Cue(last, 1, len(s), verbs[0])


def colon_quotation(r: GermanReading) -> bool:
    """A quotation after a colon, without a verb of speech: "Müller zeigte sich zufrieden: „...“"."""
    s, g = r.s, r.g
    for k, token in enumerate(s.tokens):
        if token.kind != "q" or token.size < 2 or s.word(k - 1) != ":" or r.after_title(k):
            continue
        if (r.follows or not r.starts) and r.konjunktiv(0, k - 1):
            r.add(r.content(0, k - 1), None, None, free=True, carried=True)
            r.add_quotation(token, None, None, carried=True)
            return True
        verb = next((v for v in range(k - 1) if r.finite(v)), None)
        phrase = named_before(r, k - 1) if verb is None else phrase_at(s, 0, g)
        if (
            phrase is not None
            and phrase.core_end == 1
            and s.word(0) in g.words["quoted_nouns"]
            and s.word(1) in ("von", "vom")
        ):
            phrase = phrase_at(s, 2, g)  # "Zitat von Weber: „...“"
        if verb is not None:
            phrase = likelier(s, subject_before(s, 0, verb, g), subject_after(s, verb + 1, g), g, verb)
        if r.follows and verb is not None and _is_to_them(r, verb):
            phrase = None  # "Das ist für sie ein Beleg: „...“": for whoever spoke before
        phrase = came_from(r) or phrase
        if s.word(0) in ("für", "bei") and (phrase is None or not can_speak(phrase, g)):
            phrase = phrase_at(s, 1, g) or phrase  # "Für Weber war der Fall klar: „...“"
        if phrase and phrase.last > k:
            phrase = None
        if token.size < _TITLE and token.last not in ".!?" and not (phrase and can_speak(phrase, g)):
            continue  # "Ein Fest findet statt: „Goldener Herbst“"
        r.add_quotation(token, phrase, None, carried=phrase is None)
        return True
    return False


def _is_to_them(r: GermanReading, verb: int) -> bool:
    """Whether something "ist für sie", "war für ihn" something."""
    near = any(r.word(k) == "für" and r.word(k + 1) in ("sie", "ihn") for k in (verb + 1, verb + 2))
    return r.word(verb) in ("ist", "war", "sei") and near


def leftover_quotations(r: GermanReading) -> bool:
    """Quoted words beside a verb of speech that no other rule has taken: "nannte dies einen „Putsch“"."""
    before = len(r.found)
    for i, token in enumerate(r.s.tokens):
        if token.kind != "q" or token.start in r.quoted or r.word(i - 1) == "laut":
            continue
        cue = _cue_beside(r, i, token.size)
        judged = cue is None or cue.verb.lemma == "sprechen" or cue.verb.lemma in r.g.words["evaluating"]
        if r.after_title(i, judged=judged):
            continue
        if cue is None:
            said = next((f.cue for f in reversed(r.found) if f.kind == "direct"), None)
            theirs = owner(r, token, said)
            if theirs is not None:
                r.add_quotation(token, *theirs)
            continue
        phrase = speaker_of(r, cue)
        if phrase is None and cue.passive and cue.at > i and cue.verb.lemma not in r.g.words["likening"]:
            r.add_quotation(token, None, r.cue_span(cue))  # "wird als „Unfug“ bezeichnet": by somebody
        elif phrase is not None and not phrase.first <= i < phrase.last and not is_thing(phrase, r.g):
            r.add_quotation(token, phrase, r.cue_span(cue))
    return len(r.found) > before


def after_colon(r: GermanReading) -> None:
    """ "Aussagen, dass es eile, schenkt sie keinen Glauben: „...“": what the main clause leads to at its end."""
    for i, token in enumerate(r.s.tokens):
        if token in r.big and r.word(i - 1) == ":" and token.start not in r.quoted:
            phrase = sentence_subject(r.s, r.segments, r.g)
            r.add_quotation(token, phrase, None, carried=phrase is None)


def _cue_beside(r: GermanReading, i: int, size: int) -> Cue | None:
    """The verb of speech that the quotation at `i` may belong to: in its clause, or before it if it evaluates."""
    n = r.segments.of(i)
    for cue in reversed(r.cues):
        if is_naming(r, cue):
            continue
        if cue.verb.lemma in r.g.words["evaluating"] and (cue.finite < i or n == r.segments.of(cue.finite)):
            return cue
        near = n in (r.segments.of(cue.finite), r.segments.of(cue.at))
        if near and cue.verb.lemma in r.g.words["feeling_verbs"] and size > 1:
            return cue
        says = cue.verb.sort in ("say", "demand", "judge") or cue.verb.lemma in ("sprechen", "sehen")
        judges = (cue.verb.lemma == "halten" and r.word(i - 1) == "für") or _shows_feeling(r, cue, i)
        judges = judges or (cue.verb.lemma == "sprechen" and "von" in (r.word(i - 1), r.word(i - 2)))
        if near and (judges or (says and (size > 1 or r.word(i - 1) == "als"))):
            return cue
    return None


def _shows_feeling(r: GermanReading, cue: Cue, i: int) -> bool:
    """ "Weber zeigte sich „tief erschüttert“", "Weber reagierte „mit Entsetzen“"."""
    shows = cue.verb.lemma == "reagieren" or (cue.verb.lemma == "zeigen" and r.word(cue.finite + 1) == "sich")
    return shows and r.s.tokens[i].text[:1].islower()


def quotation_alone(r: GermanReading) -> bool:
    """A sentence that is mostly a quotation goes on with the speaker before it."""
    covered = sum(t.end - t.start for t in r.big)
    behind = named_after(r)
    mostly = covered >= _MOSTLY * (r.s.end - r.s.start) or behind is not None
    if not r.big or not mostly or _is_list(r):
        return False
    phrase = _subject_before(r) or behind
    for token in r.big:
        r.add_quotation(token, phrase, None, carried=phrase is None)
    return True


def _is_list(r: GermanReading) -> bool:
    """ "Gezeigt wurden „Alte Bäume“, „Der Fluss“ und „Land am Meer“": names in a row."""
    first = r.s.tokens.index(r.big[0])
    row = all(t.kind == "q" or t.lower in JOINING for t in r.s.tokens[first : r.s.tokens.index(r.big[-1])])
    names = all(t.text[:1].isupper() and t.last not in ".!?," for t in r.big)
    return len(r.big) > 1 and first > 0 and row and names


def _subject_before(r: GermanReading) -> Phrase | None:
    """ "Das Gericht kam zu dem Ergebnis, „...“": who does something before the quotation, if it surely can speak."""
    verb, g = r.first_main_verb(), r.g
    if verb is None or r.s.tokens[verb].start > r.big[0].start:
        return None
    phrase = sentence_subject(r.s, r.segments, g)
    if phrase is None or phrase.sort == "pronoun" or r.s.tokens[phrase.first].start > r.big[0].start:
        return None
    told = r.s.word(r.s.tokens.index(r.big[0]) - 1) == "," and is_known(r.s, phrase, r.g)
    return phrase if told or g.roles.role(phrase.head) or g.roles.organisation(phrase.head) else None
