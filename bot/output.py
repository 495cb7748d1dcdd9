"""What commands print, and where their settings come from."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from pathlib import Path

from bot.console import printable
from bot.logs import formatter
from bot.settings import Settings, environment
from retrieval.errors import SettingsError

__all__ = ["print_error", "print_json", "print_line", "settings_and_faults", "settings_of"]


def settings_of(options: argparse.Namespace) -> Settings:
    """Raises SettingsError."""
    settings, wrong = settings_and_faults(options)
    if wrong:
        raise wrong[0]
    return settings


def settings_and_faults(options: argparse.Namespace) -> tuple[Settings, tuple[SettingsError, ...]]:
    """The settings, and what is wrong with them; the log is set up by them."""
    unread: tuple[SettingsError, ...] = ()
    try:
        merged = environment(os.environ, Path.cwd())
    except SettingsError as error:
        merged, unread = dict(os.environ), (error,)
    for name, value in merged.items():
        if not name.startswith("WORTLAUT_"):
            os.environ.setdefault(name, value)  # a provider of models looks for its key there
    settings, wrong = Settings.read(merged, options.data)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(settings.log_format))
    logging.basicConfig(level=settings.log, handlers=[handler])
    return settings, unread + wrong


def print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def print_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()  # a service writes into a pipe, where a line would else wait for the process to end


def print_error(line: str) -> None:
    """To stderr, on one line whatever stands in it: a file's name may hold a line break."""
    sys.stderr.write(f"{printable(line)}\n")
