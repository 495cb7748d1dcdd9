"""What all handlers share: the assistant, the library, what is known about people, and threads for the slow work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Protocol, TypeVar

from telegram import Chat, InlineKeyboardMarkup, Message, Update, User
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError

from bot.answer import Answer
from bot.conversation import Conversation
from bot.feedback import Feedback
from bot.settings import Settings
from bot.state import State, Wait
from bot.telegram.access import Access
from bot.telegram.lookups import Lookups
from bot.telegram.metrics import Metrics
from bot.telegram.pages import Block, messages
from bot.telegram.ratings import Ratings
from bot.telegram.rich import rich
from bot.telegram.shelf import Shelf
from bot.telegram.texts import LANGUAGES, user_language, words
from bot.telegram.turn import TURN

__all__ = ["LANGUAGE", "Asks", "Room", "message_of", "say", "send", "topic_of", "user_of"]

LANGUAGE = "language"
"""Under this name a group's language is kept among its choices."""

_AT_ONCE = 16  # questions that are worked on; a language model may keep each of them waiting
_TYPING_SECONDS = 4.0  # Telegram shows "typing" for five

T = TypeVar("T")


class Asks(Protocol):
    """What the bot needs of an Assistant; called in threads, several at once."""

    def ask(
        self,
        question: str,
        conversation: Conversation = ...,
        told: Callable[[Answer], None] | None = None,
        written: bool = True,
    ) -> tuple[Answer, Conversation]:
        """`told` is called, in the same thread, with the answer so far while a language model writes it; `written`:
        whether one may be asked at all."""


class Room:
    def __init__(
        self, assistant: Asks, shelf: Shelf, state: State, access: Access, settings: Settings, metrics: Metrics
    ) -> None:
        self.assistant = assistant
        self.metrics = metrics
        self.shelf = shelf
        self.state = state
        self.access = access
        self.ratings = Ratings(Feedback(state.database), shelf)
        self.lookups = Lookups(settings.telegram_per_minute, settings.telegram_per_day)
        self._settings = settings
        self._workers = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="wortlaut-telegram")

    async def chosen_language(self, user: User | None, chat: Chat | None) -> str | None:
        """The language that was chosen with /language; in a group the group's goes before a person's."""
        chosen = None
        if chat is not None and chat.type != ChatType.PRIVATE:
            chosen = await asyncio.to_thread(self.state.choices.of, chat.id, LANGUAGE)
        if chosen is None and user is not None:
            chosen = await asyncio.to_thread(self.state.people.language, user.id)
        return chosen if chosen in LANGUAGES else None

    async def language(self, user: User | None, chat: Chat | None = None) -> str:
        """The language to speak with somebody: the one chosen, else that of their Telegram app."""
        return await self.chosen_language(user, chat) or user_language(user.language_code if user else None)

    async def tell(self, update: Update, key: str, **values: object) -> None:
        """A line in the bot's own words, as a reply."""
        language = await self.language(update.effective_user, update.effective_chat)
        await say(message_of(update), words(language, key, **values))

    async def limited(self, person: User) -> Wait | None:
        """Counts a question of this person; where that is one too many, says how long they have to wait."""
        turn, settings = TURN.get(), self._settings
        if turn is None:
            return None
        most = settings.telegram_per_minute, settings.telegram_per_day
        return await asyncio.to_thread(self.state.limits.take, person.id, turn.update_id, *most)

    async def in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._workers, work)

    async def working(self, message: Message, work: Callable[[], T]) -> T:
        """Does the work in a thread; meanwhile the chat that the message stands in shows that the bot is typing."""
        done = asyncio.get_running_loop().run_in_executor(self._workers, work)
        while not done.done():
            with suppress(TelegramError):
                await message.chat.send_action(ChatAction.TYPING, message_thread_id=topic_of(message))
            await asyncio.wait([done], timeout=_TYPING_SECONDS)
        return await done


async def say(message: Message, line: str, markup: InlineKeyboardMarkup | None = None) -> list[Message]:
    return await send(message, messages([Block(rich(line.strip()))]), [markup])


async def send(
    message: Message, pages: Sequence[str], markups: Sequence[InlineKeyboardMarkup | None] = ()
) -> list[Message]:
    """The first page replies to the message, so that it is clear what it answers; `markups` are the pages' buttons."""
    sent = []
    for index, page in enumerate(pages):
        markup = markups[index] if index < len(markups) else None
        sent.append(await message.reply_text(page, do_quote=index == 0, reply_markup=markup))
    return sent


def topic_of(message: Message) -> int | None:
    """The topic that a message stands in; a chain of replies, which Telegram numbers likewise, is none."""
    return message.message_thread_id if message.is_topic_message else None


def message_of(update: Update) -> Message:
    if update.message is None:
        raise TypeError("the filters let only new messages pass")
    return update.message


def user_of(update: Update) -> User:
    if update.effective_user is None:
        raise TypeError("the gate lets only people pass")
    return update.effective_user
