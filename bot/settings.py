"""Settings from the environment and .env."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import SettingsError

__all__ = ["Secret", "Settings"]

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")

Listen = tuple[str, int]
"""An address of this machine, and a port."""
LISTEN = ("127.0.0.1", 8443)
PER_MINUTE, PER_DAY = 10, 200


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
    """What can be set. `tokens`: whether token codes are kept of what is ingested. `telegram_allow` is None where
    everybody may ask ("*"), and empty where nobody is on the list.

    `telegram_per_minute` and `telegram_per_day` count the questions of one person; 0 stands for no limit.
    `telegram_listen` is where the webhook's server listens, `metrics` where /health and /metrics are served, if at all.
    """

    data: Path
    embedder: str = ""
    tokens: bool = True
    llm: str | None = None
    telegram_token: Secret | None = None
    telegram_base_url: str | None = None
    telegram_allow: frozenset[int] | None = frozenset()
    telegram_webhook_url: str | None = None
    telegram_listen: Listen = LISTEN
    telegram_per_minute: int = PER_MINUTE
    telegram_per_day: int = PER_DAY
    metrics: Listen | None = None
    log: str = "WARNING"
    log_format: str = "text"

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
            tokens=_switch("TOKENS", value("TOKENS")),
            llm=value("LLM") or None,
            telegram_token=Secret(token) if token else None,
            telegram_base_url=_address("TELEGRAM_BASE_URL", value("TELEGRAM_BASE_URL")),
            telegram_allow=_allowed(value("TELEGRAM_ALLOW")),
            telegram_webhook_url=_address("TELEGRAM_WEBHOOK_URL", value("TELEGRAM_WEBHOOK_URL")),
            telegram_listen=_listen("TELEGRAM_LISTEN", value("TELEGRAM_LISTEN")) or LISTEN,
            telegram_per_minute=_count("TELEGRAM_PER_MINUTE", value("TELEGRAM_PER_MINUTE"), PER_MINUTE),
            telegram_per_day=_count("TELEGRAM_PER_DAY", value("TELEGRAM_PER_DAY"), PER_DAY),
            metrics=_listen("METRICS", value("METRICS")),
            log=_log_level(value("LOG")),
            log_format=_log_format(value("LOG_FORMAT")),
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


def _switch(name: str, text: str) -> bool:
    """On unless it is switched off."""
    if text.lower() not in ("", "on", "off"):
        raise SettingsError(f"WORTLAUT_{name} is {text!r}. It can be on or off.")
    return text.lower() != "off"


def _log_level(text: str) -> str:
    level = text.upper() or "WARNING"
    if level not in LOG_LEVELS:
        raise SettingsError(f"WORTLAUT_LOG is {text!r}. It can be one of {', '.join(LOG_LEVELS)}.")
    return level


def _log_format(text: str) -> str:
    form = text.lower() or "text"
    if form not in LOG_FORMATS:
        raise SettingsError(f"WORTLAUT_LOG_FORMAT is {text!r}. It can be one of {', '.join(LOG_FORMATS)}.")
    return form


def _listen(name: str, text: str) -> Listen | None:
    """ "9464" or "0.0.0.0:9464"; an IPv6 address in brackets."""
    if not text:
        return None
    found = re.fullmatch(r"(?:(\[[0-9a-fA-F:.]+\]|[\w.-]+):)?(\d{1,5})", text, re.ASCII)
    if not found or not 0 < int(found[2]) < 65536:
        raise SettingsError(f"WORTLAUT_{name} is {text!r}. Write a port, or an address and a port: 127.0.0.1:9464.")
    return (found[1] or "127.0.0.1").strip("[]"), int(found[2])


def _count(name: str, text: str, usual: int) -> int:
    if not text:
        return usual
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise SettingsError(f"WORTLAUT_{name} is {text!r}. Write a whole number; 0 for no limit.")
    return int(text)
