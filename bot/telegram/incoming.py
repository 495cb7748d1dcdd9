"""Documents and forwarded messages as articles: what they are called in the library, and reading them.

Nothing in a file's name or content is trusted: it is read in a folder of its own, under a name of letters and digits.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from telegram import Message, MessageOriginChannel, MessageOriginChat

from retrieval.articles import Article
from retrieval.errors import ArticleUnknown, Unreadable
from retrieval.readers import Note, Skipped, read, read_plain
from retrieval.readers.folder import JSON_LINES, PLAIN

__all__ = ["FORMATS", "file_name", "forwarded", "read_file", "web_address"]

FORMATS = ", ".join(sorted(PLAIN | JSON_LINES))
"""Endings of the files that the library reads."""

_FOLDER = "telegram"  # what the identity of an article from here begins with
_LONGEST, _BYTES = 80, 200  # with its ending below the 255 bytes that file systems take
_NOT_IN_NAMES = re.compile(r"[^\w.()-]+")

Found = Article | Skipped | Note


def file_name(given: str | None) -> str:
    """The name of a document, harmless: no folders, no control or invisible characters, not hidden, not long."""
    name = unicodedata.normalize("NFC", given or "").replace("\\", "/").rpartition("/")[2]
    name = _NOT_IN_NAMES.sub("_", name).lstrip("._")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = name, "", ""
    stem = stem[:_LONGEST].encode()[:_BYTES].decode("utf-8", "ignore")
    return f"{stem or 'document'}{dot}{ending}"


def read_file(
    folder: Path, name: str, content: bytes, known: Callable[[str], Article], url: str | None = None
) -> Iterator[Found]:
    """The articles in a document, which is written into `folder` for that. `known` gives an article of the library by
    its id and raises ArticleUnknown.

    A document with the name of an earlier one replaces it where it has a paragraph in common with it, as a corrected
    version has; else both stay, this one under a name of its own. `url` is where a single article stands on the web.
    """
    path = folder / _FOLDER / name
    path.parent.mkdir()
    path.write_bytes(content)
    single = path.suffix.lower() not in JSON_LINES
    for item in read(path, root=folder):
        if single and isinstance(item, Article):
            article = _distinct(item, content, known)
            yield replace(article, url=url) if url and not article.url else article
        else:
            yield item


def forwarded(message: Message) -> Iterator[Found]:
    """A forwarded message as an article: of a channel with the channel's name, address and date."""
    origin, text = message.forward_origin, message.text or message.caption or ""
    id_, publisher, url = f"{_FOLDER}/{hashlib.sha256(text.encode()).hexdigest()[:16]}", None, None
    if isinstance(origin, MessageOriginChannel):
        publisher = origin.chat.title
        id_ = f"{_FOLDER}/{origin.chat.id}/{origin.message_id}"
        if origin.chat.username:
            id_ = url = f"https://t.me/{origin.chat.username}/{origin.message_id}"
    elif isinstance(origin, MessageOriginChat):
        publisher = origin.sender_chat.title
    try:
        article = read_plain(text, id=id_, source=id_)
    except Unreadable as error:
        yield Skipped(id_, str(error))
        return
    published = article.published or (origin.date.date().isoformat() if origin else None)
    yield replace(article, publisher=article.publisher or publisher, url=url, published=published)


def web_address(caption: str | None) -> str | None:
    """A caption that is nothing but an address: where the article stands."""
    found = re.fullmatch(r"\s*(https?://[^\s/]+\S*)\s*", caption or "")
    return found.group(1) if found else None


def _distinct(article: Article, content: bytes, known: Callable[[str], Article]) -> Article:
    try:
        before = known(article.id)
    except ArticleUnknown:
        return article
    if {paragraph.text for paragraph in before.paragraphs} & {paragraph.text for paragraph in article.paragraphs}:
        return article
    path = Path(article.id)
    own = path.with_name(f"{path.stem}-{hashlib.sha256(content).hexdigest()[:8]}{path.suffix}").as_posix()
    paragraphs = tuple(replace(paragraph, article=own) for paragraph in article.paragraphs)
    return replace(article, id=own, source=own, paragraphs=paragraphs)
