"""Question: language, intent, speaker, topic, dates. Read by the patterns in `data/questions.*.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from importlib import resources
from typing import Any, Literal

from retrieval.dates import date_filter
from retrieval.language import function_words, language_of
from retrieval.roles import is_kind

__all__ = ["Intent", "Question", "follow_up", "is_name", "parse"]

Intent = Literal["statements", "speaker", "passages"]
"""What did X say · who said Y · anything else."""

_LANGUAGES = ("en", "de")
_INTENTS: tuple[Intent, ...] = ("statements", "speaker")
_LONGEST = 2000
"""Characters of a question that are looked at."""
_LONGEST_READ = 300
"""Characters of a question that the patterns of "what did X say" are tried on: a longer one holds a quotation. Bounds
the time that they can take."""
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
    if question.speaker and _is_nobody(question.speaker, question.language):
        # "What did she say?" with nothing before it
        return replace(question, intent="passages", speaker=None, addressee=None, topic=_plain(text) or None)
    if question.topic and _is(question.topic, "that", question.language):
        return replace(question, topic=None)
    return question


def _parsed(text: str, publishers: list[str], language: str | None, today: date | None) -> Question:
    first = _language(text, language or "en")
    # Short questions leave the language open ("Was warnte Rutte?"): the patterns of the other one are tried too.
    readings = [_read(text, publishers, asked, today) for asked in sorted(_LANGUAGES, key=lambda asked: asked != first)]
    return next((reading for reading in readings if reading.intent != "passages"), readings[0])


def _language(text: str, default: str) -> str:
    """ "Was plant Trump?" is German, though "was" is English too."""
    german = re.match(r"\s*[Ww]as ([a-zäöüß]+)\b", text)
    if german and german[1] not in function_words("en"):
        return "de"
    found = language_of(text, default=default)
    return found if found in _LANGUAGES else default


def _read(text: str, publishers: list[str], language: str, today: date | None) -> Question:
    plain, publisher = _publisher(_plain(text), publishers, language)
    plain, since, until = _dated(plain, language, today)
    plain = _bare(plain, language)
    question = Question(text, language, "passages", since=since, until=until, publisher=publisher)
    for intent in _INTENTS:
        for pattern in _compiled(language, intent) if intent == "speaker" or len(plain) <= _LONGEST_READ else ():
            if (found := pattern.fullmatch(plain)) and (filled := _filled(question, intent, found.groupdict())):
                return filled
    return replace(question, topic=plain or None)


def _dated(plain: str, language: str, today: date | None) -> tuple[str, str | None, str | None]:
    """Dates that stand in quotation marks are part of what was said."""
    if re.search(r"[\"„“”»«]", plain) or len(plain) > _LONGEST_READ:
        return plain, None, None
    return date_filter(plain, patterns(language)["dates"], today)


def _bare(plain: str, language: str) -> str:
    """Without what is let go at the beginning and the end ("please tell me …", "… exactly")."""
    leading, trailing = _edges(language)
    plain = leading.sub("", plain)
    if '"' in plain or len(plain) > _LONGEST_READ:
        return plain
    return trailing.sub("", plain).strip(" ,")


@functools.cache
def _edges(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = patterns(language)
    leading, trailing = data["leading"]["words"], data["trailing"]["words"]
    return re.compile(f"^(?:{leading})+", re.I), re.compile(f"(?:(?<=[^ ] [^ ])|(?<=[^ ]{{3}}))(?:{trailing})+$", re.I)


def follow_up(
    text: str, before: Question, publishers: Iterable[str] = (), today: date | None = None
) -> Question | None:
    """The question that a short one stands for after `before` ("And Rutte?", "Und zu Trump?", "What else did she
    say?"), or None where it stands on its own."""
    language = _language(text, before.language)
    names = list(publishers)
    plain, publisher = _publisher(f" {_plain(text)}", names, language)
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
    if _matches(data["same"], plain):
        return resumed
    question = _parsed(text, names, language, today)
    if question.intent != "passages":
        return _leaning(question, before)
    if found := _matches(data["topic"], plain):
        return _about(resumed, found["topic"])
    if (found := _matches(data["speaker"], plain)) and (name := _someone(found["speaker"], language)):
        kept = None if before.intent == "passages" else before.topic
        return replace(resumed, intent="statements", speaker=name, topic=kept, addressee=None)
    return None


def _leaning(question: Question, before: Question) -> Question | None:
    """A whole question with a word that stands for something in the one before: "What did she say about it?"."""
    resolved = question
    if question.speaker and _is(question.speaker, "pronouns", question.language) and before.speaker:
        resolved = replace(resolved, speaker=before.speaker)
    elif question.speaker and _is_nobody(question.speaker, question.language):
        return None
    if question.topic and _is(question.topic, "that", question.language):
        resolved = replace(resolved, topic=before.topic)
    elif question.topic and _is(question.topic, "pronouns", question.language):
        resolved = replace(resolved, topic=before.speaker or before.topic)
    return resolved if resolved != question else None


def _about(resumed: Question, topic: str) -> Question | None:
    language = resumed.language
    if _is(topic, "that", language) or re.fullmatch(patterns(language)["follow_up"]["never"], topic, re.I):
        return None
    return replace(resumed, topic=_tidy(topic))


def _someone(text: str, language: str) -> str | None:
    """The speaker of "And Rutte?"; None for "And why?", "And is it true?", "Und auf Deutsch?"."""
    data = patterns(language)
    words = text.split()
    first = words[0].lower() if words else ""
    if re.fullmatch(rf"(?:{data['follow_up']['never']})(?: .*)?", text, re.I) or _is_nobody(text, language):
        return None
    opening = first in _words("names", "articles", language) or first in _words("names", "particles", language)
    if (first in function_words(language) and not opening) or len(words) > _LONGEST_SPEAKER:
        return None
    return speaker_in(text, language)


def is_name(text: str) -> bool:
    """Whether a question is nothing but a name or a role: "Baerbock?", "Annalena Baerbock"."""
    words = _plain(text).split()
    return bool(words) and len(words) <= 4 and words[0][0].isupper() and all(
        word[0].isupper() or word in _words("names", "particles", "de") for word in words
    )  # fmt: skip


@functools.cache
def patterns(language: str) -> dict[str, Any]:
    """The data file of a language."""
    name = f"questions.{language}.toml"
    return tomllib.loads((resources.files("retrieval") / "data" / name).read_text(encoding="utf-8"))


class _Pattern:
    """Compiled when a question that starts like it is first met: all of them would take 0.1 seconds."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._start = re.compile(_start(written), re.I)

    @functools.cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self._written, re.I)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._whole.fullmatch(text) if self._start.match(text) else None


def _start(written: str) -> str:
    """A regular expression up to its first space outside of brackets."""
    depth = 0
    for index, character in enumerate(written):
        depth += (character == "(") - (character == ")")
        if character == " " and not depth:
            return written[:index]
    return written


@functools.cache
def _compiled(language: str, intent: str) -> tuple[_Pattern, ...]:
    data = patterns(language)
    written = data["patterns"][intent]
    for name, words in data["words"].items():
        written = [pattern.replace(f"{{{name}}}", words) for pattern in written]
    return tuple(_Pattern(pattern) for pattern in written)


@functools.cache
def _words(section: str, key: str, language: str) -> frozenset[str]:
    return frozenset(patterns(language)[section][key].split("|"))


def _is(text: str, key: str, language: str) -> bool:
    """Whether a text is one of the words of a list of the follow-ups."""
    return re.fullmatch(patterns(language)["follow_up"][key], text, re.I) is not None


def _is_nobody(text: str, language: str) -> bool:
    return text.lower() in _words("names", "nobody", language)


def _plain(text: str) -> str:
    """Without final punctuation, doubled spaces and control characters, and no longer than any real question."""
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f]", " ", text[:_LONGEST])).strip(" ?!.…¿;,")


def _matches(written: list[str], text: str) -> re.Match[str] | None:
    short = text.strip()
    if len(short) > _LONGEST_READ:
        return None
    return next((found for pattern in written if (found := re.fullmatch(pattern, short, re.I))), None)


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
        speaker, behind = _cut(speaker, question.language)
        if behind and not topic and question.language == "de":
            topic = _topic_in(behind, data)
        if not speaker or len(speaker.split()) > _LONGEST_SPEAKER or _is_filler(speaker, question.language):
            return None
    return replace(question, intent=intent, speaker=speaker, topic=_tidy(topic), addressee=_tidy(addressee))


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
    return all(word in function_words(language) for word in words) and not _is_nobody(speaker, language)


def speaker_in(text: str, language: str) -> str | None:
    """The name or role at the beginning of a text: "Baerbock in Brüssel" -> "Baerbock".

    It ends before a word of place or time, and in German before a word in small letters that stands behind a
    capitalised one, particles of names left out.
    """
    return _cut(text, language)[0] or None


def _cut(text: str, language: str) -> tuple[str, str]:
    """The name or role, and what stands behind it."""
    words = text.strip(" ,:\"„“”»«'‚‘’").split()
    places = _words("names", "places", language)
    seen = False
    for index, word in enumerate(words):
        small = not word[0].isupper()
        if index and small and (
            word.lower() in places or (seen and language == "de" and not _goes_on(words, index))
        ):  # fmt: skip
            return " ".join(words[:index]).strip(" ,"), " ".join(words[index:])
        seen = seen or not small
    return re.sub(r"['’]s?$", "", " ".join(words)), ""


def _goes_on(words: list[str], index: int) -> bool:
    """Whether a small German word belongs to the name or role before it: "von der Leyen", "Sprecherin des
    Ministeriums"; but not "Kallas der Ukraine"."""
    word, before = words[index], words[index - 1]
    if word not in _words("names", "particles", "de"):
        return False
    return word in _words("names", "own", "de") or not before[0].isupper() or is_kind(before)


def _tidy(text: str | None) -> str | None:
    text = (text or "").strip(" ,:\"„“”»«'‚‘’")
    return text or None
