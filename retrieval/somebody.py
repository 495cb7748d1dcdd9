"""Whether a phrase of a question can be somebody who says something: a name, a role, an organisation.

"What does the word prime suggest?" and "Was schreibt das Gesetz vor?" are worded like questions for what somebody said.
The lists are in `data/questions.*.toml`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from retrieval.identity import is_known_organisation
from retrieval.phrasing import patterns, word_list
from retrieval.roles import countries, is_kind, meanings

__all__ = ["Known", "can_say", "is_doubtful", "is_kind_of_somebody", "nobody"]

Known = Callable[[str], bool]
"""Whether somebody of the library is called so."""

_CAPITAL = re.compile(r"\b[^\W\d_a-zäöüß]")


def nobody(_: str) -> bool:
    """Of a library that knows nobody."""
    return False


def can_say(phrase: str, text: str, language: str, known: Known = nobody) -> bool:
    """Whether `phrase`, as the question `text` puts it, can be who is asked for.

    A clause never can. A thing that only a text speaks for ("the treaty"), some people ("most people"), and whoever is
    neither a name nor a role, where the question is worded as one about things can be, too ("suggest"), are taken for
    somebody only where the library knows them as a speaker.
    """
    if _is_clause(phrase, language):
        return False
    sure = not _is_some(phrase, language) and not _is_thing(phrase, language)
    if sure and (_is_named(phrase, language) or not is_doubtful(text, language)):
        return True
    return known(phrase)


def is_doubtful(text: str, language: str) -> bool:
    """Whether a question is worded as one about things can be, too."""
    return _expression("doubtful", language).search(text) is not None


def is_kind_of_somebody(noun: str, language: str) -> bool:
    """ "Which minister said …?", "Welche Partei fordert …?"; but not "Welches Buch schrieb …?"."""
    return is_kind(noun) or _expression("kinds", language).fullmatch(noun) is not None


def _is_clause(phrase: str, language: str) -> bool:
    """ "court case was", "the ship that sent the signal": more than a name or role, by a small word in it."""
    first, *others = phrase.split()
    if first.lower() in word_list("somebody", "never_first", language):
        return True
    return any(word in word_list("somebody", "never", language) for word in others)


def _is_some(phrase: str, language: str) -> bool:
    """ "Most people", "manche Leute"."""
    return _expression("some", language).match(phrase) is not None


def _is_thing(phrase: str, language: str) -> bool:
    words = phrase.split()
    led = words[0].lower() in word_list("names", "articles", language)
    head = _head(words[1:] if led else words, language)
    if not head or not (led or head[0].islower() or language == "de"):
        return False
    alone = len(words) == 1
    return not (alone and language == "en") and _expression("things", language).fullmatch(head) is not None


def _head(words: list[str], language: str) -> str:
    """The noun that a phrase is about: "report" of "report of the minister", "Gesetz" of "neue Gesetz des Landes"."""
    links = word_list("names", "particles", language) | word_list("names", "places", language)
    end = next((index for index, word in enumerate(words) if index and word in links), len(words))
    words = words[:end]
    if language == "de":
        return next((word for word in words if word[0].isupper()), words[-1] if words else "")
    if words and _expression("labels", language).fullmatch(words[0]):
        return words[0]  # "the word prime"
    return words[-1] if words else ""


def _is_named(phrase: str, language: str) -> bool:
    """Whether it surely looks like a name or a role. German writes every noun with a capital: there, one behind an
    article is no sign of a name."""
    first, *others = phrase.split()
    led = first.lower() in word_list("names", "articles", language)
    if is_kind(phrase) or countries(meanings(phrase)) or is_known_organisation(" ".join(others) if led else phrase):
        return True
    if not led:
        return first[0].isupper() or bool(others)
    capitals = [word for word in others if word[0].isupper()]
    if language == "de":
        return (len(capitals) > 1 and capitals == others[-len(capitals) :]) or any(map(_is_abbreviation, capitals))
    return bool(capitals)


def _is_abbreviation(word: str) -> bool:
    return len(_CAPITAL.findall(word)) > 0 and sum(map(str.isupper, word)) > 1


@functools.cache
def _expression(key: str, language: str) -> re.Pattern[str]:
    return re.compile(patterns(language)["somebody"][key], re.I)
