"""What a button says to the bot when it is pressed, in the 64 bytes that Telegram allows for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.telegram.marking import short
from bot.telegram.rich import units

__all__ = ["COPIED_AT_MOST", "Press", "button", "copying", "in_rows", "keyboard", "mark_of"]

COPIED_AT_MOST = 256
"""UTF-16 units that a button can copy."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LABEL = 40

Row = Sequence[InlineKeyboardButton]


@dataclass(frozen=True, slots=True)
class Press:
    """`action` names what to do, `arguments` are small numbers and `words` a few words: with what."""

    action: str
    arguments: tuple[int, ...] = ()
    words: str = ""

    @property
    def data(self) -> str:
        """Raises ValueError where it does not fit."""
        data = ":".join([self.action, *(_short_number(argument) for argument in self.arguments)])
        data += f"|{self.words}" if self.words else ""
        if len(data.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
            raise ValueError(f"the data of a button are too long: {data}")
        return data

    @classmethod
    def read(cls, data: str) -> Press | None:
        """None for data that no button of this bot has: any client may send what it likes."""
        numbers, _, words = data.partition("|")
        action, *rest = numbers.split(":")
        if not all(part and len(part) <= 13 and set(part) <= set(_DIGITS) for part in rest):
            return None
        return cls(action, tuple(int(part, 36) for part in rest), words)


def button(label: str, action: str, *arguments: int, words: str = "") -> InlineKeyboardButton:
    return InlineKeyboardButton(short(label, _LABEL), callback_data=Press(action, arguments, words).data)


def copying(label: str, text: str) -> InlineKeyboardButton | None:
    """A button that copies the text on the telephone itself; None where the text is too long for one."""
    if not 0 < units(text) <= COPIED_AT_MOST:
        return None
    return InlineKeyboardButton(short(label, _LABEL), copy_text=CopyTextButton(text))


def in_rows(buttons: Iterable[InlineKeyboardButton], wide: int) -> list[Row]:
    listed = list(buttons)
    return [listed[start : start + wide] for start in range(0, len(listed), wide)]


def keyboard(rows: Iterable[Row]) -> InlineKeyboardMarkup | None:
    """None where there is no button at all."""
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def mark_of(name: str) -> int:
    """A number for a name or an id, to find it again among a few: the whole would not fit into a button."""
    return crc32(name.encode("utf-8", "surrogatepass"))


def _short_number(number: int) -> str:
    if number < 0:
        raise ValueError("the numbers in a button are not negative")
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
