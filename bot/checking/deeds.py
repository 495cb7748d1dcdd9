"""Who does what to whom in a sentence of German or English, as far as verbs of a list and the words around them show.

No sentence is parsed. A clause gives a deed where one of its verbs stands in `deeds.toml`; whoever does it and whom it
is done to is read from the order of the words, from German articles and pronouns, and from the passive.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.checking.lists import data, word_set
from retrieval.language import function_words

__all__ = ["Deed", "Party", "deeds_in"]

_TOKEN = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
_MOST = 4
"""Words of a name or of what stands for one."""
_FAR = 8
"""Words between a passive and who did it."""
_LONGEST = 60
"""Words of a clause that is read."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody as a sentence calls them: words of a name or a role, or a pronoun."""

    words: tuple[str, ...]
    marked: bool = False
    """Whether an article or a pronoun says that something is done to them."""
    subject: bool = False

    @property
    def pronoun(self) -> str:
        return self.words[0].lower() if len(self.words) == 1 and self.words[0].lower() in _pronouns() else ""


@dataclass(frozen=True, slots=True)
class Deed:
    """`kind` is the table of `deeds.toml`; None where the sentence does not show who it is."""

    kind: str
    doer: Party | None
    other: Party | None


_words = functools.partial(word_set, "deeds", "words")


@functools.cache
def _clause() -> re.Pattern[str]:
    joining = "|".join(_words("joining"))
    return re.compile(rf"[,;:.!?–—…„“”\"«»()]+(?=\s|$)|[„“”\"«»()]|\s(?:{joining})\s")


@functools.cache
def _pronouns() -> frozenset[str]:
    return _words("masculine") | _words("feminine") | _words("first") | _words("either")


@functools.lru_cache(maxsize=512)
def deeds_in(text: str, language: str) -> tuple[Deed, ...]:
    found: list[Deed] = []
    for clause, goes_on in _clauses(text):
        tokens = _TOKEN.findall(clause)[:_LONGEST]
        deeds = _german(tokens, goes_on) if language == "de" else _english(tokens)
        found += [deed for deed in deeds if deed.doer or deed.other]
    return tuple(found)


def _clauses(text: str) -> Iterator[tuple[str, bool]]:
    """With whether the clause may lack its subject, because it goes on with "and"."""
    at, goes_on = 0, False
    for match in [*_clause().finditer(text), None]:
        end = match.start() if match else len(text)
        yield text[at:end], goes_on
        goes_on = match is not None and match.group().strip().isalpha()
        at = match.end() if match else end


def _verbs(tokens: Sequence[str], language: str) -> Iterator[tuple[str, int]]:
    """The first verb of each kind, and where it stands."""
    last = tokens[-1].lower() if tokens else ""
    found: dict[str, int] = {}
    for at, token in enumerate(tokens):
        lower = token.lower()
        if token != lower and at:
            continue  # a noun: "die Frage"
        kinds = [kind for kind, behind in _forms(language).get(lower, ()) if behind in ("", last)]
        for kind in kinds:
            found.setdefault(kind, at)
    yield from found.items()


@functools.cache
def _forms(language: str) -> dict[str, list[tuple[str, str]]]:
    """Of each form of a verb the deeds that it can be, and what stands at the end of the clause then."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, verbs in data("deeds")["deeds"].items():
        for form in verbs[language].split():
            found.setdefault(form, []).append((kind, ""))
        for first, behind in verbs.get("split", ()) if language == "de" else ():
            for form in first.split():
                found.setdefault(form, []).append((kind, behind))
    return found


# ------------------------------------------------------------------------------------------------------------- English


def _english(tokens: Sequence[str]) -> Iterator[Deed]:
    for kind, at in _verbs(tokens, "en"):
        begin = at
        while begin and _is_auxiliary(tokens[begin - 1]):
            begin -= 1
        passive = any(word.lower() in _words("passive") for word in tokens[begin:at]) and not tokens[at].endswith("ing")
        before, after = _before(tokens, begin), _after(tokens, at + 1)
        if passive:
            by = next((n for n in range(at + 1, min(len(tokens), at + _FAR)) if tokens[n].lower() == "by"), None)
            yield Deed(kind, _after(tokens, by + 1) if by is not None else None, before)
        else:
            yield Deed(kind, before, after)


def _is_auxiliary(word: str) -> bool:
    lower = word.lower()
    return lower in _words("auxiliaries") or lower in _words("passive") or (lower.endswith("ly") and word == lower)


def _before(tokens: Sequence[str], end: int) -> Party | None:
    """Whoever is named right before a verb; before "refused to", too."""
    if end and tokens[end - 1].lower() == "to" and end > 1:
        end -= 1
        if not _may_name(tokens[end - 1]):
            end -= 1
            while end and _is_auxiliary(tokens[end - 1]):
                end -= 1
    start = _begin(tokens, end)
    if start > 1 and start < end and tokens[start - 1].lower() in ("of", "from", "at"):
        end, start = start - 1, _begin(tokens, start - 1)  # "Henning Schaper of Kiel University"
    return Party(tuple(tokens[start:end])) if start < end else _pronoun(tokens, end - 1)


def _begin(tokens: Sequence[str], end: int) -> int:
    start = end
    while start and end - start < _MOST and _is_of_party(tokens[start - 1], "en"):
        start -= 1
    return start


def _after(tokens: Sequence[str], at: int) -> Party | None:
    while at < len(tokens) and (tokens[at].lower() in _words("determiners") or tokens[at].lower() == "to"):
        if tokens[at].lower() == "her" and (at + 1 == len(tokens) or not _is_of_party(tokens[at + 1], "en")):
            break
        at += 1
    end = at
    while end < len(tokens) and end - at < _MOST and _is_of_party(tokens[end], "en"):
        end += 1
    return Party(tuple(tokens[at:end])) if at < end else _pronoun(tokens, at)


def _pronoun(tokens: Sequence[str], at: int) -> Party | None:
    return Party((tokens[at],)) if 0 <= at < len(tokens) and tokens[at].lower() in _pronouns() else None


def _may_name(word: str) -> bool:
    return word[:1].isupper() or word.lower() in _pronouns()


def _is_of_party(word: str, language: str) -> bool:
    """Whether it may be of a name or a noun: no function word."""
    lower = word.lower()
    if word[:1].isupper() and lower not in _words("determiners") and lower not in _pronouns():
        return lower not in function_words(language) or word.isupper()
    small = lower in function_words(language) or lower in _words("prepositions") or lower in _words("determiners")
    return not small and lower not in _pronouns() and not _is_auxiliary(word)


# -------------------------------------------------------------------------------------------------------------- German


def _german(tokens: Sequence[str], goes_on: bool) -> Iterator[Deed]:
    lower = [token.lower() for token in tokens]
    for kind, at in _verbs(tokens, "de"):
        passive = not _words("passive").isdisjoint(lower) and _is_participle(lower[at])
        passive = passive or ("sich" in lower and not _words("letting").isdisjoint(lower))
        infinitive = "zu" in lower[max(0, at - 1) : at] or lower[at].startswith(tuple(_words("with_zu")))
        parties = list(_parties(tokens, at))
        by = next((party for party, behind in parties if behind in _words("by")), None)
        plain = [party for party, behind in parties if not behind]
        if passive:
            yield Deed(kind, by, next((p for p in plain if not p.pronoun or not p.marked), None))
        elif infinitive or (goes_on and at == 0):
            yield Deed(kind, None, plain[-1] if plain else None)
        else:
            doer = next((p for p in plain if p.subject), None) or next((p for p in plain if not p.marked), None)
            rest = [p for p in plain if p is not doer]
            yield Deed(kind, doer, next((p for p in rest if p.marked), None) or (rest[0] if rest else None))


def _is_participle(word: str) -> bool:
    return word.endswith(("t", "en")) and (
        "ge" in word or word.startswith(tuple(_words("unseparated"))) or word.endswith("iert")
    )


def _parties(tokens: Sequence[str], verb: int) -> Iterator[tuple[Party, str]]:
    """Each name, noun and pronoun of a clause, and the preposition before it; those that stand in a genitive behind
    another one are left out."""
    at, ended = 0, -1
    while at < len(tokens):
        lower = tokens[at].lower()
        if at == verb:
            at += 1
        elif lower in _pronouns() and not _begins_noun(tokens, at):
            party = Party((tokens[at],), lower in _words("objective"), lower in _words("subjective"))
            yield party, _preposition(tokens, at)
            at += 1
        elif lower in _words("determiners") or _is_noun(tokens[at]):
            begin, end = _noun(tokens, at, verb)
            if begin < end and not (at == ended and lower in _words("genitive")):
                yield Party(tuple(tokens[begin:end]), lower in _words("objective")), _preposition(tokens, at)
            ended, at = end, max(end, at + 1)
        else:
            at += 1


def _noun(tokens: Sequence[str], at: int, verb: int) -> tuple[int, int]:
    """Where the capitalised words behind an article and adjectives begin and end."""
    if tokens[at].lower() in _words("determiners"):
        at += 1
        while at < len(tokens) and at != verb and tokens[at].islower() and _is_of_party(tokens[at], "de"):
            at += 1  # "der alte Mann"
    end = at
    while end < len(tokens) and end - at < _MOST and _is_noun(tokens[end]):
        end += 1
    return at, end


def _is_noun(word: str) -> bool:
    return word[:1].isupper() and _is_of_party(word, "de")


def _begins_noun(tokens: Sequence[str], at: int) -> bool:
    """Whether "ihr" belongs to the noun behind it."""
    return tokens[at].lower() in _words("determiners") and at + 1 < len(tokens) and tokens[at + 1][:1].isupper()


def _preposition(tokens: Sequence[str], at: int) -> str:
    before = tokens[at - 1].lower() if at else ""
    return before if before in _words("prepositions") or before in _words("by") else ""
