"""The command, run as its users run it, in this process."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from chat_server import ChatServer
from places import ROOT, SEEDS

from bot.cli import main
from bot.console import table

ARTICLE = (
    "Berlin dpa - Der Haushalt steht. „Wir sparen nicht“, sagte Finanzminister Jörg Weber.\n\nDie Opposition schwieg.\n"
)


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATA", "EMBEDDER", "LLM", "LLM_BASE_URL", "PROMPTS", "TELEGRAM_TOKEN", "TELEGRAM_ALLOW", "LOG"):
        monkeypatch.delenv(f"WORTLAUT_{name}", raising=False)
    monkeypatch.setenv("WORTLAUT_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Zeitungen für Müller"
    made.mkdir()
    (made / "haushalt.txt").write_text(ARTICLE, encoding="utf-8")
    (made / "two.jsonl").write_text(
        '{"id": "1", "title": "One", "text": "“We will stay,” said Jane Miller.", "published": "2024-03-01", "publisher": "The Post"}\n'
        '{"id": "2", "title": "Two", "paragraphs": ["Miller said that taxes would fall."], "published": "2024-05-01", "language": "en"}\n',
        encoding="utf-8",
    )
    return made


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def stopped_by_a_full_disk(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """An `ingest` that may write no file beyond some hundred kilobytes."""
    for number in range(40):
        said = (f"„Der Satz {number} {n} gilt für das Dorf am See“, sagte Jörg Weber." for n in range(30))
        (folder / f"{number:02}.txt").write_text("\n\n".join(said), encoding="utf-8")
    limited = 'ulimit -f 700; exec "$0" "$@"'
    run = ["bash", "-c", limited, sys.executable, "-m", "bot.cli", "ingest", str(folder), *options]
    return subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)


def asked(capsys: pytest.CaptureFixture[str], question: str) -> dict[str, Any]:
    status, out, _ = run(capsys, "ask", question, "--json")
    assert status == 0
    found: dict[str, Any] = json.loads(out)
    return found


def test_articles_are_added_once_changed_and_removed(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, err = run(capsys, "ingest", folder)
    assert (status, out.splitlines()[-1], err) == (0, "3 added", "")
    assert "added      One (1 paragraphs, 1 statements)" in out

    assert run(capsys, "ingest", folder)[1] == "3 unchanged\n"

    (folder / "haushalt.txt").write_text(ARTICLE.replace("schwieg", "tobte"), encoding="utf-8")
    status, out, _ = run(capsys, "ingest", folder, "--json")
    report = json.loads(out)
    assert {what: len(articles) for what, articles in report.items()} == {
        "added": 0, "changed": 1, "unchanged": 2, "removed": 0, "skipped": 0, "notes": 0,
    }  # fmt: skip
    assert (report["changed"][0]["paragraphs"], report["changed"][0]["embedded"]) == (2, 1)

    (folder / "haushalt.txt").unlink()
    assert run(capsys, "ingest", folder)[1] == "2 unchanged\n"
    assert run(capsys, "ingest", folder, "--prune")[1].splitlines()[-1] == "2 unchanged, 1 removed"

    assert run(capsys, "remove", "1")[:2] == (0, "removed    One\n")
    assert run(capsys, "articles", "--json")[1].count("\n") == 1
    assert run(capsys, "remove", "1")[0] == 1


def test_what_cannot_be_read_is_skipped_and_stays_in_the_library(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    run(capsys, "ingest", folder)
    (folder / "haushalt.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    with (folder / "two.jsonl").open("a", encoding="utf-8") as lines:
        lines.write("{broken\n")

    status, out, err = run(capsys, "ingest", folder, "--prune")

    assert status == 1
    assert out == "2 unchanged, 2 skipped\n"
    assert [line.split()[0] for line in err.splitlines()] == ["skipped", "skipped"]
    assert "haushalt.txt" in err
    assert "two.jsonl line 3" in err
    assert asked(capsys, "Was sagte Jörg Weber?")["outcome"] == "answered"


def test_what_was_added_is_summed_up_when_the_disk_is_full(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    ended = stopped_by_a_full_disk(folder)

    *told, last = ended.stdout.splitlines()
    assert (ended.returncode, last) == (1, f"{len(told)} added")
    assert 0 < len(told) < 43
    assert "cannot be used" in ended.stderr
    assert run(capsys, "ingest", folder)[1].splitlines()[-1] == f"{len(told)} unchanged, {43 - len(told)} added"


def test_what_was_added_is_summed_up_as_json_when_the_disk_is_full(folder: Path) -> None:
    ended = stopped_by_a_full_disk(folder, "--json")

    assert ended.returncode == 1
    assert json.loads(ended.stdout)["added"]


def test_a_long_answer_says_how_all_of_it_is_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = "\n\n".join(f"„Das ist der Satz Nummer {number}“, sagte Jörg Weber." for number in range(23))
    (tmp_path / "lang.txt").write_text(said, encoding="utf-8")
    run(capsys, "ingest", tmp_path / "lang.txt")

    assert run(capsys, "ask", "Was sagte Weber?")[1].endswith("… und 3 weitere: wortlaut ask --all zeigt sie alle.\n")
    assert "\n… and 3 more: wortlaut ask --all shows them all.\n" in run(capsys, "ask", "What did Weber say?")[1]
    assert "--all" not in run(capsys, "ask", "--all", "Was sagte Weber?")[1]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["ask", "What did Baerbock say?"], "no articles"),
        (["ingest", "nowhere"], "nowhere does not exist"),
        (["ingest", "https://taz.de/a"], "web pages cannot be read"),
        (["remove", "x"], "x"),
        (["ask", "--batch", "nowhere.jsonl"], "nowhere.jsonl cannot be read"),
        (["statements", "nowhere.txt"], "nowhere.txt cannot be read"),
        (["telegram"], "WORTLAUT_TELEGRAM_TOKEN"),
    ],
)
def test_an_error_is_one_line_on_stderr(capsys: pytest.CaptureFixture[str], arguments: list[str], line: str) -> None:
    status, out, err = run(capsys, *arguments)

    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("wortlaut: ")
    assert line in err


@pytest.mark.parametrize(
    "arguments", [[], ["ask"], ["ask", " "], ["ask", "a", "--batch", "b"], ["ask", "a", "--passages", "0"], ["sing"]]
)
def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    try:
        status = main(arguments)
    except SystemExit as ended:
        status = int(ended.code or 0)

    assert status == 2


def test_a_refusal_is_no_error(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    run(capsys, "ingest", folder)

    status, out, err = run(capsys, "ask", "What", "did", "Merkel", "say?")

    assert (status, out, err) == (0, "Merkel is nowhere in these articles.\n", "")


def test_filters_by_date_and_publisher(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    run(capsys, "ingest", folder)

    everything = asked(capsys, "What did Miller say?")
    assert [claim["kind"] for claim in everything["claims"]] == ["indirect", "direct"], "the newest article first"
    assert {claim["speaker"] for claim in everything["claims"]} == {"Jane Miller"}
    april = asked(capsys, "What did Miller say since April 2024?")
    assert [claim["text"] for claim in april["claims"]] == [everything["claims"][0]["text"]]
    post = asked(capsys, "What did Miller say in The Post?")
    assert [claim["text"] for claim in post["claims"]] == [everything["claims"][1]["text"]]
    assert {passage["article"] for passage in post["passages"]} == {"1"}


def test_a_batch_answers_line_by_line_and_goes_on_after_a_bad_line(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    run(capsys, "ingest", folder)
    (tmp_path / "questions.jsonl").write_text(
        '\ufeff{"id": "a", "question": "Was sagte Jörg Weber?"}\n{"id": "b"}\nnonsense\n\n{"id": 4, "question": "Who is Merkel?"}\n[1]\n',
        encoding="utf-8",
    )

    status, out, _ = run(capsys, "ask", "--batch", tmp_path / "questions.jsonl")

    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [answer["id"] for answer in answers] == ["a", "b", None, 4, None]
    assert answers[0]["claims"][0]["text"] == "Wir sparen nicht"
    assert all("error" in answers[index] for index in (1, 2, 4))
    assert answers[3]["outcome"] == "not_found"


def test_the_number_of_passages_can_be_set(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    run(capsys, "ingest", folder)

    out = run(capsys, "ask", "Haushalt", "--json", "--passages", "2")[1]

    assert len(json.loads(out)["passages"]) == 2


def test_explain_says_how_the_question_was_read(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    run(capsys, "ingest", folder)

    out = run(capsys, "ask", "Was sagte Weber über Geld?", "--explain")[1]

    assert "understood: statements in de, speaker 'Jörg Weber', topic 'Geld'" in out
    assert "cosine" in out


@pytest.mark.parametrize(
    ("encoding", "end"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\n"), ("cp1252", "\r\n")]
)
def test_statements_point_into_the_file_as_decoded(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, encoding: str, end: str
) -> None:
    text = ARTICLE.replace("\n", end)
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))

    status, out, _ = run(capsys, "statements", "a.txt", "--json")

    (found,) = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert list(found) == [
        "file", "spans", "quotes", "speaker", "speaker_start", "speaker_end", "name", "cue", "kind", "inferred",
    ]  # fmt: skip
    assert found["quotes"] == [text[start:end] for start, end in found["spans"]] == ["Wir sparen nicht"]
    assert found["speaker"] == text[found["speaker_start"] : found["speaker_end"]]
    assert (found["file"], found["name"], found["cue"], found["kind"]) == ("a.txt", "Jörg Weber", "sagte", "direct")
    assert not (tmp_path / "data").exists()


def test_a_headline_counts_among_the_statements_of_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = f"Weber: Wir sparen nicht\n\n{ARTICLE}"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")

    first, *_ = [json.loads(line) for line in run(capsys, "statements", "a.txt", "--json")[1].splitlines()]

    assert (first["speaker"], first["name"], first["spans"]) == ("Weber", "Jörg Weber", [[7, 23]])


def test_the_rest_of_the_files_goes_on_after_one_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")

    status, out, err = run(capsys, "statements", "nowhere.txt", "a.txt")

    assert status == 1
    assert out == "direct    Jörg Weber: Wir sparen nicht\n"
    assert err.count("\n") == 1


def test_speakers_are_listed_with_what_they_are(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    run(capsys, "ingest", folder)

    listed = [json.loads(line) for line in run(capsys, "speakers", "--json")[1].splitlines()]

    assert [(one["name"], one["statements"]) for one in listed] == [("Jane Miller", 2), ("Jörg Weber", 1)]
    assert listed[1]["roles"][0]["role"] == "Finanzminister"


def test_the_doctor_says_what_to_do(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, _ = run(capsys, "doctor")
    assert status == 1
    assert "PROBLEM library: no articles. Add some with: wortlaut ingest PATH" in out

    run(capsys, "ingest", folder)
    status, out, _ = run(capsys, "doctor")
    assert (status, "PROBLEM" in out) == (0, False)


def test_another_model_is_refused_until_it_is_asked_for(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "ingest", folder)
    monkeypatch.syspath_prepend(ROOT / "tests" / "retrieval" / "providers")
    monkeypatch.setenv("WORTLAUT_EMBEDDER", "ollama:tiny")

    status, _, err = run(capsys, "ask", "Was sagte Weber?")
    assert (status, "--reembed" in err) == (1, True)

    assert run(capsys, "ingest", "--reembed")[:2] == (0, "embedded again with ollama:tiny\n")
    assert run(capsys, "ingest", folder)[:2] == (0, "3 unchanged\n")
    assert asked(capsys, "Was sagte Weber?")["outcome"] == "answered"


def test_nothing_heavy_is_imported_before_it_is_used() -> None:
    code = (
        "import sys, bot.cli, bot.telegram, bot.repl, retrieval.search, prompts;"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'langchain', 'langchain_core', 'telegram',"
        " 'onnxruntime', 'faiss', 'tantivy', 'dateparser', 'prompt_toolkit'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_question_is_answered_without_torch_and_langchain(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom bot.cli import main\n"
        f"main(['--data', {str(tmp_path / 'data')!r}, 'ingest', {str(SEEDS)!r}])\n"
        f"main(['--data', {str(tmp_path / 'data')!r}, 'ask', 'What did Baerbock say?'])\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'langchain', 'langchain_core'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
    assert "Putin verweigert den Weg zum Frieden" in done.stdout


def test_what_there_is_none_of_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    nothing = "No articles yet. Add some with: wortlaut ingest PATH\n"
    assert run(capsys, "articles")[:2] == (0, nothing)
    assert run(capsys, "speakers")[:2] == (0, nothing)
    assert run(capsys, "speakers", "--json")[:2] == (0, "")

    silent = tmp_path / "silent.txt"
    silent.write_text("Die Brücke über die Oste ist gesperrt. Sie wird im Frühjahr erneuert.\n", encoding="utf-8")
    run(capsys, "ingest", silent)

    assert run(capsys, "speakers")[:2] == (0, "Nobody is quoted in these articles.\n")


def test_a_library_of_another_model_can_be_listed_and_cleared(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "ingest", folder)
    monkeypatch.setenv("WORTLAUT_EMBEDDER", "some/model")

    assert run(capsys, "articles")[0] == 0
    assert run(capsys, "speakers")[0] == 0
    assert run(capsys, "remove", "1")[:2] == (0, "removed    One\n")
    assert run(capsys, "ask", "Was sagte Weber?")[0] == 1


def test_an_article_behind_a_link_that_leads_nowhere_is_not_pruned(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").symlink_to(tmp_path / "elsewhere.txt")
    run(capsys, "ingest", "articles")
    (tmp_path / "elsewhere.txt").rename(tmp_path / "away.txt")

    status, out, _ = run(capsys, "ingest", "articles", "--prune")

    assert (status, out) == (1, "1 skipped\n")


def test_words_asked_for_in_quotation_marks_are_looked_for_as_they_stand(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    run(capsys, "ingest", folder)

    found = asked(capsys, "Wer sagte „wir sparen nicht“?")

    assert [(claim["speaker"], claim["text"]) for claim in found["claims"]] == [("Jörg Weber", "Wir sparen nicht")]


def test_a_refusal_quotes_nothing(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    run(capsys, "ingest", folder)

    out = run(capsys, "ask", "What did Miller say about the “special operation” in baking?")[1]

    assert "special operation" in out
    assert not set(out) & set('“”"„«»')


def test_the_answer_does_not_depend_on_how_many_passages_are_shown(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    run(capsys, "ingest", folder)

    one, ten = (run(capsys, "ask", "Wer schwieg?", "--passages", number)[1] for number in ("1", "10"))

    assert one == ten


def test_a_title_does_not_reach_the_terminal_with_escape_codes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    line = json.dumps({"id": "x", "title": "Red \x1b[31m\ttitle", "text": "“Yes,” said Jane Miller."})
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")

    shown = run(capsys, "ingest", "a.jsonl")[1] + run(capsys, "articles")[1]

    assert "Red �[31m title" in shown
    assert "\x1b" not in shown


def test_a_batch_survives_a_line_that_is_too_deep(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    run(capsys, "ingest", folder)
    (tmp_path / "q.jsonl").write_text("[" * 200_000 + '\n{"id": 1, "question": "Was sagte Weber?"}\n', encoding="utf-8")

    answers = [json.loads(line) for line in run(capsys, "ask", "--batch", "q.jsonl")[1].splitlines()]

    assert ["error" in answer for answer in answers] == [True, False]


def test_an_error_is_one_line_whatever_the_file_is_called(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "two\nlines.txt").write_bytes(b"\x00\x01" * 99)

    for arguments in (["statements", "two\nlines.txt"], ["ingest", "two\nlines.txt"], ["ingest", "no\nwhere"]):
        assert run(capsys, *arguments)[2].count("\n") == 1


def test_a_table_shows_titles_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)

    table(("title",), [("[bold]Streit[/] um :smile:",)])

    assert "[bold]Streit[/] um :smile:" in screen.getvalue()


def test_a_prompt_that_cannot_be_used_stops_questions_and_nothing_else(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "answer.md").write_text("Answer ${nothing}\n---\n${passages}\n", encoding="utf-8")
    monkeypatch.setenv("WORTLAUT_LLM", "openai:scripted")
    monkeypatch.setenv("WORTLAUT_PROMPTS", "prompts")

    assert run(capsys, "ingest", folder)[0] == 0
    assert run(capsys, "articles")[0] == 0
    assert run(capsys, "speakers")[0] == 0
    assert run(capsys, "remove", "1")[0] == 0
    status, out, err = run(capsys, "ask", "Was sagte Weber?")
    assert (status, out) == (1, "")
    assert err.startswith("wortlaut: prompts/answer.md: there is no ${nothing}.")
    assert err.count("\n") == 1
    assert run(capsys, "ask", "--verbatim", "Was sagte Weber?")[0] == 0


def test_the_judge_is_at_the_server_of_its_provider_however_that_is_written(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "ingest", folder)
    (folder / "questions.jsonl").write_text('{"question": "What did Miller say?"}\n', encoding="utf-8")
    with ChatServer(lambda request: {"supported": True} if "You judge" in request.instructions else "") as server:
        monkeypatch.setenv("WORTLAUT_LLM", "openai:scripted")
        monkeypatch.setenv("WORTLAUT_LLM_BASE_URL", server.url)
        _, out, _ = run(capsys, "eval", folder / "questions.jsonl", "--citations", "--judge", "OpenAI:judge", "--json")

    assert json.loads(out)["citations"]["claims"] > 0
    assert server.requests[-1].body["model"] == "judge"
