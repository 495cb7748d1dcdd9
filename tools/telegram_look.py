"""Messages of the Bot API as a page in Telegram's look: text and entities in, HTML out."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Screen", "page"]

Json = dict[str, Any]

_STYLE = Path(__file__).with_name("telegram_look.css")
_TAGS = {"bold": "b", "italic": "i", "underline": "u", "code": "code", "blockquote": "blockquote"}
_HEIGHT = "<script>document.body.dataset.height = document.querySelector('main').offsetHeight</script>"
_FOLDED = 3 * 46  # characters that the three lines of a folded passage hold, roughly


@dataclass(frozen=True)
class Screen:
    """A chat at one moment: `title` and `about` stand on top, `mine` is the id of who holds the telephone.

    `toast` is shown for a moment; `typed` and `offered` are an inline query and its results.
    """

    name: str
    title: str
    about: str
    messages: Sequence[Json]
    mine: int
    toast: str = ""
    typed: str = ""
    offered: Sequence[Json] = field(default_factory=tuple)


def page(screen: Screen) -> str:
    """A page of its own that needs no network."""
    body = "".join(_message(message, screen) for message in screen.messages)
    toast = f'<p class="toast">{html.escape(screen.toast)}</p>' if screen.toast else ""
    offers = "".join(
        f'<div class="offer"><b>{html.escape(one["title"])}</b><span>{html.escape(one["description"])}</span></div>'
        for one in screen.offered
    )
    typed = f'<p class="typed">{html.escape(screen.typed)}</p>' if screen.typed else ""
    below = f'<div class="offers">{offers}{typed}</div>' if screen.typed else ""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(screen.name)}</title>'
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head>\n<body><main>"
        f"<header><b>{html.escape(screen.title)}</b><span>{html.escape(screen.about)}</span></header>"
        f"{body}{toast}{below}</main>{_HEIGHT}</body></html>\n"
    )


def _message(message: Json, screen: Screen) -> str:
    sender, mine = message["from"], message["from"]["id"] == screen.mine
    group = message["chat"]["type"] != "private"
    name = f'<span class="name">{html.escape(sender["first_name"])}</span>' if group and not mine else ""
    return (
        f'<div class="message{" mine" if mine else ""}"><div class="bubble">{name}{_reply(message)}{_content(message)}'
        f'<span class="time">9:41</span></div>{_buttons(message)}</div>\n'
    )


def _reply(message: Json) -> str:
    replied = message.get("reply_to_message")
    if replied is None:
        return ""
    shown = (replied.get("text") or replied.get("document", {}).get("file_name", "")).split("\n")[0]
    return f'<span class="reply"><b>{html.escape(replied["from"]["first_name"])}</b> {html.escape(shown[:80])}</span>'


def _content(message: Json) -> str:
    if document := message.get("document"):
        size = f"{document['file_size'] / 1000:.1f} kB"
        return (
            f'<div class="document"><i></i><div>{html.escape(document["file_name"])}<small>{size}</small></div></div>'
        )
    return marked(message["text"], message.get("entities", ()))


def _buttons(message: Json) -> str:
    shown = ""
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        labels = (f'<span class="button">{html.escape(button["text"])}</span>' for button in row)
        shown += f'<div class="row">{"".join(labels)}</div>'
    return f'<div class="rows">{shown}</div>' if shown else ""


def marked(text: str, entities: Iterable[Json]) -> str:
    """The text with its entities as tags. Offsets count UTF-16 code units; entities are nested, as Telegram's are."""
    units = text.encode("utf-16-le")
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        tag, attributes = _tag(entity, units[2 * start : 2 * end].decode("utf-16-le"))
        if tag:
            opening.setdefault(start, []).append(f"<{tag}{attributes}>")
            closing.setdefault(end, []).insert(0, f"</{tag}>")
    out, at = [], 0
    for place in sorted({*opening, *closing, len(units) // 2}):
        out.append(html.escape(units[2 * at : 2 * place].decode("utf-16-le")))
        out += closing.get(place, [])
        out += opening.get(place, [])
        at = place
    return _without_breaks("".join(out))


def _tag(entity: Json, text: str) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return "a", f' href="{html.escape(entity["url"])}"'
    if entity["type"] == "expandable_blockquote":
        return "blockquote", ' class="folded"' if len(text) > _FOLDED else ""
    return _TAGS.get(entity["type"], ""), ""


def _without_breaks(markup: str) -> str:
    """A block quotation is a block of its own: the line breaks beside it would show as empty lines."""
    return markup.replace("</blockquote>\n", "</blockquote>").replace("\n<blockquote", "<blockquote")
