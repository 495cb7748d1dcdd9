"""Reasons as the language model reads them: `reasons.toml`, filled in."""

from __future__ import annotations

from bot.checking.lists import data
from bot.checking.matching import is_invisible

__all__ = ["reason"]

_LONGEST = 80
"""Characters of a draft that a reason repeats."""


def reason(kind: str, **values: object) -> str:
    """The sentence of that kind. What a draft or an article holds comes in on one line, and cut to a length."""
    sentence: str = data("reasons")[kind]
    return sentence.format_map({key: _short(str(value)) for key, value in values.items()})


def _short(text: str) -> str:
    shown = "".join(c if c.isprintable() and not is_invisible(c) else " " for c in text[: 10 * _LONGEST])
    plain = " ".join(shown.replace('"', "'").split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1].rstrip() + "…"
