"""German noun phrases: where one starts and ends, and what it is headed by."""

from __future__ import annotations

import re

from retrieval.articles import Span
from retrieval.statements.german.lexicon import German
from retrieval.statements.lexicon import load_names
from retrieval.statements.phrases import Phrase
from retrieval.statements.runs import ABBREVIATED
from retrieval.statements.tokens import Sentence

__all__ = ["phrase_at", "skip_adjuncts"]

_ADJECTIVE_ENDS = ("e", "er", "en", "em", "es")
_POSTMODIFIERS = frozenset("von vom für aus in im am an bei beim zum zur über gegen mit auf".split())
_NO_NOUNS = ("prepositions", "subordinators", "adverbs", "coordinators", "oblique_pronouns")  # at a sentence's start
_LONGEST_BRACKET = 60  # characters of "(CDU)", "(37, parteilos)"
_AGED = re.compile(r"\d{1,3}-jährige[rn]?$")
_NEVER_ADJECTIVES = ("not_adjectives", "prepositions", "finite", "subordinators")
_PLACES = frozenset("aus in im am an bei beim".split())
_PLURAL = frozenset("mehrere viele einige andere alle beide manche zahlreiche zwei drei vier fünf sechs".split())


def phrase_at(s: Sentence, i: int, g: German, *, modifiers: bool = True) -> Phrase | None:
    """The noun phrase or pronoun that starts at token `i`, with genitives, prepositional phrases and appositions."""
    if not 0 <= i < len(s):
        return None
    word = s.word(i)
    if word in g.words["pronouns"] and not _noun_follows(s, i, g):
        return Phrase(i, i + 1, i + 1, s.span(i, i + 1), s.span(i, i + 1), word, sort="pronoun")
    core = _core(s, i, g)
    if core is None:
        return None
    end, determiner = core
    last, shown = _modifiers(s, end, g) if modifiers else (end, end)
    head = _head(s, i, end, g)
    first = s.tokens[i].lower
    return Phrase(
        i,
        last,
        end,
        s.span(i, shown),
        s.span(i, end),
        head,
        determiner,
        plural=first in _PLURAL,
        described=_described(s, i, end, head),
    )


def _noun_follows(s: Sentence, i: int, g: German) -> bool:
    """ "diese Regierung", "ihr Sprecher", "Man Ray": the word at `i` is no pronoun."""
    if s.word(i) in ("er", "sie", "es", "man", "wir", "ich"):
        return False
    core = _core(s, i, g)
    return core is not None and core[0] > i + 1


def _core(s: Sentence, i: int, g: German) -> tuple[int, str] | None:
    """End of determiner + adjectives + nouns and names, and the determiner."""
    j, determiner = i, ""
    if i == 0 and s.tokens[0].capital and any(s.word(0) in g.words[sort] for sort in _NO_NOUNS):
        return None
    if s.word(j) in g.words["determiners"] and s.tokens[j].kind == "w":
        determiner = s.word(j)
        j += 1
        if s.word(j) in ("beiden", "meisten", "anderen", "vielen", "drei", "zwei", "eigenen") and j + 1 < len(s):
            j += 1
    if determiner:
        j = _participle_attribute(s, j, g)
    steps = 0
    while j < len(s) and steps < 7 and _is_adjective(s, j, g):
        j += 1
        steps += 1
    noun = j
    while j < len(s):
        step = _noun_step(s, j, first=j == noun)
        if step == 0:
            break
        j += step
    if j == noun:
        return None
    if (
        j == i + 1 < len(s) and s.tokens[i].text.endswith("s") and _is_adjective(s, j, g)
    ):  # "Berlins früherer Bürgermeister"
        after = _core(s, j, g)
        if after and after[0] > j + 1:
            return after[0], determiner
    return j, determiner


def _noun_step(s: Sentence, j: int, *, first: bool) -> int:
    """How many tokens at `j` belong to a row of nouns and names, 0 where it ends."""
    token = s.tokens[j]
    if (
        token.capital
        or _AGED.match(token.lower)
        or (token.kind == "q" and token.size <= 6 and token.last not in ".!?,")
    ):
        return 1
    if first:
        return 0
    before, follows = s.tokens[j - 1].text, s.tokens[j + 1] if j + 1 < len(s) else None
    if token.lower == "." and follows is not None and follows.capital:
        return 1 if len(before) <= 2 or before in ABBREVIATED else 0
    if token.kind == "b" and token.end - token.start < _LONGEST_BRACKET:
        return 1
    if token.lower in ("&", "/") and follows is not None and follows.capital:
        return 1
    if token.lower == "-" and s.tokens[j - 1].end == token.start and s.word(j + 1) in ("und", "oder", "bzw", "sowie"):
        return 3 if j + 2 < len(s) and s.tokens[j + 2].capital else 0  # "Such- und Rettungsagentur"
    if token.lower in load_names().particles and _particle_of_name(s, j):
        return 1
    return 1 if token.text.isdigit() and len(token.text) < 3 and s.tokens[j - 1].capital else 0


def _participle_attribute(s: Sentence, j: int, g: German) -> int:
    """ "der [für die Region zuständige] Koordinator": the token after such an attribute, else `j`."""
    opens = s.word(j) in g.words["prepositions"] or s.word(j) in g.words["determiners"] or s.word(j) in ("sich", "als")
    if not opens:
        return j
    for k in range(j + 2, min(len(s) - 1, j + 12)):
        token = s.tokens[k]
        if token.kind == "p":
            return j
        attribute = token.lower.endswith(_ADJECTIVE_ENDS) and len(token.text) > 4 and not token.capital
        if (
            attribute
            and s.tokens[k + 1].capital
            and s.word(k - 1) not in g.words["determiners"] | g.words["prepositions"]
        ):
            return k + 1
    return j


def _particle_of_name(s: Sentence, j: int) -> bool:
    """ "Ursula von der Leyen", but not "Sprecher von Merkel": the word before is a first name."""
    names = load_names()
    k = j
    while k < len(s) and s.word(k) in names.particles:
        k += 1
    before = s.tokens[j - 1].text
    known = (
        before in names.female
        or before in names.male
        or before in names.either
        or s.word(j) in ("bin", "al", "bint", "el", "ibn")
    )
    return known and k < len(s) and s.tokens[k].capital


_ADJECTIVE_ADVERBS = frozenset("sehr erst damals noch bislang bisher derzeit".split())


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
        return not _AGED.match(word) or (follows is not None and follows.capital)
    if token.capital or any(word in g.words[sort] for sort in _NEVER_ADJECTIVES):
        return False
    if word in g.finite and not word.endswith(("er", "em", "es")):
        return False
    if word in g.words["adverbs"]:
        return word in _ADJECTIVE_ADVERBS and follows is not None and not follows.capital and _is_adjective(s, j + 1, g)
    return word in ("rund", "etwa", "knapp", "ehemals") or (len(word) > 3 and word.endswith(_ADJECTIVE_ENDS))


def _modifiers(s: Sentence, j: int, g: German) -> tuple[int, int]:
    """The end of genitives, prepositional phrases, "und" + noun and appositions after the noun at `j`, and the end
    without a place at the end ("die Politikerin in Brüssel")."""
    shown = j
    for _ in range(6):
        step = _one_modifier(s, j, g)
        if step is None:
            break
        if s.word(j) not in _PLACES:
            shown = step
        j = step
    return j, shown


def _one_modifier(s: Sentence, j: int, g: German) -> int | None:
    word = s.word(j)
    if word in ("des", "der", "eines", "einer", "seiner", "ihrer", "seines", "ihres", "dieser", "dieses"):
        core = _core(s, j, g)
        return core[0] if core and core[0] > j + 1 else None
    if word in _POSTMODIFIERS and _in_noun_phrase(s, j, g):
        k = j + 1
        core = _core(s, k, g)
        if core is None or any(t.text in g.words["weekdays"] for t in s.tokens[k : core[0]]):
            return None
        return core[0]
    if word in ("und", "sowie"):
        core = _core(s, j + 1, g)
        follows = core is not None and (core[0] >= len(s) or s.word(core[0]) not in g.finite)
        return core[0] if core and (follows or s.tokens[j + 1].capital) and s.tokens[core[0] - 1].kind != "q" else None
    if word == ",":
        return _apposition(s, j, g)
    return None


def _in_noun_phrase(s: Sentence, j: int, g: German) -> bool:
    """Whether a prepositional phrase after a noun may belong to it; times do not ("am Dienstag")."""
    if s.word(j) in ("am", "im", "zum", "zur", "mit", "auf", "gegen", "über", "an", "in") and j + 1 < len(s):
        following = s.tokens[j + 1].text
        if following in g.words["weekdays"] or following[0].isdigit():
            return False
        return s.word(j) in ("in", "im", "aus", "am", "an") and (
            s.word(j) != "in" or s.tokens[j + 1].capital or s.word(j + 1) in ("der", "den")
        )
    return True


def _apposition(s: Sentence, j: int, g: German) -> int | None:
    """ ", Chef der Partei," and ", Hans Müller,": nouns up to the next comma or the end, without a verb."""
    core = _core(s, j + 1, g)
    if core is None or s.tokens[core[0] - 1].kind == "q":
        return None
    end = core[0]
    for _ in range(3):
        step = _one_modifier(s, end, g) if s.word(end) != "," else None
        if step is None:
            break
        end = step
    if end >= len(s) or s.word(end) in (",", ":"):
        return end
    return None


def _head(s: Sentence, i: int, end: int, g: German) -> str:
    """The head noun: the last role in front of a name, else the last capitalised word."""
    nouns = [t.text for t in s.tokens[i:end] if t.capital]
    for word in nouns:
        if g.roles.role(word):
            return word
    return nouns[-1] if nouns else s.tokens[end - 1].text


def _described(s: Sentence, i: int, end: int, head: str) -> bool:
    """ "der Oberrabbiner Israels": a genitive follows the head."""
    nouns = [t.text for t in s.tokens[i:end] if t.capital]
    return head in nouns and any(w.endswith("s") for w in nouns[nouns.index(head) + 1 :])


def skip_adjuncts(s: Sentence, i: int, g: German) -> int:
    """Steps over what may stand between verb and subject: "sagte [am Dienstag in Berlin] [auch] X"."""
    for _ in range(8):
        word = s.word(i)
        if not word:
            break
        if word in ("sich",) or word in g.words["oblique_pronouns"] or (word in g.words["adverbs"] and word != "so"):
            i += 1
        elif word == "es" or (word == "unter" and s.word(i + 1) == "anderem"):
            i += 1 + (word == "unter")
        elif word in g.words["prepositions"] and word not in ("laut", "gemäß"):
            core = _core(s, i + 1, g)
            if core is None:
                break
            step = core[0]
            if s.word(step) in ("des", "der", "von", "vom") and (
                core2 := _core(s, step if s.word(step) in ("des", "der") else step + 1, g)
            ):
                step = core2[0]
            i = step
        else:
            break
    return i


def span_of(s: Sentence, i: int, j: int) -> Span:
    return s.span(i, j)
