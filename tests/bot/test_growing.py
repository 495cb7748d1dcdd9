"""An answer that is shown while it is written looks, at its end, as if it had been shown at once."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from bot.answer import Answer, Citation, Claim
from bot.growing import Growing
from bot.render import pieces, plain, terminal
from retrieval.articles import Article, Paragraph, Span
from retrieval.question import Question

PARAGRAPHS = tuple(
    Paragraph("nato", number, f"„Das ist der {number}. Satz, und er ist nicht kurz“, sagte Kaja Kallas.")
    for number in range(1, 13)
)
ARTICLE = Article("nato", "Debatte", False, PARAGRAPHS, publisher="taz", language="de")
CLAIMS = tuple(
    Claim(
        f"Kallas says in sentence {paragraph.number} that it is not short at all.",
        (Citation(paragraph, Span(1, paragraph.text.index("“")), Span(0, len(paragraph.text))),),
        "Kaja Kallas",
        "Kaja Kallas",
        "direct",
    )
    for paragraph in PARAGRAPHS
)
TRANSLATED = tuple(
    replace(claim, translation=f"This is sentence {n}, and not a short one") for n, claim in enumerate(CLAIMS, 1)
)


def answer(*claims: Claim, written_by: str | None = "maker:model") -> Answer:
    question = Question("What did Kallas say?", "en", "statements", speaker="Kallas")
    return Answer(question, "answered", None, claims, (), (), written_by, (ARTICLE,))


class Screen:
    """A terminal that is `height` lines high and knows what rich sends to it."""

    def __init__(self, width: int, height: int) -> None:
        self._file = StringIO()
        self.console = Console(
            file=self._file, force_terminal=True, width=width, height=height, highlight=False, color_system=None
        )

    @property
    def sent(self) -> str:
        return self._file.getvalue()

    def lines(self) -> list[str]:
        """What was ever printed, as it stands now; fails where the cursor was moved to lines that had scrolled away."""
        lines, at = [""], 0
        for part in re.findall(r"\x1b\[\d*[A-Z]|\r|\n|[^\x1b\r\n]+", self.sent):
            if part == "\n":
                at += 1
                if at == len(lines):
                    lines.append("")
            elif part.endswith("A") and part.startswith("\x1b"):
                at -= int(part[2:-1])
                assert at >= len(lines) - self.console.height
            elif part == "\x1b[2K":
                lines[at] = ""
            elif part != "\r":
                assert not part.startswith("\x1b"), part
                lines[at] += part
        return [line.rstrip() for line in lines]


def at_once(shown: Answer, width: int) -> list[str]:
    screen = Screen(width, 1000)
    screen.console.print(terminal(pieces(shown)), end="")
    return screen.lines()


def without_empty_end(lines: list[str]) -> list[str]:
    return "\n".join(lines).rstrip("\n").split("\n")


@pytest.mark.parametrize("claims", [CLAIMS[:3], TRANSLATED[:3], CLAIMS, TRANSLATED], ids=len)
@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 12), (200, 5), (80, 100)])
def test_at_the_end_it_stands_as_if_shown_at_once(claims: tuple[Claim, ...], width: int, height: int) -> None:
    screen = Screen(width, height)
    growing = Growing(screen.console)
    for count in range(1, len(claims) + 1):
        growing.told(answer(*CLAIMS[:count]))
    growing.done(answer(*claims))

    assert without_empty_end(screen.lines()) == without_empty_end(at_once(answer(*claims), width))


def test_a_claim_is_shown_as_soon_as_it_is_there_and_once() -> None:
    screen, begun = Screen(150, 30), []
    growing = Growing(screen.console, begins=lambda: begun.append(len(screen.sent)))
    assert screen.sent == ""
    growing.told(answer(*CLAIMS[:1]))
    assert begun == [0]
    assert screen.sent == (
        "Kallas says in sentence 1 that it is not short at all. [1]\n"
        "  Kaja Kallas, verbatim: „Das ist der 1. Satz, und er ist nicht kurz“\n"
    )
    growing.told(answer(*CLAIMS[:2]))
    growing.done(answer(*CLAIMS[:2]))

    assert screen.sent == plain(answer(*CLAIMS[:2])) + "\n"


def test_translations_are_put_below_their_quotations_when_they_come() -> None:
    screen = Screen(100, 30)
    growing = Growing(screen.console)
    growing.told(answer(*CLAIMS[:2]))
    growing.done(answer(*TRANSLATED[:2]))

    assert [line for line in screen.lines() if "Translation" in line or "[2]" in line][:3] == [
        "  Translation: This is sentence 1, and not a short one",
        "Kallas says in sentence 2 that it is not short at all. [2]",
        "  Translation: This is sentence 2, and not a short one",
    ]


def test_no_more_is_shown_in_advance_than_fits_on_the_screen() -> None:
    screen = Screen(150, 10)
    growing = Growing(screen.console)
    for count in range(1, 13):
        growing.told(answer(*CLAIMS[:count]))

    assert screen.sent.count("\n") == 8
    growing.done(answer(*CLAIMS))
    assert screen.sent == plain(answer(*CLAIMS)) + "\n"


def test_an_answer_that_no_model_wrote_after_all_takes_the_place_of_what_was_shown() -> None:
    screen = Screen(100, 30)
    growing = Growing(screen.console)
    growing.told(answer(*CLAIMS[:2]))
    growing.done(answer(*CLAIMS[:1], written_by=None))

    assert without_empty_end(screen.lines()) == without_empty_end(at_once(answer(*CLAIMS[:1], written_by=None), 100))
    assert "\n".join(screen.lines()).startswith("Kaja Kallas\n  verbatim:")
