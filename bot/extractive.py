"""Answers with no language model: statements as they stand. Those of other sentences are in `bot.passages`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer import Citation, Claim, Outcome, Reason
from bot.wellformed import plain_words
from retrieval.analysis import query_words
from retrieval.antecedents import leaning_on
from retrieval.articles import Article, Statement
from retrieval.deeds import Deed, deeds_of
from retrieval.identity import organisation_names
from retrieval.question import Question
from retrieval.said import ABOUT_ACROSS, ABOUT_SAME, Said, about, doing, whole_sentence
from retrieval.search import Found, Searcher, View, filter_rows
from retrieval.senses import DENIAL
from retrieval.speakers import Speaker
from retrieval.store import among
from retrieval.told import told_to

__all__ = ["Reply", "answer_speaker", "answer_statements"]

SAID_SAME, SAID_ACROSS = 0.49, 0.42
"""Fit (see `retrieval.relevance`) from which a statement counts as the one that is asked for by its content."""

QUOTED_SAME, QUOTED_ACROSS = 0.6, 0.5
"""The same where it is asked for in quotation marks but stands nowhere so: one who remembers it knows its words."""

NEAR = 0.95
"""Part of the best score that a further statement needs to be given beside the best one."""

FEW_WORDS, NEAR_FEW = 2, 0.8
"""A topic of so few words ("security guarantees") asks who talks about it: each speaker's best statement, if it is so
near to the best of all. A longer one ("the front moves westwards") asks for one statement."""

NEAR_ELSE = 0.7
"""The same for "Who else?", after those who fit best."""

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
    """What the speakers said; the newest article first, or by topic where the question has one. Where it asks for what
    the verb says ("What did X reject?"), also the sentences that tell it."""
    reply, selected = _stated(question, speakers, view, searcher)
    if not question.doing or question.addressee or reply.outcome == "not_found":
        return reply
    deeds = deeds_of(question, speakers, view, searcher)
    cited = [citation for claim in reply.claims for citation in claim.citations] if selected else []
    told = tuple(
        Claim(deed.text, (Citation(deed.paragraph, deed.span, deed.span),))
        for deed in deeds
        if not any(c.paragraph == deed.paragraph and c.sentence.overlaps(deed.span) for c in cited)
    )
    if not told:
        return reply
    kept = reply.claims if selected else tuple(c for c in reply.claims if any(_goes_on(c, deed) for deed in deeds))
    claims = (*kept, *told) if selected else (*told, *kept)
    return replace(reply, outcome="answered", reason=None, claims=claims)


def _goes_on(claim: Claim, deed: Deed) -> bool:
    """Whether a statement stands in the sentence that tells a deed, or right behind it: "Brandt lehnte ab. „Nein.“"."""
    paragraph, start = claim.citations[0].paragraph, claim.citations[0].sentence.start
    return (
        paragraph == deed.paragraph and start >= deed.span.start and not paragraph.text[deed.span.end : start].strip()
    )


def _stated(question: Question, speakers: Sequence[Speaker], view: View, searcher: Searcher) -> tuple[Reply, bool]:
    """What the speakers said, and whether the question's verb selected it."""
    if not speakers:
        named = question.speaker and _is_named(question.speaker, view)
        return (Reply("mentioned", "no_statement") if named else Reply("not_found")), False
    said = Said.of(speakers, view)
    if not said:
        return Reply("mentioned", "no_statement"), False
    said = _within(said, replace(question, since=None, until=None), view)
    if question.addressee:
        said = told_to(question.addressee, said, view)
    undated = sum(s.article.published is None for s in said) if question.since or question.until else 0
    said = _within(said, question, view)
    if not said:
        return Reply("mentioned", "no_match_filter", undated=undated), False
    those = doing(said, frozenset(question.doing))
    if question.topic:
        topic = view.spelled(question.topic)
        near = about(topic, question.language, said, view, searcher, ABOUT_SAME, ABOUT_ACROSS)
        said = near or leaning_on(topic, question.language, said, view, searcher)
        if not said:
            return Reply("mentioned", "no_match_topic", undated=undated), False
    selected = [s for s in said if s in those]
    said = selected or said
    names = [s.speaker.name for s in said if s.speaker]
    who = list(dict.fromkeys(names))
    ordered = [s for name in who for s, said_by in zip(said, names, strict=True) if said_by == name]
    claims = tuple(_claim(s.statement, s.speaker.name if s.speaker else None, s.article) for s in ordered)
    candidates = tuple(dict.fromkeys([*who, *(s.name for s in speakers)]))
    reply = Reply("answered", claims=claims, candidates=candidates if len(candidates) > 1 else (), undated=undated)
    return reply, bool(selected)


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
    fitting = _fitting(topic, question, _as_asked(said, topic, question, view, searcher), view, searcher)
    if question.besides:
        given = {speaker for name in question.besides for speaker in view.speakers.find(name)}
        fitting = [s for s in fitting if s.speaker and s.speaker not in given]
    fitting = fitting[:MOST_SPEAKERS]
    claims = tuple(_claim(s.statement, s.speaker.name if s.speaker else None, s.article) for s in fitting)
    return Reply("answered", claims=claims) if claims else Reply("not_found")


def _fitting(topic: str, question: Question, said: list[Said], view: View, searcher: Searcher) -> list[Said]:
    """Those that say what is asked for, the best first."""

    def near(same: float, across: float, part: float) -> list[Said]:
        part = min(part, NEAR_ELSE) if question.besides else part
        return about(topic, question.language, said, view, searcher, same, across, part)

    asked = question.topic or ""
    quoted = re.search(rf"[\"„“”»«‚‘’']\s*{re.escape(asked)}\s*[.,!?]?[\"„“”»«‚‘’']", question.text)
    if quoted and (verbatim := [s for s in said if plain_words(asked) in plain_words(_words_of(s.statement))]):
        return verbatim
    if quoted:
        return near(QUOTED_SAME, QUOTED_ACROSS, NEAR)
    if len(query_words(topic, question.language)) > FEW_WORDS:
        return near(SAID_SAME, SAID_ACROSS, NEAR)
    return _one_each(near(ABOUT_SAME, ABOUT_ACROSS, NEAR_FEW))


def _as_asked(said: list[Said], topic: str, question: Question, view: View, searcher: Searcher) -> list[Said]:
    """ "Who warned of …?": those who warn, where what they say is as near as what others say. "Who said that …?": not
    those who deny it."""
    wanted = frozenset(question.doing)
    if not wanted:
        clause = re.search(rf"\b(?:that|dass)\s+{re.escape(question.topic or '')}", question.text, re.I)
        denied = doing(said, frozenset((DENIAL,))) if clause else []
        return [s for s in said if s.statement.kind == "direct" or s not in denied]
    those = doing(said, wanted)
    nearest = about(topic, question.language, said, view, searcher, ABOUT_SAME, ABOUT_ACROSS, NEAR_FEW) if those else []
    return [s for s in nearest if s in those] or said


def _words_of(statement: Statement) -> str:
    return " ".join(span.of(statement.paragraph.text) for span in statement.spans)


def _one_each(said: list[Said]) -> list[Said]:
    """The first statement of each speaker."""
    best: dict[str | None, Said] = {}
    for one in said:
        best.setdefault(one.speaker.name if one.speaker else None, one)
    return list(best.values())


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
