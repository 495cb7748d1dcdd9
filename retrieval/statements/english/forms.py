"""Forms of English verbs that are no verbs where they stand: nouns ("recent reports"), parts of nouns ("the planning
officer"), adjectives ("400 pledged delegates")."""

from __future__ import annotations

from retrieval.statements.english.lexicon import English, is_time
from retrieval.statements.tokens import Sentence

_BEFORE_VERBS = frozenset("and but then that".split())
"""What a verb follows, and a noun hardly does."""
_LEADS = frozenset("new recent latest fresh official early".split())
"""At the beginning these are no names: "New figures suggest"."""

__all__ = ["follows_adjective", "is_adjective", "is_compound", "is_noun"]


def is_adjective(s: Sentence, i: int, before: int, e: English) -> bool:
    """ "in pledged delegates", "400 pledged delegates": a participle before a plural, after what takes no verb."""
    word, plural = s.word(i), s.word(i + 1)
    if word not in e.participles or not plural.endswith("s") or plural in e.words["determiners"]:
        return False
    previous = s.word(before)
    return previous in e.words["prepositions"] or previous.isdigit()


def is_noun(s: Sentence, i: int, before: int, e: English) -> bool:
    """ "the jobs report has ...", "relentless attacks on": a form of a verb that is a noun here."""
    word, following = s.word(i), s.word(i + 1)
    if word in e.base or word.endswith("s"):
        contracted = following[-3:-2] in ("'", "’") or following[-2:-1] in ("'", "’")
        if following in e.words["auxiliaries"] and not contracted:
            return True
    if word not in e.words["noun_forms"] or before < 0:
        return False
    token = s.tokens[before]
    if token.kind != "w" or is_time(s, before, e):
        return token.kind == "q"
    if token.capital and not (before == 0 and token.lower in _LEADS):
        return token.lower.endswith(("'s", "’s", "s'", "s’"))
    known = (e.roles.role, e.roles.organisation, e.roles.epithet)
    listed = token.lower in _BEFORE_VERBS or any(
        token.lower in e.words[x] for x in ("pronouns", "source_nouns", "people")
    )
    return not (listed or any(f(token.text) for f in known))


def is_compound(s: Sentence, i: int, e: English) -> bool:
    """ "the planning officer", "a “keep out” warning": a form in -ing that is part of a noun."""
    quoted = i > 1 and s.tokens[i - 1].kind == "q" and s.word(i - 2) in e.words["determiners"]
    following = s.word(i + 1)
    one = not following.endswith("s") or s.word(i) == "planning"
    held = i + 1 < len(s) and s.tokens[i + 1].text.islower() and one
    word = held and (e.roles.role(following) or e.roles.organisation(following)) and not e.roles.group(following)
    return quoted or (word and s.word(i - 1) not in (",", "and", ""))


def follows_adjective(s: Sentence, i: int, e: English) -> bool:
    """ "recent polls", "his demands": the form in -s is a plural noun."""
    return (
        i >= 0
        and s.tokens[i].kind == "w"
        and s.tokens[i].text[0].islower()
        and s.word(i - 1) in e.words["determiners"]
        and s.word(i).endswith(("al", "ic", "ous", "ent", "ive", "ful", "est", "er"))
    )
