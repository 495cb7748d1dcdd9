"""What the bot does with what it is sent. It talks in private chats only."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from telegram import Chat, Message, Update, User
from telegram.constants import ChatAction, ChatType
from telegram.error import Forbidden, TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.answer import Answer
from bot.conversation import Conversation
from bot.telegram import html
from bot.telegram.access import Access
from bot.telegram.articles import listing
from bot.telegram.chats import Conversations
from bot.telegram.pages import Block, messages
from bot.telegram.rich import rich, units
from bot.telegram.texts import user_language, words
from retrieval.errors import WortlautError

if TYPE_CHECKING:
    from retrieval.library import Summary

__all__ = ["MAX_QUESTION", "Asks", "Handlers"]

MAX_QUESTION = 500
"""Characters, as Telegram counts them."""

_AT_ONCE = 16  # questions that are worked on; a language model may keep each of them waiting
_TYPING_SECONDS = 4.0  # Telegram shows "typing" for five

_log = logging.getLogger("wortlaut.telegram")

T = TypeVar("T")


class Asks(Protocol):
    """What the bot needs of an Assistant; called in threads, several at once."""

    def ask(self, question: str, conversation: Conversation = ...) -> tuple[Answer, Conversation]: ...


class Handlers:
    def __init__(
        self,
        assistant: Asks,
        articles: Callable[[], Sequence[Summary]],
        access: Access,
        conversations: Conversations,
    ) -> None:
        self._assistant = assistant
        self._articles = articles
        self._access = access
        self._conversations = conversations
        self._workers = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="wortlaut-telegram")

    async def gate(self, update: Update, _: Any) -> None:
        """Runs before everything else; lets on only what somebody who may use the bot writes to it in private."""
        chat, user = update.effective_chat, update.effective_user
        if chat is None or chat.type != ChatType.PRIVATE:
            raise ApplicationHandlerStop
        if self._access.admits(user.id if user else None):
            return
        if update.message and user and self._access.tells(user.id):
            _log.info("Turned away a stranger, id %d", user.id)
            await _say(update.message, words(_language(user), "stranger", id=user.id))
        raise ApplicationHandlerStop

    async def start(self, update: Update, _: Any) -> None:
        await self._tell(update, "start")

    async def help(self, update: Update, _: Any) -> None:
        await self._tell(update, "help")

    async def unknown_command(self, update: Update, _: Any) -> None:
        await self._tell(update, "unknown_command")

    async def not_text(self, update: Update, _: Any) -> None:
        await self._tell(update, "not_text")

    async def articles(self, update: Update, _: Any) -> None:
        message, chat = _message(update), _chat(update)
        summaries = await self._working(chat, self._articles)
        await _send(message, listing(summaries, _language(update.effective_user)))

    async def question(self, update: Update, _: Any) -> None:
        message, chat = _message(update), _chat(update)
        question = message.text or ""
        if units(question) > MAX_QUESTION:
            await self._tell(update, "too_long", most=MAX_QUESTION)
            return
        conversation = self._conversations.of(chat.id)
        answer, conversation = await self._working(chat, lambda: self._assistant.ask(question, conversation))
        self._conversations.keep(chat.id, conversation)
        await _send(message, html.messages(answer))

    async def failed(self, update: object, context: Any) -> None:
        """Tells the user in a line, and the log where it happened, but not what was written: that is private."""
        error: Exception = context.error
        if isinstance(error, Forbidden):
            _log.info("A chat is closed to the bot: %s", error.message)
            return
        if not isinstance(error, WortlautError):
            _log.error("An update failed: %s", _where(error))
        if not isinstance(update, Update) or update.message is None:
            return
        line = str(error) if isinstance(error, WortlautError) else words(_language(update.effective_user), "failed")
        with suppress(TelegramError):
            await _say(update.message, line)

    async def _tell(self, update: Update, key: str, **values: object) -> None:
        await _say(_message(update), words(_language(update.effective_user), key, **values))

    async def _working(self, chat: Chat, work: Callable[[], T]) -> T:
        """Does the work in a thread; meanwhile the chat shows that the bot is typing."""
        done = asyncio.get_running_loop().run_in_executor(self._workers, work)
        while not done.done():
            with suppress(TelegramError):
                await chat.send_action(ChatAction.TYPING)
            await asyncio.wait([done], timeout=_TYPING_SECONDS)
        return await done


async def _say(message: Message, line: str) -> None:
    await _send(message, messages([Block(rich(line.strip()))]))


async def _send(message: Message, pages: Sequence[str]) -> None:
    """The first page replies to the message, so that it is clear which question it answers."""
    for index, page in enumerate(pages):
        await message.reply_text(page, do_quote=index == 0)


def _where(error: BaseException) -> str:
    """The kind of error and the places it passed. Its message is left out: it may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__qualname__} at {places}"


def _message(update: Update) -> Message:
    if update.message is None:
        raise TypeError("the filters let only new messages pass")
    return update.message


def _chat(update: Update) -> Chat:
    return _message(update).chat


def _language(user: User | None) -> str:
    return user_language(user.language_code if user else None)
