"""Plain text to blocks: which are the title, by-line and crossheads, which are paragraphs.

Blocks stand between empty lines. A text without any empty line has its paragraphs line by line, unless its lines were
only wrapped at a fixed width. All spans are those of the text as given; nothing in it is changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from retrieval.articles import Span
from retrieval.readers.dateline import dateline_of
from retrieval.readers.dates import iso_date
from retrieval.readers.words import word_list

__all__ = ["Block", "BlockKind", "layout"]

BlockKind = Literal["title", "byline", "date", "crosshead", "paragraph", "ornament"]
"""An ornament ("***") has neither letter nor digit. By-line and date are those between the title and the text."""

_LINE = re.compile(r"[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029]|$)")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_CLOSING_QUOTES = "\"'”“’‘»«›‹"
_CLOSING = _CLOSING_QUOTES + ")]}* "
_OPENING = "„“\"»«‚‘'›‹"
_GOING_ON = tuple(",;:-–—")
_ENDINGS = tuple(".!?…:;,")
_ITEM = re.compile(r"[-–—•·*▪►→+]\s|\(?(?:\d{1,3}|[a-z])[.)]\s")
_ADDRESS = re.compile(r"://|www\.|\S@\S")
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{4,}[.!?] ")
_QUOTED = re.compile(r":\s*[„“\"»«‚‘']|[”“\"«»’‘'],?\s*[,–—]\s*[^\W\d_]")
_WRAP = 120
"""Characters: no text is wrapped at more, so a longer line is a paragraph of its own."""
_TITLE, _CROSSHEAD, _WORDS = 150, 80, 12


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    span: Span


def layout(text: str, title: str | None = None) -> tuple[Block, ...]:
    """The blocks of a text in their order: at least one paragraph where there is a letter or digit.

    With a `title` given, only a block that repeats it is a title.
    """
    spans = _spans(text)
    worded = [span for span in spans if any(map(str.isalnum, span.of(text)))]
    texts = [span.of(text) for span in worded]
    kinds = _head(texts, title)
    kinds += _body(texts[len(kinds) :])
    kind_at = dict(zip(worded, kinds, strict=True))
    return tuple(Block(kind_at.get(span, "ornament"), span) for span in spans)


# ------------------------------------------------------------------------------------------------------------- blocks


def _spans(text: str) -> list[Span]:
    groups = groupby(_lines(text), key=lambda line: _visible(line.of(text)))
    blocks = [list(lines) for visible, lines in groups if visible]
    if len(blocks) == 1 and not _is_wrapped([line.of(text) for line in blocks[0]]):
        blocks = [[line] for line in blocks[0]]
    blocks = [part for number, block in enumerate(blocks) for part in _parts(text, block, first=number == 0)]
    return [_trimmed(text, Span(block[0].start, block[-1].end)) for block in blocks]


def _lines(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _LINE.finditer(text) if match.group()]


def _visible(text: str) -> bool:
    return bool(text.strip().strip(_INVISIBLE).strip())


def _is_wrapped(lines: list[str]) -> bool:
    """Whether line ends fall into sentences. Crossheads have no final punctuation, so a third may lack it."""
    if any(len(line) > _WRAP for line in lines):
        return False
    return sum(not _ends(line.strip()) for line in lines[:-1]) > len(lines) / 3


def _parts(text: str, block: list[Span], *, first: bool) -> list[list[Span]]:
    """A title or crosshead with its paragraph on the next line, without an empty line between, are two parts."""
    if len(block) > 1 and len(block[1].of(text)) > _WRAP:
        head = block[0].of(text).strip()
        if _is_crosshead(head) or (first and _is_title(head)):
            return [block[:1], block[1:]]
    return [block]


def _trimmed(text: str, span: Span) -> Span:
    part = span.of(text)
    return Span(span.end - len(part.lstrip()), span.start + len(part.rstrip()))


# --------------------------------------------------------------------------------------------------------------- kinds


def _head(texts: list[str], title: str | None) -> list[BlockKind]:
    """The kinds of the blocks before the text: title, by-line, date."""
    kinds: list[BlockKind] = []
    short = [_is_title(text) or _is_date(text) for text in texts]
    while len(kinds) < len(texts) - 1 and short[len(kinds)] and not all(short[len(kinds) :]):
        text, following = texts[len(kinds)], texts[len(kinds) + 1]
        if _is_date(text):
            kinds.append("date")
        elif "byline" not in kinds and _is_byline(text) and ("title" in kinds or title is not None):
            kinds.append("byline")
        elif "title" not in kinds and _is_title_here(text, following, title):
            kinds.append("title")
        else:
            break
    return kinds


def _is_title_here(text: str, following: str, title: str | None) -> bool:
    if title is not None:
        return " ".join(text.split()) == " ".join(title.split())
    return not following[:1].islower()


def _body(texts: list[str]) -> list[BlockKind]:
    kinds: list[BlockKind] = []
    sentence_ended = True
    for short, group in groupby(texts, key=_is_crosshead):
        run = list(group)
        following = texts[len(kinds) + len(run)] if len(kinds) + len(run) < len(texts) else ""
        # Three short blocks in a row are a list or a table; what goes on in small letters was no heading.
        heads = short and len(run) < 3 and sentence_ended and bool(following) and not following[:1].islower()
        heads = heads and not _names_who_says(run[-1], following)
        kinds.extend("crosshead" if heads else "paragraph" for _ in run)
        sentence_ended = heads or not (run[-1][-1].isalnum() or run[-1].endswith(_GOING_ON))
    return kinds


def _is_title(text: str) -> bool:
    return len(text) <= _TITLE and not _ends_or_goes_on(text) and not _ITEM.match(text) and dateline_of(text) is None


def _is_crosshead(text: str) -> bool:
    """Short, one line, no final punctuation; no list item, no quotation, nobody's statement, no address."""
    return (
        len(text) <= _CROSSHEAD
        and len(text.split()) <= _WORDS
        and len(text.splitlines()) == 1
        and not text[0].islower()
        and text[0] != "("
        and not _ends_or_goes_on(text)
        and not (text[0] in _OPENING and text[-1] in _CLOSING_QUOTES)
        and not any(pattern.search(text) for pattern in (_ADDRESS, _QUOTED, _SENTENCE_ENDS))
        and not _ITEM.match(text)
        and dateline_of(text) is None
    )


def _names_who_says(text: str, following: str) -> bool:
    """ "Mayor Anna Weaver commented", with a quotation below it."""
    return following[:1] in _OPENING and any(text.casefold().endswith(f" {word}") for word in word_list("says"))


def _is_date(text: str) -> bool:
    return len(text) <= _CROSSHEAD and iso_date(text) is not None


def _is_byline(text: str) -> bool:
    """Whether it is like "Von Eric Bonse aus Brüssel" or "By Andrew Gray and Lili Bayer"."""
    match = re.match(r"([^\W\d_]+(?: von)?):?\s+", text)
    if not match or match[1].casefold() not in word_list("by") or len(text) > _CROSSHEAD:
        return False
    names = re.findall(r"[^\W\d_][\w.’'-]*", text[match.end() :])
    return 1 <= len(names) <= _WORDS and all(name[0].isupper() or name in word_list("by_joins") for name in names)


def _ends(text: str) -> bool:
    """Whether a sentence ends here."""
    return text.rstrip(_CLOSING).endswith((".", "!", "?", "…"))


def _ends_or_goes_on(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_ENDINGS) or text.endswith(_ENDINGS)
