"""Whom a claim's sentence names beside its speaker: only those whom the article names where it is cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.checking.layout import sentences
from bot.checking.lists import any_of
from bot.checking.places import Place
from bot.checking.reasons import reason
from bot.checking.vocabulary import alike, bare, word_lists, word_tables
from retrieval.names import name_words, same_spelling
from retrieval.roles import is_title, meanings
from retrieval.said import Said
from retrieval.search import View
from retrieval.speakers import Speaker

__all__ = ["is_told_of", "people_elsewhere"]

_LEAD = 3
"""Sentences before the cited one that a pronoun in it is looked up in."""
_SHORTEST = 3
"""Letters of a name."""


def is_told_of(name: str, places: Iterable[Place]) -> bool:
    """Whether the sentences of the places name this person, by the last name."""
    there = [word for place in places for word in _capitalised(place.around)]
    return any(alike(bare(word), bare(other)) for word in name_words(name)[-1:] for other in there)


def people_elsewhere(text: str, cited: Sequence[tuple[Place, Sequence[Said]]], view: View) -> list[str]:
    """Reasons, one for each person of the cited articles whom the claim names, but neither the cited sentences and
    those before them nor who speaks there. What was said by one of two people of the same name is not the other's."""
    articles = {place.source.article.id for place, _ in cited}
    near = {bare(word) for place, said in cited for part in _around(place, said) for word in _capitalised(part)}
    own = {bare(word) for place, said in cited for part in _own(place, said) for word in _capitalised(part)}
    found = []
    pieces = [bare(word) for word in name_words(text)]
    for before, word in zip(["", *pieces], pieces, strict=False):
        people = [] if is_title(word) or _offices(word) else list(_people(word, articles, view))
        if not people:
            continue
        firsts = {first for one in people for first in name_words(one.name)[:-1]}
        full = len(people) > 1 and any(same_spelling(before, first) for first in firsts)
        if full and not any(alike(before, other) for other in own):
            found.append(reason("elsewhere_named", name=f"{before} {word}"))
        elif any(_may_be_meant(one, cited) for one in people):
            continue
        elif not any(alike(word, other) for other in near) and not _is_meant(people, cited):
            found.append(reason("elsewhere_named", name=word))
    return list(dict.fromkeys(found))


def _is_meant(people: Iterable[Speaker], cited: Sequence[tuple[Place, Sequence[Said]]]) -> bool:
    """Whether the cited words call one of them by a role: "I warned the minister"."""
    texts = [part.casefold() for place, said in cited for part in _own(place, said)]
    return any(re.search(rf"\b{re.escape(role.text.casefold())}", t) for p in people for role in p.roles for t in texts)


def _may_be_meant(speaker: Speaker, cited: Sequence[tuple[Place, Sequence[Said]]]) -> bool:
    """Whether the cited words may mean this person without the name: by the office ("the President"), or by a pronoun
    of that gender in what is said."""
    offices = frozenset[str]().union(*(_offices(role.text) for role in speaker.roles))
    lasts = {name_words(form)[-1] for form in (speaker.name, *speaker.forms) if name_words(form)}
    for place, said in cited:
        words = [span.of(one.statement.paragraph.text) for one in said for span in one.statement.spans]
        words = words or [place.around]
        if any(offices & meanings(part) for part in words):
            return True
        pronoun = any_of(word_tables("pronouns")[speaker.gender]) if speaker.gender else None
        if (
            pronoun
            and any(pronoun.search(part) for part in words)
            and any(alike(bare(word), last) for word in _capitalised(_lead(place)) for last in lasts)
        ):
            return True
    return False


def _offices(text: str) -> frozenset[str]:
    return frozenset[str]().union(*word_lists("offices")) & meanings(text)


def _lead(place: Place) -> str:
    """The sentences before the cited one, in its paragraph, else in the one before: whom a pronoun can mean."""
    text, language = place.source.paragraph.text, place.source.article.language
    before = [span.of(text) for span in sentences(text, language) if span.end <= place.sentence.start]
    if len(before) < _LEAD:
        number = place.source.paragraph.number - 1
        for paragraph in place.source.article.paragraphs:
            if paragraph.number == number:
                before = [span.of(paragraph.text) for span in sentences(paragraph.text, language)] + before
    return " ".join(before[-_LEAD:])


def _people(word: str, articles: set[str], view: View) -> Iterator[Speaker]:
    """The people of these articles who have this last name."""
    if len(word) < _SHORTEST or not word[:1].isupper():
        return
    for speaker in view.speakers.with_word(word):
        lasts = {name_words(form)[-1] for form in (speaker.name, *speaker.forms) if name_words(form)}
        here = any(article in articles for article, _ in speaker.names)
        if speaker.sort == "person" and here and any(same_spelling(word, last) for last in lasts):
            yield speaker


def _own(place: Place, said: Sequence[Said]) -> Iterator[str]:
    """The cited sentence, what is said there and by whom."""
    yield place.around
    for one in said:
        yield from (span.of(one.statement.paragraph.text) for span in one.statement.spans)
        yield one.statement.speaker or ""
        if one.speaker:
            yield from (one.speaker.name, *one.speaker.forms)


def _around(place: Place, said: Sequence[Said]) -> Iterator[str]:
    """With the sentence before it, where a pronoun may stand for somebody there."""
    yield from _own(place, said)
    if not any(any_of(word_tables("pronouns")["any"]).search(part) for part in _own(place, said)):
        return
    text = place.source.paragraph.text
    before = [span for span in sentences(text, place.source.article.language) if span.end <= place.sentence.start]
    if before:
        yield before[-1].of(text)


def _capitalised(text: str) -> Iterator[str]:
    return (word for word in name_words(text) if word[:1].isupper())
