"""What the bot does with what it is sent: the gate, questions, and which part of it does the rest.

In private it answers everything. In groups it speaks only when it is spoken to: mentioned, replied to, or with a
command.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

from telegram import CallbackQuery, Chat, Message, MessageOriginUser, Update, User
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import (
    ApplicationHandlerStop,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    TypeHandler,
    filters,
)

from bot.logs import where
from bot.telegram.adding import Adding
from bot.telegram.addressed import question_in, speaks_to
from bot.telegram.answering import MAX_QUESTION, Answering
from bot.telegram.buttons import Press
from bot.telegram.catalogue import Catalogue
from bot.telegram.incoming import FORMATS
from bot.telegram.inline import Inline
from bot.telegram.menu import offer_to_owner
from bot.telegram.personal import Personal
from bot.telegram.presses import Presses
from bot.telegram.room import Asks, Room, message_of, say, user_of
from bot.telegram.texts import words
from retrieval.errors import WortlautError

__all__ = ["MAX_QUESTION", "Asks", "Handlers"]

_TOAST = 200  # characters that Telegram shows for the press of a button
_FLEETING = 60  # what is longer stays until it is tapped away

_GONE = ("message to edit not found", "message can't be edited")

_log = logging.getLogger("wortlaut.telegram")


class Handlers:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._answering = Answering(room)
        self._adding = Adding(room)
        self._inline = Inline(room)
        self._presses = Presses(room, self._answering)
        self._catalogue = Catalogue(room, self._answering)
        self._personal = Personal(room)
        self._parts = (self._presses, self._catalogue, self._personal)

    def connect(self, application: Any, gate: int, talk: int) -> None:
        """Into these groups of handlers; the gate goes first."""
        new = filters.UpdateType.MESSAGE  # an edited question was answered already
        private = filters.ChatType.PRIVATE
        commands = {
            "start": self.start,
            "help": self.help,
            "ask": self.ask,
            "articles": self._catalogue.articles,
            "speakers": self._catalogue.speakers,
            "quotes": self._catalogue.quotes,
            "new": self._personal.new,
            "language": self._personal.language,
            "forget": self._personal.forget,
        }
        application.add_handler(TypeHandler(Update, self.gate), gate)
        for command, handler in commands.items():
            application.add_handler(CommandHandler(command, handler, new), talk)
        application.add_handler(CommandHandler("remove", self._catalogue.remove, new & private), talk)
        for kind, handler in (
            (filters.COMMAND, self.unknown_command),
            (private & filters.Document.ALL, self._adding.document),
            (private & filters.FORWARDED & (filters.TEXT | filters.CAPTION), self.forwarded),
            (filters.TEXT | filters.CAPTION, self.question),
            (~filters.StatusUpdate.ALL, self.not_text),
        ):
            application.add_handler(MessageHandler(new & kind, handler), talk)
        application.add_handler(CallbackQueryHandler(self.pressed), talk)
        application.add_handler(InlineQueryHandler(self._inline.look_up), talk)
        application.add_handler(MessageReactionHandler(self._presses.reacted), talk)
        application.add_error_handler(self.failed)

    async def gate(self, update: Update, _: Any) -> None:
        """Runs before everything else; lets on only what comes from somebody who may use the bot."""
        chat, user = update.effective_chat, update.effective_user
        if user is not None and not user.is_bot and (chat is None or chat.type != ChatType.CHANNEL):
            if self._room.access.admits(user.id) or update.inline_query is not None:
                return  # an inline query is told that the bot is private where its results would stand
            await self._turn_away(update, chat, user)
        raise ApplicationHandlerStop

    async def _turn_away(self, update: Update, chat: Chat | None, user: User) -> None:
        """Tells a stranger so: in private once a day, whoever presses a button always, in a group nothing."""
        line = words(await self._room.language(user), "stranger", id=user.id)
        if update.callback_query is not None:
            await _toast(update.callback_query, line)
        elif update.message and chat and chat.type == ChatType.PRIVATE and await self._room.access.tells(user.id):
            _log.info("Turned away a stranger, id %d", user.id)
            await say(update.message, line)

    # ------------------------------------------------------------------------------------------------------- messages

    async def start(self, update: Update, context: Any) -> None:
        await self._introduce(update, "start")
        if self._room.access.owns(user_of(update).id):
            await offer_to_owner(context.bot, user_of(update).id)

    async def help(self, update: Update, context: Any) -> None:
        await self._introduce(update, "help", bot=context.bot.username)

    async def _introduce(self, update: Update, key: str, **values: object) -> None:
        """With what the owner can do besides, for the owner."""
        language = await self._room.language(user_of(update), update.effective_chat)
        lines = [words(language, key, **values)]
        if self._room.access.owns(user_of(update).id):
            lines.append(words(language, "help_owner", formats=FORMATS))
        await say(message_of(update), "\n\n".join(line.strip() for line in lines))

    async def question(self, update: Update, context: Any) -> None:
        """A text or a caption."""
        if speaks_to(message_of(update), context.bot.bot):
            await self.ask(update, context)

    async def ask(self, update: Update, context: Any) -> None:
        asked = question_in(message_of(update), context.bot.bot)
        if asked.strip():
            await self._answering.question(message_of(update), asked, user_of(update))
        else:
            await self._room.tell(update, "ask_what")

    async def forwarded(self, update: Update, context: Any) -> None:
        """An article, from the owner; but a forwarded question is a question, and an answer of the bot no article."""
        message = message_of(update)
        text, origin = message.text or message.caption or "", message.forward_origin
        own = isinstance(origin, MessageOriginUser) and origin.sender_user.id == context.bot.id
        if self._room.access.owns(user_of(update).id) and not own and not text.rstrip().endswith("?"):
            await self._adding.forwarded(update, context)
        else:
            await self.question(update, context)

    async def unknown_command(self, update: Update, context: Any) -> None:
        """In groups every bot sees "/stop": only what names this one is for it."""
        message = message_of(update)
        named = (message.text or "").split()[0].casefold().endswith(f"@{context.bot.username}".casefold())
        if named or message.chat.type == ChatType.PRIVATE:
            await self._room.tell(update, "unknown_command")

    async def not_text(self, update: Update, context: Any) -> None:
        if speaks_to(message_of(update), context.bot.bot):
            await self._room.tell(update, "not_text")

    # -------------------------------------------------------------------------------------------------------- buttons

    async def pressed(self, update: Update, _: Any) -> None:
        """Whatever a button does, Telegram waits to hear that it was pressed."""
        query = update.callback_query
        if query is None:
            return
        press, message = Press.read(query.data or ""), query.message
        part = next((part for part in self._parts if press and press.action in part.actions), None)
        gone = words(await self._room.language(query.from_user, update.effective_chat), "gone")
        if press is None or part is None or not isinstance(message, Message) or not message.is_accessible:
            await _toast(query, gone)
            return
        try:
            line = await part.press(update, message, press)
        except WortlautError as error:
            line = await self._told(error, update)
        except BadRequest as error:
            if not any(reason in error.message.lower() for reason in _GONE):
                raise
            line = gone
        if line is not None:
            await _toast(query, line)

    # --------------------------------------------------------------------------------------------------------- errors

    async def failed(self, update: object, context: Any) -> None:
        """Tells the user in a line, and the log where it happened, but not what was written: that is private."""
        error: Exception = context.error
        if isinstance(error, Forbidden):
            _log.info("A chat is closed to the bot: %s", error.message)
            return
        if not isinstance(update, Update):
            _log.error("An update failed: %s", where(error))
            return
        line = await self._told(error, update)
        with suppress(TelegramError):
            if update.callback_query is not None:
                await _toast(update.callback_query, line)
            elif update.message is not None:
                await say(update.message, line)

    async def _told(self, error: Exception, update: Update) -> str:
        """What went wrong, in a line. Ours name files and folders of the server: they are for the owner, in private."""
        user, chat = update.effective_user, update.effective_chat
        private = chat is not None and chat.type == ChatType.PRIVATE
        ours = isinstance(error, WortlautError)
        _log.error("An update failed: %s", error if ours else where(error))
        if ours and private and user is not None and self._room.access.owns(user.id):
            return str(error)
        return words(await self._room.language(user, chat), "failed")


async def _toast(query: CallbackQuery, line: str) -> None:
    """Shown for a moment; a longer line until it is tapped away. One that comes too late is dropped."""
    with suppress(BadRequest):
        await query.answer(line[:_TOAST] or None, show_alert=len(line) > _FLEETING)
