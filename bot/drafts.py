"""Claims out of what a language model writes, each as soon as it is whole. Nothing is checked here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.citations import Draft, Quoted
from bot.replies import mended

__all__ = ["MOST_DRAFTS", "SCHEMA", "drafts"]

MOST_DRAFTS = 20
"""Claims that are read of one reply."""
LONGEST_REPLY = 100_000
"""Characters of a reply that are read: a model that never ends must not fill the memory."""
LONGEST_FIELD = 4_000
"""Characters of a field that are kept: the checks refuse what is long, and should not have to work for it."""
MOST_QUOTATIONS = 10

SCHEMA: dict[str, Any] = {
    "title": "answer",
    "description": "What the passages say in answer to the question.",
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string", "description": "One sentence."},
                    "speaker": {"type": ["string", "null"], "description": "Who said it; null where nobody did."},
                    "quotations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "passage": {"type": "integer", "description": "The number of the passage."},
                                "text": {"type": "string", "description": "Words of the passage, letter for letter."},
                                "translation": {
                                    "type": ["string", "null"],
                                    "description": "The same in the language of the answer; null where it is in it.",
                                },
                            },
                            "required": ["passage", "text", "translation"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["text", "speaker", "quotations"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}
"""What a reply looks like, as JSON Schema; strict enough for providers that hold a model to it."""

_CLAIMS = re.compile(r'"claims"\s*:\s*\[|^[ \t]*\[', re.MULTILINE)
_BEGINNING = 40
"""Characters that the beginning of the claims may have: no more is searched again when a piece comes."""
LONGEST_SPEAKER = 200
_NUMBER = re.compile(r"\D{0,10}(\d{1,6})\D?", re.ASCII)


def drafts(pieces: Iterable[str]) -> Iterator[Draft]:
    """The claims in a reply that comes piece by piece, at most `MOST_DRAFTS`.

    Text around the JSON does not matter. What is not JSON is mended at the end, where it can be; a claim that was cut
    off is left out.
    """
    read = 0
    for value in _values(pieces):
        if (draft := _draft(value)) is not None:
            yield draft
            read += 1
        if read == MOST_DRAFTS:
            return


def _values(pieces: Iterable[str]) -> Iterator[Any]:
    """The items of the array of claims."""
    decoder = json.JSONDecoder(strict=False)
    text, at, began = "", 0, False
    for piece in pieces:
        text += piece
        if not began:
            if not (found := _CLAIMS.search(text, max(0, len(text) - len(piece) - _BEGINNING))):
                continue
            began, at = True, found.end()
        while (whole := _next(decoder, text, at)) is not None:
            value, at = whole
            yield value
        if len(text) > LONGEST_REPLY:
            return
    yield from _last(text[at:] if began else text, began)


def _next(decoder: json.JSONDecoder, text: str, at: int) -> tuple[Any, int] | None:
    """The item that begins at or after `at`, and where it ends; None where it is not whole yet, or no JSON."""
    start = re.compile(r"[\s,]*").match(text, at)
    at = start.end() if start else at
    if at >= len(text) or text[at] != "{":
        return None
    try:
        return decoder.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None


def _last(rest: str, began: bool) -> Iterator[Any]:
    """What is left at the end of a reply, made to JSON where it is not quite."""
    start = rest.find("{")
    closed = rest.rstrip("` \r\n").endswith(("}", "]"))
    if start < 0 or (began and re.match(r"\s*\]", rest)):
        return
    value = mended(f"[{rest[start:]}" if began else rest[start:])
    if isinstance(value, dict):
        value = value.get("claims", [value])
    if not isinstance(value, list):
        return
    items = [one for one in value if isinstance(one, dict)]
    for item in items if closed else items[:-1]:  # the last of what was cut off is half a claim
        yield from item["claims"] if isinstance(item.get("claims"), list) else (item,)


def _draft(value: Any) -> Draft | None:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return None
    quotations = value.get("quotations")
    if isinstance(quotations, dict):
        quotations = [quotations]
    quoted = [_quoted(one) for one in quotations[:MOST_QUOTATIONS]] if isinstance(quotations, list) else []
    speaker = value.get("speaker")
    return Draft(
        value["text"][:LONGEST_FIELD].strip(),
        tuple(one for one in quoted if one is not None),
        speaker[:LONGEST_SPEAKER].strip() or None if isinstance(speaker, str) else None,
    )


def _quoted(value: Any) -> Quoted | None:
    """Of {"passage": 3, "text": "…"}; the number may be written "3" or "[3]"."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return None
    number, translation = value.get("passage"), value.get("translation")
    if isinstance(number, str) and (found := _NUMBER.fullmatch(number)):
        number = int(found[1])
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    other = translation[:LONGEST_FIELD].strip() or None if isinstance(translation, str) else None
    return Quoted(number, value["text"][:LONGEST_FIELD].strip(), other)
