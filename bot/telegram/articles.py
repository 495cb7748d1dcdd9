"""Articles and speakers as messages, a page of them at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from bot.telegram.marking import short
from bot.telegram.pages import Block, messages
from bot.telegram.rich import BOLD, ITALIC, Rich, rich
from bot.telegram.texts import words

if TYPE_CHECKING:
    from retrieval.library import Summary
    from retrieval.speakers import Speaker

__all__ = ["ON_A_PAGE", "article", "article_page", "counted", "on_page", "page_count", "speaker_page", "with_words"]

ON_A_PAGE = 8

T = TypeVar("T")


def page_count(items: Sequence[object]) -> int:
    return max(1, -(-len(items) // ON_A_PAGE))


def on_page(items: Sequence[T], page: int) -> Sequence[T]:
    """Pages count from 0; one that is not there (any more) is the last."""
    page = min(page, page_count(items) - 1)
    return items[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]


def with_words(summaries: Iterable[Summary], searched: str) -> list[Summary]:
    """Those whose title, publisher, date or address has all the words, or the beginnings of them."""
    wanted = searched.casefold().split()

    def text(summary: Summary) -> str:
        parts = (summary.title, summary.publisher, summary.published, summary.url, summary.id)
        return " ".join(part for part in parts if part).casefold()

    return [summary for summary in summaries if all(word in text(summary) for word in wanted)]


def article_page(summaries: Sequence[Summary], page: int, language: str, searched: str = "") -> str:
    """How many there are, then one numbered block each: title, publisher, date, how many statements."""
    heading = counted(language, "found" if searched else "articles", len(summaries), words=searched)
    first = min(page, page_count(summaries) - 1) * ON_A_PAGE + 1
    listed = (
        Block((*rich(f"{number}. "), *article(summary, language)))
        for number, summary in enumerate(on_page(summaries, page), first)
    )
    return _one_message([Block(rich(heading)), *listed, *_which_page(summaries, page, language)])


def article(summary: Summary, language: str) -> Rich:
    publisher = short(summary.publisher or "", 100)
    details = [publisher, (summary.published or "")[:10], counted(language, "statements", summary.statements)]
    return (
        *rich(short(summary.title, 200), BOLD),
        *rich("\n" + " · ".join(detail for detail in details if detail)),
    )


def speaker_page(speakers: Sequence[Speaker], page: int, language: str) -> str:
    """Who is quoted and how often, with a role that an article gives them."""
    heading = counted(language, "speakers", len(speakers))
    listed = (Block(_speaker(speaker, language)) for speaker in on_page(speakers, page))
    return _one_message([Block(rich(heading)), *listed, *_which_page(speakers, page, language)])


def counted(language: str, noun: str, count: int, **values: object) -> str:
    """ "no articles", "1 article", "5 articles"."""
    amount = {0: "none", 1: "one"}.get(count, "many")
    return words(language, f"{noun}_{amount}", count=count, **values)


def _speaker(speaker: Speaker, language: str) -> Rich:
    role = f", {short(speaker.roles[0].text, 100)}" if speaker.roles else ""
    return (
        *rich(short(speaker.name, 100), BOLD),
        *rich(f"{role}\n{counted(language, 'statements', speaker.statements)}"),
    )


def _which_page(items: Sequence[object], page: int, language: str) -> list[Block]:
    pages = page_count(items)
    shown = words(language, "page_of", page=min(page, pages - 1) + 1, pages=pages)
    return [Block(rich(shown, ITALIC))] if pages > 1 else []


def _one_message(blocks: Iterable[Block]) -> str:
    """What is listed is cut so short that a page of it never needs a second message."""
    return messages(blocks)[0]
