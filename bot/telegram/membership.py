"""How people come in and go: the first link, invitations, and the list of people. For the owner, in private."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User
from telegram.error import BadRequest, TelegramError
from telegram.ext import ApplicationHandlerStop, CallbackQueryHandler, CommandHandler, filters
from telegram.helpers import create_deep_linked_url

from bot.state import People, Person
from bot.telegram.access import Access
from bot.telegram.pages import Block, messages
from bot.telegram.rich import rich
from bot.telegram.texts import user_language, words

__all__ = ["Membership", "first_link", "sorry"]

_log = logging.getLogger("wortlaut.telegram")

_BUTTONS = 50  # people with a button to shut them out; Telegram takes a hundred buttons
_NAME = 40

Handler = Callable[[Update, Any], Coroutine[Any, Any, None]]


class Membership:
    """Handlers that run before the gate, because a stranger with a good link must pass."""

    def __init__(self, access: Access, people: People) -> None:
        self._access = access
        self._people = people

    def connect(self, application: Any, group: int) -> None:
        private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
        application.add_handler(CommandHandler("start", self.arrive, private, has_args=1), group)
        for command, handler in (("invite", self.invite), ("people", self.people), ("dismiss", self.dismiss)):
            application.add_handler(CommandHandler(command, self._for_owner(handler), private), group)
        application.add_handler(
            CallbackQueryHandler(self._for_owner(self.dismissed), pattern=r"^dismiss:\d{1,19}$"), group
        )

    def _for_owner(self, handler: Handler) -> Handler:
        """Nobody else learns from it that there is such a command."""

        async def handle(update: Update, context: Any) -> None:
            user = update.effective_user
            if user and self._access.owns(user.id):
                await handler(update, context)
                raise ApplicationHandlerStop

        return handle

    async def arrive(self, update: Update, context: Any) -> None:
        """/start with a code. Whoever comes in is greeted by what /start does for everybody."""
        message, user, code = update.message, update.effective_user, context.args[0]
        if message is None or user is None or not People.is_code(code):
            return
        before = await asyncio.to_thread(self._people.of, user.id)
        person = await self._access.redeem(code, user.id, user.full_name)
        if person is None:
            if not self._access.admits(user.id):
                if await self._access.tells(user.id):
                    await self._say(message, "invitation_bad", user)
                raise ApplicationHandlerStop
            return
        if person == before:
            return
        if person.role == "owner":
            _log.info("The bot has an owner now, id %d", person.id)
            await self._say(message, "owner_welcome", user)
        elif person.invited_by is not None and person.invited_by != person.id:
            await self._tell_inviter(update, person.invited_by, person)

    async def _tell_inviter(self, update: Update, host: int, person: Person) -> None:
        """In the language that the host chose, else that of the guest: the one of the host's app is not known here."""
        language = await asyncio.to_thread(self._people.language, host) or await self._language(update.effective_user)
        line = words(language, "invited_came", name=person.name, id=person.id)
        try:
            for page in messages([Block(rich(line))]):
                await update.get_bot().send_message(host, page)
        except TelegramError as error:
            _log.info("Whoever invited could not be told: %s", type(error).__name__)

    async def invite(self, update: Update, context: Any) -> None:
        message, user = update.message, update.effective_user
        if message is None or user is None:
            return
        link = create_deep_linked_url(context.bot.username, await self._access.invite(user.id))
        await self._say(message, "invitation", user, link=link)

    async def people(self, update: Update, _: Any) -> None:
        message, user = update.message, update.effective_user
        if message is None or user is None:
            return
        language = await self._language(user)
        *pages, last = self._list(language)
        for page in pages:
            await message.reply_text(page)
        await message.reply_text(last, reply_markup=self._buttons(user, language))

    async def dismiss(self, update: Update, context: Any) -> None:
        """/dismiss ID."""
        message, user = update.message, update.effective_user
        if message is None or user is None:
            return
        number = context.args[0] if context.args else ""
        if not (number.isdecimal() and len(number) < 20):
            await self._say(message, "dismiss_whom", user)
            return
        key = await self._dismiss(int(number), user)
        await self._say(message, key, user, id=number)

    async def dismissed(self, update: Update, _: Any) -> None:
        """The button below the list."""
        query, user = update.callback_query, update.effective_user
        if query is None or user is None or query.data is None:
            return
        number = int(query.data.partition(":")[2])
        key, language = await self._dismiss(number, user), await self._language(user)
        try:
            await query.answer(words(language, key, id=number)[:200])
            await query.edit_message_text(self._list(language)[-1], reply_markup=self._buttons(user, language))
        except BadRequest as error:
            _log.info("The list of people stays as it was: %s", error.message)

    async def _dismiss(self, number: int, owner: User) -> str:
        """Does it, and returns the key of what to say about it."""
        if number == owner.id:
            return "dismiss_self"
        gone = await self._access.dismiss(number)
        if self._access.lists(number):
            return "dismiss_listed"
        return "dismiss_done" if gone else "dismiss_unknown"

    def _list(self, language: str) -> list[str]:
        blocks = [Block(rich(words(language, "people")))]
        for person in self._access.people():
            role = words(language, f"role_{person.role}")
            blocks.append(Block(rich(f"{person.name[:_NAME] or '…'} · {person.id} · {role}")))
        return messages(blocks)

    def _buttons(self, owner: User, language: str) -> InlineKeyboardMarkup | None:
        others = [person for person in self._access.people() if person.id != owner.id][:_BUTTONS]
        label = words(language, "button_dismiss", name="{name}")
        rows = [
            [InlineKeyboardButton(label.format(name=_shown(person)), callback_data=f"dismiss:{person.id}")]
            for person in others
        ]
        return InlineKeyboardMarkup(rows) if rows else None

    async def _say(self, message: Message, key: str, user: User, **values: object) -> None:
        await _reply(message, words(await self._language(user), key, **values))

    async def _language(self, user: User | None) -> str:
        """The one that was chosen with /language, else that of the Telegram app."""
        chosen = await asyncio.to_thread(self._people.language, user.id) if user else None
        return user_language(chosen or (user.language_code if user else None))


def first_link(username: str, code: str) -> str:
    """The line that whoever runs the bot finds in the terminal when nobody may use it yet."""
    return (
        "Nobody may use this bot yet. Open this link in Telegram to make the bot yours; it works once, for a day: "
        f"{create_deep_linked_url(username, code)}"
    )


async def sorry(update: Update) -> None:
    """Tells the user that there will be no answer."""
    user = update.effective_user
    if update.message is not None:
        await _reply(update.message, words(user_language(user.language_code if user else None), "failed"))


async def _reply(message: Message, line: str) -> None:
    for page in messages([Block(rich(line.strip()))]):
        await message.reply_text(page)


def _shown(person: Person) -> str:
    return f"{person.name[:_NAME]} ({person.id})" if person.name.strip() else str(person.id)
