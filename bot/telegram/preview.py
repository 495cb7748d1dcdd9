"""An answer while a language model writes it: in private chats Telegram shows a draft of it, which grows.

Only there. In a group an edit counts towards the twenty messages a minute that all its members share, everybody would
be notified of a beginning that says little, and a message that a stop of the process leaves half written would stand
there as an answer; so groups see that the bot is typing, and then the answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

from telegram import Message

from bot.answer import Answer
from bot.telegram.pace import NoRoom
from bot.telegram.room import topic_of

__all__ = ["Preview"]

_log = logging.getLogger("wortlaut.telegram")

_PAUSE = 1.0  # seconds between two drafts
_LASTS = 20.0  # seconds after which the same draft is sent once more; Telegram shows one for thirty
_LAST_ONE = 0.5  # seconds that the answer waits for a draft under way: one that came after it would stay there a while
_PATIENCE = 3.0  # seconds that Telegram may take for a draft


class Preview:
    """`async with Preview(…) as preview`: `preview.told` takes the answer so far, from any thread; of what comes faster
    than about once a second, the newest is shown. `render` makes a message of it, in a thread.

    Nothing depends on a draft: one that there is no room for is left out, and after any error there are no more.
    """

    def __init__(self, message: Message, draft: int, render: Callable[[Answer], str], pause: float = _PAUSE) -> None:
        """`message` is in the chat, `draft` a number for the draft that is not 0."""
        self._message = message
        self._draft = draft
        self._render = render
        self._pause = pause
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._newest: Answer | None = None
        self._under_way = False
        self._task: asyncio.Task[None] | None = None

    def told(self, answer: Answer) -> None:
        with suppress(RuntimeError):  # the bot was stopped, and its loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._take, answer)

    async def __aenter__(self) -> Preview:
        self._task = asyncio.create_task(self._shown())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is None:
            return
        task, self._task = self._task, None
        if self._under_way:
            await asyncio.wait({task}, timeout=_LAST_ONE)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    # --------------------------------------------------------------------------------------------------------- details

    def _take(self, answer: Answer) -> None:
        self._newest = answer
        self._news.set()

    async def _shown(self) -> None:
        try:
            while self._task is not None:
                await self._wait_for_news()
                if self._newest is not None:
                    await self._show(self._newest)
        except Exception as error:  # whatever it is, the answer itself does not depend on it
            _log.debug("No more drafts of this answer: %s", type(error).__name__)

    async def _wait_for_news(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_LASTS if self._newest else None):
                await self._news.wait()
        self._news.clear()

    async def _show(self, answer: Answer) -> None:
        html = await asyncio.to_thread(self._render, answer)
        self._under_way = True
        try:
            await self._message.get_bot().send_message_draft(
                self._message.chat.id,
                self._draft,
                html,
                message_thread_id=topic_of(self._message),
                read_timeout=_PATIENCE,
                write_timeout=_PATIENCE,
                connect_timeout=_PATIENCE,
                pool_timeout=_PATIENCE,
            )
        except NoRoom:
            self._news.set()  # later, if there is nothing newer then
        finally:
            self._under_way = False
        if self._task is not None:
            await asyncio.sleep(self._pause)
