"""Answers with no language model: statements and sentences as they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.answer import Citation, Claim, Outcome, Reason
from bot.said import Said, about, whole_sentence
from retrieval.analysis import query_words
from retrieval.articles import Article, Paragraph, Span, Statement
from retrieval.closest import Sentence
from retrieval.identity import organisation_names
from retrieval.names import name_words
from retrieval.question import Question
from retrieval.relevance import FLOOR_ACROSS, FLOOR_SAME, floor, nearness
from retrieval.search import Found, Searcher, View, filter_rows
from retrieval.sought import holds, sought
from retrieval.speakers import Speaker
from retrieval.store import among

__all__ = ["Reply", "answer_passages", "answer_speaker", "answer_statements"]

ABOUT_SAME, ABOUT_ACROSS = 0.45, 0.42
"""Fit (see `retrieval.relevance`) from which a statement counts as being about a topic."""

SAID_SAME, SAID_ACROSS = 0.49, 0.42
"""Fit from which a statement counts as the one that is asked for by its content."""

QUOTED_SAME, QUOTED_ACROSS = 0.6, 0.5
"""The same where it is asked for in quotation marks but stands nowhere so: one who remembers it knows its words."""

NEAR, NEAR_SENTENCE = 0.95, 0.85
"""Part of the best score that a further statement, or sentence, needs to be given beside the best one."""

FEW_WORDS, NEAR_FEW = 2, 0.8
"""A topic of so few words ("security guarantees") asks who talks about it: each speaker's best statement, if it is so
near to the best of all. A longer one ("the front moves westwards") asks for one statement."""

WITHOUT = {"person": 0.75, "time": 0.7, "number": 0.7, "place": 0.9}
"""Factors for a sentence that holds none of what the question asks for; a person: nobody whom the question does not
name. A place is hardest to tell by its words."""

PASSAGE_WEIGHT = 0.5
"""Of the passage's score beside that of the sentence. This and the factors: the right sentence first on every second
question of the development half of XQuAD."""

MOST_SENTENCES = 3
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
        forms = {form for who in view.speakers.find(question.addressee) for form in (who.name, *who.forms)}
        forms |= {question.addressee, *organisation_names(question.addressee)}
        said = [s for s in said if _names_one(_outside(s), forms)]
    undated = sum(s.article.published is None for s in said) if question.since or question.until else 0
    said = _within(said, question, view)
    if not said:
        return Reply("mentioned", "no_match_filter", undated=undated)
    if question.topic:
        said = about(view.spelled(question.topic), question.language, said, view, searcher, ABOUT_SAME, ABOUT_ACROSS)
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
    passing = None if rows is None else among((s.row for s in said), rows)
    return said if passing is None else [s for s in said if s.row in passing]


def answer_speaker(question: Question, found: Sequence[Found], view: View, searcher: Searcher) -> Reply:
    """Who said it: the statements that fit best, the best first. One whose speaker is unknown says so."""
    if not question.topic:
        return Reply("not_found")
    topic = view.spelled(question.topic)
    themselves = set(view.speakers.find(topic))  # "Who talks about Rutte?" asks for others
    said = [s for s in Said.among(found, view) if s.speaker not in themselves]
    quoted = re.search(rf"[\"„“”»«‚‘’']\s*{re.escape(question.topic)}\s*[.,!?]?[\"„“”»«‚‘’']", question.text)
    if quoted and (verbatim := [s for s in said if _folded(question.topic) in _folded(_words_of(s.statement))]):
        fitting = verbatim
    elif quoted:
        fitting = about(topic, question.language, said, view, searcher, QUOTED_SAME, QUOTED_ACROSS, NEAR)
    elif len(query_words(topic, question.language)) > FEW_WORDS:
        fitting = about(topic, question.language, said, view, searcher, SAID_SAME, SAID_ACROSS, NEAR)
    else:
        fitting = _one_each(about(topic, question.language, said, view, searcher, ABOUT_SAME, ABOUT_ACROSS, NEAR_FEW))
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


def answer_passages(question: Question, found: Sequence[Found], view: View) -> Reply:
    """One to three sentences as they stand, the best first."""
    candidates = _passing(question.language, [_Candidate(f, sentence) for f in found for sentence in f.sentences])
    scored = [
        ((one.sentence.score + PASSAGE_WEIGHT * one.found.evidence.score) * factor, index)
        for index, (one, factor) in enumerate(zip(candidates, _factors(question, candidates, view), strict=True))
        if one.sentence.fit * factor >= one.least(question.language)
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    best = [candidates[index] for score, index in scored[:MOST_SENTENCES] if score >= NEAR_SENTENCE * scored[0][0]]
    claims = tuple(
        Claim(one.span.of(one.paragraph.text), (Citation(one.paragraph, one.span, one.span),)) for one in best
    )
    return Reply("answered", claims=claims) if claims else Reply("not_found")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may answer, and the passage that it stands in."""

    found: Found
    sentence: Sentence

    @property
    def language(self) -> str:
        return self.found.language

    @property
    def paragraph(self) -> Paragraph:
        return self.found.passage.paragraph

    @property
    def span(self) -> Span:
        return self.sentence.span

    def least(self, asked: str) -> float:
        """The fit that it needs where passages cannot be judged as a whole."""
        if self.found.evidence.late is not None:
            return 0.0
        return FLOOR_SAME if self.language == asked else FLOOR_ACROSS


def _factors(question: Question, candidates: Sequence[_Candidate], view: View) -> list[float]:
    """Sentences that hold what the question asks for go before those that do not."""
    kind = sought(question.text, question.language)
    if kind is None:
        return [1.0] * len(candidates)
    texts = [one.sentence.text for one in candidates]
    if kind == "person":
        held = [_names_another(text, question.text, view) for text in texts]
    else:
        held = [holds(text, kind, one.language) for text, one in zip(texts, candidates, strict=True)]
    return [1.0 if one else WITHOUT[kind] for one in held]


def _passing(asked: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """All, but for those in a language in which the passages are too far from the question."""
    near: dict[str, tuple[float, float]] = {}
    for one in candidates:
        if one.found.evidence.late is not None:
            score, best = near.get(one.language, (0.0, 0.0))
            near[one.language] = max(score, one.found.evidence.score), max(best, one.sentence.fit)
    far = {code for code, pair in near.items() if nearness(*pair) < floor(asked, code)}
    return [one for one in candidates if one.language not in far]


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
    return any(view.snapshot.names_in(other, 1) for other in {name, *organisation_names(name)})


def _outside(said: Said) -> str:
    """The sentence of a statement without what is said."""
    paragraph, spans = said.statement.paragraph, sorted(said.statement.spans)
    sentence = whole_sentence(paragraph, spans, said.article.language)
    starts = [sentence.start, *(span.end for span in spans)]
    ends = [*(span.start for span in spans), sentence.end]
    return " ".join(paragraph.text[start:end] for start, end in zip(starts, ends, strict=True))


def _names_one(text: str, forms: Collection[str]) -> bool:
    folded = text.casefold()
    return any(form.casefold() in folded for form in forms)
