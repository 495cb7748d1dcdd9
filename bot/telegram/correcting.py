"""The owner knows better: a statement was not said by whom the answer says. For the private chat with the owner."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram.constants import ChatType

from bot.answer import Citation, Claim
from bot.render import numbered
from bot.telegram.buttons import button, in_rows, keyboard, mark_of
from bot.telegram.keyboards import Sheet
from bot.telegram.pressed import Pressed, edit
from bot.telegram.room import Room, user_of
from bot.telegram.texts import words

__all__ = ["Correcting"]

_NAMES, _WIDE, _NUMBERS_WIDE = 8, 2, 5


class Correcting:
    """`correct:P` shows the statements on page P to choose from, `wrong:P:I` what can be wrong about claim I;
    `hide:P:I`, `by:P:I:M` (M marks a name) and `undo:P:N` (correction N) do it."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._actions: dict[str, Callable[[Pressed], Awaitable[str]]] = {
            "correct": self._choose,
            "wrong": self._offer,
            "hide": self._hide,
            "by": self._attribute,
            "undo": self._undo,
        }

    @property
    def actions(self) -> frozenset[str]:
        return frozenset(self._actions)

    async def press(self, pressed: Pressed) -> str:
        owner = self._room.access.owns(user_of(pressed.update).id)
        if not owner or pressed.message.chat.type != ChatType.PRIVATE:
            return words(pressed.sheet.language, "only_owner")
        return await self._actions[pressed.press.action](pressed)

    async def _choose(self, pressed: Pressed) -> str:
        sheet = pressed.sheet
        numbers = numbered(sheet.answer)
        statements = [index for index in sheet.page.claims if sheet.answer.claims[index].kind is not None]
        if len(statements) == 1:
            return await self._offered(pressed, statements[0])
        listed = (
            button(_markers(sheet.answer.claims[index], numbers), "wrong", sheet.at, index) for index in statements
        )
        await edit(pressed.message, None, keyboard([*in_rows(listed, _NUMBERS_WIDE), [sheet.back()]]))
        return words(sheet.language, "correct_which")

    async def _offer(self, pressed: Pressed) -> str:
        _, claim = _arguments(pressed, 2)
        return await self._offered(pressed, claim)

    async def _offered(self, pressed: Pressed, number: int) -> str:
        sheet, claim = pressed.sheet, _statement(pressed.sheet, number)
        if claim is None:
            return words(sheet.language, "changed")
        names = await self._room.in_thread(lambda: self._others(sheet, claim))
        label = words(sheet.language, "button_not_said", name=claim.speaker or "…")
        rows = [[button(label, "hide", sheet.at, number)]]
        said_by = (
            button(words(sheet.language, "button_said_by", name=name), "by", sheet.at, number, mark_of(name))
            for name in names
        )
        await edit(pressed.message, None, keyboard([*rows, *in_rows(said_by, _WIDE), [sheet.back()]]))
        return ""

    async def _hide(self, pressed: Pressed) -> str:
        _, number = _arguments(pressed, 2)
        claim = _statement(pressed.sheet, number)
        if claim is None:
            return words(pressed.sheet.language, "changed")
        done = await self._room.in_thread(lambda: self._room.shelf.hide(claim.citations[0]))
        return await self._corrected(pressed, done, words(pressed.sheet.language, "corrected_hidden"))

    async def _attribute(self, pressed: Pressed) -> str:
        _, number, mark = _arguments(pressed, 3)
        claim = _statement(pressed.sheet, number)
        names = await self._room.in_thread(lambda: self._others(pressed.sheet, claim)) if claim else []
        name = next((name for name in names if mark_of(name) == mark), None)
        if claim is None or name is None:
            return words(pressed.sheet.language, "changed")
        done = await self._room.in_thread(lambda: self._room.shelf.attribute(claim.citations[0], name))
        return await self._corrected(pressed, done, words(pressed.sheet.language, "corrected_speaker", name=name))

    async def _undo(self, pressed: Pressed) -> str:
        _, number = _arguments(pressed, 2)
        await self._room.in_thread(lambda: self._room.shelf.undo(number))
        await edit(pressed.message, None, pressed.sheet.keyboard())
        return words(pressed.sheet.language, "thanks_back")

    # --------------------------------------------------------------------------------------------------------- details

    async def _corrected(self, pressed: Pressed, correction: int, line: str) -> str:
        sheet = pressed.sheet
        undo = button(words(sheet.language, "button_undo"), "undo", sheet.at, correction)
        again = button(words(sheet.language, "button_ask_again"), "again", sheet.at)
        await edit(pressed.message, None, keyboard([[undo, again], [sheet.back()]]))
        return line

    def _others(self, sheet: Sheet, claim: Claim) -> list[str]:
        """Who else is named in the article, those who are quoted most first."""
        named = self._room.shelf.named_in(sheet.answer.article(claim.citations[0].paragraph.article))
        return [name for name in named if name != claim.speaker][:_NAMES]


def _arguments(pressed: Pressed, count: int) -> tuple[int, ...]:
    """What the button carries, filled up with numbers that nothing has."""
    return (*pressed.press.arguments, *(count * [1 << 40]))[:count]


def _statement(sheet: Sheet, number: int) -> Claim | None:
    claims = sheet.answer.claims
    return claims[number] if number < len(claims) and claims[number].kind is not None else None


def _markers(claim: Claim, numbers: dict[Citation, int]) -> str:
    return " ".join(f"[{numbers[citation]}]" for citation in claim.citations)
