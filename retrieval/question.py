"""Question: language, intent, speaker, topic, dates. Read by the patterns in `data/questions.*.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from retrieval.dates import date_filter
from retrieval.language import function_words, language_of
from retrieval.phrasing import (
    LONGEST_READ,
    compiled,
    edges,
    is_nobody,
    is_one_of,
    matches,
    name_and_rest,
    patterns,
    plain_text,
    speaker_in,
    tidy,
    word_list,
)

__all__ = ["Intent", "Question", "follow_up", "parse"]

Intent = Literal["statements", "speaker", "passages"]
"""What did X say · who said Y · anything else."""

_LANGUAGES = ("en", "de")
_INTENTS: tuple[Intent, ...] = ("statements", "speaker")
_LONGEST_SPEAKER = 10
"""Words of a name or role with its title."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood. `speaker`, `topic`, `addressee` and `publisher` are as the question words them;
    `since` and `until` are ISO dates, both inclusive."""

    text: str
    language: str
    intent: Intent
    speaker: str | None = None
    topic: str | None = None
    addressee: str | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None


def parse(
    text: str, publishers: Iterable[str] = (), language: str | None = None, today: date | None = None
) -> Question:
    """Reads a question. `publishers` are the names that can be asked for ("in the taz"); `language` decides where the
    question's own words do not; `today` is what "last week" is counted from."""
    question = _parsed(text, list(publishers), language, today)
    if question.speaker and is_nobody(question.speaker, question.language):
        # "What did she say?" with nothing before it
        return replace(question, intent="passages", speaker=None, addressee=None, topic=plain_text(text) or None)
    if question.topic and is_one_of(question.topic, "that", question.language):
        return replace(question, topic=None)
    return question


def _parsed(text: str, publishers: list[str], language: str | None, today: date | None) -> Question:
    first = _language(text, language or "en")
    reading = _read(text, publishers, first, today)
    if reading.intent == "passages":
        # Short questions leave the language open ("Was warnte Rutte?"): the patterns of the other one are tried too.
        other = _read(text, publishers, next(code for code in _LANGUAGES if code != first), today)
        return other if other.intent != "passages" else reading
    return reading


def _language(text: str, default: str) -> str:
    """ "Was plant Trump?" is German, though "was" is English too."""
    german = re.match(r"\s*[Ww]as ([a-zäöüß]+)\b", text)
    if german and german[1] not in function_words("en"):
        return "de"
    found = language_of(text, default=default)
    return found if found in _LANGUAGES else default


def _read(text: str, publishers: list[str], language: str, today: date | None) -> Question:
    plain, publisher = _publisher(plain_text(text), publishers, language)
    plain, since, until = _dated(plain, language, today)
    plain = _bare(plain, language)
    question = Question(text, language, "passages", since=since, until=until, publisher=publisher)
    for intent in _INTENTS:
        for pattern in compiled(language, intent) if intent == "speaker" or len(plain) <= LONGEST_READ else ():
            if (found := pattern.fullmatch(plain)) and (filled := _filled(question, intent, found.groupdict())):
                return filled
    return replace(question, topic=plain or None)


def _dated(plain: str, language: str, today: date | None) -> tuple[str, str | None, str | None]:
    """Dates that stand in quotation marks are part of what was said."""
    if re.search(r"[\"„“”»«]", plain) or len(plain) > LONGEST_READ:
        return plain, None, None
    return date_filter(plain, patterns(language)["dates"], today)


def _bare(plain: str, language: str) -> str:
    """Without what is let go at the beginning and the end ("please tell me …", "… exactly")."""
    leading, trailing = edges(language)
    plain = leading.sub("", plain)
    if '"' in plain or len(plain) > LONGEST_READ:
        return plain
    return trailing.sub("", plain).strip(" ,")


def follow_up(
    text: str, before: Question, publishers: Iterable[str] = (), today: date | None = None
) -> Question | None:
    """The question that a short one stands for after `before` ("And Rutte?", "Und zu Trump?", "What else did she
    say?"), or None where it stands on its own."""
    language = _language(text, before.language)
    names = list(publishers)
    plain, publisher = _publisher(f" {plain_text(text)}", names, language)
    plain, since, until = _dated(plain.strip(), language, today)
    filtered = bool(since or until or publisher)
    resumed = replace(
        before,
        text=text,
        language=language,
        since=since if filtered and (since or until) else before.since,
        until=until if filtered and (since or until) else before.until,
        publisher=publisher or before.publisher,
    )
    data = patterns(language)["follow_up"]
    if filtered and not re.sub(r"^(?:and|but|so|und|aber|oder)\b", "", plain, flags=re.I).strip():
        return resumed
    if matches(data["same"], plain):
        return resumed
    if matches([data["who"]], plain):
        return replace(resumed, intent="speaker", speaker=None) if before.topic else None
    question = _parsed(text, names, language, today)
    if question.intent != "passages":
        return _leaning(question, before)
    if found := matches(data["topic"], plain):
        return _about(resumed, found["topic"])
    if (found := matches(data["speaker"], plain)) and (name := _someone(found["speaker"], language)):
        kept = None if before.intent == "passages" else before.topic
        return replace(resumed, intent="statements", speaker=name, topic=kept, addressee=None)
    return None


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
    opening = first in word_list("names", "articles", language) or first in word_list("names", "own", language)
    if (first in function_words(language) and not opening) or len(words) > _LONGEST_SPEAKER:
        return None
    return speaker_in(text, language)


def _publisher(text: str, publishers: Iterable[str], language: str) -> tuple[str, str | None]:
    lead = patterns(language)["dates"]["publisher"]
    for name in sorted(publishers, key=len, reverse=True):
        if found := re.search(rf"(?:^|\s){lead}{re.escape(name)}(?!\w)", text, re.I):
            return (text[: found.start()] + text[found.end() :]).strip(), name
    return text, None


def _filled(question: Question, intent: Intent, groups: dict[str, str | None]) -> Question | None:
    """The question with what a pattern found; None where what should be a speaker cannot be one."""
    topic, addressee, rest = groups.get("topic"), groups.get("addressee"), (groups.get("rest") or "").strip()
    data = patterns(question.language)["rest"]
    if found := re.fullmatch(data["addressee"], rest):
        addressee, rest = found["addressee"], found["rest"] or ""
    if not topic and rest:
        topic = _topic_in(rest, data)
    speaker = groups.get("speaker")
    if speaker:
        speaker, behind = name_and_rest(speaker, question.language)
        if behind and not topic and question.language == "de":
            topic = _topic_in(behind, data)
        if not speaker or len(speaker.split()) > _LONGEST_SPEAKER or _is_filler(speaker, question.language):
            return None
    return replace(question, intent=intent, speaker=speaker, topic=tidy(topic), addressee=tidy(addressee))


def _topic_in(rest: str, data: dict[str, str]) -> str | None:
    """ "about Trump", "in Brussels about Trump", "that the war will end"; nothing in "in Brussels"."""
    if found := re.fullmatch(data["topic"], rest, re.I):
        return found["topic"]
    if re.fullmatch(data["circumstance"], rest, re.I):
        return None
    found = re.fullmatch(data["object"], rest, re.I)
    return found["topic"] if found else None


def _is_filler(speaker: str, language: str) -> bool:
    """Whether a speaker is nothing but small words that are no pronoun: "is", "das dort"."""
    words = speaker.lower().split()
    return all(word in function_words(language) for word in words) and not is_nobody(speaker, language)
