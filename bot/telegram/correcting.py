"""The owner knows better: a statement was not said by whom the answer says. For the private chat with the owner."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from telegram.constants import ChatType

from bot.answer import Citation
from bot.claims import places
from bot.render import numbered
from bot.telegram.buttons import button, in_rows, keyboard, mark_of
from bot.telegram.keyboards import Sheet
from bot.telegram.pages import line as html_of
from bot.telegram.pressed import Pressed, edit, outdated
from bot.telegram.room import Room, user_of
from bot.telegram.shown import holds
from bot.telegram.texts import words

__all__ = ["Correcting"]

_NAMES, _WIDE, _NUMBERS_WIDE = 8, 2, 5


class Correcting:
    """`correct:P` shows the statements on page P to choose from, `wrong:P:I:J` what can be wrong about the one that
    claim I quotes at its place J (from 0, which may be left out); `hide:P:I:J`, `by:P:I:M:J` (M marks a name) and
    `undo:P:N` (correction N) do it."""

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
        statements = [(index, at) for index in sheet.page.claims for at in range(_count(sheet, index))]
        if len(statements) == 1:
            return await self._offered(pressed, *statements[0])
        listed = (button(_markers(_statement(sheet, *one), numbers), "wrong", sheet.at, *one) for one in statements)
        await edit(pressed.message, None, keyboard([*in_rows(listed, _NUMBERS_WIDE), [sheet.back()]]))
        return words(sheet.language, "correct_which")

    async def _offer(self, pressed: Pressed) -> str:
        _, claim = _arguments(pressed, 2)
        return await self._offered(pressed, claim, _place(pressed, 2))

    async def _offered(self, pressed: Pressed, number: int, at: int) -> str:
        sheet, cited = pressed.sheet, _statement(pressed.sheet, number, at)
        if not cited:
            return words(sheet.language, "changed")
        said_by = sheet.answer.claims[number].speaker
        names = await self._room.in_thread(lambda: self._others(sheet, cited[0], said_by))
        label = words(sheet.language, "button_not_said", name=said_by or "…")
        rows = [[button(label, "hide", sheet.at, number, at)]]
        others = (
            button(words(sheet.language, "button_said_by", name=name), "by", sheet.at, number, mark_of(name), at)
            for name in names
        )
        await edit(pressed.message, None, keyboard([*rows, *in_rows(others, _WIDE), [sheet.back()]]))
        return ""

    async def _hide(self, pressed: Pressed) -> str:
        _, number = _arguments(pressed, 2)
        cited = _statement(pressed.sheet, number, _place(pressed, 2))
        if not cited:
            return words(pressed.sheet.language, "changed")
        done = await self._room.in_thread(lambda: self._room.shelf.hide(cited[0]))
        return await self._corrected(pressed, done, words(pressed.sheet.language, "corrected_hidden"))

    async def _attribute(self, pressed: Pressed) -> str:
        sheet = pressed.sheet
        _, number, mark = _arguments(pressed, 3)
        cited = _statement(sheet, number, _place(pressed, 3))
        if not cited:
            return words(sheet.language, "changed")
        said_by = sheet.answer.claims[number].speaker
        names = await self._room.in_thread(lambda: self._others(sheet, cited[0], said_by))
        name = next((name for name in names if mark_of(name) == mark), None)
        if name is None:
            return words(sheet.language, "changed")
        done = await self._room.in_thread(lambda: self._room.shelf.attribute(cited[0], name))
        return await self._corrected(pressed, done, words(pressed.sheet.language, "corrected_speaker", name=name))

    async def _undo(self, pressed: Pressed) -> str:
        _, number = _arguments(pressed, 2)
        sheet, shelf = pressed.sheet, self._room.shelf
        await self._room.in_thread(lambda: shelf.undo(number))
        if sheet.answer.written_by is None:
            await edit(pressed.message, None, sheet.keyboard())
        elif await self._room.in_thread(lambda: holds(pressed.shown, sheet.answer, shelf.standing)):
            await edit(pressed.message, sheet.page.html, sheet.keyboard())
        else:
            return await outdated(pressed.message, pressed.shown, sheet.language)
        return words(sheet.language, "thanks_back")

    # --------------------------------------------------------------------------------------------------------- details

    async def _corrected(self, pressed: Pressed, correction: int, line: str) -> str:
        sheet = pressed.sheet
        undo = button(words(sheet.language, "button_undo"), "undo", sheet.at, correction)
        again = button(words(sheet.language, "button_ask_again"), "again", sheet.at)
        if sheet.answer.written_by is None:
            await edit(pressed.message, None, keyboard([[undo, again], [sheet.back()]]))
        else:  # what a language model made of the statement goes with it
            await edit(pressed.message, html_of(line), keyboard([[undo, again]]))
        return line

    def _others(self, sheet: Sheet, cited: Citation, speaker: str | None) -> list[str]:
        """Who else is named in the article, those who are quoted most first."""
        named = self._room.shelf.named_in(sheet.answer.article(cited.paragraph.article))
        return [name for name in named if name != speaker][:_NAMES]


def _arguments(pressed: Pressed, count: int) -> tuple[int, ...]:
    """What the button carries, filled up with numbers that nothing has."""
    return (*pressed.press.arguments, *(count * [1 << 40]))[:count]


def _place(pressed: Pressed, index: int) -> int:
    """The place that it carries behind its other numbers; the first where it carries none."""
    return next(iter(pressed.press.arguments[index : index + 1]), 0)


def _count(sheet: Sheet, number: int) -> int:
    """Of the statements that a claim quotes: one, except where a language model has put several together."""
    claim = sheet.answer.claims[number]
    if claim.kind is None:
        return 0
    return 1 if sheet.answer.written_by is None else len(places(claim))


def _statement(sheet: Sheet, number: int, at: int) -> Sequence[Citation]:
    """The citations of one of them; none where there is no such statement."""
    if number >= len(sheet.answer.claims) or at >= _count(sheet, number):
        return ()
    claim = sheet.answer.claims[number]
    return claim.citations if sheet.answer.written_by is None else places(claim)[at].citations


def _markers(cited: Sequence[Citation], numbers: dict[Citation, int]) -> str:
    return " ".join(f"[{numbers[citation]}]" for citation in cited)
