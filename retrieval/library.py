"""Library: a data directory. Adds, replaces and removes articles, and keeps store, vectors and words in step."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from retrieval import adding, attached, corrections, records, upkeep
from retrieval.adding import Change
from retrieval.articles import Article, Span, Statement
from retrieval.attached import Brought
from retrieval.corrections import Correction, Sort
from retrieval.embedding import Embedder, TokenEmbedder
from retrieval.errors import LibraryError
from retrieval.layout import Generation, Layout
from retrieval.newest import Newest
from retrieval.progress import Progress, quiet
from retrieval.snapshot import Snapshot, Summary
from retrieval.speakers import Speakers
from retrieval.store import Model, Store
from retrieval.upkeep import Reader

__all__ = ["Change", "Correction", "Library", "Reader", "Summary"]

_PATIENCE = 60.0
"""Seconds that another program's articles wait for whoever else is writing."""


class Library:
    """An open data directory. Any number of processes may have it open, one at a time writes.

    Reading goes through `snapshot()`, from any thread; writing (`add`, `remove`, `reembed`, `reread`) belongs to one
    thread at a time.
    """

    def __init__(
        self, layout: Layout, store: Store, embedder: Embedder, reader: Reader, progress: Progress, tokens: bool = True
    ) -> None:
        self._layout = layout
        self._store = store
        self._embedder = embedder
        self._reader = reader
        self._progress = progress
        self._tokens = tokens
        self._lock = threading.Lock()
        self._newest = Newest[Snapshot]("wortlaut-snapshot", "The library cannot be read anew, and answers as before")
        self._any_model = False

    @classmethod
    def open(
        cls,
        data_dir: Path,
        embedder: Embedder,
        *,
        progress: Progress = quiet,
        reader: Reader | None = None,
        any_model: bool = False,
        tokens: bool = True,
    ) -> Library:
        """Creates what is missing. `any_model` opens a library that was embedded with another model too, for
        listing it, for removing from it and for `reembed`; until then no question must be asked of its vectors.
        `tokens`: whether token codes are kept of what is added, which find better and take most of the disk.

        Raises LibraryDamaged, LibraryTooNew, OtherModel, LibraryError.
        """
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"{data_dir} cannot be made a data directory ({error.strerror}). Set another one with WORTLAUT_DATA."
            ) from None
        layout = Layout(data_dir)
        library = cls(layout, Store.open(layout), embedder, reader or _statement_reader(), progress, tokens)
        library._any_model = any_model
        try:
            if not any_model:
                library._check_model(library._store.model())
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Waits for a snapshot that is being built. Snapshots that others still hold stay usable."""
        self._newest.close()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """How many paragraphs there are."""
        (count,) = self._store.one("SELECT count(*) FROM paragraphs")
        return int(count)

    # ------------------------------------------------------------------------------------------------------- writing

    def add(self, articles: Iterable[Article]) -> Iterator[Change]:
        """Adds each article, or replaces the one of its id, and says so when it is on the disk.

        Holds the writer's lock until it is exhausted or closed. Raises LibraryBusy when another process writes, and
        OtherModel, IndexMismatch, EmbeddingError; the article at hand is then as it was before.
        """
        with self._layout.writing():
            self._check_model(self._store.model())
            for article in articles:
                yield adding.add(self._store, article, self._embedder, self._tokens, self._reader, self._progress)

    def remove(self, article_id: str) -> Change:
        """Raises ArticleUnknown, LibraryBusy."""
        with self._layout.writing():
            change = adding.change(self._store, article_id, "removed")
            with self._store.writing():
                self._store.run("DELETE FROM articles WHERE id = ?", (article_id,))
        return change

    def bring(self, brought: Iterable[Brought]) -> Generation:
        """Adds or replaces articles of another program, `attached.BATCH` at a time, and says from which state of the
        library on all of them show. Of several with one id the last counts.

        Waits a minute for whoever else is writing. Raises LibraryBusy, OtherModel, IndexMismatch, EmbeddingError, and
        DocumentRefused, before anything is written, where one would replace an article that came otherwise.
        """
        last = {one.article.id: one for one in brought}
        with self._layout.writing(_PATIENCE):
            self._check_model(self._store.model())
            attached.refuse(self._store, last)
            ahead = iter(last.values())
            while batch := list(itertools.islice(ahead, attached.BATCH)):
                attached.add(self._store, batch, self._embedder, self._tokens, self._reader, self._progress)
            return self._store.generation()

    def take_away(self, ids: Iterable[str]) -> Generation:
        """Removes what another program knows by these ids, and says from which state of the library on it is gone.
        Waits a minute for whoever else is writing. Raises LibraryBusy, and DocumentRefused where an article would be
        left without some of its paragraphs."""
        with self._layout.writing(_PATIENCE):
            attached.remove(self._store, ids)
            return self._store.generation()

    def ids_below(self, source_prefix: str) -> list[str]:
        """Ids of the articles whose `source` starts with it."""
        return [
            id_
            for (id_,) in self._store.all(
                "SELECT id FROM articles WHERE substr(source, 1, ?) = ? ORDER BY key",
                (len(source_prefix), source_prefix),
            )
        ]

    def reembed(self, embedder: Embedder) -> None:
        """Replaces all vectors by those of another model, at once when all of them are there. Interrupted, the next
        call with the same model goes on from where it was. Raises LibraryBusy, IndexMismatch, EmbeddingError."""
        with self._layout.writing():
            upkeep.embed_again(self._store, embedder, self._tokens, self._progress)
        self._embedder = embedder
        self._any_model = False

    def reread(self) -> int:
        """Reads the statements again of articles that another version of the statement reader has read; returns how
        many there were. Raises LibraryBusy."""
        if not upkeep.unread(self._store, self._reader):
            return 0
        with self._layout.writing():
            ids = upkeep.unread(self._store, self._reader)
            upkeep.read_again(self._store, self._reader, ids, self._progress)
        return len(ids)

    def hide(self, statement: Statement) -> Correction:
        """No answer, list or count has the statement from now on. Raises ArticleUnknown, StatementUnknown,
        LibraryBusy."""
        with self._layout.writing():
            return upkeep.correct(self._store, self._reader, statement, None, "person")

    def attribute(self, statement: Statement, speaker: str, sort: Sort = "person") -> Correction:
        """The statement is this speaker's: whoever the article calls so, or else somebody (`sort`) whom it names from
        now on. Raises ArticleUnknown, StatementUnknown, LibraryBusy."""
        if not speaker.strip():
            raise ValueError("a speaker without a name")
        with self._layout.writing():
            return upkeep.correct(self._store, self._reader, statement, " ".join(speaker.split()), sort)

    def undo(self, number: int) -> Correction:
        """Forgets a correction, waiting or not, and returns what it was. Raises CorrectionUnknown, LibraryBusy."""
        with self._layout.writing():
            correction = corrections.one(self._store, number)
            upkeep.take_back(self._store, self._reader, correction)
        return correction

    def bring_up_to_date(self) -> None:
        """`reread` and `code`: what an earlier version's articles lack. Raises LibraryBusy, EmbeddingError."""
        self.reread()
        self.code()

    def code(self) -> int:
        """Makes the token codes that paragraphs lack, added by an earlier version or without; returns how many there
        were. Raises LibraryBusy, EmbeddingError."""
        if not (self._tokens and isinstance(self._embedder, TokenEmbedder)):
            return 0
        done, total = 0, upkeep.uncoded(self._store)
        while done < total:
            with self._layout.writing():  # for a batch at a time, so that others can add articles meanwhile
                self._check_model(self._store.model())
                made = upkeep.code(self._store, self._embedder)
                done += made
                if not made or done >= total:
                    with self._store.writing():
                        pass  # what is made shows from the next snapshot on
                    break
            self._progress("Reading word pieces", done, total)
        return done

    def catch_up(self) -> None:
        """Brings the derived files up to date now, so that the next question need not."""
        snapshot = self._newest.renew(lambda before: self._taken(before, self._progress))
        Speakers.of(snapshot.store, self._layout)
        if self._layout.writable():
            self._store.checkpoint()

    def check(self) -> list[str]:
        """What is wrong in the database, a line each; empty where all is well. Reads the whole of it."""
        return upkeep.check(self._store)

    # ------------------------------------------------------------------------------------------------------- reading

    def corrections(self) -> list[Correction]:
        """In the order in which they were first made; those that wait for their statement, too."""
        return corrections.kept(self._store)

    def statement_at(self, article: str, paragraph: int, start: int, end: int) -> Statement:
        """The statement that a citation (a paragraph's number, a span of it) is of, or else the only one that it
        touches. Raises StatementUnknown."""
        return records.statement_at(self._store, article, paragraph, Span(start, end))

    def snapshot(self, wait: float = 0.3) -> Snapshot:
        """The library as it is now, or, where making that takes longer than `wait` seconds, as it was at the last
        question; the new one is then made in the background. The first call takes the time that it needs."""
        with self._lock:
            if self._store.replaced():
                self._store.close()
                self._store = Store.open(self._layout)
                self._newest.forget()
            state = self._store.generation()

        def made(before: Snapshot | None) -> Snapshot:
            return self._taken(before, self._progress if before is None else quiet)  # a later one is in the background

        return self._newest.get(lambda snapshot: snapshot.state == state, made, wait)

    def _taken(self, before: Snapshot | None, progress: Progress) -> Snapshot:
        new = Snapshot.take(self._layout, before, progress)
        if not self._any_model:
            self._check_model(new.model)
        return new

    # ------------------------------------------------------------------------------------------------------- details

    def _check_model(self, model: Model | None) -> None:
        if model is not None and self._store.one("SELECT 1 FROM paragraphs LIMIT 1") is not None:
            upkeep.check_model(model, self._embedder, self._layout)


def _statement_reader() -> Reader:
    from retrieval import statements

    return statements
