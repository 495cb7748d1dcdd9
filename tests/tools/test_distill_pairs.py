"""Sentence pairs are read from any of three formats, and what cannot be read is one line."""

from __future__ import annotations

import gzip
import lzma
from pathlib import Path

import pytest

from tools.distill.errors import Unusable
from tools.distill.pairs import Pair, read_dictionary, read_pairs

STUDY = ("source", "document", "line", "english", "german")


@pytest.mark.parametrize("opened", [open, gzip.open, lzma.open])
def test_plain_gzip_and_xz_give_the_same(tmp_path: Path, opened: type[open], pairs_file: Path) -> None:
    path = tmp_path / "pairs"  # known by what it begins with, not by its name
    with opened(path, "wb") as file:
        file.write(pairs_file.read_bytes())
    found = read_pairs(path)
    assert found == read_pairs(pairs_file)
    assert len(found) == 50
    assert found[0] == Pair(
        "The school stands beside the old church.", "Die Schule steht neben der alten Kirche.", "ours", "1", 1
    )


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("news\t7\t3\tThe house.\tDas Haus.\n", encoding="utf-8")
    assert read_pairs(path, STUDY) == [Pair("The house.", "Das Haus.", "news", "7", 3)]
    assert read_pairs(path, ("source", "document", "line", "german", "english"))[0].german == "The house."


def test_two_columns_are_enough_and_empty_sides_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("\ufeffThe house.\tDas Haus.\r\n\n\tNur deutsch.\nOnly English.\t \n", encoding="utf-8")
    assert read_pairs(path) == [Pair("The house.", "Das Haus.")]
    assert read_dictionary(path) == [Pair("The house.", "Das Haus.")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "There is no file"),
        (b"", "There are no pairs in"),
        (b"\n \n", "There are no pairs in"),
        (b"The house.\n", "line 1: no column for german"),
        (b"a\tb\nThe house. Das Haus.\n", "line 2: no column for german"),
        (b"news\t7\t3\tThe house.\tDas Haus.\n", "line 1: 'Das Haus.' is no line number"),
        ("The house.\tDas Häuschen.\n".encode("latin-1"), "is not UTF-8"),
        (lzma.compress(b"The house.\tDas Haus.\n" * 99)[:-20], "cannot be read"),
        (gzip.compress(b"The house.\tDas Haus.\n" * 99)[:-20], "cannot be read"),
        (b"\x1f\x8bno gzip at all", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "pairs.tsv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Unusable) as caught:
        read_pairs(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="cannot be read"):
        read_pairs(tmp_path)


@pytest.mark.parametrize("columns", [("english",), ("english", "german", "german"), ("english", "german", "speaker")])
def test_columns_that_are_none(pairs_file: Path, columns: tuple[str, ...]) -> None:
    with pytest.raises(Unusable, match="name english and german, each once"):
        read_pairs(pairs_file, columns)


@pytest.mark.parametrize(
    ("one", "other", "follows"),
    [
        (("news", "1", 4), ("news", "1", 5), True),
        (("news", "1", 4), ("news", "1", 6), True),  # a sentence in between was left out
        (("news", "1", 4), ("news", "1", 7), False),
        (("news", "1", 4), ("news", "1", 4), False),
        (("news", "1", 5), ("news", "1", 4), False),
        (("news", "1", 4), ("news", "2", 5), False),
        (("news", "1", 4), ("books", "1", 5), False),
        (("news", "1", None), ("news", "1", 5), False),
        (("", "", 4), ("", "", 5), False),
    ],
)
def test_which_sentence_follows(
    one: tuple[str, str, int | None], other: tuple[str, str, int | None], follows: bool
) -> None:
    assert Pair("b", "b", *other).follows(Pair("a", "a", *one)) is follows
