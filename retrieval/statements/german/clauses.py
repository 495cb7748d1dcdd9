"""German verbs of speech: which verb of a sentence tells of it, in which form."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.statements.german.finites import Segments, first_main_verb, is_finite, main_verb
from retrieval.statements.german.lexicon import German
from retrieval.statements.lexicon import Verb
from retrieval.statements.tokens import Sentence

__all__ = ["DASS", "Cue", "Segments", "cues_of", "first_main_verb", "is_finite", "main_verb"]

DASS = ("dass", "daß", "ob")
"""What a clause that tells what is said begins with."""

_PARTICLE_REACH = 30  # tokens between a verb and its prefix ("teilte ... mit")
_AUXILIARY_REACH = 45  # tokens between an auxiliary and its participle ("hat ... gefordert")
_BE = frozenset("ist sind war waren sei seien".split())
_WITH_BE = frozenset("ausgehen entgegentreten hervorgehen".split())
_LET = frozenset("ließ ließen lässt".split())
_NEEDED = {"bestehen": "darauf", "einigen": "sich"}  # without it the verb tells of no speech


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech: the token that names it, its finite verb, and where the two end."""

    at: int
    finite: int
    end: int
    verb: Verb
    passive: bool = False


def cues_of(s: Sentence, g: German) -> list[Cue]:
    """Every verb of speech of the sentence, in order."""
    found: list[Cue] = []
    for i, token in enumerate(s.tokens):
        if token.kind != "w" or (token.capital and not (i == 0 and token.lower in g.finite)):
            continue
        word = token.lower
        cue = _finite_cue(s, i, word, g) or _joined_cue(s, i, word, g) or _participle_cue(s, i, word, g)
        if cue:
            found.append(cue)
    return found


def _finite_cue(s: Sentence, i: int, word: str, g: German) -> Cue | None:
    verbs = g.finite.get(word)
    if not verbs:
        return None
    named = s.tokens[i - 1].kind == "q" and s.word(i - 2) == "als" and s.word(i - 3) in g.words["determiners"]
    if i > 2 and named:
        return None  # "das als „Schneckenhaus“ bekannte Gebäude"
    if s.word(i - 1) == "zu":
        plain = next((v for v in verbs if v.lemma == word), None)
        return _infinitive_cue(s, i, plain, g) if plain else None
    first = i > 0 and s.tokens[i - 1].kind in "pq"  # ", zitiert die Zeitung": no participle
    first = first and not (s.tokens[i - 1].kind == "q" and _closes(s, i))  # "wurde als „Unfug“ bezeichnet"
    if word in g.participles and (
        _auxiliary_follows(s, i, g) or (not first and _auxiliary_before(s, i, g) is not None)
    ):
        return None
    particles = {v.particle: v for v in verbs if v.particle}
    before = next((p for p in (s.word(i - 1), _two(s, i - 2)) if p in particles), "")
    apart = g.joined.get(before + word) if before else None
    if apart and apart.lemma == before + word and (_modal_before(s, i, g) or s.word(i + 1) == ","):
        return _infinitive_cue(s, i, apart, g)  # "will bekannt geben, dass"
    if apart and s.word(i + 1) not in ("und", "oder"):
        return Cue(i, i, i + 1, apart)  # "wie X bekannt gab"
    for j in range(i + 1, min(len(s), i + _PARTICLE_REACH)):
        if s.word(j) in particles and _closes(s, j) and not _lacks(s, i, particles[s.word(j)]):
            return Cue(i, i, j + 1, particles[s.word(j)])
        if particles and _two(s, j) in particles and _closes(s, j + 1):
            return Cue(i, i, j + 2, particles[_two(s, j)])
    verb = next((v for v in verbs if not v.particle), None)
    if verb is None or _lacks(s, i, verb):
        return None
    if verb.lemma in g.reports and verb.sort != "weak" and _is_part(s, i, g):
        return None
    if verb.lemma == "widersprechen" and s.word(i + 1) == "sich":
        return None  # "Die Zahlen widersprechen sich"
    if verb.lemma == "deuten" and any(s.word(k) == "hin" for k in range(i, min(len(s), i + 9))):
        return None  # "deutet darauf hin, dass" is a sign, no speech
    if word == verb.lemma and _modal_before(s, i, g):
        return _infinitive_cue(s, i, verb, g) if s.word(i + 1) != ":" else None
    return Cue(i, i, i + 1, verb)


def _is_part(s: Sentence, i: int, g: German) -> bool:
    """Whether another prefix closes the clause, with which the verb at `i` says nothing: "forderte Soldaten an"."""
    for j in range(i + 1, min(len(s), i + _PARTICLE_REACH)):
        if s.tokens[j].kind in "pq":
            return False
        closes = j + 1 == len(s) or s.tokens[j + 1].kind == "p" or s.word(j + 1) in ("und", "oder")
        if s.word(j) in g.words["prefixes"] and closes:
            return s.word(j - 1) not in g.words["before_prefixes"]
    return False


def _two(s: Sentence, i: int) -> str:
    """A prefix of two words as the list of verbs has it: "zu_bedenken", "in_aussicht"."""
    return f"{s.word(i)}_{s.word(i + 1)}"


def _lacks(s: Sentence, i: int, verb: Verb) -> bool:
    """Whether a verb that speaks only with another word has it not: "besteht [darauf], dass"."""
    needed = _NEEDED.get(verb.lemma)
    return needed is not None and not any(s.word(k) == needed for k in range(max(0, i - 6), min(len(s), i + 9)))


def _closes(s: Sentence, j: int) -> bool:
    """Whether the clause ends after token `j`, as it does after a separable prefix."""
    if s.word(j) == "ein" and j + 1 < len(s) and s.tokens[j + 1].kind == "q":
        return False  # "sieht darin ein „gutes Zeichen“"
    return j + 1 == len(s) or s.tokens[j + 1].kind in "pq" or s.word(j + 1) in ("und", "oder", "sowie", *DASS)


def _infinitive_cue(s: Sentence, i: int, verb: Verb, g: German) -> Cue | None:
    """ "wollte betonen, dass", "war es wichtig zu sagen, dass": only before "dass", "ob", a colon; "ließ erklären"."""
    let = next((j for j in range(i - 1, max(-1, i - 12), -1) if s.word(j) in _LET or s.tokens[j].kind == "p"), None)
    if let is not None and s.word(let) in _LET and verb.lemma in g.words["let_tell"]:
        return Cue(i, let, i + 1, verb)
    if not (s.word(i + 1) == ":" or (s.word(i + 1) == "," and s.word(i + 2) in DASS)):
        return None
    for j in range(i - 1, max(-1, i - 25), -1):
        if s.word(j) == "nicht":
            return None  # "wollte nicht bestätigen, dass"
        if s.word(j) in g.words["modal"] or (s.word(i - 1) == "zu" and is_finite(s, j, g)):
            return Cue(i, j, i + 1, verb)
    return None


def _joined_cue(s: Sentence, i: int, word: str, g: German) -> Cue | None:
    """ "wie X mitteilte": the prefix stays on at the end of a subordinate clause."""
    verb = g.joined.get(word)
    if verb is None or _lacks(s, i, verb):
        return None
    if word == verb.lemma and _modal_before(s, i, g):
        return _infinitive_cue(s, i, verb, g) if s.word(i + 1) != ":" else None
    return Cue(i, i, i + 1, verb)


def _modal_before(s: Sentence, i: int, g: German) -> bool:
    for j in range(i - 1, max(-1, i - 25), -1):
        if s.word(j) in g.words["modal"] or s.word(j) in ("würde", "würden", "wird", "werden", "zu"):
            return True
        if s.word(j) in (",", ":"):
            break
    return s.word(i + 1) in g.words["modal"]


def _auxiliary_before(s: Sentence, i: int, g: German, *, with_be: bool = False) -> int | None:
    """The auxiliary of the participle at `i` in a main clause; a relative clause in between is stepped over."""
    commas = 0
    for j in range(i - 1, max(-1, i - _AUXILIARY_REACH), -1):
        word = s.word(j)
        if word in (",", "–"):
            commas += 1
            if commas > 2:
                return None
        elif word == ":":
            return None
        elif word in g.words["have"] or word in g.words["passive"] or (with_be and word in _BE):
            return j if commas in (0, 2) else None
    return None


def _auxiliary_follows(s: Sentence, i: int, g: German) -> bool:
    return s.word(i + 1) in g.words["have"] or s.word(i + 1) in g.words["passive"]


def _participle_cue(s: Sentence, i: int, word: str, g: German) -> Cue | None:
    verb = g.participles.get(s.word(i - 1) + word)  # "bekannt gegeben"
    verb = verb or g.participles.get(f"{_two(s, i - 2)}_{word}") or g.participles.get(word)
    if verb is None or _lacks(s, i, verb):
        return None
    if _auxiliary_follows(s, i, g):
        j = i + 1
        passive = s.word(j) in g.words["passive"]
        more = g.words["have"] | g.words["passive"] | {"war", "ist", "waren", "sind", "sein", "sei"}
        while s.word(j + 1) in more:
            j += 1
        return Cue(i, j, j + 1, verb, passive)
    auxiliary = _auxiliary_before(s, i, g, with_be=verb.lemma in _WITH_BE)
    if auxiliary is None:
        return None
    return Cue(i, auxiliary, i + 1, verb, s.word(auxiliary) in g.words["passive"])
