"""English noun phrases: where one starts and ends, before a verb or after one."""

from __future__ import annotations

from typing import Literal

from retrieval.statements.english.cores import LINKS, ends_core, role_of
from retrieval.statements.english.lexicon import English, is_time, small
from retrieval.statements.lexicon import is_first_name, load_names
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["noun_phrase", "phrase_after", "phrase_before", "possessive"]


def noun_phrase(s: Sentence, i: int, j: int, e: English) -> Phrase:
    """Tokens `i` to `j`, known to be a noun phrase."""
    core = next((k for k in range(i + 1, j) if ends_core(s, k, e)), j)
    return _phrase(s, i, j, core, e)


def _phrase(s: Sentence, i: int, j: int, core_end: int, e: English) -> Phrase:
    words = [t for t in s.tokens[i:core_end] if t.kind == "w"]
    aged = next((t.text for t in words if t.lower.endswith("-year-old")), None)
    head = aged or role_of(words, e) or (words[-1].text if words else s.tokens[i].text)
    first = s.word(i)
    sort: Literal["noun", "pronoun"] = (
        "pronoun" if j == core_end == i + 1 and (first in e.words["pronouns"]) else "noun"
    )
    return Phrase(
        i, j, core_end, s.span(i, j), s.span(i, core_end), head, first if first in e.words["determiners"] else "", sort
    )


def possessive(s: Sentence, i: int) -> Phrase:
    """ "his", "her", "their": who is meant speaks."""
    span = s.span(i, i + 1)
    return Phrase(i, i + 1, i + 1, span, span, s.tokens[i].text, sort="pronoun")


def _is_determiner(s: Sentence, i: int, e: English) -> bool:
    """Not the initial of "James A. Baker"."""
    initial = s.tokens[i].text == "A" and s.word(i + 1) == "."
    return s.word(i) in e.words["determiners"] and not initial


_ARTICLES = frozenset("the a an".split())
_BEFORE_ARTICLES = frozenset("all both half".split())


def phrase_before(s: Sentence, j: int, e: English) -> Phrase | None:
    """The noun phrase that ends right before token `j`."""
    i = j
    while i > 0 and _in_phrase(s, i - 1, j, e):
        i -= 1
        if s.word(i) in e.words["subject_pronouns"]:
            break
        joined = s.word(i - 1) == "and" and _is_relative(s, i, e)
        if _is_determiner(s, i, e) and s.word(i - 1) not in LINKS and s.word(i - 1) != "by" and not joined:
            if s.word(i - 1) in _BEFORE_ARTICLES:
                i -= 1
            break
    while i < j and (
        s.word(i) in LINKS
        or s.word(i) == "including"
        or small(s, i, e, "adverbs")
        or (s.tokens[i].kind == "p" and s.word(i) != ".")
    ):
        i += 1
    while i < j and is_time(s, i, e):
        i += 1
    while j - i > 1 and small(s, j - 1, e, "adverbs"):
        j -= 1
    if i >= j:
        return None
    if i > 2 and s.word(i - 1) == "," and s.word(i - 3) in _ARTICLES and _is_adjective(s, i - 2):
        i -= 3  # "the soft-spoken, 68-year-old diplomat"
    core = next((k for k in range(i + 1, j) if ends_core(s, k, e) or s.word(k + 1) == "by"), j)
    return _phrase(s, i, j, core, e)


def _is_relative(s: Sentence, i: int, e: English) -> bool:
    """Whether a relative with a name starts at `i`: "Anna Weaver and [her husband Peter]"."""
    near = i + 2 < len(s) and s.tokens[i + 2].capital
    return near and s.word(i) in ("his", "her", "their") and e.roles.kin(s.word(i + 1))


def _is_adjective(s: Sentence, i: int) -> bool:
    word = s.tokens[i].text
    return word.islower() and ("-" in word or word.endswith(("ed", "ous", "ful", "ive")))


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
        and word not in ("one", "both", "many", "some", "all", "most", "others", "several", "few")
    ):
        return i == j - 1
    if word in e.words["pronouns"] and i == j - 1:
        return True
    if word in ("he", "she", "it", "they", "we", "i"):
        return i == j - 1
    done = small(s, i, e, "verbs") and i > 0 and s.word(i - 1) not in e.words["determiners"] and i + 1 < j
    if done and s.tokens[i - 1].kind == "w" and not s.word(i - 1).endswith("ly"):  # "and [began writing letters]"
        return False
    if small(s, i, e, "auxiliaries") or (word in e.finite and not token.capital and not word.endswith("s")):
        return False
    if word in e.words["conjunctions"]:
        return (
            word == "and"
            and i > 0
            and i + 1 < j
            and s.tokens[i - 1].capital
            and (s.tokens[i + 1].capital or _is_relative(s, i + 1, e))
            and not is_time(s, i - 1, e)
        )
    if word in LINKS:
        return (
            i > 0
            and s.tokens[i - 1].kind in "wb"
            and i + 1 < j
            and not _verb_like(s, i - 1, e)
            and not is_time(s, i - 1, e)
            and not small(s, i - 1, e, "adverbs")
        )
    if word == "by" and i > 1 and s.word(i - 1).endswith("ed") and not s.tokens[i - 1].capital:
        return True  # "economists polled by the paper"
    if word in e.words["prepositions"]:
        return word in ("inside", "outside") and i > 0 and s.word(i - 1) in e.words["determiners"]  # "an inside source"
    following = s.tokens[i + 1] if i + 1 < j else None
    if (
        following is not None
        and not token.capital
        and following.capital
        and word not in e.words["determiners"]
        and following.kind == "w"
    ):
        particle = word in load_names().particles and s.tokens[i - 1].capital and i > 0
        return particle or (
            e.roles.role(word)
            or _is_mood(s, i, e)
            or word.endswith(("'s", "’s", "-based", "an", "ic", "al", "ish", "ese", "er", "or"))
            or "-" in word
            or (e.roles.organisation(word) and is_first_name(following.text))  # "coach of the team Ann Lang"
        )
    return not is_time(s, i, e)


def _is_mood(s: Sentence, i: int, e: English) -> bool:
    """Whether an adjective before a name follows "a": "a visibly [angry] Ann Lang"."""
    first = i - 1 if s.word(i - 1).endswith("ly") else i
    named = first > 0 and s.word(first - 1) in ("a", "an") and is_first_name(s.tokens[i + 1].text)
    return named and s.word(i) not in e.finite


def _verb_like(s: Sentence, i: int, e: English) -> bool:
    word = s.word(i)
    return bool(
        (word in e.finite and i > 0 and word not in e.words["people"])  # no "advocates for"
        or (word in e.base and e.words["did"] & {s.word(i - 1), s.word(i - 2)})  # "did not respond to"
        or word in e.words["auxiliaries"]
        or word.endswith(("ing", "ed"))
        or word in e.words["prepositions"]
    )


def phrase_after(s: Sentence, i: int, e: English) -> Phrase | None:
    """The noun phrase after an inverted verb or a preposition: "said the senator from Texas, ..."."""
    j = i
    if i >= len(s) or s.tokens[i].kind not in "wb" or is_time(s, i, e):
        return None
    if s.word(i).endswith("ly") and (i + 1 == len(s) or s.tokens[i + 1].kind == "p"):  # "said softly"
        return None
    if s.word(i) in e.words["prepositions"] or (s.word(i) in e.words["conjunctions"] and s.word(i) not in ("that",)):
        return None
    if s.word(i) in e.words["pronouns"] and s.word(i) not in (
        "one",
        "many",
        "some",
        "all",
        "most",
        "both",
        "another",
        "several",
        "few",
    ):
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
        if small(s, j, e, "auxiliaries") or (word in e.words["conjunctions"] and word != "and"):
            break
        if word == "and" and not (j + 1 < len(s) and s.tokens[j - 1].capital and s.tokens[j + 1].capital):
            break
        if word in e.words["prepositions"] and word not in ("of", "for", "from", "at"):
            break
        if j > i and (
            is_time(s, j, e)
            or (word in e.words["adverbs"] and not token.capital)
            or (not token.capital and (word in e.finite or word in e.words["verbs"]))
            or word in e.ing
            or (word in e.words["published"] and s.tokens[j - 1].text[0].islower())
        ):
            break
        first = s.word(j - 1) in _BEFORE_ARTICLES and j == i + 1  # "told [all the members] that"
        if j > i and _is_determiner(s, j, e) and s.word(j - 1) not in ("of", "for", "from", "at") and not first:
            break
        if word in e.words["pronouns"] and j > i and not token.capital:
            break
        j += 1
    while j > i and (s.word(j - 1) in e.words["prepositions"] or s.word(j - 1) == "and"):
        j -= 1
    if j == i:
        return None
    core = next((k for k in range(i + 1, j) if s.word(k) in ("of", "for", "from", "at") and ends_core(s, k, e)), j)
    return _phrase(s, i, j, core, e)
