"""The words around an answer, by language; data files in `wording/`."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

__all__ = ["text", "wording"]

_FALLBACK = "en"


@functools.cache
def wording(package: str, folder: str, language: str) -> dict[str, str]:
    """The texts of a language in a package's folder of data files; English where it has none of that language."""
    file = resources.files(package) / folder / f"{language}.toml"
    if not file.is_file() and language != _FALLBACK:
        return wording(package, folder, _FALLBACK)
    return tomllib.loads(file.read_text(encoding="utf-8"))


def text(language: str, key: str, **values: object) -> str:
    """The words of `key` in a language (English where there is none), with `values` filled in. Raises KeyError."""
    return wording("bot", "wording", language)[key].format(**values)
