"""Whom a sentence makes the speaker of something."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from bot.checking.called import called
from bot.checking.groups import is_group_of, makes_many, without_brackets
from bot.checking.lists import data, word_set
from bot.checking.vocabulary import READ, alike, has_name, is_common
from retrieval.articles import Paragraph, Span
from retrieval.identity import is_known_organisation, organisation_key
from retrieval.names import last_name, name_words, same_spelling, same_transliteration, without_genitive
from retrieval.roles import countries, is_kind, is_title, meanings
from retrieval.said import Said
from retrieval.search import View
from retrieval.speakers import Speaker
from retrieval.statements import read_headline, read_text

__all__ = [
    "Voice",
    "calls_it_verbatim",
    "documents_in",
    "is_document",
    "is_generic",
    "is_nobody",
    "is_voice_of",
    "tells_who",
    "voices",
]

_WORD = r"(?:[A-ZÄÖÜ]\.|(?!(?:The|A|An|In|Der|Die|Das)\b)[A-ZÄÖÜÁÉÍÓŠČŽŁØÅ][\w’'-]*)"
_NAME = rf"({_WORD}(?: (?:(?:von der|van der|von|van|de|bin|al|of|und|and) )?{_WORD})*)"


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody whom a sentence makes a speaker: as written, and as the reader of statements resolves it. `said` is
    where what is said stands in the sentence, as far as that is known; `frame` are the words that only tell who
    says it. `weak`: the sentence tells what somebody does by speaking ("criticised"), or it may be no attribution at
    all."""

    mention: str
    name: str
    said: tuple[Span, ...] = ()
    weak: bool = False
    frame: tuple[Span, ...] = ()

    @property
    def is_pronoun(self) -> bool:
        """ "She"; "seinen Worten"."""
        first, *others = self.mention.casefold().split() or [""]
        return first in _words("pronouns") and (not others or others[0] in _words("sayings"))


_words = functools.partial(word_set, "attribution")


@functools.cache
def _patterns(table: str, language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p.replace("{name}", _NAME)) for p in data("attribution")[table].get(language, ()))


def is_nobody(speaker: str | None) -> bool:
    """Whether a draft's speaker says that there is none."""
    return not speaker or not name_words(speaker) or speaker.strip().casefold() in _words("nobody")


def tells_who(clause: str) -> bool:
    """ "In her view": no words but those that attribute."""
    known = _words("pronouns") | _words("sayings") | _words("cues") | _words("links")
    return all(word.casefold() in known for word in name_words(clause))


def calls_it_verbatim(text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in data("attribution")["verbatim"])


def voices(text: str, language: str, view: View) -> list[Voice]:
    """All whom a text in German or English attributes something to; none for another language, which nobody reads."""
    if language not in READ:
        return []
    reading = read_text(text, language)
    found: list[Voice] = []
    for statement in reading.statements:
        mention = statement.speaker_span.of(text) if statement.speaker_span else statement.speaker
        if mention:
            cue = statement.cue_span.of(text).casefold() if statement.cue_span else ""
            if any(word in _words("acts") for word in cue.split()):
                continue  # "decided" tells what somebody does, not what they say
            weak = statement.kind == "reported"
            told = None if weak else statement.cue_span  # "criticised" says something, "said" does not
            frame = tuple(span for span in (statement.speaker_span, told) if span)
            found += _each(Voice(mention, statement.speaker or mention, statement.spans, weak, frame), view)
    headline = read_headline(Paragraph("", 1, text), reading.entities)
    if headline and headline.speaker_span:
        mention = headline.speaker_span.of(text)
        frame = (headline.speaker_span,)
        found += _each(Voice(mention, headline.speaker or mention, headline.spans, False, frame), view)
    for table in ("said", "patterns", "weak"):
        weak = table == "weak"
        for match in (match for pattern in _patterns(table, language) for match in pattern.finditer(text)):
            if table == "said" and _has_speaker(match, found):
                continue  # "Hale sagte Velez, …": whom he told it
            name = _somebody(match.group(1), view, anybody=table == "said")
            if name and not any(name in voice.name or voice.name in name for voice in found):
                found.append(Voice(name, name, weak=weak, frame=(Span(*match.span()),)))
    return [voice for voice in dict.fromkeys(found) if not _is_within(voice, found) and not _is_first_person(voice)]


def _has_speaker(match: re.Match[str], found: Iterable[Voice]) -> bool:
    """Whether the verb of saying is that of somebody else."""
    verb = Span(match.start(), match.start(1)) if match.start() < match.start(1) else Span(match.end(1), match.end())
    return any(span.overlaps(verb) for voice in found if not voice.weak for span in voice.frame)


def _is_within(voice: Voice, others: Iterable[Voice]) -> bool:
    """Whether it is part of what somebody else says: "Baerbock said that Putin had refused"."""
    return bool(voice.frame) and any(
        span.contains(voice.frame[0]) for other in others if not other.weak for span in other.said if other is not voice
    )


def _is_first_person(voice: Voice) -> bool:
    """The speaker's own "I", where words are taken over as they stand."""
    return voice.mention.casefold() in _words("first_person")


_AND = re.compile(r",\s*(?:and|und)?\s*|\s+(?:and|und|&|sowie)\s+")


def _each(voice: Voice, view: View) -> Iterable[Voice]:
    """ "Rutte and Baerbock" are two."""
    mention, name = (
        _bare(re.split(r"\s*[\"„“”»«‚‘]", written)[0] or written) for written in (voice.mention, voice.name)
    )
    for written in (name, mention):
        several = [part for part in _AND.split(written) if name_words(part)]
        if len(several) > 1 and all(view.speakers.find(part) for part in several):
            return [replace(voice, mention=part, name=part) for part in several]
    return [replace(voice, mention=mention, name=name)]


def documents_in(text: str) -> frozenset[int]:
    """The kinds of sources without a name that a text speaks of: surveys, reports."""
    own = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
    return frozenset(kind for kind, words in enumerate(_documents()) if own & words)


def is_document(voice: Voice) -> bool:
    """ "A survey", "an internal investigation": nobody, but a source of a kind."""
    last = voice.name.split()[-1:] or [""]
    return bool(documents_in(last[0]))


@functools.cache
def _documents() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(words.split()) for words in data("attribution")["documents"])


def _bare(written: str) -> str:
    """ "Trump" of "Trumps Worten", "Arbeitsministeriums" of "Arbeitsministeriums Mitte April"."""
    written = _TIME.sub("", written) or written
    pieces = written.split()
    while len(pieces) > 1 and pieces[-1].casefold() in _words("sayings"):
        pieces = [*pieces[:-2], without_genitive(pieces[-2]) or pieces[-2]]
    return " ".join(pieces)


_TIME = re.compile(r"\s+(?:(?:Mitte|Anfang|Ende|mid|early|late)[ -]\w+|(?:am|im|in|on|seit|since) [A-ZÄÖÜ]\w+|\d{4})$")


def _somebody(written: str, view: View, *, anybody: bool) -> str | None:
    """The name of a person whom the articles name, without what stands before it."""
    pieces = re.sub(r"['’]s?$", "", written).split()
    for start in range(len(pieces)):
        name = " ".join(pieces[start:])
        for form in (name, without_genitive(name)):
            if form and any(_is_called(s.name, form) for s in view.speakers.find(form) if anybody or _may_speak(s)):
                return form
    return None


def _may_speak(speaker: Speaker) -> bool:
    """Not a survey or a review, which the articles let speak, too."""
    return speaker.sort == "person" or is_known_organisation(speaker.name)


def _is_called(full: str, form: str) -> bool:
    own = [word.casefold() for word in name_words(full)]
    last = last_name(form)
    return last.split()[-1].casefold() in own or same_transliteration(last_name(full), last)


def is_voice_of(mention: str, name: str, said: Said, view: View) -> bool:
    """Whether a mention in a claim can mean the speaker of a statement."""
    statement = said.statement
    text = statement.paragraph.text
    written = [statement.speaker_span.of(text)] if statement.speaker_span else []
    if any(makes_many(mention, form) for form in written):
        return False
    own = [form for form in (*written, statement.speaker) if form]
    if said.speaker:
        own.append(said.speaker.name)
        own += said.speaker.forms
    asked = list(dict.fromkeys((name, mention, *_shorter(name))))
    own = list(
        dict.fromkeys(form for one in own for form in (*without_brackets(one), *(() if "(" in one else _shorter(one))))
    )
    if any(same_spelling(a, b) or organisation_key(a) == organisation_key(b) for a in asked[:2] for b in own):
        return True
    if any(is_group_of(one, said, view) for one in asked[:2]):
        return True
    if said.speaker is None:
        return False
    if any(said.speaker in called(one, view) for one in asked):
        return True
    return any(_are_alike(one, form) for one in asked for form in own)


def _are_alike(one: str, other: str) -> bool:
    """Whether two full names can be one in two transliterations, word by word."""
    words, others = name_words(one), name_words(other)
    return len(words) == len(others) > 1 and all(alike(a, b) for a, b in zip(words, others, strict=True))


def is_generic(voice: Voice, language: str, articles: Collection[str], view: View) -> bool:
    """ "The farmer": nobody in particular in these articles, so that the draft's own field says who it is."""
    found = [speaker for one in (voice.mention, voice.name) for speaker in view.speakers.find(one)]
    here = any(article in articles for speaker in found for article, _ in speaker.names)
    return not here and not has_name(voice.name, language)


def _shorter(name: str) -> Iterable[str]:
    """Without the possessive, and without what is no name before it: "Dutch politician Mark Rutte"."""
    bare = re.sub(r"['’]s?$", "", name).strip()
    yield bare
    pieces = bare.split()
    while len(pieces) > 1 and _is_no_name(pieces[0]):
        pieces = pieces[1:]
        yield " ".join(pieces)
    while len(pieces) > 1 and is_common(pieces[-1], "de"):  # "laut Reinicke Bioabfall", which is another word
        pieces = pieces[:-1]
        if has_name(" ".join(pieces), "de"):
            yield " ".join(pieces)


def _is_no_name(word: str) -> bool:
    common = is_common(word, "de") or is_common(word, "en")
    return word[:1].islower() or common or is_title(word) or is_kind(word) or bool(countries(meanings(word)))
