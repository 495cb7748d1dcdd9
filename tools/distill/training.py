"""Distillation: the student's vectors of both languages are pulled to the English teacher's."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from tools.distill.batches import Item, Reading, batches
from tools.distill.errors import Unusable

if TYPE_CHECKING:
    from transformers import BertModel

__all__ = ["Losses", "distil", "losses", "mean_pooled", "rate_share", "with_rows"]

GERMAN, ENGLISH, CONTRAST = 2.0, 1.5, 0.15
"""What each loss weighs."""
TEMPERATURE = 0.05
ALIKE = 0.97
"""Texts whose vectors are nearer to each other than this say the same: none is a wrong answer for the other."""
WARM_UP = 150
"""Steps until the full rate of learning; from there it falls in a straight line, to this share of it:"""
LAST_RATE = 0.03
BODY_RATE = 1.5e-4
ROWS_RATE = 8e-4
"""Rates of learning for the layers, and for the rows of the embedding, of which a batch sees few."""
REPORTED = 50
"""Steps between two reports."""


class Losses(NamedTuple):
    """Each a scalar: 1 - cosine of the German, of the English side, and InfoNCE within the batch."""

    german: Tensor
    english: Tensor
    contrast: Tensor

    @property
    def total(self) -> Tensor:
        return GERMAN * self.german + ENGLISH * self.english + CONTRAST * self.contrast


def mean_pooled(model: BertModel, texts: Sequence[Sequence[int]]) -> Tensor:
    """Vectors of length 1, shape (texts, dimension)."""
    longest = max(map(len, texts))
    ids = torch.tensor([[*text, *[0] * (longest - len(text))] for text in texts])
    mask = torch.tensor([[1] * len(text) + [0] * (longest - len(text)) for text in texts])
    states = model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
    weights = mask.unsqueeze(-1).float()
    return functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)


def losses(german: Tensor, english: Tensor, taught: Tensor, taught_english: Tensor) -> Losses:
    """`taught`: the teacher's vectors for all texts of `german`; `taught_english`: for the fewer ones of `english`."""
    similar = german @ taught.T / TEMPERATURE
    alike = (taught @ taught.T) > ALIKE
    alike.fill_diagonal_(False)
    similar = similar.masked_fill(alike, -1e4)
    right = torch.arange(len(german))
    contrast = functional.cross_entropy(similar, right) + functional.cross_entropy(similar.T, right)
    return Losses(_apart(german, taught), _apart(english, taught_english), contrast / 2)


def _apart(ours: Tensor, theirs: Tensor) -> Tensor:
    return (1 - (ours * theirs).sum(1)).mean()


def with_rows(base: BertModel, rows: Tensor) -> BertModel:
    """A copy of a model with another embedding, one row for each word piece."""
    model = copy.deepcopy(base)
    model.set_input_embeddings(
        torch.nn.Embedding.from_pretrained(rows.clone(), freeze=False, padding_idx=0, sparse=True)
    )
    model.config.vocab_size = len(rows)
    return model


def rate_share(step: int, done: int, seen: int) -> float:
    """Of the full rates of learning, at a step, after so many of all items."""
    return min(1, (step + 1) / WARM_UP) * (1 - (1 - LAST_RATE) * done / seen)


def distil(
    teacher: BertModel,
    student: BertModel,
    reading: Reading,
    seen: int,
    seed: int,
    bf16: bool,
    say: Callable[[str], None],
) -> None:
    """Changes `student`, whose embedding must be sparse (`with_rows`), until it has seen so many items.

    `bf16`: layers compute in bfloat16, which some processors do faster; weights stay float32. Raises Unusable.
    """
    random = Random(seed)
    rows = student.get_input_embeddings().weight
    body = [
        parameter
        for name, parameter in student.named_parameters()
        if parameter is not rows and not name.startswith("pooler")
    ]
    optimisers: list[torch.optim.Optimizer] = [
        torch.optim.AdamW(body, lr=BODY_RATE, weight_decay=0.01, betas=(0.9, 0.98)),
        torch.optim.SparseAdam([rows], lr=ROWS_RATE, betas=(0.9, 0.98)),
    ]
    rates = [optimiser.param_groups[0]["lr"] for optimiser in optimisers]
    # Without dropout: vectors are compared with a fixed target, and noise on them only slows it down.
    teacher.eval()
    student.eval()
    done = step = 0
    report: list[list[float]] = []
    for batch in batches(reading, random):
        share = rate_share(step, done, seen)
        for optimiser, rate in zip(optimisers, rates, strict=True):
            optimiser.param_groups[0]["lr"] = rate * share
            optimiser.zero_grad()
        found = _losses_of(teacher, student, batch, random, bf16)
        found.total.backward()
        torch.nn.utils.clip_grad_norm_(body, 1.0)
        for optimiser in optimisers:
            optimiser.step()
        step, done = step + 1, done + len(batch)
        report.append([value.item() for value in found])
        if len(report) == REPORTED or done >= seen:
            german, english, contrast = (sum(values) / len(values) for values in zip(*report, strict=True))
            say(f"{done:,} of {seen:,} items: German {german:.4f}, English {english:.4f}, contrast {contrast:.3f}")
            report.clear()
        if done >= seen:
            return
    raise Unusable("Too few sentence pairs to learn from: at least two of no more than 80 word pieces are needed.")


def _losses_of(teacher: BertModel, student: BertModel, batch: list[Item], random: Random, bf16: bool) -> Losses:
    """The English side of a third of the batch is enough: it is what the student knows already."""
    some = random.sample(range(len(batch)), max(1, len(batch) // 3))
    with _precision(bf16):
        with torch.no_grad():
            taught = mean_pooled(teacher, [item.taught for item in batch])
        german = mean_pooled(student, [item.german for item in batch])
        english = mean_pooled(student, [batch[number].english for number in some])
    return losses(german, english, taught, taught[some])


def _precision(bf16: bool) -> AbstractContextManager[object]:
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16)
