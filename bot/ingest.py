"""`wortlaut ingest`: articles from files and folders into the library, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from retrieval.articles import Article
from retrieval.errors import Unreadable
from retrieval.library import Change, Library
from retrieval.readers import Note, Skipped, read
from retrieval.readers.folder import name_in_library

__all__ = ["Report", "ingest"]


@dataclass(slots=True)
class Report:
    """What was done, in the order in which it was done."""

    changes: list[Change] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """One object with a list for each thing that can become of an article."""
        found: dict[str, Any] = {what: [] for what in ("added", "changed", "unchanged", "removed")}
        for change in self.changes:
            found[change.what].append(
                {
                    "article": change.article,
                    "title": change.title,
                    "paragraphs": change.paragraphs,
                    "embedded": change.embedded,
                    "statements": change.statements,
                }
            )
        found["skipped"] = [{"source": one.source, "reason": one.reason} for one in self.skipped]
        found["notes"] = [{"source": one.source, "note": one.what} for one in self.notes]
        return found


def ingest(library: Library, paths: Iterable[Path], *, prune: bool = False) -> Iterator[Change | Skipped | Note]:
    """Adds the articles of files and folders, and yields what became of each as it happens.

    `prune` removes the articles of the folders (and of JSON lines files) given that are no longer there; an article
    that is there but could not be read stays. Raises Unreadable for a path that does not exist, before anything is
    added, and LibraryBusy.
    """
    places = list(paths)
    for path in places:
        if not path.exists():
            raise Unreadable(f"{path} does not exist. Give a file or a folder with articles.")
    seen: set[str] = set()
    unread: list[str] = []
    aside: list[Skipped | Note] = []

    def articles() -> Iterator[Article]:
        for path in places:
            for item in read(path):
                if isinstance(item, Article):
                    seen.add(item.id)
                    yield item
                else:
                    aside.append(item)
                    if isinstance(item, Skipped):
                        unread.append(item.source)

    for change in library.add(articles()):
        yield from _taken(aside)
        yield change
    yield from _taken(aside)
    if prune:
        for article_id in _vanished(library, places, seen, unread):
            yield library.remove(article_id)


def _taken(items: list[Skipped | Note]) -> list[Skipped | Note]:
    taken, items[:] = list(items), []
    return taken


def _vanished(library: Library, places: list[Path], seen: set[str], unread: list[str]) -> list[str]:
    """Articles that came from these places before and are not among those seen. Where a file could not be read, what
    came from it stays."""
    kept = tuple(source.rsplit(" line ", 1)[0] for source in unread)
    found: list[str] = []
    for path in places:
        prefix = name_in_library(path.resolve()) + ("/" if path.is_dir() else "#")
        found += (
            article_id
            for article_id in library.ids_below(prefix)
            if article_id not in seen and not _from(library, article_id).startswith(kept)
        )
    return list(dict.fromkeys(found))


def _from(library: Library, article_id: str) -> str:
    return library.snapshot().article(article_id).source
