from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Secret, Settings, environment
from retrieval.errors import SettingsError


def test_nothing_needs_to_be_set() -> None:
    settings = Settings.from_env({})

    assert settings.data.name == "wortlaut"
    assert (settings.embedder, settings.llm, settings.telegram_token, settings.telegram_allow) == (
        "",
        None,
        None,
        frozenset(),
    )


def test_the_option_goes_before_the_environment() -> None:
    assert Settings.from_env({"WORTLAUT_DATA": "/a"}, Path("/b")).data == Path("/b")


@pytest.mark.parametrize(
    ("written", "allowed"),
    [("", frozenset()), ("7", {7}), ("7, 8;9 10", {7, 8, 9, 10}), ("*", None), ("7,*", None), ("-100123", {-100123})],
)
def test_who_may_ask(written: str, allowed: set[int] | None) -> None:
    assert Settings.from_env({"WORTLAUT_TELEGRAM_ALLOW": written}).telegram_allow == allowed


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORTLAUT_TELEGRAM_ALLOW", "@ada"),
        ("WORTLAUT_TELEGRAM_BASE_URL", "127.0.0.1:8081"),
        ("WORTLAUT_TELEGRAM_WEBHOOK_URL", "ftp://a"),
        ("WORTLAUT_LOG", "loud"),
        ("WORTLAUT_LLM", "gpt-4.1-mini"),
        ("WORTLAUT_LLM", "llama3.2:3b"),
        ("WORTLAUT_LLM_BASE_URL", "localhost:8000/v1"),
        ("WORTLAUT_LLM_TIMEOUT", "0"),
        ("WORTLAUT_LLM_TIMEOUT", "a minute"),
        ("WORTLAUT_LLM_TIMEOUT", "nan"),
        ("WORTLAUT_PROMPTS", "/nowhere/at/all"),
        ("WORTLAUT_DATA", "~nobody-of-that-name/x"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as raised:
        Settings.from_env({name: value})

    assert "\n" not in str(raised.value)


def test_all_that_is_wrong_is_told_and_left_out() -> None:
    settings, wrong = Settings.read(
        {"WORTLAUT_LOG": "loud", "WORTLAUT_METRICS": "x", "WORTLAUT_LLM": "openai:x", "WORTLAUT_LLM_TIMEOUT": "2.5"}
    )

    assert [str(error).split()[0] for error in wrong] == ["WORTLAUT_METRICS", "WORTLAUT_LOG"]
    assert (settings.log, settings.metrics, settings.llm, settings.llm_timeout) == ("WARNING", None, "openai:x", 2.5)


def test_a_language_model(tmp_path: Path) -> None:
    settings = Settings.from_env(
        {
            "WORTLAUT_LLM": "ollama:qwen3:8b",
            "WORTLAUT_LLM_BASE_URL": "http://ada:hidden@127.0.0.1:8000/v1/",
            "WORTLAUT_PROMPTS": str(tmp_path),
        }
    )

    assert (settings.llm, settings.prompts, settings.llm_timeout) == ("ollama:qwen3:8b", tmp_path, 60.0)
    assert settings.llm_base_url == "http://ada:hidden@127.0.0.1:8000/v1"
    assert "hidden" not in repr(settings)


def test_a_secret_does_not_show() -> None:
    settings = Settings.from_env({"WORTLAUT_TELEGRAM_TOKEN": "123:abc"})

    assert settings.telegram_token is not None
    assert settings.telegram_token.reveal() == "123:abc"
    assert "abc" not in f"{settings!r} {settings} {Secret('abc')!s} {Secret('abc')!r}"


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("WORTLAUT_LOG=INFO\nWORTLAUT_DATA=/über/$HOME\n#WORTLAUT_LLM=x\n", encoding="utf-8")

    found = environment({"WORTLAUT_LOG": "ERROR"}, tmp_path)

    assert found["WORTLAUT_LOG"] == "ERROR"
    assert found["WORTLAUT_DATA"] == "/über/$HOME"
    assert "WORTLAUT_LLM" not in found


def test_a_file_in_another_encoding_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("WORTLAUT_DATA=/über".encode("cp1252"))

    with pytest.raises(SettingsError, match="UTF-8"):
        environment({}, tmp_path)
