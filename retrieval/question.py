"""Question: language, intent, speaker, topic, dates. Read by the patterns in `data/questions.*.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any, Literal

from retrieval.dates import date_filter
from retrieval.language import language_of

__all__ = ["Intent", "Question", "follow_up", "parse"]

Intent = Literal["statements", "speaker", "passages"]
"""What did X say · who said Y · anything else."""

_LANGUAGES = ("en", "de")
_INTENTS: tuple[Intent, ...] = ("statements", "speaker")


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


def parse(text: str, publishers: Iterable[str] = (), language: str | None = None) -> Question:
    """Reads a question. `publishers` are the names that can be asked for ("in the taz"); `language` decides where the
    question's own words do not."""
    first = language_of(text, default=language or "en")
    first = first if first in _LANGUAGES else "en"
    names = list(publishers)
    # Short questions leave the language open ("Was warnte Rutte?"): the patterns of the other one are tried too.
    readings = [_read(text, names, asked) for asked in sorted(_LANGUAGES, key=lambda asked: asked != first)]
    return next((reading for reading in readings if reading.intent != "passages"), readings[0])


def _read(text: str, publishers: list[str], language: str) -> Question:
    plain, publisher = _publisher(_plain(text), publishers, language)
    plain, since, until = date_filter(plain, language, patterns(language)["dates"])
    plain = re.sub(f"^(?:{patterns(language)['leading']['words']})+", "", plain, flags=re.I)
    question = Question(text, language, "passages", since=since, until=until, publisher=publisher)
    for intent in _INTENTS:
        for pattern in _compiled(language, intent):
            if found := pattern.fullmatch(plain):
                return _filled(question, intent, found.groupdict())
    return replace(question, topic=plain or None)


def follow_up(text: str, before: Question) -> Question | None:
    """The question that a short one stands for after `before` ("And Rutte?", "Und zu Trump?", "What else did she
    say?"), or None where it stands on its own."""
    language = language_of(text, default=before.language)
    language = language if language in _LANGUAGES else before.language
    plain, since, until = date_filter(_plain(text), language, patterns(language)["dates"])
    resumed = replace(before, text=text, language=language, since=since or before.since, until=until or before.until)
    data = patterns(language)["follow_up"]
    if not plain and (since or until) or _any(data["same"], plain):
        return resumed
    if found := _any(data["topic"], plain):
        return replace(resumed, topic=_tidy(found["topic"]))
    if (found := _any(data["speaker"], plain)) and (name := speaker_in(found["speaker"], language)):
        kept = before.topic if before.intent == "statements" else None
        return replace(resumed, intent="statements", speaker=name, topic=kept)
    question = parse(text, language=language)
    if question.speaker and re.fullmatch(data["pronouns"], question.speaker, re.I) and before.speaker:
        return replace(question, speaker=before.speaker)
    return None


def is_name(text: str) -> bool:
    """Whether a question is nothing but a name or a role: "Baerbock?", "Annalena Baerbock"."""
    plain = _plain(text)
    return bool(plain) and plain[0].isupper() and len(plain.split()) <= 4 and all(
        word[0].isupper() or word in _words("names", "particles", "de") for word in plain.split()
    )  # fmt: skip


@functools.cache
def patterns(language: str) -> dict[str, Any]:
    """The data file of a language."""
    name = f"questions.{language}.toml"
    return tomllib.loads((resources.files("retrieval") / "data" / name).read_text(encoding="utf-8"))


@functools.cache
def _compiled(language: str, intent: str) -> tuple[re.Pattern[str], ...]:
    data = patterns(language)
    written = data["patterns"][intent]
    for name, words in data["words"].items():
        written = [pattern.replace(f"{{{name}}}", words) for pattern in written]
    return tuple(re.compile(pattern, re.I) for pattern in written)


def _words(section: str, key: str, language: str) -> frozenset[str]:
    return frozenset(patterns(language)[section][key].split("|"))


def _plain(text: str) -> str:
    """Without final punctuation, doubled spaces and control characters, and no longer than any real question."""
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f]", " ", text[:2000])).strip(" ?!.…¿;,")


def _any(written: list[str], text: str) -> re.Match[str] | None:
    return next((found for pattern in written if (found := re.fullmatch(pattern, text.strip(), re.I))), None)


def _publisher(text: str, publishers: Iterable[str], language: str) -> tuple[str, str | None]:
    lead = patterns(language)["dates"]["publisher"]
    for name in sorted(publishers, key=len, reverse=True):
        if found := re.search(rf"\s{lead}{re.escape(name)}(?!\w)", text, re.I):
            return (text[: found.start()] + text[found.end() :]).strip(), name
    return text, None


def _filled(question: Question, intent: Intent, groups: dict[str, str | None]) -> Question:
    topic, addressee, rest = groups.get("topic"), groups.get("addressee"), (groups.get("rest") or "").strip()
    data = patterns(question.language)["rest"]
    if found := re.fullmatch(data["addressee"], rest):
        addressee, rest = found["addressee"], found["rest"] or ""
    if not topic and (found := re.fullmatch(data["topic"], rest, re.I)):
        topic = found["topic"]
    speaker = groups.get("speaker")
    if speaker:
        speaker = speaker_in(speaker, question.language)
    return replace(question, intent=intent, speaker=speaker, topic=_tidy(topic), addressee=_tidy(addressee))


def speaker_in(text: str, language: str) -> str | None:
    """The name or role at the beginning of a text: "Baerbock in Brüssel" -> "Baerbock".

    It ends before a word in small letters that stands behind a capitalised one, particles of names left out. Without
    any capital ("baerbock", "the kremlin spokesman") it is the whole text up to a preposition of place.
    """
    words = text.split()
    particles = _words("names", "particles", language)
    places = ("in", "at", "during", "im", "am", "bei", "beim")
    seen = False
    for index, word in enumerate(words):
        small = not word[0].isupper()
        if index and word.lower() in places or (seen and small and language == "de" and word.lower() not in particles):
            return " ".join(words[:index])
        seen = seen or not small
    return " ".join(words) or None


def _tidy(text: str | None) -> str | None:
    text = (text or "").strip(" ,:\"„“”»«'‚‘’")
    return text or None
