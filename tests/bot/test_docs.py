"""What the documentation names is there, and what is there is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from places import ROOT

from bot.cli import main
from bot.settings import Settings

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "prompts").glob("*.md")])
NEEDS_NO_WORD = {"--help", "--version"}


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def documented() -> str:
    return "\n".join(text_of(page) for page in PAGES if page.name != "CHANGELOG.md")


def help_of(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    return capsys.readouterr().out


def commands(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return re.findall(r"^    ([a-z]+)\b", help_of(capsys).partition("COMMAND\n")[2], re.M)


def test_each_command_and_option_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    found = commands(capsys)
    options = {option for name in found for option in re.findall(r"--[a-z-]+", help_of(capsys, name))}
    pages = documented()

    assert {"ask", "ingest", "doctor"} <= set(found)
    assert [name for name in found if not re.search(rf"wortlaut [a-z ·]*\b{name}\b|· {name}\b", pages)] == []
    assert [one for one in sorted(options - NEEDS_NO_WORD) if not re.search(rf"{one}(?![\w-])", pages)] == []


def test_each_option_that_is_described_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    options = {name: help_of(capsys, name) for name in commands(capsys)}
    shown = re.findall(r"(?<!\w)wortlaut (?:--data \S+ )?([a-z]+)\b([^`\n]*)", documented())
    named = [(name, option) for name, rest in shown if name in options for option in re.findall(r"--[a-z-]+", rest)]

    assert ("ask", "--json") in named
    assert [(name, one) for name, one in named if one != "--data" and one not in options[name]] == []


def test_each_setting_is_described_and_each_described_is_one() -> None:
    names = {f"WORTLAUT_{name.upper()}" for name in Settings.__dataclass_fields__}
    table = text_of(ROOT / "README.md").partition("## Settings")[2]
    example = text_of(ROOT / ".env.example")

    assert set(re.findall(r"WORTLAUT_[A-Z_]+", table)) == names
    assert set(re.findall(r"^#(WORTLAUT_[A-Z_]+)=", example, re.M)) == names
    assert set(re.findall(r"WORTLAUT_[A-Z_]*[A-Z]", documented())) <= names


def test_each_line_of_the_example_can_be_used(tmp_path: Path) -> None:
    lines = re.findall(r"^#(WORTLAUT_[A-Z_]+)=(.*)$", text_of(ROOT / ".env.example"), re.M)

    for name, value in lines:
        value = str(tmp_path) if name == "WORTLAUT_PROMPTS" else value
        assert Settings.read({name: value})[1] == (), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text_of(page)):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in headings(target), link


def headings(page: Path) -> set[str]:
    """As links name them."""
    lines = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", text_of(page), flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", line.strip().lower()).replace(" ", "-") for line in lines}


def test_files_that_are_named_are_there() -> None:
    folders = "bot|retrieval|prompts|tests|tools|benchmarks|docs|deploy|seeds"
    for page in PAGES:
        for path in re.findall(rf"`((?:{folders})/[\w./*-]+)`", text_of(page)):
            assert list(ROOT.glob(path.rstrip("/"))), f"{page.name}: {path}"
