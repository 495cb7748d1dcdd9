"""The word lists of the checks: data files beside them, and expressions made of what stands there."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from typing import Any

__all__ = ["any_of", "data", "keys_of_words", "word_set"]


@functools.cache
def data(name: str) -> dict[str, Any]:
    """What stands in `name`.toml."""
    return tomllib.loads((resources.files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


@functools.cache
def word_set(name: str, *keys: str) -> frozenset[str]:
    """The words that stand under these keys of `name`.toml; _ stands for a blank inside of one."""
    found: Any = data(name)
    for key in keys:
        found = found[key]
    return frozenset(word.replace("_", " ") for word in found.split())


@functools.cache
def any_of(words: str) -> re.Pattern[str]:
    """Any of these words, in small letters or capitals; * stands for any letters."""
    patterns = (re.escape(word).replace(r"\*", r"[^\W\d_]*") for word in words.split())
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


@functools.cache
def keys_of_words(name: str, table: str) -> dict[str, str]:
    """Each word of a table in `name`.toml, and the key that it stands under."""
    return {word: key for key, words in data(name)[table].items() for word in words.split()}
