"""Every error that Wortlaut raises on purpose. Each message says what is wrong and what to do next, on one line.

WortlautError
├── Unreadable            a source that no article can be made of (empty, binary, not there, broken)
├── SettingsError         a setting that cannot be used
├── LibraryError
│   ├── LibraryBusy       another process is writing
│   ├── LibraryEmpty      there is no article to ask about
│   ├── LibraryDamaged    the database itself cannot be read
│   └── LibraryTooNew     written by a later version
├── ArticleUnknown        no article of that id
├── StatementUnknown      no statement at that place
├── CorrectionUnknown     no correction of that number
├── DocumentRefused       a document of another program that cannot be kept, found or removed as asked
└── EmbeddingError        a model that cannot be loaded or used
    ├── IndexMismatch     as many vectors as paragraphs: not so
    └── OtherModel        the library was embedded with another model
"""

from __future__ import annotations

__all__ = [
    "ArticleUnknown",
    "CorrectionUnknown",
    "DocumentRefused",
    "EmbeddingError",
    "IndexMismatch",
    "LibraryBusy",
    "LibraryDamaged",
    "LibraryEmpty",
    "LibraryError",
    "LibraryTooNew",
    "OtherModel",
    "SettingsError",
    "StatementUnknown",
    "Unreadable",
    "WortlautError",
]


class WortlautError(Exception):
    """Base of all errors that are meant for the user; `str()` is the line that is shown."""


class Unreadable(WortlautError):
    """A source that no article can be made of."""


class SettingsError(WortlautError):
    """A setting that cannot be used."""


class LibraryError(WortlautError):
    """Something about the data directory."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library."""


class LibraryEmpty(LibraryError):
    """There is no article to ask about."""


class LibraryDamaged(LibraryError):
    """The database cannot be read. (A damaged derived file is rebuilt and raises nothing.)"""


class LibraryTooNew(LibraryError):
    """The database was written by a later version of Wortlaut."""


class ArticleUnknown(WortlautError):
    """No article of that id."""


class StatementUnknown(WortlautError):
    """No statement at that place of an article."""


class CorrectionUnknown(WortlautError):
    """No correction of that number."""


class DocumentRefused(WortlautError, ValueError):
    """A document of another program that cannot be kept, found or removed as asked. A ValueError, too: that is what
    such programs expect."""


class EmbeddingError(WortlautError):
    """An embedding model that cannot be loaded or used."""


class IndexMismatch(EmbeddingError):
    """A model gave another number or size of vectors than it was asked for."""


class OtherModel(EmbeddingError):
    """The library was embedded with another model than the one that is set."""
