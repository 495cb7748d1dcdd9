"""Whether a claim makes a mayor of a deputy or of a former one, or the other way round, or a minister of another
department."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.checking.attribution import Chosen
from bot.checking.reasons import reason
from bot.checking.titles import apposed_before, mentions, words_before
from bot.checking.vocabulary import READ
from retrieval.articles import Article
from retrieval.language import function_words
from retrieval.roles import meanings, table
from retrieval.search import View
from retrieval.speakers import Speaker

__all__ = ["of_another_rank"]

_MOST = 3
"""Words before a name in which its office stands."""
_LONGEST = 4000
"""Characters of a paragraph that offices are looked for in."""
_ARTICLE = r"(?:(?:the|a|an|der|die|das|ein|eine|his|her|their|its) )?"
_BEHIND = re.compile(
    rf",? \(?{_ARTICLE}((?:[\w’'-]+ ){{0,3}}?[\w’'-]+)(?: (?:of|for|von|des|der|im|in|at|für) [^,.;:()]{{2,40}})?"
    r"(?=[,.)]|$)"
)
_BEGINS = re.compile(rf"\W{{0,3}}(?i:{_ARTICLE})((?:[^\W\d_][\w’'-]* ){{0,2}}?[^\W\d_][\w’'-]*) (?=[a-zäöü])")
"""What a claim begins with, before a word in small letters."""
_BESIDE = 2
"""Words before an office that tell its rank."""
_LOWERED = frozenset(("deputy", "former", "alt"))


@dataclass(frozen=True, slots=True)
class _Rank:
    """An office as it stands beside a name, by meaning: what it is, what it is for, and whether a deputy has it or
    somebody who no longer does."""

    written: str
    offices: frozenset[str]
    departments: frozenset[str]
    deputy: bool
    former: bool

    def may_be(self, other: _Rank) -> bool:
        same = not self.departments or not other.departments or bool(self.departments & other.departments)
        return same and (self.deputy, self.former) == (other.deputy, other.former)


def of_another_rank(text: str, language: str, chosen: Sequence[Chosen], view: View) -> list[str]:
    """A reason for each office that a claim gives somebody whom the articles only ever give another rank of it."""
    articles = {one.place.source.article.id: one.place.source.article for one in chosen}.values()
    if not {language, *(article.language for article in articles)} <= set(READ):
        return []
    people = [s for article in articles for s in view.speakers.of_article(article.id) if s.sort == "person"]
    people = list(dict.fromkeys(people))
    found = [reason("rank", words=rank.written) for rank in _nameless(text, chosen, people)]
    for person in people:
        for rank in _ranks(text, person, people):
            told = [other for other in _told(person, people, articles) if other.offices & rank.offices]
            if told and not any(rank.may_be(other) for other in told):
                found.append(reason("rank_of", words=rank.written, name=person.name, others=told[0].written))
    return list(dict.fromkeys(found))


def _told(person: Speaker, people: Sequence[Speaker], articles: Iterable[Article]) -> list[_Rank]:
    parts = (paragraph.text[:_LONGEST] for article in articles for paragraph in article.paragraphs)
    return [rank for part in parts for rank in _ranks(part, person, people)]


def _ranks(text: str, person: Speaker, people: Sequence[Speaker]) -> Iterator[_Rank]:
    """The offices right before somebody's name in a text, and right behind it."""
    for at, end in mentions(text, person):
        before = words_before(text[:at], people, person)[-_MOST:]
        if before and not meanings(before[-1]) & table("offices"):
            before = []  # "the interior minister warned Leo Brandt"
        behind = _BEHIND.match(text, end) if text[end : end + 2] in (", ", " (") else None
        after = behind.group(1).split() if behind else []
        if any(word.lower() in function_words(language) for word in after for language in READ):
            after = []  # "Ivor Pratt, who was once mayor,"
        for words in (before, after, apposed_before(text, at, end)):
            if rank := _rank(" ".join(words)):
                yield rank


def _rank(phrase: str) -> _Rank | None:
    senses = meanings(phrase)
    if not senses & table("offices"):
        return None
    return _Rank(
        phrase,
        senses & table("offices"),
        senses & table("tasks"),
        "deputy" in senses,
        bool(senses & (_LOWERED - {"deputy"})),
    )


def _nameless(text: str, chosen: Sequence[Chosen], people: Sequence[Speaker]) -> Iterator[_Rank]:
    """An office without a name that a claim begins with, where the cited sentences have another rank of it alone, and
    nobody whom they name has this one."""
    opening = _BEGINS.match(text)
    own = _rank(opening.group(1)) if opening else None
    if own is None or (not own.deputy and not own.former and meanings(text) & _LOWERED):
        return
    sentences = [one.place.around for one in chosen]
    told = [rank for sentence in sentences for rank in _all_ranks(sentence) if rank.offices & own.offices]
    if not told or any(own.may_be(rank) for rank in told):
        return
    there = [who for who in people if any(any(mentions(sentence, who)) for sentence in sentences)]
    articles = {one.place.source.article.id: one.place.source.article for one in chosen}.values()
    theirs = [rank for who in there for rank in _told(who, people, articles) if rank.offices & own.offices]
    if not any(own.may_be(rank) for rank in theirs):
        yield own


def _all_ranks(text: str) -> Iterator[_Rank]:
    for part in re.split(r"[^\w\s’'-]", text):
        words = part.split()
        for at, word in enumerate(words):
            if meanings(word) & table("offices") and (rank := _rank(" ".join(words[max(0, at - _BESIDE) : at + 1]))):
                yield rank
