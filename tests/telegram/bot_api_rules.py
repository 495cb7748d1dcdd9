"""What the Bot API refuses about a request before it is carried out, in the words that Telegram uses."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from aiohttp import web
from bot_api_html import UnparsableError, parse_html, utf16

METHODS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("bot_api_methods.toml").read_text("utf-8"))

Json = dict[str, Any]


class RefusedError(Exception):
    """An answer with ok = false."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


def formatted(markup: str, parse_mode: str, entities: list[Json] | None) -> Json:
    if len(markup.encode()) > 1 << 15:
        raise RefusedError(400, "Bad Request: text is too long")
    if parse_mode.lower() not in ("", "html"):
        raise RefusedError(400, "Bad Request: unsupported parse_mode")
    try:
        text, found = parse_html(markup) if parse_mode else (markup.strip(" \n"), entities or [])
    except UnparsableError as error:
        raise RefusedError(400, f"Bad Request: can't parse entities: {error}") from None
    if not text.strip().strip("\u200b\u200c\u200d\u200e\u200f\ufeff\u00a0\u2800\u3000 \n"):
        raise RefusedError(400, "Bad Request: message text is empty")
    if utf16(text) > 4096:
        raise RefusedError(400, "Bad Request: message is too long")
    if len(found) > 100:  # Telegram would drop the rest in silence
        raise RefusedError(400, "Bad Request: more than 100 entities")
    return {"text": text, "entities": found} if found else {"text": text}


def keyboard(markup: Json) -> Json:
    for row in markup.get("inline_keyboard", []):
        for button in row:
            if not button.get("text") or len(button.get("callback_data", "").encode()) > 64:
                raise RefusedError(400, "Bad Request: BUTTON_DATA_INVALID")
    return markup


async def parameters(request: web.Request, method: str) -> Json:
    """The parameters of a request, each held against the description of the method and read as its type."""
    if method not in METHODS:
        raise RefusedError(404, "Not Found")
    posted = await request.json() if request.content_type == "application/json" else dict(await request.post())
    given = {**request.query, **posted}
    described = METHODS[method]
    if unknown := given.keys() - described.keys():
        raise RefusedError(400, f"Bad Request: unknown parameters {sorted(unknown)}")
    for name, kind in described.items():
        if kind.endswith("!") and given.get(name) in (None, ""):
            raise RefusedError(400, f"Bad Request: {'message text is empty' if name == 'text' else f'{name} is empty'}")
    return {name: _read(name, value, described[name].rstrip("!")) for name, value in given.items()}


def _read(name: str, value: Any, kind: str) -> Any:
    if not isinstance(value, str):
        return value
    try:
        match kind:
            case "int" | "chat":
                return int(value)
            case "bool":
                return {"true": True, "false": False}[value.lower()]
            case "json":
                return json.loads(value)
    except (ValueError, KeyError):
        raise RefusedError(400, f"Bad Request: can't parse {name}") from None
    return value
