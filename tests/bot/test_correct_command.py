"""`wortlaut correct` and `wortlaut corrections`, run as their users run them, in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

ARTICLE = (
    "„Wir sparen nicht“, sagte Finanzminister Jörg Weber in Berlin. "
    "„Das wird teuer“, sagte die Abgeordnete Ina Blum.\n\nDie Opposition schwieg.\n"
)


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    for name in ("EMBEDDER", "LLM", "TELEGRAM_TOKEN", "TELEGRAM_ALLOW", "LOG"):
        monkeypatch.delenv(f"WORTLAUT_{name}", raising=False)
    monkeypatch.setenv("WORTLAUT_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    lines = json.dumps({"id": "haushalt", "text": ARTICLE, "language": "de"})
    (tmp_path / "articles.jsonl").write_text(lines, encoding="utf-8")
    run(capsys, "ingest", "articles.jsonl")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def asked(capsys: pytest.CaptureFixture[str], question: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(capsys, "ask", question, "--json")[1])
    return found


def place(capsys: pytest.CaptureFixture[str]) -> tuple[object, ...]:
    """Where Weber's words stand, as the answer tells it."""
    (cited,) = asked(capsys, "Was sagte Weber?")["citations"]
    return cited["article"], cited["paragraph"], cited["start"], cited["end"]


def test_a_statement_gets_its_right_speaker_and_back(capsys: pytest.CaptureFixture[str]) -> None:
    where = place(capsys)

    status, out, err = run(capsys, "correct", *where, "--speaker", "Ina Blum")
    assert (status, out, err) == (0, "corrected  1: said by Ina Blum: Wir sparen nicht\n", "")
    assert [c["text"] for c in asked(capsys, "Was sagte Blum?")["claims"]] == ["Wir sparen nicht", "Das wird teuer"]
    assert asked(capsys, "Was sagte Weber?")["outcome"] == "mentioned"

    status, out, _ = run(capsys, "correct", *where, "--undo")
    assert (status, out) == (0, "undone     1: said by Ina Blum: Wir sparen nicht\n")
    assert [c["text"] for c in asked(capsys, "Was sagte Weber?")["claims"]] == ["Wir sparen nicht"]


def test_a_hidden_statement_is_in_no_answer_and_no_list(capsys: pytest.CaptureFixture[str]) -> None:
    made = json.loads(run(capsys, "correct", *place(capsys), "--hide", "--json")[1])

    assert (made["hidden"], made["speaker"], made["quote"], made["waiting"]) == (True, None, "Wir sparen nicht", None)
    assert asked(capsys, "Was sagte Weber?")["claims"] == []
    assert "Weber" not in run(capsys, "speakers")[1]
    assert run(capsys, "articles")[1].rstrip().endswith("\t1")
    assert run(capsys, "ingest", "articles.jsonl")[1] == "1 unchanged\n"


def test_the_list_says_which_wait_and_any_can_be_undone(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "correct", *place(capsys), "--speaker", "Haushaltsausschuss", "--organisation")
    assert run(capsys, "corrections")[1] == "1\tsaid by Haushaltsausschuss\thaushalt\t1\t\tWir sparen nicht\n"
    (speaker,) = (json.loads(line) for line in run(capsys, "speakers", "--json")[1].splitlines() if "ausschuss" in line)
    assert (speaker["sort"], speaker["statements"]) == ("organisation", 1)

    run(capsys, "remove", "haushalt")
    assert "waiting: no such article" in run(capsys, "corrections")[1]
    (listed,) = (json.loads(line) for line in run(capsys, "corrections", "--json")[1].splitlines())
    assert (listed["waiting"], listed["paragraph"], listed["spans"]) == ("article", None, [[1, 17]])

    assert run(capsys, "corrections", "--undo", "1")[0] == 0
    assert run(capsys, "corrections")[1].startswith("No corrections. Make one with: wortlaut correct")
    assert run(capsys, "corrections", "--json")[1] == ""


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["correct", "haushalt", 2, 0, 5, "--hide"], "No statement stands at 0 to 5 of paragraph 2 of 'haushalt'"),
        (["correct", "haushalt", 1, 0, 99, "--hide"], "2 statements touch 0 to 99 of paragraph 1"),
        (["correct", "haushalt", 1, 1, 17, "--undo"], "Nothing was corrected at 1 to 17 of paragraph 1"),
        (["corrections", "--undo", 7], "There is no correction 7"),
    ],
)
def test_what_cannot_be_corrected_is_told_in_a_line(
    capsys: pytest.CaptureFixture[str], arguments: list[object], line: str
) -> None:
    status, out, err = run(capsys, *arguments)

    assert (status, out, err.count("\n")) == (1, "", 1)
    assert line in err


@pytest.mark.parametrize(
    "options",
    [[], ["--hide", "--undo"], ["--speaker", " "], ["--speaker"]],
)
def test_a_correction_says_one_thing(capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["correct", "haushalt", "1", "1", "17", *options])

    assert ended.value.code == 2
