"""Answers with no language model: statements as they stand. Those of other sentences are in `bot.passages`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer import Citation, Claim, Outcome, Reason
from retrieval.antecedents import leaning_on
from retrieval.articles import Paragraph, Span
from retrieval.deeds import Deed, deeds_of
from retrieval.gist import said_in_articles_about
from retrieval.naming import is_named
from retrieval.question import Question
from retrieval.said import ABOUT_ACROSS, ABOUT_SAME, Said, about, doing, whole_sentence
from retrieval.search import Searcher, View, filter_rows
from retrieval.speakers import Speaker
from retrieval.store import among
from retrieval.told import told_to

__all__ = ["Reply", "answer_statements", "claim_of", "sentence_claim"]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer without its frame."""

    outcome: Outcome
    reason: Reason | None = None
    claims: tuple[Claim, ...] = ()
    candidates: tuple[str, ...] = ()
    undated: int = 0
    otherwise: bool = False
    """Nobody did what the question's verb asks for; the claims are what they said otherwise."""


def answer_statements(question: Question, speakers: Sequence[Speaker], view: View, searcher: Searcher) -> Reply:
    """What the speakers said; the newest article first, or by topic where the question has one. Where it asks for what
    the verb says ("What did X reject?"), also the sentences that tell it."""
    reply, selected = _stated(question, speakers, view, searcher)
    if not question.doing or question.addressee or reply.outcome == "not_found":
        return reply
    deeds = deeds_of(question, speakers, view, searcher)
    cited = [citation for claim in reply.claims for citation in claim.citations] if selected else []
    told = tuple(
        sentence_claim(deed.paragraph, deed.span)
        for deed in deeds
        if not any(c.paragraph == deed.paragraph and c.sentence.overlaps(deed.span) for c in cited)
    )
    if not told:
        return replace(reply, otherwise=bool(reply.claims) and not selected)
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
        named = question.speaker and is_named(question.speaker, view)
        meant = view.alike(question.speaker) if question.speaker and not named else []
        return (Reply("mentioned", "no_statement") if named else Reply("not_found", candidates=tuple(meant))), False
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
    those = {s.statement for s in doing(said, frozenset(question.doing))}
    if question.topic:
        topic = view.spelled(question.topic)
        near = about(topic, question.language, said, view, searcher, ABOUT_SAME, ABOUT_ACROSS)
        said = (
            near
            or leaning_on(topic, question.language, said, view, searcher)
            or said_in_articles_about(topic, question.language, said, view, searcher)
        )
        if not said:
            return Reply("mentioned", "no_match_topic", undated=undated), False
    selected = [s for s in said if s.statement in those]
    said = selected or said
    names = [s.speaker.name for s in said if s.speaker]
    who = list(dict.fromkeys(names))
    ordered = [s for name in who for s, said_by in zip(said, names, strict=True) if said_by == name]
    claims = tuple(claim_of(s) for s in ordered)
    candidates = tuple(dict.fromkeys([*who, *(s.name for s in speakers)]))
    reply = Reply("answered", claims=claims, candidates=candidates if len(candidates) > 1 else (), undated=undated)
    return reply, bool(selected)


def _within(said: list[Said], question: Question, view: View) -> list[Said]:
    """Those in articles that pass the question's filters."""
    rows = filter_rows(view.snapshot, question)
    passing = None if rows is None else among((s.row for s in said), rows)
    return said if passing is None else [s for s in said if s.row in passing]


def claim_of(said: Said) -> Claim:
    """A statement as it stands."""
    statement, paragraph = said.statement, said.statement.paragraph
    sentence = whole_sentence(paragraph, statement.spans, said.article.language)
    return Claim(
        text=statement.quote,
        citations=tuple(Citation(paragraph, span, sentence) for span in statement.spans),
        speaker=said.speaker.name if said.speaker else None,
        speaker_as_written=statement.mention,
        kind=statement.kind,
        inferred=statement.inferred,
    )


def sentence_claim(paragraph: Paragraph, span: Span) -> Claim:
    """A sentence as it stands, which nobody is quoted with."""
    return Claim(span.of(paragraph.text), (Citation(paragraph, span, span),))
