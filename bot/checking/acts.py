"""Whether a claim tells that somebody did something else by speaking than the cited words tell: "accused" where they
praised."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checking.attribution import Chosen
from bot.checking.lists import any_of, data
from bot.checking.reasons import reason
from bot.checking.vocabulary import READ

__all__ = ["other_acts"]


def other_acts(text: str, language: str, chosen: Sequence[Chosen]) -> list[str]:
    """Only where all that is cited is such an act, told by the article: what is said can be called by many verbs."""
    if not {language, *(one.place.source.article.language for one in chosen)} <= set(READ):
        return []
    if any(said.statement.kind != "reported" for one in chosen for said in one.statements):
        return []
    told = _acts(" ".join(one.place.around for one in chosen))
    own = _acts(text)
    if not own or not told or any(_alike(one, other) for one in own for other in told):
        return []
    return [reason("opposed", words=next(iter(own.values())), others=next(iter(told.values())))]


def _acts(text: str) -> dict[str, str]:
    """The kinds of acts that a text tells of, and the first word for each."""
    found = {kind: any_of(words).search(text) for kind, words in data("acts")["kinds"].items()}
    return {kind: match.group() for kind, match in found.items() if match and match.group().islower()}


def _alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= set(kinds.split()) for kinds in data("acts")["alike"].values())
