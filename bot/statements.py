"""`wortlaut statements`: who said what in text files, with offsets into the file. Needs no library and no model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retrieval.articles import Paragraph, Statement
from retrieval.errors import Unreadable
from retrieval.readers import decode, read_plain
from retrieval.readers.layout import layout
from retrieval.statements import read
from retrieval.statements.headlines import read_headline

__all__ = ["described", "statements_of"]


def statements_of(file: str) -> Iterator[dict[str, Any]]:
    """The statements of a text file in the form that the command prints with --json, in the order of the text.

    Statements in headlines ("Söder: …") are among them. Offsets count characters of the file as decoded, byte order
    mark left out, line ends as they are. Raises Unreadable.
    """
    try:
        text = decode(Path(file).read_bytes())
        article = read_plain(text, id=file, source=file)
    except OSError as error:
        raise Unreadable(f"{file} cannot be read ({error.strerror or error}). Give text files.") from None
    except Unreadable as error:
        raise Unreadable(f"{file}: {error}. Give text files.") from None
    reading = read(article)
    headlines = [
        Paragraph(file, 0, block.span.of(text), None, block.span.start)
        for block in layout(text)
        if block.kind in ("title", "crosshead")
    ]
    in_headlines = [found for headline in headlines if (found := read_headline(headline, reading.entities))]
    statements = [*reading.statements, *in_headlines]
    for statement in sorted(statements, key=lambda s: s.paragraph.offset + s.spans[0].start):
        yield _described(file, statement)


def _described(file: str, statement: Statement) -> dict[str, Any]:
    paragraph = statement.paragraph
    spans = [span.shift(paragraph.offset) for span in statement.spans]
    mention, cue = statement.speaker_span, statement.cue_span
    return {
        "file": file,
        "spans": [list(span) for span in spans],
        "quotes": [span.of(paragraph.text) for span in statement.spans],
        "speaker": mention.of(paragraph.text) if mention else None,
        "speaker_start": mention.start + paragraph.offset if mention else None,
        "speaker_end": mention.end + paragraph.offset if mention else None,
        "name": statement.speaker,
        "cue": cue.of(paragraph.text) if cue else None,
        "kind": statement.kind,
        "inferred": statement.inferred,
    }


def described(found: dict[str, Any]) -> str:
    """A line for a person: kind, who, what."""
    who = found["name"] or found["speaker"] or "?"
    said = " […] ".join(" ".join(quote.split()) for quote in found["quotes"])
    return f"{found['kind']:8}  {who}{' (inferred)' if found['inferred'] else ''}: {said}"
