"""Where what was said ends: the clause or the noun phrase after a cue, before the reporter goes on."""

from __future__ import annotations

from retrieval.statements.english.clauses import Cue
from retrieval.statements.english.lexicon import small
from retrieval.statements.english.nouns import phrase_before
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.phrases import Phrase

__all__ = ["after_front", "end_in_front", "end_of_clause", "end_of_infinitive", "end_of_phrase"]

_FRONTED_ING = frozenset("in by after before while without despite when".split())
_JOINED = frozenset("and but or".split())
_DASHES = "–—-"
_LIST = 25  # tokens in which a list must come to its "and"
_CLAUSE = 12  # tokens within which a clause must come to its verb


def end_of_infinitive(r: EnglishReading, start: int, limit: int) -> int:
    """The end of "to" and its verb: "to raise the tax [and opposed the deal]"."""
    for j in range(start + 2, limit):
        joined = r.word(j) in _JOINED or r.word(j) == ","
        if joined and _verb_follows(r, j + 1) and r.word(j + 1) not in r.e.base and r.word(j + 1) not in r.e.ing:
            return j
    return limit


def end_of_clause(r: EnglishReading, cue: Cue, phrase: Phrase | None, start: int, limit: int) -> int:
    """The end of a clause that starts at `start`: "he would run [, his rival withdrew]" after "When X said"."""
    s = r.s
    fronted = _is_fronted(r, cue, phrase)
    for j in range(start + 2, limit):
        word = s.word(j)
        if s.tokens[j].kind != "p":
            continue
        if word == "," and fronted and _is_main(r, j + 1):
            return j
        if (word in _DASHES and _turns(r, j + 1)) or (word == "," and _is_taken_up(r, j + 1)):
            return j
    return limit


def _is_taken_up(r: EnglishReading, i: int) -> bool:
    """ ", [a claim that Weaver rejected]", ", [an accusation they denied]": what others make of what was said."""
    s, words = r.s, r.e.words
    follows = s.word(i + 2) in words["relatives"] | words["subject_pronouns"] or s.word(i + 2) == "that"
    return s.word(i) in ("a", "an") and s.word(i + 1) in words["content_nouns"] and follows


def end_of_phrase(r: EnglishReading, start: int, limit: int, *, subject: bool = False) -> int:
    """The end of a noun phrase that starts at `start`: "the plan [and left]", "the plan [, which failed]". `subject`:
    it may be the subject of the verb after it."""
    s, e = r.s, r.e
    inner = s.word(start) in e.words["content"]  # within a relative clause of the noun, which has its own verb
    for j in range(start + 1, limit):
        word, token = s.word(j), s.tokens[j]
        inner = (
            inner or word in e.words["relatives"] or word in e.words["content"] or word in e.words["subject_pronouns"]
        )
        if token.kind == "p":
            if word == "," and _is_listed(r, j, limit):
                continue
            if word in ",:;" or word in _DASHES:
                return j
        elif _ends(r, j, inner=inner) or (subject and not inner and _is_predicate(r, j)):
            return j
    return limit


def _ends(r: EnglishReading, j: int, *, inner: bool) -> bool:
    """Whether a noun phrase ends before the word at `j`; `inner`: a relative clause goes on in it."""
    word, following = r.word(j), r.word(j + 1)
    if word in _JOINED:
        return not inner and _verb_follows(r, j + 1)
    if word in ("before", "after"):
        return following.endswith("ing") or following in r.e.words["pronouns"]
    if word in r.e.words["turns"] or (word == "as" and _is_while(r, j + 1)):
        return True
    return not inner and _resumes(r, j)


def _is_predicate(r: EnglishReading, j: int) -> bool:
    return r.is_verb(j) and (not r.word(j).endswith("ed") or _takes_object(r, j + 1))


def _is_while(r: EnglishReading, i: int) -> bool:
    """Whether "as" before token `i` opens a clause: "as he commented", not "as a candidate who lied"."""
    s, e = r.s, r.e
    if s.word(i) in e.words["subject_pronouns"]:
        return True
    return i + 1 < len(s) and s.tokens[i].capital and (r.is_verb(i + 1) or (i + 2 < len(s) and r.is_verb(i + 2)))


def _resumes(r: EnglishReading, i: int) -> bool:
    """Whether the verb at `i` is that of the main clause, after a noun phrase."""
    word = r.word(i)
    if small(r.s, i, r.e, "auxiliaries"):
        return word not in ("be", "been", "being", "having")
    if word in ("said", "says", "told"):
        return True
    noun = word in r.e.words["noun_forms"] or word in r.e.words["content_nouns"]
    return r.word(i + 1) == "that" and word in r.e.base and not noun


def _turns(r: EnglishReading, i: int) -> bool:
    """Whether the reporter puts something against what was said: "– though it is unclear", ", while others ..."."""
    s = r.s
    return s.word(i) in r.e.words["turns"] or (s.word(i) == "even" and s.word(i + 1) in r.e.words["turns"])


def after_front(r: EnglishReading, cue: Cue) -> int | None:
    """Where the main clause starts after a participle at the beginning: "By saying so, [Weaver won]"."""
    before = cue.begin - 1
    if cue.form != "ing" or before > 1 or not _is_fronted(r, cue, None):
        return None
    closing = (j for j in range(cue.end, len(r.s)) if r.word(j) == "," or r.s.tokens[j].kind == "q")
    return next((j + 1 for j in closing if _is_main(r, j + 1) and r.s.tokens[j + 1].kind != "q"), None)


def end_in_front(r: EnglishReading, before: int, start: int) -> int:
    """The end of a clause in what stands before the main clause: "Despite X's claim that it failed[, Y left]"."""
    s, e = r.s, r.e
    if any(s.word(before) in e.words[sort] for sort in ("prepositions", "fronting", "turns")) and _opens(r, before):
        return next((j for j in range(start + 2, len(s)) if s.word(j) == "," and _is_main(r, j + 1)), len(s))
    return len(s)


def _is_fronted(r: EnglishReading, cue: Cue, phrase: Phrase | None) -> bool:
    """Whether the cue stands in a clause before the main one: "When X said ..., Y left", "In asking ..., X noted"."""
    s, e = r.s, r.e
    if cue.form == "ing":
        before = cue.begin - 1
        return before < 0 or (s.word(before) in _FRONTED_ING and _opens(r, before))
    if phrase is None and cue.form != "passive":
        return False
    if cue.form == "passive":  # "When Weaver was asked by Lang whether ..."
        phrase = phrase_before(s, cue.begin, e) if cue.begin else None
    before = phrase.first - 1 if phrase and phrase.last <= cue.begin else cue.begin - 1
    while before > 0 and small(s, before, e, "adverbs"):
        before -= 1
    if cue.form == "passive" and before < 0:
        return True
    return s.word(before) in e.words["fronting"] and _opens(r, before)


def _opens(r: EnglishReading, i: int) -> bool:
    """Whether the word at `i` opens the sentence or a part of it."""
    while i > 0 and (small(r.s, i - 1, r.e, "adverbs") or r.word(i - 1) in _JOINED):
        i -= 1
    return i == 0 or r.s.tokens[i - 1].kind in "pq"


def _is_main(r: EnglishReading, i: int) -> bool:
    """Whether a clause with its subject starts at `i`: "his rival withdrew"."""
    s, e = r.s, r.e
    lead = s.word(i)
    if lead in e.words["relatives"] or lead in e.words["conjunctions"] or lead in e.words["prepositions"]:
        return False
    if lead.endswith("ing") or r.is_verb(i):
        return False
    for j in range(i + 1, min(len(s), i + _CLAUSE)):
        if r.is_verb(j):
            return True
        if s.word(j) in e.words["relatives"] or s.word(j) in e.words["fronting"]:
            return False
        if s.tokens[j].kind in "pq" and s.word(j) not in ".'’":
            return False
    return False


def _verb_follows(r: EnglishReading, i: int) -> bool:
    while small(r.s, i, r.e, "adverbs"):
        i += 1
    if i >= len(r.s):
        return False
    if r.word(i).endswith("ed"):  # not "an undivided and recognized capital"
        return r.is_verb(i) and (_takes_object(r, i + 1) or r.word(i + 1).endswith("s"))
    return r.word(i) in r.e.finite or r.word(i) in r.e.ing or r.is_verb(i)


def _takes_object(r: EnglishReading, i: int) -> bool:
    sorts = ("determiners", "prepositions", "oblique_pronouns", "pronouns", "content", "adverbs")
    return i >= len(r.s) or r.s.tokens[i].capital or any(r.word(i) in r.e.words[sort] for sort in sorts)


def _is_listed(r: EnglishReading, comma: int, limit: int) -> bool:
    """Whether the comma parts members of a list: "the plan, the budget and the law"."""
    s, e = r.s, r.e
    for j in range(comma + 1, min(limit, comma + _LIST)):
        word = s.word(j)
        if word in ("and", "or", "including", "not"):
            return not _verb_follows(r, j + 1) and not _is_main(r, j + 1)
        if word in e.words["relatives"] or word in e.words["turns"] or r.is_verb(j) or word == ":":
            return False
    return False
