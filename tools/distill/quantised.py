"""The model as an ONNX file: attention and normalisation fused, weights int8 with a scale for each channel."""

from __future__ import annotations

import importlib.util
import logging
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tools.distill.errors import Unusable
from tools.distill.folder import read_folder

if TYPE_CHECKING:
    from transformers import BertModel

__all__ = ["FILE", "needed", "quantise"]

FILE = "onnx/model_qint8.onnx"
OPSET = 17
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUT = "last_hidden_state"


def needed() -> None:
    """Raises Unusable where a package is missing that the product itself does not need."""
    if not importlib.util.find_spec("onnx"):
        raise Unusable('The package onnx is missing. Install it with: pip install -e ".[distill]"')


def quantise(folder: Path) -> Path:
    """Makes `onnx/model_qint8.onnx` of the weights in a sentence-transformers folder. Raises Unusable.

    Inputs `input_ids`, `attention_mask`, `token_type_ids`, int64, shape (batch, tokens); output `last_hidden_state`,
    float32, shape (batch, tokens, dimension).
    """
    needed()
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model, _ = read_folder(folder)
    target = folder / FILE
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as temporary, _quiet():
        plain, fused, small = (Path(temporary) / name for name in ("plain.onnx", "fused.onnx", "small.onnx"))
        _export(model, plain)
        _fuse(model, plain, fused)
        # DefaultTensorType 1 is float32: what a tensor is whose type the fused graph does not say.
        quantize_dynamic(
            fused, small, weight_type=QuantType.QInt8, per_channel=True, extra_options={"DefaultTensorType": 1}
        )
        small.replace(target)
    return target


def _export(model: BertModel, path: Path) -> None:
    import torch

    class States(torch.nn.Module):
        """The model with the last hidden states as its one output."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types)[0]
            return states

    ids = torch.randint(model.config.vocab_size, (2, 16))
    # By tracing (dynamo=False): the optimiser's patterns are those of its graphs.
    torch.onnx.export(
        States(),
        (ids, torch.ones_like(ids), torch.zeros_like(ids)),
        str(path),
        input_names=list(INPUTS),
        output_names=[OUTPUT],
        dynamic_axes={name: {0: "batch", 1: "tokens"} for name in (*INPUTS, OUTPUT)},
        opset_version=OPSET,
        dynamo=False,
    )


def _fuse(model: BertModel, source: Path, target: Path) -> None:
    from onnxruntime.transformers import optimizer

    heads, size = model.config.num_attention_heads, model.config.hidden_size
    fused = optimizer.optimize_model(str(source), model_type="bert", num_heads=heads, hidden_size=size, opt_level=1)
    layers = fused.get_fused_operator_statistics()["Attention"]
    if layers != model.config.num_hidden_layers:
        raise Unusable(
            f"ONNX Runtime fused attention in {layers} of {model.config.num_hidden_layers} layers: it does not know the"
            " graphs of this version of transformers. Install the versions in constraints.txt."
        )
    fused.save_model_to_file(str(target))


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings that tracing and the quantiser give for every BERT, whoever calls them."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
