"""`wortlaut eval`, run as its users run it, in this process."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from places import SEEDS

from bot.cli import main

QUESTIONS = (
    '{"id": "a", "question": "Was sagte Peskow?", "speakers": ["Dmitri Peskow"], "paragraphs": [6]}\n'
    '{"id": "b", "question": "What did Peskov say?", "outcome": "not_found"}\n'
    '{"id": "c", "question": "How do I bake bread?", "paragraphs": []}\n'
    '{"id": "d", "question": "Was sagte Kallas?", "feedback": "bad"}\n'
)
CONTEXTS = {
    "de": {
        "Brot": ("Das Brot der Bäckerei wird seit 1890 aus Roggen gebacken.", "Woraus wird das Brot gebacken?", "Roggen"),
        "Rhein": ("Der Rhein entspringt in den Alpen und fließt nach Norden.", "Wo entspringt der Rhein?", "Alpen"),
        "Mond": ("Der Mond umkreist die Erde in rund siebenundzwanzig Tagen.", "Was umkreist der Mond?", "Erde"),
    },
    "en": {
        "Bread": ("The bread of the bakery has been made of rye since 1890.", "What is the bread made of?", "rye"),
        "Rhine": ("The Rhine rises in the Alps and flows north.", "Where does the Rhine rise?", "Alps"),
        "Moon": ("The Moon goes around the Earth in some twenty-seven days.", "What does the Moon go around?", "Earth"),
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("EMBEDDER", "LLM", "TELEGRAM_TOKEN", "TELEGRAM_ALLOW", "LOG"):
        monkeypatch.delenv(f"WORTLAUT_{name}", raising=False)
    monkeypatch.setenv("WORTLAUT_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "questions.jsonl").write_text(QUESTIONS, encoding="utf-8")
    for language, topics in CONTEXTS.items():
        data = [
            {
                "title": title,
                "paragraphs": [
                    {"context": context, "qas": [{"id": str(n), "question": asked, "answers": [{"text": answer}]}]}
                ],
            }
            for n, (title, (context, asked, answer)) in enumerate(topics.items())
        ]
        (tmp_path / f"{language}.json").write_text(json.dumps({"data": data}), encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def measured(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    _, out, err = run(capsys, "eval", *arguments, "--json")
    assert err == ""
    found: dict[str, Any] = json.loads(out)
    return found


def test_answers_that_differ_are_listed_and_all_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "ingest", SEEDS)

    status, out, _ = run(capsys, "eval", "questions.jsonl")
    lines = out.splitlines()

    assert status == 1
    assert lines[0] == "b: What did Peskov say?  outcome answered, expected not_found"
    assert lines[-1] == "2 of 3 as expected"
    table = {line.split("\t")[0]: line.split("\t")[1:] for line in lines[1:-1]}
    assert table["questions"] == ["4", "2", "2"]
    assert table["recall@1"] == ["1.000", "1.000", ""]
    assert (table["refusals: precision"][0], table["refusals: recall"][0]) == ("1.000", "0.500")

    whole = measured(capsys, "questions.jsonl")
    assert (whole["file"], whole["as_expected"], whole["expecting"]) == ("questions.jsonl", 2, 3)
    assert [(one["id"], one["differences"] and len(one["differences"])) for one in whole["results"]] == [
        ("a", []), ("b", 1), ("c", []), ("d", None),
    ]  # fmt: skip


def test_questions_can_come_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "ingest", SEEDS)
    lines = '{"question": "Was sagte Peskow?", "speakers": ["Dmitri Peskow"], "note": "one\u2028line"}\r\n\r\n'
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))

    assert run(capsys, "eval", "-")[1].splitlines()[-1] == "1 of 1 as expected"


def test_a_squad_file_is_asked_of_its_own_paragraphs_and_leaves_the_library_alone(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    whole = measured(capsys, "en.json")

    assert (whole["questions"], whole["recall"]["1"], whole["mrr"], whole["cited"]) == (3, 1.0, 1.0, 1.0)
    assert (whole["expecting"], whole["refusal"]["recall"]) == (0, None)
    assert run(capsys, "eval", "en.json")[0] == 0
    assert not (folder / "data").exists()


def test_questions_can_be_asked_of_paragraphs_in_another_language(capsys: pytest.CaptureFixture[str]) -> None:
    whole = measured(capsys, "en.json", "--paragraphs", "de.json")

    assert (whole["paragraphs"], list(whole["languages"])) == ("de.json", ["en"])
    assert (whole["recall"]["5"], whole["shown"]) == (1.0, 1.0)


def test_held_out_each_question_is_asked_where_it_has_no_answer_too(capsys: pytest.CaptureFixture[str]) -> None:
    whole = measured(capsys, "en.json", "--held-out")

    assert (whole["answerable"], whole["unanswerable"]) == (3, 3)
    assert whole["refusal"]["recall"] == 1.0


def test_the_library_can_be_asked_where_it_has_those_paragraphs(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    lines = [json.dumps({"id": title, "text": context}) for title, (context, *_) in CONTEXTS["de"].items()]
    (folder / "mine.jsonl").write_text("\n".join(lines[:2]), encoding="utf-8")
    run(capsys, "ingest", "mine.jsonl")

    assert measured(capsys, "de.json", "--library")["recall"]["1"] == pytest.approx(2 / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("arguments", "status", "line"),
    [
        (["questions.jsonl", "--library"], 2, "--library is for files in SQuAD's format"),
        (["questions.jsonl", "--held-out"], 2, "--held-out is for files in SQuAD's format"),
        (["en.json", "--library", "--held-out"], 2, "--library takes the paragraphs of the library"),
        (["en.json", "--paragraphs", "questions.jsonl"], 1, "questions.jsonl is not in SQuAD's format"),
        (["nothing.json"], 1, "nothing.json cannot be read (No such file or directory)"),
        (["en.json", "--plot", "picture.doc"], 1, "picture.doc is no name for a picture"),
        (["questions.jsonl"], 1, "There are no articles to ask about"),
    ],
)
def test_what_does_not_fit_together_is_told_in_a_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, line: str
) -> None:
    got, out, err = run(capsys, "eval", *arguments)

    assert (got, out, err.count("\n")) == (status, "", 1)
    assert line in err


def test_a_picture_needs_matplotlib(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(capsys, "eval", "en.json", "--plot", "recall.png")[0] == 0
    assert (folder / "recall.png").read_bytes().startswith(b"\x89PNG")

    monkeypatch.setitem(sys.modules, "matplotlib", None)
    status, out, err = run(capsys, "eval", "en.json", "--plot", "again.png")
    assert (status, out) == (1, "")
    assert err == "wortlaut: --plot needs matplotlib. Install it with: pip install 'wortlaut[plot]'\n"
