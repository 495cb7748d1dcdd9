"""The English model that everything starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tools.distill.errors import Unusable

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel

__all__ = ["Base", "load"]


@dataclass(frozen=True, slots=True)
class Base:
    """A mean-pooled BERT, float32, and its tokenizer without truncation and padding."""

    model: BertModel
    tokenizer: Tokenizer


def load(name: str) -> Base:
    """A sentence-transformers folder, or a name that sentence-transformers knows. Raises Unusable."""
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from transformers import BertModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        whole = SentenceTransformer(name, device="cpu")
        modules: list[Any] = list(whole)
        model, pooling = modules[0].auto_model, modules[1].get_config_dict()
        tokenizer = Tokenizer.from_str(whole.tokenizer.backend_tokenizer.to_str())
    except Exception as error:  # sentence-transformers and what it calls raise all sorts
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise Unusable(
            f"The base model {name} cannot be loaded ({reason}). Give the folder of all-MiniLM-L6-v2, or its name."
        ) from error
    # sentence-transformers 6 has one name, earlier ones a switch for each.
    mean = pooling.get("pooling_mode") == "mean" or pooling.get("pooling_mode_mean_tokens")
    if not isinstance(model, BertModel) or not mean:
        raise Unusable(f"The base model {name} is no mean-pooled BERT. Give all-MiniLM-L6-v2 or one like it.")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Base(model.float(), tokenizer)
