"""Who does it: the subject of a German verb, or the agent of a passive one."""

from __future__ import annotations

from dataclasses import replace

from retrieval.statements.german.clauses import Cue, Segments, is_finite, main_verb
from retrieval.statements.german.lexicon import German
from retrieval.statements.german.nouns import phrase_at, skip_adjuncts
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = [
    "across_apposition",
    "agent_of",
    "can_speak",
    "sentence_subject",
    "subject_after",
    "subject_before",
    "subject_of",
]

_AGENT = frozenset("von vom durch seitens".split())
_FOCUS = frozenset("auch selbst sogar nur doch und denn aber zumindest sowohl weder so".split())
_NOBODY = frozenset("es man Es Man".split())
_ADVERB_ENDS = ("ig", "lich", "end", "weise", "falls", "seits", "mals", "isch", "sam", "haft", "tiv", "ell", "maßen")
_PARTICLES = frozenset("von van bin al de zu del da".split())
_TIMES = frozenset("Stunden Stunde Tage Tagen Wochen Monate Monaten Jahre Jahren Minuten Mal Male Zeit Zeiten".split())
_THINGS = ("ung", "ungen", "heit", "keit", "ion", "ionen", "ismus", "ment", "tät", "nis", "zahl", "zahlen")
_NOMINATIVE_RELATIVES = frozenset("der die das welche welcher welches".split())


def subject_after(s: Sentence, i: int, g: German) -> Phrase | None:
    """The subject right after a verb: ", sagte [am Dienstag] der Sprecher"."""
    direct = phrase_at(s, i, g) or _name_with_particle(s, i, g)
    oblique = direct is None or direct.determiner in g.words["oblique_determiners"]
    if direct and not oblique and not is_time(s, direct, g) and direct.head not in _NOBODY:
        return direct
    j = skip_adjuncts(s, i, g)
    for _ in range(2):
        phrase = phrase_at(s, j, g)
        if phrase is None or phrase.head in _NOBODY:
            return None
        if phrase.determiner not in g.words["oblique_determiners"] and not is_time(s, phrase, g):
            return phrase
        j = skip_adjuncts(s, phrase.core_end, g)
    return None


def _name_with_particle(s: Sentence, i: int, g: German) -> Phrase | None:
    """ ", sagte von der Leyen", ", sagte bin Salman"."""
    j = i
    while s.word(j) in _PARTICLES or (j > i and s.word(j) in ("der", "den", "dem", "la")):
        j += 1
    name = phrase_at(s, j, g, modifiers=False) if j > i and j < len(s) and s.tokens[j].capital else None
    if name is None or name.determiner or g.roles.organisation(name.head) or g.roles.role(name.head):
        return None
    return replace(name, first=i, span=s.span(i, name.last), core=s.span(i, name.last))


def is_time(s: Sentence, phrase: Phrase, g: German) -> bool:
    digits = s.tokens[phrase.first].text.isdigit()
    return phrase.head in g.words["weekdays"] or phrase.head in _TIMES or (digits and phrase.head in ("Uhr", "Prozent"))


def subject_before(s: Sentence, begin: int, finite: int, g: German) -> Phrase | None:
    """The noun phrase that fills the place before a finite verb; None where an adverb or a preposition does."""
    i = begin
    while s.word(i) in _FOCUS and i < finite - 1:
        i += 1
    word = s.word(i)
    if word in g.words["prepositions"] and not s.tokens[i].text.isupper():
        return None
    phrase = phrase_at(s, i, g)
    if phrase is None or phrase.core_end > finite or phrase.head in _NOBODY or is_time(s, phrase, g):
        return None
    single = phrase.core_end == i + 1
    if single and i == 0 and word.endswith(_ADVERB_ENDS):
        return None
    if phrase.determiner in g.words["oblique_determiners"] or (single and word in g.words["oblique_pronouns"]):
        return None
    if single and any(word in g.words[sort] for sort in ("adverbs", "subordinators", "content")):
        return None
    if phrase.last > finite:
        phrase = phrase_at(s, i, g, modifiers=False)
    return phrase


def subject_of(s: Sentence, segments: Segments, cue: Cue, g: German) -> Phrase | None:
    """The grammatical subject of a cue in the active voice."""
    n = segments.of(cue.finite)
    segment_begin, end = segments.bounds[n]
    begin = _after_coordinator(s, segment_begin, cue.finite, g)
    lead = s.word(begin)
    verb_last = cue.finite >= end - 1 or cue.finite > cue.at
    starts = s.tokens[begin].capital and begin == 0
    if lead in g.words["subordinators"] and begin < cue.finite and (verb_last or not starts):
        return _subject_inside(s, begin + 1, cue.finite, g)
    if lead in _NOMINATIVE_RELATIVES and verb_last and n > 0 and s.word(segment_begin - 1) == ",":
        phrase = phrase_at(s, begin, g, modifiers=False)
        if phrase is None or phrase.core_end == begin + 1 or phrase.core_end < cue.finite:
            antecedent = _antecedent(s, segments, n, g)
            if antecedent:
                return antecedent
    if cue.finite == begin:
        after = subject_after(s, cue.finite + 1, g)
        if begin > segment_begin:
            return _coordinated(s, segments, n, begin, g) or after
        return across_apposition(s, segments, n, g) or after
    before = subject_before(s, begin, cue.finite, g)
    after = subject_after(s, cue.finite + 1, g)
    return _likelier(before, after, g) or across_apposition(s, segments, n, g)


def _likelier(before: Phrase | None, after: Phrase | None, g: German) -> Phrase | None:
    """Of the phrases before and after a verb the one before, unless only the other can speak ("Den Plan lobt er")."""
    if before is None or after is None:
        return before or after
    if after.sort == "pronoun" and after.head in ("er", "wir", "ich") and before.sort != "pronoun":
        return after
    return after if is_thing(before, g) and can_speak(after, g) else before


def is_thing(phrase: Phrase, g: German) -> bool:
    """Headed by a noun that cannot speak: "die Anwendung", "die Forderung"."""
    if phrase.sort == "pronoun" or g.roles.role(phrase.head) or g.roles.organisation(phrase.head):
        return False
    return phrase.head.endswith(_THINGS) or phrase.head.lower() in g.words["content_nouns"]


def can_speak(phrase: Phrase, g: German) -> bool:
    """A person, a group or an organisation by the look of it."""
    if phrase.sort == "pronoun":
        return phrase.head in ("er", "sie", "wir", "ich")
    if g.roles.role(phrase.head) or g.roles.organisation(phrase.head) or g.roles.epithet(phrase.head):
        return True
    return not phrase.determiner and phrase.head[0].isupper() and not phrase.head.endswith(_THINGS)


def _after_coordinator(s: Sentence, begin: int, finite: int, g: German) -> int:
    """The start of the clause of `finite` inside of its segment: after the last "und" that joins two verbs."""
    for j in range(finite - 1, begin - 1, -1):
        joins = j + 1 == finite or j == begin or any(is_finite(s, k, g) for k in range(begin, j))
        if s.word(j) in g.words["coordinators"] and joins:
            return j + 1
    return begin


def _coordinated(s: Sentence, segments: Segments, n: int, begin: int, g: German) -> Phrase | None:
    """The subject of the clause that "und sagte" goes on with."""
    for m in range(n, -1, -1):
        b, e = segments.bounds[m]
        stop = min(e, begin)
        verb = main_verb(s, b, stop, g)
        if verb is None:
            continue
        phrase = subject_before(s, b, verb, g) or (subject_after(s, verb + 1, g) if verb > b or m == 0 else None)
        if phrase is None and verb == b:
            phrase = across_apposition(s, segments, m, g)
        if phrase and phrase.core_end <= stop:
            return phrase
    return None


def _subject_inside(s: Sentence, i: int, finite: int, g: German) -> Phrase | None:
    """The subject of a verb-final clause: "wie [auch] der Sprecher am Dienstag mitteilte"."""
    for start in dict.fromkeys((i, skip_adjuncts(s, i, g))):
        phrase = phrase_at(s, start, g)
        if phrase is None or phrase.core_end > finite or phrase.head in _NOBODY:
            continue
        if phrase.determiner not in g.words["dative_determiners"]:
            return phrase if phrase.last <= finite else phrase_at(s, start, g, modifiers=False)
    return None


def _antecedent(s: Sentence, segments: Segments, n: int, g: German) -> Phrase | None:
    """The noun phrase right before a relative clause."""
    b, e = segments.bounds[n - 1]
    for j in range(e - 1, max(b, e - 10) - 1, -1):
        phrase = phrase_at(s, j, g)
        if phrase is None or phrase.core_end != e:
            continue
        inside = j > b and (s.tokens[j - 1].capital or s.word(j - 1) in g.words["determiners"])
        if phrase.determiner or not inside:
            return phrase
    return None


def across_apposition(s: Sentence, segments: Segments, n: int, g: German) -> Phrase | None:
    """ "Hans Müller, Chef der Partei, sagte": the subject is an earlier segment, the ones between have no main verb."""
    for first in range(max(0, n - 3), n):
        b, e = segments.bounds[first]
        if any(s.word(segments.bounds[k][0] - 1) == ":" for k in range(first + 1, n + 1)):
            continue
        begin = b
        while s.word(begin) in _FOCUS or s.word(begin) in g.words["coordinators"]:
            begin += 1
        if s.word(begin) in g.words["prepositions"] or s.word(begin) in g.words["subordinators"]:
            continue
        phrase = phrase_at(s, begin, g)
        if phrase is None or phrase.core_end > e or phrase.sort == "pronoun":
            continue
        if phrase.determiner in g.words["oblique_determiners"] or any(is_finite(s, j, g) for j in range(begin, e)):
            continue
        if all(_subordinate(s, *segments.bounds[k], g) for k in range(first + 1, n)):
            return phrase
    return None


def _subordinate(s: Sentence, b: int, e: int, g: German) -> bool:
    """A segment without a main verb: an apposition or a relative clause."""
    verbs = [j for j in range(b, e) if is_finite(s, j, g)]
    if not verbs:
        return not any(t.kind == "q" and t.size > 6 for t in s.tokens[b:e])
    lead = s.word(b + 1) if s.word(b) in g.words["prepositions"] else s.word(b)
    return (lead in g.words["relatives"] or lead in ("als", "wo")) and verbs[-1] >= e - 2


def agent_of(s: Sentence, cue: Cue, g: German) -> Phrase | None:
    """ "wurde von X kritisiert": who did it, in the passive voice."""
    low = min(cue.finite, cue.at)
    places = [*range(low, max(cue.finite, cue.at)), *range(max(0, cue.at - 14), low)]
    for j in places:
        if s.word(j) in _AGENT:
            return phrase_at(s, j + 1, g)
    return None


def sentence_subject(s: Sentence, segments: Segments, g: German) -> Phrase | None:
    """The subject of a sentence's main clause, or the agent of a passive one."""
    for n, (b, e) in enumerate(segments.bounds):
        verb = main_verb(s, b, e, g)
        if verb is None:
            continue
        if s.word(verb) in g.words["passive"]:
            by = next((j for j in range(verb, e) if s.word(j) in _AGENT), None)
            if by is not None:
                return phrase_at(s, by + 1, g)
        before = subject_before(s, b, verb, g) or across_apposition(s, segments, n, g)
        return _likelier(before, subject_after(s, verb + 1, g), g)
    return None
