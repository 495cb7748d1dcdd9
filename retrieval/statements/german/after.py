"""Attribution after the statement: "..., sagte X", "..., so X"; interrupted sentences: "A, sagte X, B"."""

from __future__ import annotations

from retrieval.articles import Span
from retrieval.statements.german.attributions import attributions, place_of_saying
from retrieval.statements.german.clauses import DASS
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.preceding import colon_after, cries_out
from retrieval.statements.german.reading import IT_SAYS, GermanReading
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Token

__all__ = ["attributions_after", "place_of_saying"]

_WANTING = frozenset(
    "ist sind war waren sei seien wäre wären hat haben hatte hatten habe hätten wird werden wurde wurden werde würden "
    "kann können könne muss müssen müsse soll sollen solle will wollen wolle darf dürfen dürfe bleibt bleibe".split()
)
_SHORTEST_VERB = 5  # letters: "ihn" and "den" are no infinitives
_SHOULD = frozenset("soll sollen will wollen".split())
_MOSTLY = 0.75  # share of quoted characters from which a statement counts as direct speech


def attributions_after(r: GermanReading) -> int:
    """Adds what stands before an attribution. Returns the token where reading goes on, 0 where there was none."""
    position = 0
    for at, phrase, cue in attributions(r):
        if at < position or at == 0:
            continue
        i, j = r.strip(at - 2 if position == 0 and cries_out(r, at) else position, at)
        colon = _colon(r, i, j)
        if colon is not None:
            unnamed = phrase is None or phrase.sort == "pronoun" or r.word(at) in IT_SAYS
            if unnamed and any(c.at < colon and c.verb.sort != "weak" for c in r.cues):
                continue  # "X sagte: „...“, betonte sie": the quotation is attributed before it already
            if _is_told(r, i, colon):
                r.add(r.content(i, colon), phrase, cue)  # "Es eile: „...“, sagte Weber"
            i = colon + 1  # "Weber ist froh: „...“, sagte sie"
        else:
            i = _after_colon(r, i, j)
        if j <= i:
            continue
        end = phrase.last if phrase else at + 1
        colon = colon_after(r, end)
        loose = not r.any_finite(i, j)
        if phrase is not None and _is_broken_off(r, i, j):
            end, loose = _without_object(r, phrase), True
        rest = _rest(r, end, loose=loose) if colon is None else None
        _add_before(r, i, j, phrase, cue, rest)
        if colon is not None:
            r.add_quotation(r.s.tokens[colon + 1], phrase, cue)
            end = colon + 2
        position = max(end, rest[1] if rest else 0)
    return position


def _colon(r: GermanReading, i: int, j: int) -> int | None:
    """The colon before a quotation in tokens `i` to `j`."""
    return next((k for k in range(i, j - 1) if r.word(k) == ":" and r.s.tokens[k + 1].kind == "q"), None)


def _is_told(r: GermanReading, i: int, colon: int) -> bool:
    """Whether the main clause before a quotation stands in the Konjunktiv, and so is speech, too."""
    verb = r.main_verb(i, colon)
    return verb is not None and r.konjunktiv(verb, verb + 1)


def _after_colon(r: GermanReading, i: int, j: int) -> int:
    """Where the speech begins that a main clause of the reporter announces: "Eins war klar: [es eile], so Weber"."""
    k = next((k for k in range(j - 1, i, -1) if r.word(k) == ":"), 0)
    told = k and r.any_finite(i, k) and not r.konjunktiv(i, k) and r.any_finite(k + 1, j)
    return k + 1 if told else i


def _rest(r: GermanReading, end: int, *, loose: bool) -> tuple[int, int] | None:
    """The rest of an interrupted sentence; `loose`: what stands before the attribution is no sentence by itself."""
    s, g = r.s, r.g
    if end < len(s) and s.tokens[end].text in g.first and s.tokens[end].kind == "w":
        return end, len(s)
    j = end
    while j < len(s) and s.word(j) not in (",", ":", "–") and s.tokens[j].kind != "q":
        j += 1
    k = j + 1 if j < len(s) and s.tokens[j].kind == "p" else j
    if k < len(s) and s.word(k) in g.words["relatives"]:  # "..., sagte Weber, [die dort lebt], „...“"
        stop = r.break_after(k)
        k = stop + 1 if r.finite(stop - 1) and stop + 1 < len(s) and s.tokens[stop + 1] in r.big else k
    if k >= len(s):
        return None
    if not loose and k > j and _is_apposition(r, k):
        return None
    if loose and k > j and not any(t.kind == "q" and t.size > 4 for t in s.tokens[:end]):
        return k, len(s)
    if k > j and not any(r.finite(m) or (s.tokens[m] in r.big and m == k) for m in range(k, len(s))):
        return k, len(s)
    if s.tokens[k] in r.big or (
        s.word(k) in ("und", "aber", "denn", "doch") and k + 1 < len(s) and s.tokens[k + 1].kind == "q"
    ):
        return k, len(s)
    if s.word(k) in DASS or r.konjunktiv(k, len(s)):
        relative = s.word(k) in g.words["relatives"] and s.word(k + 1) in g.words["adverbs"]
        if not relative and not any(c.at >= k for c in r.cues):
            return k, len(s)
    return None


def _is_broken_off(r: GermanReading, i: int, j: int) -> bool:
    """ "[Die Wahl war], so Weber, ein Fehler": a verb that wants more than its subject stands last."""
    verb = r.main_verb(i, j)
    led = r.word(i) in r.g.words["subordinators"]
    if led or verb is None:
        return False
    if verb == j - 1:
        return r.word(verb) in _WANTING
    short = all(r.s.tokens[k].capital or len(r.word(k)) < _SHORTEST_VERB for k in range(verb + 1, j))
    return short and r.word(verb) in _SHOULD  # "[Sie sollen ihn], so Weber, verletzt haben"


def _without_object(r: GermanReading, phrase: Phrase) -> int:
    """Where who speaks ends, if the sentence goes on after them: "so Weber, [ein Fehler]" is no apposition."""
    k = phrase.core_end
    apposition = phrase_at(r.s, k + 1, r.g) if r.word(k) == "," else None
    if apposition is None:
        return phrase.last
    return min(r.break_after(k + 1), phrase.last) if r.g.roles.role(apposition.head) else k


def _is_apposition(r: GermanReading, k: int) -> bool:
    """ "..., teilte Weber mit, [ein Cousin der Ministerin]": who somebody is, and no more of what was said."""
    phrase = phrase_at(r.s, k, r.g)
    known = phrase is not None and (r.g.roles.role(phrase.head) or r.g.roles.kin(phrase.head))
    return bool(known and phrase and phrase.last == len(r.s))


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
    if rest:
        r.add_nested(*rest, phrase, cue)
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
        goes_on = after and r.word(r.s.tokens.index(after[0]) - 1) != ":" and token.last not in ".!?"
        if n == len(quoted) - 1 and goes_on and after[0].quotation:
            spans.append(after[0].quotation.inner)
            r.quoted.add(after[0].start)
            after = after[1:]
        r.quoted.add(token.start)
        r.add(spans, phrase, cue, "direct")
    for token in after:
        r.add_quotation(token, phrase, cue)
