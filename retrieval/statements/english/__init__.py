"""The reader of English."""

from __future__ import annotations

from functools import cache

from retrieval.statements.english.lexicon import english
from retrieval.statements.english.rules import read_sentence, subject
from retrieval.statements.languages import Language

__all__ = ["language"]


@cache
def language() -> Language:
    e = english()
    sorts = (
        "determiners",
        "prepositions",
        "adverbs",
        "conjunctions",
        "pronouns",
        "auxiliaries",
        "oblique_pronouns",
        "verbs",
    )
    starters = (
        {w.capitalize() for sort in sorts for w in e.words[sort]}
        | {form.capitalize() for form in e.finite}
        | {"According", "I", "Asked"}
    ) - {"May", "Rose", "Drew"}  # names, too
    return Language("en", read_sentence, subject, e.roles, frozenset(starters), frozenset(), e.words["determiners"])
