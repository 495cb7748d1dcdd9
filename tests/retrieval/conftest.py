"""A library with the fakes of `library_fakes`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from library_fakes import ColonReader, WordEmbedder

from retrieval.library import Library


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def reader() -> ColonReader:
    return ColonReader()


@pytest.fixture
def library(tmp_path: Path, embedder: WordEmbedder, reader: ColonReader) -> Iterator[Library]:
    with Library.open(tmp_path, embedder, reader=reader) as library:
        yield library
