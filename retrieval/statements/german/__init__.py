"""The reader of German."""

from __future__ import annotations

from functools import cache

from retrieval.statements.german.lexicon import german
from retrieval.statements.german.rules import read_sentence, subject
from retrieval.statements.languages import Language

__all__ = ["language"]


@cache
def language() -> Language:
    g = german()
    starters = (
        {
            w.capitalize()
            for sort in (
                "determiners",
                "prepositions",
                "adverbs",
                "subordinators",
                "coordinators",
                "pronouns",
                "finite",
            )
            for w in g.words[sort]
        }
        | {form.capitalize() for form in g.finite}
        | {w.capitalize() for w in g.first | g.second}
    )
    return Language(
        "de",
        read_sentence,
        subject,
        g.roles,
        frozenset(starters),
        (g.words["source_nouns"] | g.words["content_nouns"] | g.words["nach_nouns"] | g.words["uttered"])
        - g.words["speaking_sources"],
        g.words["determiners"],
    )
