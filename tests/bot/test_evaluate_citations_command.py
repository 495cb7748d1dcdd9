"""`wortlaut eval --citations`, run as its users run it, in this process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from chat_server import ChatServer, Request
from places import SEEDS

from bot.cli import main


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("EMBEDDER", "LLM", "LLM_BASE_URL", "LLM_TIMEOUT", "PROMPTS", "TELEGRAM_TOKEN", "LOG"):
        monkeypatch.delenv(f"WORTLAUT_{name}", raising=False)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("WORTLAUT_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    lines = [{"question": "Was sagte Peskow?", "speakers": ["Dmitri Peskow"]}, {"question": "What did Baerbock say?"}]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_the_command_tells_both_figures_and_who_judged(capsys: pytest.CaptureFixture[str], library: Path) -> None:
    run(capsys, "ingest", SEEDS)

    status, out, _ = run(capsys, "eval", "questions.jsonl", "--citations")
    table = {line.split("\t")[0]: line.split("\t")[1:] for line in out.splitlines()}
    assert (status, table["citation recall"], table["citation precision"]) == (0, ["1.000"] * 3, ["1.000"] * 3)
    assert table["claims judged"][0] == str(sum(map(int, table["claims judged"][1:])))
    assert out.splitlines()[-1].startswith("claims judged by rules, ")

    whole = json.loads(run(capsys, "eval", "questions.jsonl", "--citations", "--json")[1])
    assert whole["citations"]["judged_by"] == "rules"
    assert (whole["citations"]["answers"], whole["citations"]["recall"], whole["citations"]["unjudged"]) == (2, 1.0, 0)
    assert set(whole["languages"]["de"]["citations"]) == set(whole["citations"])
    assert whole["results"][0]["support"]["claims"] == 1
    assert "citations" not in json.loads(run(capsys, "eval", "questions.jsonl", "--json")[1])


def test_a_model_can_judge(capsys: pytest.CaptureFixture[str], library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(capsys, "ingest", SEEDS)

    def judge(request: Request) -> dict[str, bool]:
        return {"supported": "Sicherheitsgarantien" in request.material.split("end of sentence")[0]}

    with ChatServer(judge) as server:
        monkeypatch.setenv("WORTLAUT_LLM_BASE_URL", server.url)
        status, out, err = run(capsys, "eval", "questions.jsonl", "--citations", "--judge", "openai:judge", "--json")
        asked = len(server.requests)

    whole = json.loads(out)
    assert (status, err, whole["citations"]["judged_by"]) == (0, "", "openai:judge")
    baerbock = whole["results"][1]["support"]
    assert asked == whole["citations"]["claims"] == baerbock["claims"] + 1
    assert (whole["results"][0]["support"]["supported"], baerbock["supported"]) == (0, 1)
    assert whole["citations"]["recall"] == pytest.approx((0 + 1 / baerbock["claims"]) / 2, abs=1e-4)


def test_a_judge_that_cannot_be_reached_is_told_in_a_line(
    capsys: pytest.CaptureFixture[str], library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "ingest", SEEDS)
    monkeypatch.setenv("WORTLAUT_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("WORTLAUT_LOG", "ERROR")
    (library / "questions.jsonl").write_text('{"question": "Was sagte Peskow?"}', encoding="utf-8")

    status, out, err = run(capsys, "eval", "questions.jsonl", "--citations", "--judge", "openai:judge")

    assert status == 1
    assert "claims not judged\t1" in out
    assert "wortlaut: 1 claims could not be judged: " in err


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--judge", "openai:gpt-4.1-mini"], "--judge is for --citations"),
        (["--citations", "--judge", "gpt"], "provider:model, such as openai:gpt-4.1-mini"),
    ],
)
def test_what_does_not_fit_is_told(
    capsys: pytest.CaptureFixture[str], library: Path, arguments: list[str], line: str
) -> None:
    try:
        status, out, err = run(capsys, "eval", "questions.jsonl", *arguments)
    except SystemExit as ended:
        status, (out, err) = int(str(ended.code)), capsys.readouterr()

    assert (status, out) == (2, "")
    assert line in err


def test_a_judging_prompt_of_ones_own_that_cannot_be_used_is_named(
    capsys: pytest.CaptureFixture[str], library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "ingest", SEEDS)
    (library / "own").mkdir()
    (library / "own" / "judge.md").write_text("Hello ${nobody}\n---\n", encoding="utf-8")
    monkeypatch.setenv("WORTLAUT_PROMPTS", str(library / "own"))

    status, out, err = run(capsys, "eval", "questions.jsonl", "--citations", "--judge", "openai:judge")

    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "${nobody}" in err
