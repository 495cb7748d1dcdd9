from __future__ import annotations

import importlib
import pkgutil

import pytest

import bot
import prompts
import retrieval

MODULES = sorted(
    found.name for package in (bot, retrieval, prompts) for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_what_a_module_says_it_has_is_there(name: str) -> None:
    module = importlib.import_module(name)

    for exported in getattr(module, "__all__", ()):
        assert hasattr(module, exported), f"{name}.{exported}"
