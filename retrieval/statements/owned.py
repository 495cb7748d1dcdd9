"""Whose words a German noun tells of: "die Angaben [des Ministers]", "der Brief [von Weber]"."""

from __future__ import annotations

from dataclasses import replace

from retrieval.statements.conclusions import Conclusions
from retrieval.statements.mentions import Person, Persons
from retrieval.statements.phrases import Phrase
from retrieval.statements.roles import Roles
from retrieval.statements.speaker import Speaker

__all__ = ["holder_of", "without_genitive", "writer"]

_BEFORE_NAMES = (" von ", " des ", " der ")


def holder_of(
    conclusions: Conclusions, number: int, phrase: Phrase, rest: list[str], words: list[str], last: Speaker | None
) -> Person | None:
    """ "nach Angaben [des SPD-Politikers]", "so das Resümee [der Ministerin]": who has that role. `words` stand after
    the noun, `rest` are those without articles."""
    roles = conclusions.roles
    if len(rest) != 1 or not words or words[0] not in ("des", "der") or not roles.role(rest[0]):
        return None
    determiner = "der" if words[0] == "des" else "die"
    if determiner == "die" and roles.gender(rest[0]) != "f":
        return None
    role = replace(phrase, head=rest[0], determiner=determiner, core=phrase.span, described=False)
    return conclusions.holder(number, role, last, rest[0])


def without_genitive(roles: Roles, words: list[str]) -> list[str]:
    """ "Richters am Landgericht" as "Richter am Landgericht"."""
    if words and roles.role(words[0]) and roles.role(words[0][:-1]):
        return [words[0].removesuffix("s"), *words[1:]]
    return words


def writer(persons: Persons, roles: Roles, number: int, phrase: Phrase, text: str) -> Speaker | None:
    """ "dem Brief von Weber": who has written what is quoted."""
    if not (roles.german and roles.written(phrase.head)):
        return None
    for mention in persons.inside(number, phrase.core.end, phrase.span.end):
        if text[: mention.start].endswith(_BEFORE_NAMES):
            return Speaker(mention.person.name, phrase.span, inferred=False, person=mention.person)
    return None
