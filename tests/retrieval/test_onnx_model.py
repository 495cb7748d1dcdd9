"""The embedded model, held against sentence-transformers: vectors, texts of all sorts, word pieces, its files."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tracemalloc
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import reference_vectors

from retrieval.embedding import MOST_TOKENS, TokenEmbedder, Vectors, normalised
from retrieval.errors import EmbeddingError
from retrieval.onnx_model import LONGEST_REMEMBERED, REMEMBERED, WINDOW, OnnxEmbedder

MODEL = reference_vectors.MODEL
TEXTS = reference_vectors.texts()
SENTENCE = "Die Ukraine braucht Sicherheitsgarantien. "


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder(threads=2)


def _cosines(ours: Vectors, theirs: Vectors) -> Vectors:
    cosines: Vectors = (ours * normalised(theirs, len(theirs))).sum(axis=1)
    return cosines


# ---------------------------------------------------------------------------------------- beside sentence-transformers


def test_vectors_are_those_of_sentence_transformers(embedder: OnnxEmbedder) -> None:
    theirs = np.load(reference_vectors.VECTORS, allow_pickle=False)["vectors"]
    assert theirs.shape == (len(TEXTS), embedder.dimension)
    assert _cosines(embedder.embed_documents(TEXTS), theirs).min() >= 0.999
    assert _cosines(np.stack([embedder.embed_query(text) for text in TEXTS]), theirs).min() >= 0.999


@pytest.mark.filterwarnings("ignore")  # sentence-transformers, optimum and torch warn of each other's versions
def test_vectors_are_those_of_the_onnx_backend_that_is_installed(embedder: OnnxEmbedder) -> None:
    pytest.importorskip("optimum.onnxruntime", reason="needs sentence-transformers[onnx]")
    theirs = reference_vectors.by_sentence_transformers()
    assert _cosines(embedder.embed_documents(TEXTS), theirs).min() >= 0.999


# ------------------------------------------------------------------------------------------------------- what is given


def test_gives_unit_vectors_in_the_order_of_the_texts(embedder: OnnxEmbedder) -> None:
    vectors = embedder.embed_documents(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    backwards = embedder.embed_documents(TEXTS[::-1])
    assert np.array_equal(vectors, backwards[::-1])


def test_no_texts_give_no_vectors(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_documents([]).shape == (0, 384)
    assert embedder.embed_tokens([]) == []


def test_a_vector_does_not_depend_on_its_neighbours(embedder: OnnxEmbedder) -> None:
    """With a dynamically quantised model it would in a batch."""
    among_others = embedder.embed_documents(TEXTS)
    for text, vector in zip(TEXTS, among_others, strict=True):
        assert np.array_equal(embedder.embed_documents([text])[0], vector)
        assert np.array_equal(embedder.embed_query(text), vector)


def test_a_fresh_model_gives_the_same(embedder: OnnxEmbedder) -> None:
    assert np.array_equal(OnnxEmbedder(threads=1).embed_documents(TEXTS[:4]), embedder.embed_documents(TEXTS[:4]))


def test_many_threads_may_ask_at_once() -> None:
    fresh = OnnxEmbedder(threads=2)  # not loaded yet: they all find it so
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(fresh.embed_query, TEXTS * 8))
        tokens = list(pool.map(lambda text: fresh.embed_tokens([text])[0].vectors, TEXTS * 4))
    alone = OnnxEmbedder(threads=1)
    for text, vector in zip(TEXTS * 8, found, strict=True):
        assert np.array_equal(vector, alone.embed_query(text))
    for text, vectors in zip(TEXTS * 4, tokens, strict=True):
        assert np.array_equal(vectors, alone.embed_tokens([text])[0].vectors)


def test_tells_how_far_it_is(embedder: OnnxEmbedder) -> None:
    calls: list[tuple[str, int, int]] = []
    embedder.embed_documents(["a", "b", "c"], lambda *call: calls.append(call))
    assert calls == [("Embedding", done, 3) for done in range(4)]


@pytest.mark.timeout(60)
def test_stops_at_once_when_interrupted(embedder: OnnxEmbedder) -> None:
    def interrupt(task: str, done: int, total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    texts = [SENTENCE * 20] * 20_000  # minutes of work
    with pytest.raises(KeyboardInterrupt):
        embedder.embed_documents(texts, interrupt)


def test_both_languages_share_one_space(embedder: OnnxEmbedder) -> None:
    question, *answers = embedder.embed_documents(
        [
            "Who governs the Netherlands?",
            "Die Niederlande werden von einem Ministerpräsidenten regiert.",
            "Für den Teig braucht man Mehl, Wasser und Hefe.",
        ]
    )
    assert question @ answers[0] > question @ answers[1] + 0.2


# -------------------------------------------------------------------------------------------------- texts of all sorts


def test_the_end_of_a_long_text_counts_as_much_as_its_beginning(embedder: OnnxEmbedder) -> None:
    bread = "Für den Teig braucht man Mehl, Wasser und Hefe. " * 40
    politics = SENTENCE * 40
    assert len(embedder._pieces(bread + politics)[0]) > 2 * WINDOW
    one, other = embedder.embed_documents([bread + politics, politics + bread])
    assert one @ other > 0.98
    recipe = embedder.embed_query("Wie backt man Brot?")
    assert abs(recipe @ one - recipe @ other) < 0.05


def test_a_text_of_just_the_window_is_one_window(embedder: OnnxEmbedder) -> None:
    word = next(word for word in ("und", "die") if len(embedder._pieces(word)[0]) == 1)
    for pieces, windows in [(0, 1), (1, 1), (WINDOW, 1), (WINDOW + 1, 2), (2 * WINDOW, 2), (2 * WINDOW + 1, 3)]:
        states = list(embedder._states(embedder._pieces(f"{word} " * pieces)[0]))
        assert len(states) == windows
        assert sum(len(state) - 2 for state in states) == pieces
        assert max(map(len, states)) - min(map(len, states)) <= windows  # of about one size


def test_memory_for_a_huge_text_is_bounded(embedder: OnnxEmbedder) -> None:
    """200,000 characters: the states of all their tokens at once would take 60 MB."""
    text = SENTENCE * 5_000
    window = embedder.embed_query(SENTENCE * 20)
    tracemalloc.start()
    vector = embedder.embed_documents([text])[0]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000
    assert vector @ window > 0.95


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\x00",
        "a\x00b",
        "\ud800",
        "x\udfff y",
        "\ufeffText",
        "👩\u200d👩\u200d👧",
        "\u202eTürkçe",
        "x" * 5000,
        "、。",
    ],
    ids=ascii,
)
def test_any_text_has_a_vector(embedder: OnnxEmbedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed_query(text)) == pytest.approx(1, abs=1e-6)
    (tokens,) = embedder.embed_tokens([text])
    assert tokens.vectors.shape == (len(tokens.weights), 384)


@pytest.mark.parametrize("text", ["Müller möchte Übergänge für Größe", "Café Łódź İstanbul", "가나다 がぎぐ", "Å ﬁ ①"])
def test_composed_and_decomposed_letters_are_the_same(embedder: OnnxEmbedder, text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert np.array_equal(embedder.embed_query(composed), embedder.embed_query(decomposed))


def test_soft_hyphens_do_not_count(embedder: OnnxEmbedder) -> None:
    assert np.array_equal(
        embedder.embed_query("Sicher\u00adheits\u00adgarantien"), embedder.embed_query("Sicherheitsgarantien")
    )


# --------------------------------------------------------------------------------------------------------- word pieces


def test_word_pieces_have_unit_vectors_and_weights(embedder: OnnxEmbedder) -> None:
    assert isinstance(embedder, TokenEmbedder)
    for text, tokens in zip(TEXTS, embedder.embed_tokens(TEXTS), strict=True):
        pieces = len(embedder._pieces(text)[0])
        assert tokens.vectors.shape == (pieces, 384)
        assert tokens.weights.shape == (pieces,)
        assert np.allclose(np.linalg.norm(tokens.vectors.astype(np.float32), axis=1), 1, atol=1e-2)
        assert (tokens.weights >= 0).all()


def test_rare_words_weigh_more(embedder: OnnxEmbedder) -> None:
    (tokens,) = embedder.embed_tokens(["die Sicherheitsgarantien"])
    assert tokens.weights[1:].max() > 2 * tokens.weights[0]


def test_long_texts_are_not_remembered() -> None:
    fresh = OnnxEmbedder()
    fresh.embed_tokens(["kurz", "x" * (LONGEST_REMEMBERED + 1), "kurz"])
    assert fresh._remembered.cache_info().currsize == 1
    assert fresh._remembered.cache_info().maxsize == REMEMBERED


# ----------------------------------------------------------------------------------------------------- files that ship


def test_sums_agree_with_the_files() -> None:
    lines = (MODEL / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert {"onnx/model_qint8.onnx", "tokenizer.json", "token_idf.npy"} <= sums.keys()
    for name, digest in sums.items():
        assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() == digest, name


def test_fingerprint_is_that_of_the_sums_and_needs_no_model(tmp_path: Path) -> None:
    assert OnnxEmbedder().fingerprint == hashlib.sha256((MODEL / "SHA256SUMS").read_bytes()).hexdigest()[:16]
    (tmp_path / "SHA256SUMS").write_text("other")
    assert OnnxEmbedder(tmp_path).fingerprint != OnnxEmbedder().fingerprint


def test_as_many_weights_as_word_pieces() -> None:
    vocabulary = json.loads((MODEL / "config.json").read_text(encoding="utf-8"))["vocab_size"]
    assert np.load(MODEL / "token_idf.npy", allow_pickle=False).shape == (vocabulary,)


@pytest.mark.parametrize("broken", ["onnx/model_qint8.onnx", "tokenizer.json", "token_idf.npy", "SHA256SUMS"])
@pytest.mark.parametrize("how", ["missing", "cut", "empty"])
def test_a_broken_file_is_one_line(tmp_path: Path, broken: str, how: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder, copy_function=_linked)
    path = folder / broken
    content = path.read_bytes()
    path.unlink()
    if broken == "SHA256SUMS" and how != "missing":
        return  # any content is a fingerprint
    if how != "missing":
        path.write_bytes(content[: len(content) // 2] if how == "cut" else b"")
    with pytest.raises(EmbeddingError) as caught:
        _use(OnnxEmbedder(folder), broken)
    message = str(caught.value)
    assert "\n" not in message
    assert str(folder) in message
    assert message.endswith("Install Wortlaut again.")


def _use(embedder: OnnxEmbedder, file: str) -> None:
    if file == "SHA256SUMS":
        _ = embedder.fingerprint
    elif file == "token_idf.npy":
        embedder.embed_tokens(["Text"])
    else:
        embedder.embed_query("Text")


def _linked(source: str, target: str) -> None:
    Path(target).symlink_to(source)


def test_a_question_imports_nothing_heavy() -> None:
    code = (
        "import sys, retrieval.onnx_model\n"
        "assert not {'onnxruntime', 'tokenizers'} & sys.modules.keys(), 'at import'\n"
        "from retrieval.embedding import load\n"
        "embedder = load()\n"
        "embedder.fingerprint, embedder.embed_query('Was sagte Rutte?'), embedder.embed_tokens(['Rutte'])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'langchain', 'langchain_core', 'sklearn', 'scipy'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_a_very_long_text_is_looked_at_piece_by_piece_at_its_beginning_only(embedder: OnnxEmbedder) -> None:
    text = SENTENCE * 1_000

    ((vector, tokens),) = embedder.embed_paragraphs([text])

    assert len(embedder._pieces(text)[0]) > MOST_TOKENS
    assert tokens.vectors.shape == (MOST_TOKENS, 384)
    assert tokens.weights.shape == tokens.starts.shape == (MOST_TOKENS,)
    assert np.array_equal(vector, embedder.embed_documents([text])[0])


def test_word_pieces_know_where_they_start(embedder: OnnxEmbedder) -> None:
    text = "Die Außenministerin in Kyjiw."

    (tokens,) = embedder.embed_tokens([text])

    assert tokens.starts.tolist() == sorted(tokens.starts.tolist())
    assert {0, text.index("Auß"), text.index("in Ky"), text.index("Kyjiw"), text.index(".")} <= set(
        tokens.starts.tolist()
    )
