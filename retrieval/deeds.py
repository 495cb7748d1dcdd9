"""What somebody did by saying something, told by a sentence that quotes nothing: "Brandt lehnte den Antrag ab", "She
refused to say whether". Looked for where a question asks for such a deed ("What did Brandt reject?"). Whoever did it
has to be the subject of the sentence, as far as the order of words shows it; in doubt it is not.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.analysis import query_words
from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.covering import covers
from retrieval.names import last_name, name_parts
from retrieval.offices import names_office
from retrieval.question import Question
from retrieval.relevance import fit
from retrieval.roles import meanings
from retrieval.said import ABOUT_ACROSS, ABOUT_SAME
from retrieval.search import Searcher, View
from retrieval.seats import governments_in, names_of, state_of
from retrieval.speakers import Speaker, without_titles
from retrieval.subject import begins_with, tells
from retrieval.text import sentences

__all__ = ["MOST", "Deed", "deeds_of"]

MOST = 5
"""Sentences that one answer gives."""
MOST_ARTICLES = 60
"""Articles that are looked through for one person: the newest."""
_LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True)
class Deed:
    """The sentence that tells it."""

    article: Article
    paragraph: Paragraph
    span: Span

    @property
    def text(self) -> str:
        return self.span.of(self.paragraph.text)


def deeds_of(question: Question, speakers: Sequence[Speaker], view: View, searcher: Searcher) -> list[Deed]:
    """The sentences in which whom a question names does what it asks for, the newest article first; about its topic,
    and within its filters. `speakers` are those whom its mention can mean; where the library knows nobody of that
    name, the mention itself is looked for, and a state is looked for by its names, too."""
    wanted, mention = frozenset(question.doing), question.speaker or ""
    names = _names(mention, speakers, question, view)
    articles = view.snapshot.articles(names)
    hidden = view.snapshot.hidden_in(names)
    statements = view.snapshot.statements_at((p.article, p.number) for a in articles.values() for p in a.paragraphs)
    genders = {speaker.gender for speaker in speakers if speaker.sort == "person"}
    gender = next(iter(genders)) if len(genders) == 1 and len(speakers) == 1 else None
    found = [
        deed
        for article in articles.values()
        for deed in _in_article(article, names[article.id], gender, bool(genders), wanted, statements, hidden)
    ]
    return list(itertools.islice(_about(question, found, view, searcher), MOST))


def _about(question: Question, deeds: list[Deed], view: View, searcher: Searcher) -> Iterator[Deed]:
    if not question.topic:
        yield from deeds
        return
    topic, language = view.spelled(question.topic), question.language
    words = query_words(topic, language)
    by_article = itertools.groupby(deeds, key=lambda deed: deed.article)
    for article, those in ((article, list(told)) for article, told in by_article):
        code = article.language
        least = ABOUT_SAME if code == language else ABOUT_ACROSS
        fits = fit(topic, language, [deed.text for deed in those], code, searcher.embedder)
        for deed, near in zip(those, fits, strict=True):
            if near >= least or (
                words and all(covers(word.text, language, [deed.text], code, searcher.embedder) for word in words)
            ):
                yield deed


def _names(mention: str, speakers: Sequence[Speaker], question: Question, view: View) -> dict[str, set[str]]:
    """By article what whoever is meant is called in it; the newest that pass the question's filters."""
    state, bare = state_of(mention), without_titles(mention)
    theirs = {article for speaker in speakers for article, _ in speaker.names}
    forms, naming = set[str](), set[str]()
    if not theirs or state:
        forms = {bare, bare[:1].upper() + bare[1:]} if len(bare) > 2 else set()
        forms |= names_of(state) if state else set()
        rows = {row for form in forms for row in view.snapshot.names_in(form, MOST_ARTICLES)}
        naming = {paragraph.article for paragraph in view.snapshot.paragraphs(sorted(rows)).values()}
    ids = view.snapshot.newest(
        theirs | naming, MOST_ARTICLES, publisher=question.publisher, since=question.since, until=question.until
    )
    names = {id_: set(forms) if id_ in naming else set() for id_ in ids}
    for speaker in speakers:
        for article, name in speaker.names:
            if article in names:
                names[article] |= {name, *_short(speaker, article, view)}
    if bare != mention and bare[:1].isupper() and not names_office(meanings(bare)):
        for id_ in theirs & names.keys():
            names[id_].add(bare)  # "der Betriebsrat", whose chairwoman speaks for it
    for id_, whole in view.snapshot.articles(names).items() if state else ():
        names[id_] |= {name for p in whole.paragraphs for name in governments_in(p.text, state or "")}
    return names


def _short(speaker: Speaker, article: str, view: View) -> set[str]:
    """The other forms of a name that mean nobody else in the article."""
    if speaker.sort != "person":
        return {form for form in speaker.forms if form[:1].isupper()}
    last = last_name(speaker.name)
    others = [other for other in view.speakers.of_article(article) if other != speaker and other.sort == "person"]
    shared = any(last_name(name) == last for other in others for _, name in other.names)
    return set() if shared or not name_parts(speaker.name)[0] else {last}


def _in_article(
    article: Article,
    names: set[str],
    gender: str | None,
    person: bool,
    wanted: frozenset[str],
    statements: Mapping[tuple[str, int], Sequence[Statement]],
    hidden: Mapping[tuple[str, str], Sequence[Span]],
) -> Iterator[Deed]:
    code = article.language
    if code not in _LANGUAGES:
        return
    for paragraph in article.paragraphs:
        there = statements.get((article.id, paragraph.number), ())
        taken = hidden.get((article.id, paragraph.text), ())
        before: set[str | None] = set()
        for span in sentences(paragraph.text, code):
            said = [one for one in there if any(span.overlaps(part) for part in one.spans)]
            text = span.of(paragraph.text)
            pronouns = _pronouns(gender, code) if person and before and before <= names else ()
            told = tells(text, names, wanted, code) or tells(text, pronouns, wanted, code, pronoun=True)
            if told and not any(span.overlaps(part) for part in taken):
                yield Deed(article, paragraph, span)
            spoke = {one.speaker for one in said}
            before = (
                spoke or {name for name in names if begins_with(name, text, code)} or before & _kept(text, names, code)
            )


def _kept(text: str, names: set[str], code: str) -> set[str | None]:
    """Who is still meant by "he" after a sentence in which nobody speaks: as before where it names nobody else."""
    inside = re.sub(r"^\W*\w+", "", text)
    return set(names) if code == "en" and not re.search(r"[A-Z]", inside) else set()


def _pronouns(gender: str | None, code: str) -> tuple[str, ...]:
    both = {"de": {"m": "er", "f": "sie"}, "en": {"m": "he", "f": "she"}}[code]
    return (both[gender],) if gender in both else tuple(both.values())
