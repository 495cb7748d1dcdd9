"""A question as a whole sentence, from what was understood of it. The words are in `wording/asked.*.toml`."""

from __future__ import annotations

import calendar
import functools
import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from importlib import resources
from typing import Any

from retrieval.language import function_words
from retrieval.question import Question
from retrieval.trimming import LANGUAGES

__all__ = ["question_words", "worded"]


@functools.cache
def question_words(language: str) -> dict[str, Any]:
    """English where there is no file of a language."""
    name = f"asked.{language if language in LANGUAGES else LANGUAGES[0]}.toml"
    return tomllib.loads((resources.files("bot") / "wording" / name).read_text(encoding="utf-8"))


def worded(question: Question) -> str:
    """A question as a whole sentence in its language, from what was understood of it; its own text if nothing was."""
    data = question_words(question.language)
    topic, key = _within(question.topic or "", question.language), question.intent
    if (key == "statements" and not question.speaker) or (key != "statements" and not topic):
        return question.text
    template = _first_fitting(data[key], question.speaker if key == "statements" else topic)
    whole = template.format(
        speaker=question.speaker,
        topic=topic,
        about=_first_fitting(data["about"], topic).format(topic=topic),
        addressee=data["addressee"].format(addressee=question.addressee) if question.addressee else "",
        publisher=_first_fitting(data["publishers"], question.publisher).format(publisher=question.publisher),
        time=_time(question, data),
        besides=data["besides"].format(names=_listed(question.besides, data["and"])) if question.besides else "",
    )
    return f"{whole[:1].upper()}{whole[1:]}"


def _within(topic: str, language: str) -> str:
    """As it stands within a sentence: "we need money", not "We"."""
    first = topic.split(maxsplit=1)[0] if topic else ""
    small = first.lower()
    known = language in LANGUAGES and small in function_words(language)
    return small + topic[len(first) :] if len(first) > 1 and known else topic


def _first_fitting(table: Iterable[tuple[str, str]], text: str | None) -> str:
    """The words for a text, by the first line of the table that fits its beginning; none for no text."""
    return next((words for pattern, words in table if text and re.match(pattern, text)), "")


def _listed(names: Sequence[str], joint: str) -> str:
    return joint.join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _time(question: Question, data: dict[str, Any]) -> str:
    first, last = (date.fromisoformat(day) if day else None for day in (question.since, question.until))
    if first and last:
        month = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        if first == last:
            key = "time.day"
        elif (first.day, last) == (1, month):
            key = "time.month"
        else:
            year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
            key = "time.year" if year else "time.between"
    elif first or last:
        key = "time.since" if first else "time.until"
    else:
        return ""
    names = data["months"].split()
    months = [f"{names[day.month - 1]} {day.year}" if day else "" for day in (first, last)]
    days = [
        data["day"].format(day=day.day, month=month) if day else ""
        for day, month in zip((first, last), months, strict=True)
    ]
    return str(data[key].format(since=days[0], until=days[1], month=months[0], year=first.year if first else ""))
