"""Settings from the environment and .env."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from retrieval.errors import SettingsError

__all__ = ["MODEL", "Secret", "Settings", "environment", "telegram_token"]

MODEL = re.compile(r"[A-Za-z][\w-]*:\S+")
"""How a language model is named: provider:model."""
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")

Listen = tuple[str, int]
"""An address of this machine, and a port."""
LISTEN = ("127.0.0.1", 8443)
PER_MINUTE, PER_DAY = 10, 200
LLM_TIMEOUT = 60.0
NOBODY: frozenset[int] | None = frozenset()

T = TypeVar("T")


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
    `llm_timeout` are the seconds that a question may take in the language model altogether; `prompts` is a folder of
    prompts that go before those that ship.
    """

    data: Path
    embedder: str = ""
    tokens: bool = True
    llm: str | None = None
    llm_base_url: str | None = field(default=None, repr=False)  # may hold a password: http://user:password@host
    llm_timeout: float = LLM_TIMEOUT
    prompts: Path | None = None
    telegram_token: Secret | None = None
    telegram_base_url: str | None = None
    telegram_allow: frozenset[int] | None = NOBODY
    telegram_webhook_url: str | None = None
    telegram_listen: Listen = LISTEN
    telegram_per_minute: int = PER_MINUTE
    telegram_per_day: int = PER_DAY
    metrics: Listen | None = None
    log: str = "WARNING"
    log_format: str = "text"

    @classmethod
    def from_env(cls, environ: Mapping[str, str], data: Path | None = None) -> Settings:
        """`data` (of `--data`) goes before WORTLAUT_DATA. Raises SettingsError for the first that is wrong."""
        settings, wrong = cls.read(environ, data)
        if wrong:
            raise wrong[0]
        return settings

    @classmethod
    def read(cls, environ: Mapping[str, str], data: Path | None = None) -> tuple[Settings, tuple[SettingsError, ...]]:
        """The settings, and all that is wrong with them; what is wrong is as if it were not set."""
        wrong: list[SettingsError] = []

        def value(name: str, check: Callable[[str, str], T], usual: T) -> T:
            text = environ.get(f"WORTLAUT_{name}", "").strip()
            try:
                return check(name, text) if text else usual
            except SettingsError as error:
                wrong.append(error)
                return usual

        set_data = value("DATA", _path, None) if data is None else data
        settings = cls(
            data=set_data or _user_data(),
            embedder=value("EMBEDDER", _text, ""),
            tokens=value("TOKENS", _switch, True),
            llm=value("LLM", _model, None),
            llm_base_url=value("LLM_BASE_URL", _address, None),
            llm_timeout=value("LLM_TIMEOUT", _seconds, LLM_TIMEOUT),
            prompts=value("PROMPTS", _folder, None),
            telegram_token=value("TELEGRAM_TOKEN", _secret, None),
            telegram_base_url=value("TELEGRAM_BASE_URL", _address, None),
            telegram_allow=value("TELEGRAM_ALLOW", _allowed, NOBODY),
            telegram_webhook_url=value("TELEGRAM_WEBHOOK_URL", _address, None),
            telegram_listen=value("TELEGRAM_LISTEN", _listen, LISTEN),
            telegram_per_minute=value("TELEGRAM_PER_MINUTE", _count, PER_MINUTE),
            telegram_per_day=value("TELEGRAM_PER_DAY", _count, PER_DAY),
            metrics=value("METRICS", _listen, None),
            log=value("LOG", _log_level, "WARNING"),
            log_format=value("LOG_FORMAT", _log_format, "text"),
        )
        return settings, tuple(wrong)


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


def telegram_token(settings: Settings) -> str:
    """Raises SettingsError where it is missing or does not look like one."""
    if settings.telegram_token is None:
        raise SettingsError(
            "No Telegram token. Get one from @BotFather in Telegram and set WORTLAUT_TELEGRAM_TOKEN (.env will do)."
        )
    revealed = settings.telegram_token.reveal()
    if not re.fullmatch(r"\d+:[\w-]+", revealed, re.ASCII):
        raise SettingsError(
            "WORTLAUT_TELEGRAM_TOKEN is no token: one looks like 123456789:AAbb…, as @BotFather shows it in Telegram."
        )
    return revealed


def _user_data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("wortlaut", appauthor=False)


# ------------------------------------------------------------------------------ checks: of WORTLAUT_`name`, never empty


def _text(_: str, text: str) -> str:
    return text


def _secret(_: str, text: str) -> Secret:
    return Secret(text)


def _path(name: str, text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise SettingsError(
            f"WORTLAUT_{name} is {text!r}, the home of somebody unknown. Write the whole path."
        ) from None


def _folder(name: str, text: str) -> Path:
    """One that is there; a relative one is taken from where the command was started."""
    folder = _path(name, text)
    if not folder.is_dir():
        raise SettingsError(f"WORTLAUT_{name} is {text!r}, which is no folder. Make it, or write the path of another.")
    return folder


def _model(name: str, text: str) -> str:
    if not MODEL.fullmatch(text):
        raise SettingsError(
            f"WORTLAUT_{name} is {text!r}. Write provider:model, such as openai:gpt-4.1-mini or ollama:qwen3:8b."
        )
    return text


def _address(name: str, text: str) -> str:
    if not re.match(r"https?://[^/\s]+", text):
        example = "http://127.0.0.1:8000/v1" if name == "LLM_BASE_URL" else "http://127.0.0.1:8081"
        raise SettingsError(f"WORTLAUT_{name} is no address. Write it like {example}.")
    return text.rstrip("/")


def _seconds(name: str, text: str) -> float:
    if not re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text, re.ASCII) or not 1 <= float(text) <= 3600:
        raise SettingsError(f"WORTLAUT_{name} is {text!r}. Write seconds, from 1 to 3600.")
    return float(text)


def _allowed(name: str, text: str) -> frozenset[int] | None:
    parts = [part for part in re.split(r"[,;\s]+", text) if part]
    if "*" in parts:
        return None
    wrong = [part for part in parts if not re.fullmatch(r"-?\d{1,20}", part)]
    if wrong:
        raise SettingsError(
            f"WORTLAUT_{name}: entry {parts.index(wrong[0]) + 1} is no numeric id. "
            "Write ids with commas between, or * for all; the bot tells everybody who writes to it their id."
        )
    return frozenset(int(part) for part in parts)


def _switch(name: str, text: str) -> bool:
    if text.lower() not in ("on", "off"):
        raise SettingsError(f"WORTLAUT_{name} is {text!r}. It can be on or off.")
    return text.lower() == "on"


def _log_level(name: str, text: str) -> str:
    return _one_of(name, text, text.upper(), LOG_LEVELS)


def _log_format(name: str, text: str) -> str:
    return _one_of(name, text, text.lower(), LOG_FORMATS)


def _one_of(name: str, text: str, meant: str, known: tuple[str, ...]) -> str:
    if meant not in known:
        raise SettingsError(f"WORTLAUT_{name} is {text!r}. It can be one of {', '.join(known)}.")
    return meant


def _listen(name: str, text: str) -> Listen:
    """ "9464" or "0.0.0.0:9464"; an IPv6 address in brackets."""
    found = re.fullmatch(r"(?:(\[[0-9a-fA-F:.]+\]|[\w.-]+):)?(\d{1,5})", text, re.ASCII)
    if not found or not 0 < int(found[2]) < 65536:
        raise SettingsError(f"WORTLAUT_{name} is {text!r}. Write a port, or an address and a port: 127.0.0.1:9464.")
    return (found[1] or "127.0.0.1").strip("[]"), int(found[2])


def _count(name: str, text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise SettingsError(f"WORTLAUT_{name} is {text!r}. Write a whole number; 0 for no limit.")
    return int(text)
