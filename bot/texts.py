"""The words around an answer, by language; data files in `wording/`."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

__all__ = ["language_name", "not_read", "text", "wording"]

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
    if told := _foreign().get(key, {}).get(language):  # in the language of the question, and in English
        return f"{told} {text(_FALLBACK, 'foreign')}"
    return wording("bot", "wording", language)[key].format(**values)


def not_read(language: str) -> str | None:
    """That questions in this language are not understood, in it and in English; None where they are."""
    return text(language, "not_found") if language in _foreign().get("not_found", {}) else None


@functools.cache
def _foreign() -> dict[str, dict[str, str]]:
    """By key and language, what is said to a question that is in neither German nor English."""
    return tomllib.loads((resources.files("bot") / "wording" / "foreign.toml").read_text(encoding="utf-8"))


@functools.cache
def language_name(code: str) -> str:
    """The English name of a language, for a language model; the code itself where there is none."""
    names = tomllib.loads((resources.files("bot") / "wording" / "languages.toml").read_text(encoding="utf-8"))
    return str(names.get(code, code))
