"""The English word lists as the rules use them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from retrieval.statements.lexicon import Verb, sections, word_lists
from retrieval.statements.roles import Roles

__all__ = ["English", "english"]


@dataclass(frozen=True, slots=True)
class English:
    words: dict[str, frozenset[str]]
    finite: dict[str, tuple[Verb, ...]]
    base: dict[str, tuple[Verb, ...]]
    participles: dict[str, tuple[Verb, ...]]
    ing: dict[str, tuple[Verb, ...]]
    roles: Roles


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
    finite, bases, participles, ing_forms = ({form: tuple(verbs) for form, verbs in t.items()} for t in tables)
    return English(word_lists("english", "words.toml"), finite, bases, participles, ing_forms, Roles("english"))
