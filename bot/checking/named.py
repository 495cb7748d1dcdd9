"""Whom a claim names as speakers: by the draft's own field, and by its sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.checking.drafts import Draft
from bot.checking.lists import any_of, data
from bot.checking.matching import find
from bot.checking.people import is_told_of
from bot.checking.places import Place
from bot.checking.reasons import reason
from bot.checking.vocabulary import has_name
from bot.checking.voices import Voice, documents_in, is_document, is_generic, is_nobody, is_voice_of
from bot.checking.words import WORD, head_in_both
from retrieval.articles import Span
from retrieval.names import name_words
from retrieval.search import View

__all__ = ["Named", "named_in"]

_SHORTEST = 4  # letters of a mention in small letters
_LEAST_WORDS = 3  # words that stand in claim and quotation alike because they were copied, not by chance
_OF = r"(?:of|from|von|vom|der|des|at|for|beim|bei|aus|,)"


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a claim names as speakers. `given`: by the draft's own field; `text`: by its sentence."""

    given: Voice | None
    text: tuple[Voice, ...]

    @property
    def all(self) -> tuple[Voice, ...]:
        return (*((self.given,) if self.given else ()), *self.text)


def named_in(
    draft: Draft,
    text: str,
    every: Sequence[Voice],
    found: Sequence[Sequence[Place]],
    language: str,
    view: View,
) -> tuple[Named, list[str]]:
    """Weak attributions count only where they are no part of what somebody else says."""
    given = None if is_nobody(draft.speaker) else Voice((draft.speaker or "").strip(), (draft.speaker or "").strip())
    wrong = [reason("pronoun", name=v.mention) for v in every if v.is_pronoun and given is None and not v.weak]
    strong = [voice for voice in every if not voice.weak and not voice.is_pronoun]
    weak = [voice for voice in every if voice.weak and not voice.is_pronoun]
    weak = [voice for voice in weak if has_name(voice.name, language) or not _is_thing_of(voice, found)]
    # What somebody does by speaking may be what the cited words tell of them; then they are named there.
    told = [place for places in found for place in places]
    if given or strong:
        weak = [voice for voice in weak if _has_statement(voice, found, view) or not is_told_of(voice.name, told)]
    elif any(not place.options for place in told):
        weak = [voice for voice in weak if not is_told_of(voice.name, told)]
    articles = {place.source.article.id for places in found for place in places}
    names = [*((given.name,) if given else ()), *(voice.name for voice in strong)]
    kept = [
        voice
        for voice in (*strong, *weak)
        if not (given and is_generic(voice, language, articles, view))
        and not (is_document(voice) and _speaks_of(voice, told))
        and not _belongs(voice, names, text)
        and not _is_beside(voice, names, text)
        and not _is_quoted(voice, text, found)
    ]
    if given and not kept and not any(place.options for place in told) and _is_told_to_act(given, told):
        given = None  # the article tells what they did, and so may the claim: as nobody's words
    return Named(given, tuple(kept)), wrong


def _is_told_to_act(voice: Voice, told: Sequence[Place]) -> bool:
    """Whether the cited sentences tell of somebody what can be done by speaking: "Kolb lehnt den Bau ab"."""
    acts = any_of(data("attribution")["told_acts"])
    return is_told_of(voice.name, told) and all(acts.search(place.around) for place in told)


def _is_thing_of(voice: Voice, found: Sequence[Sequence[Place]]) -> bool:
    """Whether what the sentence seems to make a speaker is something that the article speaks of where it is cited, in
    either language: "a higher offer from a rival"."""
    told = [place for places in found for place in places if not place.options]
    texts = " ".join(place.around for place in told)
    there = {stem for word in WORD.findall(texts) for stem in head_in_both(word)}
    own = [word for word in WORD.findall(voice.name) if len(word) > _SHORTEST]
    return bool(own) and bool(told) and all(_stands(word, there, texts.casefold()) for word in own)


def _stands(word: str, stems: Collection[str], text: str) -> bool:
    """Whether a word stands in a text, in either language and as a part of others: "tenants" in "Mieterbund"."""
    own = head_in_both(word)
    return not own.isdisjoint(stems) or any(len(stem) > _SHORTEST and stem in text for stem in own)


def _speaks_of(voice: Voice, told: Sequence[Place]) -> bool:
    """Whether the cited sentences, or those before them, speak of such a source; or where these stand first in their
    paragraph, the paragraph before it."""
    texts: list[str] = []
    for place in told:
        text, at = place.source.paragraph.text, place.sentence.start
        texts += [text[: place.sentence.end]]
        if not text[:at].strip():
            number = place.source.paragraph.number
            texts += [p.text for p in place.source.article.paragraphs if p.number == number - 1]
    return bool(documents_in(voice.name) & documents_in(" ".join(texts)))


def _is_quoted(voice: Voice, text: str, found: Sequence[Sequence[Place]]) -> bool:
    """Whether the words that make it a speaker are words of the quotation itself, or name nobody at all ("von")."""
    if voice.name.islower() and len(voice.name) < _SHORTEST:
        return True
    if not voice.frame:
        return False
    frame = Span(min(span.start for span in voice.frame), max(span.end for span in voice.frame)).of(text)
    if len(voice.frame) == 1 and len(frame.split()) < _LEAST_WORDS:
        return False
    return any(find(frame, span.of(p.source.paragraph.text)) for places in found for p in places for span in p.spans)


def _belongs(voice: Voice, names: Sequence[str], text: str) -> bool:
    """Whether it is where somebody else belongs who is named before it: "Chloé Fontaine of Médecins du Nord"."""
    last = "|".join(re.escape(name_words(name)[-1]) for name in names if name != voice.name and name_words(name))
    return (
        bool(last)
        and re.search(rf"\b(?:{last}) {_OF} (?:[\w’'-]+ ){{0,3}}{re.escape(voice.mention)}", text) is not None
    )


def _is_beside(voice: Voice, names: Sequence[str], text: str) -> bool:
    """Whether it is what somebody is called whose name stands right behind it: "Kolb's barrister, Jens Wieland,"."""
    last = "|".join(re.escape(name_words(name)[-1]) for name in names if name != voice.name and name_words(name))
    pattern = rf"{re.escape(voice.mention)}, (?:[\w.’'-]+ ){{0,3}}(?:{last})\b"
    return bool(last) and re.search(pattern, text) is not None


def _has_statement(voice: Voice, found: Sequence[Sequence[Place]], view: View) -> bool:
    return any(
        is_voice_of(voice.mention, voice.name, said, view)
        for places in found
        for place in places
        for group in place.options
        for said in group
    )
