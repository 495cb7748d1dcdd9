"""Bytes to text: UTF-8, UTF-16 and UTF-32 with and without byte order mark, Windows-1252; binary data told apart.

A guesser of encodings is right about long texts and wrong about short ones, and what is not Unicode in German and
English newsrooms is Windows-1252. So Unicode is recognised by its own structure, Windows-1252 is what is left, and the
guesser is asked only where a Windows-1252 text would be nothing but accented letters.
"""

from __future__ import annotations

import codecs
import re

from retrieval.errors import Unreadable

__all__ = ["decode", "encoding_of"]

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP or Office file"), (b"{\\rtf", "an RTF file"))
_CONTROL = re.compile(rb"[\x01-\x06\x0e-\x19\x1c-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_ESCAPED = re.compile(r"[\udc80-\udcff]")
_SAMPLE = 1 << 20
_ENOUGH = 64
"""Bytes above ASCII from which on a guess is worth something."""


def decode(data: bytes) -> str:
    """The text without its byte order mark, line ends untouched. Broken characters become U+FFFD, never an error.

    Raises Unreadable for what is empty or no text.
    """
    return data.decode(encoding_of(data), "replace")


def encoding_of(data: bytes, *, whole: bool = True) -> str:
    """A codec's name. Not `whole`: `data` is the beginning of a file and may end within a character.

    Raises Unreadable for what is empty or no text.
    """
    if not data.strip():
        raise Unreadable("empty")
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            if not data.decode(codec, "ignore").strip():
                raise Unreadable("empty")
            return codec
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(f"{what}, not text; save its text as .txt")
    if b"\0" in data[:_SAMPLE]:
        return _utf16(data[:_SAMPLE])
    if len(_CONTROL.findall(data[:_SAMPLE])) > len(data[:_SAMPLE]) / 50 or b"\0" in data:
        raise Unreadable("binary data, not text")
    return _eight_bit(data, whole)


def _utf16(sample: bytes) -> str:
    """European text in UTF-16 has a zero in nearly every second byte, and next to none in the others."""
    half = max(len(sample) // 2, 1)
    big, little = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    for codec, zeros, others in (("utf-16-le", little, big), ("utf-16-be", big, little)):
        if zeros > 0.5 and others < 0.05:
            return codec
    raise Unreadable("binary data, not text")


def _eight_bit(data: bytes, whole: bool) -> str:
    """UTF-8 where its sequences hold, a few broken ones included: bytes of another encoding almost never form any."""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(data, final=whole)
    broken = len(_ESCAPED.findall(text))
    if not broken or len(_HIGH.findall(data)) > 2 * broken:
        return "utf-8"
    sample = data[:_SAMPLE]
    accented = len(_HIGH.findall(sample))
    return _guessed(sample) if accented > max(len(sample) / 4, _ENOUGH) else "cp1252"


def _guessed(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"
