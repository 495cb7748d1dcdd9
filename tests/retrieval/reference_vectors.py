"""Vectors of the embedded model as sentence-transformers gives them with its ONNX backend.

    pip install "sentence-transformers[onnx]"
    python tests/retrieval/reference_vectors.py        # writes reference_vectors.npz beside this file

The tests compare ours with the file; where the ONNX backend is installed, with what it gives there and then. Made with
sentence-transformers 5.7.0, optimum-onnx 0.1.0, transformers 4.57.6 and onnxruntime 1.32.0.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

HERE = Path(__file__).parent
MODEL = HERE.parents[1] / "retrieval" / "models" / "wortlaut-minilm-de-en"
VECTORS = HERE / "reference_vectors.npz"


def texts() -> list[str]:
    """None longer than 192 word pieces, the window of ours; sentence-transformers cuts at 256."""
    found: list[str] = json.loads((HERE / "reference_texts.json").read_text(encoding="utf-8"))
    return found


def by_sentence_transformers() -> npt.NDArray[np.float32]:
    """One text at a time: the int8 model scales its activations by the largest value of a batch."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        str(MODEL),
        backend="onnx",
        model_kwargs={"file_name": "onnx/model_qint8.onnx", "provider": "CPUExecutionProvider"},
        local_files_only=True,
    )
    return np.concatenate([model.encode([text], show_progress_bar=False) for text in texts()])


if __name__ == "__main__":
    np.savez_compressed(VECTORS, vectors=by_sentence_transformers())
