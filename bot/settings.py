"""Settings from the environment and .env."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import SettingsError

__all__ = ["Secret", "Settings"]

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class Secret:
    """A text that shows in no log, error or `repr`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret('…')"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. `telegram_allow` is None where everybody may ask ("*"), and empty where nobody may."""

    data: Path
    embedder: str = ""
    llm: str | None = None
    telegram_token: Secret | None = None
    telegram_base_url: str | None = None
    telegram_allow: frozenset[int] | None = frozenset()
    telegram_webhook_url: str | None = None
    log: str = "WARNING"

    @classmethod
    def from_env(cls, environ: Mapping[str, str], data: Path | None = None) -> Settings:
        """`data` (of `--data`) goes before WORTLAUT_DATA. Raises SettingsError."""

        def value(name: str) -> str:
            return environ.get(f"WORTLAUT_{name}", "").strip()

        token = value("TELEGRAM_TOKEN")
        folder = data or (_folder(value("DATA")) if value("DATA") else _user_data())
        return cls(
            data=folder,
            embedder=value("EMBEDDER"),
            llm=value("LLM") or None,
            telegram_token=Secret(token) if token else None,
            telegram_base_url=_address("TELEGRAM_BASE_URL", value("TELEGRAM_BASE_URL")),
            telegram_allow=_allowed(value("TELEGRAM_ALLOW")),
            telegram_webhook_url=_address("TELEGRAM_WEBHOOK_URL", value("TELEGRAM_WEBHOOK_URL")),
            log=_log_level(value("LOG")),
        )


def environment(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The environment, with what it does not set taken from `folder`/.env. Raises SettingsError."""
    file = folder / ".env"
    if not file.is_file():
        return dict(environ)
    from dotenv import dotenv_values

    try:
        read = dotenv_values(file, encoding="utf-8", interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read ({type(error).__name__}). Save it as UTF-8 text.") from None
    return {name: text for name, text in read.items() if text is not None} | dict(environ)


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise SettingsError(f"WORTLAUT_DATA is {text!r}, the home of somebody unknown. Write the whole path.") from None


def _user_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("wortlaut", appauthor=False)


def _address(name: str, text: str) -> str | None:
    if not text:
        return None
    if not re.match(r"https?://[^/\s]+", text):
        raise SettingsError(f"WORTLAUT_{name} is no address. Write it like http://127.0.0.1:8081.")
    return text.rstrip("/")


def _allowed(text: str) -> frozenset[int] | None:
    parts = [part for part in re.split(r"[,;\s]+", text) if part]
    if "*" in parts:
        return None
    wrong = [part for part in parts if not re.fullmatch(r"-?\d{1,20}", part)]
    if wrong:
        raise SettingsError(
            f"WORTLAUT_TELEGRAM_ALLOW: entry {parts.index(wrong[0]) + 1} is no numeric id. "
            "Write ids with commas between, or * for all; the bot tells everybody who writes to it their id."
        )
    return frozenset(int(part) for part in parts)


def _log_level(text: str) -> str:
    level = text.upper() or "WARNING"
    if level not in LOG_LEVELS:
        raise SettingsError(f"WORTLAUT_LOG is {text!r}. It can be one of {', '.join(LOG_LEVELS)}.")
    return level
