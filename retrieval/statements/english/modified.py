"""Subjects that a participle or a relative clause says more about: "[A man] accused of hitting a friend said"."""

from __future__ import annotations

from retrieval.statements.english.lexicon import English, is_time, small
from retrieval.statements.english.nouns import noun_phrase
from retrieval.statements.english.voices import can_speak
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["is_object", "modified_subject"]

_LONGEST = 8  # tokens of a noun phrase before what is said of it
_RELATIVES = frozenset("who whose".split())


def is_object(s: Sentence, phrase: Phrase, e: English) -> bool:
    """Whether a phrase stands after a verb or a preposition: "hitting [a friend]", "in [his flat]"."""
    before = s.word(phrase.first - 1)
    if not before or s.tokens[phrase.first - 1].kind != "w":
        return False
    if in_who_clause(s, phrase, e):
        return True
    verb = before in e.finite or before in e.words["verbs"] or before.endswith(("ed", "ing"))
    return verb or before in e.words["prepositions"] - e.words["conjunctions"]  # not "as Weaver said"


def in_who_clause(s: Sentence, phrase: Phrase, e: English) -> bool:
    """Whether a phrase is what somebody does something to: "a man who could not find [his hat]", who says nothing."""
    for j in range(phrase.first - 1, 0, -1):
        word = s.word(j)
        if s.tokens[j].kind != "w" or word in e.finite or word in e.base or word in e.words["conjunctions"] - {"who"}:
            return False
        if word == "who":
            first = s.tokens[phrase.first]
            verb = not (first.capital or phrase.determiner or phrase.sort == "pronoun")  # "who [favor a tax] agree"
            return phrase.first > j + 1 or (verb and phrase.last > phrase.first + 1)
    return False


def modified_subject(s: Sentence, end: int, e: English) -> Phrase | None:
    """The noun phrase that opens the clause before token `end`, if a participle or "who" follows it."""
    begin = end
    while begin > 0 and s.tokens[begin - 1].kind in "wb":
        begin -= 1
    while begin < end and (s.word(begin) in e.words["conjunctions"] or small(s, begin, e, "adverbs")):
        begin += 1
    if begin >= end or not _opens(s, begin, e):
        return None
    for i in range(begin + 1, min(end, begin + _LONGEST)):
        if s.word(i) in _RELATIVES or _modifies(s, i, e):
            phrase = noun_phrase(s, begin, i, e)
            return phrase if s.word(i) == "who" or can_speak(s, phrase, e) else None
        if s.word(i) in e.words["auxiliaries"] or s.word(i) in e.words["conjunctions"]:
            return None
    return None


def _opens(s: Sentence, i: int, e: English) -> bool:
    """Whether a noun phrase may start at token `i`: "a man", "residents", no "asked", "on" or "yesterday"."""
    word = s.word(i)
    if s.tokens[i].kind != "w" or is_time(s, i, e) or word in e.words["prepositions"] or word.endswith("ing"):
        return False
    return word not in e.participles and (word in e.words["determiners"] or s.tokens[i].capital)


def _modifies(s: Sentence, i: int, e: English) -> bool:
    """Whether a participle at token `i` says more about the noun before it: "accused of", "living near"."""
    word, following = s.word(i), s.word(i + 1)
    if s.tokens[i].capital or s.word(i - 1) in e.words["determiners"]:
        return False
    if following == "by" and word in e.words["verbs"]:  # "hit by"
        return True
    if word.endswith("ed") or (word in e.participles and word not in e.finite):
        return following in e.words["prepositions"]
    tied = following in e.words["prepositions"] or following in e.words["determiners"]
    return len(word) > 4 and word.endswith("ing") and tied
