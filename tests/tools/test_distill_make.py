"""The whole way from sentence pairs to a folder that is searched with; the command's errors are one line each."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from retrieval.embedding import normalised
from retrieval.onnx_model import OnnxEmbedder
from tools.distill.__main__ import main
from tools.distill.folder import read_folder
from tools.distill.pairs import Pair
from tools.distill.steps import STEPS, write_idf

TEXTS = ["Die Regierung will neue Straßen bauen.", "The river is cold.", "Wo ist das Geld?", "Haus", ""]


@pytest.fixture(scope="module")
def command(pairs_file: Path, words_file: Path, wide_base_folder: Path) -> list[str]:
    small = ["--vocabulary", "400", "--seen", "150"]
    return ["make", str(pairs_file), "--dictionary", str(words_file), "--base", str(wide_base_folder), *small]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, command: list[str]) -> Path:
    """The output folder of all steps."""
    pytest.importorskip("onnx", reason='needs the packages of the extra: pip install -e ".[distill]"')
    out = tmp_path_factory.mktemp("made")
    assert main([*command, "--out", str(out)]) == 0
    return out


def test_the_int8_model_agrees_with_torch(made: Path) -> None:
    import torch

    from tools.distill.training import mean_pooled

    model, tokenizer = read_folder(made / "model")
    with torch.no_grad():
        theirs = np.concatenate([mean_pooled(model, [tokenizer.encode(text).ids]).numpy() for text in TEXTS])
    ours = OnnxEmbedder(made / "model").embed_documents(TEXTS)
    assert ours.shape == (len(TEXTS), 384)
    assert (ours * theirs).sum(axis=1).min() > 0.98
    # More than rounding: each text is nearest to itself.
    assert (ours @ theirs.T).argmax(axis=1).tolist() == list(range(len(TEXTS)))


def test_sentence_transformers_reads_the_folder_too(made: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(made / "model"), device="cpu").float()
    theirs = model.encode(TEXTS[:4], show_progress_bar=False)
    assert np.linalg.norm(theirs, axis=1) == pytest.approx(1, abs=1e-4)
    ours = OnnxEmbedder(made / "model").embed_documents(TEXTS[:4])
    assert (ours * normalised(theirs, 4)).sum(axis=1).min() > 0.98


def test_the_tokenizer_is_the_same_everywhere(made: Path) -> None:
    work, model = (Tokenizer.from_file(str(made / name / "tokenizer.json")) for name in ("work", "model"))
    assert model.to_str() == work.to_str()
    assert "regierung" in model.get_vocab()
    weights = np.load(made / "model" / "token_idf.npy").astype(np.float32)
    for text, tokens in zip(TEXTS, OnnxEmbedder(made / "model").embed_tokens(TEXTS), strict=True):
        ids = work.encode(text, add_special_tokens=False).ids
        assert tokens.weights.tolist() == weights[ids].tolist()


def test_word_pieces_weigh_their_idf(made: Path, pairs: list[Pair]) -> None:
    (tokens,) = OnnxEmbedder(made / "model").embed_tokens(["Regierung"])
    texts = [text.lower() for pair in pairs for text in (pair.english, pair.german)]
    having = sum("regierung" in text for text in texts)
    assert having == 2
    assert tokens.weights.tolist() == [pytest.approx(np.log((len(texts) + 1) / (having + 1)), abs=1e-2)]


def test_the_average_is_between_the_aligned_and_the_distilled_model(made: Path) -> None:
    from safetensors.numpy import load_file

    name = "embeddings.word_embeddings.weight"
    aligned = np.load(made / "work" / "aligned.npy")
    distilled = load_file(made / "work" / "distilled.safetensors")[name]
    averaged = load_file(made / "work" / "averaged.safetensors")[name]
    assert not np.allclose(aligned, distilled)
    assert averaged == pytest.approx((aligned + distilled) / 2, abs=1e-6)
    assert load_file(made / "model" / "model.safetensors")[name] == pytest.approx(averaged, abs=1e-2)


def test_sums_are_of_the_files_that_are_there(made: Path) -> None:
    lines = (made / "model" / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    assert [line.split("  ")[1] for line in lines] == [
        "config.json",
        "tokenizer.json",
        "onnx/model_qint8.onnx",
        "token_idf.npy",
    ]
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((made / "model" / name).read_bytes()).hexdigest() == digest


def test_nothing_else_is_left_in_the_folder(made: Path) -> None:
    found = {path.relative_to(made / "model").as_posix() for path in (made / "model").rglob("*") if path.is_file()}
    small = {"config.json", "modules.json", "1_Pooling/config.json", "config_sentence_transformers.json"}
    small |= {"sentence_bert_config.json", "tokenizer.json", "tokenizer_config.json", "SHA256SUMS", "token_idf.npy"}
    assert found == small | {"model.safetensors", "onnx/model_qint8.onnx"}


def test_made_steps_are_passed_over_and_another_setting_makes_the_rest(
    made: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    again = [*command, "--out", str(made)]
    assert main(again) == 0
    said = capsys.readouterr().err
    assert [step for step in STEPS if f"{step}: made already" in said] == list(STEPS)

    before = (made / "model" / "model.safetensors").read_bytes()
    assert main([*again, "--share", "0.25", "--until", "export"]) == 0
    said = capsys.readouterr().err
    assert [step for step in STEPS if f"{step}: made already" in said] == ["vocabulary", "align", "distil"]
    assert (made / "model" / "model.safetensors").read_bytes() != before
    assert main(again) == 0
    assert (made / "model" / "model.safetensors").read_bytes() == before


def test_a_folder_is_quantised_and_weighted_again_alone(made: Path, pairs_file: Path) -> None:
    model = made / "model"
    files = [model / "onnx/model_qint8.onnx", model / "token_idf.npy", model / "SHA256SUMS"]
    before = [path.read_bytes() for path in files]
    for path in files:
        path.unlink()
    assert main(["quantise", str(model)]) == 0
    assert main(["idf", str(model), str(pairs_file)]) == 0
    assert [path.read_bytes() for path in files] == before


# ---------------------------------------------------------------------------------------------- without the extra, too


def test_the_first_steps_need_no_onnx(
    tmp_path: Path, pairs_file: Path, base_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = ["--vocabulary", "400", "--seen", "50", "--until", "export"]
    assert main(["make", str(pairs_file), "--base", str(base_folder), "--out", str(tmp_path), *small]) == 0
    assert "new word pieces" in capsys.readouterr().err
    config = json.loads((tmp_path / "model" / "config.json").read_text(encoding="utf-8"))
    _, tokenizer = read_folder(tmp_path / "model")
    assert config["vocab_size"] == tokenizer.get_vocab_size() == len(np.load(tmp_path / "work" / "aligned.npy"))


def test_idf_needs_a_tokenizer_alone(tmp_path: Path, english_tokenizer: Tokenizer, pairs: list[Pair]) -> None:
    english_tokenizer.save(str(tmp_path / "tokenizer.json"))
    write_idf(tmp_path, pairs)
    weights = np.load(tmp_path / "token_idf.npy")
    assert weights.dtype == np.float16
    assert weights[english_tokenizer.token_to_id("[MASK]")] == pytest.approx(np.log(101), abs=1e-2)
    assert [line[66:] for line in (tmp_path / "SHA256SUMS").read_text().splitlines()] == [
        "tokenizer.json",
        "token_idf.npy",
    ]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"pairs": "nowhere.tsv"}, "There is no file nowhere.tsv. Give a file of sentence pairs."),
        ({"--dictionary": "nowhere.tsv"}, "There is no file nowhere.tsv."),
        ({"--columns": "english,french"}, "name english and german, each once"),
        ({"--columns": "line,document,source,german,english"}, "is no line number. Name the columns"),
        ({"--base": "/no/such/model"}, "The base model /no/such/model cannot be loaded"),
        ({"--seen": "0"}, "--seen"),
        ({"--share": "1.5"}, "--share"),
        ({"--threads": "0"}, "--threads"),
    ],
    ids=str,
)
def test_a_wrong_argument_is_one_line(
    tmp_path: Path,
    pairs_file: Path,
    base_folder: Path,
    changed: dict[str, str],
    says: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = {"--base": str(base_folder), "--out": str(tmp_path / "out"), "--until": "align"}
    given |= {name: value for name, value in changed.items() if name != "pairs"}
    options = [part for option in given.items() for part in option]
    assert main(["make", changed.get("pairs", str(pairs_file)), *options]) == 1
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", [["quantise"], ["idf", "pairs"]])
def test_a_folder_without_a_model(
    tmp_path: Path, pairs_file: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    if command[0] == "quantise":
        pytest.importorskip("onnx", reason='needs the packages of the extra: pip install -e ".[distill]"')
    more = [str(pairs_file)] if command[1:] else []
    assert main([command[0], str(tmp_path), *more]) == 1
    assert f"in {tmp_path}. Give the folder of a model" in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    import importlib.util

    if importlib.util.find_spec("onnx"):
        pytest.skip("the packages of the extra are installed")
    assert main([*command, "--out", str(tmp_path)]) == 1
    assert 'pip install -e ".[distill]"' in capsys.readouterr().err
    assert main(["quantise", str(tmp_path)]) == 1
