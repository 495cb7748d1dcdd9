"""What a language model wrote, made harmless before it is shown: no links, markup or invisible characters of its own.

What stands so in the passages that are cited is left as it is: there the words are the article's. Only what surely is a
link or markup is changed; a claim is refused before, on the mere suspicion of one (`bot.checking.form`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.wellformed import visible

__all__ = ["harmless", "holds_host"]

_OMISSION = "[…]"
_LINKED = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")  # as Markdown writes it
_REST = r"[^\s\"„“”«»]*[^\s\"„“”«».,;:!?)\]]"  # of an address, without what ends the sentence
_ADDRESS = re.compile(
    rf"\b[a-z][a-z0-9+.-]*[:：][/／]{{1,2}}{_REST}|\b(?:data|javascript|mailto|tel|tg):{_REST}|\bwww\.{_REST}",
    re.IGNORECASE,
)
_HOST = re.compile(rf"(?<![\w.@-])[\w-]+(?:[.@＠。．｡․][\w-]+)+(?:[/?:]{_REST})?")
_TAG = re.compile(r"</?[a-z!][^<>]*>", re.IGNORECASE)
_MARKER = re.compile(r"\s?[\[［【]\s*\d+(?:\s*[-–,;]\s*\d+)*\s*[\]］】]")
_SIGN = re.compile(r"(?<![\w/@#])[/@#＠＃／]+\w+")  # what a chat makes a command, a person or a search of
_EMPHASIS = re.compile(r"\*{2,}|_{2,}|`+|~{2,}")
_TOP_LEVEL = re.compile(
    r"(?!(?-i:[^\W\d_a-z][^\W\d_A-Z]+$))[^\W\d_]{2,24}|xn--[a-z0-9-]+"
    r"|com|net|org|info|biz|app|dev|xyz|zip|top|site|online|shop|link|click|live|world|bot"  # though "Ende.Der" is none
    r"|me|tk|ml|ga|cf|gq|io|ly|gg|tv|cc|ru|su|cn|to|ws|рф",
    re.IGNORECASE,
)
_PILE = 4  # accents on one letter from which on they hide it


def harmless(text: str, sources: Iterable[str] = ()) -> str:
    """On one line, in visible characters. An address that does not stand in `sources` becomes […]; tags, emphasis,
    markers of citations, and signs that a chat makes buttons of, are taken out."""
    known = "\n".join(sources)
    text = _not_piled(visible(text)).replace("⟨", "").replace("⟩", "")

    def unless_known(pattern: re.Pattern[str], text: str, instead: str | None) -> str:
        def replaced(match: re.Match[str]) -> str:
            if match[0].strip() in known:
                return match[0]
            return match[0].lstrip("/@#＠＃／") if instead is None else instead

        return pattern.sub(replaced, text)

    text = _LINKED.sub(r"\1", text)
    text = unless_known(_TAG, text, "")
    text = unless_known(_ADDRESS, text, _OMISSION)
    text = _HOST.sub(lambda match: _OMISSION if _is_host(match[0]) and match[0] not in known else match[0], text)
    text = unless_known(_MARKER, text, "")
    text = unless_known(_SIGN, text, None)
    text = unless_known(_EMPHASIS, text, "")
    return " ".join(text.split())


def holds_host(text: str, known: str = "") -> bool:
    """Whether it has an address, or what `harmless` takes for one, that does not stand in what is `known`."""
    hosts = (match[0] for match in _HOST.finditer(text) if _is_host(match[0]))
    return any(found.strip() not in known for found in (*hosts, *(match[0] for match in _ADDRESS.finditer(text))))


def _not_piled(text: str) -> str:
    """With a few accents at most on one letter."""
    kept, piled = [], 0
    for character in text:
        piled = piled + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if piled < _PILE:
            kept.append(character)
    return "".join(kept)


def _is_host(text: str) -> bool:
    """ "evil.example", "me@evil.example/path"; but "Dr.Weber" and "18.30" are none."""
    host = re.sub("[。．｡․]", ".", re.split("[/?:]", text)[0])
    return "." in host and _TOP_LEVEL.fullmatch(host.rpartition(".")[2]) is not None
