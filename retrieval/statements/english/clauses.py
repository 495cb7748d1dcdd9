"""English clauses: which verb tells of speech."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.statements.english.forms import follows_adjective, is_adjective, is_compound, is_noun
from retrieval.statements.english.lexicon import English, is_time, small
from retrieval.statements.lexicon import Verb
from retrieval.statements.tokens import Sentence

__all__ = ["HEARD", "Cue", "cues_of", "is_break", "is_manner", "is_titled"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech at token `at`; its verb group starts at `begin` ("has not said") and ends before `end`."""

    at: int
    begin: int
    end: int
    verb: Verb
    form: str  # finite, participle, ing, passive


HEARD = Verb("hear", "", "say")
"""What a court heard: nobody is named who says it."""
_HEARD = ("heard", "hears", "told")
_NOT_BEFORE_SAY = frozenset(
    "to let lets let's let’s a the no his her their can’t larger bigger final little much".split()
)


_NO_MANNER = frozenset("family ally assembly reply supply bully monopoly anomaly".split())
_TITLED = 0.85


def is_hearing(s: Sentence, before: int, e: English) -> bool:
    """Whether a body is said to have heard something: "the court [heard]", "jurors were also [told]"."""
    told = s.word(before) in e.words["be"]
    while told and before > 0 and small(s, before, e, "auxiliaries", "adverbs"):
        before -= 1
    return s.word(before) in e.words["hearers"] and (told or s.word(before + 1) != "told")


def is_break(s: Sentence, i: int) -> bool:
    token = s.tokens[i]
    return token.kind == "q" or (token.kind == "p" and token.lower in ",:–—;-")


def is_manner(s: Sentence, i: int) -> bool:
    """ "effectively", "softly"; no "Sally"."""
    return s.word(i).endswith("ly") and not s.tokens[i].capital and s.word(i) not in _NO_MANNER


def is_titled(s: Sentence) -> bool:
    """Whether nearly all longer words are capitalised, as in a headline: "Weaver Slams Long in Debate"."""
    words = [t for t in s.tokens if t.kind == "w" and len(t.text) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > _TITLED * len(words)


def cues_of(s: Sentence, e: English) -> list[Cue]:
    """Every verb of speech of the sentence, in order."""
    found = []
    titled = is_titled(s)
    for i, token in enumerate(s.tokens):
        if token.kind == "w" and (token.text[0].islower() or i == 0 or titled):
            cue = _cue_at(s, i, e)
            if cue:
                found.append(cue)
    return found


def _cue_at(s: Sentence, i: int, e: English) -> Cue | None:
    word = s.word(i)
    before = i - 1
    while before >= 0 and (small(s, before, e, "adverbs") or is_manner(s, before) or _is_since(s, before, e)):
        before -= 1
    previous = s.word(before)
    begin = before + 1
    if word == "like" and previous not in e.words["did"]:  # "candidates like Long"
        return None
    if i == 0 and word.endswith("s") and word in e.finite:  # "Volunteers at the museum said"
        return None
    if is_adjective(s, i, before, e) or is_noun(s, i, before, e):
        return None
    if word in _HEARD and is_hearing(s, before, e):
        return Cue(i, _group_begin(s, before + 1, e), i + 1, HEARD, "finite")
    asked = word == "asked" and (before < 0 or previous in e.words["fronting"])
    if s.word(i + 1) == "by" and word in e.participles and previous not in e.words["be"] and not asked:
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
    if asked and s.word(i + 1) in e.words["asked"]:
        return _with_particle(s, i, begin, e.participles[word], "passive")
    if word in e.participles and previous in e.words["be"]:
        return _with_particle(s, i, _group_begin(s, before, e), e.participles[word], "passive")
    if word in e.participles and previous in e.words["have"]:
        return _with_particle(s, i, _group_begin(s, before, e), e.participles[word], "finite")
    several = previous in e.words["pronouns"] and not word.endswith("s")  # "some accused him"
    if (
        word in e.finite
        and (several or previous not in e.words["determiners"])
        and not (previous == "to" or previous in e.words["have"] or previous in e.words["be"])
        and not (word.endswith("s") and (previous in e.words["prepositions"] or follows_adjective(s, before, e)))
    ):
        return _with_particle(s, i, begin, e.finite[word], "finite")
    if word in e.base and previous in e.words["did"]:
        return _with_particle(s, i, _group_begin(s, before, e), e.base[word], "finite")
    joined = previous in ("and", "or", "but") and s.word(i + 1) == "that" and word not in e.words["content_nouns"]
    if word in e.base and (
        joined or _plural_subject(s, before, e) or _plural_across(s, before, e) or _plural_head(s, before, e)
    ):
        return _with_particle(s, i, begin, e.base[word], "finite")
    if (
        word in e.base
        and previous == "to"
        and s.word(before - 1)
        in ("went", "continued", "goes", "continues", "want", "wants", "wanted", "going", "began")
    ):
        return _with_particle(s, i, before - 1, e.base[word], "finite")
    if word in e.base and previous == "to" and not _is_unreal(s, before, e):
        return _with_particle(s, i, before, e.base[word], "to")
    if word == "saying" and _is_quoted(s, i, e):  # "Weaver was quoted as saying"
        return Cue(i, _group_begin(s, i - 2, e), i + 1, e.base["say"][0], "finite")
    if word in e.ing and is_compound(s, i, e):
        return None
    if word in e.ing and previous not in e.words["determiners"] and previous not in ("of", "for", "from", "about"):
        if previous in e.words["be"]:
            return _with_particle(s, i, _group_begin(s, before, e), e.ing[word], "finite")
        return _with_particle(s, i, begin, e.ing[word], "ing")
    return None


def _is_quoted(s: Sentence, i: int, e: English) -> bool:
    quoted = s.word(i - 1) == "as" and s.word(i - 2) in ("quoted", "cited", "reported")
    return quoted and s.word(i - 3) in e.words["be"]


def _is_unreal(s: Sentence, i: int, e: English) -> bool:
    """Whether what stands before "to" at token `i` says that it is not done: "unable", "too upset"."""
    return s.word(i - 1) in e.words["unreal"] or s.word(i - 2) == "too"


def _is_since(s: Sentence, i: int, e: English) -> bool:
    """ "have [since] confirmed"."""
    return s.word(i) == "since" and s.word(i - 1) in e.words["have"]


def _plural_subject(s: Sentence, i: int, e: English) -> bool:
    """Whether a plural stands at `i`, so that a base form after it is finite: "officials say", "the Khans say"."""
    if i < 0 or s.tokens[i].kind != "w":
        return False
    word = s.word(i)
    if word in e.words["verbs"]:  # "which helps explain why"
        return False
    if word in (
        "they",
        "we",
        "i",
        "you",
        "who",
        "many",
        "some",
        "people",
        "police",
        "others",
        "women",
        "men",
        "data",
        "media",
    ):
        return True
    if word in ("that", "which") and i > 0:  # "businesses that warn"
        return s.word(i - 1) not in e.words["content_nouns"] and _plural_subject(s, i - 1, e)
    plural = word.endswith("s") and len(word) > 3 and not word.endswith(("'s", "’s", "ss", "us", "is"))
    part = s.word(i - 1) == "of" and s.word(i - 2) in e.words["people"]  # "a majority of voters"
    return plural and (s.word(i - 1) not in ("to", "of") or part) and not is_time(s, i, e)


def _plural_head(s: Sentence, i: int, e: English) -> bool:
    """ "Supporters of the law hope": a plural of persons before "of" and its like is the subject."""
    for j in range(i, max(0, i - 8), -1):
        if s.tokens[j].kind != "w" or s.word(j) in e.words["auxiliaries"]:
            return False
        if s.word(j) in ("of", "in", "for", "at", "from", "with", "to") and s.word(j - 1).endswith("s"):
            head = s.word(j - 1)
            return e.roles.role(head) or head in e.words["people"]
    return False


def _plural_across(s: Sentence, comma: int, e: English) -> bool:
    """ "Drivers for the ferry line, which is run from Ohio, say": an aside between a plural and its verb."""
    if s.word(comma) not in (",", "-", "–", "—"):
        return False
    opening = next((j for j in range(comma - 1, 0, -1) if s.word(j) == s.word(comma)), None)
    if opening is None or s.word(opening + 1) not in e.words["relatives"] | {"like", "including"}:
        return False
    first = next((j for j in range(opening - 1, -1, -1) if s.word(j) in e.words["prepositions"]), opening)
    return _plural_subject(s, first - 1, e) or _plural_subject(s, opening - 1, e)


def _group_begin(s: Sentence, i: int, e: English) -> int:
    while i > 0 and (small(s, i - 1, e, "auxiliaries", "adverbs") or s.word(i - 1) == "not"):
        i -= 1
    return i


def _with_particle(s: Sentence, i: int, begin: int, verbs: tuple[Verb, ...], form: str) -> Cue | None:
    for verb in verbs:  # the longest particle stands first
        parts = verb.particle.split("_") if verb.particle else []
        if parts and parts == [s.word(i + n) for n in range(1, len(parts) + 1)]:
            return Cue(i, begin, i + 1 + len(parts), verb, form)
    bare = [v for v in verbs if not v.particle]
    return Cue(i, begin, i + 1, bare[0], form) if bare else None
