"""Steps that are made one after the other, and not again while nothing that they were made from has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Step", "run"]


@dataclass(frozen=True, slots=True)
class Step:
    """`made_from` is what the step depends on besides the steps before it, as text; `make` writes its files."""

    name: str
    made_from: str
    make: Callable[[], None]


def run(steps: Sequence[Step], marks: Path, say: Callable[[str], None]) -> None:
    """Makes each step unless it is marked as made from the same. `marks` is a JSON file: a digest for each step done.

    A step that is made again takes the marks of all later ones away, and gets its own only when it is done: one that
    was interrupted is made again.
    """
    done = _read(marks)
    kept: dict[str, str] = {}
    digest = ""
    for step in steps:
        digest = hashlib.sha256(f"{digest}\n{step.name}\n{step.made_from}".encode()).hexdigest()
        if done.get(step.name) == digest:
            say(f"{step.name}: made already")
        else:
            done = {}
            _write(marks, kept)
            say(f"{step.name} …")
            step.make()
        kept[step.name] = digest
        if not done:
            _write(marks, kept)


def _read(marks: Path) -> dict[str, str]:
    """A file that is missing or damaged marks nothing."""
    try:
        found = json.loads(marks.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(marks: Path, done: dict[str, str]) -> None:
    temporary = marks.with_suffix(".new")
    temporary.write_text(json.dumps(done, indent=2) + "\n", encoding="utf-8")
    temporary.replace(marks)
