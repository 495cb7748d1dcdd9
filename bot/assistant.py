"""Assistant.ask(question, conversation): the pipeline, readable top to bottom."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bot.answer import Answer, Claim
from bot.completing import completed
from bot.conversation import Conversation
from bot.extractive import Reply, answer_statements
from bot.passages import answer_passages
from bot.readings import readings
from bot.successors import answer_succession
from bot.translating import needs_translation
from bot.who_said import answer_speaker
from retrieval.errors import LibraryEmpty
from retrieval.foreign import foreign_language
from retrieval.phrasing import leans_on_nothing
from retrieval.question import Question
from retrieval.roles import is_article
from retrieval.search import Found, Passage, Searcher, View
from retrieval.speakers import Speaker
from retrieval.succession import succession

if TYPE_CHECKING:
    from bot.writing import Errand, Writer

__all__ = ["Assistant"]

PASSAGES = 10
"""Ranked passages that come with an answer."""
SPEAKER_DEPTH = 20
"""Passages whose statements are looked through for "Who said …?"."""


Told = Callable[[Answer], None]


class _FoundBy(NamedTuple):
    """A question as it was understood, and what answers it without a language model."""

    question: Question
    speakers: list[Speaker]
    found: list[Found]
    reply: Reply


class Assistant:
    """Answers questions about the articles of a library. Synchronous and thread-safe."""

    def __init__(
        self, searcher: Searcher, passages: int = PASSAGES, wait: float = 0.3, writer: Writer | None = None
    ) -> None:
        """`wait`: seconds that a question waits for articles that were just added. `writer`: the language model, if
        there is one."""
        self._searcher = searcher
        self._passages = passages
        self._depth = max(passages, SPEAKER_DEPTH)  # what is answered does not depend on how many passages are shown
        self._wait = wait
        self._writer = writer

    def ask(
        self,
        question: str,
        conversation: Conversation = Conversation(),  # noqa: B008
        told: Told | None = None,
        written: bool = True,
    ) -> tuple[Answer, Conversation]:
        """The answer, and the conversation with this question in it. Raises LibraryEmpty and other WortlautErrors.

        Where a language model writes, `told` is called with the answer so far for each claim that holds, in order.
        `written`: whether it may be asked; an answer without it then does not say what it would add.
        """
        answer, _ = self.explain(question, conversation, told, written)
        return answer, conversation.after(answer.resolved)

    def explain(
        self,
        question: str,
        conversation: Conversation = Conversation(),  # noqa: B008
        told: Told | None = None,
        written: bool = True,
    ) -> tuple[Answer, list[Found]]:
        """`ask`, with the evidence behind the passages' scores."""
        clock = _Clock()
        view = self._searcher.view(self._wait)
        if not view.articles:
            raise LibraryEmpty("There are no articles to ask about. Add some with: wortlaut ingest PATH")
        writer = self._writer if written else None
        errand = writer.errand(self._searcher.embedder) if writer else None
        whole = writer.complete(question, conversation, errand) if writer and errand else None
        found_by = self._found(whole or question, Conversation() if whole else conversation, view, clock)
        understood, speakers, found, reply = found_by
        if reply.outcome == "mentioned" and len(speakers) == 1 and _is_told(speakers[0], understood):
            understood = replace(understood, speaker=speakers[0].name)  # who is meant, where there is no heading for it
        understood = _as_answered(understood, reply)
        answer = _framed(understood, reply, found[: self._passages], view)
        if understood.text != question:
            answer = replace(answer, question=replace(understood, text=question), completed=understood.text)
        clock.lap("answer")
        if writer and errand:
            answer = _written(answer, writer, errand, found_by, view, told or (lambda _: None))
            clock.lap("write")
        elif written and self._writer is None and not conversation.questions:
            answer = replace(
                answer, translatable=needs_translation(answer.claims, answer.articles, understood.language)
            )
        return replace(answer, milliseconds=clock.laps), found[: self._passages]

    def _found(self, question: str, conversation: Conversation, view: View, clock: _Clock) -> _FoundBy:
        read = []
        for reading in readings(question, conversation, view):
            understood = replace(reading, text=completed(reading, conversation) or question)
            speakers = view.find(understood.speaker) if understood.speaker else []
            clock.lap("understand")
            found = self._search(understood, speakers, view)
            clock.lap("search")
            reply = self._answer(understood, speakers, found, view)
            clock.lap("answer")
            read.append(_FoundBy(understood, speakers, found, reply))
            if reply.claims or reply.reason == "no_match_filter":  # the next reading would have no such filter
                break
        return next((one for one in read if one.reply.claims), read[0])

    def _search(self, question: Question, speakers: list[Speaker], view: View) -> list[Found]:
        if question.intent == "speaker" and question.topic:
            return self._searcher.find(replace(question, text=question.topic), self._depth, view)
        if question.intent == "passages" and (asked := succession(question.text, question.language)):
            return self._searcher.find(replace(question, text=asked.search), self._depth, view)
        return self._searcher.find(question, self._depth, view, speakers)

    def _answer(self, question: Question, speakers: list[Speaker], found: list[Found], view: View) -> Reply:
        if question.intent == "statements":
            return answer_statements(question, speakers, view, self._searcher)
        if question.intent == "speaker":
            reply = answer_speaker(question, found[:SPEAKER_DEPTH], view, self._searcher)
            return replace(reply, undated=self._undated(question, view))
        if leans_on_nothing(question.text, question.language) and not question.topic:
            return Reply("not_found")
        if asked := succession(question.text, question.language):
            return answer_succession(asked, found, view)
        return answer_passages(question, found, view, self._searcher.embedder)

    def _undated(self, question: Question, view: View) -> int:
        """How many statements would answer too, if their articles had a date."""
        if not (question.since or question.until):
            return 0
        always = replace(question, since=None, until=None)
        claims = answer_speaker(always, self._search(always, [], view)[:SPEAKER_DEPTH], view, self._searcher).claims
        cited = [claim.citations[0].paragraph.article for claim in claims]
        articles = view.snapshot.articles(cited)
        return sum(articles[id_].published is None for id_ in cited)


def _is_told(speaker: Speaker, question: Question) -> bool:
    """Whether a refusal names whom it takes a question to mean: no body for "the union", which can be any union."""
    return speaker.sort == "person" or not is_article((question.speaker or "").split(" ")[0])


def _as_answered(question: Question, reply: Reply) -> Question:
    """With whom it gave, for "Who else?"; and in a language that is not read, if it is."""
    names = (claim.speaker for claim in reply.claims if claim.speaker)
    question = replace(question, besides=tuple(dict.fromkeys((*question.besides, *names))))
    unread = reply.outcome == "not_found" or question.intent == "passages"
    if unread and (language := foreign_language(question.text)):
        return replace(question, language=language, speaker=None)
    return question


def _framed(question: Question, reply: Reply, found: list[Found], view: View) -> Answer:
    passages = tuple(f.passage for f in found)
    pointed_into = view.snapshot.articles(_pointed_into(reply.claims, passages))
    return Answer(
        question=question,
        outcome=reply.outcome,
        reason=reply.reason,
        claims=reply.claims,
        candidates=reply.candidates,
        passages=passages,
        articles=tuple(pointed_into.values()),
        undated=reply.undated,
        otherwise=reply.otherwise,
    )


def _pointed_into(claims: Iterable[Claim], passages: Iterable[Passage]) -> list[str]:
    """The articles, by their ids, each once."""
    ids = [citation.paragraph.article for claim in claims for citation in claim.citations]
    return list(dict.fromkeys([*ids, *(passage.paragraph.article for passage in passages)]))


def _written(answer: Answer, writer: Writer, errand: Errand, found_by: _FoundBy, view: View, told: Told) -> Answer:
    """The answer in a language model's sentences, if they hold, and with translations; a refusal as it is."""
    if answer.outcome == "answered":
        question, _, found, reply = found_by
        # All that the model is given is from these: the store is asked once, not for each claim that is told.
        articles = view.snapshot.articles(_pointed_into(reply.claims, [one.passage for one in found]))

        def with_claims(claims: tuple[Claim, ...]) -> Answer:
            those = tuple(articles[id_] for id_ in _pointed_into(claims, answer.passages))
            return replace(answer, claims=claims, articles=those, written_by=writer.model.name)

        written = writer.write(question, reply, found, view, errand, lambda claims: told(with_claims(claims)))
        if written.claims:
            answer = with_claims(written.claims)
        answer = replace(answer, unwritten=written.unwritten, left=written.left)
        if written.unwritten in (None, "nothing_held"):  # a model that failed is not asked again for this question
            claims = writer.translate(answer.claims, answer.articles, question.language, errand)
            answer = replace(answer, claims=claims)
    return replace(answer, tokens=errand.spent.tokens if errand.spent.requests else None)


class _Clock:
    """Milliseconds of each step."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round(self.laps.get(name, 0.0) + (now - self._last) * 1000, 2)
        self._last = now
