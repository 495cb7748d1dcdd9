"""What a whole article is about: "What did Kline say about the planet?" asks of an article on a planet for all that
Kline says there. Looked at where nothing that was said names the topic, and nothing leans on a sentence that does."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import analysis
from retrieval.analysis import Word
from retrieval.articles import Article, Statement
from retrieval.covering import covers
from retrieval.places import is_known_place
from retrieval.relevance import word_overlap
from retrieval.said import ABOUT_ACROSS, ABOUT_SAME, Said, about, nearest
from retrieval.search import Searcher, View
from retrieval.text import sentences

__all__ = ["said_in_articles_about"]

MOST_PARAGRAPHS = 12
"""A longer article is about many things."""
MOST_ARTICLES = 60
"""Articles that are looked at: of more, those whose first statement stands in one of the paragraphs nearest to it."""
_SHORTEST_SENTENCE = 5
"""Words of what is a sentence and no dateline."""


def said_in_articles_about(topic: str, language: str, said: list[Said], view: View, searcher: Searcher) -> list[Said]:
    """What was said in the articles whose title or first sentence names the topic. A name ("the evidence against
    Dorn") need only stand in the article; what else the topic says has to be what the statement is about."""
    found: list[Said] = []
    words = analysis.query_words(topic, language)
    by_article: dict[str, list[Said]] = {}
    for one in said:
        by_article.setdefault(one.article.id, []).append(one)
    able = [those[0] for those in by_article.values() if _can_be_about_one_thing(those[0].article)]
    articles = [one.article for one in nearest(topic, able, view, searcher, MOST_ARTICLES)]
    spoken = view.snapshot.statements_at((article.id, article.paragraphs[0].number) for article in articles)
    for article in articles:
        those, first = by_article[article.id], article.paragraphs[0]
        names = [word for word in words if _is_name(word, view) and _stands_in(word, article)]
        others = [word for word in words if word not in names]
        if not others:
            continue
        beginning = _beginning(article, spoken.get((article.id, first.number), ()))
        named = [w for w in others if covers(w.text, language, beginning, article.language, searcher.embedder)]
        left = [word.text for word in others if word not in named]
        if not left:
            found += those
        elif names and not named:
            found += about(" ".join(left), language, those, view, searcher, ABOUT_SAME, ABOUT_ACROSS)
    return found


def _can_be_about_one_thing(article: Article) -> bool:
    return not article.title_made and 0 < len(article.paragraphs) <= MOST_PARAGRAPHS


def _is_name(word: Word, view: View) -> bool:
    """German writes every noun with a capital: a name is what somebody or a place is called, or a number."""
    return word.is_name and (
        not word.text.isalpha() or is_known_place(word.text) or bool(view.speakers.with_word(word.text))
    )


def _stands_in(word: Word, article: Article) -> bool:
    texts = [article.title, *(paragraph.text for paragraph in article.paragraphs)]
    return any(word_overlap(word.text, "", text, article.language) for text in texts)


def _beginning(article: Article, statements: Sequence[Statement]) -> list[str]:
    """The title and the first sentence, unless that gives what somebody said."""
    first = article.paragraphs[0]
    spoken = [span for one in statements for span in one.spans]
    cut = [
        span
        for span in sentences(first.text, article.language)
        if len(span.of(first.text).split()) >= _SHORTEST_SENTENCE
    ]
    return [article.title, *(span.of(first.text) for span in cut[:1] if not any(span.overlaps(one) for one in spoken))]
