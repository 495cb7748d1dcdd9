"""English noun phrases: where one starts and ends, before a verb or after one."""

from __future__ import annotations

from typing import Literal

from retrieval.statements.english.lexicon import English
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["phrase_after", "phrase_before"]


def _phrase(s: Sentence, i: int, j: int, core_end: int, e: English) -> Phrase:
    words = [t for t in s.tokens[i:core_end] if t.kind == "w"]
    head = next((t.text for t in words if e.roles.role(t.text)), words[-1].text if words else s.tokens[i].text)
    first = s.word(i)
    sort: Literal["noun", "pronoun"] = "pronoun" if core_end == i + 1 and (first in e.words["pronouns"]) else "noun"
    return Phrase(
        i, j, core_end, s.span(i, j), s.span(i, core_end), head, first if first in e.words["determiners"] else "", sort
    )


_LINKS = frozenset("of for at from in with to".split())


def phrase_before(s: Sentence, j: int, e: English) -> Phrase | None:
    """The noun phrase that ends right before token `j`."""
    i = j
    while i > 0 and _in_phrase(s, i - 1, j, e):
        i -= 1
        if s.word(i) in e.words["determiners"] and s.word(i - 1) not in _LINKS:
            if s.word(i - 1) in ("all", "both"):
                i -= 1
            break
    while i < j and (
        s.word(i) in _LINKS or s.word(i) in e.words["adverbs"] or (s.tokens[i].kind == "p" and s.word(i) != ".")
    ):
        i += 1
    while i < j and s.tokens[i].text in e.words["times"]:
        i += 1
    if i >= j:
        return None
    core = next((k for k in range(i + 1, j) if s.word(k) in _LINKS), j)
    return _phrase(s, i, j, core, e)


def _in_phrase(s: Sentence, i: int, j: int, e: English) -> bool:
    token = s.tokens[i]
    word = token.lower
    if token.kind == "b":
        return True
    if token.kind == "q":
        return token.size <= 3 and i + 1 < j and token.last not in ",.!?"
    if token.kind == "p":
        return (
            word in ".&'’" and i > 0 and s.tokens[i - 1].kind == "w" and len(s.tokens[i - 1].text) <= 4
        ) or word in "'’"
    if j - i > 14:
        return False
    if (
        word in e.words["pronouns"]
        and not token.capital
        and word not in ("one", "both", "many", "some", "all", "most", "others")
    ):
        return i == j - 1
    if word in e.words["pronouns"] and i == j - 1:
        return True
    if word in ("he", "she", "it", "they", "we", "i"):
        return i == j - 1
    if word in e.words["auxiliaries"] or (word in e.finite and not token.capital and not word.endswith("s")):
        return False
    if word in e.words["conjunctions"]:
        return (
            word == "and"
            and i > 0
            and i + 1 < j
            and s.tokens[i - 1].capital
            and s.tokens[i + 1].capital
            and s.tokens[i - 1].text not in e.words["times"]
        )
    if word in _LINKS:
        return (
            i > 0
            and s.tokens[i - 1].kind in "wb"
            and i + 1 < j
            and not _verb_like(s, i - 1, e)
            and s.tokens[i - 1].text not in e.words["times"]
            and s.word(i - 1) not in e.words["adverbs"]
        )
    if word in e.words["prepositions"]:
        return False
    following = s.tokens[i + 1] if i + 1 < j else None
    if (
        following is not None
        and not token.capital
        and following.capital
        and word not in e.words["determiners"]
        and following.kind == "w"
    ):
        return (
            e.roles.role(word) or word.endswith(("-based", "an", "ic", "al", "ish", "ese", "er", "or")) or "-" in word
        )
    return token.text not in e.words["times"]


def _verb_like(s: Sentence, i: int, e: English) -> bool:
    word = s.word(i)
    return (
        word in e.finite
        or word in e.words["auxiliaries"]
        or word.endswith(("ing", "ed"))
        or word in e.words["prepositions"]
    )


def phrase_after(s: Sentence, i: int, e: English) -> Phrase | None:
    """The noun phrase after an inverted verb or a preposition: "said the senator from Texas, ..."."""
    j = i
    if i >= len(s) or s.tokens[i].kind not in "wb":
        return None
    if s.word(i) in e.words["prepositions"] or (s.word(i) in e.words["conjunctions"] and s.word(i) not in ("that",)):
        return None
    if s.word(i) in e.words["pronouns"] and s.word(i) not in ("one", "many", "some", "all", "most", "both", "another"):
        return _phrase(s, i, i + 1, i + 1, e)
    while j < len(s) and j - i < 16:
        token = s.tokens[j]
        word = token.lower
        if token.kind == "q" and not (token.size <= 3 and j > i):
            break
        if token.kind == "p":
            if (word == "." and len(s.tokens[j - 1].text) <= 4) or word in "'’&":
                j += 1
                continue
            break
        if word in e.words["auxiliaries"] or (word in e.words["conjunctions"] and word != "and"):
            break
        if word == "and" and not (j + 1 < len(s) and s.tokens[j - 1].capital and s.tokens[j + 1].capital):
            break
        if word in e.words["prepositions"] and word not in ("of", "for", "from", "at"):
            break
        if j > i and (
            token.text in e.words["times"]
            or (word in e.words["adverbs"] and not token.capital)
            or (word in e.finite and not token.capital)
            or word in e.ing
        ):
            break
        if j > i and word in e.words["determiners"] and s.word(j - 1) not in ("of", "for", "from", "at"):
            break
        if word in e.words["pronouns"] and j > i and not token.capital:
            break
        j += 1
    while j > i and (s.word(j - 1) in e.words["prepositions"] or s.word(j - 1) == "and"):
        j -= 1
    if j == i:
        return None
    core = next((k for k in range(i + 1, j) if s.word(k) in ("of", "for", "from", "at")), j)
    return _phrase(s, i, j, core, e)
