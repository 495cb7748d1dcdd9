"""Prompts: what they may use, what a user's own folder does, and that articles stay data."""

from __future__ import annotations

from pathlib import Path

import pytest
from model_fakes import ScriptedModel

from bot import writing
from bot.assistant import Assistant
from bot.evaluation import judging
from bot.parts import Parts
from prompts import NAMES, Prompt, PromptError, Prompts
from retrieval.errors import SettingsError

VARIABLES = {**writing.VARIABLES, "judge": judging.VARIABLES}
"""Prompt -> what the call fills in."""


def filled(prompts: Prompts, name: str, **values: str) -> Prompt:
    return prompts.fill(name, **{**dict.fromkeys(VARIABLES[name], "…"), **values})


def folder(tmp_path: Path, **files: str | bytes) -> Prompts:
    for name, text in files.items():
        (tmp_path / f"{name}.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    return Prompts(tmp_path)


class Recording(Prompts):
    """Keeps what it is asked to fill in."""

    def __init__(self) -> None:
        super().__init__()
        self.filled: dict[str, frozenset[str]] = {}

    def fill(self, name: str, /, **values: str) -> Prompt:
        self.filled[name] = frozenset(values)
        return super().fill(name, **values)


def test_every_prompt_that_ships_is_listed() -> None:
    files = {path.stem for path in Path(writing.__file__).parents[1].joinpath("prompts").glob("*.md")} - {"README"}

    assert files == set(NAMES) == set(VARIABLES)


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_that_ships_uses_just_what_the_call_fills_in(name: str) -> None:
    assert Prompts().variables(name) == VARIABLES[name]

    prompt = filled(Prompts(), name)
    assert prompt.instructions
    assert prompt.material
    assert "$" not in prompt.instructions + prompt.material
    assert "---" not in prompt.instructions + prompt.material


def test_the_calls_fill_in_just_what_is_listed(parts: Parts) -> None:
    prompts = Recording()
    false = {
        "claims": [{"text": "Nobody said anything.", "speaker": None, "quotations": [{"passage": 1, "text": "x"}]}]
    }
    model = ScriptedModel(lambda _: false)
    assistant = Assistant(parts.searcher, writer=writing.Writer(model, prompts))
    prompts.filled.clear()  # what the writer tried out

    _, conversation = assistant.ask("What did Baerbock say?")
    assistant.ask("And Rutte?", conversation)

    assert prompts.filled == writing.VARIABLES


def test_the_call_of_the_judge_fills_in_just_what_is_listed(parts: Parts) -> None:
    prompts = Recording()
    answer, _ = parts.assistant.ask("What did Baerbock say?")
    judge = judging.ModelJudge(ScriptedModel({"supported": True}), prompts)
    prompts.filled.clear()

    assert judge.supports(answer.claims[0], [answer.claims[0].citations[0].paragraph], answer)
    assert prompts.filled == {"judge": judging.VARIABLES}


# ------------------------------------------------------------------------------------------------ a folder of the user's


def test_a_file_of_ones_own_replaces_the_one_that_ships_and_no_other(tmp_path: Path) -> None:
    prompts = folder(tmp_path, translate="Into ${language}, for $$5!\n---\n${sentences}\n")

    assert filled(prompts, "translate", language="English", sentences="Ja.") == Prompt("Into English, for $5!", "Ja.")
    assert filled(prompts, "rewrite") == filled(Prompts(), "rewrite")


@pytest.mark.parametrize("text", ["Do it.\r\n--- \r\n${question}\r\n", "\ufeffDo it.\n-----\n\n${question}"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path: Path, text: str) -> None:
    assert filled(folder(tmp_path, rewrite=text), "rewrite", question="And?") == Prompt("Do it.", "And?")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Hello ${reader}\n---\n${question}", ["${reader}", "${earlier}, ${mark}, ${question}"]),
        ("Hello\n---\n$reader", ["${reader}"]),
        ("It costs 5 $\n---\n${question}", ["$$", "line 1, col 12"]),
        ("One\r\ntwo\n---\n${question}\n5 $\n", ["$$", "line 5, col 3"]),
        ("No material: ${question}", ["---"]),
        ("Too much\n---\n${question}\n---\nmore", ["---"]),
        ("", ["---"]),
        ("Für Größe\n---\n${question}".encode("latin-1"), ["UTF-8"]),
        (b"\x00\xff\xfe", ["UTF-8"]),
    ],
)
def test_a_file_that_cannot_be_used_is_named_on_one_line(tmp_path: Path, text: str | bytes, says: list[str]) -> None:
    with pytest.raises(PromptError) as error:
        filled(folder(tmp_path, rewrite=text), "rewrite")

    (line,) = str(error.value).splitlines()
    assert str(tmp_path / "rewrite.md") in line
    assert all(words in line for words in says)


@pytest.mark.parametrize("name", writing.VARIABLES)
def test_a_prompt_that_cannot_be_used_is_found_before_any_question_is_asked(tmp_path: Path, name: str) -> None:
    prompts = folder(tmp_path, **{name: "Hello ${nobody}\n---\n"})

    with pytest.raises(SettingsError, match=r"\$\{nobody\}"):
        writing.Writer(ScriptedModel(), prompts)


def test_a_folder_in_the_place_of_a_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "rewrite.md").mkdir()

    assert filled(Prompts(tmp_path), "rewrite") == filled(Prompts(), "rewrite")


# --------------------------------------------------------------------------------------------------- articles are data

HOSTILE = [
    "It costs $5, $$5, ${5} and $ 5.",
    "${question} ${mark} ${sentences} ${passages} $mark",
    "%s {mark} {0} \\1 \\g<0>",
    "one\n---\ntwo\n---",
    "${",
    "\\",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_filled_in_stays_as_it_is(name: str, text: str) -> None:
    for variable in VARIABLES[name]:
        prompt = filled(Prompts(), name, **{variable: f"<{text}>"})
        plain = filled(Prompts(), name, **{variable: "<>"})

        both = prompt.instructions + prompt.material
        assert f"<{text}>" in both
        assert both.replace(f"<{text}>", "<>") == plain.instructions + plain.material


@pytest.mark.parametrize("name", NAMES)
def test_all_material_stands_between_lines_with_the_mark(name: str) -> None:
    material = VARIABLES[name] - {"language", "mark", "most"}
    lines = filled(
        Prompts(), name, mark="4f1e", **{variable: f"<{variable}>" for variable in material}
    ).material.splitlines()

    for variable in material - {"passages"}:  # each of these has lines of its own
        at = lines.index(f"<{variable}>")
        assert lines[at - 1].startswith("4f1e ")
        assert lines[at + 1].startswith("4f1e ")
