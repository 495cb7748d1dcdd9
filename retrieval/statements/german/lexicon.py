"""The German word lists as the rules use them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from retrieval.statements.lexicon import Verb, sections, word_lists
from retrieval.statements.roles import Roles

__all__ = ["German", "german"]

_OLD = re.compile(r"ss(?![aeiouyäöü])")


@dataclass(frozen=True, slots=True)
class German:
    """`ends` are the lists of `words` again, as `str.endswith` takes them."""

    words: dict[str, frozenset[str]]
    ends: dict[str, tuple[str, ...]]
    finite: dict[str, tuple[Verb, ...]]
    participles: dict[str, Verb]
    joined: dict[str, Verb]
    first: frozenset[str]
    second: frozenset[str]
    roles: Roles
    reports: dict[str, frozenset[str]]
    acts: frozenset[str]
    views: frozenset[str]


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
            for form in _spellings(_forms(base, present, past) | set(more)):
                finite.setdefault(form, []).append(verb)
                if particle:
                    joined.setdefault(particle + form, verb)
            for form in _spellings({participle}):
                participles.setdefault(form, verb)
    konjunktiv = {
        name: _spellings(" ".join(lines).split()) for name, lines in sections("german", "konjunktiv.txt").items()
    }
    words = {name: _spellings(listed) for name, listed in word_lists("german", "words.toml").items()}
    reports, acts, views = (_reports(section) for section in ("reports", "acts", "views"))
    return German(
        words=words,
        ends={name: tuple(listed) for name, listed in words.items()},
        finite={form: tuple(dict.fromkeys(verbs)) for form, verbs in finite.items()},
        participles=participles,
        joined=joined,
        first=konjunktiv["first"],
        second=konjunktiv["second"],
        roles=Roles("german"),
        reports=reports | acts | views,
        acts=frozenset(acts),
        views=frozenset(views),
    )


def _reports(section: str) -> dict[str, frozenset[str]]:
    """Verbs whose object tells what was said, and the prepositions that one of them needs ("sprechen von")."""
    found = {}
    for line in sections("german", "reports.txt")[section]:
        verb, *prepositions = line.split()
        found[verb] = frozenset(prepositions)
    return found


def _spellings(words: Iterable[str]) -> frozenset[str]:
    """With each word as Swiss papers spell it ("hiess"), and as German ones did until 1996 ("muß", "mußte")."""
    found = set(words)
    swiss = {word.replace("ß", "ss") for word in found}
    return frozenset(found | swiss | {_OLD.sub("ß", word) for word in found})


def _forms(infinitive: str, present: str, past: str) -> set[str]:
    """Third person singular and plural; "sage", "habe gesagt" are Konjunktiv and no cues of their own."""
    plural = past + ("n" if past.endswith("e") else "en")
    return {present, past, plural, infinitive}
