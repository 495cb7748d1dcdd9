"""Where a German sentence names whoever said what stands before: ", sagte X", ", so X", "– das meint X"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from retrieval.articles import Span
from retrieval.statements.german.candidates import can_speak, is_time, without_addressee
from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.closed import BY_PLACE
from retrieval.statements.german.nouns import phrase_at, pronoun_at
from retrieval.statements.german.preceding import may_be_said
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.slots import subject_after, subject_before
from retrieval.statements.phrases import Phrase

__all__ = ["attributions", "place_of_saying"]

_NOT_SO = frozenset("dass daß viel weit lange sehr wie".split())
_AFTER_SPEAKER = frozenset(
    "gegenüber in am im auf bei weiter zu nach laut vor beim wörtlich zum zur während anlässlich und mit heute gestern "
    "weiters unter an".split()
)
_STANDS = frozenset("steht stand".split())
_WORDS = frozenset("worten satz".split())
_THAT = frozenset("das dies".split())


def attributions(r: GermanReading) -> Iterator[tuple[int, Phrase | None, Span]]:
    s, g = r.s, r.g
    for i in range(1, len(s)):
        if s.word(i - 1) not in (",", "–", "-", "—") and s.tokens[i - 1].kind != "q":
            continue
        token = s.tokens[i]
        span = Span(token.start, token.end)
        if _is_title(r, i):
            continue
        if token.lower == "so" and s.word(i + 1) not in _NOT_SO and s.word(i + 2) != "beispiel":
            named = s.word(i + 1) in ("heißt", "hieß") and s.word(i + 2) == "es"
            phrase = place_of_saying(r, i + 1) if named else _after_so(r, i)
            if phrase:
                yield i, phrase, span
            continue
        if token.lower == "mit" and s.word(i + 1) in ("diesen", "diesem") and s.word(i + 2) in _WORDS:
            phrase = subject_after(s, i + 4, g) if _after_speech(r, i) and r.finite(i + 3) else None
            if phrase:
                yield i, phrase, span
            continue
        if token.lower in _THAT:
            cue = _takes_up(r, i)
            behind = cue.finite + 1 if cue else 0
            phrase = subject_after(s, behind + (s.word(behind) in g.words["adverbs"]), g) if cue else None
            if cue and phrase and phrase.last <= (cue.at if cue.at > cue.finite else len(s)):
                yield i, replace(phrase, last=max(phrase.last, cue.end)), r.cue_span(cue)
            continue
        if token.lower in _STANDS and s.word(i + 1) in BY_PLACE and _after_speech(r, i):
            yield i, place_of_saying(r, i), span
            continue
        cue = next((c for c in r.cues if c.finite == i and (c.at == i or not c.passive)), None)
        if cue is not None and cue.at != i:  # ", hatte X gesagt"
            phrase = subject_after(s, i + 1, g)
            if phrase and phrase.last <= cue.at and cue.verb.sort != "weak" and may_be_said(r, i, cue):
                yield i, replace(phrase, last=cue.end), r.cue_span(cue)
            continue
        if cue is None or (cue.verb.sort == "weak" and cue.verb.lemma != "heißen" and _after_speech(r, i)):
            quoted = next((c for c in r.cues if c.finite == i and c.passive and c.verb.lemma == "zitieren"), None)
            if quoted or (_after_speech(r, i) and _may_be_verb(r, i) and token.lower not in g.words["passive"]):
                phrase = subject_after(s, i + 1 + (s.word(i + 1) == "sich"), g)
                if phrase:
                    yield i, phrase, span
        elif cue.at == i and may_be_said(r, i, cue):
            impersonal = cue.verb.lemma in ("heißen", "verlauten")
            phrase = place_of_saying(r, i) if impersonal else _speaker_after(r, i, cue)
            if _goes_on(r, i, cue, phrase):
                continue
            if phrase or cue.verb.lemma == "heißen":
                yield i, phrase, span


def _speaker_after(r: GermanReading, i: int, cue: Cue) -> Phrase | None:
    """The subject after the verb at `i`, or whom it quotes: "zitierte man X", "zitiert ihn die Zeitung"."""
    s = r.s
    if cue.verb.lemma == "zitieren" and s.word(i + 1) in ("ihn", "sie"):
        return pronoun_at(s, i + 1)
    if cue.verb.lemma != "zitieren":
        return without_addressee(s, subject_after(s, i + 1, r.g), r.g)
    first = phrase_at(s, i + 1 + (s.word(i + 1) == "man"), r.g)
    second = phrase_at(s, first.last, r.g) if first is not None and first.determiner not in ("den", "einen") else None
    return second or first or subject_after(s, i + 1, r.g)  # "zitierte die Zeitung [den Minister]"


def _takes_up(r: GermanReading, i: int) -> Cue | None:
    """ "Es eilt, das [zumindest] sagt Weber", "Es eilt – dies gab Weber bekannt"."""
    k = i + 1 + (r.word(i + 1) in r.g.words["adverbs"])
    cue = next((c for c in r.cues if c.finite == k and not c.passive), None)
    tells = (
        cue is not None
        and (cue.verb.sort in ("say", "judge", "think"))
        and cue.verb.lemma not in r.g.words["evaluating"]
    )
    main = (r.any_finite(0, i) or r.s.tokens[0] in r.big) and not r.infinitive(k, r.break_after(k))
    return cue if tells and main and cue is not None and r.last_complement < cue.end else None


def _is_title(r: GermanReading, i: int) -> bool:
    """ "„Land am Meer“, [so] lautet der Titel": what something is called."""
    start = i + (r.word(i) == "so")
    named = any(c.finite == start and c.verb.lemma in ("lauten", "heißen") for c in r.cues)
    phrase = phrase_at(r.s, start + 1, r.g) if named else None
    return phrase is not None and phrase.head.lower().endswith(r.g.ends["names_of_works"])


def _after_so(r: GermanReading, i: int) -> Phrase | None:
    """ "so X", "so X weiter", "so vermutet X"."""
    s = r.s
    verb = any(c.finite == i + 1 and c.at == i + 1 for c in r.cues)
    phrase = subject_after(s, i + 1 + verb, r.g)
    if phrase is None or phrase.first > i + 5:
        return None
    if s.word(phrase.last) == "zu" and r.infinitive(phrase.last, r.break_after(phrase.last)):
        return None  # "so noch eher einen Plan zu machen"
    following = s.word(phrase.last)
    if not verb and phrase.last < len(s) and s.tokens[phrase.last].text in r.g.first:
        return phrase  # "Allerdings, so Weber bedeute dies, dass es eilt": a comma is missing
    if not verb and following and following not in _AFTER_SPEAKER and s.tokens[phrase.last].kind == "w":
        return None
    for k in range(phrase.last, len(s)):  # "so die Polizei mit Hunden sucht" is a clause, no source
        if s.word(k) in (",", ":", "–", "und"):
            break
        if r.finite(k):
            return None
    return phrase


def _after_speech(r: GermanReading, i: int) -> bool:
    """Quoted speech makes up all of the sentence before token `i`."""
    k = i - 2 if r.word(i - 1) in (",", "–", "-", "—") else i - 1
    return k == 0 and r.s.tokens[k] in r.big


def _may_be_verb(r: GermanReading, i: int) -> bool:
    """Any small word right after quoted speech and before a noun: „Ja“, strich Müller heraus."""
    word = r.word(i)
    small = not r.s.tokens[i].capital and r.s.tokens[i].kind == "w"
    lists = ("prepositions", "subordinators", "coordinators", "adverbs", "determiners", "pronouns", "relatives")
    return small and not any(word in r.g.words[sort] for sort in lists)


def place_of_saying(r: GermanReading, i: int) -> Phrase | None:
    """ "hieß es [am Montag] in Kyjiw", "heißt es bei der Polizei"."""
    s = r.s
    for k in range(i + 1, min(len(s), i + 8)):
        if s.word(k) in ("in", "im", "von", "vom", "bei", "beim", "aus", "seitens", "auf"):
            phrase = phrase_at(s, k + 1, r.g)
            if phrase is None or not is_time(s, phrase, r.g):  # "hieß es in der Nacht von der Polizei"
                return phrase
        if s.word(k) in (",", ":"):
            break
    return None


def _goes_on(r: GermanReading, i: int, cue: Cue, phrase: Phrase | None) -> bool:
    """ "Weber reiste nach Kiel, [forderte eine Reform] und ging": whoever acts before the verb at `i` does so again,
    and the noun after it is an object."""
    if phrase is None or cue.verb.lemma in r.g.words["no_object"] or can_speak(phrase, r.g):
        return False
    if r.konjunktiv(0, i) or any(t in r.big for t in r.s.tokens[:i]):
        return False
    begin, end = r.segments.bounds[0]
    verb = r.main_verb(begin, min(end, i))
    acting = subject_before(r.s, begin, verb, r.g) if verb is not None else None
    row = all(r.finite(b) for b, _ in r.segments.bounds[1 : r.segments.of(i)])  # each goes on with a verb
    return row and acting is not None and can_speak(acting, r.g)
