"""German clauses: where one begins, and where its finite verb stands."""

from __future__ import annotations

import re

from retrieval.statements.german.lexicon import German
from retrieval.statements.tokens import Sentence

__all__ = ["Segments", "ends_clause", "first_main_verb", "holds_infinitive", "is_finite", "main_verb"]

_BREAKS = frozenset(",:–—")
_SURE_SUBORDINATORS = frozenset("nachdem obwohl weil wenn falls sofern sobald bevor obgleich dass daß ob".split())
_OPENING = frozenset("dass daß ob weil nachdem obwohl wenn bevor indem damit sodass falls".split())
_ENDS_WITH_ZU = re.compile(r"\bzu [a-zäöü]+n$")
_WHEREBY = frozenset("demzufolge derzufolge".split())
_NO_VERBS = ("nicht", "haft", "statt", "samt", "jetzt", "echt", "iert")


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
    if word in g.words["present_plurals"]:
        return before != "zu" and i + 1 < len(s) and s.tokens[i + 1].kind != "p" and not _is_infinitive(s, i, g)
    if word in g.words["adverbs"] or len(word) < 5 or word in g.participles:
        return False
    if before in g.words["determiners"] or before in g.words["prepositions"] or before == "zu":
        return False
    if word.endswith(("te", "ten")):
        return not _is_attribute(s, i, g)
    if word.endswith("iert"):
        small = i + 1 < len(s) and s.tokens[i + 1].kind == "w" and not s.tokens[i + 1].capital
        return small and not _has_helper(s, i, g)
    return word.endswith("t") and not word.startswith("ge") and not word.endswith(_NO_VERBS)


def _has_helper(s: Sentence, i: int, g: German) -> bool:
    """Whether a verb of which the word at `i` may be the participle stands in its clause: "hat ... präsentiert"."""
    for k in (i + 1, *range(i - 1, -1, -1)):
        if s.word(k) in _BREAKS:
            return False
        if any(s.word(k) in g.words[sort] for sort in ("finite", "have", "passive")) or s.word(k) in g.first | g.second:
            return True
    return False


def _is_attribute(s: Sentence, i: int, g: German) -> bool:
    """ "einer viel [beachteten] Rede": an adverb stands between the article and the word at `i`."""
    noun = i + 1 < len(s) and s.tokens[i + 1].capital
    led = s.word(i - 2) in g.words["determiners"]
    return noun and led and s.tokens[i - 1].kind == "w" and not s.tokens[i - 1].capital


def _is_infinitive(s: Sentence, i: int, g: German) -> bool:
    """Whether a verb that wants an infinitive stands before token `i` in its clause, or right after it."""
    helping = (g.words["modal"], g.words["passive"], g.first, g.second)
    for k in (i + 1, *range(i - 1, -1, -1)):
        if s.word(k) in _BREAKS:
            return False
        if any(s.word(k) in forms for forms in helping):
            return True
    return False


def main_verb(s: Sentence, b: int, e: int, g: German) -> int | None:
    """The finite verb of a main clause in tokens `b` to `e`; None in a subordinate clause or where none stands."""
    while b < e and s.word(b) in g.words["coordinators"]:
        b += 1
    if b >= e or (s.word(b) in g.words["subordinators"] and not s.tokens[b].capital):
        return None
    lead = s.word(b + 1) if s.word(b) in g.words["prepositions"] else s.word(b)
    verbs = [k for k in range(b, e) if is_finite(s, k, g)]
    relative = b > 0 and s.word(b - 1) == "," and (lead in g.words["relatives"] or lead in _WHEREBY)
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


def holds_infinitive(s: Sentence, i: int, j: int, g: German) -> bool:
    """Whether tokens `i` to `j` hold an infinitive with "zu" at the end of a clause, or of quoted words: "zu gehen",
    "aufzunehmen", „einen Schlussstrich zu ziehen“."""
    for k in range(i, j):
        word = s.word(k)
        if s.tokens[k].kind == "q" and _ENDS_WITH_ZU.search(s.tokens[k].text):
            return True
        if s.tokens[k].capital:
            continue
        verb = k + 1 < j and not s.tokens[k + 1].capital and s.word(k + 1).endswith("n")
        if word == "zu" and verb and (ends_clause(s, k + 2, j) or is_finite(s, k + 2, g)):
            return True
        joined = len(word) > 6 and "zu" in word[2:-3] and word.endswith(("en", "ern", "eln"))
        if joined and ends_clause(s, k + 1, j):
            return True
    return False


def ends_clause(s: Sentence, k: int, j: int) -> bool:
    """Whether a clause of the tokens up to `j` ends before token `k`."""
    return k >= j or s.tokens[k].kind != "w" or s.word(k) in ("und", "oder")
