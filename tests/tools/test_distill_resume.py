"""Steps that are made already are passed over; those that were interrupted, or made from something else, are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.distill.resume import Step, run


class Kitchen:
    """Three steps that note that they were made; `broken` is interrupted."""

    def __init__(self, marks: Path) -> None:
        self.marks = marks
        self.made: list[str] = []
        self.said: list[str] = []
        self.broken = ""

    def cook(self, flour: str = "rye", heat: str = "hot") -> list[str]:
        self.made = []
        steps = [Step("dough", flour, lambda: self._make("dough")), Step("rest", "", lambda: self._make("rest"))]
        run([*steps, Step("bake", heat, lambda: self._make("bake"))], self.marks, self.said.append)
        return self.made

    def _make(self, name: str) -> None:
        if name == self.broken:
            raise KeyboardInterrupt
        self.made.append(name)


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    return Kitchen(tmp_path / "steps.json")


def test_what_is_made_is_not_made_again(kitchen: Kitchen) -> None:
    assert kitchen.cook() == ["dough", "rest", "bake"]
    assert kitchen.cook() == []


def test_a_step_made_from_something_else_is_made_again_with_all_after_it(kitchen: Kitchen) -> None:
    kitchen.cook()
    assert kitchen.cook(heat="warm") == ["bake"]
    assert kitchen.cook(flour="wheat", heat="warm") == ["dough", "rest", "bake"]
    assert kitchen.cook(flour="wheat", heat="warm") == []


def test_an_interrupted_step_is_made_again(kitchen: Kitchen) -> None:
    kitchen.broken = "rest"
    with pytest.raises(KeyboardInterrupt):
        kitchen.cook()
    kitchen.broken = ""
    assert kitchen.cook() == ["rest", "bake"]


def test_what_was_made_before_an_interrupted_step_changed_does_not_count_after_it(kitchen: Kitchen) -> None:
    """The files of `bake` are those of the old flour."""
    kitchen.cook()
    kitchen.broken = "rest"
    with pytest.raises(KeyboardInterrupt):
        kitchen.cook(flour="wheat")
    kitchen.broken = ""
    assert kitchen.cook() == ["dough", "rest", "bake"]


@pytest.mark.parametrize("content", ["", "no JSON", "[]", '{"dough": 7}'])
def test_damaged_marks_mark_nothing(kitchen: Kitchen, content: str) -> None:
    kitchen.marks.write_text(content)
    assert kitchen.cook() == ["dough", "rest", "bake"]
