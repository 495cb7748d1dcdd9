"""Whether a claim gives somebody the office of somebody else: "Minister Lorenz" where the minister is called Sander."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from bot.checking.attribution import Chosen
from bot.checking.reasons import reason
from bot.checking.vocabulary import READ
from bot.checking.words import head_in_both
from retrieval.articles import Article
from retrieval.language import function_words
from retrieval.names import name_words
from retrieval.roles import is_title, meanings, table
from retrieval.search import View
from retrieval.speakers import Speaker

__all__ = ["apposed_before", "given_to_another", "mentions", "words_before"]

_MOST = 3
"""Words of an office before a name."""
_BEFORE = re.compile(r"((?:[^\W\d_][\w’'-]* ){1,6})$")
_BEHIND = re.compile(r", (?:(?:der|die|the|a|an|ein|eine) )?([^,.;:!?]{3,60})(?=[,.;:!?]|$)")
_APPOSED = re.compile(r", (?:der|die|the) ([\w-]+(?: [\w-]+)?)(?=,)")
_BEFORE_COMMA = re.compile(
    r"\b(?:The|the|Der|der|Die|die|His|her|Her|his|Their|their) ([^,.;:!?“”„\"]{3,60}), (?:[A-ZÄÖÜ][\w.’'-]* ){0,2}$"
)
_LONGEST = 4000
"""Characters of a paragraph that offices are looked for in."""


def given_to_another(text: str, language: str, chosen: Sequence[Chosen], view: View) -> list[str]:
    """A reason for each name with an office that the article gives to somebody else, and not to this person."""
    if language not in READ:
        return []
    found = []
    for article in {one.place.source.article.id: one.place.source.article for one in chosen}.values():
        people = [one for one in view.speakers.of_article(article.id) if one.sort == "person"]
        given = [(who, office) for who in people for office in _before_name(text, who, people, language)]
        known = {person: _offices(person, people, article) for person in people} if given else {}
        for person, office in given:
            senses = _senses(office)
            if not senses or not senses.isdisjoint(known[person]):
                continue
            if any(not senses.isdisjoint(theirs) for other, theirs in known.items() if other is not person):
                found.append(reason("role_of_another", words=office, name=person.name))
    return list(dict.fromkeys(found))


def _offices(person: Speaker, people: Sequence[Speaker], article: Article) -> frozenset[str]:
    """What the article calls somebody, by meaning: what the reader of statements found, and what stands beside the
    name."""
    found = {sense for role in person.roles for word in role.text.split() for sense in _senses(word)}
    found |= {sense for role in person.roles for sense in meanings(role.text) & table("offices")}
    for paragraph in article.paragraphs:
        part = paragraph.text[:_LONGEST]
        for at, end in mentions(part, person):
            beside = words_before(part[:at], people, person)
            behind = _BEHIND.match(part, end)
            for phrase in [
                " ".join(beside),
                " ".join(apposed_before(part, at, end)),
                behind.group(1) if behind else "",
            ]:
                found |= meanings(phrase) & table("offices")
                found |= {sense for word in phrase.split() for sense in _senses(word)}
    return frozenset(found)


def _before_name(text: str, person: Speaker, people: Sequence[Speaker], language: str) -> Iterable[str]:
    """The offices that stand right before somebody's name in a text, or right behind it between commas."""
    for at, end in mentions(text, person):
        words = words_before(text[:at], people, person)
        if words and words[-1].islower() and words[-1].endswith("s"):
            continue  # "who heads Puertos del Sur"
        if words and (_is_office(words[-1]) or (language == "de" and words[-1][:1].isupper())):
            whole = " ".join(words[-_MOST:])
            if meanings(whole) & {"deputy", "former"}:
                continue  # "deputy minister", "former mayor"
            yield whole if meanings(whole) & table("offices") else words[-1]
        if behind := _APPOSED.match(text, end):
            yield behind.group(1)


def apposed_before(text: str, at: int, end: int) -> list[str]:
    """The words of "The acting transport secretary" before ", Hugh Lang,"."""
    found = _BEFORE_COMMA.search(text[max(0, at - 120) : at]) if text[end : end + 1] == "," else None
    words = found.group(1).split() if found else []
    return words if len(words) <= _MOST + 1 else []


def words_before(text: str, people: Sequence[Speaker], person: Speaker) -> list[str]:
    """The words before a name, back to a function word, punctuation or the name of somebody else."""
    found = _BEFORE.search(text[-120:])
    strangers = [form for one in people if one is not person for form in (one.name, *one.forms)]
    others = {word for form in strangers for word in name_words(form)}
    own = {word for form in (person.name, *person.forms) for word in name_words(form)[:-1] if not _is_office(word)}
    words: list[str] = []
    for word in reversed(found.group(1).split() if found else []):
        if word in others or any(word.lower() in function_words(code) for code in READ):
            break
        if not words and (word in own or is_title(word) or len(word.rstrip(".")) < 2):
            continue  # a first name
        words.insert(0, word)
    return words


def mentions(text: str, person: Speaker) -> Iterable[tuple[int, int]]:
    lasts = {name_words(form)[-1] for form in (person.name, *person.forms) if name_words(form)}
    if not lasts:
        return []
    return [match.span() for match in _any_name(frozenset(lasts)).finditer(text)]


@functools.lru_cache(maxsize=512)
def _any_name(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-])")


def _is_office(word: str) -> bool:
    return bool(meanings(word) & table("offices"))


@functools.lru_cache(maxsize=4096)
def _senses(office: str) -> frozenset[str]:
    """The offices of the list; for what is none of it, the stems of its last word in both languages."""
    known = meanings(office) & table("offices")
    last = office.split()[-1:] or [""]
    return known or frozenset(head_in_both(last[0]))
