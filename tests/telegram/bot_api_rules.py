"""What the Bot API refuses about a request before it is carried out, in the words that Telegram uses."""

from __future__ import annotations

import json
import re
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


ACTIONS_OF_BUTTONS = {"callback_data", "copy_text", "url", "switch_inline_query", "switch_inline_query_current_chat"}


def keyboard(markup: Json) -> Json:
    """An inline keyboard that Telegram takes; other markup, and an unknown kind of button, is refused."""
    if markup.keys() != {"inline_keyboard"}:
        raise RefusedError(400, "Bad Request: object expected as reply markup")
    buttons = [button for row in markup["inline_keyboard"] for button in row]
    if len(buttons) > 100 or any(len(row) > 8 for row in markup["inline_keyboard"]):
        raise RefusedError(400, "Bad Request: REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        if not button.get("text", "").strip():
            raise RefusedError(400, "Bad Request: inline keyboard button text is empty")
        actions = button.keys() - {"text", "style"}
        if len(actions) != 1 or not actions <= ACTIONS_OF_BUTTONS:
            raise RefusedError(400, "Bad Request: can't parse inline keyboard button: exactly one action is expected")
        if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            raise RefusedError(400, "Bad Request: BUTTON_DATA_INVALID")
        if "copy_text" in button and not 1 <= utf16(button["copy_text"]["text"]) <= 256:
            raise RefusedError(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
        if "url" in button and not re.match(r"(?:https?|tg)://\S+$", button["url"]):
            raise RefusedError(400, "Bad Request: BUTTON_URL_INVALID")
    return markup


def inline_results(results: list[Json]) -> list[Json]:
    """The results of an inline query as they would be offered, their messages parsed."""
    if len(results) > 50:
        raise RefusedError(400, "Bad Request: RESULTS_TOO_MUCH")
    ids = [result.get("id", "") for result in results]
    if not all(1 <= len(id_.encode()) <= 64 for id_ in ids):
        raise RefusedError(400, "Bad Request: RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise RefusedError(400, "Bad Request: RESULT_ID_DUPLICATE")
    offered = []
    for result in results:
        if result.get("type") != "article":
            raise RefusedError(400, "Bad Request: this server knows articles only")
        if not result.get("title", "").strip():
            raise RefusedError(400, 'Bad Request: can\'t parse inline query result: Field "title" must be non-empty')
        content = result.get("input_message_content")
        if not content:
            raise RefusedError(400, 'Bad Request: can\'t find field "input_message_content"')
        shown = formatted(content["message_text"], content.get("parse_mode", ""), content.get("entities"))
        if markup := result.get("reply_markup"):
            keyboard(markup)
        offered.append({**result, "input_message_content": {**content, **shown}})
    return offered


def start_parameter(parameter: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", parameter):
        raise RefusedError(400, "Bad Request: START_PARAM_INVALID")


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
