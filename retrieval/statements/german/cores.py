"""The core of a German noun phrase: determiner, adjectives, nouns and names, without what follows them."""

from __future__ import annotations

import re

from retrieval.statements.german.closed import ADJECTIVE_ENDS
from retrieval.statements.german.lexicon import German
from retrieval.statements.german.titles import is_clause
from retrieval.statements.lexicon import is_first_name, load_names
from retrieval.statements.runs import ABBREVIATED
from retrieval.statements.tokens import Sentence

__all__ = ["core_of"]

_NO_NOUNS = (
    "prepositions",
    "subordinators",
    "adverbs",
    "coordinators",
    "oblique_pronouns",
    "openers",
)  # at a sentence's start
_CONDITIONS = frozenset("sollte sollten würde würden wäre wären hätte hätten könnte könnten müsste müssten".split())
"""Verbs that open a sentence: "Sollte es regnen, ..."."""
_LONGEST_BRACKET = 60  # characters of "(CDU)", "(37, parteilos)"
_GRADES = frozenset("neu schwer leicht hoch gut schlecht frisch eng stark weit lange wohl viel".split())
_GRADING = ("lich", "ig", "isch", "ell", "iv", "weise", "haft", "sam")  # endings of adverbs
_SIZED = ("starke", "lange", "hohe", "große", "alte", "schwere", "breite", "tiefe", "umfassende", "teure")
_AGED = re.compile(r"\d{1,3}-jährige[rn]?$")
_ROMAN = re.compile(r"[IVX]{1,5}$")
_NEVER_ADJECTIVES = ("not_adjectives", "determiners", "prepositions", "finite", "subordinators")
_MARKS = "„“”\"'»«‚‘’›‹ "
_PARTICLES = frozenset("de van bin al del di da".split())
_FURTHER = frozenset(
    "beiden meisten anderen anderer andere anderes weiterer weitere weiteres weiteren vielen drei zwei eigenen "
    "einzelne einzelner einzelnen".split()
)  # determiners that stand after another one: "ein anderer Bürger"
_ADJECTIVE_ADVERBS = frozenset(
    "nicht namentlich sehr erst damals noch bislang bisher derzeit gestern heute kürzlich jüngst zuletzt soeben "
    "bereits zuvor".split()
)


def core_of(s: Sentence, i: int, g: German) -> tuple[int, str] | None:
    """End of determiner + adjectives + nouns and names, and the determiner."""
    j, determiner = i, ""
    if i == 0 and s.word(0) in g.participles and s.word(1) in g.words["have"]:
        return None  # "Gemeldet hatte den Wechsel das Portal"
    opens = i == 0 and s.tokens[0].capital and s.word(0) not in g.words["determiners"]
    if opens and (any(s.word(0) in g.words[sort] for sort in _NO_NOUNS) or s.word(0) in _CONDITIONS):
        return None
    if s.word(j) in g.words["determiners"] and s.tokens[j].kind == "w":
        determiner = s.word(j)
        j += 1
        if s.word(j) in _FURTHER and j + 1 < len(s):
            j += 1
    elif s.word(j) in _PARTICLES and j + 1 < len(s) and s.tokens[j + 1].capital:
        j += 1  # "de Varenne", "bin Karim"
    if determiner:
        j = _participle_attribute(s, j, g)
        j = _measured(s, j)
        j = _after_adverbs(s, j, g)
    steps = 0
    while j < len(s) and steps < 7 and (_is_adjective(s, j, g) or (steps and _joins_adjectives(s, j, g))):
        j += 1
        steps += 1
    noun = j
    while j < len(s):
        step = _noun_step(s, j, g, first=j == noun)
        if step == 0 or (j > noun and (_is_object(s, j, g) or _is_small_quotation(s, j, g))):
            break
        j += step
    if j == noun:
        return None
    if j == i + 1 < len(s) and s.tokens[i].text.endswith("s"):
        j_adjective = j + _is_graded(s, j, g)
        owned = _is_adjective(s, j_adjective, g) and not _is_sum(s, j_adjective)
        after = core_of(s, j_adjective, g) if owned else None  # "Berlins früherer Bürgermeister"
        if after and after[0] > j + 1:
            return after[0], determiner
    return j, determiner


def _is_sum(s: Sentence, j: int) -> bool:
    """ "davon fordert Airbus [5,3] Milliarden Euro": a number after a name."""
    number = s.tokens[j].text[0].isdigit() and not _AGED.match(s.word(j))
    return number and j + 1 < len(s) and s.tokens[j + 1].capital


def _measured(s: Sentence, j: int) -> int:
    """ "der [300 Seiten] starke Bericht": the token after such a measure, else `j`."""
    number, noun = j + 1 < len(s) and s.tokens[j].text[0].isdigit(), j + 2
    fits = s.word(noun).startswith(_SIZED) or s.word(noun).endswith(("ende", "ender", "enden"))
    sized = number and s.tokens[j + 1].capital and fits and noun + 1 < len(s)
    return noun if sized and s.tokens[noun + 1].capital else j


def _after_adverbs(s: Sentence, j: int, g: German) -> int:
    """ "der [eigentlich sonst] besonnene Mann": the token after adverbs that stand before an adjective, else `j`."""
    k = j
    while k < len(s) - 1 and k < j + 3 and not s.tokens[k].capital and _is_adverb(s.word(k), g):
        k += 1
    before = k > j and k + 1 < len(s) and s.tokens[k + 1].capital and not s.tokens[k].capital
    return k if before and _is_adjective(s, k, g) else j


def _is_adverb(word: str, g: German) -> bool:
    return word in g.words["adverbs"] or word in _GRADES or word.endswith(_GRADING)


def _is_graded(s: Sentence, j: int, g: German) -> bool:
    """ "Webers [vermeintlich] unterlegener Gegner", "der [schwer] verletzte Fahrer": whether token `j` is an adverb
    before an adjective."""
    if j + 2 >= len(s) or s.tokens[j].kind != "w" or s.tokens[j].capital:
        return False
    adverb = s.word(j) in _GRADES or s.word(j).endswith(_GRADING)
    return adverb and s.tokens[j + 2].capital and not s.tokens[j + 1].capital and _is_adjective(s, j + 1, g)


def _is_object(s: Sentence, j: int, g: German) -> bool:
    """Whether token `j` is a noun of its own after a role or a name: "räumte der Minister [Fehler] ein"."""
    before = s.tokens[j - 1]
    opens = j == 1 and not g.roles.role(before.text)  # "Scharfe Kritik": an adjective at the start
    noun = s.tokens[j].capital and g.roles.is_object(s.word(j))
    return noun and not opens and before.kind == "w" and not is_first_name(before.text)


def _joins_adjectives(s: Sentence, j: int, g: German) -> bool:
    """ "die afghanischen [und] ausländischen Soldaten"."""
    follows = j + 2 < len(s) and s.tokens[j + 2].capital
    return s.word(j) in ("und", "oder") and follows and not s.tokens[j + 1].capital and _is_adjective(s, j + 1, g)


def _may_be_name(s: Sentence, j: int, g: German, *, first: bool) -> bool:
    """Whether the quotation at `j` may name something: "Zeitung „Neue Welt“", but not "laut Polizei „schwer verletzt“".
    `first`: no noun stands before it."""
    token = s.tokens[j]
    if token.size > 6 or token.last in ".!?,":
        return False
    noun = s.word(j - 1)
    if not first and any(word in g.words["title_nouns"] for word in (noun, noun.removesuffix("s"), noun[:-2])):
        return True
    if not first and g.roles.organisation(s.tokens[j - 1].text) and token.text[:1].isupper():
        return True  # "das Bündnis „Hamburg hilft“"
    named = first and s.word(j - 1) in ("von", "bei", "der", "die", "das", "dem", "den")
    if named and token.text[:1].isupper() and not {"ich", "wir"} & set(token.text.lower().split()):
        return True  # "eine Sprecherin von „Hamburg hilft“", "die „Aktion Hamburg hilft“"
    small = token.text[:1].islower() and token.size > 1 + 2 * first
    return not (small or (token.size > 1 and is_clause(token, g)))


def _noun_step(s: Sentence, j: int, g: German, *, first: bool) -> int:
    """How many tokens at `j` belong to a row of nouns and names, 0 where it ends."""
    token = s.tokens[j]
    if token.capital or _AGED.match(token.lower) or (token.kind == "q" and _may_be_name(s, j, g, first=first)):
        return 1
    if first:
        return 0
    before, follows = s.tokens[j - 1].text, s.tokens[j + 1] if j + 1 < len(s) else None
    if token.lower == "." and _ROMAN.match(before) and j > 1 and s.tokens[j - 2].capital:
        return 1  # "Elisabeth II., Königin der Briten, ..."
    if token.lower == "." and follows is not None and follows.capital:
        return 1 if len(before) <= 2 or before in ABBREVIATED else 0
    if token.kind == "b" and token.end - token.start < _LONGEST_BRACKET:
        return 1
    if token.lower in ("&", "/") and follows is not None and follows.capital:
        return 1
    if token.lower == "-" and s.tokens[j - 1].end == token.start and s.word(j + 1) in ("und", "oder", "bzw", "sowie"):
        return 3 if j + 2 < len(s) and s.tokens[j + 2].capital else 0  # "Such- und Rettungsagentur"
    if token.lower in load_names().particles and (last := _name_after(s, j)):
        return last + 1 - j
    counts = follows is not None and follows.capital and not token.text.startswith("0")  # "laut der Zeitung [40 Züge]"
    return 1 if token.text.isdigit() and len(token.text) < 3 and s.tokens[j - 1].capital and not counts else 0


def _is_small_quotation(s: Sentence, j: int, g: German) -> bool:
    """Whether token `j` is quoted words that begin small, and so are no name ("der Polizei Kiel „sehr genau“ geprüft")
    but after a noun that has one ("das Magazin „auto und motor“")."""
    token, before = s.tokens[j], s.tokens[j - 1]
    if token.quotation is None or not token.text.lstrip(_MARKS)[:1].islower():
        return False
    titled = any(base in g.words["title_nouns"] for base in (before.lower, before.lower.rstrip("s").removesuffix("e")))
    return not titled and not g.roles.organisation(before.text)


def _participle_attribute(s: Sentence, j: int, g: German) -> int:
    """ "der [für die Region zuständige] Koordinator": the token after such an attribute, else `j`."""
    opens = s.word(j) in g.words["prepositions"] or s.word(j) in g.words["determiners"] or s.word(j) in ("sich", "als")
    if not opens:
        return j
    for k in range(j + 2, min(len(s) - 1, j + 12)):
        token = s.tokens[k]
        if token.kind == "p":
            return j
        attribute = token.lower.endswith(ADJECTIVE_ENDS) and len(token.text) > 4 and not token.capital
        if (
            attribute
            and s.tokens[k + 1].capital
            and not any(s.word(k - 1) in g.words[sort] for sort in ("determiners", "prepositions"))
        ):
            return k + 1
    return j


def _name_after(s: Sentence, j: int) -> int | None:
    """ "Eva von der [Heide]", but not "Sprecher von Lang": where the last name stands that goes with the particles
    at token `j`, if the word before is a first name."""
    particles = load_names().particles
    k = j
    while k < len(s) and s.word(k) in particles:
        k += 1
    known = is_first_name(s.tokens[j - 1].text) or s.word(j) in ("bin", "al", "bint", "el", "ibn")
    name = k < len(s) and s.tokens[k].capital and not s.tokens[k].text.isupper()
    return k if known and name else None


def _is_adjective(s: Sentence, j: int, g: German) -> bool:
    """Whether token `j` may stand between a determiner and its noun."""
    token = s.tokens[j]
    follows = s.tokens[j + 1] if j + 1 < len(s) else None
    if token.kind == "q":  # "die „freien“ Wahlen"
        if token.size > 4 or follows is None:
            return False
        return follows.capital or (
            follows.lower not in g.words["determiners"] and _is_adjective(s, j + 1, g) and follows.kind == "w"
        )
    if token.kind != "w":
        return token.lower == "." and j > 0 and s.tokens[j - 1].text.isdigit()
    word = token.lower
    if token.text[0].isdigit():
        aged = _AGED.match(word) is not None
        return not aged or (follows is not None and (follows.capital or _is_adjective(s, j + 1, g)))
    if token.capital or any(word in g.words[sort] for sort in _NEVER_ADJECTIVES):
        return False
    if word in g.finite and not word.endswith(("er", "em", "es")):
        return False
    if word in g.words["adverbs"]:
        return word in _ADJECTIVE_ADVERBS and follows is not None and not follows.capital and _is_adjective(s, j + 1, g)
    return word in ("rund", "etwa", "knapp", "ehemals") or (len(word) > 3 and word.endswith(ADJECTIVE_ENDS))
