"""The words around an answer, by language; data files in `wording/`."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

__all__ = ["text"]

_FALLBACK = "en"


@functools.cache
def _wording(language: str) -> dict[str, str]:
    file = resources.files("bot") / "wording" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else _wording(_FALLBACK)


def text(language: str, key: str, **values: object) -> str:
    """The words of `key` in a language (English where there is none), with `values` filled in. Raises KeyError."""
    return _wording(language)[key].format(**values)
