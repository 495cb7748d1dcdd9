"""Who can have said something in English: persons, groups, organisations, and what they publish."""

from __future__ import annotations

from retrieval.statements.english.lexicon import English, is_time
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["can_speak", "is_source", "may_speak"]

_NO_NAMES = frozenset("now then whatever whichever whoever such here there".split())
_THINGS = ("tion", "tions", "sion", "sions", "ment", "ments", "ness", "ism")
_NOBODY = frozenset("it this that these those there which what".split())


def can_speak(s: Sentence, phrase: Phrase, e: English) -> bool:
    """Whether a phrase names somebody with an opinion: "Weaver", "she", "voters", "the committee", "a new poll"."""
    if phrase.sort == "pronoun":
        return phrase.head.lower() not in _NOBODY
    if is_source(s, phrase, e):
        return True
    words = [t for t in s.tokens[phrase.first : phrase.core_end] if t.kind == "w"]
    if not words:
        return False
    last = words[-1]
    roles = e.roles
    if any(f(last.text) for f in (roles.role, roles.group, roles.organisation, roles.epithet)):
        return True
    if is_time(s, phrase.core_end - 1, e) or last.lower in e.words["verbs"]:
        return False
    named = last.capital and not last.lower.endswith(("'s", "’s"))
    many = last.lower.endswith(("ist", "ists"))  # "lobbyists", "environmentalists"
    return named or many or last.lower in e.words["people"] or (len(words) == 1 and last.lower in e.words["pronouns"])


def may_speak(s: Sentence, phrase: Phrase, e: English) -> bool:
    """Whether a phrase may be somebody at all: not a time, a number, or a thing: "the past 13 days", "59 percent"."""
    words = [t for t in s.tokens[phrase.first : phrase.core_end] if t.kind == "w"]
    if phrase.sort == "pronoun" or not words:
        return True
    last = words[-1]
    number = last.text[0].isdigit() and not last.lower.endswith("old")  # "the 43-year-old" speaks
    if number or last.text in e.words["measures"] or is_time(s, phrase.core_end - 1, e):
        return False
    return len(words) > 1 or not _is_thing(last.text, e, starts=phrase.first == 0)


def _is_thing(word: str, e: English, *, starts: bool) -> bool:
    """ "Now", "I'm", "Whatever", "Legislation": capitalised, and no name."""
    lower = word.lower()
    if lower.endswith(("'m", "’m", "'re", "’re")) or lower in _NO_NAMES:
        return True
    return starts and lower.endswith(_THINGS) and not e.roles.organisation(word)


def is_source(s: Sentence, phrase: Phrase, e: English) -> bool:
    """Whether a phrase is headed by what tells of a finding: "a poll of voters", "the documents"."""
    return phrase.core_end > phrase.first and s.word(phrase.core_end - 1) in e.words["source_nouns"]
