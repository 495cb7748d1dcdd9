"""The model as a sentence-transformers folder.

What the small files say is in folder.json: in the words of the first versions, which all later ones read too.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.distill.errors import Unusable

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel

__all__ = ["WEIGHTS", "read_folder", "write_folder", "write_sums"]

WEIGHTS = "model.safetensors"
SUMMED = ("config.json", "tokenizer.json", "onnx/model_qint8.onnx", "token_idf.npy")
"""The files that vectors depend on, where the model is run by retrieval/onnx_model.py."""


def write_folder(folder: Path, model: BertModel, tokenizer: Tokenizer) -> None:
    """Weights as float16, which halves the file and moves no vector by more than rounding; read back as float32."""
    import torch
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, Any] = json.loads((Path(__file__).parent / "folder.json").read_text(encoding="utf-8"))
    files["1_Pooling/config.json"] = {
        "word_embedding_dimension": model.config.hidden_size,
        "pooling_mode_mean_tokens": True,
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    model.config.dtype = torch.float32  # what it is read back as
    model.config.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    weights = {name: weight.half().contiguous() for name, weight in model.state_dict().items()}
    save_file(weights, folder / WEIGHTS, metadata={"format": "pt"})
    # safetensors writes for the owner alone; a model is handed on.
    (folder / WEIGHTS).chmod((folder / "config.json").stat().st_mode)


def read_folder(folder: Path) -> tuple[BertModel, Tokenizer]:
    """The model as float32, and its tokenizer. Raises Unusable."""
    import torch
    from tokenizers import Tokenizer
    from transformers import BertModel
    from transformers.utils import logging

    if missing := [name for name in (WEIGHTS, "config.json", "tokenizer.json") if not (folder / name).is_file()]:
        raise Unusable(f"There is no {' and no '.join(missing)} in {folder}. Give the folder of a model for torch.")
    logging.disable_progress_bar()
    # Attention written out ("eager") is what the ONNX optimiser knows.
    model = BertModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32)
    return model.eval(), Tokenizer.from_file(str(folder / "tokenizer.json"))


def write_sums(folder: Path) -> None:
    """SHA256SUMS of the files that are there, from which the model's fingerprint in a library is made."""
    there = [name for name in SUMMED if (folder / name).is_file()]
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in there]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="ascii")
