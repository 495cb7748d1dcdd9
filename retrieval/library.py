"""Library: a data directory. Adds, replaces and removes articles, and keeps store, vectors and words in step."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from retrieval import attached, corrections, records, upkeep, writing
from retrieval.articles import Article, Span, Statement
from retrieval.attached import Brought
from retrieval.corrections import Correction, Sort
from retrieval.embedding import Embedder, TokenEmbedder
from retrieval.errors import ArticleUnknown, LibraryError, OtherModel, WortlautError
from retrieval.layout import Generation, Layout
from retrieval.progress import Progress, quiet
from retrieval.snapshot import Snapshot, Summary
from retrieval.speakers import Speakers
from retrieval.store import Model, Store
from retrieval.upkeep import Reader

__all__ = ["Change", "Correction", "Library", "Reader", "Summary"]

_log = logging.getLogger(__name__)

_PATIENCE = 60.0
"""Seconds that another program's articles wait for whoever else is writing."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to an article; how many of its paragraphs were embedded, and how many statements it has (had)."""

    article: str
    title: str
    what: Literal["added", "changed", "unchanged", "removed"]
    paragraphs: int
    embedded: int
    statements: int


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
        self._builder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="wortlaut-snapshot")
        self._building: Future[Snapshot] | None = None
        self._snapshot: Snapshot | None = None
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
        self._builder.shutdown(wait=True, cancel_futures=True)
        self._snapshot = None
        self._building = None
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
                yield self._add(article)

    def _add(self, article: Article) -> Change:
        known = self._store.one("SELECT key, digest, source FROM articles WHERE id = ?", (article.id,))
        if known and known[1] == writing.digest(article):
            if known[2] != article.source:  # read from elsewhere, which is no change of what it says
                with self._store.transaction():
                    self._store.run("UPDATE articles SET source = ? WHERE key = ?", (article.source, known[0]))
            return self._change(article.id, "unchanged")
        plan = writing.plan(self._store, article)
        texts = [(paragraph.text, article.language) for paragraph in plan.fresh]
        embedded = upkeep.embed(self._embedder, texts, self._tokens, self._progress)
        reading = self._reader.read(article)
        with self._store.writing() as generation:
            if self._store.one("SELECT 1 FROM articles") is None:
                writing.save_model(self._store, self._embedder, generation)
            writing.save(self._store, article, plan, embedded, reading, self._reader.fingerprint())
            attached.forget(self._store, article.id)
        return self._change(article.id, "changed" if known else "added", embedded=len(plan.fresh))

    def remove(self, article_id: str) -> Change:
        """Raises ArticleUnknown, LibraryBusy."""
        with self._layout.writing():
            change = self._change(article_id, "removed")
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
        snapshot = self._renew(self._snapshot, self._progress)
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
                self._snapshot = None
            before = self._snapshot
            if before is not None and before.state == self._store.generation():
                return before
            if self._building is None or self._building.done():
                progress = self._progress if before is None else quiet  # nobody waits for the one in the background
                self._building = self._builder.submit(self._renew, before, progress)
            building = self._building
        try:
            return building.result(timeout=None if before is None else wait)
        except NotYet:
            if before is None:
                raise
            return before
        except WortlautError as error:
            if before is None:
                raise
            _log.warning("The library cannot be read anew, and answers as before: %s", error)
            return before

    def _renew(self, before: Snapshot | None, progress: Progress) -> Snapshot:
        new = Snapshot.take(self._layout, before, progress)
        if not self._any_model:
            self._check_model(new.model)
        with self._lock:
            self._snapshot = new
        return new

    # ------------------------------------------------------------------------------------------------------- details

    def _check_model(self, model: Model | None) -> None:
        if model is None or self._store.one("SELECT 1 FROM paragraphs LIMIT 1") is None:
            return
        # The name first: fingerprint and dimension of another model may have to be loaded, or asked for.
        same = model.name == self._embedder.name
        if not same or (model.fingerprint, model.dimension) != (self._embedder.fingerprint, self._embedder.dimension):
            other = f"with {model.name}, not {self._embedder.name}. Set WORTLAUT_EMBEDDER={model.name}, or embed"
            if same:
                other = f"with another version of {model.name}. Embed"
            raise OtherModel(
                f"The articles in {self._layout.data_dir} were embedded {other} them again with:"
                f" wortlaut --data {self._layout.data_dir} ingest --reembed"
            )

    def _change(self, id_: str, what: Literal["added", "changed", "unchanged", "removed"], embedded: int = 0) -> Change:
        row = self._store.one(
            "SELECT title, (SELECT count(*) FROM paragraphs WHERE article = key),"
            " (SELECT count(*) FROM statements WHERE article = key) FROM articles WHERE id = ?",
            (id_,),
        )
        if row is None:
            raise ArticleUnknown(f"There is no article {id_!r}. The list of all: wortlaut articles")
        return Change(id_, row[0], what, row[1], embedded, row[2])


def _statement_reader() -> Reader:
    from retrieval import statements

    return statements
