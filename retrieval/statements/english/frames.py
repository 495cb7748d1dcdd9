"""Sources: "According to X, ...", "..., according to X", "As X said, ..."."""

from __future__ import annotations

from retrieval.statements.english.clauses import is_break
from retrieval.statements.english.nouns import phrase_after
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.english.subjects import subject_of
from retrieval.statements.phrases import Found, Phrase

__all__ = ["frames"]

_MOSTLY = 0.7  # share of quoted characters from which a statement counts as direct speech
_CLAUSE = 25  # characters from which what follows "according to X," belongs to the statement
_REACH = 18  # tokens within which "As X said" comes to its comma


def frames(r: EnglishReading) -> bool:
    """ "According to X, ...", "..., according to X", "As X said, ..."."""
    if _as_said(r):
        return True
    s = r.s
    for i in range(len(s) - 2):
        if s.word(i) != "according" or s.word(i + 1) != "to":
            continue
        phrase = phrase_after(s, i + 2, r.e)
        if phrase is None:
            continue
        if _in_relative(r, i, phrase):
            continue
        end = phrase.last
        while end < len(s) and not is_break(s, end):
            end += 1
        rest = r.content(_after_apposition(r, phrase, end), len(s))
        spans = rest if i == 0 else r.content(0, i) + [x for x in rest if x.end - x.start > _CLAUSE]
        quoted = [t for t in s.tokens if t in r.big]
        if spans and quoted and sum(t.end - t.start for t in quoted) > _MOSTLY * sum(x.end - x.start for x in spans):
            for token in quoted:
                r.add_quotation(token, phrase, s.span(i, i + 2))
            return True
        r.add(spans, phrase, s.span(i, i + 2))
        return True
    return False


def _in_relative(r: EnglishReading, i: int, phrase: Phrase) -> bool:
    """ "The war, which according to Weaver [has cost 4,000 lives], went on": only the clause is the source's."""
    s = r.s
    comma = s.word(i - 1) == ","
    if i < 2 or s.word(i - 1 - comma) not in r.e.words["relatives"]:
        return False
    end = next((j for j in range(phrase.last, len(s)) if s.word(j) == ","), phrase.last) if comma else phrase.last
    start = _after_apposition(r, phrase, end) + comma
    last = next(
        (j for j in range(start, len(s)) if is_break(s, j) and s.tokens[j].kind == "p" and s.word(j) != "-"), len(s)
    )
    spans = r.content(start, last)
    if spans:
        r.found.append(Found(spans, phrase, s.span(i, i + 2), "indirect", aside=True))
    return bool(spans)


def _after_apposition(r: EnglishReading, phrase: Phrase, end: int) -> int:
    """ "According to its chair[, Ann Lee], ...", "to Ann Lee[, the mayor], ...": where that ends, if it is closed."""
    s, e = r.s, r.e
    inner = phrase_after(s, end + 1, e) if s.word(end) == "," else None
    if inner is None or inner.sort == "pronoun" or s.word(inner.last) != ",":
        return end
    role = phrase if phrase.determiner else inner
    other = inner if phrase.determiner else phrase
    named = not other.determiner and all(t.capital or t.kind != "w" for t in s.tokens[other.first : other.core_end])
    return inner.last if role.determiner and named and e.roles.role(role.head) else end


def _as_said(r: EnglishReading) -> bool:
    """ "As Weaver noted on Monday, ..."."""
    s = r.s
    first = next((i for i in range(min(3, len(s))) if s.word(i) == "as"), None)
    if first is None or any(s.word(i) not in ("and", "but", "yet") for i in range(first)):
        return False
    comma = next((j for j in range(first + 1, min(len(s), first + _REACH)) if s.word(j) == ","), None)
    if comma is None or len(s) - comma < 4 or s.tokens[comma + 1].kind == "q":
        return False
    if s.word(first + 1) in r.e.participles and s.word(first + 2) == "by":
        phrase = phrase_after(s, first + 3, r.e)
        if phrase is None or phrase.last > comma:
            return False
        r.add(r.content(comma + 1, len(s)), phrase, s.span(first + 1, first + 2))
        return True
    cue = next((c for c in r.cues if first < c.at < comma and c.verb.sort in ("say", "tell", "show")), None)
    if cue is None or cue.form != "finite" or any(r.is_verb(j) for j in range(cue.end, comma)):
        return False
    phrase = subject_of(s, cue, r.e)
    if phrase is None or phrase.first != first + 1:
        return False
    r.add(r.content(comma + 1, len(s)), phrase, r.cue_span(cue))
    return True
