"""Answers to "Who said …?" with no language model: the statements that fit best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.answer import Claim
from bot.extractive import Reply, claim_of, sentence_claim
from bot.wellformed import plain_words
from retrieval.analysis import query_words
from retrieval.articles import Span, Statement
from retrieval.covering import covers
from retrieval.gist import said_in_articles_about
from retrieval.names import name_words
from retrieval.phrasing import patterns
from retrieval.question import Question
from retrieval.relevance import fit
from retrieval.said import ABOUT_ACROSS, ABOUT_SAME, CONTEXT, Said, about, doing, whole_sentence
from retrieval.search import Found, Searcher, View
from retrieval.senses import DENIAL, WANT, against, near, senses_by_itself, senses_of, senses_of_content, verbs_of
from retrieval.text import sentences

__all__ = ["answer_speaker"]

SAID_SAME, SAID_ACROSS = 0.49, 0.42
"""Fit (see `retrieval.relevance`) from which a statement counts as the one that is asked for by its content."""

QUOTED_SAME, QUOTED_ACROSS = 0.6, 0.5
"""The same where it is asked for in quotation marks but stands nowhere so: one who remembers it knows its words; and
where the question's verb ("Who rejected …?") is nobody's."""

NEAR = 0.95
"""Part of the best score that a further statement needs to be given beside the best one."""

FEW_WORDS, NEAR_FEW = 2, 0.8
"""A topic of so few words ("security guarantees") asks who talks about it: each speaker's best statement, if it is so
near to the best of all. A longer one ("the front moves westwards") asks for one statement."""

NEAR_ELSE = 0.7
"""The same for "Who else?", after those who fit best."""

NEAREST = 5
"""Articles that are looked through for who else spoke of a topic that they are about."""

MOST_SPEAKERS = 10


def answer_speaker(question: Question, found: Sequence[Found], view: View, searcher: Searcher) -> Reply:
    """Who said it: the statements that fit best, the best first. One whose speaker is unknown says so."""
    if not question.topic:
        return Reply("not_found")
    topic = view.spelled(question.topic)
    wanted = _wanted(question)
    themselves = set(view.speakers.find(topic))  # "Who talks about Rutte?" asks for others
    said = [s for s in Said.among(found, view) if s.speaker not in themselves]
    asked_for = _as_asked(said, topic, question, view, searcher)
    unsure = bool(wanted) and not asked_for
    claims = [] if asked_for else _told(topic, question, found, searcher)
    if not claims:
        doing_it = asked_for if wanted else []
        able = doing_it or _not_against(asked_for or said, question)
        fitting = _fitting(topic, question, _judging(able, question, searcher), view, searcher, unsure)
        if question.besides:
            same = _articles_of(question.besides, found, view)
            inside = Said.inside(same, view)
            if asked_for and question.doing:  # after "Who denied it?" nobody who only spoke of it
                inside = doing(inside, frozenset(question.doing))
            others = said_in_articles_about(topic, question.language, inside, view, searcher)
            first = [s for s in fitting if s.article.id in same]
            fitting = _one_each(_besides([*first, *others, *(fitting if not others else ())], question, view))
        claims = [claim_of(s) for s in fitting[:MOST_SPEAKERS]]
    otherwise = unsure and any(claim.kind for claim in claims)
    return Reply("answered", claims=tuple(claims), otherwise=otherwise) if claims else Reply("not_found")


def _articles_of(names: Sequence[str], found: Sequence[Found], view: View) -> set[str]:
    """The articles nearest to a topic in which those speak who were given before."""
    given = {article for name in names for speaker in view.find(name) for article, _ in speaker.names}
    near = dict.fromkeys(f.passage.paragraph.article for f in found)
    return set([article for article in near if article in given][:NEAREST])


def _besides(said: list[Said], question: Question, view: View) -> list[Said]:
    """Those of others than were given or asked for before."""
    given = {speaker for name in question.besides for speaker in view.find(name)}
    words = [set(name_words(name)) for name in question.besides]  # "the negotiator Sabine Ochs"
    return [
        s
        for s in said
        if s.speaker and s.speaker not in given and not any(set(name_words(s.speaker.name)) <= some for some in words)
    ]


def _judging(said: list[Said], question: Question, searcher: Searcher) -> list[Said]:
    """ "Who called the strike excessive?": those who say so, if anybody does, not all who speak of the strike."""
    called = patterns(question.language)["somebody"]["calling"]
    words = query_words(question.topic or "", question.language)
    if not words or not re.search(called, question.text, re.I):
        return said
    judgement = words[-1].text
    language, embedder = question.language, searcher.embedder
    found = [s for s in said if covers(judgement, language, [_sentence(s)], s.article.language, embedder)]
    own = [s for s in found if covers(judgement, language, [_words_of(s.statement)], s.article.language, embedder)]
    return own or [s for s in said if s not in found]  # not who is called so: "..., a claim that Weaver called absurd"


def _not_against(said: list[Said], question: Question) -> list[Said]:
    """ "Who wants the bridge?": not those who reject it."""
    opposite = _opposite(question)
    return [s for s in said if not opposite & _senses(s)] if opposite else said


def _opposite(question: Question) -> set[str]:
    """The senses of those who are no answer to it."""
    return {
        other for sense in (*question.doing, *([WANT] if _asks_who_wants(question) else ())) for other in against(sense)
    }


def _wanted(question: Question) -> frozenset[str]:
    """The senses of those who answer it."""
    return frozenset((*question.doing, *(near(WANT) if _asks_who_wants(question) else ())))


def _asks_who_wants(question: Question) -> bool:
    return re.search(patterns(question.language)["somebody"]["wanting"], question.text, re.I) is not None


def _senses(said: Said) -> frozenset[str]:
    language = said.article.language
    return senses_of(said.statement, language) | senses_of_content(said.statement, language)


def _sentence(said: Said) -> str:
    paragraph = said.statement.paragraph
    return whole_sentence(paragraph, said.statement.spans, said.article.language).of(paragraph.text)


def _told(topic: str, question: Question, found: Sequence[Found], searcher: Searcher) -> list[Claim]:
    """ "Who rejected the motion?", where nobody is quoted with it: the sentences that tell it, alone or with the one
    before."""
    wanted, scored = frozenset(question.doing), []
    opposite = _opposite(question)
    for code in dict.fromkeys(one.language for one in found):
        telling = [
            (paragraph, Span((before or span).start, span.end), span)
            for paragraph in (one.passage.paragraph for one in found if one.language == code)
            for before, span in pairwise([None, *sentences(paragraph.text, code)])
            if span and any(verbs_of(wanted, span.of(paragraph.text), code))
            if not opposite & senses_by_itself(span.of(paragraph.text), code)  # "We will not support it"
        ]
        texts = [part.of(paragraph.text) for paragraph, both, span in telling for part in (span, both)]
        fits = fit(topic, question.language, texts, code, searcher.embedder)
        least = SAID_SAME if code == question.language else SAID_ACROSS
        for (paragraph, _, span), value, other in zip(telling, fits[::2], fits[1::2], strict=True):
            if (best := max(value, CONTEXT * other)) >= least:
                scored.append((best, sentence_claim(paragraph, span)))
    first = max((value for value, _ in scored), default=0.0)
    return [claim for value, claim in sorted(scored, key=lambda pair: -pair[0]) if value >= NEAR * first]


def _fitting(
    topic: str, question: Question, said: list[Said], view: View, searcher: Searcher, unsure: bool
) -> list[Said]:
    """Those that say what is asked for, the best first. `unsure`: nobody does what the verb asks for, in so many
    words."""

    def nearby(same: float, across: float, part: float) -> list[Said]:
        part = min(part, NEAR_ELSE) if question.besides else part
        return about(topic, question.language, said, view, searcher, same, across, part)

    asked = question.topic or ""
    quoted = re.search(rf"[\"„“”»«‚‘’']\s*{re.escape(asked)}\s*[.,!?]?[\"„“”»«‚‘’']", question.text)
    if quoted and (verbatim := [s for s in said if plain_words(asked) in plain_words(_words_of(s.statement))]):
        return verbatim
    if quoted or unsure:
        return nearby(QUOTED_SAME, QUOTED_SAME if unsure else QUOTED_ACROSS, NEAR)
    if len(query_words(topic, question.language)) > FEW_WORDS:  # else whoever talks about it
        return nearby(SAID_SAME, SAID_ACROSS, NEAR)
    return _one_each(nearby(ABOUT_SAME, ABOUT_ACROSS, NEAR_FEW))


def _as_asked(said: list[Said], topic: str, question: Question, view: View, searcher: Searcher) -> list[Said]:
    """ "Who warned of …?": those who warn, where what they say is as near as what others say; else nobody. "Who said
    that …?": not those who deny it."""
    wanted = _wanted(question)
    if not wanted:
        clause = re.search(rf"\b(?:that|dass)\s+{re.escape(question.topic or '')}", question.text, re.I)
        denied = doing(said, frozenset((DENIAL,))) if clause else []
        return [s for s in said if s.statement.kind == "direct" or s not in denied]
    those = doing(said, wanted)
    nearest = about(topic, question.language, said, view, searcher, ABOUT_SAME, ABOUT_ACROSS, NEAR_FEW)
    by_themselves = (s for s in nearest if senses_of_content(s.statement, s.article.language) & wanted)
    return [s for s in nearest if s in those] or list(by_themselves)


def _words_of(statement: Statement) -> str:
    return " ".join(span.of(statement.paragraph.text) for span in statement.spans)


def _one_each(said: list[Said]) -> list[Said]:
    """The first statement of each speaker."""
    best: dict[str | None, Said] = {}
    for one in said:
        best.setdefault(one.speaker.name if one.speaker else None, one)
    return list(best.values())
