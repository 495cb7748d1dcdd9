"""Cited paragraphs as styled text: folded below an answer, and whole, with what stands around them a button away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.answer import Answer, Citation
from bot.links import passage_link
from bot.render import source_line
from bot.telegram.marking import joined, marked, short
from bot.telegram.pages import Block, messages
from bot.telegram.rich import BOLD, ITALIC, PASSAGE, QUOTE, Rich, link, rich, units
from bot.texts import text
from retrieval.articles import Article, Paragraph, Span, merged
from retrieval.text import sentences

__all__ = ["LONGEST_LINK", "cited_passages", "whole_passage"]

LONGEST_LINK = 2000
_PASSAGE_UNITS = 3000


def cited_passages(answer: Answer, numbers: Mapping[Citation, int]) -> Iterator[Block]:
    """Every cited paragraph once, folded, in the order of its first citation, with its source below."""
    for paragraph in dict.fromkeys(citation.paragraph for citation in numbers):
        cited = {citation: number for citation, number in numbers.items() if citation.paragraph == paragraph}
        article = answer.article(paragraph.article)
        markers = " ".join(f"[{number}]" for number in cited.values())
        below = rich(f"\n{markers} {_source(article, paragraph, answer.question.language)}")
        yield Block((*_passage(paragraph, article.language, list(cited)), *below))


def whole_passage(article: Article, number: int, cited: Sequence[Citation], language: str) -> list[str]:
    """The paragraph of that number, not folded, with the quotations in it bold, as messages; almost always one.

    Raises KeyError where the article has no such paragraph.
    """
    paragraph = {one.number: one for one in article.paragraphs}[number]
    here = [citation for citation in cited if citation.paragraph.number == number]
    above = rich(f"{paragraph.heading}\n", ITALIC) if paragraph.heading else ()
    body = marked(paragraph.text, Span(0, len(paragraph.text)), [c.span for c in here], (BOLD,), QUOTE)
    url = passage_link(article, here[0] if here else Citation(paragraph, *_beginning(paragraph, article.language)))
    linked = (link(url),) if url is not None and len(url) <= LONGEST_LINK else ()
    return messages([Block((*above, *body, *rich("\n"), *rich(_source(article, paragraph, language), *linked)))])


def _beginning(paragraph: Paragraph, language: str) -> tuple[Span, Span]:
    first = next(iter(sentences(paragraph.text, language)), Span(0, len(paragraph.text)))
    return first, first


def _source(article: Article, paragraph: Paragraph, language: str) -> str:
    source = short(source_line(article, language), 400)
    return f"{source}, {text(language, 'paragraph', number=paragraph.number)}"


def _passage(paragraph: Paragraph, language: str, cited: Sequence[Citation]) -> Rich:
    """The whole paragraph; of one that would fill a message, the cited sentences and what fits around them."""
    whole = Span(0, len(paragraph.text))
    spans = [citation.span for citation in cited]
    if units(paragraph.text) <= _PASSAGE_UNITS:
        return marked(paragraph.text, whole, spans, (BOLD,), PASSAGE)
    windows = _windows(paragraph.text, language, [*spans, *(citation.sentence for citation in cited)])
    parts = [marked(paragraph.text, window, spans, (BOLD,), PASSAGE) for window in windows]
    before = "… " if windows[0].start > whole.start else ""
    after = " …" if windows[-1].end < whole.end else ""
    return (*rich(before, PASSAGE), *joined(parts, " … ", PASSAGE), *rich(after, PASSAGE))


def _windows(whole: str, language: str, needed: Iterable[Span]) -> list[Span]:
    """Where the needed spans stand, and the sentences around them, the nearest first, while they fit."""
    wanted = list(needed)
    chosen = merged(wanted)
    starts = [span.start for span in sentences(whole, language)]
    tiles = [Span(start, end) for start, end in zip(starts, [*starts[1:], len(whole)], strict=True)]
    for tile in sorted(tiles, key=lambda tile: min(_distance(tile, span) for span in wanted)):
        wider = merged([*chosen, tile])
        if sum(units(window.of(whole)) for window in wider) > _PASSAGE_UNITS:
            break
        chosen = wider
    return [Span(window.start, window.start + len(window.of(whole).rstrip())) for window in chosen]


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)
