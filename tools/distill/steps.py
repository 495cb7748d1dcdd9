"""The steps of the method, each from the files of the ones before."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tools.distill import base, resume
from tools.distill.errors import Unusable
from tools.distill.folder import write_folder, write_sums
from tools.distill.idf import inverse_document_frequencies
from tools.distill.pairs import COLUMNS, Pair, read_dictionary, read_pairs
from tools.distill.quantised import needed, quantise
from tools.distill.vocabulary import extended, ids

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor
    from transformers import BertModel

__all__ = ["STEPS", "Making", "Settings", "Sources", "write_idf"]

STEPS = ("vocabulary", "align", "distil", "average", "export", "quantise", "idf")

ALIGNED = 36
"""Word pieces of a sentence that is aligned, at most: links grow with the square, and long sentences tell little."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a model is made of. `scattered`: sources whose lines do not follow on one another, such as phrase books."""

    pairs: Path
    base: str
    dictionary: Path | None = None
    columns: tuple[str, ...] = COLUMNS
    scattered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """`vocabulary`: German word pieces that are looked for; `shared`: how far English pieces that are German by use are
    moved; `seen`: items of the distillation; `share`: the distilled model's in the average."""

    seed: int = 0
    vocabulary: int = 30_000
    shared: float = 0.8
    seen: int = 100_000
    share: float = 0.5
    threads: int = 1
    bf16: bool = False


class Making:
    """Makes a model in `folder`: the model itself in `model`, what steps hand on in `work`."""

    def __init__(self, sources: Sources, folder: Path, settings: Settings, say: Callable[[str], None]) -> None:
        self._sources = sources
        self._settings = settings
        self._say = say
        self.model = folder / "model"
        self._work = folder / "work"

    def run(self, until: str = STEPS[-1]) -> None:
        """Makes what is not made yet, up to a step. Raises Unusable."""
        import torch

        _check(self._settings)
        if STEPS.index(until) >= STEPS.index("quantise"):
            needed()
        _ = self._pairs, self._entries, self._base  # what is wrong with them is said before hours of work
        wanted = self._steps()[: STEPS.index(until) + 1]
        torch.set_num_threads(self._settings.threads)
        self._work.mkdir(parents=True, exist_ok=True)
        resume.run(wanted, self._work / "steps.json", self._say)

    def _steps(self) -> list[resume.Step]:
        mine, given = self._settings, self._sources
        files = [_digest(path) for path in (given.pairs, given.dictionary) if path]
        sources = f"{files} {given.columns} {given.scattered} {given.base}"
        return [
            resume.Step("vocabulary", f"{sources} {mine.vocabulary}", self._vocabulary),
            resume.Step("align", f"{mine.shared}", self._align),
            resume.Step("distil", f"{mine.seed} {mine.seen} {mine.threads} {mine.bf16}", self._distil),
            resume.Step("average", f"{mine.share}", self._average),
            resume.Step("export", "", self._export),
            resume.Step("quantise", "", self._quantise),
            resume.Step("idf", "", self._idf),
        ]

    @functools.cached_property
    def _pairs(self) -> list[Pair]:
        scattered = self._sources.scattered
        pairs = read_pairs(self._sources.pairs, self._sources.columns)
        return [replace(pair, line=None) if pair.source in scattered else pair for pair in pairs]

    @functools.cached_property
    def _entries(self) -> list[Pair]:
        return read_dictionary(self._sources.dictionary) if self._sources.dictionary else []

    @functools.cached_property
    def _base(self) -> base.Base:
        return base.load(self._sources.base)

    @functools.cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._work / "tokenizer.json"))

    def _vocabulary(self) -> None:
        texts = [pair.german for pair in (*self._pairs, *self._entries)]
        tokenizer = extended(self._base.tokenizer, texts, self._settings.vocabulary)
        tokenizer.save(str(self._work / "tokenizer.json"))
        self.__dict__.pop("_tokenizer", None)
        old = self._base.tokenizer.get_vocab_size()
        lengths = [
            np.mean([len(text) for text in ids(reader, texts[:: max(1, len(texts) // 5000)])])
            for reader in (self._base.tokenizer, tokenizer)
        ]
        self._say(
            f"{tokenizer.get_vocab_size() - old:,} new word pieces, {tokenizer.get_vocab_size():,} in all;"
            f" a German text has {lengths[1]:.1f}, had {lengths[0]:.1f}"
        )

    def _align(self) -> None:
        from tools.distill.alignment import align
        from tools.distill.rows import aligned_rows

        pairs = [*self._pairs, *(replace(entry, english=entry.english.replace(",", " ")) for entry in self._entries)]
        german = ids(self._tokenizer, [pair.german for pair in pairs])
        english = ids(self._base.tokenizer, [pair.english for pair in pairs])
        kept = [
            number for number in range(len(pairs)) if 0 < len(german[number]) <= ALIGNED >= len(english[number]) > 0
        ]
        if not kept:
            raise Unusable(f"No sentence pair is of 1 to {ALIGNED} word pieces. Give shorter sentences.")
        old = self._base.tokenizer.get_vocab_size()
        size = self._tokenizer.get_vocab_size()
        found = align([german[number] for number in kept], [english[number] for number in kept], size, old)
        rows = self._base.model.get_input_embeddings().weight.detach().numpy()
        made = aligned_rows(rows, self._base.tokenizer, self._tokenizer, found, self._settings.shared)
        np.save(self._work / "aligned.npy", made)
        self._say(f"{len(kept):,} pairs, {len(found.counts):,} kinds of links")

    def _student(self) -> BertModel:
        """As it is before the distillation."""
        import torch

        from tools.distill.training import with_rows

        return with_rows(self._base.model, torch.from_numpy(np.load(self._work / "aligned.npy")))

    def _distil(self) -> None:
        from tools.distill.batches import Reading
        from tools.distill.training import distil

        student = self._student()
        reading = Reading([*self._pairs, *self._entries], self._base.tokenizer, self._tokenizer)
        settings = self._settings
        distil(self._base.model, student, reading, settings.seen, settings.seed, settings.bf16, self._say)
        _save(student.state_dict(), self._work / "distilled.safetensors")

    def _average(self) -> None:
        from safetensors.torch import load_file

        from tools.distill.averaging import averaged

        distilled = load_file(self._work / "distilled.safetensors")
        found = averaged(self._student().state_dict(), distilled, self._settings.share)
        _save(found, self._work / "averaged.safetensors")

    def _export(self) -> None:
        from safetensors.torch import load_file

        model = self._student()
        model.load_state_dict(load_file(self._work / "averaged.safetensors"))
        write_folder(self.model, model, self._tokenizer)

    def _quantise(self) -> None:
        quantise(self.model)

    def _idf(self) -> None:
        write_idf(self.model, self._pairs)


def _check(settings: Settings) -> None:
    if settings.seen < 1 or settings.threads < 1 or settings.vocabulary < 1:
        raise Unusable("--seen, --threads and --vocabulary are counts: give 1 or more.")
    if not 0 <= settings.share <= 1 or not 0 <= settings.shared <= 1:
        raise Unusable("--share and --shared are shares: give a number from 0 to 1.")


def write_idf(folder: Path, pairs: Sequence[Pair]) -> None:
    """`token_idf.npy`, over both sides of all pairs, and with it the sums of the folder's files. Raises Unusable."""
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    if not path.is_file():
        raise Unusable(f"There is no tokenizer.json in {folder}. Give the folder of a model.")
    texts = [pair.english for pair in pairs] + [pair.german for pair in pairs]
    np.save(folder / "token_idf.npy", inverse_document_frequencies(Tokenizer.from_file(str(path)), texts))
    write_sums(folder)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _save(weights: dict[str, Tensor], path: Path) -> None:
    from safetensors.torch import save_file

    temporary = path.with_suffix(".new")
    save_file({name: weight.contiguous() for name, weight in weights.items()}, temporary)
    temporary.replace(path)
