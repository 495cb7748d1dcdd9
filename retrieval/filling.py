"""What the patterns of `data/questions.*.toml` find in a question: who speaks, about what, to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from retrieval.language import function_words
from retrieval.phrasing import is_nobody, name_and_rest, patterns, tidy, word_list
from retrieval.somebody import Known, can_say, is_doubtful, is_kind_of_somebody

__all__ = ["LONGEST_SPEAKER", "Filled", "filled"]

LONGEST_SPEAKER = 10
"""Words of a name or role with its title."""


class Filled(NamedTuple):
    """As the question words them."""

    speaker: str | None
    topic: str | None
    addressee: str | None


def filled(plain: str, groups: Mapping[str, str | None], language: str, known: Known) -> Filled | None:
    """What a pattern found in the question `plain`; None where what should be a speaker cannot be one."""
    topic, addressee, rest = groups.get("topic"), groups.get("addressee"), (groups.get("rest") or "").strip()
    data = patterns(language)["rest"]
    if (kind := groups.get("kind")) and not is_kind_of_somebody(kind, language):
        return None
    if "infinitive" in data and rest.startswith("to ") and re.fullmatch(data["infinitive"], plain):
        topic, rest = topic or re.sub("^to (?:do$)?", "", rest), ""
    elif found := re.fullmatch(data["addressee"], rest):
        addressee, rest = found["addressee"], found["rest"] or ""
    if not topic and rest:
        topic = _topic_in(rest, data)
    speaker = groups.get("speaker") or groups.get("subject")
    if groups.get("subject") and not _is_subject(speaker or "", language):
        return None
    if speaker:
        speaker, behind = name_and_rest(speaker, language)
        if len(behind.split()) == 1 and language == "en":
            return None  # "video on" of "video on demand"
        if f"{speaker}," in (groups.get("speaker") or "") and is_doubtful(plain, language):
            return None  # "der Satellit, der …"
        if behind and language == "de" and _is_filler(topic or "", "de"):
            topic = _topic_in(behind, data)
        if not speaker or len(speaker.split()) > LONGEST_SPEAKER or _is_filler(speaker, language):
            return None
        if not is_nobody(speaker, language) and not can_say(speaker, plain, language, known):
            return None
    return Filled(speaker, tidy(topic), tidy(addressee))


def _is_subject(speaker: str, language: str) -> bool:
    """Whether the speaker of "what Rutte said" is no noun that "what" asks about: "what poet wrote …"."""
    first, *others = speaker.split()
    leading = word_list("names", "articles", language) | word_list("names", "own", language)
    return (
        first.lower() in leading or not first[0].islower() or not (is_kind_of_somebody(first, language) or others[2:])
    )


def _topic_in(rest: str, data: dict[str, str]) -> str | None:
    """ "about Trump", "in Brussels about Trump", "that the war will end"; nothing in "in Brussels"."""
    if found := re.fullmatch(data["topic"], rest, re.I):
        return found["topic"]
    if re.fullmatch(data["circumstance"], rest, re.I):
        return None
    found = re.fullmatch(data["object"], rest, re.I)
    return found["topic"] if found else None


def _is_filler(text: str, language: str) -> bool:
    """Whether a text is nothing but small words that are no pronoun: "is", "das dort"."""
    words = text.lower().split()
    return all(word in function_words(language) for word in words) and not is_nobody(text, language)
