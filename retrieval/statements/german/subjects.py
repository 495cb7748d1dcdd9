"""Who does it: the subject of a German verb, or the agent of a passive one."""

from __future__ import annotations

from dataclasses import replace

from retrieval.articles import Span
from retrieval.statements.german.appositions import across_apposition, antecedent
from retrieval.statements.german.candidates import can_speak, likelier, without_addressee
from retrieval.statements.german.clauses import DASS, Cue, Segments, first_main_verb, is_finite, main_verb
from retrieval.statements.german.closed import DASHES
from retrieval.statements.german.lexicon import German
from retrieval.statements.german.nouns import phrase_at, skip_adjuncts
from retrieval.statements.german.slots import NOBODY, subject_after, subject_before
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = [
    "after_oblique_relative",
    "agent_of",
    "sentence_subject",
    "subject_of",
]

_BUT = frozenset("aber jedoch allerdings zugleich gleichzeitig".split())
_AND = frozenset("und sowie".split())
_AGENT = frozenset("von vom durch seitens".split())
_CLAUSES_BACK = 10  # in which "und sagte" still finds its subject
_NOMINATIVE_PRONOUNS = frozenset("er wir ich".split())
_OBLIQUE_RELATIVES = frozenset("dem den denen welchem welchen".split())
_POSSESSIVE_RELATIVES = frozenset("dessen deren".split())
_NOMINATIVES = frozenset("der die das ein eine sein seine ihr ihre".split())
_NOMINATIVE_RELATIVES = frozenset("der die das welche welcher welches".split())


def subject_of(s: Sentence, segments: Segments, cue: Cue, g: German) -> Phrase | None:
    """The grammatical subject of a cue in the active voice."""
    phrase = _subject(s, segments, cue, g)
    if phrase is None or phrase.first > cue.finite:
        return phrase
    phrase = _enumerated(s, segments, segments.of(phrase.first), phrase, g)
    return replace(phrase, until=s.tokens[cue.finite].start)


def _enumerated(s: Sentence, segments: Segments, n: int, phrase: Phrase, g: German) -> Phrase:
    """ "[Hans Müller (CDU), Eva Lang] und Jan Weber sagten": the phrase with those before it in the same row."""
    begin, _ = segments.bounds[n]
    joined = s.word(begin) in _AND or any(s.word(k) in _AND for k in range(phrase.first, phrase.last))
    whole = phrase
    while joined and n > 0 and s.word(begin - 1) == "," and whole.first - begin <= (s.word(begin) in _AND):
        n -= 1
        begin, end = segments.bounds[n]
        earlier = phrase_at(s, begin, g)
        if earlier is None or earlier.sort == "pronoun" or not earlier.core_end <= end <= earlier.last:
            break
        if earlier.determiner in g.words["oblique_determiners"] or any(is_finite(s, k, g) for k in range(begin, end)):
            break
        span = Span(earlier.span.start, phrase.span.end)
        whole = replace(earlier, last=phrase.last, span=span)
    return whole


def _subject(s: Sentence, segments: Segments, cue: Cue, g: German) -> Phrase | None:
    n = segments.of(cue.finite)
    segment_begin, end = segments.bounds[n]
    begin = _after_coordinator(s, segment_begin, cue.finite, g)
    lead = s.word(begin)
    verb_last = cue.finite >= end - 1 or cue.finite > cue.at
    starts = s.tokens[begin].capital and begin == 0
    if lead in g.words["subordinators"] and begin < cue.finite and (verb_last or not starts):
        return _subject_inside(s, begin + 1, cue.finite, g)
    inside = after_oblique_relative(s, begin, g) if verb_last and s.word(segment_begin - 1) == "," else None
    if inside is not None and (phrase := _subject_inside(s, inside, cue.finite, g)):
        return phrase
    if lead in _NOMINATIVE_RELATIVES and verb_last and n > 0 and s.word(segment_begin - 1) == ",":
        if s.word(begin + 1) in _NOMINATIVE_PRONOUNS:
            return phrase_at(s, begin + 1, g)  # "die Stadt, der er Geld versprach"
        phrase = phrase_at(s, begin, g, modifiers=False)
        if phrase is None or phrase.core_end == begin + 1 or phrase.core_end < cue.finite:
            before = antecedent(s, segments, n, g)
            if before and (inner := _acts_inside(s, begin, cue.finite, before, g)):
                return inner
            if before and lead == "der" and g.roles.gender(before.head) == "f":  # "die Ministerin, der [sie] vorwarf"
                return _subject_inside(s, begin + 1, cue.finite, g)
            if before:
                return before
    if cue.finite == begin:
        after = without_addressee(s, subject_after(s, cue.finite + 1, g), g)
        if begin > segment_begin:
            return _coordinated(s, segments, n, begin, g) or after
        earlier = _coordinated(s, segments, n - 1, segment_begin, g) if n else None  # "X lobt es, sagt aber, ..."
        objects = cue.verb.lemma not in g.words["no_object"] and after is not None and not can_speak(after, g)
        if objects and earlier is not None and can_speak(earlier, g):
            return earlier  # "Weber lobte es, kündigte eine Prüfung aber an"
        contrast = s.word(cue.finite + 1) in _BUT or (after is not None and s.word(after.last) in _BUT)
        if earlier is not None and contrast:
            return earlier  # "Weber lobte es, warf Lang aber Betrug vor"
        across = across_apposition(s, segments, n, g)
        pronoun = after is not None and after.head in (*_NOMINATIVE_PRONOUNS, "sie")
        if across is not None and pronoun and likelier(s, across, after, g, cue.finite) is after:
            return after  # "Die Versuche, das Bad zu schließen, nannte er „dreist“"
        thing = across is not None and not can_speak(across, g) and across.determiner not in ("ein", "eine")
        if thing and after is not None and after.sort == "noun" and can_speak(after, g):
            return after  # "Die Proteste, die am Montag begannen, nannte die Regierung „Unfug“"
        if _goes_on(s, segments, n, g):
            return _coordinated(s, segments, n - 2, segment_begin, g) or across or after
        return across or after or earlier
    modal = next((k for k in range(begin, cue.finite) if s.word(k) in g.words["modal"]), None)
    if modal is not None and s.word(cue.finite) == "haben":  # "Weber soll gesagt haben: ..."
        return likelier(s, subject_before(s, begin, modal, g), subject_after(s, modal + 1, g), g, modal)
    before = None if _is_aside(s, n, segment_begin, g) else subject_before(s, begin, cue.finite, g)
    after = without_addressee(s, subject_after(s, cue.finite + 1, g), g)
    addresses = cue.verb.sort == "demand" or cue.verb.lemma in g.words["with_person"]
    return likelier(s, before, after, g, cue.finite, swap=not addresses) or across_apposition(s, segments, n, g)


def _acts_inside(s: Sentence, begin: int, finite: int, before: Phrase, g: German) -> Phrase | None:
    """ "200 Euro, die [die Richterin] verlangt": who acts in a relative clause on what cannot."""
    thing = before.head in g.words["units"] or not can_speak(before, g)
    inner = phrase_at(s, begin + 1, g, modifiers=False) if thing and s.word(begin + 1) in _NOMINATIVES else None
    acts = inner is not None and inner.core_end <= finite and can_speak(inner, g)
    return inner if acts else None


def after_oblique_relative(s: Sentence, begin: int, g: German) -> int | None:
    """ "der Rat, [dem] Weber vorwirft, ...", "ein Mann, [von dem] die Polizei glaubt, ...": the token after a relative
    pronoun that is no subject, and after the noun of "dessen"."""
    led = s.word(begin) in g.words["prepositions"] and s.word(begin + 1) in g.words["relatives"]
    i = begin + led
    if s.word(i) in _POSSESSIVE_RELATIVES:
        owned = phrase_at(s, i + 1, g, modifiers=False) if led else None
        return owned.core_end if owned else None
    return i + 1 if led or s.word(i) in _OBLIQUE_RELATIVES else None


def _is_aside(s: Sentence, n: int, begin: int, g: German) -> bool:
    """ "Vor einer – zweiten – [Flut warnte] Weber": what follows the dash goes on with what a preposition leads."""
    dashed = n > 0 and s.word(begin - 1) in DASHES
    return dashed and s.word(0) in g.words["prepositions"] and not any(is_finite(s, k, g) for k in range(begin))


def _goes_on(s: Sentence, segments: Segments, n: int, g: German) -> bool:
    """ "Weber sagte, dass es eilt, [nannte aber keine Gründe]": the main clause goes on after what it holds."""
    told = n > 1 and s.word(segments.bounds[n - 1][0]) in DASS
    return told and any(main_verb(s, b, e, g) is not None for b, e in segments.bounds[: n - 1])


def _after_coordinator(s: Sentence, begin: int, finite: int, g: German) -> int:
    """The start of the clause of `finite` inside of its segment: after the last "und" that joins two verbs."""
    for j in range(finite - 1, begin - 1, -1):
        joins = j + 1 == finite or j == begin or any(is_finite(s, k, g) for k in range(begin, j))
        if s.word(j) in g.words["coordinators"] and joins and not _is_inserted(s, begin, j, finite, g):
            return j + 1
    return begin


def _is_inserted(s: Sentence, begin: int, j: int, finite: int, g: German) -> bool:
    """ "Der Richter [aber] sagte": what stands between a subject and its verb joins no clauses."""
    phrase = phrase_at(s, begin, g) if s.word(j) in ("aber", "doch") and j + 1 == finite else None
    return phrase is not None and phrase.core_end <= j <= phrase.last and not is_finite(s, begin, g)


def _coordinated(s: Sentence, segments: Segments, n: int, begin: int, g: German) -> Phrase | None:
    """The subject of the clause that "und sagte" goes on with."""
    for m in range(n, max(-1, n - _CLAUSES_BACK), -1):
        b, e = segments.bounds[m]
        stop = min(e, begin)
        verb = main_verb(s, b, stop, g)
        last = begin + 1 >= e or s.word(b) not in DASS  # "sagte, dass es regnet, und warnte vor Glätte"
        if verb is None and m == n and s.word(b) in g.words["subordinators"] and last:
            inside = _subject_inside(s, b + 1, stop, g)
            if inside is not None:
                return inside
        speech = verb is not None and (s.tokens[verb].text in g.first or (m > 0 and s.tokens[verb].text in g.second))
        if verb is None or speech:  # "sagte, er sei krank, und kündigte an"
            continue
        after = subject_after(s, verb + 1, g) if verb > b or m == 0 else _after_quotation(s, b, g)
        phrase = likelier(s, subject_before(s, b, verb, g), after, g, verb)
        if phrase is None and verb == b:
            phrase = across_apposition(s, segments, m, g)
        if phrase and phrase.core_end <= stop:
            return phrase
    return None


def _after_quotation(s: Sentence, verb: int, g: German) -> Phrase | None:
    """ "„Es eilt“, sagte [Weber] und nannte den Plan ...": who speaks right after what is quoted."""
    quoted = s.tokens[verb - 2].kind == "q" and s.word(verb - 1) == "," if verb > 1 else False
    return subject_after(s, verb + 1, g) if quoted else None


def _subject_inside(s: Sentence, i: int, finite: int, g: German) -> Phrase | None:
    """The subject of a verb-final clause: "wie [auch] der Sprecher am Dienstag mitteilte"."""
    for start in dict.fromkeys((i, skip_adjuncts(s, i, g))):
        phrase = phrase_at(s, start, g)
        if phrase is None or phrase.core_end > finite or phrase.head in NOBODY:
            continue
        if phrase.determiner not in g.words["dative_determiners"]:
            return phrase if phrase.last <= finite else phrase_at(s, start, g, modifiers=False)
    return None


def agent_of(s: Sentence, cue: Cue, g: German) -> Phrase | None:
    """ "wurde von X kritisiert": who did it, in the passive voice."""
    low = min(cue.finite, cue.at)
    places = [*range(low, max(cue.finite, cue.at)), *range(max(0, cue.at - 14), low)]
    for j in places:
        phrase = phrase_at(s, j + 1, g) if s.word(j) in _AGENT else None
        if phrase is not None and not (s.word(phrase.first).isdigit() or phrase.head in g.words["units"]):
            return phrase
    return None


def sentence_subject(s: Sentence, segments: Segments, g: German) -> Phrase | None:
    """The subject of a sentence's main clause, or the agent of a passive one."""
    verb = first_main_verb(s, segments, g)
    if verb is None:
        return None
    n = segments.of(verb)
    b, e = segments.bounds[n]
    if s.word(verb) in g.words["passive"]:
        by = next((j for j in range(verb, e) if s.word(j) in _AGENT), None)
        if by is not None:
            return phrase_at(s, by + 1, g)
    before = subject_before(s, b, verb, g) or across_apposition(s, segments, n, g)
    return likelier(s, before, subject_after(s, verb + 1, g), g, verb)
