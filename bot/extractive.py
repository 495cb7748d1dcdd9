"""Answers with no language model: statements and sentences as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer import Citation, Claim, Outcome, Reason
from bot.said import Said, about, whole_sentence
from retrieval.analysis import query_words
from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.names import name_words
from retrieval.question import Question
from retrieval.relevance import FLOOR_ACROSS, FLOOR_SAME, fit, rank
from retrieval.search import Found, Searcher, View, filter_rows
from retrieval.speakers import Speaker
from retrieval.text import quotations, sentences, words

__all__ = ["Reply", "answer_passages", "answer_speaker", "answer_statements"]

ABOUT_SAME, ABOUT_ACROSS = 0.45, 0.42
"""Fit (see `retrieval.relevance`) from which a statement counts as being about a topic."""

SAID_SAME, SAID_ACROSS = 0.49, 0.42
"""Fit from which a statement counts as the one that is asked for by its content."""

NEAR, NEAR_SENTENCE = 0.95, 0.85
"""Part of the best score that a further statement, or sentence, needs to be given beside the best one."""

FEW_WORDS, NEAR_FEW = 2, 0.8
"""A topic of so few words ("security guarantees") asks who talks about it: each speaker's best statement, if it is so
near to the best of all. A longer one ("the front moves westwards") asks for one statement."""

NO_PERSON = 0.7
"""Factor for a sentence that names nobody else, where the question asks who."""

FRAME_WORDS = 6
"""Words around a quotation from which they are compared for themselves, too."""

MOST_SENTENCES = 3
MOST_PASSAGES = 5
"""Passages whose sentences are looked at; the floors are calibrated for five."""
MOST_SPEAKERS = 10


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
    said = Said.of(speakers, view)
    if not said:
        return Reply("mentioned", "no_statement")
    said = _within(said, replace(question, since=None, until=None), view)
    if question.addressee:
        said = [s for s in said if _speaks_to(s.statement, question.addressee, view)]
    undated = sum(s.article.published is None for s in said) if question.since or question.until else 0
    said = _within(said, question, view)
    if not said:
        return Reply("mentioned", "no_match_filter", undated=undated)
    if question.topic:
        said = about(view.spelled(question.topic), question.language, said, searcher, ABOUT_SAME, ABOUT_ACROSS)
        if not said:
            return Reply("mentioned", "no_match_topic", undated=undated)
    names = [s.speaker.name for s in said if s.speaker]
    who = list(dict.fromkeys(names))
    ordered = [s for name in who for s, said_by in zip(said, names, strict=True) if said_by == name]
    claims = tuple(_claim(s.statement, s.speaker.name if s.speaker else None, s.article) for s in ordered)
    candidates = tuple(dict.fromkeys([*who, *(s.name for s in speakers)]))
    return Reply("answered", claims=claims, candidates=candidates if len(candidates) > 1 else (), undated=undated)


def _within(said: list[Said], question: Question, view: View) -> list[Said]:
    """Those in articles that pass the question's filters."""
    rows = filter_rows(view.snapshot, question)
    passing = None if rows is None else set(rows.tolist())
    return said if passing is None else [s for s in said if s.row in passing]


def answer_speaker(question: Question, found: Sequence[Found], view: View, searcher: Searcher) -> Reply:
    """Who said it: the statements that fit best, the best first. One whose speaker is unknown says so."""
    said = Said.among(found, view)
    if not question.topic:
        return Reply("not_found")
    topic = view.spelled(question.topic)
    quoted = re.search(rf"[\"„“”»«‚‘’']\s*{re.escape(question.topic)}\s*[.,!?]?[\"„“”»«‚‘’']", question.text)
    if quoted and (verbatim := [s for s in said if _folded(question.topic) in _folded(_words_of(s.statement))]):
        fitting = verbatim
    elif quoted or len(query_words(topic, question.language)) > FEW_WORDS:
        fitting = about(topic, question.language, said, searcher, SAID_SAME, SAID_ACROSS, NEAR)
    else:
        fitting = _one_each(about(topic, question.language, said, searcher, ABOUT_SAME, ABOUT_ACROSS, NEAR_FEW))
    fitting = fitting[:MOST_SPEAKERS]
    claims = tuple(_claim(s.statement, s.speaker.name if s.speaker else None, s.article) for s in fitting)
    return Reply("answered", claims=claims) if claims else Reply("not_found")


def _words_of(statement: Statement) -> str:
    return " ".join(span.of(statement.paragraph.text) for span in statement.spans)


def _folded(text: str) -> str:
    """For finding words as they were said: case, punctuation and white space do not count."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _one_each(said: list[Said]) -> list[Said]:
    """The first statement of each speaker."""
    best: dict[str | None, Said] = {}
    for one in said:
        best.setdefault(one.speaker.name if one.speaker else None, one)
    return list(best.values())


def answer_passages(question: Question, found: Sequence[Found], view: View, searcher: Searcher) -> Reply:
    """One to three sentences as they stand, the best first."""
    asked = view.spelled(question.text)
    candidates = [one for f in found[:MOST_PASSAGES] for one in _sentences(asked, question.language, f, view, searcher)]
    scores = _ranked(asked, candidates, searcher)
    if re.match(r"(?:who|whom|whose|wer|wen|wem|wessen)\b", question.text.strip(), re.I):
        factors = [1.0 if _names_another(one.text, question.text, view) else NO_PERSON for one in candidates]
    else:
        factors = [1.0] * len(candidates)
    scored = [
        (score * factor, index)
        for index, (one, score, factor) in enumerate(zip(candidates, scores, factors, strict=True))
        if one.fit * factor >= one.floor
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    best = [candidates[index] for score, index in scored[:MOST_SENTENCES] if score >= NEAR_SENTENCE * scored[0][0]]
    claims = tuple(
        Claim(one.span.of(one.paragraph.text), (Citation(one.paragraph, one.span, one.span),)) for one in best
    )
    return Reply("answered", claims=claims) if claims else Reply("not_found")


def _ranked(asked: str, candidates: list[_Sentence], searcher: Searcher) -> list[float]:
    """A score for each sentence: of the whole, or of what it says around its quotations, whichever is better.

    In "„long quotation“, said Rutte, who replaced Stoltenberg" the quotation would hide the rest.
    """
    frames = [(n, frame) for n, one in enumerate(candidates) if (frame := _frame(one.text)) is not None]
    texts = [one.text for one in candidates]
    ranked = rank(asked, [*texts, *(frame for _, frame in frames)], searcher.embedder)
    if ranked is None:
        return [one.fit for one in candidates]
    scores = ranked[: len(texts)]
    for (n, _), score in zip(frames, ranked[len(texts) :], strict=True):
        scores[n] = max(scores[n], score)
    return scores


def _frame(text: str) -> str | None:
    """What a sentence says outside of its outer quotations, None without one or with next to nothing around it."""
    rest, end = "", 0
    for quotation in quotations(text):
        if quotation.outer.start >= end:
            rest += text[end : quotation.outer.start]
            end = quotation.outer.end
    rest += text[end:]
    return rest if end and len(words(rest)) >= FRAME_WORDS else None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a passage, the text that it is compared by, how it fits the question, and how well it must."""

    paragraph: Paragraph
    span: Span
    text: str
    fit: float
    floor: float


def _sentences(asked: str, language: str, found: Found, view: View, searcher: Searcher) -> list[_Sentence]:
    paragraph = found.passage.paragraph
    code = view.snapshot.article(paragraph.article).language
    spans = sentences(paragraph.text, code)
    texts = [_with_names(span, paragraph, found.passage.statements) for span in spans]
    floor = FLOOR_SAME if code == language else FLOOR_ACROSS
    fits = fit(asked, language, texts, code, searcher.embedder)
    return [_Sentence(paragraph, *one, floor) for one in zip(spans, texts, fits, strict=True)]


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
    name = re.sub(r"^(?:the|der|die|das|den|dem) ", "", name, flags=re.I)
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
