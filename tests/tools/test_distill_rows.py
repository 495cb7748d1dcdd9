"""German word pieces, what they are aligned with, and the rows that they begin with, against figures made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer

from tools.distill.alignment import Alignment, align
from tools.distill.idf import inverse_document_frequencies
from tools.distill.pairs import Pair
from tools.distill.rows import aligned_rows
from tools.distill.vocabulary import extended, ids


@pytest.fixture(scope="module")
def tokenizer(english_tokenizer: Tokenizer, pairs: list[Pair], words: list[Pair]) -> Tokenizer:
    return extended(english_tokenizer, [pair.german for pair in (*pairs, *words)], 400)


# ---------------------------------------------------------------------------------------------------------- vocabulary


def test_german_pieces_come_after_the_english_ones(tokenizer: Tokenizer, english_tokenizer: Tokenizer) -> None:
    old, new = english_tokenizer.get_vocab(), tokenizer.get_vocab()
    assert {piece: new[piece] for piece in old} == old
    assert sorted(new.values()) == list(range(len(new)))
    for piece in ("schule", "regierung", "fluss"):
        assert piece not in old
        assert new[piece] >= len(old)
        assert tokenizer.encode(piece.capitalize(), add_special_tokens=False).tokens == [piece]


def test_english_is_read_as_before_and_german_in_fewer_pieces(
    tokenizer: Tokenizer, english_tokenizer: Tokenizer, pairs: list[Pair]
) -> None:
    german = [pair.german for pair in pairs]
    before = sum(map(len, ids(english_tokenizer, german)))
    assert sum(map(len, ids(tokenizer, german))) < 0.7 * before
    (special,) = ids(tokenizer, ["The house"], special=True)
    assert (special[0], special[-1]) == (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
    assert ids(tokenizer, ["the house"]) == ids(english_tokenizer, ["the house"])


def test_sharp_s_umlauts_and_capitals(tokenizer: Tokenizer) -> None:
    for one, other in [("Straße", "strasse"), ("Käse", "KASE"), ("weiß", "weiss")]:
        assert tokenizer.encode(one).ids == tokenizer.encode(other).ids


def test_the_same_texts_give_the_same_vocabulary(english_tokenizer: Tokenizer, pairs: list[Pair]) -> None:
    """Left alone the trainer numbers letters as its hash table yields them, and its ties fall otherwise each time."""
    texts = [pair.german for pair in pairs]
    first = extended(english_tokenizer, texts, 400).get_vocab()
    for _ in range(5):
        assert extended(english_tokenizer, texts, 400).get_vocab() == first


# ----------------------------------------------------------------------------------------------------------- alignment

TWO = ([[0, 1], [0]], [[0, 1], [0]])
"""Two pairs: German pieces 0 and 1 with English pieces 0 and 1; German 0 with English 0. NULL is 2."""


@pytest.mark.parametrize(
    ("iterations", "counts"),
    [
        # All links alike: a third each in the first pair, half each in the second.
        (1, {(0, 0): 1 / 3 + 1 / 2, (0, 1): 1 / 3, (0, 2): 1 / 3 + 1 / 2, (1, 0): 1 / 3, (1, 1): 1 / 3, (1, 2): 1 / 3}),
        # Then t(0|0) = t(0|NULL) = 5/7, t(0|1) = t(1|1) = 1/2, t(1|0) = t(1|NULL) = 2/7.
        (
            2,
            {
                (0, 0): 10 / 27 + 1 / 2,
                (0, 1): 7 / 27,
                (0, 2): 10 / 27 + 1 / 2,
                (1, 0): 4 / 15,
                (1, 1): 7 / 15,
                (1, 2): 4 / 15,
            },
        ),
    ],
)
def test_counts_are_those_of_model_1(iterations: int, counts: dict[tuple[int, int], float]) -> None:
    found = align(*TWO, 2, 2, iterations)
    links = zip(found.german.tolist(), found.english.tolist(), strict=True)
    assert dict(zip(links, found.counts.tolist(), strict=True)) == pytest.approx(counts)
    assert found.null == 2
    assert (found.seen.tolist(), found.seen_english.tolist()) == ([2, 1], [2, 1])


def test_shares_of_a_piece() -> None:
    english, shares = align(*TWO, 3, 2, 2).shares(1)
    assert english.tolist() == [0, 1, 2]
    assert shares.tolist() == pytest.approx([4 / 15, 7 / 15, 4 / 15])
    nothing, none = align(*TWO, 3, 2, 2).shares(2)
    assert len(nothing) == len(none) == 0


def test_translations_are_found(tokenizer: Tokenizer, english_tokenizer: Tokenizer, pairs: list[Pair]) -> None:
    german = ids(tokenizer, [pair.german for pair in pairs])
    english = ids(english_tokenizer, [pair.english for pair in pairs])
    found = align(german, english, tokenizer.get_vocab_size(), english_tokenizer.get_vocab_size())
    for word, translation in [("schule", "school"), ("regierung", "government"), ("fluss", "river"), ("geld", "money")]:
        candidates, shares = found.shares(tokenizer.token_to_id(word))
        assert english_tokenizer.id_to_token(int(candidates[shares.argmax()])) == translation


@pytest.mark.parametrize("sides", [([], []), ([[1]], [[1], [2]])])
def test_unequal_sides_are_refused(sides: tuple[list[list[int]], list[list[int]]]) -> None:
    with pytest.raises(ValueError, match="sentences"):
        align(*sides, 3, 3)


# ---------------------------------------------------------------------------------------------------------------- rows


def _alignment(
    links: dict[tuple[int, int], float], null: int, seen: dict[int, int], seen_english: dict[int, int], size: int
) -> Alignment:
    german, english = np.array(sorted(links)).T
    both = [np.zeros(number, np.int64) for number in (size, null)]
    for counted, there in zip(both, (seen, seen_english), strict=True):
        counted[list(there)] = list(there.values())
    counts = np.array([links[link] for link in sorted(links)], np.float32)
    return Alignment(german, english, counts, null, *both)


def test_rows_are_weighted_means(tokenizer: Tokenizer, english_tokenizer: Tokenizer) -> None:
    size, old = tokenizer.get_vocab_size(), english_tokenizer.get_vocab_size()
    rows = np.random.default_rng(5).normal(size=(old, 8)).astype(np.float32)
    fluss, schule, river, water = map(tokenizer.token_to_id, ("fluss", "schule", "river", "water"))
    shared, children = tokenizer.token_to_id("in"), tokenizer.token_to_id("children")
    links = {(fluss, river): 3.0, (fluss, water): 1.0, (fluss, old): 1.0, (shared, water): 4.0, (shared, old): 1.0}
    alignment = _alignment(links, old, {fluss: 5, shared: 40, children: 40}, {shared: 2, children: 40}, size)
    found = aligned_rows(rows, english_tokenizer, tokenizer, alignment, shared=0.5)

    spelt = rows[english_tokenizer.encode("fluss", add_special_tokens=False).ids].mean(axis=0)
    meaning = (3 * rows[river] + rows[water]) / 4
    sure = (4 / 5) * (5 / 6)  # a fifth stands for nothing; seen five times
    assert found[fluss] == pytest.approx(sure * meaning + (1 - sure) * spelt, abs=1e-6)
    # Never aligned: as the English pieces that it is spelt with.
    assert found[schule] == pytest.approx(
        rows[english_tokenizer.encode("schule", add_special_tokens=False).ids].mean(axis=0), abs=1e-6
    )
    # English, but nearly always German in these texts: half of the way, by as much as it stands for anything.
    assert found[shared] == pytest.approx(0.4 * rows[water] + 0.6 * rows[shared], abs=1e-6)
    kept = [piece for piece in range(old) if piece != shared]
    assert np.array_equal(found[kept], rows[kept])


def test_only_the_six_likeliest_count(tokenizer: Tokenizer, english_tokenizer: Tokenizer) -> None:
    size, old = tokenizer.get_vocab_size(), english_tokenizer.get_vocab_size()
    rows = np.random.default_rng(5).normal(size=(old, 8)).astype(np.float32)
    fluss = tokenizer.token_to_id("fluss")
    likely = {(fluss, english): 10.0 for english in range(20, 26)}
    chance = {(fluss, english): 1.0 for english in range(30, 60)}
    alignment = _alignment(likely | chance, old, {fluss: 10**6}, {}, size)
    found = aligned_rows(rows, english_tokenizer, tokenizer, alignment)
    assert found[fluss] == pytest.approx(rows[20:26].mean(axis=0), abs=1e-5)


# ----------------------------------------------------------------------------------------------------------------- idf


def test_idf_counts_texts_not_occurrences(tokenizer: Tokenizer) -> None:
    found = inverse_document_frequencies(tokenizer, ["house house river", "house", "school"])
    assert found.shape == (tokenizer.get_vocab_size(),)
    for word, texts in [("house", 2), ("river", 1), ("school", 1), ("schule", 0)]:
        assert found[tokenizer.token_to_id(word)] == pytest.approx(np.log(4 / (texts + 1)), abs=1e-3)
