"""Where what was said starts after a verb of speech, and how it is joined to it."""

from __future__ import annotations

from typing import NamedTuple

from retrieval.statements.english.adjuncts import (
    ADJUNCTS,
    QUESTIONS,
    TIMES,
    addressee,
    after_adjuncts,
    after_comma,
    is_adjunct,
    skip_adjunct,
)
from retrieval.statements.english.clauses import Cue, is_manner
from retrieval.statements.english.lexicon import is_time, small
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.english.subjects import subject_of
from retrieval.statements.english.voices import is_source
from retrieval.statements.tokens import Token

__all__ = ["Complement", "complement_of"]

_SAID = frozenset("both not just even only too".split())  # adverbs that belong to what was said
_POSSIBLE = frozenset("could might may can must should".split())
_NO_CLAUSE = frozenset("so no nothing something anything yes more much that this it".split())
_SUBJECTS = frozenset("he she they it there we i you".split())
_NUMBERS = frozenset("half two three four five six seven eight nine ten twelve twenty thirty forty fifty".split())
_DIRECTIONS = frozenset("into through across down up past toward towards over out off back along around".split())
_SPEECH = ("say", "tell", "think", "show")
_NO_GERUND = ("thing", "wrongdoing")
_SHORTEST_GERUND = 4  # letters; "king", "ring"
_ABOUT = frozenset("nearly almost about over more than around at least half".split())
_REACH = 14  # tokens over which adjuncts may part a verb and what was said


class Complement(NamedTuple):
    """Where what was said starts, and how it is joined: "quotation", "that", "bare", "to", "object" or
    "gerund"."""

    start: int
    sort: str


def complement_of(r: EnglishReading, cue: Cue) -> Complement | None:
    s, e = r.s, r.e
    i = addressee(r, cue.end) if cue.verb.sort == "tell" or cue.verb[:2] == ("ask", "") else cue.end
    k = i
    while k < min(len(s), i + _REACH):
        found = _complement_at(r, cue, i, k)
        if found is not None:
            return found if found.start >= 0 else None
        word = s.word(k)
        told = small(s, k, e, "adverbs") and word not in _SAID
        counted = word == "about" and (s.word(k + 1)[:1].isdigit() or s.word(k + 1) in _NUMBERS)
        adjunct = (word in ADJUNCTS and not (counted and cue.verb.lemma == "say")) or is_time(s, k, e) or told
        if not adjunct or (k != i and not is_adjunct(r, k)):
            break
        k = skip_adjunct(r, k, asked=cue.verb.lemma == "ask")
    that = after_adjuncts(r, cue.end) if cue.verb.sort in ("say", "tell") else None
    if that is not None:
        return Complement(that, "that")
    asked = cue.verb.lemma == "ask" and cue.verb.particle
    if (cue.form == "passive" and not asked) or cue.verb.lemma == "comment":
        return None
    clause = after_comma(r, cue, i, k)
    if clause is not None:
        return Complement(clause, "bare")
    apart = k > i and s.word(k) in e.words["relatives"]  # "told him about a friend who left"
    said = cue.verb.sort in ("say", "tell", "think") or _is_finding(r, cue)
    clausal = said and cue.verb.lemma not in e.words["with_as"]
    if clausal and not apart and _is_bare(r, k, cue):
        return Complement(k, "bare")
    rest = len(s) - i
    reports = cue.verb.sort in ("judge", "demand") or (cue.verb.lemma in e.objects and not cue.verb.particle)
    possible = {r.word(k) for k in range(cue.begin, cue.at)} & _POSSIBLE  # "the panel could reject the claim"
    if reports and rest and not possible and _is_object(r, i) and not _is_duration(r, cue):
        return Complement(i, "object")
    if cue.verb.sort == "show" and rest > 1 and _is_object(r, i):
        phrase = subject_of(s, cue, e)
        return Complement(i, "object") if phrase and is_source(s, phrase, e) else None
    if cue.verb.lemma in e.words["with_as"]:
        seen = any(s.word(j) == "as" for j in range(i + 1, min(len(s), i + 10)))
        return Complement(i, "object") if seen and _is_object(r, i) else None
    if cue.verb.lemma == "tell" and s.word(i) in ("about", "of") and i > cue.end and _is_object(r, i + 1):
        return Complement(i + 1, "object")
    if cue.verb.lemma in e.words["with_object"] and rest > 1 and _is_object(r, i):
        return Complement(i, "object")
    return None


_NONE = Complement(-1, "")


def _complement_at(r: EnglishReading, cue: Cue, i: int, k: int) -> Complement | None:
    """The complement that starts at token `k`, `_NONE` where there can be none any more, None to go on looking."""
    s = r.s
    word, token = s.word(k), s.tokens[k]
    if word == "that" and s.word(k + 1) == "," and k + 2 < len(s) and s.tokens[k + 2] in r.big:
        return Complement(k + 2, "quotation")  # "said that, “It is late.”"
    if word == "that" and s.word(k + 1) not in (",", ""):
        return Complement(k, "that")
    if word in QUESTIONS and (k <= i + 2 or cue.verb.lemma == "ask") and cue.verb.sort in _SPEECH:
        return Complement(k, "that")
    if token.kind == "q":
        return Complement(k, "quotation") if token in r.big or cue.verb.sort in ("say", "tell", "judge") else _NONE
    if word == ":":
        return Complement(k + 1, "quotation") if k + 1 < len(s) else _NONE
    if word == ",":
        if k + 1 < len(s) and s.tokens[k + 1].kind == "q":
            return Complement(k + 1, "quotation")
        close = next((j for j in range(k + 1, min(len(s), k + _REACH)) if s.word(j) == ","), 0)
        if close and s.word(close + 1) == "that" and cue.verb.sort in _SPEECH:  # "said, through a translator, that"
            return Complement(close + 1, "that")
        if k == i or cue.verb.sort not in ("say", "tell"):
            return _NONE
    named = s.word(k - 1) == "not" or s.word(cue.begin - 1) == "who"  # "who asked not to be named"
    if word == "to" and named and cue.verb.lemma == "ask":
        return _NONE
    if cue.verb.lemma == "deny" and cue.form != "passive" and _is_gerund(r, k):
        return Complement(k, "gerund")
    if k == i and word in ("to", "not") and cue.verb.lemma in r.e.words["with_to"]:
        return Complement(k, "to") if cue.verb.sort != "tell" or _is_infinitive(r, k) else None
    return None


def _is_finding(r: EnglishReading, cue: Cue) -> bool:
    """ "The researchers found the mills were old": a finding of those who look for one."""
    phrase = subject_of(r.s, cue, r.e) if cue.verb.lemma == "find" and cue.form == "finite" else None
    return phrase is not None and phrase.head.lower() in r.e.words["finders"]


def _is_infinitive(r: EnglishReading, k: int) -> bool:
    """Whether a verb follows "to" or "not to" at token `k`: not "told the truth to [the judge]"."""
    k += 2 if r.word(k) == "not" else 1
    sorts = ("determiners", "prepositions", "pronouns", "oblique_pronouns", "people", "source_nouns")
    noun = any(r.word(k) in r.e.words[sort] for sort in sorts) or r.e.roles.role(r.word(k))
    return k < len(r.s) and r.s.tokens[k].text.islower() and not noun


def _is_gerund(r: EnglishReading, k: int) -> bool:
    """Whether a gerund starts at token `k`, adverbs aside: "having spoken", "ever taking bribes", no "wrongdoing"."""
    s = r.s
    while k < len(s) and (small(s, k, r.e, "adverbs") or is_manner(s, k)):
        k += 1
    word = s.word(k)
    return len(word) > _SHORTEST_GERUND and word.endswith("ing") and not word.endswith(_NO_GERUND) and word.islower()


def _is_object(r: EnglishReading, i: int) -> bool:
    """Whether a noun phrase starts at `i`, adverbs aside: not "cited [on Monday]", "promises [become law]"."""
    s, e = r.s, r.e
    while i + 1 < len(s) and small(s, i, e, "adverbs"):
        i += 1
    word = s.word(i)
    if i >= len(s) or s.tokens[i].kind not in "wbq" or word in e.words["prepositions"] or small(s, i, e, "auxiliaries"):
        return False
    return word in e.words["content"] or not (word in e.words["conjunctions"] or word in e.words["verbs"])


def _is_duration(r: EnglishReading, cue: Cue) -> bool:
    """Whether it was done for a span of time: "[the pier that] she pushed for nearly six years"."""
    i = cue.end
    if r.word(i - 1) != "for":
        return False
    while r.word(i) in _ABOUT or r.word(i).isdigit() or r.word(i) in r.e.words["determiners"]:
        i += 1
    return r.word(i) in r.e.words["measures"]


def _is_predicate(r: EnglishReading, token: Token) -> bool:
    """Whether a quotation goes on with the reporter's subject: "said the cart “broke through” the wall"."""
    words = [word.strip(".,").lower() for word in token.text.strip("\"'“”‘’«»").split()]
    lead = next((word for word in words if word not in r.e.words["adverbs"]), "")
    return any(lead in r.e.words[sort] for sort in ("auxiliaries", "verbs")) or lead in r.e.finite


def _is_bare(r: EnglishReading, k: int, cue: Cue) -> bool:
    """A clause without "that": "said he would go"."""
    s, e = r.s, r.e
    contracted = k + 1 < len(s) and s.word(k) in e.words["auxiliaries"] and s.word(k)[-3:-2] in ("'", "’")
    if contracted:  # "said they're leaving"
        return True
    if s.word(k) in TIMES and cue.verb.lemma not in ("say", "tell"):  # "cried when she heard it"
        return False
    quoted = k + 2 == len(s) and s.tokens[k + 1].kind == "q"  # "said he “did not”"
    if (
        (len(s) - k < 3 and not quoted)
        or s.tokens[k].kind == "p"
        or (s.word(k) in e.words["prepositions"] and cue.verb.sort != "say")
    ):
        return False
    if k == cue.end and s.word(k) in _DIRECTIONS:  # "charged into the hall"
        return False
    loose = cue.verb.lemma in e.words["with_clause"]
    if r.is_verb(k) and cue.verb.sort == "think":  # "the man who many believe betrayed them"
        return False
    for j in range(k + 1, min(len(s), k + 25)):
        if s.tokens[j].kind == "q" and _is_predicate(r, s.tokens[j]):
            return True
        if r.is_verb(j):
            joined = s.word(j - 1) in ("and", "or") and cue.verb.lemma in e.objects
            return not joined or any(map(r.is_verb, range(j + 1, len(s))))  # "denied the charge and left"
        if s.word(j) in (":", ";") or (not loose and (s.word(j) == "," or s.word(j) in e.words["relatives"])):
            break
    if loose and s.word(k) not in _NO_CLAUSE:
        return len(s) - k > 3
    return cue.verb.sort != "think" and s.word(k) in _SUBJECTS
