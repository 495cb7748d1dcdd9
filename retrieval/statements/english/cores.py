"""What an English noun phrase is called: where its name or its role ends, and which of its words is the role."""

from __future__ import annotations

from retrieval.statements.english.lexicon import English
from retrieval.statements.tokens import Sentence, Token

__all__ = ["LINKS", "ends_core", "role_of"]

LINKS = frozenset("of for at from in with to".split())
_SMALL = frozenset("the of and".split())
_GENITIVES = ("'s", "’s", "s'", "s’")


def role_of(words: list[Token], e: English) -> str | None:
    """The role that heads a phrase: the last of "chief minister", "deputy prime minister", the first before a name; the
    body of "the [Ministry] of Justice"."""
    owner = next((n for n in range(len(words) - 1, -1, -1) if words[n - 1].lower.endswith(_GENITIVES) and n), 0)
    first = next(
        (n for n in range(owner, len(words)) if e.roles.role(words[n].text) and not _is_named(words, n, e)), None
    )
    if first is None:
        return words[-3].text if len(words) > 2 and _is_named(words, len(words) - 1, e) else None
    last = first
    for n in range(first + 1, len(words)):
        if words[n].capital is not words[first].capital:
            break
        if e.roles.role(words[n].text):
            last = n
        elif words[n].capital:
            break
    return words[last].text


def _is_named(words: list[Token], n: int, e: English) -> bool:
    """Whether a role at `n` is part of a body's name: "the Ministry of [Justice]"."""
    body = words[n - 2] if n > 1 and words[n - 1].lower in LINKS else None
    return body is not None and body.capital and words[n].capital and e.roles.organisation(body.text)


def ends_core(s: Sentence, k: int, e: English) -> bool:
    """Whether a preposition at `k` ends what a phrase is called: not "Institute for the Study of War"."""
    if s.word(k) in LINKS and (_is_owner(s, k, e) or _is_place_of_office(s, k, e)):
        return False
    if s.word(k) == "of" and s.word(k - 1) in e.words["many_of"]:
        return False
    if s.word(k) not in LINKS:
        return s.word(k) in ("close", "familiar") and s.word(k + 1) in ("to", "with")  # "a source close to Lang"
    named = k + 2 if s.word(k + 1) == "the" else k + 1
    proper = s.word(k) in ("of", "for") and named < len(s) and s.tokens[named].capital
    if not proper or k == 0 or not s.tokens[k - 1].capital:
        return True
    inner = k > 1 and s.word(k - 2) in ("of", "for", "the")  # "Study" of "the Institute for the Study of Tides"
    return not (e.roles.organisation(s.tokens[k - 1].text) or (inner and not e.roles.role(s.tokens[k - 1].text)))


def _is_place_of_office(s: Sentence, k: int, e: English) -> bool:
    """Whether a name around the link at `k` says whose office follows: "Isle of Tarn Coroner Ann Lee"."""
    if not s.tokens[k - 1].capital or e.roles.role(s.tokens[k - 1].text) or s.word(k - 1) in e.words["pronouns"]:
        return False
    for j in range(k + 1, min(len(s) - 1, k + 6)):
        if s.tokens[j].kind != "w" or not (s.tokens[j].capital or s.word(j) in _SMALL):
            return False
        if e.roles.role(s.tokens[j].text):
            return j > k + 1 and s.tokens[j].capital and s.tokens[j + 1].capital
    return False


def _is_owner(s: Sentence, k: int, e: English) -> bool:
    """Whether a name around the link at `k` is in the genitive: "Made in Leeds’s director"."""
    for j in range(k + 1, min(len(s), k + 5)):
        if s.tokens[j].kind != "w" or not (s.tokens[j].capital or s.word(j) in _SMALL):
            return False
        if s.word(j).endswith(("'s", "’s")):
            named = s.tokens[k - 1].capital and s.word(k - 1) not in e.words["pronouns"]
            return named and j + 1 < len(s) and s.tokens[j + 1].kind == "w"
    return False
