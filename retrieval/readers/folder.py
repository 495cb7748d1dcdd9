"""Which files of a folder are articles, and what a file is called in the library."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from retrieval.readers.results import Skipped

__all__ = ["JSON_LINES", "PLAIN", "article_files", "name_in_library"]

PLAIN = frozenset({".txt", ".text"})
JSON_LINES = frozenset({".jsonl", ".ndjson"})


def name_in_library(path: Path, root: Path | None = None) -> str:
    """The identity of a file, given by its whole path, and what its articles say as their `source`: that path, or
    where it lies below `root`, its place there.

    Two files never share a name. Names are composed (NFC), because file systems differ in how they spell "ü"; bytes
    that are no text are written as "\\xe4".
    """
    shown = path.relative_to(root.resolve()) if root and path.is_relative_to(root.resolve()) else path
    text = shown.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def article_files(folder: Path, root: Path | None = None) -> Iterator[Path | Skipped]:
    """The files of known formats in a folder (its resolved path) and below it, sorted, each once.

    `README*`, hidden files, `questions.jsonl` and unknown formats are passed over in silence, and so are links to what
    lies in the folder anyway. Links that lead out of it are followed, none twice.
    """
    for item in _walk(folder, folder, set()):
        yield item if isinstance(item, Path) else Skipped(name_in_library(item[0], root), item[1])


def _walk(folder: Path, top: Path, seen: set[Path]) -> Iterator[Path | tuple[Path, str]]:
    if (real := folder.resolve()) in seen:
        return
    seen.add(real)
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        yield folder, f"folder cannot be read ({_reason(error)})"
        return
    for path in (folder / name for name in names if not _is_passed_over(name)):
        if path.is_symlink() and _is_read_anyway(path, top):
            continue
        if path.is_dir():
            yield from _walk(path, top, seen)
        elif path.suffix.lower() in PLAIN | JSON_LINES:
            yield path


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name.upper().startswith("README") or name.lower() == "questions.jsonl"


def _is_read_anyway(link: Path, top: Path) -> bool:
    """Whether a link leads to something within the folder, or to a folder that holds it."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):  # leads nowhere or in a circle: whoever opens it will say so
        return False
    return target.is_relative_to(top) or top.is_relative_to(target)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
