"""The folders of the full-text index: made, checked, caught up with the store, published.

A published folder never changes: it has the generation of the store and a checksum of its manifest in its name, and the
manifest has the checksums of its files. To catch up, a new folder takes the old one's files as links, is written to by
tantivy (which adds files and leaves those that are there alone), and is published in its place. So the statistics that
BM25 needs are always those of the whole library, and adding an article never rewrites a large index.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from retrieval import analysis
from retrieval.layout import Generation, Layout, checksum, publish
from retrieval.progress import Progress
from retrieval.store import Changes, Store

__all__ = ["Folder", "in_memory", "newest", "open_searcher", "publish_folder", "schema"]

_MANIFEST = "manifest.json"
_REPLACED = ("meta.json", ".managed.json")  # tantivy puts new ones in their place; it writes every other file once
_BATCH = 2_000
_SMALL_HEAP, _LARGE_HEAP = 15_000_000, 128_000_000  # bytes; 15 million is the least that tantivy takes
_FEW = 2_000  # paragraphs that the small heap is enough for


@dataclass(frozen=True, slots=True)
class Folder:
    """A published folder whose checksums are right. `removed` paragraphs are still in its statistics."""

    generation: Generation
    path: Path
    files: dict[str, str]
    documents: int
    removed: int

    @classmethod
    def read(cls, generation: Generation, path: Path, crc: str) -> Folder | None:
        """None where anything of it is missing or damaged, or was written in another way."""
        try:
            if checksum(path / _MANIFEST) != crc:
                return None
            manifest = json.loads((path / _MANIFEST).read_bytes())
            if manifest["analysis"] != analysis.fingerprint():
                return None
            if any(checksum(path / name) != crc for name, crc in manifest["files"].items()):
                return None
        except (OSError, ValueError):
            return None
        return cls(generation, path, manifest["files"], manifest["documents"], manifest["removed"])


def newest(store: Store, layout: Layout, checked: Folder | None = None) -> tuple[Folder, Changes] | None:
    """The newest sound folder of this store's past, and what it lacks. `checked` is not checked again."""
    for generation, crc, path in layout.lexical_folders():
        changes = store.changes_since(generation)
        if changes is None:
            continue
        folder = checked if checked and checked.path == path else Folder.read(generation, path, crc)
        if folder:
            return folder, changes
    return None


def publish_folder(store: Store, layout: Layout, found: tuple[Folder, Changes] | None, progress: Progress) -> Folder:
    """Catches `found` up, or builds the whole where there is none or where more than a tenth of it is gone.

    Raises OSError. To be called with the lock of `Layout.publishing`.
    """
    if found and 10 * (found[0].removed + len(found[1].removed)) > found[0].documents:
        found = None
    manifest: dict[str, Any] = {"analysis": analysis.fingerprint(), "documents": 0, "removed": 0, "files": {}}

    def write(path: Path) -> None:
        path.mkdir()
        known: dict[str, str] = {}
        if found is None:
            index = _register(_new_index(path))
            manifest["documents"] = _write(index, store, 0, (), progress)
        else:
            folder, changes = found
            known = {name: crc for name, crc in folder.files.items() if name not in _REPLACED}
            _clone(folder, path)
            index = _open_index(path)
            added = _write(index, store, changes.last_row, changes.removed.tolist(), progress)
            manifest["documents"] = folder.documents + added
            manifest["removed"] = folder.removed + len(changes.removed)
        names = sorted(file.name for file in path.iterdir() if not file.name.endswith(".lock"))
        manifest["files"] = {name: known.get(name) or checksum(path / name) for name in names}
        (path / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")

    generation = store.generation()
    path = publish(layout.lexical, write, lambda new: f"{generation}-{checksum(new / _MANIFEST)}")
    for other, _, old in layout.lexical_folders():
        if old != path and other.number <= generation.number:
            shutil.rmtree(old, ignore_errors=True)
    return Folder(generation, path, manifest["files"], manifest["documents"], manifest["removed"])


def open_searcher(folder: Path) -> Any:
    """Raises ValueError or OSError where tantivy cannot open it."""
    return _searcher(_open_index(folder))


def in_memory(store: Store, progress: Progress) -> Any:
    """The searcher of an index that has no folder."""
    index = _register(_new_index(None))
    _write(index, store, 0, (), progress)
    return _searcher(index)


@cache
def schema() -> Any:
    """`row` finds and names the paragraph; `de` and `en` are stems of paragraphs in these languages; `words` and
    `exact` are all paragraphs, in lower case and in the case that they have; `tails` are German stems backwards, so
    that words that end alike are found by prefix."""
    from tantivy import SchemaBuilder

    builder = SchemaBuilder().add_unsigned_field("row", indexed=True, fast=True)
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    for language in analysis.STEMMED:
        builder.add_text_field(language, tokenizer_name=language, index_option="freq")
    builder.add_text_field("words", tokenizer_name="words")
    builder.add_text_field("exact", tokenizer_name="exact")
    builder.add_text_field("tails", tokenizer_name="tails", index_option="basic")
    return builder.build()


def _new_index(path: Path | None) -> Any:
    import tantivy

    return tantivy.Index(schema(), path=str(path) if path else None)


def _open_index(path: Path) -> Any:
    import tantivy

    return _register(tantivy.Index.open(str(path)))


def _register(index: Any) -> Any:
    for name in (*analysis.STEMMED, "words", "exact", "tails"):
        index.register_tokenizer(name, analysis.analyzer(name))
    return index


def _searcher(index: Any) -> Any:
    index.config_reader("manual")  # a published folder does not change: nothing to watch for
    index.reload()
    return index.searcher()


def _clone(folder: Folder, target: Path) -> None:
    for name in folder.files:
        if name in _REPLACED:
            shutil.copy2(folder.path / name, target / name)
            continue
        try:
            os.link(folder.path / name, target / name)
        except OSError:  # a file system without links
            shutil.copy2(folder.path / name, target / name)


def _write(index: Any, store: Store, after: int, removed: Iterable[int], progress: Progress) -> int:
    """Adds the paragraphs above row `after`, takes `removed` out; returns how many were added."""
    from tantivy import Query

    (total,) = store.one("SELECT count(*) FROM paragraphs WHERE row > ?", (after,))
    # One thread: the same paragraphs then always give the same index.
    writer = index.writer(_SMALL_HEAP if total <= _FEW else _LARGE_HEAP, 1)
    if gone := list(removed):
        writer.delete_documents_by_query(Query.term_set_query(schema(), "row", gone))
    done = 0
    while done < total:
        batch = store.all(
            "SELECT p.row, p.text, a.language FROM paragraphs p JOIN articles a ON a.key = p.article"
            " WHERE p.row > ? ORDER BY p.row LIMIT ?",
            (after, _BATCH),
        )
        if not batch:
            break  # removed meanwhile by another connection
        for row, text, language in batch:
            writer.add_document(_document(row, text, language))
        after, done = batch[-1][0], done + len(batch)
        progress("Indexing words", min(done, total), total)
    writer.commit()
    writer.wait_merging_threads()
    return done


def _document(row: int, text: str, language: str) -> Any:
    from tantivy import Document

    text = analysis.normal(text)
    document = Document()
    document.add_unsigned("row", row)
    document.add_text("language", language)
    document.add_text("words", text)
    document.add_text("exact", text)
    if language in analysis.STEMMED:
        document.add_text(language, text)
    if language == "de":
        document.add_text("tails", " ".join({stem[::-1] for stem in analysis.stems(text, language)}))
    return document
