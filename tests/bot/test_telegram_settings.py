"""The settings of the Telegram bot, and the files that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from places import ROOT

from bot.settings import Settings
from retrieval.errors import SettingsError


def settings(**values: str) -> Settings:
    return Settings.from_env({f"WORTLAUT_{name}": value for name, value in values.items()}, Path())


def test_without_settings_nothing_listens_and_people_are_limited() -> None:
    found = settings()
    assert (found.metrics, found.telegram_webhook_url) == (None, None)
    assert (found.telegram_per_minute, found.telegram_per_day) == (10, 200)
    assert found.telegram_listen == ("127.0.0.1", 8443)
    assert found.log_format == "text"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9464", ("127.0.0.1", 9464)),
        ("0.0.0.0:9464", ("0.0.0.0", 9464)),  # noqa: S104
        ("localhost:1", ("localhost", 1)),
        ("[::1]:65535", ("::1", 65535)),
    ],
)
def test_where_to_listen_is_a_port_or_an_address_and_a_port(text: str, found: tuple[str, int]) -> None:
    assert settings(METRICS=text).metrics == found
    assert settings(TELEGRAM_LISTEN=text).telegram_listen == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("METRICS", text) for text in ("0", "65536", "x", "127.0.0.1", "127.0.0.1:", ":1", "http://x:1", "1 2")),
        ("TELEGRAM_LISTEN", "8443/hook"),
        *(("TELEGRAM_PER_MINUTE", text) for text in ("-1", "x", "1.5", "٣")),
        ("TELEGRAM_PER_DAY", "many"),
        ("LOG_FORMAT", "xml"),
        ("TELEGRAM_WEBHOOK_URL", "bot.example.org"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_name(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"^WORTLAUT_{name} is "):
        settings(**{name: text})


class Names(Mapping[str, str]):
    """An environment that notes what is looked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@pytest.mark.parametrize(
    "file",
    [".env.example", "docs/operations.md", "docs/telegram.md", "deploy/Dockerfile", "deploy/compose.yaml", "deploy/wortlaut.service"],
)  # fmt: skip
def test_every_setting_that_is_named_there_is_one(file: str) -> None:
    known = Names()
    Settings.from_env(known)
    named = set(re.findall(r"WORTLAUT_[A-Z_]*[A-Z]", (ROOT / file).read_text("utf-8")))
    assert named
    assert named <= known.asked


def test_every_setting_of_the_bot_is_in_the_example() -> None:
    known = Names()
    Settings.from_env(known)
    text = (ROOT / ".env.example").read_text("utf-8")
    ours = {name for name in known.asked if re.match("WORTLAUT_(TELEGRAM|METRICS|LOG)", name)}
    assert {name for name in ours if f"#{name}=" not in text} == set()
