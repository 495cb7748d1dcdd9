"""Prompts: one Markdown file each, and the lines that read them. README.md says how to write one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

__all__ = ["NAMES", "Prompt", "PromptError", "Prompts"]

NAMES = ("answer", "judge", "repair", "rewrite", "translate")


class PromptError(ValueError):
    """A prompt that cannot be used; `str()` says which file, why, and what to do, on one line."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a language model is told to do, and the material that it does it with."""

    instructions: str
    material: str


class Prompts:
    """Prompts by name, a user's own before those that ship. Reads each file when it is asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def variables(self, name: str) -> frozenset[str]:
        """The names of the `${variables}` in a prompt. Raises PromptError."""
        return frozenset(Template(self._text(name)).get_identifiers())

    def fill(self, name: str, /, **values: str) -> Prompt:
        """The prompt `name` with its variables filled in; what is filled in is never read for variables again.

        Raises PromptError where it cannot be read, or uses a variable that is not among `values`.
        """
        text = self._text(name)
        try:
            instructions, material = (Template(part).substitute(values).strip() for part in _parts(text))
        except KeyError as error:
            known = ", ".join(f"${{{one}}}" for one in sorted(values))
            raise PromptError(f"{self._where(name)}: there is no ${{{error.args[0]}}}. It may use {known}.") from None
        except ValueError as error:
            raise PromptError(
                f"{self._where(name)}: {error}. Write $$ for a dollar sign, and one line of ---."
            ) from None
        return Prompt(instructions, material)

    def _where(self, name: str) -> str:
        own = self._folder / f"{name}.md" if self._folder else None
        return str(own) if own and own.is_file() else f"prompts/{name}.md"

    def _text(self, name: str) -> str:
        own = self._folder / f"{name}.md" if self._folder else None
        file = own if own and own.is_file() else resources.files(__name__) / f"{name}.md"
        try:
            return file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise PromptError(
                f"{self._where(name)} cannot be read ({type(error).__name__}). Save it as UTF-8."
            ) from None


def _parts(text: str) -> tuple[str, str]:
    """Instructions and material, on both sides of a line of dashes. Raises ValueError."""
    parts = re.split(r"^---+[ \t]*$", text, flags=re.MULTILINE)
    if len(parts) != 2:
        raise ValueError(f"{len(parts) - 1} lines of --- between instructions and material")
    return parts[0], "\n" * parts[0].count("\n") + parts[1]  # whose lines count as in the file
