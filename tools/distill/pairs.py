"""Sentence pairs and dictionary entries: tab-separated lines, plain, gzip or xz."""

from __future__ import annotations

import gzip
import lzma
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tools.distill.errors import Unusable

__all__ = ["COLUMNS", "Pair", "read_dictionary", "read_pairs"]

COLUMNS = ("english", "german", "source", "document", "line")
"""What the columns hold, in their order. The first two are needed; the rest tells which sentences follow on another."""

NEAR = 2
"""Lines that a sentence may stand after another and still follow on it: one in between may have been left out."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, a phrase or a word in both languages; `line` is where it stands in `document` of `source`."""

    english: str
    german: str
    source: str = ""
    document: str = ""
    line: int | None = None

    def follows(self, other: Pair) -> bool:
        """Whether the two may be joined to a paragraph, the other one first."""
        if self.line is None or other.line is None or not self.document:
            return False
        same = (self.source, self.document) == (other.source, other.document)
        return same and 0 < self.line - other.line <= NEAR


def read_pairs(path: Path, columns: Sequence[str] = COLUMNS) -> list[Pair]:
    """The pairs of a file; those with an empty side are left out. Raises Unusable."""
    if set(columns) - set(COLUMNS) or len(set(columns)) < len(columns) or not {"english", "german"} <= set(columns):
        raise Unusable(
            f"Columns {','.join(columns)} cannot be read: name english and german, each once, and of"
            f" {', '.join(COLUMNS[2:])} what the file has, in the file's order."
        )
    pairs = [pair for number, line in _lines(path) if (pair := _pair(path, number, line, columns))]
    if not pairs:
        raise Unusable(f"There are no pairs in {path}: it needs lines of {' TAB '.join(columns[:2])}.")
    return pairs


def read_dictionary(path: Path) -> list[Pair]:
    """English and German headwords. Raises Unusable."""
    return read_pairs(path, COLUMNS[:2])


def _pair(path: Path, number: int, line: str, columns: Sequence[str]) -> Pair | None:
    cells = dict(zip(columns, line.split("\t"), strict=False))
    where = f"{path}, line {number}"
    if missing := {"english", "german"} - cells.keys():
        raise Unusable(f"{where}: no column for {' and '.join(sorted(missing))}. Name the columns with --columns.")
    if not cells["english"].strip() or not cells["german"].strip():
        return None
    place = cells.get("line", "").strip()
    if place and not place.isdecimal():
        raise Unusable(f"{where}: {place[:40]!r} is no line number. Name the columns, in their order, with --columns.")
    return Pair(
        cells["english"].strip(),
        cells["german"].strip(),
        cells.get("source", ""),
        cells.get("document", ""),
        int(place) if place else None,
    )


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with _opened(path) as file:
            for number, line in enumerate(file, 1):
                text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                if text.strip():
                    yield number, text
    except FileNotFoundError:
        raise Unusable(f"There is no file {path}. Give a file of sentence pairs.") from None
    except UnicodeDecodeError as error:
        raise Unusable(f"{path} is not UTF-8 ({error.reason}). Give tab-separated text, plain, gzip or xz.") from error
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise Unusable(f"{path} cannot be read ({error}). Give tab-separated text, plain, gzip or xz.") from error


def _opened(path: Path) -> IO[bytes]:
    """By what the file begins with, whatever it is called."""
    with path.open("rb") as file:
        magic = file.read(6)
    if magic == b"\xfd7zXZ\x00":
        return lzma.open(path)
    if magic.startswith(b"\x1f\x8b"):
        # typeshed's GzipFile is no IO[bytes], though it does all of it that is used here.
        return gzip.open(path)  # type: ignore[return-value]
    return path.open("rb")
