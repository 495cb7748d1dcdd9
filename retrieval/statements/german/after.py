"""Attribution after the statement: "..., sagte X", "..., so X"; interrupted sentences: "A, sagte X, B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from retrieval.articles import Span
from retrieval.statements.german.appositions import across_apposition
from retrieval.statements.german.clauses import Cue
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.reading import EVALUATING, GermanReading
from retrieval.statements.german.subjects import subject_after
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Token

__all__ = ["attributions_after", "place_of_saying"]

_ADVERBIAL = frozenset("da weil nachdem als während wenn obwohl um bevor seit indem auf ob nach zwar".split())
_OF_THE_REPORTER = frozenset("nachdem während als obwohl bevor seit seitdem um indem".split())
"""A clause that one of these leads, in the indicative, says when or how somebody spoke."""
_DASS = frozenset("dass daß ob".split())
_NOT_SO = frozenset("dass daß viel weit lange sehr wie".split())
_AFTER_SPEAKER = frozenset(
    "gegenüber in am im auf bei weiter zu nach laut vor beim wörtlich zum zur während anlässlich und mit heute gestern "
    "weiters unter an".split()
)
_PLACES = frozenset("in im aus auf bei".split())
_MOSTLY = 0.75  # share of quoted characters from which a statement counts as direct speech


def attributions_after(r: GermanReading) -> int:
    """Adds what stands before an attribution. Returns the token where reading goes on, 0 where there was none."""
    position = 0
    for at, phrase, cue in _attributions(r):
        if at < position or at == 0:
            continue
        i, j = r.strip(position, at)
        colon = _colon(r, i, j)
        if colon is not None:
            if any(c.at < colon and c.verb.sort != "weak" for c in r.cues):
                continue  # "X sagte: „...“, betonte sie": the quotation is attributed before it already
            i = colon + 1  # "Weber ist froh: „...“, sagte sie"
        else:
            i = _after_colon(r, i, j)
        if j <= i:
            continue
        end = phrase.last if phrase else at + 1
        colon = _colon_after(r, end)
        rest = _rest(r, end, loose=not r.any_finite(i, j)) if colon is None else None
        _add_before(r, i, j, phrase, cue, rest)
        if colon is not None:
            r.add_quotation(r.s.tokens[colon + 1], phrase, cue)
            end = colon + 2
        position = max(end, rest[1] if rest else 0)
    return position


def _colon(r: GermanReading, i: int, j: int) -> int | None:
    """The colon before a quotation in tokens `i` to `j`."""
    return next((k for k in range(i, j - 1) if r.word(k) == ":" and r.s.tokens[k + 1].kind == "q"), None)


def _after_colon(r: GermanReading, i: int, j: int) -> int:
    """Where the speech begins that a main clause of the reporter announces: "Eins war klar: [es eile], so Weber"."""
    k = next((k for k in range(j - 1, i, -1) if r.word(k) == ":"), 0)
    told = k and r.any_finite(i, k) and not r.konjunktiv(i, k) and r.any_finite(k + 1, j)
    return k + 1 if told else i


def _colon_after(r: GermanReading, end: int) -> int | None:
    """The colon before speech that the attribution also has after it: "Es eile, so Weber weiter: „...“"."""
    s = r.s
    k = next((k for k in range(end, len(s)) if s.tokens[k].kind != "w"), len(s))
    return k if s.word(k) == ":" and k + 1 < len(s) and s.tokens[k + 1] in r.big else None


def _attributions(r: GermanReading) -> Iterator[tuple[int, Phrase | None, Span]]:
    s, g = r.s, r.g
    for i in range(1, len(s)):
        if s.word(i - 1) not in (",", "–", "-", "—") and s.tokens[i - 1].kind != "q":
            continue
        token = s.tokens[i]
        span = Span(token.start, token.end)
        if token.lower == "so" and s.word(i + 1) not in _NOT_SO:
            named = s.word(i + 1) in ("heißt", "hieß") and s.word(i + 2) == "es"
            phrase = place_of_saying(r, i + 1) if named else _after_so(r, i)
            if phrase:
                yield i, phrase, span
            continue
        cue = next((c for c in r.cues if c.finite == i and (c.at == i or not c.passive)), None)
        if cue is not None and cue.at != i:  # ", hatte X gesagt"
            phrase = subject_after(s, i + 1, g)
            if phrase and phrase.last <= cue.at and cue.verb.sort != "weak" and _allowed(r, i, cue):
                yield i, replace(phrase, last=cue.end), r.cue_span(cue)
            continue
        if cue is None or (cue.verb.sort == "weak" and cue.verb.lemma != "heißen" and _after_speech(r, i)):
            quoted = next((c for c in r.cues if c.finite == i and c.passive and c.verb.lemma == "zitieren"), None)
            if quoted or (_after_speech(r, i) and _may_be_verb(r, i) and token.lower not in g.words["passive"]):
                phrase = subject_after(s, i + 1, g)
                if phrase:
                    yield i, phrase, span
        elif cue.at == i and _allowed(r, i, cue):
            phrase = place_of_saying(r, i) if cue.verb.lemma == "heißen" else _speaker_after(r, i, cue)
            if phrase or cue.verb.lemma == "heißen":
                yield i, phrase, span


def _speaker_after(r: GermanReading, i: int, cue: Cue) -> Phrase | None:
    """The subject after the verb at `i`, or whom it quotes: "zitierte man X", "zitiert ihn die Zeitung"."""
    s = r.s
    if cue.verb.lemma == "zitieren" and s.word(i + 1) in ("ihn", "sie"):
        span = s.span(i + 1, i + 2)
        return Phrase(i + 1, i + 2, i + 2, span, span, s.word(i + 1), sort="pronoun")
    return subject_after(s, i + 1 + (cue.verb.lemma == "zitieren" and s.word(i + 1) == "man"), r.g)


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
    k = i - 2 if r.word(i - 1) == "," else i - 1
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
            return phrase_at(s, k + 1, r.g)
        if s.word(k) in (",", ":"):
            break
    return None


def _allowed(r: GermanReading, i: int, cue: Cue) -> bool:
    """Whether what stands before the verb at `i` can be a statement, and nothing after it is."""
    s, g = r.s, r.g
    if cue.verb.lemma == "heißen":
        place = s.word(0) in _PLACES and not r.konjunktiv(0, i)  # "In dem Brief, der ..., heißt es, dass"
        return "es" in (s.word(i + 1), s.word(i + 2)) and not (place and _complement_after(r, cue))
    if cue.verb.sort == "weak" or s.word(i + 1) in (",", "dass", ":"):
        return False
    begin = next((k for k in range(i) if s.tokens[k].kind != "p"), 0)
    lead = s.word(begin)
    if cue.verb.lemma in EVALUATING and lead in g.words["content"] and not r.konjunktiv(0, i):
        return False  # "Dass er kam, nannte Weber „anständig“": what is judged is no statement
    if lead in _OF_THE_REPORTER and not r.konjunktiv(0, i):
        return False
    quoted = any(t in r.big for t in s.tokens[:i] if t.kind == "q")
    if quoted:
        return True
    if cue.verb.lemma == "zurückweisen":
        return False  # "Den Bericht, wonach er krank sei, wies er zurück"
    earlier = [c for c in r.cues if c.verb.sort == "say" and c.end < i and r.segments.of(c.finite) == 0]
    if any(s.word(c.end) == "," and (s.word(c.end + 1) in _DASS or r.konjunktiv(c.end, i)) for c in earlier):
        return False  # "X hatte gesagt, er sei unschuldig, erkannte das Gericht aber nicht an"
    if not r.any_finite(0, i) and not r.konjunktiv(0, i) and lead not in _DASS:
        return False
    before = (r.main_verb(b, min(e, i - 1)) for b, e in r.segments.bounds if b < i - 1)
    if lead not in _DASS and all(verb is None for verb in before) and not r.konjunktiv(0, i):
        return False  # "In der Debatte, die nun beginnt, forderte X": no statement yet
    separators = sum(t.lower in (",", "–", ":") for t in s.tokens[:i])
    if cue.verb.lemma == "drohen":
        return False  # "Wenn das geschieht, droht ein Streit"
    main = r.main_verb(*r.segments.bounds[0])
    goes_on = main is not None and r.konjunktiv(main, main + 1) and _colon_after(r, cue.end) is not None
    if (separators < 2 or lead in _ADVERBIAL) and not goes_on and _complement_after(r, cue):
        return False
    return across_apposition(s, r.segments, r.segments.of(i), g) is None


def _complement_after(r: GermanReading, cue: Cue) -> bool:
    for j in range(cue.end, len(r.s)):
        if r.word(j) == ":":
            return True
        if r.word(j) == "," and (r.word(j + 1) in _DASS or r.konjunktiv(j + 1, r.break_after(j + 1))):
            return True
    return False


def _rest(r: GermanReading, end: int, *, loose: bool) -> tuple[int, int] | None:
    """The rest of an interrupted sentence; `loose`: what stands before the attribution is no sentence by itself."""
    s, g = r.s, r.g
    j = end
    while j < len(s) and s.word(j) not in (",", ":", "–") and s.tokens[j].kind != "q":
        j += 1
    k = j + 1 if j < len(s) and s.tokens[j].kind == "p" else j
    if k < len(s) and s.word(k) in g.words["relatives"]:  # "..., sagte Weber, [die dort lebt], „...“"
        stop = r.break_after(k)
        k = stop + 1 if r.finite(stop - 1) and stop + 1 < len(s) and s.tokens[stop + 1] in r.big else k
    if k >= len(s):
        return None
    if loose and k > j and not any(t.kind == "q" and t.size > 4 for t in s.tokens[:end]):
        return k, len(s)
    if k > j and not any(r.finite(m) or (s.tokens[m] in r.big and m == k) for m in range(k, len(s))):
        return k, len(s)
    if s.tokens[k] in r.big or (
        s.word(k) in ("und", "aber", "denn", "doch") and k + 1 < len(s) and s.tokens[k + 1].kind == "q"
    ):
        return k, len(s)
    if s.word(k) in _DASS or r.konjunktiv(k, len(s)):
        relative = s.word(k) in g.words["relatives"] and s.word(k + 1) in g.words["adverbs"]
        if not relative and not any(c.at >= k for c in r.cues):
            return k, len(s)
    return None


def _add_before(
    r: GermanReading, i: int, j: int, phrase: Phrase | None, cue: Span, rest: tuple[int, int] | None
) -> None:
    s = r.s
    quoted = [t for t in s.tokens[i:j] if t.kind == "q" and (t in r.big or j - i <= 2)]
    whole = s.span(i, j)
    after = [t for t in s.tokens[rest[0] : rest[1]] if t.kind == "q" and t in r.big] if rest else []
    if rest and quoted and not after and _goes_on(r, quoted[-1], rest[0]):
        after = [s.tokens[rest[0]]]
    if quoted and sum(t.end - t.start for t in quoted) > _MOSTLY * (whole.end - whole.start):
        _add_direct(r, quoted, after, phrase, cue)
        return
    loose = rest is not None and (not r.any_finite(i, j) or not r.any_finite(*rest))
    spans = [whole]
    if rest and (loose or not after):
        spans += r.content(*rest)
    r.add(spans, phrase, cue)
    r.add_nested(i, j, phrase, cue)
    for token in after:
        r.add_quotation(token, phrase, cue)


def _goes_on(r: GermanReading, before: Token, k: int) -> bool:
    """„Wir brauchen“, sagte Weber, [„eine Reform“]: the few words at token `k` are the end of the quotation."""
    return before.last not in ".!?" and r.s.tokens[k].kind == "q" and k + 1 == len(r.s) and r.word(k - 1) == ","


def _add_direct(r: GermanReading, quoted: list[Token], after: list[Token], phrase: Phrase | None, cue: Span) -> None:
    for n, token in enumerate(quoted):
        if token.quotation is None:
            continue
        spans = [token.quotation.inner]
        if n == len(quoted) - 1 and after and after[0].quotation and token.last not in ".!?":
            spans.append(after[0].quotation.inner)
            r.quoted.add(after[0].start)
            after = after[1:]
        r.quoted.add(token.start)
        r.add(spans, phrase, cue, "direct")
    for token in after:
        r.add_quotation(token, phrase, cue)
