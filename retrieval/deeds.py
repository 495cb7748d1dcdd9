"""What somebody did by saying something, told by a sentence that quotes nothing: "Brandt lehnte den Antrag ab", "She
refused to say whether". Looked for where a question asks for such a deed ("What did Brandt reject?"). Whoever did it
has to be the subject of the sentence, as far as the order of words shows it; in doubt it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.analysis import query_words
from retrieval.articles import Article, Paragraph, Span
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
    names = _names(mention, speakers, view)
    rows = view.snapshot.rows(
        articles=list(names), publisher=question.publisher, since=question.since, until=question.until
    )
    passing = {p.article for p in view.snapshot.paragraphs(rows if rows is not None else []).values()}
    articles = sorted(view.snapshot.articles(passing).values(), key=lambda a: a.published or "", reverse=True)
    genders = {speaker.gender for speaker in speakers if speaker.sort == "person"}
    gender = next(iter(genders)) if len(genders) == 1 and len(speakers) == 1 else None
    found = [
        deed
        for article in articles[:MOST_ARTICLES]
        for deed in _in_article(article, names[article.id], gender, bool(genders), wanted, view)
    ]
    return _about(question, found, view, searcher)[:MOST]


def _about(question: Question, deeds: list[Deed], view: View, searcher: Searcher) -> list[Deed]:
    if not question.topic or not deeds:
        return deeds
    topic, kept = view.spelled(question.topic), []
    for deed in deeds:
        code = deed.article.language
        (near,) = fit(topic, question.language, [deed.text], code, searcher.embedder)
        words = query_words(topic, question.language)
        named = bool(words) and all(
            covers(word.text, question.language, [deed.text], code, searcher.embedder) for word in words
        )
        if named or near >= (ABOUT_SAME if code == question.language else ABOUT_ACROSS):
            kept.append(deed)
    return kept


def _names(mention: str, speakers: Sequence[Speaker], view: View) -> dict[str, set[str]]:
    """By article what whoever is meant is called in it."""
    names = {article: set[str]() for speaker in speakers for article, _ in speaker.names}
    for speaker in speakers:
        for article, name in speaker.names:
            names[article] |= {name, *_short(speaker, article, view)}
    state, bare = state_of(mention), without_titles(mention)
    if bare != mention and bare[:1].isupper() and not names_office(meanings(bare)):
        for called in names.values():
            called.add(bare)  # "der Betriebsrat", whose chairwoman speaks for it
    if not names or state:
        forms = names_of(state) if state else {bare, bare[:1].upper() + bare[1:]} if len(bare) > 2 else set()
        rows = {row for form in forms for row in view.snapshot.names_in(form, MOST_ARTICLES)}
        for paragraph in view.snapshot.paragraphs(sorted(rows)).values():
            names.setdefault(paragraph.article, set()).update(forms)
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
    article: Article, names: set[str], gender: str | None, person: bool, wanted: frozenset[str], view: View
) -> Iterator[Deed]:
    code = article.language
    if code not in _LANGUAGES:
        return
    statements = view.snapshot.statements_at((article.id, p.number) for p in article.paragraphs)
    hidden = {(text, span) for text, spans in view.snapshot.hidden_in(article.id) for span in spans}
    for paragraph in article.paragraphs:
        there = statements.get((article.id, paragraph.number), ())
        before: set[str | None] = set()
        for span in sentences(paragraph.text, code):
            said = [one for one in there if any(span.overlaps(part) for part in one.spans)]
            text = span.of(paragraph.text)
            pronouns = _pronouns(gender, code) if person and before and before <= names else ()
            told = tells(text, names, wanted, code) or tells(text, pronouns, wanted, code, pronoun=True)
            if told and not any(other == paragraph.text and span.overlaps(part) for other, part in hidden):
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
