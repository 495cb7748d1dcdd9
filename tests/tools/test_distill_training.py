"""The distillation: its losses by hand, what it reads, and that it learns; the mean of two models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from tools.distill import training
from tools.distill.averaging import averaged
from tools.distill.base import Base, load
from tools.distill.batches import LONGEST, PARAGRAPH, TOKENS, Item, Reading, batches
from tools.distill.errors import Unusable
from tools.distill.pairs import Pair
from tools.distill.training import distil, losses, mean_pooled, with_rows
from tools.distill.vocabulary import extended


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Models so small are slower on several threads, which wait for each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def base(base_folder: Path) -> Base:
    return load(str(base_folder))


@pytest.fixture(scope="module")
def tokenizer(base: Base, pairs: list[Pair]) -> Tokenizer:
    return extended(base.tokenizer, [pair.german for pair in pairs], 400)


@pytest.fixture(scope="module")
def reading(base: Base, tokenizer: Tokenizer, pairs: list[Pair]) -> Reading:
    return Reading(pairs, base.tokenizer, tokenizer)


@pytest.fixture(scope="module")
def rows(base: Base, tokenizer: Tokenizer) -> torch.Tensor:
    """The English rows, and chance for the German pieces."""
    old = base.model.get_input_embeddings().weight.detach()
    torch.manual_seed(2)
    new = torch.randn(tokenizer.get_vocab_size() - len(old), old.shape[1]) * old.std()
    return torch.cat([old, new])


def _quiet(line: str) -> None:
    """Tells nobody."""


# ------------------------------------------------------------------------------------------------------------- batches


def test_items_are_both_sides_as_each_model_reads_them(
    reading: Reading, base: Base, tokenizer: Tokenizer, pairs: list[Pair]
) -> None:
    assert len(reading.items) == len(pairs)
    for pair, item in zip(pairs, reading.items, strict=True):
        assert item.taught == base.tokenizer.encode(pair.english).ids
        assert item.english == tokenizer.encode(pair.english).ids
        assert item.german == tokenizer.encode(pair.german).ids


def test_each_item_is_drawn_once_some_as_paragraphs(reading: Reading) -> None:
    drawn = list(reading.drawn(Random(3)))
    alone = [item for item in drawn if item in reading.items]
    joined = [item for item in drawn if item not in reading.items]
    assert len(drawn) == len(reading.items)
    assert len({tuple(item.german) for item in alone}) == len(alone)
    assert joined
    for item in joined:
        start = next(
            number for number, one in enumerate(reading.items) if one.german[:-1] == item.german[: len(one.german) - 1]
        )
        whole = reading.items[start]
        while len(whole.german) < len(item.german):
            start += 1
            whole = whole.joined(reading.items[start])
        assert item == whole
        # One [CLS] and one [SEP], whatever was joined.
        for side in item:
            assert (side[0], side[-1]) == (alone[0].german[0], alone[0].german[-1])
            assert side.count(side[0]) == side.count(side[-1]) == 1


def test_without_lines_nothing_is_joined(base: Base, tokenizer: Tokenizer, pairs: list[Pair]) -> None:
    plain = Reading([Pair(pair.english, pair.german) for pair in pairs], base.tokenizer, tokenizer)
    assert all(item in plain.items for seed in range(5) for item in plain.drawn(Random(seed)))


def test_a_paragraph_is_cut_before_its_last_piece() -> None:
    item = Item([2, *range(10, 300), 3], [2, 7, 3], [2, *range(10, 200), 3])
    cut = item.cut(PARAGRAPH)
    assert cut.taught == [2, *range(10, 10 + PARAGRAPH - 2), 3]
    assert cut.english == item.english
    assert cut.german == item.german


def test_batches_are_bounded_and_the_same_for_a_seed(base: Base, tokenizer: Tokenizer) -> None:
    long = Pair(" ".join(["house"] * (LONGEST + 1)), "Haus")
    pairs = [Pair("the house " * (1 + number % 30), "das haus " * (1 + number % 30)) for number in range(400)]
    reading = Reading([*pairs, long], base.tokenizer, tokenizer)

    def first(seed: int) -> list[list[Item]]:
        found = batches(reading, Random(seed))
        return [next(found) for _ in range(8)]

    for batch in first(0):
        assert len(batch) > 1
        assert len(batch) * max(len(item.german) for item in batch) <= TOKENS
        assert all(max(map(len, item)) <= LONGEST for item in batch)
    assert first(0) == first(0)
    assert first(0) != first(1)


@pytest.mark.parametrize("few", [[], [Pair("house", "Haus")], [Pair("house " * 90, "Haus")] * 5])
def test_too_few_pairs_end_it(base: Base, tokenizer: Tokenizer, rows: torch.Tensor, few: list[Pair]) -> None:
    reading = Reading(few, base.tokenizer, tokenizer)
    assert list(batches(reading, Random(0))) == []
    with pytest.raises(Unusable, match="Too few sentence pairs"):
        distil(base.model, with_rows(base.model, rows), reading, 100, 0, False, _quiet)


# -------------------------------------------------------------------------------------------------------------- losses


def test_losses_by_hand() -> None:
    taught = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    german = torch.tensor([[0.6, 0.8], [0.0, 1.0]])
    found = losses(german, taught[:1], taught, taught[:1])
    assert found.german.item() == pytest.approx((0.4 + 0) / 2)
    assert found.english.item() == pytest.approx(0)
    similar = np.array([[0.6, 0.8], [0.0, 1.0]]) / 0.05
    across = -np.log(np.exp(np.diag(similar)) / np.exp(similar).sum(axis=1)).mean()
    down = -np.log(np.exp(np.diag(similar)) / np.exp(similar).sum(axis=0)).mean()
    assert found.contrast.item() == pytest.approx((across + down) / 2, rel=1e-4)
    assert found.total.item() == pytest.approx(2 * 0.2 + 0.15 * (across + down) / 2, rel=1e-4)


def test_texts_that_say_the_same_are_not_held_against_each_other() -> None:
    taught = torch.tensor([[1.0, 0.0], [1.0, 0.0]])
    assert losses(taught, taught, taught, taught).contrast.item() == pytest.approx(0, abs=1e-6)


def test_padding_changes_no_vector(base: Base, reading: Reading) -> None:
    texts = sorted((item.taught for item in reading.items), key=len)
    assert len(texts[0]) < len(texts[-1])
    with torch.no_grad():
        together = mean_pooled(base.model, [texts[0], texts[-1]])
        alone = mean_pooled(base.model, [texts[0]])
    assert torch.allclose(together[0], alone[0], atol=1e-5)
    assert torch.allclose(together.norm(dim=1), torch.ones(2), atol=1e-5)


# -------------------------------------------------------------------------------------------------------- distillation


def _apart(base: Base, student: torch.nn.Module, reading: Reading) -> tuple[float, float]:
    """1 - cosine of the German and of the English sides to the teacher's, over all items."""
    with torch.no_grad():
        taught = mean_pooled(base.model, [item.taught for item in reading.items])
        german = mean_pooled(student, [item.german for item in reading.items])  # type: ignore[arg-type]
        english = mean_pooled(student, [item.english for item in reading.items])  # type: ignore[arg-type]
    return (1 - (german * taught).sum(1)).mean().item(), (1 - (english * taught).sum(1)).mean().item()


def test_distillation_lowers_the_loss(base: Base, rows: torch.Tensor, reading: Reading) -> None:
    teacher = {name: weight.clone() for name, weight in base.model.state_dict().items()}
    student = with_rows(base.model, rows)
    german, english = _apart(base, student, reading)
    assert english < 0.1 * german  # its rows are the teacher's
    said: list[str] = []
    distil(base.model, student, reading, 4000, 0, False, said.append)
    german_after, english_after = _apart(base, student, reading)
    assert german_after < 0.8 * german
    assert english_after < 0.1 * german
    assert said[-1].startswith("4,0")
    assert all(torch.equal(weight, teacher[name]) for name, weight in base.model.state_dict().items())


def test_the_same_seed_gives_the_same_weights(base: Base, rows: torch.Tensor, reading: Reading) -> None:
    def weights(seed: int) -> torch.Tensor:
        student = with_rows(base.model, rows)
        distil(base.model, student, reading, 300, seed, False, _quiet)
        return torch.cat([weight.flatten() for weight in student.state_dict().values()])

    assert torch.equal(weights(0), weights(0))
    assert not torch.equal(weights(0), weights(1))


def test_bfloat16_learns_too(base: Base, rows: torch.Tensor, reading: Reading) -> None:
    german, _ = _apart(base, with_rows(base.model, rows), reading)
    student = with_rows(base.model, rows)
    distil(base.model, student, reading, 300, 0, True, _quiet)
    assert _apart(base, student, reading)[0] < german
    assert {weight.dtype for weight in student.state_dict().values() if weight.is_floating_point()} == {torch.float32}


def test_rates_of_learning_rise_and_fall() -> None:
    shares = [training.rate_share(step, step * 100, 100_000) for step in range(1000)]
    assert shares[0] == pytest.approx(1 / training.WARM_UP, rel=1e-2)
    assert max(shares) == shares[training.WARM_UP - 1]
    assert shares[-1] == pytest.approx(training.LAST_RATE, abs=2e-3)


# ----------------------------------------------------------------------------------------------------------- averaging


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_the_average_is_the_mean(share: float) -> None:
    one = {"rows": torch.tensor([[1.0, 2.0]]), "ids": torch.tensor([4])}
    other = {"rows": torch.tensor([[3.0, -2.0]]), "ids": torch.tensor([9])}
    found = averaged(one, other, share)
    assert torch.allclose(found["rows"], torch.tensor([[1 + 2 * share, 2 - 4 * share]]))
    assert found["ids"].tolist() == [4]  # positions are no weights
    assert one["rows"].tolist() == [[1.0, 2.0]]


def test_models_of_two_shapes_have_no_mean() -> None:
    with pytest.raises(ValueError, match="shapes"):
        averaged({"rows": torch.zeros(2, 3)}, {"rows": torch.zeros(3, 3)})
