"""What the bot says in its own words, in the user's language: data files beside this module."""

from __future__ import annotations

from bot.texts import wording

__all__ = ["LANGUAGES", "user_language", "words"]

LANGUAGES = ("en", "de")
"""The first is for everybody whose language there is no file for."""


def words(language: str, key: str, **values: object) -> str:
    """The text of that key with its {placeholders} filled in. Raises KeyError."""
    return wording("bot.telegram", "texts", language)[key].format(**values)


def user_language(code: str | None) -> str:
    """The language to speak with a user whose app is set to `code` ("de-AT"), an IETF tag or None."""
    primary = (code or "").partition("-")[0].lower()
    return primary if primary in LANGUAGES else LANGUAGES[0]
