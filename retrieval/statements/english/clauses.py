"""English clauses: which verb tells of speech."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.statements.english.lexicon import English
from retrieval.statements.lexicon import Verb
from retrieval.statements.tokens import Sentence

__all__ = ["Cue", "cues_of", "is_break"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech at token `at`; its verb group starts at `begin` ("has not said") and ends before `end`."""

    at: int
    begin: int
    end: int
    verb: Verb
    form: str  # finite, participle, ing, passive


_NOT_BEFORE_SAY = frozenset("to let lets let's let’s a the no his her their can’t".split())


def is_break(s: Sentence, i: int) -> bool:
    token = s.tokens[i]
    return token.kind == "q" or (token.kind == "p" and token.lower in ",:–—;-")


def cues_of(s: Sentence, e: English) -> list[Cue]:
    """Every verb of speech of the sentence, in order."""
    found = []
    for i, token in enumerate(s.tokens):
        if token.kind == "w" and (token.text[0].islower() or i == 0):
            cue = _cue_at(s, i, e)
            if cue:
                found.append(cue)
    return found


def _cue_at(s: Sentence, i: int, e: English) -> Cue | None:
    word = s.word(i)
    before = i - 1
    while before >= 0 and (s.word(before) in e.words["adverbs"] or s.word(before).endswith("ly")):
        before -= 1
    previous = s.word(before)
    begin = before + 1
    if s.word(i + 1) == "by" and word in e.participles and previous not in e.words["be"]:
        return None  # "the divide highlighted by the attack"
    if (
        (
            word == "say"
            and i
            and s.tokens[i - 1].kind == "w"
            and previous not in _NOT_BEFORE_SAY
            and not s.word(i - 1).endswith("ing")
        )
        and previous not in e.words["auxiliaries"]
        and previous not in e.words["oblique_pronouns"]
    ):
        return Cue(i, begin, i + 1, e.base["say"][0], "finite")
    if word in e.participles and previous in e.words["be"]:
        return _with_particle(s, i, _group_begin(s, before, e), e.participles[word], "passive")
    if word in e.participles and previous in e.words["have"]:
        return _with_particle(s, i, _group_begin(s, before, e), e.participles[word], "finite")
    if (
        word in e.finite
        and previous not in e.words["determiners"] | e.words["have"] | e.words["be"] | {"to"}
        and not (word.endswith("s") and (previous in e.words["prepositions"] or _adjective_before(s, before, e)))
    ):
        return _with_particle(s, i, begin, e.finite[word], "finite")
    if word in e.base and previous in e.words["did"]:
        return _with_particle(s, i, _group_begin(s, before, e), e.base[word], "finite")
    if word in e.base and _plural_subject(s, before, e):
        return _with_particle(s, i, begin, e.base[word], "finite")
    if (
        word in e.base
        and previous == "to"
        and s.word(before - 1)
        in ("went", "continued", "goes", "continues", "want", "wants", "wanted", "going", "began")
    ):
        return _with_particle(s, i, before - 1, e.base[word], "finite")
    if (
        word in e.ing
        and previous not in e.words["determiners"]
        and previous not in ("of", "by", "for", "from", "about")
    ):
        if previous in e.words["be"]:
            return _with_particle(s, i, _group_begin(s, before, e), e.ing[word], "finite")
        return _with_particle(s, i, begin, e.ing[word], "ing")
    return None


def _adjective_before(s: Sentence, i: int, e: English) -> bool:
    """ "recent polls", "his demands": the form in -s is a plural noun."""
    return (
        i >= 0
        and s.tokens[i].kind == "w"
        and s.tokens[i].text[0].islower()
        and s.word(i - 1) in e.words["determiners"]
        and s.word(i).endswith(("al", "ic", "ous", "ent", "ive", "ful", "est", "er"))
    )


def _plural_subject(s: Sentence, i: int, e: English) -> bool:
    """Whether a plural stands at `i`, so that a base form after it is finite: "officials say", "the Khans say"."""
    if i < 0 or s.tokens[i].kind != "w":
        return False
    word = s.word(i)
    if word in ("they", "we", "i", "you", "who", "many", "some", "people", "police", "others", "women", "men"):
        return True
    plural = word.endswith("s") and len(word) > 3 and not word.endswith(("'s", "’s", "ss", "us", "is"))
    return plural and s.word(i - 1) not in ("to", "of") and s.tokens[i].text not in e.words["times"]


def _group_begin(s: Sentence, i: int, e: English) -> int:
    while i > 0 and (
        s.word(i - 1) in e.words["auxiliaries"] or s.word(i - 1) in e.words["adverbs"] or s.word(i - 1) == "not"
    ):
        i -= 1
    return i


def _with_particle(s: Sentence, i: int, begin: int, verbs: tuple[Verb, ...], form: str) -> Cue | None:
    particles = {v.particle: v for v in verbs if v.particle}
    if s.word(i + 1) in particles:
        return Cue(i, begin, i + 2, particles[s.word(i + 1)], form)
    if s.word(i + 1) == "out" and s.word(i) in ("pointed", "points", "pointing", "point"):
        return Cue(i, begin, i + 2, Verb("point", "out", "say"), form)
    bare = [v for v in verbs if not v.particle]
    return Cue(i, begin, i + 1, bare[0], form) if bare else None
