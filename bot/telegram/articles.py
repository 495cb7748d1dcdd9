"""The list of articles, as messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.telegram.pages import Block, messages
from bot.telegram.rich import BOLD, Rich, rich
from bot.telegram.texts import words

if TYPE_CHECKING:
    from retrieval.library import Summary

__all__ = ["listing"]

_SHOWN = 100


def listing(summaries: Sequence[Summary], language: str) -> list[str]:
    """How many there are, then one block each, the last added first: title, publisher, date, how many statements."""
    newest = list(reversed(summaries))
    heading = rich(_count(language, "articles", len(summaries)))
    blocks = [Block(heading), *(Block(_article(summary, language)) for summary in newest[:_SHOWN])]
    if len(summaries) > _SHOWN:
        blocks.append(Block(rich(words(language, "articles_left_out", count=len(summaries) - _SHOWN))))
    return messages(blocks)


def _article(summary: Summary, language: str) -> Rich:
    title = summary.title if len(summary.title) <= 200 else summary.title[:199].rstrip() + "…"
    details = [summary.publisher, (summary.published or "")[:10], _count(language, "statements", summary.statements)]
    return (*rich(title, BOLD), *rich("\n" + " · ".join(detail for detail in details if detail)))


def _count(language: str, noun: str, count: int) -> str:
    amount = {0: "none", 1: "one"}.get(count, "many")
    return words(language, f"{noun}_{amount}", count=count)
