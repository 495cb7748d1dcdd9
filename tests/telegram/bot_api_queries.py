"""Methods of the Bot API beyond messages: pressed buttons, inline queries, files, what the bot says about itself."""

from __future__ import annotations

from itertools import count
from typing import Any

from bot_api_methods import Methods
from bot_api_rules import Json, RefusedError, inline_results, start_parameter

LARGEST_FILE = 20 << 20


class Queries(Methods):
    """`callbacks` and `inline_queries` wait for an answer; `pressed` and `offered` hold the answers given.

    `files` are what people have sent, by file id.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.callbacks: set[str] = set()
        self.pressed: dict[str, Json] = {}
        self.inline_queries: set[str] = set()
        self.offered: dict[str, Json] = {}
        self.files: dict[str, bytes] = {}
        self.descriptions: dict[str, str] = {}
        self._query_ids = count(1)

    def next_query_id(self) -> str:
        return f"query-{next(self._query_ids)}"

    async def _answer_callback_query(self, callback_query_id: str, text: str = "", **more: Any) -> bool:
        if callback_query_id not in self.callbacks:
            raise RefusedError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(text) > 200:
            raise RefusedError(400, "Bad Request: MESSAGE_TOO_LONG")
        self.callbacks.remove(callback_query_id)
        self.pressed[callback_query_id] = {"text": text, **more}
        return True

    async def _answer_inline_query(
        self, inline_query_id: str, results: list[Json], button: Json | None = None, next_offset: str = "", **more: Any
    ) -> bool:
        if inline_query_id not in self.inline_queries:
            raise RefusedError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(next_offset.encode()) > 64:
            raise RefusedError(400, "Bad Request: NEXT_OFFSET_INVALID")
        if button is not None:
            start_parameter(button.get("start_parameter", ""))
            if not 1 <= len(button.get("text", "")) <= 64:
                raise RefusedError(400, "Bad Request: SWITCH_PM_TEXT_EMPTY")
        offered = inline_results(results)
        self.inline_queries.remove(inline_query_id)
        self.offered[inline_query_id] = {"results": offered, "button": button, "next_offset": next_offset, **more}
        return True

    async def _get_file(self, file_id: str) -> Json:
        content = self.files.get(file_id)
        if content is None:
            raise RefusedError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(content) > LARGEST_FILE:
            raise RefusedError(400, "Bad Request: file is too big")
        return {
            "file_id": file_id,
            "file_unique_id": f"u{file_id}",
            "file_size": len(content),
            "file_path": f"documents/{file_id}",
        }

    async def _set_my_description(self, description: str = "", language_code: str = "") -> bool:
        return self._described("description", description, 512, language_code)

    async def _set_my_short_description(self, short_description: str = "", language_code: str = "") -> bool:
        return self._described("short", short_description, 120, language_code)

    def _described(self, kind: str, text: str, most: int, language: str) -> bool:
        if len(text) > most:
            raise RefusedError(400, "Bad Request: description is too long")
        self.descriptions[f"{kind} {language}".strip()] = text
        return True
