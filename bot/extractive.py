"""Answers with no language model: statements and sentences as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Citation, Claim, Outcome, Reason
from retrieval.analysis import query_words
from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.names import name_words
from retrieval.question import Question
from retrieval.relevance import FLOOR_ACROSS, FLOOR_SAME, fit
from retrieval.search import Found, Searcher, View, filter_rows
from retrieval.speakers import Speaker
from retrieval.text import sentences

__all__ = ["Reply", "answer_passages", "answer_speaker", "answer_statements"]

ABOUT_SAME, ABOUT_ACROSS = 0.45, 0.42
"""Fit (see `retrieval.relevance`) from which a statement counts as being about a topic."""

SAID_SAME, SAID_ACROSS = 0.49, 0.42
"""Fit from which a statement counts as the one that is asked for by its content."""

NEAR = 0.9
"""Part of the best fit that a further statement or sentence needs to be given beside the best one."""

FEW_WORDS, NEAR_FEW = 3, 0.7
"""A topic of so few words ("security guarantees") asks who talks about it: each speaker's best statement, if it is so
near to the best of all. A longer one ("the front moves westwards") asks for one statement."""

CONTEXT = 0.9
"""Factor for the fit of a statement that is read together with the sentence before it."""

NO_PERSON = 0.8
"""Factor for a sentence that names nobody else, where the question asks who."""

MOST_SENTENCES = 3
MOST_PASSAGES = 5
"""Passages whose sentences are looked at; the floors are calibrated for five."""
MOST_SPEAKERS = 10
MOST_RANKED = 200
"""Statements that are embedded for one question, the newest of them."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer without its frame."""

    outcome: Outcome
    reason: Reason | None = None
    claims: tuple[Claim, ...] = ()
    candidates: tuple[str, ...] = ()
    undated: int = 0


def answer_statements(question: Question, speakers: Sequence[Speaker], view: View, searcher: Searcher) -> Reply:
    """What the speakers said; the newest article first, or by topic where the question has one."""
    if not speakers:
        named = question.speaker and _is_named(question.speaker, view)
        return Reply("mentioned", "no_statement") if named else Reply("not_found")
    said = _Said.of(speakers, view)
    if not said:
        return Reply("mentioned", "no_statement")
    rows = filter_rows(view.snapshot, question)
    undated = 0
    if rows is not None:
        passing = set(rows.tolist())
        if question.since or question.until:
            without_date = set(view.snapshot.undated())
            undated = sum(s.statement.paragraph.article in without_date for s in said)
        said = [s for s in said if s.row in passing]
    if question.addressee:
        said = [s for s in said if _speaks_to(s.statement, question.addressee, view)]
    if not said:
        return Reply("mentioned", "no_match_filter", undated=undated)
    if question.topic:
        said = _about(view.spelled(question.topic), question.language, said, searcher, ABOUT_SAME, ABOUT_ACROSS)
        if not said:
            return Reply("mentioned", "no_match_topic", undated=undated)
    names = [s.speaker.name for s in said if s.speaker]
    who = list(dict.fromkeys(names))
    ordered = [s for name in who for s, said_by in zip(said, names, strict=True) if said_by == name]
    claims = tuple(_claim(s.statement, s.speaker.name if s.speaker else None, s.article) for s in ordered)
    return Reply("answered", claims=claims, candidates=tuple(who) if len(who) > 1 else (), undated=undated)


def answer_speaker(question: Question, found: Sequence[Found], view: View, searcher: Searcher) -> Reply:
    """Who said it: the statements that fit best, the best first. One whose speaker is unknown says so."""
    said = _Said.among(found, view)
    if not question.topic:
        return Reply("not_found")
    topic = view.spelled(question.topic)
    if len(query_words(topic, question.language)) > FEW_WORDS:
        fitting = _about(topic, question.language, said, searcher, SAID_SAME, SAID_ACROSS, NEAR)
    else:
        fitting = _one_each(_about(topic, question.language, said, searcher, ABOUT_SAME, ABOUT_ACROSS, NEAR_FEW))
    fitting = fitting[:MOST_SPEAKERS]
    claims = tuple(_claim(s.statement, s.speaker.name if s.speaker else None, s.article) for s in fitting)
    return Reply("answered", claims=claims) if claims else Reply("not_found")


def _one_each(said: list[_Said]) -> list[_Said]:
    """The first statement of each speaker."""
    best: dict[str | None, _Said] = {}
    for one in said:
        best.setdefault(one.speaker.name if one.speaker else None, one)
    return list(best.values())


def answer_passages(question: Question, found: Sequence[Found], view: View, searcher: Searcher) -> Reply:
    """One to three sentences as they stand, the best first."""
    scored: list[tuple[float, Claim]] = []
    asks_for_person = re.match(r"(?:who|whom|whose|wer|wen|wem|wessen)\b", question.text.strip(), re.I) is not None
    for f in found[:MOST_PASSAGES]:
        paragraph = f.passage.paragraph
        code = view.snapshot.article(paragraph.article).language
        spans = sentences(paragraph.text, code)
        texts = [_with_names(span, paragraph, f.passage.statements) for span in spans]
        fits = fit(view.spelled(question.text), question.language, texts, code, searcher.embedder)
        floor = FLOOR_SAME if code == question.language else FLOOR_ACROSS
        for span, text, value in zip(spans, texts, fits, strict=True):
            if asks_for_person and not _names_another(text, question.text, view):
                value *= NO_PERSON
            if value >= floor:
                scored.append((value, Claim(span.of(paragraph.text), (Citation(paragraph, span, span),))))
    scored.sort(key=lambda pair: -pair[0])
    claims = tuple(claim for value, claim in scored[:MOST_SENTENCES] if value >= NEAR * scored[0][0])
    return Reply("answered", claims=claims) if claims else Reply("not_found")


def _with_names(span: Span, paragraph: Paragraph, statements: Sequence[Statement]) -> str:
    """A sentence for comparing, never for showing: "der Niederländer" is "Mark Rutte" in it."""
    mentions = {
        (s.speaker_span, s.speaker)
        for s in statements
        if s.inferred and s.speaker and s.speaker_span and span.contains(s.speaker_span)
    }
    text, cut = span.of(paragraph.text), span.start
    for mention, name in sorted(mentions, reverse=True):
        text = text[: mention.start - cut] + name + text[mention.end - cut :]
    return text


def _names_another(text: str, question: str, view: View) -> bool:
    """Whether a sentence names somebody whom the question does not: what a question with "who" asks for."""
    asked = {speaker for word in name_words(question) for speaker in view.speakers.with_word(word)}
    words = {word for word in name_words(text) if word[:1].isupper()}
    return any(found and not asked.intersection(found) for found in map(view.speakers.with_word, words))


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement with the person behind it (None where unknown) and the article around it."""

    row: int
    statement: Statement
    speaker: Speaker | None
    article: Article

    @classmethod
    def of(cls, speakers: Sequence[Speaker], view: View) -> list[_Said]:
        """All that they said, the newest article first, then in the order of the text."""
        owner = {name: speaker for speaker in reversed(speakers) for name in speaker.names}
        found = view.snapshot.statements_by(owner)
        articles = _articles(view, [statement for _, statement in found])
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
    def among(cls, found: Sequence[Found], view: View) -> list[_Said]:
        """All statements of passages."""
        owner = {name: speaker for speaker in view.speakers for name in speaker.names}
        pairs = [(f.row, statement) for f in found for statement in f.passage.statements]
        articles = _articles(view, [statement for _, statement in pairs])
        return [
            cls(row, statement, owner.get((statement.paragraph.article, statement.speaker or "")), article)
            for row, statement in pairs
            for article in (articles[statement.paragraph.article],)
        ]


def _articles(view: View, statements: Sequence[Statement]) -> dict[str, Article]:
    return {id_: view.snapshot.article(id_) for id_ in dict.fromkeys(s.paragraph.article for s in statements)}


def _about(
    topic: str, language: str, said: list[_Said], searcher: Searcher, same: float, across: float, near: float = 0.0
) -> list[_Said]:
    """Those that have to do with a topic, the best first; only those near the best where `near` is given.

    What is said can lean on the sentence before ("Sie bewegt sich langsam westwärts"), so a statement counts by its own
    sentence or by both together, whichever fits better.
    """
    said = said[:MOST_RANKED]
    scores = [0.0] * len(said)
    for code in dict.fromkeys(one.article.language for one in said):
        readings = [(i, r) for i, one in enumerate(said) if one.article.language == code for r in _readings(one)]
        fits = fit(topic, language, [text for _, (text, _) in readings], code, searcher.embedder)
        for (index, (_, weight)), value in zip(readings, fits, strict=True):
            scores[index] = max(scores[index], weight * value)
    floors = [same if one.article.language == language else across for one in said]
    ranked = sorted(zip(scores, floors, range(len(said)), strict=True), key=lambda t: (-t[0], t[2]))
    best = ranked[0][0] if ranked else 0.0
    return [said[index] for score, floor, index in ranked if score >= max(floor, near * best)]


def _readings(said: _Said) -> list[tuple[str, float]]:
    """The texts that a statement is compared by, and their weights: its own sentence, and the same with the sentence
    before."""
    paragraph, code = said.statement.paragraph, said.article.language
    own = whole_sentence(paragraph, said.statement.spans, code)
    before = [s for s in sentences(paragraph.text, code) if s.end <= own.start][-1:]
    return [(own.of(paragraph.text), 1.0), *((Span(s.start, own.end).of(paragraph.text), CONTEXT) for s in before)]


def whole_sentence(paragraph: Paragraph, spans: Sequence[Span], language: str) -> Span:
    """The sentence, or the sentences, that the spans stand in."""
    around = [s for s in sentences(paragraph.text, language) if any(s.overlaps(span) for span in spans)]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return Span(min([start, *(s.start for s in around)]), max([end, *(s.end for s in around)]))


def _claim(statement: Statement, speaker: str | None, article: Article) -> Claim:
    paragraph = statement.paragraph
    sentence = whole_sentence(paragraph, statement.spans, article.language)
    mention = statement.speaker_span.of(paragraph.text) if statement.speaker_span else None
    return Claim(
        text=" […] ".join(span.of(paragraph.text) for span in statement.spans),
        citations=tuple(Citation(paragraph, span, sentence) for span in statement.spans),
        speaker=speaker,
        speaker_as_written=mention,
        kind=statement.kind,
        inferred=statement.inferred,
    )


def _is_named(name: str, view: View) -> bool:
    """Whether a name that belongs to no known person stands anywhere in the articles."""
    return name[:1].isupper() and bool(view.snapshot.names_in(name))


def _speaks_to(statement: Statement, addressee: str, view: View) -> bool:
    """Whether the sentence of a statement, outside of what is said, names the addressee."""
    paragraph = statement.paragraph
    article = view.snapshot.article(paragraph.article)
    sentence = whole_sentence(paragraph, statement.spans, article.language)
    frame = "".join(
        " " if any(span.start <= at < span.end for span in statement.spans) else paragraph.text[at]
        for at in range(sentence.start, sentence.end)
    )
    forms = {form for who in view.speakers.find(addressee) for form in (who.name, *who.forms)} | {addressee}
    return any(form.casefold() in frame.casefold() for form in forms)
