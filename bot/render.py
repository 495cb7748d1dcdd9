"""Answer -> pieces of text with a style -> plain text, terminal, JSON.

Quotation marks stand only around direct speech. Indirect speech and reports are shown as whole sentences, as printed,
with ⟨ ⟩ around what was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.answer import Answer, Citation, Claim
from bot.console import printable
from bot.links import passage_link
from bot.texts import text
from retrieval.articles import Article, Paragraph, Span

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["SHOWN", "Piece", "as_json", "numbered", "passage_pieces", "pieces", "plain", "refusal", "terminal"]

MARKS = {"de": ("„", "“"), "en": ("“", "”")}
"""Quotation marks by the language of the article."""


SHOWN = 20
"""Claims that are shown at once."""


class Piece(NamedTuple):
    """A stretch of text and how it is shown: "", "speaker", "label", "quote", "context", "marker", "source", "note"."""

    text: str
    style: str = ""


STYLES = {
    "speaker": "bold",
    "label": "dim",
    "quote": "bold green",
    "context": "",
    "marker": "cyan",
    "source": "dim",
    "note": "yellow",
}


def numbered(answer: Answer) -> dict[Citation, int]:
    """Each citation's number, from 1 in the order of the claims."""
    distinct = dict.fromkeys(citation for claim in answer.claims for citation in claim.citations)
    return {citation: number for number, citation in enumerate(distinct, 1)}


def refusal(answer: Answer) -> str:
    """The line that says no."""
    question = answer.question
    if answer.outcome == "not_found":
        key = "not_found.speaker" if question.speaker else "not_found"
    else:
        key = f"mentioned.{answer.reason}"
    speaker, topic = (re.sub(r"[\"„“”»«‚‘‹›]", "", asked or "") for asked in (question.speaker, question.topic))
    line = text(question.language, key, speaker=speaker, topic=topic)  # no quotation marks: nothing is quoted
    return printable(line[:1].upper() + line[1:])


def notes(answer: Answer) -> list[str]:
    """What belongs to an answer beside its claims."""
    language = answer.question.language
    found = []
    if answer.candidates:
        found.append(printable(text(language, "candidates", names=", ".join(answer.candidates))))
    if answer.undated:
        found.append(text(language, "undated", count=answer.undated))
    return found


def pieces(answer: Answer, first: int = 0, most: int = SHOWN) -> list[Piece]:
    """The answer from claim `first` on, at most `most` of them; lines ended by "\n"."""
    if answer.outcome != "answered":
        return [Piece(refusal(answer) + "\n", "note"), *(Piece(note + "\n", "note") for note in notes(answer))]
    language, numbers = answer.question.language, numbered(answer)
    claims = answer.claims[first : first + most]
    places = {claim.citations[0].paragraph.article for claim in answer.claims if claim.kind}
    found: list[Piece] = []
    above = None
    for (heading, article_id), group in groupby(claims, key=lambda claim: _group(claim, language)):
        if heading != above:
            found.append(Piece(f"{heading}\n", "speaker"))
            above = heading
        if article_id and len(places) > 1:
            found.append(Piece(f" {source_line(answer.article(article_id), language)}\n", "source"))
        for claim in group:
            found += [Piece("  "), *_claim(claim, answer, numbers), Piece("\n")]
    found.append(Piece("\n"))
    shown = {citation: numbers[citation] for claim in claims for citation in claim.citations}
    found += [Piece(f"{line}\n", "source") for line in sources(answer, shown)]
    if left := len(answer.claims) - first - len(claims):
        found.append(Piece(f"{text(language, 'left_out', count=left)}\n", "note"))
    return found + [Piece(f"{note}\n", "note") for note in notes(answer)]


def _group(claim: Claim, language: str) -> tuple[str, str | None]:
    """The heading that a claim stands under, and the article that it comes from (None for sentences of passages)."""
    if claim.kind is None:
        return text(language, "passage"), None
    return printable(claim.speaker or text(language, "unknown_speaker")), claim.citations[0].paragraph.article


def _claim(claim: Claim, answer: Answer, numbers: dict[Citation, int]) -> Iterable[Piece]:
    language = answer.question.language
    if claim.kind:
        yield Piece(f"{text(language, f'kind.{claim.kind}')}: ", "label")
    if claim.kind == "direct":
        opening, closing = MARKS.get(answer.article(claim.citations[0].paragraph.article).language, MARKS["en"])
        quoted = (f"{opening}{printable(citation.quote)}{closing}" for citation in claim.citations)
        yield Piece(" […] ".join(quoted), "quote")
    elif claim.kind:
        yield from _marked(claim)
    else:
        yield Piece(printable(claim.text), "quote")
    yield Piece(" " + "".join(f"[{numbers[citation]}]" for citation in claim.citations), "marker")
    if claim.kind and claim.inferred:
        key = "inferred" if claim.speaker_as_written else "inferred_bare"
        yield Piece(f" ({text(language, key, mention=printable(claim.speaker_as_written or ''))})", "label")
    if claim.translation:
        yield Piece(f"\n    {claim.translation}", "note")


def _marked(claim: Claim) -> Iterable[Piece]:
    """The sentence as printed, the spans in ⟨ ⟩."""
    paragraph, sentence = claim.citations[0].paragraph, claim.citations[0].sentence
    yield from _with_spans(paragraph, sentence, [citation.span for citation in claim.citations])


def _with_spans(paragraph: Paragraph, around: Span, spans: Iterable[Span]) -> Iterable[Piece]:
    at = around.start
    for span in _apart(spans):
        if at < span.start:
            yield Piece(printable(paragraph.text[at : span.start]), "context")
        yield Piece(f"⟨{printable(span.of(paragraph.text))}⟩", "quote")
        at = span.end
    if at < around.end:
        yield Piece(printable(paragraph.text[at : around.end]), "context")


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Spans in the order of the text; those that overlap become one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def sources(answer: Answer, numbers: dict[Citation, int]) -> list[str]:
    """One line for each place that is cited, its numbers in front; each citation has a link of its own, which opens the
    page at its sentence."""
    places: dict[tuple[str, int], list[Citation]] = {}
    for citation in numbers:
        places.setdefault((citation.paragraph.article, citation.paragraph.number), []).append(citation)
    lines = []
    for (article_id, number), citations in places.items():
        article = answer.article(article_id)
        markers = "".join(f"[{numbers[citation]}]" for citation in citations)
        where = text(answer.question.language, "paragraph", number=number)
        line = f"{markers} {source_line(article, answer.question.language)}, {where}"
        links: dict[str, str] = {}
        for citation in citations:
            if link := passage_link(article, citation):
                links[link] = links.get(link, "") + f"[{numbers[citation]}]"
        if len(links) < 2:
            lines.append("  ".join((line, *links)))
        else:
            lines += [line, *(f"  {marks} {link}" for link, marks in links.items())]
    return lines


def source_line(article: Article, language: str) -> str:
    """Publisher, date and title of an article."""
    title = text(language, "made_title", title=article.title) if article.title_made else article.title
    return printable(", ".join(part for part in (article.publisher, (article.published or "")[:10], title) if part))


def passage_pieces(answer: Answer, number: int) -> list[Piece]:
    """The whole passage that citation `number` stands in, its quotations marked. Raises KeyError."""
    cited = {number: citation for citation, number in numbered(answer).items()}[number]
    paragraph = cited.paragraph
    spans = [c.span for c in numbered(answer) if c.paragraph == paragraph]
    article = answer.article(paragraph.article)
    where = text(answer.question.language, "paragraph", number=paragraph.number)
    lines = [Piece(f"{source_line(article, answer.question.language)}, {where}\n", "source")]
    if paragraph.heading:
        lines.append(Piece(f"{printable(paragraph.heading)}\n", "label"))
    return [*lines, *_with_spans(paragraph, Span(0, len(paragraph.text)), spans), Piece("\n")]


def plain(answer: Answer, most: int = SHOWN) -> str:
    """The answer as text with [1] markers, without a final line end; at most `most` claims."""
    return "".join(piece.text for piece in pieces(answer, most=most)).rstrip("\n")


def terminal(written: Iterable[Piece]) -> Text:
    """Pieces in colour, for rich."""
    from rich.text import Text

    return Text.assemble(*((piece.text, STYLES.get(piece.style, "")) for piece in written))


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer in the form that the command prints with --json."""
    numbers = numbered(answer)
    return {
        "question": answer.question.text,
        "language": answer.question.language,
        "intent": answer.question.intent,
        "outcome": answer.outcome,
        "reason": answer.reason,
        "text": plain(answer),
        "claims": [
            {
                "text": claim.text,
                "citations": [numbers[citation] for citation in claim.citations],
                "speaker": claim.speaker,
                "speaker_as_written": claim.speaker_as_written,
                "kind": claim.kind,
                "inferred": claim.inferred,
                "translation": claim.translation,
            }
            for claim in answer.claims
        ],
        "citations": [_citation(citation, number, answer) for citation, number in numbers.items()],
        "candidates": list(answer.candidates),
        "written_by": answer.written_by,
        "passages": [
            {
                "article": passage.paragraph.article,
                "paragraph": passage.paragraph.number,
                "score": round(passage.score, 4),
                "text": passage.paragraph.text,
            }
            for passage in answer.passages
        ],
        "milliseconds": answer.milliseconds,
    }


def _citation(citation: Citation, number: int, answer: Answer) -> dict[str, Any]:
    article = answer.article(citation.paragraph.article)
    return {
        "number": number,
        "article": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "link": passage_link(article, citation),
        "published": article.published,
        "paragraph": citation.paragraph.number,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
        "sentence": list(citation.sentence),
    }
