"""The English word lists as the rules use them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from retrieval.statements.lexicon import Verb, sections, word_lists
from retrieval.statements.roles import Roles
from retrieval.statements.tokens import Sentence

__all__ = ["English", "english", "is_time", "small"]


_NAMES = frozenset("March April May June August".split())  # months that persons are called like
_BEFORE_MONTHS = frozenset("last this next early late mid every".split())


@dataclass(frozen=True, slots=True)
class English:
    words: dict[str, frozenset[str]]
    finite: dict[str, tuple[Verb, ...]]
    base: dict[str, tuple[Verb, ...]]
    participles: dict[str, tuple[Verb, ...]]
    ing: dict[str, tuple[Verb, ...]]
    objects: frozenset[str]  # verbs whose object reports speech
    roles: Roles


def _longest_particle(verb: Verb) -> int:
    return -verb.particle.count("_") - bool(verb.particle)


@cache
def english() -> English:
    """Reads the lists once."""
    tables: tuple[dict[str, list[Verb]], ...] = ({}, {}, {}, {})
    for sort, lines in sections("english", "verbs.txt").items():
        for line in lines:
            base, present, past, participle, ing = line.split()
            base, _, particle = base.partition("+")
            verb = Verb(base, particle, sort)
            for table, forms in zip(tables, ((present, past), (base,), (participle,), (ing,)), strict=True):
                for form in dict.fromkeys(forms):
                    table.setdefault(form, []).append(verb)
    reports = ("judge", "demand")
    objects = frozenset(v.lemma for vs in tables[1].values() for v in vs if v.sort in reports and not v.particle)
    finite, bases, participles, ing_forms = (
        {form: tuple(sorted(verbs, key=_longest_particle)) for form, verbs in t.items()} for t in tables
    )
    return English(
        word_lists("english", "words.toml"), finite, bases, participles, ing_forms, objects, Roles("english")
    )


def small(s: Sentence, i: int, e: English, *sorts: str) -> bool:
    """Whether the word at `i` is one of these lists of small words, and no name that looks like one: "Peter Long"."""
    if not 0 <= i < len(s):
        return False
    token = s.tokens[i]
    starts = i == 0 or s.tokens[i - 1].kind == "q"
    if token.capital and (not starts or s.word(i + 1) in e.finite):
        return False
    return any(token.lower in e.words[sort] for sort in sorts)


def is_time(s: Sentence, i: int, e: English) -> bool:
    """Whether the word at `i` is a day, a month or their like: not "Theresa May"."""
    if not 0 <= i < len(s) or s.tokens[i].text not in e.words["times"]:
        return False
    if s.tokens[i].text not in _NAMES:
        return True
    dated = s.word(i - 1) in e.words["prepositions"] or s.word(i - 1) in _BEFORE_MONTHS
    return dated or s.word(i - 1).isdigit() or s.word(i + 1).isdigit()
