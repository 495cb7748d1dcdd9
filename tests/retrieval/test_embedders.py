"""Embedding models of other people: a sentence-transformers folder made here, and a LangChain provider of our own."""

from __future__ import annotations

import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval.embedders import BATCH, LangChainEmbedder, SentenceTransformersEmbedder
from retrieval.embedding import Embedder, load
from retrieval.errors import EmbeddingError, IndexMismatch

PROVIDERS = Path(__file__).with_name("providers")
WORDS = "der die das und in query passage : rutte sagte brüssel nato the said what did ? . europa regen sonne".split()
PROMPTS = {"query": "query: ", "passage": "passage: "}


# ------------------------------------------------------------------------------------------------ sentence-transformers


def _make(folder: Path, prompts: dict[str, str] | None = None, seed: int = 1, window: int = 64) -> Path:
    """A model of one layer and 16 dimensions with random weights, saved by sentence-transformers."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    source = folder.with_name(f"{folder.name}-bert")
    source.mkdir()
    vocabulary = source / "vocab.txt"
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, *"abcdefghijklmnopqrstuvwxyz"]
    vocabulary.write_text("\n".join([*pieces, *(f"##{letter}" for letter in pieces[-26:])]), encoding="utf-8")
    BertTokenizerFast(str(vocabulary)).save_pretrained(str(source))
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(pieces) + 26,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        hidden_dropout_prob=0.0,
    )
    BertModel(config).save_pretrained(str(source))
    transformer = Transformer(str(source), max_seq_length=window)
    model = SentenceTransformer(modules=[transformer, Pooling(16)], prompts=prompts, device="cpu")
    model.save(str(folder), create_model_card=False)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _make(tmp_path_factory.mktemp("models") / "tiny", PROMPTS)


@pytest.fixture(scope="module")
def embedder(folder: Path) -> Embedder:
    return load(str(folder))


def _plain(folder: Path) -> Any:
    """The same model, without any prompt."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")
    model.prompts = {}
    return model


def test_a_folder_gives_unit_vectors_in_the_order_of_the_texts(embedder: Embedder) -> None:
    assert isinstance(embedder, SentenceTransformersEmbedder)
    assert embedder.dimension == 16
    texts = ["Rutte", "Rutte sagte das in Brüssel.", "", "regen " * 200, "sonne"]
    vectors = embedder.embed_documents(texts)
    assert vectors.shape == (5, 16)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(embedder.embed_documents(texts[::-1])[::-1], vectors, atol=1e-5)
    assert embedder.embed_documents([]).shape == (0, 16)


def test_its_prompts_are_used(folder: Path, embedder: Embedder) -> None:
    text = "Rutte sagte das in Brüssel."
    query, document = embedder.embed_query(text), embedder.embed_documents([text])[0]
    by_hand = _plain(folder).encode([f"query: {text}", f"passage: {text}", text], normalize_embeddings=True)
    assert np.allclose(query, by_hand[0], atol=1e-5)
    assert np.allclose(document, by_hand[1], atol=1e-5)
    assert query @ document < 0.9999
    assert query @ by_hand[2] < 0.9999


def test_a_model_without_prompts_gets_none(tmp_path: Path) -> None:
    embedder = SentenceTransformersEmbedder(str(_make(tmp_path / "plain")))
    assert np.allclose(embedder.embed_query("Rutte"), embedder.embed_documents(["Rutte"])[0], atol=1e-6)


@pytest.mark.parametrize("name", ["multilingual-e5-small", "E5_tiny"])
def test_an_e5_folder_gets_the_prompts_of_its_card(tmp_path: Path, name: str) -> None:
    folder = _make(tmp_path / name)
    embedder = SentenceTransformersEmbedder(str(folder))
    by_hand = _plain(folder).encode(["query: Rutte", "passage: Rutte"], normalize_embeddings=True)
    assert np.allclose(embedder.embed_query("Rutte"), by_hand[0], atol=1e-5)
    assert np.allclose(embedder.embed_documents(["Rutte"])[0], by_hand[1], atol=1e-5)


def test_an_e5_folder_with_prompts_keeps_its_own(tmp_path: Path) -> None:
    folder = _make(tmp_path / "my-e5", {"query": "what did ", "document": "the "})
    embedder = SentenceTransformersEmbedder(str(folder))
    by_hand = _plain(folder).encode(["what did Rutte", "the Rutte"], normalize_embeddings=True)
    assert np.allclose(embedder.embed_query("Rutte"), by_hand[0], atol=1e-5)
    assert np.allclose(embedder.embed_documents(["Rutte"])[0], by_hand[1], atol=1e-5)


def test_the_fingerprint_is_of_weights_prompts_and_window(folder: Path, tmp_path: Path) -> None:
    fingerprint = SentenceTransformersEmbedder(str(folder)).fingerprint
    assert SentenceTransformersEmbedder(str(folder)).fingerprint == fingerprint
    others = [
        _make(tmp_path / "weights", PROMPTS, seed=2),
        _make(tmp_path / "prompts", {"query": "q: "}),
        _make(tmp_path / "window", PROMPTS, window=32),
    ]
    found = {SentenceTransformersEmbedder(str(other)).fingerprint for other in others}
    assert len(found | {fingerprint}) == 4


def test_tells_how_far_it_is_batch_by_batch(embedder: Embedder) -> None:
    calls: list[tuple[str, int, int]] = []
    embedder.embed_documents(["Rutte"] * (BATCH + 3), lambda *call: calls.append(call))
    assert calls == [("Embedding", done, BATCH + 3) for done in (0, BATCH, BATCH + 3)]


def test_loading_draws_no_bar_into_a_file(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from transformers.utils import logging

    SentenceTransformersEmbedder(str(folder)).warm()
    assert capfd.readouterr() == ("", "")
    assert logging.is_progress_bar_enabled()  # as it was


def test_threads_share_one_model(folder: Path) -> None:
    fresh = SentenceTransformersEmbedder(str(folder))
    with ThreadPoolExecutor(4) as pool:
        models = list(pool.map(lambda _: id(fresh._model), range(8)))
        vectors = list(pool.map(fresh.embed_query, ["Rutte"] * 8))
    assert len(set(models)) == 1
    assert all(np.array_equal(vector, vectors[0]) for vector in vectors)


@pytest.mark.parametrize("content", [[], ["notes.txt"], ["config.json"], ["modules.json"]], ids=str)
def test_a_folder_that_is_no_model_is_one_line(tmp_path: Path, content: list[str]) -> None:
    for name in content:
        (tmp_path / name).write_text("[no JSON")
    with pytest.raises(EmbeddingError, match="WORTLAUT_EMBEDDER") as caught:
        load(str(tmp_path)).embed_query("Rutte")
    assert "\n" not in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_the_name_alone_imports_nothing_heavy(folder: Path) -> None:
    code = (
        "import sys\n"
        "from retrieval.embedding import load\n"
        "load(sys.argv[1]).name, load('ollama:some').name\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'langchain'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


# ------------------------------------------------------------------------------------------------------------ LangChain


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that `langchain.embeddings.init_embeddings` finds as any other."""
    monkeypatch.syspath_prepend(str(PROVIDERS))


@pytest.mark.usefixtures("provider")
def test_a_provider_and_model_give_unit_vectors() -> None:
    embedder = load("ollama:words:latest")
    assert isinstance(embedder, LangChainEmbedder)
    assert (embedder.name, embedder.dimension) == ("ollama:words:latest", 8)
    texts = [f"{word} {word} sagte" for word in WORDS * 3]
    calls: list[tuple[str, int, int]] = []
    vectors = embedder.embed_documents(texts, lambda *call: calls.append(call))
    assert vectors.shape == (len(texts), 8)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert np.allclose(vectors, [embedder.embed_query(text) for text in texts])
    assert embedder._model.model == "words:latest"  # type: ignore[attr-defined]
    assert embedder._model.batches == [BATCH, len(texts) - BATCH]  # type: ignore[attr-defined]
    assert calls == [("Embedding", done, len(texts)) for done in (0, BATCH, len(texts))]
    assert embedder.embed_documents([]).shape == (0, 8)


@pytest.mark.usefixtures("provider")
def test_the_fingerprint_is_of_provider_and_model() -> None:
    assert load("ollama:one").fingerprint == load("ollama:one").fingerprint
    assert load("ollama:one").fingerprint != load("ollama:two").fingerprint


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("model", ["too-few", "ragged", "longer", "nothing", "words"])
def test_vectors_of_another_shape_are_a_mismatch(model: str) -> None:
    with pytest.raises(IndexMismatch) as caught:
        load(f"ollama:{model}").embed_documents(["Rutte", "Regen"])
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("provider")
def test_no_vector_at_all_is_a_mismatch() -> None:
    with pytest.raises(IndexMismatch):
        _ = load("ollama:empty").dimension


@pytest.mark.usefixtures("provider")
def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(EmbeddingError, match="not numbers"):
        load("ollama:nan").embed_documents(["Rutte"])


@pytest.mark.parametrize(
    ("name", "says"),
    [("mistralai:mistral-embed", "langchain-mistralai"), ("nobody:model", "nobody"), ("a b:c", "a b:c")],
)
def test_a_provider_that_is_not_there_is_one_line(name: str, says: str) -> None:
    with pytest.raises(EmbeddingError, match="WORTLAUT_EMBEDDER") as caught:
        load(name).embed_query("Rutte")
    message = str(caught.value)
    assert says in message
    assert "\n" not in message
    assert len(message) < 600


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("name", ["ollama:no-key", "ollama:refused"])
def test_errors_of_providers_show_no_secret(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "please set it")  # whatever it looks like
    with pytest.raises(EmbeddingError) as caught:
        load(name).embed_query("Rutte")
    shown = "".join(traceback.format_exception(caught.value))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    for secret in ("sk-proj-abcdefgh12345678", "hunter22", "abc.def.ghi", "please set it"):
        assert secret not in shown
