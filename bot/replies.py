"""What a language model wrote, read as JSON as far as it can be."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

from bot.language_model import LanguageModel, ModelFailed, Spent
from prompts import Prompt

__all__ = ["asked", "entries", "mended", "value_of"]

_START = re.compile(r"\[\s*\{|\{")


def asked(
    model: LanguageModel, prompt: Prompt, schema: dict[str, Any], spent: Spent, until: float, most: int
) -> tuple[str, ModelFailed | None]:
    """The reply, and what cut it off, if something did: a failure, or that it is longer than `most` characters."""
    text = ""
    try:
        for piece in model.stream(prompt, schema, spent, until):
            text += piece
            if len(text) > most:
                return text, ModelFailed("unusable", f"a reply of more than {most} characters")
    except ModelFailed as failure:
        return text, failure
    return text, None


def value_of(text: str) -> tuple[Any, bool]:
    """The JSON in a reply, mended where it is broken, and whether it is whole: what was cut off ends anywhere.

    Text around it and a fence of code do not matter. None where there is none.
    """
    start = _START.search(text)
    if not start:
        return None, False
    plain = text[start.start() :].rstrip("` \t\r\n")
    try:
        return json.JSONDecoder(strict=False).raw_decode(plain)[0], True
    except (ValueError, RecursionError):
        pass
    value = mended(plain)
    return value, value is not None and plain.endswith(("}", "]"))


def mended(text: str) -> Any:
    """What a text means that should be JSON and is not quite; None where it means nothing."""
    if (value := _python(text)) is not None:
        return value
    import json_repair

    try:
        return json_repair.loads(text)
    except (ValueError, RecursionError, IndexError):  # it promises to raise nothing; a reply may find a way
        return None


def _python(text: str) -> Any:
    """Of {'text': "…", 'speaker': None}, as small models write it; None where it is no literal of Python."""
    if not re.match(r"[\[\s]*\{\s*'", text):
        return None
    plain = re.sub(r"\\(?![\\'\"nrtuUx])", r"\\\\", text[: max(text.rfind("}"), text.rfind("]")) + 1])
    try:
        return ast.literal_eval(plain)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def entries(text: str, key: str) -> list[dict[str, Any]]:
    """The objects in the list under `key`, or in a list without one; of a reply that was cut off all but the last."""
    value, whole = value_of(text)
    if isinstance(value, dict):
        value = value.get(key, [value])
    if not isinstance(value, list):
        return []
    found = [one for one in value if isinstance(one, dict)]
    return found if whole else found[:-1]
