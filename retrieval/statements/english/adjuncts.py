"""What stands between an English verb of speech and what was said: to whom, when and where it was said."""

from __future__ import annotations

from retrieval.statements.english.clauses import Cue
from retrieval.statements.english.lexicon import is_time, small
from retrieval.statements.english.nouns import phrase_after
from retrieval.statements.english.reading import EnglishReading

__all__ = ["ADJUNCTS", "QUESTIONS", "TIMES", "addressee", "after_adjuncts", "after_comma", "is_adjunct", "skip_adjunct"]

ADJUNCTS = frozenset("in on at during to of about with by for after before from as through via".split())
_SKIPPED = frozenset("in on at during to via through after".split())
QUESTIONS = frozenset("whether if how why what".split())
TIMES = frozenset("when since while after before until because as".split())
_CLAUSAL = frozenset("that he she they there nothing everything".split())
_LONG_REACH = 18


def addressee(r: EnglishReading, i: int) -> int:
    """ "told [the Washington Post] on Friday that"."""
    s = r.s
    if s.word(i) in r.e.words["oblique_pronouns"]:
        return i + 1
    phrase = phrase_after(s, i, r.e)
    if phrase is None:
        return i
    return next((k for k in range(i + 1, phrase.last) if s.word(k) in _CLAUSAL), phrase.last)


def after_adjuncts(r: EnglishReading, i: int) -> int | None:
    """Where "that" follows a long adjunct: "stating in an interview with the newspaper's reporter that ..."."""
    if r.word(i) not in _SKIPPED:
        return None
    for k in range(i + 1, min(len(r.s), i + _LONG_REACH)):
        if r.word(k) == "that":
            return k
        if r.is_verb(k) or r.s.tokens[k].kind == "q" or r.word(k) in (",", ":", ";"):
            return None
    return None


def after_comma(r: EnglishReading, cue: Cue, i: int, comma: int) -> int | None:
    """Where a clause starts that begins with an adjunct and a comma: "said [in two cases, nobody had called]"; after it
    where it says when or where it was said: "said on Monday, [nobody had called]"."""
    s, words = r.s, r.e.words
    if (
        cue.verb.lemma != "say"
        or cue.form != "finite"
        or r.word(comma) != ","
        or comma == i
        or r.word(i) not in ADJUNCTS
    ):
        return None
    lead = r.word(comma + 1)
    sorts = ("relatives", "conjunctions", "prepositions", "adverbs")
    if any(lead in words[sort] for sort in sorts) or lead.endswith("ing") or is_time(s, comma + 1, r.e):
        return None
    for j in range(comma + 1, len(s)):
        if s.tokens[j].kind in "pq" or r.word(j) in words["relatives"] or r.word(j) in words["conjunctions"]:
            return None
        if small(s, j, r.e, "auxiliaries") and j > comma + 1:
            how = (
                r.word(i) in TIMES
                or is_time(s, comma - 1, r.e)
                or r.word(comma - 1) in words["source_nouns"] | words["hearers"]
            )
            return comma + 1 if how else i
    return None


def is_adjunct(r: EnglishReading, k: int) -> bool:
    word = r.word(k)
    return word in _SKIPPED or is_time(r.s, k, r.e) or small(r.s, k, r.e, "adverbs")


def skip_adjunct(r: EnglishReading, k: int, *, asked: bool = False) -> int:
    """Where an adjunct at `k` ends; `asked`: a question may follow it ("asked by Weaver why it was late")."""
    s, e = r.s, r.e
    if small(s, k, e, "adverbs") or is_time(s, k, e):
        return k + 1
    j = k + 1
    while j < len(s) and j - k < 9:
        token, word = s.tokens[j], s.word(j)
        after_time = is_time(s, j - 1, e)
        if token.kind == "q" or (token.kind == "p" and word not in ".'’"):
            break
        if asked and word in QUESTIONS:
            break
        if word in ("that", "he", "she", "they", "it", "there", "we", "i") or word in e.words["auxiliaries"]:
            break
        if word in e.words["determiners"] and j > k + 1 and s.word(j - 1) not in e.words["prepositions"]:
            break
        if after_time and word not in e.words["prepositions"] and not token.text.isdigit() and not is_time(s, j, e):
            break
        j += 1
    return j
