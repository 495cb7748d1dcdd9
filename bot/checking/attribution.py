"""Whether those whom a claim makes speakers said what it cites, by the library's index of statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.checking.drafts import Draft
from bot.checking.named import Named, named_in
from bot.checking.places import Place
from bot.checking.reasons import reason
from bot.checking.vocabulary import READ, bare
from bot.checking.voices import Voice, calls_it_verbatim, is_voice_of, voices
from retrieval.articles import Span
from retrieval.names import name_words
from retrieval.said import Said
from retrieval.search import View

__all__ = ["Attribution", "Chosen", "attributed"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of the places where a quotation stands, and the statements there that the claim means."""

    place: Place
    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """The statements that a claim means, whom it names as their speakers, the words of its text that only tell who says
    something, and what is wrong with all that."""

    chosen: tuple[Chosen, ...]
    named: tuple[Voice, ...]
    frames: tuple[Span, ...]
    wrong: tuple[str, ...]


def attributed(draft: Draft, text: str, found: Sequence[Sequence[Place]], language: str, view: View) -> Attribution:
    every = voices(text, language, view)
    named, wrong = named_in(draft, text, every, found, language, view)
    chosen = [_choose(options, named.all, view) for options in found]
    if named.all:
        theirs = any(
            is_voice_of(voice.mention, voice.name, said, view)
            for one in chosen
            for said in one.statements
            for voice in named.all
        )
        for one in chosen:
            if not (theirs and all(map(_is_heard, one.statements))):
                wrong += _not_by(one, named.all, view)
        wrong += _without_a_statement(named, chosen, view)
    elif len(names := _speakers(chosen)) > 1:
        wrong.append(reason("merged", names=", ".join(names)))
    elif names and language in READ and all(map(_is_an_opinion, chosen)) and not _names_somebody(text, view):
        wrong.append(reason("unsaid", name=names[0]))
    if language not in READ and not wrong:
        wrong += _unnamed(text, chosen, view)
    if calls_it_verbatim(text):
        wrong += [
            reason("verbatim", words=one.place.words)
            for one in chosen
            if not any(said.statement.kind == "direct" for said in one.statements)
        ]
    frames = tuple(span for voice in every for span in voice.frame)
    return Attribution(tuple(chosen), named.all, frames, tuple(dict.fromkeys(wrong)))


def _choose(options: Sequence[Place], named: Sequence[Voice], view: View) -> Chosen:
    """Of the places where the same words stand, the one where somebody says them whom the claim names; else the first
    where somebody says them."""

    def fits(said: Said) -> bool:
        return any(is_voice_of(voice.mention, voice.name, said, view) for voice in named)

    ranked = []
    for index, place in enumerate(options):
        statements = tuple(_best(group, place, fits) for group in place.options)
        ranked.append((-sum(map(fits, statements)), not statements, index, Chosen(place, statements)))
    return min(ranked, key=lambda one: one[:3])[3]


def _best(group: Sequence[Said], place: Place, fits: Callable[[Said], bool]) -> Said:
    """The statement that is meant: by whom the claim names; around the words; the shortest."""

    def order(said: Said) -> tuple[bool, bool, int]:
        spans = said.statement.spans
        around = all(any(span.contains(word) for span in spans) for word in place.spans)
        return not fits(said), not around, sum(span.end - span.start for span in spans)

    return min(group, key=order)


def _not_by(chosen: Chosen, named: Sequence[Voice], view: View) -> list[str]:
    """What is wrong with attributing these words to those whom the claim names."""
    words, name = chosen.place.words, named[0].name
    others = [
        said
        for said in chosen.statements
        if not any(is_voice_of(voice.mention, voice.name, said, view) for voice in named)
    ]
    found = []
    for said in others:
        speaker = _name_of(said)
        found.append(
            reason("not_said_by", words=words, name=name, speaker=speaker)
            if speaker
            else reason("said_by_unknown", words=words, name=name)
        )
    return found


def _is_heard(said: Said) -> bool:
    """What a court heard, said by nobody in particular: beside somebody's own words it may be told as a fact."""
    statement = said.statement
    return statement.speaker is None and statement.speaker_span is None and statement.kind == "indirect"


def _without_a_statement(named: Named, chosen: Sequence[Chosen], view: View) -> list[str]:
    """Everybody who is named needs a statement among those that are cited."""
    statements = [said for one in chosen for said in one.statements]
    found = []
    for voice in named.all:
        if not any(is_voice_of(voice.mention, voice.name, said, view) for said in statements):
            plain = next((one.place.words for one in chosen if not one.statements), None)
            found.append(
                reason("not_said", words=plain, name=voice.name)
                if plain and not statements
                else reason("says_nothing", name=voice.name)
            )
    return found


def _speakers(chosen: Sequence[Chosen]) -> list[str]:
    names = [name for one in chosen for said in one.statements if (name := _name_of(said))]
    return list(dict.fromkeys(names))


def _is_an_opinion(chosen: Chosen) -> bool:
    """Whether a person says it in so many words; what an organisation lets know, or the article tells in indirect
    speech, is told as a fact in articles, too."""
    said = chosen.statements
    return bool(said) and all(s.statement.kind == "direct" and s.speaker and s.speaker.sort == "person" for s in said)


def _names_somebody(text: str, view: View) -> bool:
    return any(word[:1].isupper() and view.speakers.with_word(bare(word)) for word in name_words(text))


def _name_of(said: Said) -> str | None:
    return said.speaker.name if said.speaker else said.statement.speaker


def _unnamed(text: str, chosen: Sequence[Chosen], view: View) -> list[str]:
    """For a language without a reader: where a claim names people, the one who said it is among them."""
    speakers = {said.speaker for one in chosen for said in one.statements if said.speaker}
    named = {s for word in name_words(text)[1:] if word[:1].isupper() for s in view.speakers.with_word(word)}
    if named and not named & speakers:
        return [reason("unnamed", name=speaker.name) for speaker in speakers]
    return []
