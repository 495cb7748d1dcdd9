"""Speakers without a name of their own: "a spokeswoman", "the union", "Polizeiangaben"; whom a claim may call so."""

from __future__ import annotations

import re

from bot.checking.called import called
from bot.checking.layout import sentences
from bot.checking.lists import any_of, data, word_set
from bot.checking.vocabulary import bare, has_name
from bot.checking.words import in_both
from retrieval.articles import Span
from retrieval.identity import is_known_organisation, organisation_names
from retrieval.names import name_words
from retrieval.roles import is_kind, meanings, table
from retrieval.said import Said
from retrieval.search import View

__all__ = ["is_group_of", "makes_many", "without_brackets"]

_LEAD = 2
"""Sentences before a statement in which the organisation is named that "a spokeswoman" or "the union" belongs to."""
_BRACKETS = re.compile(r"^([^()]{2,120}?)\s*\(([^()]{2,40})\)$")


def without_brackets(name: str) -> tuple[str, ...]:
    """ "World Health Organization" and "WHO" of "World Health Organization (WHO)"; not the party of "Kolb (SPD)"."""
    found = _BRACKETS.match(name)
    if not found:
        return (name,)
    initials = "".join(word[0] for word in name_words(found.group(1)) if word[0].isupper())
    short = found.group(2)
    compound = re.match("[^ ]*?".join(map(re.escape, short)), found.group(1), re.IGNORECASE)  # "Landeskriminalamt"
    of_it = short == initials or (short.isupper() and compound is not None)
    return (name, found.group(1), *([short] if of_it else []))


def is_group_of(name: str, said: Said, view: View) -> bool:
    """Whether a statement by somebody without a name is what a claim says `name` said: the same word in the other
    language, or the organisation that was named last before it, or beside it ("The utility, Sierra Western, said")."""
    statement = said.statement
    text = statement.paragraph.text
    mention = statement.speaker_span.of(text) if statement.speaker_span else statement.speaker or ""
    if not mention or (said.speaker and said.speaker.sort == "person" and not _is_spokesperson(mention)):
        return False
    kind = _without_sayings(mention)
    if not (has_name(name, "en") and has_name(name, "de")) and _same_kind(name, kind):
        return True
    if said.speaker is None and statement.speaker_span and _is_beside(name, text, statement.speaker_span):
        return True
    return (_is_spokesperson(mention) or _is_body(kind)) and _is_named_last(name, said, view)


def makes_many(mention: str, written: str) -> bool:
    """Whether a claim makes several people of one: "Residents" of "Ein Anwohner"."""
    ones = word_set("attribution", "one")
    one, many = written.split()[:1], name_words(mention)
    if not many or not one or one[0].lower() not in ones or many[0].lower() in ones:
        return False
    calling = bool(meanings(many[-1]) & table("callings"))
    return calling and (many[-1].endswith("s") or len(many) == 1)


def _same_kind(one: str, other: str) -> bool:
    own, others = name_words(one), name_words(other)
    return bool(own and others) and not in_both(own[-1]).isdisjoint(in_both(others[-1]))


def _without_sayings(mention: str) -> str:
    """ "Polizei" of "Polizeiangaben", "Instituts" of "Angaben des Instituts"."""
    for saying in data("attribution")["sayings"].split():
        if mention.lower().endswith(saying) and len(mention) > len(saying) + 2:
            return mention[: -len(saying)]
    return mention


def _is_spokesperson(mention: str) -> bool:
    last = name_words(mention)[-1:] or [""]
    return "spokesperson" in meanings(last[0]) and not any(word[:1].isupper() for word in mention.split()[:-1][1:])


def _is_body(mention: str) -> bool:
    words = name_words(mention)
    if not words or mention.split()[0].lower() not in ("the", "der", "die", "das"):
        return False
    return is_kind(words[-1]) or any_of(data("attribution")["bodies"]).fullmatch(words[-1]) is not None


def _is_beside(name: str, text: str, mention: Span) -> bool:
    return text.startswith(f", {name},", mention.end)


def _is_named_last(name: str, said: Said, view: View) -> bool:
    """Whether no other organisation is named between this one and who speaks."""
    statement = said.statement
    text, article = statement.paragraph.text, statement.paragraph.article
    people = [one for one in called(name, view) if one.sort == "person"]
    if people and not is_known_organisation(name):
        return False
    at = (statement.speaker_span or statement.spans[0]).start
    before = [span for span in sentences(text, said.article.language) if span.start <= at]
    lead = text[before[-1 - min(_LEAD, len(before) - 1)].start : at] if before else ""
    own = max((_last(form, lead) for form in (bare(name), *organisation_names(name))), default=-1)
    others = {
        form for one in view.speakers.of_article(article) if one.sort != "person" for form in (one.name, *one.forms)
    }
    rest = [form for form in others if form[:1].isupper() and has_name(form, "de") and not _overlap(form, name)]
    return own >= 0 and all(_last(form, lead) < own for form in rest)


def _last(form: str, lead: str) -> int:
    return max((match.start() for match in re.finditer(rf"\b{re.escape(form)}\b", lead)), default=-1)


def _overlap(one: str, other: str) -> bool:
    """Whether both are names of one: "WHO", "Weltgesundheitsorganisation (WHO)"."""
    forms = {form.casefold() for form in (*without_brackets(other), *organisation_names(other))}
    return any(form.casefold() in forms or form.casefold() in other.casefold() for form in without_brackets(one))
