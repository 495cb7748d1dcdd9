"""How fast the embedded model is, beside the same model through sentence-transformers, in one run.

    python benchmarks/embedding.py [FOLDER]

Paragraphs and questions are made from `seeds/`. FOLDER is the model with its weights for torch (model.safetensors),
which do not ship; without it the torch lines are left out. Where `pip install "sentence-transformers[onnx]"` is there,
the folder that ships is also run through sentence-transformers' own ONNX backend. Compare the ratios, not the seconds.
"""

from __future__ import annotations

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.embedding import Vectors, normalised
from retrieval.onnx_model import WINDOW, OnnxEmbedder
from retrieval.text import sentences

SEEDS = Path(__file__).parents[1] / "seeds"
COUNT = 200
SENTENCES = (1, 7)
"""A paragraph here is from one to six sentences of the seeds in a row: all lengths, within the model's window."""
RUNS = 3
"""The best of so many counts: other work on the machine only ever makes it slower."""
BATCHES = (8, 32)
FIRST_VECTOR = {
    "ours": "from retrieval.onnx_model import OnnxEmbedder; OnnxEmbedder().embed_query('Rutte?')",
    "torch": "import sys; from sentence_transformers import SentenceTransformer as Model;"
    " Model(sys.argv[1], device='cpu').encode(['Rutte?'])",
    "onnx": "import sys; from sentence_transformers import SentenceTransformer as Model;"
    " Model(sys.argv[1], backend='onnx', model_kwargs={'file_name': 'onnx/model_qint8.onnx',"
    " 'provider': 'CPUExecutionProvider'}).encode(['Rutte?'])",
}


def paragraphs() -> list[str]:
    whole = " ".join(" ".join(path.read_text("utf-8").split()) for path in sorted(SEEDS.glob("*.txt")))
    found = [span.of(whole) for span in sentences(whole, "de")]
    random = np.random.default_rng(3)
    sizes = random.integers(*SENTENCES, COUNT)
    starts = random.integers(0, len(found) - sizes)
    return [" ".join(found[start : start + size]) for start, size in zip(starts, sizes, strict=True)]


def questions() -> list[str]:
    lines = (SEEDS / "questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines if line.strip()]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Table:
    """Prints a line for each way to embed, with the ratio to the first line's."""

    def __init__(self) -> None:
        self._first: tuple[float, float] | None = None
        print(f"{'':44}{'paragraphs/s':>13}{'ratio':>7}{'question, ms':>14}{'ratio':>7}{'least cosine':>14}")

    def line(
        self,
        name: str,
        documents: Callable[[list[str]], Vectors],
        query: Callable[[str], object] | None = None,
        reference: Vectors | None = None,
    ) -> Vectors:
        """`reference`: vectors that these should be; the least cosine to them is shown."""
        texts, asked = paragraphs(), questions()
        documents(texts[:2])
        vectors = np.zeros(0, dtype=np.float32)
        seconds = []
        for _ in range(RUNS):
            start = time.perf_counter()
            vectors = documents(texts)
            seconds.append(time.perf_counter() - start)
        speed = len(texts) / min(seconds)
        shown = f"{name:44}{speed:13.1f}"
        median = float("nan")
        if query:
            median = statistics.median(_seconds(lambda text=text: query(text)) for text in asked * RUNS) * 1000  # type: ignore[misc]
        self._first = self._first or (speed, median)
        shown += f"{speed / self._first[0]:7.2f}"
        shown += f"{median:14.2f}{median / self._first[1]:7.2f}" if query else " " * 21
        if reference is not None:
            shown += f"{(normalised(vectors, len(vectors)) * reference).sum(axis=1).min():14.4f}"
        print(shown, flush=True)
        return vectors


def _batched(size: int) -> Callable[[list[str]], Vectors]:
    """The same weights on ONNX Runtime in padded batches, longest first, on all cores: what ours does not do."""
    import onnxruntime
    from tokenizers import Tokenizer

    folder = OnnxEmbedder().folder
    session = onnxruntime.InferenceSession(str(folder / "onnx" / "model_qint8.onnx"))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_padding()
    tokenizer.enable_truncation(WINDOW + 2)

    def documents(texts: list[str]) -> Vectors:
        vectors = np.zeros((len(texts), OnnxEmbedder.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        for start in range(0, len(texts), size):
            batch = order[start : start + size]
            encoded = tokenizer.encode_batch([texts[index] for index in batch])
            ids = np.array([one.ids for one in encoded], dtype=np.int64)
            mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
            inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            (states,) = session.run(["last_hidden_state"], inputs)
            vectors[batch] = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return normalised(vectors, len(texts))

    return documents


def _peers(folder: Path | None) -> Iterator[tuple[str, str, Path, dict[str, Any]]]:
    """Name, which start it has, folder, and arguments of SentenceTransformer."""
    if folder:
        yield "sentence-transformers, torch float32", "torch", folder, {}
    else:
        print("(torch left out: give a folder of the model that has model.safetensors)")
    if importlib.util.find_spec("optimum") and importlib.util.find_spec("optimum.onnxruntime"):
        options = {"file_name": "onnx/model_qint8.onnx", "provider": "CPUExecutionProvider"}
        yield (
            "sentence-transformers, ONNX int8",
            "onnx",
            OnnxEmbedder().folder,
            {
                "backend": "onnx",
                "model_kwargs": options,
            },
        )
    else:
        print('(sentence-transformers\' ONNX backend left out: pip install "sentence-transformers[onnx]")')


def _peer(table: Table, name: str, folder: Path, options: dict[str, Any], reference: Vectors) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", **options)
    if "backend" not in options:
        model = model.float()
    for size in (1, 32):

        def documents(texts: list[str], size: int = size) -> Vectors:
            vectors: Vectors = model.encode(texts, batch_size=size, show_progress_bar=False)
            return vectors

        ask = (lambda text: model.encode([text], show_progress_bar=False)) if size == 1 else None
        table.line(f"{name}, batches of {size}", documents, ask, reference)


def _first_vector(start: str, folder: Path) -> None:
    seconds = [
        _seconds(lambda: subprocess.run([sys.executable, "-c", FIRST_VECTOR[start], str(folder)], check=True))
        for _ in range(RUNS)
    ]
    print(f"first vector of a new process, {start:5} {min(seconds):6.2f} s", flush=True)


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else None
    if folder and not (folder / "model.safetensors").is_file():
        print(f"There is no model.safetensors in {folder}. Give a folder that has it, or none.", file=sys.stderr)
        return 2
    print(
        f"{COUNT} paragraphs of {np.mean([len(text) for text in paragraphs()]):.0f} characters, {os.cpu_count()} cores"
    )
    peers = list(_peers(folder))
    table = Table()
    ours = OnnxEmbedder()
    reference = table.line("ours, one text a thread, as many as cores", ours.embed_documents, ours.embed_query)
    one = OnnxEmbedder(threads=1)
    table.line("ours, one thread", one.embed_documents, one.embed_query, reference)
    for size in BATCHES:
        table.line(f"ONNX Runtime, batches of {size}", _batched(size), None, reference)
    for name, _, place, options in peers:
        _peer(table, name, place, options, reference)
    print()
    for start, place in [("ours", ours.folder), *((start, place) for _, start, place, _ in peers)]:
        _first_vector(start, place)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
