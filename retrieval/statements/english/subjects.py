"""Who does it: the subject of an English verb."""

from __future__ import annotations

from retrieval.statements.english.clauses import Cue
from retrieval.statements.english.lexicon import English
from retrieval.statements.english.nouns import phrase_before
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["shared_subject", "subject_of"]


def _before_time(s: Sentence, i: int, e: English) -> int:
    """Steps back over a time between subject and verb: "Joe Biden [on Tuesday] told"."""
    j = i
    while j > 1 and s.tokens[j - 1].text in e.words["times"]:
        j -= 1
    return j - 1 if j < i and j > 1 and s.word(j - 1) in ("on", "in", "last", "this", "late", "early") else i


def subject_of(s: Sentence, cue: Cue, e: English) -> Phrase | None:
    """The subject of a verb in the active voice: before it, across an apposition, or shared with the verb before."""
    i = _before_time(s, cue.begin, e)
    if i == 0:
        return None
    before = s.word(i - 1)
    if before == "," or (s.tokens[i - 1].kind == "p" and before in "–—-"):
        return _across(s, i - 1, e)
    if before in ("and", "but", "or") or (before == "then" and s.word(i - 2) in ("and", "but")):
        return shared_subject(s, i - 1, e)
    if before in ("who", "which", "that"):
        return _antecedent(s, i - 1, e)
    phrase = phrase_before(s, i, e)
    if phrase and phrase.sort == "pronoun" and phrase.head.lower() in ("who", "which", "that"):
        return _antecedent(s, phrase.first, e)
    return phrase


def _antecedent(s: Sentence, i: int, e: English) -> Phrase | None:
    if s.word(i - 1) == ",":
        i -= 1
    return phrase_before(s, i, e) if i > 0 else None


def _across(s: Sentence, comma: int, e: English) -> Phrase | None:
    """ "X, who runs the party, said": the noun phrase before the comma that opens the aside."""
    for i in range(comma - 1, 0, -1):
        token = s.tokens[i]
        if token.kind == "p" and token.lower in ":;":
            return None
        if token.kind == "p" and token.lower in ",–—-":
            lead = s.word(i + 1)
            phrase = phrase_before(s, i, e)
            if phrase is None or phrase.sort == "pronoun":
                continue
            aside = (
                lead in e.words["relatives"]
                or lead in e.words["determiners"]
                or s.tokens[i + 1].capital
                or e.roles.role(lead)
                or lead.endswith(("ing", "ed"))
                or lead
                in (
                    "in",
                    "on",
                    "at",
                    "of",
                    "when",
                    "as",
                    "himself",
                    "herself",
                    "speaking",
                    "one",
                    "also",
                    "now",
                    "like",
                    "for",
                    "formerly",
                    "along",
                )
            )
            if aside or comma - i < 8:
                return phrase
    return None


def shared_subject(s: Sentence, i: int, e: English) -> Phrase | None:
    """The subject of the verb before "and said"."""
    j = i - 1
    while j > 0:
        word = s.word(j)
        finite = (
            s.tokens[j].kind == "w"
            and not s.tokens[j].capital
            and (word in e.finite or word in e.words["auxiliaries"] or (word.endswith("ed") and len(word) > 4))
        )
        if finite and s.word(j - 1) not in e.words["determiners"]:
            while j > 0 and (s.word(j - 1) in e.words["auxiliaries"] or s.word(j - 1) in e.words["adverbs"]):
                j -= 1
            if j == 0:
                return None
            if s.word(j - 1) in (",", "and"):
                return _across(s, j - 1, e) if s.word(j - 1) == "," else shared_subject(s, j - 1, e)
            phrase = phrase_before(s, j, e)
            if phrase and phrase.sort == "pronoun" and phrase.head.lower() in ("who", "which", "that"):
                return _antecedent(s, phrase.first, e)
            return phrase
        j -= 1
    return None
