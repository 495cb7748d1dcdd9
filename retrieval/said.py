"""Statements with the people behind them, and which of them have to do with a topic."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.relevance import fit
from retrieval.search import Found, Searcher, View
from retrieval.senses import near as near_senses
from retrieval.senses import senses_of, senses_of_content
from retrieval.speakers import Speaker
from retrieval.text import sentences

__all__ = [
    "ABOUT_ACROSS",
    "ABOUT_SAME",
    "CONTEXT",
    "MOST_RANKED",
    "Said",
    "about",
    "doing",
    "nearest",
    "whole_sentence",
]

ABOUT_SAME, ABOUT_ACROSS = 0.45, 0.42
"""Fit (see `retrieval.relevance`) from which a statement counts as being about a topic."""

CONTEXT = 0.9
"""Factor for the fit of a statement that is read together with the sentence before it."""

NEAR_SAME = 0.85
"""Part of the best score that a further statement of the same speaker needs, where only the nearest are wanted."""

MOST_RANKED = 200
"""Statements that are embedded for one question: of more, those in the paragraphs nearest to it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the person behind it (None where unknown) and the article around it."""

    row: int
    statement: Statement
    speaker: Speaker | None
    article: Article

    @property
    def name(self) -> str | None:
        """The person's; else who says it as it is called within the article. None where it tells nobody."""
        return self.speaker.name if self.speaker else self.statement.speaker

    @classmethod
    def of(cls, speakers: Sequence[Speaker], view: View) -> list[Said]:
        """All that they said, the newest article first, then in the order of the text."""
        owner = {name: speaker for speaker in reversed(speakers) for name in speaker.names}
        found = view.snapshot.statements_by(owner)
        articles = articles_of(view, [statement for _, statement in found])
        said = [
            cls(
                row,
                statement,
                owner[statement.paragraph.article, statement.speaker or ""],
                articles[statement.paragraph.article],
            )
            for row, statement in found
        ]
        return sorted(said, key=lambda s: s.article.published or "", reverse=True)

    @classmethod
    def among(cls, found: Sequence[Found], view: View) -> list[Said]:
        """All statements of passages."""
        return cls._of_pairs([(f.row, statement) for f in found for statement in f.passage.statements], view)

    @classmethod
    def inside(cls, articles: Collection[str], view: View) -> list[Said]:
        """All statements of articles, given by their ids."""
        rows = view.snapshot.rows(articles=articles)
        found = view.snapshot.statements_in(rows.tolist() if rows is not None else ())
        return cls._of_pairs([(row, statement) for row, those in found.items() for statement in those], view)

    @classmethod
    def _of_pairs(cls, pairs: list[tuple[int, Statement]], view: View) -> list[Said]:
        articles = articles_of(view, [statement for _, statement in pairs])
        return [
            cls(row, statement, view.speakers.owner(article.id, statement.speaker or ""), article)
            for row, statement in pairs
            for article in (articles[statement.paragraph.article],)
        ]


def doing(said: Sequence[Said], wanted: frozenset[str]) -> list[Said]:
    """Those of one of the senses, or else of one near to them, or else those whose words do it by themselves ("„Das ist
    inakzeptabel“, sagte …"). What goes on without a word of its own that says that
    it is said ("…“, warnte Rutte. „…“) has the sense of what stands before it. `said` is in the order of the text."""
    if not wanted:
        return []
    senses: list[frozenset[str]] = []
    for before, one in zip([None, *said], said, strict=False):
        goes_on = before and one.statement.cue_span is None and (before.row, before.speaker) == (one.row, one.speaker)
        senses.append(senses[-1] if goes_on else senses_of(one.statement, one.article.language))
    looked_for = [wanted, frozenset(other for sense in wanted for other in near_senses(sense))]
    found = ([one for one, has in zip(said, senses, strict=True) if has & some] for some in looked_for)
    by_themselves = (one for one in said if senses_of_content(one.statement, one.article.language) & wanted)
    return next((some for some in found if some), None) or list(by_themselves)


def articles_of(view: View, statements: Sequence[Statement]) -> dict[str, Article]:
    return view.snapshot.articles(s.paragraph.article for s in statements)


def about(
    topic: str,
    language: str,
    said: list[Said],
    view: View,
    searcher: Searcher,
    same: float,
    across: float,
    near: float = 0.0,
) -> list[Said]:
    """Those that have to do with a topic, the best first; only those near the best where `near` is given.

    What is said can lean on the sentence before ("Sie bewegt sich langsam westwärts"), so a statement counts by its own
    sentence or by both together, whichever fits better. Where it is asked who said something (`near` is given), not
    together with what somebody else says.
    """
    said = nearest(topic, said, view, searcher, MOST_RANKED)
    scores = [0.0] * len(said)
    others = view.snapshot.statements_in({one.row for one in said}) if near else {}
    for code in dict.fromkeys(one.article.language for one in said):
        those = [(i, one) for i, one in enumerate(said) if one.article.language == code]
        readings = [(i, r) for i, one in those for r in _readings(one, others.get(one.row, ()))]
        fits = fit(topic, language, [text for _, (text, _) in readings], code, searcher.embedder)
        for (index, (_, weight)), value in zip(readings, fits, strict=True):
            scores[index] = max(scores[index], weight * value)
    floors = [same if one.article.language == language else across for one in said]
    ranked = sorted(zip(scores, floors, range(len(said)), strict=True), key=lambda t: (-t[0], t[2]))
    if not ranked:
        return []
    best, _, first = ranked[0]
    # One more statement of the same speaker does no harm; another speaker beside the right one does.
    needed = [best * (min(near, NEAR_SAME) if one.speaker == said[first].speaker else near) for one in said]
    return [said[index] for score, floor, index in ranked if score >= max(floor, needed[index])]


def nearest(topic: str, said: list[Said], view: View, searcher: Searcher, most: int) -> list[Said]:
    """Those in the paragraphs nearest to a topic, `most` at most, in their order."""
    if len(said) <= most:
        return said
    rows = list(dict.fromkeys(one.row for one in said))
    cosines = view.snapshot.vectors_of(rows) @ searcher.embedder.embed_query(topic)
    near = dict(zip(rows, cosines.tolist(), strict=True))
    best = sorted(range(len(said)), key=lambda index: -near[said[index].row])[:most]
    return [said[index] for index in sorted(best)]


def _readings(said: Said, others: Sequence[Statement]) -> list[tuple[str, float]]:
    """The texts that a statement is compared by, and their weights: its own sentence, and the same with the sentence
    before, unless one of `others` by somebody else is in that."""
    paragraph, code = said.statement.paragraph, said.article.language
    own = whole_sentence(paragraph, said.statement.spans, code)
    before = [s for s in sentences(paragraph.text, code) if s.end <= own.start][-1:]
    taken = [span for one in others if one.speaker != said.statement.speaker for span in one.spans]
    free = [s for s in before if not any(s.overlaps(span) for span in taken)]
    return [(own.of(paragraph.text), 1.0), *((Span(s.start, own.end).of(paragraph.text), CONTEXT) for s in free)]


def whole_sentence(paragraph: Paragraph, spans: Sequence[Span], language: str) -> Span:
    """The sentence, or the sentences, that the spans stand in."""
    around = [s for s in sentences(paragraph.text, language) if any(s.overlaps(span) for span in spans)]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return Span(min([start, *(s.start for s in around)]), max([end, *(s.end for s in around)]))
