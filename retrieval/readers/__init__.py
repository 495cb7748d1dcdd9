"""Sources to Articles, a module for each format.

- folder.py: which files of a folder are articles, and what they are called in the library
- encoding.py: bytes to text
- plain.py: text to an Article; layout.py finds its blocks, dateline.py its place and publisher
- json_lines.py: lines of JSON to Articles; dates.py reads their dates
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

from retrieval.articles import Article
from retrieval.errors import Unreadable
from retrieval.readers.encoding import decode
from retrieval.readers.folder import JSON_LINES, PLAIN, article_files, name_in_library
from retrieval.readers.json_lines import read_json_lines
from retrieval.readers.plain import read_plain
from retrieval.readers.results import Note, Skipped

__all__ = ["Note", "Skipped", "decode", "read", "read_plain"]

_LARGEST = 64 << 20
_MARKUP = re.compile(r"\s*(?:<(?:!doctype|html|\?xml)\b|\{\s*\"|\[\s*[\[{\"])", re.IGNORECASE)


def read(path: Path, *, root: Path | None = None) -> Iterator[Article | Skipped | Note]:
    """The articles of a file or of a folder, one by one.

    An article without an id or a URL of its own is identified by where its file lies: the folder's whole path and the
    path below it. So it is the same one however the folder was given ("seeds", "./seeds/", from elsewhere), and files
    of one name in two folders are two. Within `root`, the path below `root` identifies it.

    A file given by itself is read as plain text even where its name says nothing of the kind. Raises Unreadable, at
    once, where there is no such path.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = "no such file or folder" if isinstance(error, FileNotFoundError) else _reason(error)
        raise Unreadable(f"{path}: {reason}; check the path") from error
    if stat.S_ISDIR(mode):
        return _read_folder(path.resolve(), root)
    return _read_file(path.parent.resolve() / path.name, root, known=False)


def _read_folder(folder: Path, root: Path | None) -> Iterator[Article | Skipped | Note]:
    names: set[str] = set()
    for path in article_files(folder, root):
        if isinstance(path, Skipped):
            yield path
        elif (name := name_in_library(path, root)) in names:
            yield Skipped(name, "another file here has the same name, spelt with other Unicode characters; rename one")
        else:
            names.add(name)
            yield from _read_file(path, root, known=True)


def _read_file(path: Path, root: Path | None, *, known: bool) -> Iterator[Article | Skipped | Note]:
    name = name_in_library(path, root)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield Skipped(name, "not a regular file")
        elif path.suffix.lower() in JSON_LINES:
            yield from read_json_lines(path, name)
        else:
            yield _read_text(path, name, known=known or path.suffix.lower() in PLAIN)
    except Unreadable as error:
        yield Skipped(name, str(error))
    except OSError as error:
        yield Skipped(name, f"cannot be read ({_reason(error)})")


def _read_text(path: Path, name: str, *, known: bool) -> Article:
    if path.stat().st_size > _LARGEST:
        raise Unreadable(f"larger than {_LARGEST >> 20} MiB; one article a file, or one a line in a .jsonl file")
    text = decode(path.read_bytes())
    if not known and _MARKUP.match(text):
        raise Unreadable("neither plain text nor .jsonl; save its text as .txt, or one JSON object a line as .jsonl")
    return read_plain(text, id=name, source=name)


def _reason(error: OSError | ValueError) -> str:
    strerror = error.strerror if isinstance(error, OSError) else None
    return (strerror or str(error) or type(error).__name__).lower()
