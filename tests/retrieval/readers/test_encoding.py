from __future__ import annotations

import codecs
import gzip
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import Unreadable
from retrieval.readers import decode
from retrieval.readers.encoding import encoding_of

ARTICLE = "Brüssel taz | „Es braucht Sicherheitsgarantien“, erklärte sie – für 5 € – in Straßburg.\r\n\r\nSchön.\n"


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.encode(),
        ARTICLE.encode("utf-8-sig"),
        ARTICLE.encode("utf-16"),
        codecs.BOM_UTF16_LE + ARTICLE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + ARTICLE.encode("utf-16-be"),
        ARTICLE.encode("utf-16-le"),
        ARTICLE.encode("utf-16-be"),
        ARTICLE.encode("utf-32"),
        ARTICLE.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16", "le-bom", "be-bom", "le", "be", "utf-32", "cp1252"],
)
def test_every_encoding_gives_the_same_text_letter_for_letter(data: bytes) -> None:
    assert decode(data) == ARTICLE


@pytest.mark.parametrize("text", ["Gespräch", "ü", "Übergröße", "Grüße aus Köln, schöne Grüße", "“No” – he said"])
def test_short_texts_in_windows_1252(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


def test_latin_1_umlauts() -> None:
    assert decode("Müller fährt über Österreich nach Süden.".encode("latin-1")) == (
        "Müller fährt über Österreich nach Süden."
    )


def test_bytes_that_windows_1252_lacks_do_not_fail() -> None:
    assert decode(b"Sch\xf6n\x81 hier") == "Schön\ufffd hier"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Brüssel: schöne Größe ü".encode()[:-1], "Brüssel: schöne Größe \ufffd"),
        ("Brüssel schöne ".encode() + b"\xff Gr" + "öße".encode(), "Brüssel schöne \ufffd Größe"),
    ],
    ids=["cut off", "one broken byte"],
)
def test_utf_8_stays_utf_8_where_a_byte_is_broken(broken: bytes, whole: str) -> None:
    assert decode(broken) == whole


def test_utf_16_cut_off_within_a_character() -> None:
    assert decode(ARTICLE.encode("utf-16")[:-1]).startswith(ARTICLE[:-1])


def test_what_would_be_nothing_but_accents_is_another_encoding() -> None:
    text = "Украина должна вести такие переговоры с позиции силы, сказал генеральный секретарь НАТО Марк Рютте. " * 3
    assert decode(text.encode("cp1251")) == text
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF8 + b"\n\n"], ids=repr
)
def test_empty(data: bytes) -> None:
    with pytest.raises(Unreadable, match="empty"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0",
        b"Text with one \0 in it",
        b"Long text. " * 200_000 + b"\0",
        bytes(range(1, 256)) * 4,
        gzip.compress(ARTICLE.encode() * 50),
        b"%PDF-1.7\n1 0 obj",
        b"PK\x03\x04word/document.xml",
        b"{\\rtf1\\ansi Hallo}",
    ],
    ids=["png", "nul", "late nul", "all bytes", "gzip", "pdf", "zip", "rtf"],
)
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(Unreadable, match=re.compile("not text")):
        decode(data)


def test_soft_hyphens_and_form_feeds_are_text() -> None:
    text = "\fSicher\u00adheits\u200bgarantien\u00a0…\x0c\ufeff"
    assert decode(text.encode()) == text


def test_the_beginning_of_a_file_may_end_within_a_character() -> None:
    assert encoding_of("abc ü".encode()[:-1], whole=False) == "utf-8"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode(b"A" + text.encode()) == "A" + text


@given(st.binary())
def test_any_bytes_are_text_or_unreadable(data: bytes) -> None:
    with suppress(Unreadable):
        assert isinstance(decode(data), str)
