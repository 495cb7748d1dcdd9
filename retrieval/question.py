"""Question: language, intent, speaker, topic, dates. Read by the patterns in `data/questions.*.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from retrieval.filling import LONGEST_SPEAKER, filled
from retrieval.language import function_words
from retrieval.phrasing import (
    LONGEST_READ,
    compiled,
    is_nobody,
    is_one_of,
    leans_on_nothing,
    matches,
    patterns,
    plain_text,
    speaker_in,
    tidy,
    word_list,
)
from retrieval.senses import senses_in
from retrieval.somebody import Known, nobody
from retrieval.trimming import LANGUAGES, asked_in, without_dates, without_edges, without_publisher

__all__ = ["Intent", "Question", "attitude", "follow_up", "leans_on_nobody", "parse"]

Intent = Literal["statements", "speaker", "passages"]
"""What did X say · who said Y · anything else."""

_SENTENCE = 3
"""Words from which a follow-up is a sentence: "When was that?", not "And when?"."""

_INTENTS: tuple[Intent, ...] = ("statements", "speaker")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood. `speaker`, `topic`, `addressee` and `publisher` are as the question words them;
    `since` and `until` are ISO dates, both inclusive. `besides`: whom "Who else?" leaves out, because the questions
    before it gave them. `doing`: what its verb asks for, where that is more than saying ("deny", see
    `retrieval.senses`)."""

    text: str
    language: str
    intent: Intent
    speaker: str | None = None
    topic: str | None = None
    addressee: str | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    besides: tuple[str, ...] = ()
    doing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("besides", "doing"):  # from JSON they come as lists
            object.__setattr__(self, name, tuple(getattr(self, name)))


def parse(
    text: str,
    publishers: Iterable[str] = (),
    language: str | None = None,
    today: date | None = None,
    known: Known = nobody,
) -> Question:
    """Reads a question. `publishers` are the names that can be asked for ("in the taz"); `language` decides where the
    question's own words do not; `today` is what "last week" is counted from; `known` says who speaks in the library,
    where a phrase can be somebody or a thing."""
    question = _parsed(text, list(publishers), language, today, known)
    if _asks_who(question):
        return replace(question, intent="speaker", speaker=None, addressee=None)
    if question.speaker and is_nobody(question.speaker, question.language):
        # "What did she say?" with nothing before it
        return replace(question, intent="passages", speaker=None, addressee=None, topic=None)
    if question.intent == "passages" and leans_on_nothing(text, question.language):
        return replace(question, topic=None)
    if question.topic and is_one_of(question.topic, "that", question.language):
        return replace(question, topic=None)
    return question


def _asks_who(question: Question) -> bool:
    """ "Did anyone mention taxes?" """
    anyone = (question.speaker or "").lower() in word_list("names", "anyone", question.language)
    return anyone and bool(question.topic) and not is_one_of(question.topic or "", "that", question.language)


def leans_on_nobody(question: Question) -> bool:
    """Whether a question for passages is one for an attitude of a pronoun: "Was will er?"."""
    found = _matching(replace(question, topic=None), "attitude", question.topic or "", nobody)
    return bool(found and found.speaker and is_one_of(found.speaker, "pronouns", question.language))


def attitude(question: Question, known: Known, before: Question | None = None) -> Question | None:
    """A question for passages as one for what somebody said: "What does Berlin fear?", "Merz on taxes", "Was will er?"
    after a question about somebody. None where it is not worded so, or asks for nobody whom the library knows."""
    asked = replace(question, intent="statements", topic=None)
    found = _matching(asked, "attitude", question.topic or "", known)
    if found and found.speaker and is_one_of(found.speaker, "pronouns", question.language):
        found = replace(found, speaker=before.speaker if before else None)
    if not found or not found.speaker or is_nobody(found.speaker, question.language):
        return None
    return _with_verb(found) if known(found.speaker) else None


def _parsed(text: str, publishers: list[str], language: str | None, today: date | None, known: Known) -> Question:
    first = asked_in(text, language or "en")
    reading = _read(text, publishers, first, today, known)
    if reading.intent == "passages":
        # Short questions leave the language open ("Was warnte Rutte?"): the patterns of the other one are tried too.
        other = _read(text, publishers, next(code for code in LANGUAGES if code != first), today, known)
        reading = other if other.intent != "passages" else reading
    return _with_verb(reading) if reading.intent != "passages" else reading


def _with_verb(question: Question) -> Question:
    """ "What did Powell deny?" asks for denials."""
    words = question.text
    for part in filter(None, (question.speaker, question.topic, question.addressee)):
        words = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", " ", words)  # "er" is no part of "kritisierte"
    return replace(question, doing=tuple(sorted(senses_in(words, question.language))))


def _read(text: str, publishers: list[str], language: str, today: date | None, known: Known) -> Question:
    plain, publisher = without_publisher(plain_text(text), publishers, language)
    plain, since, until = without_dates(plain, language, today)
    plain = without_edges(plain, language)
    if is_one_of(plain, "others", language):
        plain = re.sub(patterns(language)["follow_up"]["other"], "", plain, count=1, flags=re.I)
    question = Question(text, language, "passages", since=since, until=until, publisher=publisher)
    for intent in _INTENTS:
        read = intent == "speaker" or len(plain) <= LONGEST_READ
        if read and (found := _matching(replace(question, intent=intent), intent, plain, known)):
            return found
    return replace(question, topic=plain or None)


def _matching(question: Question, kind: str, plain: str, known: Known) -> Question | None:
    """The question by the first pattern of a kind that fits and finds what can be a speaker."""
    for pattern in compiled(question.language, kind):
        match = pattern.fullmatch(plain)
        if match and (found := filled(plain, match.groupdict(), question.language, known)):
            return replace(question, **found._asdict())
    return None


def follow_up(
    text: str,
    before: Question,
    publishers: Iterable[str] = (),
    today: date | None = None,
    known: Known = nobody,
) -> Question | None:
    """The question that a short one stands for after `before` ("And Rutte?", "Und zu Trump?", "What else did she
    say?"), or None where it stands on its own."""
    language = asked_in(text, before.language)
    names = list(publishers)
    plain, publisher = without_publisher(f" {plain_text(text)}", names, language)
    plain, since, until = without_dates(plain.strip(), language, today)
    filtered = bool(since or until or publisher)
    resumed = replace(
        before,
        text=text,
        language=language,
        since=since if filtered and (since or until) else before.since,
        until=until if filtered and (since or until) else before.until,
        publisher=publisher or before.publisher,
        besides=(),
    )
    data = patterns(language)["follow_up"]
    if filtered and not re.sub(rf"^(?:{data['joining']})\b", "", plain, flags=re.I).strip():
        return resumed
    if matches(data["same"], plain) or (before.intent == "statements" and matches([data["said"]], plain)):
        return resumed
    if matches([data["who"]], plain):
        return replace(resumed, intent="speaker", speaker=None, besides=_given(before)) if before.topic else None
    if found := matches([data["asking"]], plain):
        return _asking(found["asking"], resumed, before, alone=len(plain.split()) < _SENTENCE)
    question = _parsed(text, names, language, today, known)
    if question.intent != "passages":
        return _leaning(question, before)
    if found := matches(data["topic"], plain):
        return _about(resumed, found["topic"])
    if (found := matches(data["speaker"], plain)) and (name := _someone(found["speaker"], language)):
        kept = None if before.intent == "passages" else before.topic
        given = _given(before)
        return replace(resumed, intent="statements", speaker=name, topic=kept, addressee=None, besides=given)
    return None


def _asking(asking: str, resumed: Question, before: Question, alone: bool) -> Question | None:
    """ "And when?" after "Who built the bridge?". After a question for statements ("When was that?" may mean what they
    are about) only where it is `alone`: those again, each with the day of its article."""
    if before.intent != "passages":
        return resumed if alone and before.intent == "statements" else None
    if before.topic is None:
        return None
    rest = re.sub(patterns(before.language)["follow_up"]["interrogative"], "", before.topic, count=1, flags=re.I)
    return replace(resumed, topic=f"{asking} {rest}", language=before.language)


def _given(before: Question) -> tuple[str, ...]:
    """Who was asked for or given before, so that "Who else?" leaves them out."""
    return (*before.besides, *([before.speaker] if before.speaker else []))


def _leaning(question: Question, before: Question) -> Question | None:
    """A whole question with a word that stands for something in the one before: "What did she say about it?"."""
    resolved = question
    if question.speaker and is_one_of(question.speaker, "pronouns", question.language) and before.speaker:
        resolved = replace(resolved, speaker=before.speaker)
    elif question.speaker and is_nobody(question.speaker, question.language):
        return None
    if question.topic and is_one_of(question.topic, "that", question.language):
        resolved = replace(resolved, topic=before.topic)
    elif question.topic and is_one_of(question.topic, "pronouns", question.language):
        resolved = replace(resolved, topic=before.speaker or before.topic)
    elif not question.topic and before.intent != "passages" and _goes_on_with_topic(question):
        resolved = replace(resolved, topic=before.topic)
    if question.intent == "speaker" and is_one_of(plain_text(question.text), "others", question.language):
        resolved = replace(resolved, besides=_given(before))
    return resolved if resolved != question else None


def _goes_on_with_topic(question: Question) -> bool:
    """ "And what did Kallas say?", "Was sagt Rutte dazu?" """
    data = patterns(question.language)["follow_up"]
    leaning = re.search(rf"\b(?:{data['leaning']})\b", question.text, re.I)
    return bool(leaning) or (question.intent == "statements" and matches([data["opening"]], question.text) is not None)


def _about(resumed: Question, topic: str) -> Question | None:
    language = resumed.language
    if is_one_of(topic, "that", language) or re.fullmatch(patterns(language)["follow_up"]["never"], topic, re.I):
        return None
    return replace(resumed, topic=tidy(topic))


def _someone(text: str, language: str) -> str | None:
    """The speaker of "And Rutte?"; None for "And why?", "And is it true?", "Und auf Deutsch?"."""
    data = patterns(language)
    words = text.split()
    first = words[0].lower() if words else ""
    if re.fullmatch(rf"(?:{data['follow_up']['never']})(?: .*)?", text, re.I) or is_nobody(text, language):
        return None
    opening = first in word_list("names", "articles", language) | word_list("names", "own", language)
    if (first in function_words(language) and not opening) or len(words) > LONGEST_SPEAKER:
        return None
    return speaker_in(text, language)
