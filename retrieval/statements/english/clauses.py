"""English clauses: which verb tells of speech, and what its subject is."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.articles import Span
from retrieval.statements.english.lexicon import English
from retrieval.statements.lexicon import Verb
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["Cue", "cues_of", "is_break", "phrase_after", "phrase_before", "shared_subject", "subject_of"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech at token `at`; its verb group starts at `begin` ("has not said") and ends before `end`."""

    at: int
    begin: int
    end: int
    verb: Verb
    form: str  # finite, participle, ing, passive


def is_break(s: Sentence, i: int) -> bool:
    token = s.tokens[i]
    return token.kind == "q" or token.kind == "p" and token.lower in ",:–—;-"


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
    """Whether a plural stands at `i`, so that a base form after it is a finite verb: "officials say", "the Khans say"."""
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


# ------------------------------------------------------------------------------------------------------------ subjects


def _phrase(s: Sentence, i: int, j: int, core_end: int, e: English) -> Phrase:
    words = [t for t in s.tokens[i:core_end] if t.kind == "w"]
    head = next((t.text for t in words if e.roles.role(t.text)), words[-1].text if words else s.tokens[i].text)
    first = s.word(i)
    sort = "pronoun" if core_end == i + 1 and (first in e.words["pronouns"]) else "noun"
    return Phrase(
        i, j, core_end, s.span(i, j), s.span(i, core_end), head, first if first in e.words["determiners"] else "", sort
    )


_LINKS = frozenset("of for at from in with to".split())


def phrase_before(s: Sentence, j: int, e: English) -> Phrase | None:
    """The noun phrase that ends right before token `j`."""
    i = j
    while i > 0 and _in_phrase(s, i - 1, j, e):
        i -= 1
        if s.word(i) in e.words["determiners"] and s.word(i - 1) not in _LINKS:
            if s.word(i - 1) in ("all", "both"):
                i -= 1
            break
    while i < j and (
        s.word(i) in _LINKS or s.word(i) in e.words["adverbs"] or s.tokens[i].kind == "p" and s.word(i) != "."
    ):
        i += 1
    while i < j and s.tokens[i].text in e.words["times"]:
        i += 1
    if i >= j:
        return None
    core = next((k for k in range(i + 1, j) if s.word(k) in _LINKS), j)
    return _phrase(s, i, j, core, e)


def _in_phrase(s: Sentence, i: int, j: int, e: English) -> bool:
    token = s.tokens[i]
    word = token.lower
    if token.kind == "b":
        return True
    if token.kind == "q":
        return token.size <= 3 and i + 1 < j and token.last not in ",.!?"
    if token.kind == "p":
        return (
            word in ".&'’" and i > 0 and s.tokens[i - 1].kind == "w" and len(s.tokens[i - 1].text) <= 4 or word in "'’"
        )
    if j - i > 14:
        return False
    if (
        word in e.words["pronouns"]
        and not token.capital
        and word not in ("one", "both", "many", "some", "all", "most", "others")
    ):
        return i == j - 1
    if word in e.words["pronouns"] and i == j - 1:
        return True
    if word in ("he", "she", "it", "they", "we", "i"):
        return i == j - 1
    if word in e.words["auxiliaries"] or word in e.finite and not token.capital and not word.endswith("s"):
        return False
    if word in e.words["conjunctions"]:
        return (
            word == "and"
            and i > 0
            and i + 1 < j
            and s.tokens[i - 1].capital
            and s.tokens[i + 1].capital
            and s.tokens[i - 1].text not in e.words["times"]
        )
    if word in _LINKS:
        return (
            i > 0
            and s.tokens[i - 1].kind in "wb"
            and i + 1 < j
            and not _verb_like(s, i - 1, e)
            and s.tokens[i - 1].text not in e.words["times"]
            and s.word(i - 1) not in e.words["adverbs"]
        )
    if word in e.words["prepositions"]:
        return False
    following = s.tokens[i + 1] if i + 1 < j else None
    if (
        following is not None
        and not token.capital
        and following.capital
        and word not in e.words["determiners"]
        and following.kind == "w"
    ):
        return (
            e.roles.role(word) or word.endswith(("-based", "an", "ic", "al", "ish", "ese", "er", "or")) or "-" in word
        )
    if token.text in e.words["times"]:
        return False
    return True


def _verb_like(s: Sentence, i: int, e: English) -> bool:
    word = s.word(i)
    return (
        word in e.finite
        or word in e.words["auxiliaries"]
        or word.endswith(("ing", "ed"))
        or word in e.words["prepositions"]
    )


def phrase_after(s: Sentence, i: int, e: English) -> Phrase | None:
    """The noun phrase after an inverted verb or a preposition: "said the senator from Texas, ..."."""
    j = i
    if i >= len(s) or s.tokens[i].kind not in "wb":
        return None
    if s.word(i) in e.words["prepositions"] or s.word(i) in e.words["conjunctions"] and s.word(i) not in ("that",):
        return None
    if s.word(i) in e.words["pronouns"] and s.word(i) not in ("one", "many", "some", "all", "most", "both", "another"):
        return _phrase(s, i, i + 1, i + 1, e)
    while j < len(s) and j - i < 16:
        token = s.tokens[j]
        word = token.lower
        if token.kind == "q" and not (token.size <= 3 and j > i):
            break
        if token.kind == "p":
            if word == "." and len(s.tokens[j - 1].text) <= 4 or word in "'’&":
                j += 1
                continue
            break
        if word in e.words["auxiliaries"] or (word in e.words["conjunctions"] and word != "and"):
            break
        if word == "and" and not (j + 1 < len(s) and s.tokens[j - 1].capital and s.tokens[j + 1].capital):
            break
        if word in e.words["prepositions"] and word not in ("of", "for", "from", "at"):
            break
        if j > i and (
            token.text in e.words["times"]
            or (word in e.words["adverbs"] and not token.capital)
            or word in e.finite
            and not token.capital
            or word in e.ing
        ):
            break
        if j > i and word in e.words["determiners"] and s.word(j - 1) not in ("of", "for", "from", "at"):
            break
        if word in e.words["pronouns"] and j > i and not token.capital:
            break
        j += 1
    while j > i and (s.word(j - 1) in e.words["prepositions"] or s.word(j - 1) == "and"):
        j -= 1
    if j == i:
        return None
    core = next((k for k in range(i + 1, j) if s.word(k) in ("of", "for", "from", "at")), j)
    return _phrase(s, i, j, core, e)


def subject_of(s: Sentence, cue: Cue, e: English) -> Phrase | None:
    """The subject of a verb in the active voice: before it, across an apposition, or shared with the verb before."""
    i = cue.begin
    if i == 0:
        return None
    before = s.word(i - 1)
    if before == "," or s.tokens[i - 1].kind == "p" and before in "–—-":
        return _across(s, i - 1, e)
    if before in ("and", "but", "or") or before == "then" and s.word(i - 2) in ("and", "but"):
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
            and (word in e.finite or word in e.words["auxiliaries"] or word.endswith("ed") and len(word) > 4)
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
