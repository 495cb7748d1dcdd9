"""Answer -> messages in Telegram's HTML.

The claims by speaker, each with the number of its citation, then every cited passage once, folded, with its source.
Quotation marks stand only around direct speech; other speech is its whole sentence as printed, with what was said
underlined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bot.answer import Answer, Citation, Claim
from bot.links import passage_link
from bot.render import MARKS, notes, numbered, refusal, source_line
from bot.telegram.pages import Block
from bot.telegram.pages import messages as pages
from bot.telegram.rich import BOLD, ITALIC, PASSAGE, UNDERLINE, Rich, Run, Style, link, rich, units
from bot.telegram.texts import user_language, words
from bot.texts import text
from retrieval.articles import Paragraph, Span
from retrieval.text import sentences

__all__ = ["MAX_CLAIMS", "messages"]

MAX_CLAIMS = 40
"""More than these would be dozens of messages, which Telegram lets through at one a second."""

_PASSAGE_UNITS = 3000
_OMISSION = " […] "
_LINE_BREAKS = re.compile("[ \t]*[\r\n\x0b\x0c\x85\u2028\u2029]+[ \t]*")


def messages(answer: Answer) -> list[str]:
    """The answer as messages that Telegram takes: at most 4096 UTF-16 units each, split between claims."""
    remarks = [Block(rich(note)) for note in notes(answer)]
    if answer.outcome != "answered":
        return pages([Block(rich(refusal(answer))), *remarks])
    left_out = len(answer.claims) - MAX_CLAIMS
    if left_out > 0:
        answer = replace(answer, claims=answer.claims[:MAX_CLAIMS])
        remarks.append(Block(rich(text(answer.question.language, "left_out", count=left_out))))
    numbers = numbered(answer)
    return pages([*_claims(answer, numbers), *_passages(answer, numbers), *remarks])


# ----------------------------------------------------------------------------------------------------------- claims


def _claims(answer: Answer, numbers: Mapping[Citation, int]) -> Iterator[Block]:
    for speaker, group in groupby(answer.claims, key=lambda claim: (claim.speaker, claim.kind is not None)):
        heading = rich(_short(_heading(answer.question.language, *speaker), 200), BOLD)
        for claim in group:
            yield Block(_claim(answer, claim, numbers), heading)


def _heading(language: str, speaker: str | None, spoken: bool) -> str:
    return (speaker or text(language, "unknown_speaker")) if spoken else text(language, "passage")


def _claim(answer: Answer, claim: Claim, numbers: Mapping[Citation, int]) -> Rich:
    language = answer.question.language
    said = _on_one_line(_said(answer, claim))
    remarks = ", ".join(_remarks(claim, language, said))
    markers = [run for citation in claim.citations for run in _marker(answer, citation, numbers[citation])]
    translation = words(user_language(language), "translation", text=claim.translation) if claim.translation else ""
    beside = rich(f" ({remarks})", ITALIC) if remarks else ()
    return (*said, *beside, *markers, *(rich(f"\n{translation}", ITALIC) if translation else ()))


def _said(answer: Answer, claim: Claim) -> Rich:
    if answer.written_by is not None or not claim.citations:
        return rich(claim.text)
    if claim.kind == "direct":
        return _joined(_quoted(answer, citation) for citation in claim.citations)
    style = (UNDERLINE,) if claim.kind is not None else ()
    by_sentence = groupby(claim.citations, key=lambda citation: (citation.paragraph, citation.sentence))
    return _joined(
        _marked(paragraph.text, sentence, [citation.span for citation in citations], style)
        for (paragraph, sentence), citations in by_sentence
    )


def _quoted(answer: Answer, citation: Citation) -> Rich:
    opening, closing = MARKS.get(answer.article(citation.paragraph.article).language, MARKS["en"])
    return rich(f"{opening}{citation.quote}{closing}")


def _remarks(claim: Claim, language: str, said: Rich) -> Iterator[str]:
    """How it was said, where that is not direct; how the passage calls a speaker whom it does not name there."""
    if claim.kind in ("indirect", "reported"):
        yield text(language, f"kind.{claim.kind}")
    if claim.inferred and claim.speaker_as_written is None:
        yield text(language, "inferred_bare")
    elif claim.inferred and claim.speaker_as_written:
        mention = claim.speaker_as_written
        whole = "".join(run.text for run in said)
        if claim.kind == "direct" or not re.search(rf"\b{re.escape(mention)}\b", whole):
            yield _short(mention, 100)


def _marker(answer: Answer, citation: Citation, number: int) -> Rich:
    url = passage_link(answer.article(citation.paragraph.article), citation)
    linked = (link(url),) if url is not None and len(url) <= 2000 else ()
    return (*rich(" "), *rich(f"[{number}]", *linked))


# --------------------------------------------------------------------------------------------------------- passages


def _passages(answer: Answer, numbers: Mapping[Citation, int]) -> Iterator[Block]:
    """Every cited paragraph once, in the order of its first citation."""
    for paragraph in dict.fromkeys(citation.paragraph for citation in numbers):
        cited = {citation: number for citation, number in numbers.items() if citation.paragraph == paragraph}
        article = answer.article(paragraph.article)
        markers = " ".join(f"[{number}]" for number in cited.values())
        source = _short(source_line(article, answer.question.language), 400)
        number = text(answer.question.language, "paragraph", number=paragraph.number)
        below = rich(f"\n{markers} {source}, {number}")
        yield Block((*_passage(paragraph, article.language, list(cited)), *below))


def _passage(paragraph: Paragraph, language: str, cited: Sequence[Citation]) -> Rich:
    """The whole paragraph; of one that would fill a message, the cited sentences and what fits around them."""
    whole = Span(0, len(paragraph.text))
    spans = [citation.span for citation in cited]
    if units(paragraph.text) <= _PASSAGE_UNITS:
        return _marked(paragraph.text, whole, spans, (BOLD,), PASSAGE)
    windows = _windows(paragraph.text, language, [*spans, *(citation.sentence for citation in cited)])
    parts = [_marked(paragraph.text, window, spans, (BOLD,), PASSAGE) for window in windows]
    before = "… " if windows[0].start > whole.start else ""
    after = " …" if windows[-1].end < whole.end else ""
    return (*rich(before, PASSAGE), *_joined(parts, " … ", PASSAGE), *rich(after, PASSAGE))


def _windows(whole: str, language: str, needed: Sequence[Span]) -> list[Span]:
    """Where the needed spans stand, and the sentences around them, the nearest first, while they fit."""
    chosen = _merged(needed)
    starts = [span.start for span in sentences(whole, language)]
    tiles = [Span(start, end) for start, end in zip(starts, [*starts[1:], len(whole)], strict=True)]
    for tile in sorted(tiles, key=lambda tile: min(_distance(tile, span) for span in needed)):
        wider = _merged([*chosen, tile])
        if sum(units(window.of(whole)) for window in wider) > _PASSAGE_UNITS:
            break
        chosen = wider
    return [Span(window.start, window.start + len(window.of(whole).rstrip())) for window in chosen]


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


# ------------------------------------------------------------------------------------------------------------ pieces


def _joined(parts: Iterable[Rich], between: str = _OMISSION, *styles: Style) -> Rich:
    joined: Rich = ()
    for part in parts:
        joined = (*joined, *rich(between, *styles), *part) if joined else part
    return joined


def _marked(whole: str, window: Span, spans: Iterable[Span], mark: tuple[Style, ...], *styles: Style) -> Rich:
    """The window of a text, the spans in it marked."""
    runs: list[Rich] = []
    at = window.start
    for span in _merged(span for span in spans if span.overlaps(window)):
        start, end = max(span.start, at), min(span.end, window.end)
        runs += [rich(whole[at:start], *styles), rich(whole[start:end], *styles, *mark)]
        at = end
    runs.append(rich(whole[at : window.end], *styles))
    return tuple(run for part in runs for run in part)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """In order; what overlaps or touches becomes one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _on_one_line(text: Rich) -> Rich:
    """A sentence that plain text wraps is one line on a telephone; the passage below shows it as it stands."""
    return tuple(Run(_LINE_BREAKS.sub(" ", run.text), run.styles) for run in text)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
