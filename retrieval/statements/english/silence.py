"""Where English tells that nothing was said: "declined to comment", "did not respond to a request for comment"."""

from __future__ import annotations

from retrieval.statements.english.clauses import Cue, is_manner
from retrieval.statements.english.lexicon import small
from retrieval.statements.english.reading import EnglishReading

__all__ = ["end_of_silence", "is_refusal_to_speak", "is_silent"]

_REFUSALS = ("refuse", "decline")
_GOING_ON = frozenset("and but while because when after before".split())
_ABLE = frozenset("can could cannot can't can’t couldn't couldn’t".split())
_REACH = 5  # tokens after "give" within which its object names what is not given: "give any further details"


def is_silent(r: EnglishReading, cue: Cue) -> bool:
    """Whether a verb of speech says that somebody did not speak: "would not tell reporters whether", "declined to
    comment"; not "refused to sign the treaty"."""
    if cue.verb.lemma in _REFUSALS:
        return is_refusal_to_speak(r, cue.end)
    telling = cue.verb.lemma in r.e.words["telling"] or cue.verb.lemma in r.e.words["answering"]
    if r.word(cue.begin - 1) in ("neither", "nor") and cue.begin:  # "neither confirmed nor denied"
        return telling or cue.verb.lemma == "deny"
    group = [r.word(k) for k in range(cue.begin, cue.at)]
    negated = any(word in ("not", "never", "cannot") or word.endswith(("n't", "n’t")) for word in group)
    done = not set(group) & _ABLE and cue.verb.lemma in r.e.words["performed"]  # not "cannot promise"
    return negated and "only" not in group and (telling or done)


def end_of_silence(r: EnglishReading, cue: Cue) -> int:
    """Up to which token nothing was said: "declined to comment on whether he backed Lang [and left]"."""
    rest = range(cue.end, len(r.s))
    return next((j for j in rest if r.s.tokens[j].kind in "pq" or r.word(j) in _GOING_ON), len(r.s))


def is_refusal_to_speak(r: EnglishReading, i: int) -> bool:
    """Whether what is refused from token `i` on is to speak: "to comment", "to give any details", "comment"."""
    if r.word(i) != "to":
        return _names_answer(r, i)
    i += 1
    while small(r.s, i, r.e, "adverbs") or (i < len(r.s) and is_manner(r.s, i)):
        i += 1
    word = r.word(i)
    if r.word(i + 1) == "that":  # "refused to say that it was late": what it is about is told
        return False
    if word == "be" and r.word(i + 1) in ("interviewed", "quoted", "named", "identified", "drawn"):
        return True
    given = word in r.e.words["giving"] and _names_answer(r, i + 1)
    return given or word in r.e.words["answering"] or word in r.e.words["withheld"]


def _names_answer(r: EnglishReading, i: int) -> bool:
    """Whether an answer is the object at `i`: "comment", "any further details", "a request for comment"."""
    for k in range(i, min(len(r.s), i + _REACH)):
        if r.s.tokens[k].kind != "w":
            return False
        if r.word(k) in r.e.words["answers"]:
            return True
    return False
