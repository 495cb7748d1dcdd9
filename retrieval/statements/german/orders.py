"""Sentences that address the reader, and that nobody says: "Schreibe, dass ...", "Melden Sie sich", "Du bist ..."."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from retrieval.statements.german.lexicon import german
from retrieval.statements.german.reading import GermanReading

__all__ = ["addresses_reader"]

_YOU = frozenset("du dich dir dein deine deinem deinen deiner deines euch euer eure eurem euren eurer".split())
_SUBJECTS = frozenset("er es man sie ich wir jemand niemand der und oder".split())
_ASKING = frozenset("bitte nun jetzt dann also danach zuerst merke".split())
_GREETING = frozenset("liebe lieber liebes werte werter geehrte geehrter hallo hey achtung sehr".split())
_AND = frozenset("und oder".split())
_THEN = frozenset("so dann".split())
_LABEL = 8  # tokens before a colon


def addresses_reader(r: GermanReading) -> bool:
    """Whether the sentence is an order or speaks to "du", outside of quotation marks."""
    if any(t.lower in _YOU and not _is_french(r, i) for i, t in enumerate(r.s.tokens) if t.kind == "w"):
        return True
    return r.s.final != "?" and any(_is_order(r, i) for i in _starts(r))


def _is_french(r: GermanReading, i: int) -> bool:
    """ "Cirque du Soleil"."""
    return 0 < i < len(r.s) - 1 and r.s.tokens[i - 1].capital and r.s.tokens[i + 1].capital


def _starts(r: GermanReading) -> Iterator[int]:
    """Where an order may begin: the sentence, after "Lieber Leser,", after "Hinweis:", after "bitte"."""
    s = r.s
    begin = next((k for k, t in enumerate(s.tokens) if t.kind == "w"), len(s))
    yield _after(r, begin)
    end = r.break_after(begin)
    greets = s.word(end) == "," and s.word(begin) in _GREETING
    labels = s.word(end) == ":" and end <= _LABEL and end + 1 < len(s) and s.tokens[end + 1].capital
    if (greets or labels) and not r.any_finite(begin, end):
        yield _after(r, end + 1)


def _after(r: GermanReading, i: int) -> int:
    while r.word(i) in _ASKING:
        i += 1
    return i


def _is_order(r: GermanReading, i: int) -> bool:
    s = r.s
    if i + 1 >= len(s) or s.tokens[i].kind != "w":
        return False
    word, following = s.word(i), s.tokens[i + 1]
    if following.text == "Sie" and word.endswith("n"):
        return True  # "Fragen Sie Ihren Arzt"
    if word not in _imperatives() and not (word.endswith("iere") and len(word) > 6):
        return False
    them = i == 0 and following.text == "sie" and r.break_after(i + 1) == len(s)  # "Zitiere sie als „...“"
    if (
        (following.text in _SUBJECTS and not them)
        or _is_condition(r, i)
        or r.word(r.break_after(i + 1) + 1) == "wonach"
    ):
        return False
    for k in range(i + 1, r.break_after(i + 1)):
        if s.word(k) in _AND:
            break
        if r.finite(k):
            return False  # "Offiziere aus Kairo sagten"
    return True


def _is_condition(r: GermanReading, i: int) -> bool:
    """ "Komme es zum Streit, [müsse man ...]", "Halte die Dürre an, [so] ...": a main clause follows."""
    k = r.break_after(i + 1) + 1
    return k < len(r.s) and (r.word(k) in _THEN or r.s.tokens[k].text in r.g.first | r.g.second)


@cache
def _imperatives() -> frozenset[str]:
    """ "sage", "fordere" of the verbs of speech, and what is ordered otherwise; nouns that look like one are none."""
    g = german()
    stems = {
        verb.lemma.removeprefix(verb.particle) for verbs in g.finite.values() for verb in verbs if verb.sort != "weak"
    }
    forms = {stem[:-1] + "e" if stem.endswith("rn") else stem[:-1] for stem in stems if stem.endswith(("en", "rn"))}
    return frozenset(forms - g.words["order_nouns"]) | g.words["orders"]
