"""Prompts: one Markdown file each, and the lines that read them. README.md says how to write one."""

from __future__ import annotations

from importlib import resources
from string import Template

__all__ = ["prompt"]


def prompt(name: str, **values: str) -> str:
    """The prompt `name`.md with its `${variables}` filled in. Raises FileNotFoundError, and KeyError for a variable
    that is not given."""
    return Template((resources.files(__name__) / f"{name}.md").read_text(encoding="utf-8")).substitute(values)
