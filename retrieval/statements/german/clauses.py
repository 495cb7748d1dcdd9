"""German clauses: where the finite verb stands, and which verb tells of speech."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.statements.german.lexicon import German
from retrieval.statements.lexicon import Verb
from retrieval.statements.tokens import Sentence

__all__ = ["Cue", "Segments", "cues_of", "first_main_verb", "is_finite", "main_verb"]

_BREAKS = frozenset(",:–—")
_DASS = ("dass", "daß", "ob")
_PARTICLE_REACH = 30  # tokens between a verb and its prefix ("teilte ... mit")
_AUXILIARY_REACH = 45  # tokens between an auxiliary and its participle ("hat ... gefordert")
_BE = frozenset("ist sind war waren sei seien".split())
_WITH_BE = frozenset("ausgehen entgegentreten hervorgehen".split())
_SURE_SUBORDINATORS = frozenset("nachdem obwohl weil wenn falls sofern sobald bevor obgleich dass daß ob".split())
_LET = frozenset("ließ ließen lässt".split())
_TOLD = frozenset("erklären mitteilen ausrichten verkünden bestätigen bestellen verbreiten melden".split())
_OPENING = frozenset("dass daß ob weil nachdem obwohl wenn bevor indem damit sodass falls".split())
_NO_VERBS = ("nicht", "haft", "statt", "samt", "jetzt", "echt", "iert")


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech: the token that names it, its finite verb, and where the two end."""

    at: int
    finite: int
    end: int
    verb: Verb
    passive: bool = False


class Segments:
    """A sentence cut at its commas, colons and dashes."""

    def __init__(self, s: Sentence) -> None:
        self.bounds: list[tuple[int, int]] = []
        self._number: list[int] = []
        begin = 0
        for i, token in enumerate(s.tokens):
            self._number.append(len(self.bounds))
            if token.kind == "p" and (token.lower in _BREAKS or (token.lower == "-" and _spaced(s, i))):
                self.bounds.append((begin, i))
                begin = i + 1
        self.bounds.append((begin, len(s)))

    def of(self, i: int) -> int:
        """The number of the segment that token `i` is in, or that it closes."""
        return self._number[i] if i < len(self._number) else len(self.bounds) - 1


def _spaced(s: Sentence, i: int) -> bool:
    before, after = s.tokens[max(0, i - 1)], s.tokens[min(len(s) - 1, i + 1)]
    return before.end < s.tokens[i].start and s.tokens[i].end < after.start


def is_finite(s: Sentence, i: int, g: German) -> bool:
    """Whether token `i` looks like a finite verb; there is none behind the end of the sentence."""
    if i >= len(s.tokens):
        return False
    token = s.tokens[i]
    if token.kind != "w" or token.capital:
        return False
    word = token.lower
    before = s.word(i - 1)
    if word in g.words["finite"] or word in g.first or word in g.second or word in g.finite or word in g.joined:
        return before != "zu"
    if word in g.words["adverbs"] or len(word) < 5 or word in g.participles:
        return False
    if before in g.words["determiners"] or before in g.words["prepositions"] or before == "zu":
        return False
    if word.endswith(("te", "ten")):
        return True
    return word.endswith("t") and not word.startswith("ge") and not word.endswith(_NO_VERBS)


def main_verb(s: Sentence, b: int, e: int, g: German) -> int | None:
    """The finite verb of a main clause in tokens `b` to `e`; None in a subordinate clause or where none stands."""
    while b < e and s.word(b) in g.words["coordinators"]:
        b += 1
    if b >= e or (s.word(b) in g.words["subordinators"] and not s.tokens[b].capital):
        return None
    lead = s.word(b + 1) if s.word(b) in g.words["prepositions"] else s.word(b)
    verbs = [k for k in range(b, e) if is_finite(s, k, g)]
    relative = b > 0 and s.word(b - 1) == "," and lead in g.words["relatives"]
    if not verbs or (relative and verbs[0] >= e - 2):
        return None
    if s.word(b) in g.words["subordinators"] and s.word(b) not in ("was", "wer", "wie") and verbs[0] >= e - 1:
        return None
    if s.word(b) in _SURE_SUBORDINATORS and verbs[-1] >= e - 1:
        return None
    return verbs[0]


def first_main_verb(s: Sentence, segments: Segments, g: German) -> int | None:
    """The finite verb of the first main clause; a clause that another one interrupts goes on after it ("dass der Plan,
    der alt ist, [falsch sei]")."""
    interrupted = False
    for b, e in segments.bounds:
        finite = any(is_finite(s, k, g) for k in range(b, e))
        if interrupted and s.word(b) not in g.words["relatives"]:
            interrupted = not finite
        elif s.word(b) in _OPENING and b + 1 < e and not finite:
            interrupted = True
        elif (verb := main_verb(s, b, e, g)) is not None:
            return verb
    return None


# ---------------------------------------------------------------------------------------------------------------- cues


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
    if s.word(i - 1) == "zu":
        plain = next((v for v in verbs if v.lemma == word), None)
        return _infinitive_cue(s, i, plain, g) if plain else None
    first = i > 0 and s.tokens[i - 1].kind in "pq"  # ", zitiert die Zeitung": no participle
    if word in g.participles and (
        _auxiliary_follows(s, i, g) or (not first and _auxiliary_before(s, i, g) is not None)
    ):
        return None
    particles = {v.particle: v for v in verbs if v.particle}
    apart = g.joined.get(s.word(i - 1) + word) if s.word(i - 1) in particles else None
    if apart and apart.lemma == s.word(i - 1) + word and (_modal_before(s, i, g) or s.word(i + 1) == ","):
        return _infinitive_cue(s, i, apart, g)  # "will bekannt geben, dass"
    if apart and s.word(i + 1) not in ("und", "oder"):
        return Cue(i, i, i + 1, apart)  # "wie X bekannt gab"
    for j in range(i + 1, min(len(s), i + _PARTICLE_REACH)):
        if s.word(j) in particles and _closes(s, j):
            return Cue(i, i, j + 1, particles[s.word(j)])
    verb = next((v for v in verbs if not v.particle), None)
    if verb is None or (verb.lemma == "deuten" and any(s.word(k) == "hin" for k in range(i, min(len(s), i + 9)))):
        return None  # "deutet darauf hin, dass" is a sign, no speech
    if word == verb.lemma and _modal_before(s, i, g):
        return _infinitive_cue(s, i, verb, g) if s.word(i + 1) != ":" else None
    return Cue(i, i, i + 1, verb)


def _closes(s: Sentence, j: int) -> bool:
    """Whether the clause ends after token `j`, as it does after a separable prefix."""
    return j + 1 == len(s) or s.tokens[j + 1].kind in "pq" or s.word(j + 1) in ("und", "oder", "sowie", *_DASS)


def _infinitive_cue(s: Sentence, i: int, verb: Verb, g: German) -> Cue | None:
    """ "wollte betonen, dass", "war es wichtig zu sagen, dass": only before "dass", "ob", a colon; "ließ erklären"."""
    let = next((j for j in range(i - 1, max(-1, i - 12), -1) if s.word(j) in _LET or s.tokens[j].kind == "p"), None)
    if let is not None and s.word(let) in _LET and verb.lemma in _TOLD:
        return Cue(i, let, i + 1, verb)
    if not (s.word(i + 1) == ":" or (s.word(i + 1) == "," and s.word(i + 2) in _DASS)):
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
    if verb is None:
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
    verb = g.participles.get(s.word(i - 1) + word) or g.participles.get(word)  # "bekannt gegeben"
    if verb is None:
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
