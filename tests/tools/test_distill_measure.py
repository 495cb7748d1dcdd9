"""Questions are read from SQuAD's format; late interaction against scores made by hand; the table."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.onnx_model import OnnxEmbedder
from tools.distill.__main__ import main
from tools.distill.measured import Asked, late_interaction, read_questions


def _written(path: Path, paragraphs: dict[str, list[str]]) -> Path:
    held = [{"context": text, "qas": [{"question": one} for one in asked]} for text, asked in paragraphs.items()]
    path.write_text(json.dumps({"data": [{"title": "t", "paragraphs": held}]}), encoding="utf-8")
    return path


@pytest.fixture
def german(tmp_path: Path) -> Path:
    return _written(
        tmp_path / "de.json",
        {
            "Die alte Brücke wurde im Winter geschlossen.": [
                "Was wurde geschlossen?",
                "Wann wurde die Brücke geschlossen?",
            ],
            "Mein Vater backt am Sonntag Brot.": ["Wer backt Brot?"],
        },
    )


@pytest.fixture
def english(tmp_path: Path) -> Path:
    return _written(
        tmp_path / "en.json",
        {
            "The old bridge was closed in winter.": ["What was closed?", "When was the bridge closed?"],
            "My father bakes bread on Sunday.": ["Who bakes bread?"],
        },
    )


def test_reads_paragraphs_and_questions(english: Path) -> None:
    assert read_questions(english) == Asked(
        ["The old bridge was closed in winter.", "My father bakes bread on Sunday."],
        ["What was closed?", "When was the bridge closed?", "Who bakes bread?"],
        [0, 0, 1],
    )


def test_late_interaction_is_the_weighted_mean_of_the_best_cosines() -> None:
    embedder = OnnxEmbedder(threads=1)
    questions = embedder.embed_tokens(["Wer backt Brot?", "bridge"])
    paragraphs = embedder.embed_tokens(["My father bakes bread.", "The bridge is closed.", "Brot"])
    scores = late_interaction(questions, paragraphs)
    assert scores.shape == (2, 3)
    for number, question in enumerate(questions):
        for other, paragraph in enumerate(paragraphs):
            best = [
                max(float(ours.astype(np.float32) @ theirs.astype(np.float32)) for theirs in paragraph.vectors)
                for ours in question.vectors
            ]
            expected = sum(w * b for w, b in zip(question.weights, best, strict=True)) / question.weights.sum()
            assert scores[number, other] == pytest.approx(expected, abs=1e-5)


def test_the_table(german: Path, english: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", str(OnnxEmbedder().folder), str(german), str(english)]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["questions", "->", "paragraphs", "vectors", "late", "interaction"]
    assert [line.split() for line in lines] == [
        [asks, "->", holds, "1.000", "1.000"]
        for asks, holds in [("english", "german"), ("german", "german"), ("english", "english"), ("german", "english")]
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read"),
        ("no JSON", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"data": [{}]}', "cannot be read"),
        ('{"data": []}', "There are no questions"),
        ('{"data": [{"paragraphs": [{"context": "a", "qas": [{"question": "b"}]}]}]}', "differ in their questions"),
    ],
)
def test_files_that_are_none_of_that_format(
    tmp_path: Path, english: Path, content: str | None, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert main(["measure", str(OnnxEmbedder().folder), str(path), str(english)]) == 1
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def test_a_folder_without_the_model_is_one_line(
    tmp_path: Path, german: Path, english: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["measure", str(tmp_path), str(german), str(english)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
