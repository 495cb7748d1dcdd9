"""Assistant.ask(question, conversation): the pipeline, readable top to bottom."""

from __future__ import annotations

import time
from dataclasses import replace

from bot.answer import Answer
from bot.conversation import Conversation
from bot.extractive import Reply, answer_passages, answer_speaker, answer_statements
from retrieval.errors import LibraryEmpty
from retrieval.identity import organisation_key
from retrieval.names import folded, name_words
from retrieval.phrasing import leans_on_nothing
from retrieval.question import Question, attitude, follow_up, leans_on_nobody, parse
from retrieval.roles import meanings
from retrieval.search import Found, Searcher, View
from retrieval.speakers import Speaker

__all__ = ["Assistant"]

PASSAGES = 10
"""Ranked passages that come with an answer."""
SPEAKER_DEPTH = 20
"""Passages whose statements are looked through for "Who said …?"."""


class Assistant:
    """Answers questions about the articles of a library. Synchronous and thread-safe."""

    def __init__(self, searcher: Searcher, passages: int = PASSAGES, wait: float = 0.3) -> None:
        """`wait`: seconds that a question waits for articles that were just added."""
        self._searcher = searcher
        self._passages = passages
        self._depth = max(passages, SPEAKER_DEPTH)  # what is answered does not depend on how many passages are shown
        self._wait = wait

    def ask(self, question: str, conversation: Conversation = Conversation()) -> tuple[Answer, Conversation]:  # noqa: B008
        """The answer, and the conversation with this question in it. Raises LibraryEmpty and other WortlautErrors."""
        answer, _ = self.explain(question, conversation)
        return answer, conversation.after(answer.question)

    def explain(self, question: str, conversation: Conversation = Conversation()) -> tuple[Answer, list[Found]]:  # noqa: B008
        """`ask`, with the evidence behind the passages' scores."""
        clock = _Clock()
        view = self._searcher.view(self._wait)
        if not view.articles:
            raise LibraryEmpty("There are no articles to ask about. Add some with: wortlaut ingest PATH")
        read = []
        for understood in _readings(question, conversation, view):
            speakers = view.speakers.find(understood.speaker) if understood.speaker else []
            clock.lap("understand")
            found = self._search(understood, speakers, view)
            clock.lap("search")
            reply = self._answer(understood, speakers, found, view)
            clock.lap("answer")
            read.append((understood, speakers, found, reply))
            if reply.claims or reply.reason == "no_match_filter":  # the next reading would have no such filter
                break
        understood, speakers, found, reply = next((one for one in read if one[3].claims), read[0])
        if reply.outcome == "mentioned" and len(speakers) == 1:
            understood = replace(understood, speaker=speakers[0].name)  # who is meant, where there is no heading for it
        found = found[: self._passages]
        answer = _framed(understood, reply, found, view)
        clock.lap("answer")
        return replace(answer, milliseconds=clock.laps), found

    def _search(self, question: Question, speakers: list[Speaker], view: View) -> list[Found]:
        if question.intent == "speaker" and question.topic:
            return self._searcher.find(replace(question, text=question.topic), self._depth, view)
        return self._searcher.find(question, self._depth, view, speakers)

    def _answer(self, question: Question, speakers: list[Speaker], found: list[Found], view: View) -> Reply:
        if question.intent == "statements":
            return answer_statements(question, speakers, view, self._searcher)
        if question.intent == "speaker":
            reply = answer_speaker(question, found[:SPEAKER_DEPTH], view, self._searcher)
            return replace(reply, undated=self._undated(question, view))
        if leans_on_nothing(question.text, question.language) and not question.topic:
            return Reply("not_found")
        return answer_passages(question, found, view)

    def _undated(self, question: Question, view: View) -> int:
        """How many statements would answer too, if their articles had a date."""
        if not (question.since or question.until):
            return 0
        always = replace(question, since=None, until=None)
        claims = answer_speaker(always, self._search(always, [], view)[:SPEAKER_DEPTH], view, self._searcher).claims
        return sum(view.snapshot.article(c.citations[0].paragraph.article).published is None for c in claims)


def _readings(text: str, conversation: Conversation, view: View) -> list[Question]:
    """What a question can mean, the first first: the next counts where that finds nothing."""

    # "Thanks", and what leans on nobody, is nothing that the next question goes on with.
    before = next((one for one in reversed(conversation.questions) if one.intent != "passages" or one.topic), None)
    known = view.quotes
    if before and (resolved := follow_up(text, before, view.publishers, known=known)):
        return [_as_topic_if_nobody(resolved, before, view)]
    question = parse(text, view.publishers, before.language if before else None, known=known)
    if question.intent != "passages":
        return [question]
    if question.topic and _is_only_a_name(question.topic, view):
        return [replace(question, intent="statements", speaker=question.topic, topic=None)]
    asked = attitude(question, known, before)
    # "How many … in 2015?" asks for what was in 2015, not for articles of that year.
    plain = replace(question, since=None, until=None)
    if not asked and leans_on_nobody(plain):
        plain = replace(plain, topic=None)
    return [asked, plain] if asked else [plain]


def _is_only_a_name(text: str, view: View) -> bool:
    """ "Baerbock?", "Moscow", "kremlin spokesman": nothing but somebody's name or role."""
    asked = [folded(word) for word in name_words(text)]
    return any(
        all(any(word & folded(part) for form in forms for part in name_words(form)) for word in asked)
        or meanings(text) in (meanings(role.text) for role in speaker.roles)
        or (speaker.sort == "organisation" and organisation_key(text) in map(organisation_key, forms))
        for speaker in view.speakers.find(text)
        for forms in ((speaker.name, *speaker.forms),)
    )


def _as_topic_if_nobody(question: Question, before: Question, view: View) -> Question:
    """ "And the weapons?" asks for another topic, not for another speaker, where nobody is called so."""
    name = question.speaker
    if name and name != before.speaker and before.speaker and not view.speakers.find(name):
        known = name[:1].isupper() and view.snapshot.names_in(name, 1)
        if not known and not name[:1].isupper():
            return replace(question, speaker=before.speaker, topic=name)
    return question


def _framed(question: Question, reply: Reply, found: list[Found], view: View) -> Answer:
    passages = tuple(f.passage for f in found)
    ids = [c.paragraph.article for claim in reply.claims for c in claim.citations]
    ids += [passage.paragraph.article for passage in passages]
    return Answer(
        question=question,
        outcome=reply.outcome,
        reason=reply.reason,
        claims=reply.claims,
        candidates=reply.candidates,
        passages=passages,
        articles=tuple(view.snapshot.article(id_) for id_ in dict.fromkeys(ids)),
        undated=reply.undated,
    )


class _Clock:
    """Milliseconds of each step."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round(self.laps.get(name, 0.0) + (now - self._last) * 1000, 2)
        self._last = now
