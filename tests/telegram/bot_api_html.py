"""Telegram's HTML parse mode: markup in, text and entities out, offsets and lengths in UTF-16 code units.

Refuses what Telegram refuses, with its words (https://core.telegram.org/bots/api#html-style). Stricter in one point:
nested block quotations, which Telegram flattens in silence, are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(?P<decimal>\d{1,7})|#x(?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z]+));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[^\s=>]+)\s*(?:(?P<equals>=)\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w.-]*)))?"""
)
_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_BLANKED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")


class UnparsableError(ValueError):
    """What Telegram says after "Bad Request: can't parse entities: "."""


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class _Open:
    tag: str
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


class _Parser:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[dict[str, Any]] = []

    def parse(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.markup):
            if self.markup[self.at] == "<":
                self._end_tag() if self.markup.startswith("</", self.at) else self._start_tag()
            elif self.markup[self.at] == "&" and (character := self._reference()) is not None:
                self._add(character)
            else:
                self._add(self.markup[self.at])
                self.at += 1
        if self.open:
            raise UnparsableError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.text), self.entities

    def _add(self, characters: str) -> None:
        kept = _BLANKED.sub(" ", _REMOVED.sub("", characters))
        self.text.append(kept)
        self.length += utf16(kept)

    def _reference(self) -> str | None:
        """The character that `&…;` stands for; None, and nothing read, where it is an ampersand as such."""
        match = _REFERENCE.match(self.markup, self.at)
        if match is None:
            return None
        if match["name"]:
            character = _NAMED.get(match["name"])
        else:
            code = int(match["decimal"]) if match["decimal"] else int(match["hex"], 16)
            if 0xD800 <= code <= 0xDFFF:
                raise UnparsableError("Text contains invalid Unicode characters after decoding HTML entities")
            character = chr(code) if 0 < code < 0x10FFFF else None
        if character is not None:
            self.at = match.end()
        return character

    def _byte(self, at: int) -> int:
        return len(self.markup[:at].encode())

    def _start_tag(self) -> None:
        begin = self.at
        name = _TAG_NAME.match(self.markup, begin + 1)
        assert name is not None
        tag, self.at = name.group().lower(), name.end()
        if self.at == len(self.markup):
            raise UnparsableError(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in KINDS:
            raise UnparsableError(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        if tag == "blockquote" and any(outer.tag == tag for outer in self.open):
            raise UnparsableError(f"Nested blockquote at byte offset {self._byte(begin)}")
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise UnparsableError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(_Open(tag, self.length, attributes))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            rest = re.compile(r"\s*>").match(self.markup, self.at)
            if rest:
                self.at = rest.end()
                return attributes
            match = _ATTRIBUTE.match(self.markup, self.at)
            if match is None or match.end() == len(self.markup):
                raise UnparsableError(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            flag = tag == "blockquote" and match["name"] == "expandable"
            if match["equals"] is None and not flag:
                raise UnparsableError(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                    f"at byte offset {self._byte(begin)}"
                )
            value = match["double"] or match["single"] or match["bare"] or ""
            attributes[match["name"]] = _REFERENCE.sub(_decoded, value)
            self.at = match.end()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise UnparsableError(f"Unexpected end tag at byte offset {self._byte(begin)}")
        match = re.compile(r"</([^\s>]*)\s*>").match(self.markup, begin)
        if match is None:
            raise UnparsableError(f"Unclosed end tag at byte offset {self._byte(begin)}")
        opened, found = self.open.pop(), match.group(1).lower()
        if found and found != opened.tag:
            raise UnparsableError(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{opened.tag}>", found "</{found}>"'
            )
        self.at = match.end()
        self._entity(opened)

    def _entity(self, opened: _Open) -> None:
        if self.length == opened.start:
            return
        entity = {"type": KINDS[opened.tag], "offset": opened.start, "length": self.length - opened.start}
        if opened.tag == "a":
            url = opened.attributes.get("href", "")
            if not _web_address(url):
                return  # Telegram keeps the text and drops the link
            entity["url"] = url
        elif opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)


def _decoded(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED.get(match["name"], match.group())
    return chr(int(match["decimal"]) if match["decimal"] else int(match["hex"], 16))


def _web_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "tg") and "." in parts.netloc


def parse_html(markup: str) -> tuple[str, list[dict[str, Any]]]:
    """Text and entities as a client gets them: control characters blanked, white space at both ends trimmed."""
    text, entities = _Parser(markup).parse()
    start = utf16(text) - utf16(text.lstrip(" \n"))
    text = text.strip(" \n")
    end = utf16(text)
    trimmed = []
    for entity in entities:
        first = max(entity["offset"] - start, 0)
        last = min(entity["offset"] + entity["length"] - start, end)
        if first < last:
            trimmed.append({**entity, "offset": first, "length": last - first})
    return text, trimmed


def part(text: str, entity: dict[str, Any]) -> str:
    """The characters of the text that an entity covers."""
    units = text.encode("utf-16-le")
    return units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
