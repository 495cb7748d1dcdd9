"""JSON lines to Articles: one article a line, read line by line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from retrieval.articles import Article
from retrieval.errors import Unreadable
from retrieval.readers.encoding import encoding_of
from retrieval.readers.given import date_of, language_code, of_paragraphs
from retrieval.readers.plain import read_plain
from retrieval.readers.results import Note, Skipped

__all__ = ["read_json_lines"]

_SAMPLE = 1 << 20
_KEY = 200
"""Characters of the first paragraph that a line without id, URL and title is known by."""
_TEXTS = ("id", "title", "text", "url", "publisher")
_BROKEN_BYTE = re.compile(r"[\udc80-\udcff]")
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line; `reason` says why it brings no article. `fields` are checked where there is none."""

    number: int
    fields: dict[str, Any]
    reason: str | None = None

    @property
    def given_id(self) -> str | None:
        given = self.fields.get("id") or self.fields.get("url")
        return str(given) if given else None


def read_json_lines(path: Path, name: str) -> Iterator[Article | Skipped | Note]:
    """`name` is what the file is called in the library.

    Of several lines with one id (or URL) the last counts. A line with neither is known by its title, else by the
    beginning of its text: it stays the same article when lines are added above it, or its text is corrected further on.
    Blank lines are passed over. Raises Unreadable where the file is no text, and OSError.
    """
    last = {line.given_id: line.number for line in _lines(path)}
    keys: Counter[str] = Counter()
    first: dict[str, int] = {}
    for line in _lines(path):
        where = f"{name} line {line.number}"
        if line.reason:
            yield Skipped(where, line.reason)
        elif line.given_id:
            if last.get(line.given_id, line.number) != line.number:
                yield Skipped(where, f"its id comes again on line {last[line.given_id]}, which is the one that counts")
            else:
                yield from _article(line, line.given_id, f"{name}#{line.given_id}", where)
        elif (content := _digest(json.dumps(line.fields, sort_keys=True))) in first:
            yield Skipped(where, f"the same as line {first[content]}")
        else:
            first[content] = line.number
            key = _digest(_known_by(line.fields))
            keys[key] += 1
            id_ = f"{name}#{key}" + (f"-{keys[key]}" if keys[key] > 1 else "")
            yield from _article(line, id_, id_, where)


# -------------------------------------------------------------------------------------------------------------- lines


def _lines(path: Path) -> Iterator[_Line]:
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    codec = encoding_of(sample, whole=len(sample) < _SAMPLE)
    errors = "surrogateescape" if codec.startswith("utf-8") else "replace"
    with path.open(encoding=codec, errors=errors) as file:
        for number, text in enumerate(file, 1):
            if text.strip():
                yield _line(number, text)


def _line(number: int, text: str) -> _Line:
    if _BROKEN_BYTE.search(text):
        return _Line(number, {}, "not in UTF-8, as the rest of the file is")
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return _Line(number, {}, f"not JSON ({error.msg}, column {error.colno})")
    except (ValueError, RecursionError):
        return _Line(number, {}, "not JSON that can be read")
    reason = _reason(value)
    return _Line(number, {}, reason) if reason else _Line(number, value)


def _reason(value: Any) -> str | None:
    """Why a JSON value is no article."""
    if not isinstance(value, dict):
        return f'{_kind(value)}, not an object with "text" or "paragraphs"'
    for name in _TEXTS:
        if not isinstance(value.get(name), str | None) and not (name == "id" and type(value[name]) is int):
            return f'"{name}" is {_kind(value[name])}, not a text'
    paragraphs = value.get("paragraphs")
    if paragraphs is None:
        if value.get("text") is None:
            return 'neither "text" nor "paragraphs"'
        return None if any(map(str.isalnum, value["text"])) else '"text" is empty'
    if not isinstance(paragraphs, list):
        return f'"paragraphs" is {_kind(paragraphs)}, not a list of texts'
    for number, paragraph in enumerate(paragraphs, 1):
        if not isinstance(paragraph, str):
            return f"paragraph {number} is {_kind(paragraph)}, not a text"
    return None if any(paragraph.strip() for paragraph in paragraphs) else '"paragraphs" is empty'


def _kind(value: Any) -> str:
    names = {bool: "true or false", str: "a text", list: "a list", dict: "an object", type(None): "null"}
    return names.get(type(value), "a number")


def _known_by(fields: dict[str, Any]) -> str:
    paragraphs = fields.get("paragraphs") or [fields.get("text")]
    text = next(paragraph for paragraph in paragraphs if paragraph and paragraph.strip())
    return str(fields.get("title") or "").strip() or str(text).strip()[:_KEY]


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


# ----------------------------------------------------------------------------------------------------------- articles


def _article(line: _Line, id_: str, source: str, where: str) -> Iterator[Article | Skipped | Note]:
    fields, broken = _whole_characters(line.fields)
    try:
        article = _read(fields, *_whole_characters([id_, source])[0])
    except Unreadable as error:
        yield Skipped(where, str(error))
        return
    published, language = fields.get("published"), fields.get("language")
    yield article
    if broken:
        yield Note(where, f"{broken} halves of characters (lone surrogates) were replaced by \ufffd")
    if published and not date_of(published):
        yield Note(where, f"{_shown(published)} is no date that can be read; give it as 2024-12-03")
    if language and not language_code(language):
        yield Note(where, f"{_shown(language)} is no code of a language (such as de); it was recognised instead")


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:80]


def _read(fields: dict[str, Any], id_: str, source: str) -> Article:
    title = " ".join((fields.get("title") or "").split()) or None
    language = language_code(fields.get("language"))
    if fields.get("paragraphs") is None:
        article = read_plain(fields["text"], id=id_, source=source, title=title, language=language)
    else:
        article = of_paragraphs(fields["paragraphs"], id_, source, title, language)
    return replace(
        article,
        publisher=(fields.get("publisher") or "").strip() or article.publisher,
        url=fields.get("url") or None,
        published=date_of(fields.get("published")) or article.published,
    )


def _whole_characters(value: Any) -> tuple[Any, int]:
    """Halves of characters, which no database stores, replaced one by one, so that offsets stay; and how many."""
    if isinstance(value, str):
        return _HALF_CHARACTER.subn("\ufffd", value)
    if isinstance(value, list):
        parts = [_whole_characters(part) for part in value]
        return [part for part, _ in parts], sum(count for _, count in parts)
    if isinstance(value, dict):
        fields = {name: _whole_characters(part) for name, part in value.items()}
        return {name: part for name, (part, _) in fields.items()}, sum(count for _, count in fields.values())
    return value, 0
