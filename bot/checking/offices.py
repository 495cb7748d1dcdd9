"""Offices that a claim names: the passages must give them to somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.checking.attribution import Chosen
from bot.checking.held import Held
from bot.checking.reasons import reason
from bot.checking.vocabulary import word_list, word_lists
from retrieval.articles import Article, Span
from retrieval.names import name_words
from retrieval.roles import Meaning, meanings
from retrieval.speakers import Speaker
from retrieval.text import words

__all__ = ["missing_offices"]

_NEAR = 60
"""Characters on both sides of a name in which somebody's office stands."""


def missing_offices(text: str, held: Sequence[Held], chosen: Sequence[Chosen]) -> list[str]:
    """Offices that the passages give nobody. One without a name behind it may be that of anybody in the articles: "the
    chancellor" is clear from what stands before."""
    senses = frozenset[str]().union(*(one.senses for one in held))
    asked = meanings(text)
    missing = [office for office in word_lists("offices") if office & asked and not office & senses]
    if not missing:
        return []
    articles = {one.place.source.article.id: one.place.source.article for one in chosen}
    senses = frozenset[str]().union(*(meanings(p.text) for article in articles.values() for p in article.paragraphs))
    tokens = words(text)
    speakers = [said for one in chosen for said in one.statements if said.speaker]
    found = []
    for office in missing:
        bears = [token for token in tokens if office & meanings(token.of(text))]
        if bears and _may_be_leaders(bears, text, chosen):
            continue
        named = any(re.match(r" [A-ZÄÖÜ]", text[token.end :]) for token in bears)
        if named and any(office & _offices_of(said.speaker, articles.values()) for said in speakers):
            continue
        if named or not bears or not office & senses:
            found.append(reason("role", words=bears[0].of(text) if bears else next(iter(office & asked))))
    return found


def _may_be_leaders(bears: Sequence[Span], text: str, chosen: Sequence[Chosen]) -> bool:
    """Whether they are leaders in general, whom the passages have, too: "Regierungschefs" of "world leaders"."""
    plural = word_list("leaders")
    told = {word.of(p).casefold() for p in {one.place.source.paragraph.text for one in chosen} for word in words(p)}
    return all(token.of(text).casefold() in plural for token in bears) and not plural.isdisjoint(told)


def _offices_of(speaker: Speaker | None, articles: Iterable[Article]) -> Meaning:
    """The offices that the articles give somebody, right beside the name."""
    lasts = {name_words(form)[-1] for form in (speaker.name, *speaker.forms) if name_words(form)} if speaker else set()
    if speaker:
        lasts |= {name_words(speaker.name)[0]}
    beside = (
        rf"(?<![^\s.;])(?:[^\s.;]{{1,60}} ){{0,4}}\b(?:{'|'.join(map(re.escape, lasts))})\b(?:, [^,.;]{{1,{_NEAR}}})?"
    )
    texts = [p.text for article in articles for p in article.paragraphs] if lasts else []
    return frozenset[str]().union(*(meanings(match.group()) for text in texts for match in re.finditer(beside, text)))
