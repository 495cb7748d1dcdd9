"""Layout: where things lie in a data directory, and how a derived file gets there whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from retrieval.errors import LibraryBusy, LibraryError

__all__ = ["Generation", "Layout", "checksum", "publish"]

_PUBLISHING_SECONDS = 600.0  # how long to wait while another process builds the same derived files


@dataclass(frozen=True, slots=True)
class Generation:
    """A state of the store: its number, and the random mark that tells it from the same number of another store."""

    number: int
    mark: str

    def __str__(self) -> str:
        return f"{self.number}-{self.mark}"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths in a data directory. `wortlaut.db` is the truth; `vectors-*`, `speakers-*`, `lexical` are derived."""

    data_dir: Path

    @property
    def database(self) -> Path:
        return self.data_dir / "wortlaut.db"

    @property
    def lexical(self) -> Path:
        return self.data_dir / "lexical"

    def vector_file(self, generation: Generation, crc: str) -> Path:
        return self.data_dir / f"vectors-{generation}-{crc}.faiss"

    def vector_files(self) -> list[tuple[Generation, str, Path]]:
        """Published vector files with the checksum that their name says, newest first."""
        return _named_by_generation(self.data_dir, re.compile(r"vectors-(\d+)-(\w+)-(\w+)\.faiss"))

    def speaker_file(self, generation: Generation, crc: str) -> Path:
        return self.data_dir / f"speakers-{generation}-{crc}.db"

    def speaker_files(self) -> list[tuple[Generation, str, Path]]:
        """Published files of speakers with the checksum that their name says, newest first."""
        return _named_by_generation(self.data_dir, re.compile(r"speakers-(\d+)-(\w+)-(\w+)\.db"))

    def lexical_folders(self) -> list[tuple[Generation, str, Path]]:
        """Published word indexes with the checksum that their name says, newest first."""
        return _named_by_generation(self.lexical, re.compile(r"(\d+)-(\w+)-(\w+)"))

    def writable(self) -> bool:
        return os.access(self.data_dir, os.W_OK)

    @contextmanager
    def writing(self, timeout: float = 0.0) -> Iterator[None]:
        """Holds the lock of the one writer; the system lets it go when the process dies. Raises LibraryBusy."""
        who = self.data_dir / "writer.pid"
        lock = _lock(self.data_dir / "writer.lock", timeout)
        try:
            lock.acquire()
        except Timeout:
            raise LibraryBusy(
                f"Another process{_by(who)} is writing to {self.data_dir}. Try again when it is done."
            ) from None
        except OSError as error:
            raise LibraryError(f"{self.data_dir} cannot be written to ({error.strerror}). Check who owns it.") from None
        try:
            who.write_text(str(os.getpid()), encoding="ascii")
            yield
        finally:
            lock.release()

    @contextmanager
    def publishing(self) -> Iterator[bool]:
        """Holds the lock of whoever builds derived files, so that two processes do not do it twice.

        Yields False where the directory cannot be written to: what is built then stays in memory.
        """
        lock = _lock(self.data_dir / "derived.lock", _PUBLISHING_SECONDS)
        with suppress(OSError):
            lock.acquire()
        try:
            yield lock.is_locked
        finally:
            lock.release()


def _named_by_generation(folder: Path, pattern: re.Pattern[str]) -> list[tuple[Generation, str, Path]]:
    try:
        matches = [(pattern.fullmatch(path.name), path) for path in folder.iterdir()]
    except FileNotFoundError:
        return []
    found = [(Generation(int(match[1]), match[2]), match[3], path) for match, path in matches if match]
    return sorted(found, key=lambda item: item[0].number, reverse=True)


def _lock(path: Path, timeout: float) -> FileLock:
    return FileLock(path, timeout=timeout, thread_local=False)  # a generator may be closed by another thread


def _by(who: Path) -> str:
    try:
        return f" (number {int(who.read_text(encoding='ascii'))})"
    except (OSError, ValueError):
        return ""


def checksum(path: Path) -> str:
    """CRC-32 of a file, in hexadecimal: against damage, not against malice."""
    crc = 0
    block = memoryview(bytearray(1 << 20))
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(block):
            crc = zlib.crc32(block[:size], crc)
    return f"{crc:08x}"


def publish(folder: Path, write: Callable[[Path], None], name: Callable[[Path], str]) -> Path:
    """Lets `write` make a file or folder under a temporary path and gives it the name that `name` says, in one step.

    Everything is on the disk before it has its name, so that a crash leaves the whole of it or nothing. Leftovers of
    earlier crashes go away. To be called with the lock of `Layout.publishing`.
    """
    folder.mkdir(exist_ok=True)
    for leftover in folder.glob(".coming-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=".coming-", dir=folder, ignore_cleanup_errors=True) as temporary:
        path = Path(temporary) / "new"
        write(path)
        for file in path.rglob("*") if path.is_dir() else [path]:
            _sync(file)
        if path.is_dir():
            _sync(path)
        target = folder / name(path)
        if target.is_dir():  # published by another process, or damaged: either way the new one is as good
            shutil.rmtree(target, ignore_errors=True)
        path.replace(target)
    _sync(folder)
    return target


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows has no handle to sync a folder with
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
