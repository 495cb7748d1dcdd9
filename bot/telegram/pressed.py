"""A button of an answer that was pressed, and changing the message that it stands below."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest

from bot.state import Shown
from bot.telegram.buttons import Press, button, keyboard
from bot.telegram.keyboards import Sheet
from bot.telegram.pages import line
from bot.telegram.texts import words

__all__ = ["Pressed", "edit", "outdated"]


@dataclass(frozen=True, slots=True)
class Pressed:
    """`message` is what the button stands below, `sheet` what that message shows."""

    update: Update
    message: Message
    press: Press
    shown: Shown
    sheet: Sheet


async def edit(message: Message, html: str | None, markup: InlineKeyboardMarkup | None) -> None:
    """Changes a message of the bot in place, without `html` its buttons only. Pressed twice it is as it should be."""
    try:
        if html is None:
            await message.edit_reply_markup(markup)
        else:
            await message.edit_text(html, reply_markup=markup)
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise


async def outdated(message: Message, shown: Shown, language: str) -> str:
    """What the answer shows does not stand in the library so any more: it can be asked for anew. What a language model
    made of it goes; quotations were right when they were shown. Returns a line that says so."""
    written = shown.details["written_by"] is not None
    told = words(language, "outdated" if written else "changed")
    markup = keyboard([[button(words(language, "button_ask_again"), "again", 0)]])
    await edit(message, line(told) if written else None, markup)
    return told
