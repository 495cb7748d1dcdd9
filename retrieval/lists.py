"""The word lists and patterns of questions, roles and places: the data files in `data/`, each read once."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any

__all__ = ["data"]


@functools.cache
def data(name: str) -> dict[str, Any]:
    """What stands in `name`.toml."""
    return tomllib.loads((resources.files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))
