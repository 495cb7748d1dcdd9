"""The German word lists as the rules use them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from retrieval.statements.lexicon import Verb, sections, word_lists
from retrieval.statements.roles import Roles

__all__ = ["German", "german"]


@dataclass(frozen=True, slots=True)
class German:
    words: dict[str, frozenset[str]]
    finite: dict[str, tuple[Verb, ...]]
    participles: dict[str, Verb]
    joined: dict[str, Verb]
    first: frozenset[str]
    second: frozenset[str]
    roles: Roles
    reports: dict[str, frozenset[str]]


@cache
def german() -> German:
    """Reads the lists once."""
    finite: dict[str, list[Verb]] = {}
    participles: dict[str, Verb] = {}
    joined: dict[str, Verb] = {}
    for sort, lines in sections("german", "verbs.txt").items():
        for line in lines:
            infinitive, present, past, participle, *more = line.split()
            particle, _, base = infinitive.rpartition("|")
            verb = Verb(particle + base, particle, sort)
            for form in _forms(base, present, past) | set(more):
                finite.setdefault(form, []).append(verb)
                if particle:
                    joined.setdefault(particle + form, verb)
            participles.setdefault(participle, verb)
    konjunktiv = {
        name: frozenset(" ".join(lines).split()) for name, lines in sections("german", "konjunktiv.txt").items()
    }
    return German(
        words=word_lists("german", "words.toml"),
        finite={form: tuple(dict.fromkeys(verbs)) for form, verbs in finite.items()},
        participles=participles,
        joined=joined,
        first=konjunktiv["first"],
        second=konjunktiv["second"],
        roles=Roles("german"),
        reports=_reports(),
    )


def _reports() -> dict[str, frozenset[str]]:
    """Verbs whose object tells what was said, and the prepositions that one of them needs ("sprechen von")."""
    found = {}
    for line in sections("german", "reports.txt")["reports"]:
        verb, *prepositions = line.split()
        found[verb] = frozenset(prepositions)
    return found


def _forms(infinitive: str, present: str, past: str) -> set[str]:
    """Third person singular and plural; "sage", "habe gesagt" are Konjunktiv and no cues of their own."""
    plural = past + ("n" if past.endswith("e") else "en")
    return {present, past, plural, infinitive}
