"""What a passage holds, in the forms that names are compared in, and whether a name is among it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.checking.attribution import Chosen
from bot.checking.capitals import is_capital
from bot.checking.vocabulary import READ, alike, american, parts
from retrieval.analysis import stems, translated
from retrieval.identity import is_known_organisation, organisation_key
from retrieval.names import folded
from retrieval.places import place_in_role
from retrieval.roles import Meaning, countries, meanings
from retrieval.text import words

__all__ = ["Held", "abbreviates", "held_in", "passages_of", "spellings", "stands"]

_LEAST_INITIALS, _MOST_INITIALS = 3, 6
"""Letters of an abbreviation that is spelled out in a passage."""
_PART = 5
"""Letters from which on a word may stand as a part of another one."""
_CAPITALISED = re.compile(r"(?<![\w.’'-])[A-ZÄÖÜ][\w.’'-]*(?: (?:(?:of|der|des|the|and|für) )?[A-ZÄÖÜ][\w-]*)+")


@dataclass(frozen=True, slots=True)
class Held:
    """What a passage holds, in the forms that names are compared in."""

    language: str
    text: str
    as_written: str
    names: tuple[str, ...]
    spellings: frozenset[str]
    stems: frozenset[str]
    senses: Meaning
    places: frozenset[str]
    bodies: frozenset[str]


def passages_of(chosen: Sequence[Chosen]) -> Iterator[tuple[str, str]]:
    """Everything that may be named: the paragraphs, what the article says of itself, how those are called who speak."""
    for one in chosen:
        source = one.place.source
        article = source.article
        about = (source.paragraph.heading, article.title, article.publisher, article.place)
        yield "\n".join((source.paragraph.text, *(part for part in about if part))), article.language
        for said in source.statements:
            if said.speaker:
                roles = (role.text for role in said.speaker.roles)
                yield "\n".join((said.speaker.name, *sorted(said.speaker.forms), *roles)), article.language


@functools.lru_cache(maxsize=256)
def held_in(text: str, language: str) -> Held:
    tokens = tuple(dict.fromkeys(part for span in words(text) for part in parts(span.of(text))))
    names = tuple(token for token in tokens if is_capital(token))
    return Held(
        language,
        text.casefold(),
        text,
        names,
        frozenset(key for token in tokens for key in spellings(token)),
        frozenset(stems(text, language)) if language in READ else frozenset(),
        frozenset[str]().union(meanings(text), *map(meanings, tokens)),
        frozenset(place for token in tokens if (place := place_in_role(token))),
        frozenset(organisation_key(name) for name in (*names, *_several(text)) if is_known_organisation(name)),
    )


def _several(text: str) -> Iterator[str]:
    """Names of two to five words: "European Union", "Bank of England"."""
    for match in _CAPITALISED.finditer(text):
        pieces = match.group().split()
        for start in range(len(pieces)):
            for end in range(start + 2, min(len(pieces), start + 5) + 1):
                yield " ".join(pieces[start:end])


def spellings(word: str) -> frozenset[str]:
    """Folded, with and without the ending of a genitive or plural."""
    shorter = [word[:-1]] if len(word) > 3 and word[-1] == "s" else []
    return frozenset(key for form in (word, *shorter) for key in folded(form))


def stands(word: str, language: str, held: Held) -> bool:
    if not spellings(word).isdisjoint(held.spellings) or (len(word) >= _PART and word.casefold() in held.text):
        return True
    if (nations := countries(meanings(word))) and nations <= held.senses:
        return True
    if (place := place_in_role(word)) and place in held.places:
        return True
    if is_known_organisation(word) and organisation_key(word) in held.bodies:
        return True
    if any(alike(word, other, language not in READ) for other in held.names):
        return True
    if language not in READ or held.language not in READ:
        return False
    found = stems(word, language) if language == held.language else translated(word, language, held.language)
    if language == "en" and (other := american(word)) != word:
        found = [*found, *(stems(other, "en") if held.language == "en" else translated(other, "en", "de"))]
    return any(stem in held.stems or _is_part(stem, held.stems) for stem in found)


def abbreviates(word: str, text: str) -> bool:
    """Whether it is made of the initials of a name that stands there: "UKIP" of "UK Independence Party"."""
    if not _LEAST_INITIALS <= len(word) <= _MOST_INITIALS:
        return False
    for match in _CAPITALISED.finditer(text):
        pieces = [piece for piece in match.group().split() if piece[:1].isupper()]
        initials = [piece if piece.isupper() else piece[0] for piece in pieces]
        if any("".join(initials[start:]).startswith(word) for start in range(len(pieces))):
            return True
    return False


def _is_part(stem: str, others: Iterable[str]) -> bool:
    return len(stem) >= _PART and any(stem in other or (len(other) >= _PART and other in stem) for other in others)
