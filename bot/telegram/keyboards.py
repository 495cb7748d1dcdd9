"""The buttons below an answer. Which answer it is, the message that they stand below tells; P is the page of it.

`turn:P` shows page P · `whole:P[:C:B:F]` the passage of citation C, or the one B before or F after it (counted from it,
because an article that grew is numbered anew) · `copy:P[:I]` claim I with its source · `else:P[:M]` who else is quoted
there (M marks a name) · `who:I` candidate I · `good:P`, `bad:P`, `unrate:P` what somebody thinks of it ·
`again:P` asks once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answer import Answer
from bot.feedback import Rating
from bot.render import numbered
from bot.telegram.buttons import button, copying, in_rows, keyboard, mark_of
from bot.telegram.html import Page
from bot.telegram.ratings import THUMBS
from bot.telegram.sourced import sourced
from bot.telegram.texts import words
from retrieval.articles import Paragraph

__all__ = ["Sheet", "at_once"]

_AT_ONCE = 3

_CANDIDATES, _NAMES = 8, 10
_NARROW, _WIDE = 2, 5

_TICK = "\N{WHITE HEAVY CHECK MARK}"


def at_once(pages: Sequence[Page]) -> int:
    """In how many messages an answer is sent; "More" turns the last of them to what is left. A claim that is longer
    than a message is sent to its end."""
    count = min(len(pages), _AT_ONCE)
    while count < len(pages) and pages[count].claims == pages[count - 1].claims:
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class Sheet:
    """One message of an answer with what its buttons need.

    `language` is the one of the labels; `rating` what whoever looks at it has given, where they alone see it;
    `corrects`: whether they may correct the library.
    """

    answer: Answer
    pages: Sequence[Page]
    at: int
    language: str
    rating: Rating | None = None
    corrects: bool = False

    @property
    def page(self) -> Page:
        return self.pages[self.at]

    @property
    def is_last(self) -> bool:
        """Whether the answer's last message stands here, or, where it has many, the one that is turned."""
        return self.at >= at_once(self.pages) - 1

    def keyboard(self) -> InlineKeyboardMarkup | None:
        return keyboard([*(self._candidates() if self.is_last else ()), self._turning(), *self._tools()])

    def passages(self) -> InlineKeyboardMarkup | None:
        """A button for each passage that the message cites."""
        shown = (self._passage(citation, label) for citation, label in self.cited())
        return keyboard([*in_rows(shown, _WIDE), [self.back()]])

    def copies(self) -> InlineKeyboardMarkup | None:
        """A button for each claim on the message."""
        numbers = numbered(self.answer)
        shown = (
            self._copy(index, " ".join(f"[{numbers[citation]}]" for citation in self.answer.claims[index].citations))
            for index in self._claims()
        )
        return keyboard([*in_rows(shown, _WIDE), [self.back()]])

    def names(self, names: Iterable[str]) -> InlineKeyboardMarkup | None:
        listed = [button(name, "else", self.at, mark_of(name)) for name in list(names)[:_NAMES]]
        return keyboard([*in_rows(listed, _NARROW), [self.back()]])

    def around(self, citation: int, steps: int, before: bool, after: bool) -> InlineKeyboardMarkup | None:
        """Below a whole passage, `steps` after the cited one: the paragraphs before and after it, where there are
        such."""
        around = []
        if before:
            around.append(self._passage(citation, words(self.language, "button_before"), steps - 1))
        if after:
            around.append(self._passage(citation, words(self.language, "button_after"), steps + 1))
        return keyboard([around, [self.back()]])

    def cited(self) -> list[tuple[int, str]]:
        """The passages that the message cites: the number of the first citation, and all of them ("[1] [2]")."""
        numbers = numbered(self.answer)
        found: dict[Paragraph, list[int]] = {}
        for index in self.page.claims:
            for citation in self.answer.claims[index].citations:
                found.setdefault(citation.paragraph, []).append(numbers[citation])
        return [(cited[0], " ".join(f"[{number}]" for number in dict.fromkeys(cited))) for cited in found.values()]

    def back(self) -> InlineKeyboardButton:
        return button(words(self.language, "button_back"), "turn", self.at)

    # --------------------------------------------------------------------------------------------------------- details

    def _candidates(self) -> Iterable[Sequence[InlineKeyboardButton]]:
        named = list(enumerate(self.answer.candidates))[:_CANDIDATES]
        return in_rows((button(name, "who", index) for index, name in named), _NARROW)

    def _turning(self) -> list[InlineKeyboardButton]:
        if not self.is_last:
            return []
        turning = []
        if self.at >= at_once(self.pages):
            turning.append(button(words(self.language, "button_less"), "turn", self.at - 1))
        if left := len(self.pages) - self.at - 1:
            turning.append(button(words(self.language, "button_more", count=left), "turn", self.at + 1))
        return turning

    def _tools(self) -> Iterable[Sequence[InlineKeyboardButton]]:
        if self.page.claims:
            yield [self._whole(), self._copying()]
        if self.is_last:
            yield [*self._who_else(), *self._thumbs()]
        if self.corrects and self._statements():
            yield [button(words(self.language, "button_correct"), "correct", self.at)]

    def _whole(self) -> InlineKeyboardButton:
        label = words(self.language, "button_whole")
        cited = self.cited()
        if len(cited) == 1:
            return self._passage(cited[0][0], label)
        return button(label, "whole", self.at)

    def _passage(self, citation: int, label: str, steps: int = 0) -> InlineKeyboardButton:
        return button(label, "whole", self.at, citation, max(-steps, 0), max(steps, 0))

    def _copying(self) -> InlineKeyboardButton:
        label = words(self.language, "button_copy")
        claims = self._claims()
        return self._copy(claims[0], label) if len(claims) == 1 else button(label, "copy", self.at)

    def _copy(self, claim: int, label: str) -> InlineKeyboardButton:
        """On the telephone itself where it is short enough for that; else the bot sends it."""
        one = self.answer.claims[claim]
        texts = (sourced(self.answer, one), sourced(self.answer, one, fragment=False))
        made = next(filter(None, (copying(label, text) for text in texts)), None)
        return made or button(label, "copy", self.at, claim)

    def _claims(self) -> list[int]:
        """Where the claims of the message stand in the answer; those without a citation have no source to copy."""
        return [index for index in self.page.claims if self.answer.claims[index].citations]

    def _statements(self) -> list[int]:
        return [index for index in self._claims() if self.answer.claims[index].kind is not None]

    def _who_else(self) -> list[InlineKeyboardButton]:
        if not self.answer.claims:
            return []
        return [button(words(self.language, "button_else"), "else", self.at)]

    def _thumbs(self) -> list[InlineKeyboardButton]:
        """A thumb that was given carries another action, so that a press that is handled twice does the same twice."""
        thumbs = []
        for thumb, rating in THUMBS.items():
            given = rating == self.rating
            thumbs.append(button(f"{_TICK} {thumb}" if given else thumb, "unrate" if given else rating, self.at))
        return thumbs
