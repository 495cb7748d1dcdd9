"""The ways to hold a language model to a JSON Schema, and which to try after one that it does not know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.models.errors import code_of, message_of, reason_of, status_of

__all__ = ["Structure", "UnknownWayError", "Way", "after", "portable"]

Structure = Literal["json_schema", "function_calling", "text"]

_NEXT: dict[Structure, Structure] = {"json_schema": "function_calling", "function_calling": "text"}


class UnknownWayError(Exception):
    """A provider's package cannot hold a model to a schema in this way."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a reply is asked for: by which structure, whether with a temperature, and with a count of the tokens."""

    structure: Structure = "json_schema"
    temperature: bool = True
    usage: bool = True


def after(way: Way, error: Exception) -> Way | None:
    """What to try after a request that was refused for how it asks; None where it was refused for another reason."""
    if not isinstance(error, UnknownWayError):
        said = f"{code_of(error)} {message_of(error)}"
        status = status_of(error)
        if status not in (400, 404, 415, 422, 500, 501) or reason_of(error) in ("unusable", "declined"):
            return None
        if re.search("api_key|model_not_found", code_of(error)):
            return None
        if status in (404, 500) and not re.search("response_format|schema|grammar|structured|tool", said):
            return None  # there may be many other reasons
        if way.temperature and "temperature" in said:
            return replace(way, temperature=False)
        if way.usage and "stream_options" in said:
            return replace(way, usage=False)
    following = _NEXT.get(way.structure)
    return replace(way, structure=following) if following else None


def portable(schema: Any) -> Any:
    """A copy of a schema, since packages write into what they are given, without lists of types, which not all of them
    know: {"type": ["string", "null"]} becomes an "anyOf"."""
    if isinstance(schema, list):
        return [portable(item) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    copied = {name: portable(value) for name, value in schema.items()}
    if not isinstance(kinds := copied.get("type"), list):
        return copied
    about = {name: copied.pop(name) for name in ("title", "description", "default") if name in copied}
    return about | {"anyOf": [{"type": kind} if kind == "null" else copied | {"type": kind} for kind in kinds]}
