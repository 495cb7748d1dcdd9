"""One claim as pieces of text: found by Wortlaut itself, or written by a language model.

Quotation marks stand only around direct speech. Indirect speech and reports are shown as whole sentences, as printed,
with ⟨ ⟩ around what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from bot.answer import Answer, Citation, Claim
from bot.console import printable
from bot.harmless import harmless
from bot.texts import text
from bot.wellformed import without_marks
from retrieval.articles import Paragraph, Span, merged

__all__ = [
    "MARKS",
    "Piece",
    "Place",
    "attribution",
    "claim_pieces",
    "inference",
    "places",
    "rests_alike",
    "sentence_of",
    "translation_line",
    "translation_plain",
    "with_spans",
    "written_pieces",
]

MARKS = {"de": ("„", "“"), "en": ("“", "”")}
"""Quotation marks by the language of the article."""


class Piece(NamedTuple):
    """A stretch of text and how it is shown: "", "speaker", "claim", "label", "quote", "context", "marker", "source",
    "note"."""

    text: str
    style: str = ""


class Place(NamedTuple):
    """A sentence (or sentences) that a claim quotes from, and the citations in it."""

    paragraph: Paragraph
    sentence: Span
    citations: tuple[Citation, ...]


def places(claim: Claim) -> list[Place]:
    """In the order of the citations."""
    grouped = groupby(claim.citations, key=lambda citation: (citation.paragraph, citation.sentence))
    return [Place(paragraph, sentence, tuple(citations)) for (paragraph, sentence), citations in grouped]


def sentence_of(claim: Claim) -> str:
    """What a language model wrote, with nothing in it but words."""
    return harmless(claim.text, _texts(claim))


def translation_plain(claim: Claim) -> str:
    """Without quotation marks, and with nothing in it but words; empty where there is none."""
    return harmless(without_marks(claim.translation or ""), _texts(claim))


def translation_line(claim: Claim, language: str) -> str:
    """The translation, called one; empty where there is none."""
    plain = translation_plain(claim)
    return text(language, "translation", text=plain) if plain else ""


def attribution(claim: Claim, language: str) -> tuple[str, str]:
    """Who said it, and how; empty where the claim is a sentence of a passage."""
    who = claim.speaker or (text(language, "unknown_speaker") if claim.kind else "")
    return printable(who), text(language, f"kind.{claim.kind}") if claim.kind else ""


def claim_pieces(claim: Claim, answer: Answer, numbers: dict[Citation, int]) -> Iterator[Piece]:
    """A claim whose words are the article's, below the name of its speaker."""
    language = answer.question.language
    if claim.kind:
        yield Piece(f"{text(language, f'kind.{claim.kind}')}: ", "label")
        first = claim.citations[0]
        yield from _said(claim, Place(first.paragraph, first.sentence, claim.citations), answer)
    else:
        yield Piece(printable(claim.text), "quote")
    yield Piece(f" {_markers(claim.citations, numbers)}", "marker")
    yield from _inferred(claim, language)
    if translated := translation_line(claim, language):
        yield Piece(f"\n    {translated}", "note")


def rests_alike(claim: Claim, answer: Answer) -> bool:
    """Whether the claim before it in the answer rests on the same words, which stand there already."""
    place = answer.claims.index(claim)
    if place == 0:
        return False
    before = answer.claims[place - 1]
    same = before.citations == claim.citations and before.speaker == claim.speaker
    return same and claim.translation in (None, before.translation)


def written_pieces(claim: Claim, answer: Answer, numbers: dict[Citation, int]) -> Iterator[Piece]:
    """A language model's sentence, and below it the article's own words, who said them and how, and the translation;
    words that two claims in a row rest on stand below the first."""
    language = answer.question.language
    yield Piece(sentence_of(claim), "claim")
    yield Piece(f" {_markers(claim.citations, numbers)}\n", "marker")
    if rests_alike(claim, answer):
        return
    stand = places(claim)
    for place in stand:
        yield Piece("  ")
        if len(stand) > 1:
            yield Piece(f"{_markers(place.citations, numbers)} ", "marker")
        if attributed := ", ".join(filter(None, attribution(claim, language))):
            yield Piece(f"{attributed}: ", "label")
        yield from _said(claim, place, answer)
        yield from _inferred(claim, language)
        yield Piece("\n")
    if translated := translation_line(claim, language):
        yield Piece(f"  {translated}\n", "note")


def with_spans(paragraph: Paragraph, around: Span, spans: Iterable[Span]) -> Iterator[Piece]:
    """A part of a paragraph, the spans in ⟨ ⟩."""
    at = around.start
    for span in merged(spans, touching=False):
        if at < span.start:
            yield Piece(printable(paragraph.text[at : span.start]), "context")
        yield Piece(f"⟨{printable(span.of(paragraph.text))}⟩", "quote")
        at = span.end
    if at < around.end:
        yield Piece(printable(paragraph.text[at : around.end]), "context")


def _said(claim: Claim, place: Place, answer: Answer) -> Iterator[Piece]:
    spans = [citation.span for citation in place.citations]
    if claim.kind == "direct":
        opening, closing = MARKS.get(answer.article(place.paragraph.article).language, MARKS["en"])
        quoted = (f"{opening}{printable(citation.quote)}{closing}" for citation in place.citations)
        yield Piece(" […] ".join(quoted), "quote")
    elif claim.kind is None and merged(spans, touching=False) == [place.sentence]:
        yield Piece(printable(place.sentence.of(place.paragraph.text)), "quote")
    else:
        yield from with_spans(place.paragraph, place.sentence, spans)


def _inferred(claim: Claim, language: str) -> Iterator[Piece]:
    if concluded := inference(claim, language):
        yield Piece(f" ({concluded})", "label")


def inference(claim: Claim, language: str) -> str:
    """That the speaker is not named where they speak, and how they are called there; empty where they are."""
    if not claim.kind or not claim.inferred:
        return ""
    key = "inferred" if claim.speaker_as_written else "inferred_bare"
    return text(language, key, mention=printable(claim.speaker_as_written or ""))


def _markers(citations: Sequence[Citation], numbers: dict[Citation, int]) -> str:
    return "".join(f"[{numbers[citation]}]" for citation in citations)


def _texts(claim: Claim) -> list[str]:
    return [citation.paragraph.text for citation in claim.citations]
